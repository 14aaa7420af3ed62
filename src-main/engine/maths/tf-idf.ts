import type { SparseRows } from '../table/sparse.ts';
import type { WordLists } from '../table/word-lists.ts';

/** Words that count, each with its weight. */
export interface Vocabulary {
  readonly words: readonly string[];
  /** How much rarer than others each is: ln((1 + rows) / (1 + rows with it)) + 1. */
  readonly weights: Float64Array;
  /** Rows that hold it. */
  readonly nRows: Int32Array;
}

/** Which words count. */
export interface WordLimits {
  readonly leastRows: number;
  readonly mostShare: number;
  readonly mostWords: number;
}

/**
 * Chooses the words that count by how many rows hold them; the most frequent where there are too many, in order of the alphabet.
 *
 * @param texts words of each different text. @param nRowsOf how many rows hold each text. @param nRows all rows, empty ones among them.
 */
export function chooseWords(
  { words, offsets, ids }: WordLists,
  nRowsOf: Int32Array,
  nRows: number,
  { leastRows, mostShare, mostWords }: WordLimits,
): Vocabulary {
  const rowsWith = new Int32Array(words.length);
  const lastText = new Int32Array(words.length).fill(-1);
  for (let text = 0; text < nRowsOf.length; text++) {
    for (let at = offsets[text]!; at < offsets[text + 1]!; at++) {
      const id = ids[at]!;
      if (lastText[id] === text) continue;
      lastText[id] = text;
      rowsWith[id]! += nRowsOf[text]!;
    }
  }
  const byName = (a: number, b: number): number => (words[a]! < words[b]! ? -1 : 1);
  const kept = Array.from(words.keys())
    .filter((id) => rowsWith[id]! >= leastRows && rowsWith[id]! <= mostShare * nRows)
    .sort((a, b) => rowsWith[b]! - rowsWith[a]! || byName(a, b))
    .slice(0, mostWords)
    .sort(byName);
  return {
    words: kept.map((id) => words[id]!),
    weights: Float64Array.from(kept, (id) => Math.log((1 + nRows) / (1 + rowsWith[id]!)) + 1),
    nRows: Int32Array.from(kept, (id) => rowsWith[id]!),
  };
}

/**
 * How much each word says of each text: how often it stands there times its weight, texts brought to length 1.
 *
 * Salton & Buckley (1988), Term-weighting approaches in automatic text retrieval, doi:10.1016/0306-4573(88)90021-0.
 *
 * @param isDamped counts 1 + ln(times) in place of times. @returns (texts, words); a text without known words is empty.
 */
export function weighTexts(
  texts: WordLists,
  { words, weights }: Pick<Vocabulary, 'words' | 'weights'>,
  isDamped: boolean,
): SparseRows {
  const nTexts = texts.offsets.length - 1;
  const known = new Map(words.map((word, place) => [word, place]));
  const placeOf = Int32Array.from(texts.words, (word) => known.get(word) ?? -1);
  const offsets = new Int32Array(nTexts + 1);
  const columns = new Int32Array(texts.ids.length);
  const values = new Float64Array(texts.ids.length);
  const times = new Float64Array(words.length);
  let end = 0;
  for (let text = 0; text < nTexts; text++) {
    const from = end;
    for (let at = texts.offsets[text]!; at < texts.offsets[text + 1]!; at++) {
      const place = placeOf[texts.ids[at]!]!;
      if (place >= 0 && times[place]!++ === 0) columns[end++] = place;
    }
    columns.subarray(from, end).sort();
    let squares = 0;
    for (let entry = from; entry < end; entry++) {
      const place = columns[entry]!;
      const n = times[place]!;
      values[entry] = (isDamped ? 1 + Math.log(n) : n) * weights[place]!;
      squares += values[entry]! ** 2;
      times[place] = 0;
    }
    for (let entry = from; entry < end; entry++) values[entry]! /= Math.sqrt(squares);
    offsets[text + 1] = end;
  }
  const shape = { nRows: nTexts, nColumns: words.length };
  return { ...shape, offsets, columns: columns.slice(0, end), values: values.slice(0, end) };
}

/** Rows of a sparse matrix, some of them several times; −1 is an empty one. */
export function takeSparseRows({ nColumns, offsets, columns, values }: SparseRows, rows: Int32Array): SparseRows {
  const taken = new Int32Array(rows.length + 1);
  rows.forEach((row, i) => (taken[i + 1] = taken[i]! + (row < 0 ? 0 : offsets[row + 1]! - offsets[row]!)));
  const fresh = { columns: new Int32Array(taken[rows.length]!), values: new Float64Array(taken[rows.length]!) };
  rows.forEach((row, i) => {
    if (row < 0) return;
    fresh.columns.set(columns.subarray(offsets[row], offsets[row + 1]), taken[i]);
    fresh.values.set(values.subarray(offsets[row], offsets[row + 1]), taken[i]);
  });
  return { nRows: rows.length, nColumns, offsets: taken, ...fresh };
}
