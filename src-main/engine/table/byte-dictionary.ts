const FNV_START = 0x811c9dc5;
const FNV_PRIME = 0x01000193;

/**
 * Distinct byte strings, numbered from 0 in the order in which they came: texts are compared without ever becoming
 * strings, which is what makes reading a file of repeated words fast.
 */
export class ByteDictionary {
  #bytes = new Uint8Array(1 << 14);
  #ends = new Int32Array(1 << 10);
  #hashes = new Int32Array(1 << 10);
  #slots = new Int32Array(1 << 11).fill(-1);
  #size = 0;

  /** How many distinct byte strings there are. */
  get size(): number {
    return this.#size;
  }

  /** Bytes of all of them together. */
  get nBytes(): number {
    return this.#size > 0 ? this.#ends[this.#size - 1]! : 0;
  }

  /** The code of `bytes[start … end)`, which is added where it is new. */
  codeOf(bytes: Uint8Array, start: number, end: number): number {
    let hash = FNV_START;
    for (let i = start; i < end; i++) hash = Math.imul(hash ^ bytes[i]!, FNV_PRIME);
    hash ^= hash >>> 15;
    const mask = this.#slots.length - 1;
    let slot = hash & mask;
    for (let code = this.#slots[slot]!; code >= 0; code = this.#slots[slot]!) {
      if (this.#hashes[code] === hash && this.#holds(code, bytes, start, end)) return code;
      slot = (slot + 1) & mask;
    }
    return this.#add(slot, hash, bytes, start, end);
  }

  /** Where the bytes of a code begin and end in {@link bytes}. */
  startOf(code: number): number {
    return code === 0 ? 0 : this.#ends[code - 1]!;
  }

  endOf(code: number): number {
    return this.#ends[code]!;
  }

  /** All byte strings, one after the other; a view that the next addition may outdate. */
  get bytes(): Uint8Array {
    return this.#bytes.subarray(0, this.nBytes);
  }

  /** The offsets at which they begin, and where the last one ends. */
  offsets(): Int32Array {
    const offsets = new Int32Array(new SharedArrayBuffer((this.#size + 1) * 4));
    offsets.set(this.#ends.subarray(0, this.#size), 1);
    return offsets;
  }

  #holds(code: number, bytes: Uint8Array, start: number, end: number): boolean {
    const from = this.startOf(code);
    if (this.#ends[code]! - from !== end - start) return false;
    for (let i = from, j = start; j < end; i++, j++) if (this.#bytes[i] !== bytes[j]) return false;
    return true;
  }

  #add(slot: number, hash: number, bytes: Uint8Array, start: number, end: number): number {
    const from = this.nBytes;
    const size = end - start;
    if (from + size > this.#bytes.length) this.#bytes = grown(this.#bytes, from + size);
    if (this.#size === this.#ends.length) {
      this.#ends = grown(this.#ends, this.#size + 1);
      this.#hashes = grown(this.#hashes, this.#size + 1);
    }
    for (let i = 0; i < size; i++) this.#bytes[from + i] = bytes[start + i]!;
    const code = this.#size++;
    this.#ends[code] = from + size;
    this.#hashes[code] = hash;
    this.#slots[slot] = code;
    if (this.#size * 2 > this.#slots.length) this.#spread();
    return code;
  }

  #spread(): void {
    const slots = new Int32Array(this.#slots.length * 4).fill(-1);
    const mask = slots.length - 1;
    for (let code = 0; code < this.#size; code++) {
      let slot = this.#hashes[code]! & mask;
      while (slots[slot]! >= 0) slot = (slot + 1) & mask;
      slots[slot] = code;
    }
    this.#slots = slots;
  }
}

/** A longer copy, at least twice as long, so that growing stays cheap. */
export function grown<A extends Uint8Array | Int32Array | Float64Array>(array: A, least: number): A {
  const Type = array.constructor as new (length: number) => A;
  const longer = new Type(Math.max(array.length * 2, least));
  longer.set(array);
  return longer;
}
