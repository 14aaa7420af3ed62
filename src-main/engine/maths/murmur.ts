const [MIX_A, MIX_B] = [0xcc9e2d51, 0x1b873593];

const rotate = (word: number, by: number): number => (word << by) | (word >>> (32 - by));
const mixed = (word: number): number => Math.imul(rotate(Math.imul(word, MIX_A), 15), MIX_B);

/** Austin Appleby's MurmurHash3 (x86, 32 bit) of `bytes[start … end)`, as a signed number: what scikit-learn hashes with. */
export function murmur3(bytes: Uint8Array, start: number, end: number, seed = 0): number {
  let hash = seed;
  let at = start;
  for (; at + 4 <= end; at += 4) {
    const word = bytes[at]! | (bytes[at + 1]! << 8) | (bytes[at + 2]! << 16) | (bytes[at + 3]! << 24);
    hash = (Math.imul(rotate(hash ^ mixed(word), 13), 5) + 0xe6546b64) | 0;
  }
  let rest = 0;
  for (let i = end - 1; i >= at; i--) rest = (rest << 8) | bytes[i]!;
  if (at < end) hash ^= mixed(rest);
  return finished(hash ^ (end - start));
}

/** Spreads every bit of a number over all bits of the result. */
function finished(word: number): number {
  let hash = Math.imul(word ^ (word >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return hash ^ (hash >>> 16);
}

/** One hash of two, in that order. */
export const joinHashes = (first: number, second: number): number =>
  finished((Math.imul(first, 31) + (second ^ 0x9e3779b9)) | 0);
