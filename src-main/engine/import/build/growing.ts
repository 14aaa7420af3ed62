import { grown } from '../../table/byte-dictionary.ts';

/** Numbers of one chunk: half a megabyte, so that a short file takes little and a long one is not copied while it grows. */
const CHUNK = 1 << 16;

/** Numbers that are added one by one. */
export class GrowingNumbers {
  readonly #full: Float64Array[] = [];
  #chunk = new Float64Array(1 << 12);
  #size = 0;

  /** Adds the values whose row is not flagged. */
  append(values: Float64Array, n: number, refused: Int32Array | null): void {
    if (!refused) {
      for (let from = 0; from < n;) {
        if (this.#size === this.#chunk.length) this.#grow();
        const to = Math.min(n, from + this.#chunk.length - this.#size);
        this.#chunk.set(values.subarray(from, to), this.#size);
        this.#size += to - from;
        from = to;
      }
      return;
    }
    for (let row = 0; row < n; row++) {
      if (refused[row] !== 0) continue;
      if (this.#size === this.#chunk.length) this.#grow();
      this.#chunk[this.#size++] = values[row]!;
    }
  }

  /** All of them, in shared memory; there are none afterwards. */
  finish(): Float64Array {
    const length = this.#full.reduce((sum, chunk) => sum + chunk.length, this.#size);
    const values = new Float64Array(new SharedArrayBuffer(length * 8));
    let at = 0;
    for (const chunk of this.#full.splice(0)) {
      values.set(chunk, at);
      at += chunk.length;
    }
    values.set(this.#chunk.subarray(0, this.#size), at);
    this.#size = 0;
    return values;
  }

  #grow(): void {
    this.#full.push(this.#chunk);
    this.#chunk = new Float64Array(CHUNK);
    this.#size = 0;
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
