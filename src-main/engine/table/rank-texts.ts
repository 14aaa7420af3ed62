import type { TextColumn } from './column.ts';
import { radixSort } from './radix.ts';

/** Bytes of a text that its sort words hold. */
const WORDS = 2;
const BYTES_PER_WORD = 4;

/** What each byte counts as: Latin capitals as small letters and all else as it is, or all as it is. */
const LETTERS = {
  folded: Uint8Array.from({ length: 256 }, (_, byte) => (byte >= 0x41 && byte <= 0x5a ? byte | 0x20 : byte)),
  exact: Uint8Array.from({ length: 256 }, (_, byte) => byte),
};

interface PackedTexts extends Pick<TextColumn, 'offsets' | 'bytes'> {
  readonly letters: Uint8Array;
}

/** How many bytes all texts begin with in common. */
function commonPrefix({ offsets, bytes, letters }: PackedTexts): number {
  const n = offsets.length - 1;
  let common = n > 0 ? offsets[1]! - offsets[0]! : 0;
  for (let text = 1; text < n && common > 0; text++) {
    const start = offsets[text]!;
    const limit = Math.min(common, offsets[text + 1]! - start);
    let at = 0;
    while (at < limit && letters[bytes[start + at]!] === letters[bytes[offsets[0]! + at]!]) at++;
    common = at;
  }
  return common;
}

/** The bytes of each text from a place on, packed into words; a text that ends counts as lower than any that goes on. */
function prefixWords({ offsets, bytes, letters }: PackedTexts, from: number): Uint32Array[] {
  const n = offsets.length - 1;
  return Array.from({ length: WORDS }, (_, w) => {
    const words = new Uint32Array(n);
    for (let text = 0; text < n; text++) {
      const end = offsets[text + 1]!;
      let at = offsets[text]! + from + w * BYTES_PER_WORD;
      let word = 0;
      for (let i = 0; i < BYTES_PER_WORD; i++, at++) word = (word << 8) | (at < end ? letters[bytes[at]!]! : 0);
      words[text] = word;
    }
    return words;
  });
}

/** Compares two texts by what their bytes count as, then by the bytes themselves; 0 where they are equal. */
function compareTexts({ offsets, bytes, letters }: PackedTexts, a: number, b: number): number {
  const [startA, startB] = [offsets[a]!, offsets[b]!];
  const [sizeA, sizeB] = [offsets[a + 1]! - startA, offsets[b + 1]! - startB];
  const common = Math.min(sizeA, sizeB);
  let cased = 0;
  for (let i = 0; i < common; i++) {
    const [x, y] = [bytes[startA + i]!, bytes[startB + i]!];
    if (x === y) continue;
    const order = letters[x]! - letters[y]!;
    if (order !== 0) return order;
    if (cased === 0) cased = x - y;
  }
  return sizeA - sizeB || cased;
}

/**
 * The place of each text in their order, equal texts in one place: by code point, the same on every machine. UTF-8 keeps
 * that order in its bytes, so that no string is made; most texts differ within a few letters, so that few comparisons are
 * left after a radix sort.
 *
 * @param letterCase `folded` looks at the case of Latin letters last, as a person expects; `exact` where it stands.
 */
export function rankTexts(
  { offsets, bytes }: Pick<TextColumn, 'offsets' | 'bytes'>,
  letterCase: keyof typeof LETTERS = 'folded',
): Uint32Array {
  const texts: PackedTexts = { offsets, bytes, letters: LETTERS[letterCase] };
  const n = texts.offsets.length - 1;
  const words = prefixWords(texts, commonPrefix(texts));
  const all = new Int32Array(n);
  for (let text = 0; text < n; text++) all[text] = text;
  const order = radixSort(words, all);
  const isTied = (a: number, b: number): boolean => words.every((word) => word[a] === word[b]);
  const compare = (a: number, b: number): number => compareTexts(texts, a, b);
  for (let start = 0; start < n;) {
    let end = start + 1;
    while (end < n && isTied(order[start]!, order[end]!)) end++;
    if (end - start > 1) order.subarray(start, end).sort(compare);
    start = end;
  }
  const ranks = new Uint32Array(n);
  let rank = 0;
  for (let i = 0; i < n; i++) {
    if (i > 0 && compare(order[i - 1]!, order[i]!) !== 0) rank++;
    ranks[order[i]!] = rank;
  }
  return ranks;
}
