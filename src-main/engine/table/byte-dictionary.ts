const SEED = 0x2f0b4a37;
const [MIX_A, MIX_B] = [0xcc9e2d51, 0x1b873593];

/** A hash of bytes, four at a time (after Appleby's MurmurHash3); it decides where texts are looked for, never their codes. */
function hashBytes(bytes: Uint8Array, start: number, end: number): number {
  let hash = SEED ^ (end - start);
  let at = start;
  for (const last = end - 3; at < last; at += 4) {
    let word = bytes[at]! | (bytes[at + 1]! << 8) | (bytes[at + 2]! << 16) | (bytes[at + 3]! << 24);
    word = Math.imul(word, MIX_A);
    hash ^= Math.imul((word << 15) | (word >>> 17), MIX_B);
    hash = (Math.imul((hash << 13) | (hash >>> 19), 5) + 0x52dce729) | 0;
  }
  let rest = 0;
  for (; at < end; at++) rest = (rest << 8) | bytes[at]!;
  hash ^= Math.imul(rest, MIX_A);
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  return hash ^ (hash >>> 13);
}

/**
 * Distinct byte strings, numbered from 0 in the order in which they came: texts are compared without ever becoming
 * strings, which is what makes reading a file of repeated words fast.
 */
export class ByteDictionary {
  #bytes = new Uint8Array(1 << 14);
  #ends = new Int32Array(1 << 10);
  /** Two numbers a slot, side by side so that they come into the processor together: a code + 1, 0 where there is none, and its hash. */
  #slots = new Int32Array(2 << 11);
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
    const hash = hashBytes(bytes, start, end);
    const slots = this.#slots;
    const mask = slots.length - 1;
    let slot = (hash << 1) & mask;
    for (let entry = slots[slot]!; entry > 0; entry = slots[slot]!) {
      if (slots[slot + 1] === hash && this.#holds(entry - 1, bytes, start, end)) return entry - 1;
      slot = (slot + 2) & mask;
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
    if (this.#size === this.#ends.length) this.#ends = grown(this.#ends, this.#size + 1);
    for (let i = 0; i < size; i++) this.#bytes[from + i] = bytes[start + i]!;
    const code = this.#size++;
    this.#ends[code] = from + size;
    this.#slots[slot] = code + 1;
    this.#slots[slot + 1] = hash;
    if (this.#size * 4 > this.#slots.length) this.#spread();
    return code;
  }

  /** Twice as many slots, so that at most half of them are taken. */
  #spread(): void {
    const old = this.#slots;
    const slots = new Int32Array(old.length * 2);
    const mask = slots.length - 1;
    for (let from = 0; from < old.length; from += 2) {
      if (old[from] === 0) continue;
      let slot = (old[from + 1]! << 1) & mask;
      while (slots[slot]! > 0) slot = (slot + 2) & mask;
      slots[slot] = old[from]!;
      slots[slot + 1] = old[from + 1]!;
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
