import { grown } from '../../table/byte-dictionary.ts';

/** Numbers that are added one by one. */
export class GrowingNumbers {
  #values = new Float64Array(1 << 12);
  #length = 0;

  get length(): number {
    return this.#length;
  }

  /** Adds the values whose row is not flagged. */
  append(values: Float64Array, n: number, refused: Int32Array | null): void {
    if (this.#length + n > this.#values.length) this.#values = grown(this.#values, this.#length + n);
    if (!refused) {
      this.#values.set(values.subarray(0, n), this.#length);
      this.#length += n;
      return;
    }
    for (let row = 0; row < n; row++) if (refused[row] === 0) this.#values[this.#length++] = values[row]!;
  }

  /** All of them, in shared memory. */
  finish(): Float64Array {
    const values = new Float64Array(new SharedArrayBuffer(this.#length * 8));
    values.set(this.#values.subarray(0, this.#length));
    return values;
  }
}

/** Codes that are added one by one. */
export class GrowingCodes {
  #values = new Int32Array(1 << 12);
  #length = 0;

  get length(): number {
    return this.#length;
  }

  /** Room for so many more, to be written from `length` on. */
  reserve(n: number): Int32Array {
    if (this.#length + n > this.#values.length) this.#values = grown(this.#values, this.#length + n);
    return this.#values;
  }

  advance(n: number): void {
    this.#length += n;
  }

  /** A view that the next addition may outdate. */
  get values(): Int32Array {
    return this.#values.subarray(0, this.#length);
  }
}
