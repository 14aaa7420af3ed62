import type { Context } from '../../steps/context.ts';
import { sortNumbers } from '../../table/sort-numbers.ts';
import { sampleRows } from '../matrix.ts';
import type { TreeRows } from './tree-set.ts';

/** How many bins a number or a category may fall into; one more holds what is missing. */
export const MOST_BINS = 255;
/** The bin of what is missing. */
export const MISSING_BIN = 255;
/** Features whose bins lie together in one word of eight bytes. */
export const GROUP = 8;
const GROUP_BITS = 3;
/** Thresholds are looked for among so many rows. */
const MOST_LOOKED_AT = 200_000;

const FEATURES_A_BLOCK = 4;
const ROWS_A_BLOCK = 8192;

/** Where the bins of each feature end: bin i holds what is above threshold i − 1 and up to threshold i. */
export interface Binning {
  /** By feature; for a category the number of its bins alone matters. */
  readonly thresholds: readonly Float64Array[];
  readonly nBins: Int32Array;
  /** 0 for numbers. */
  readonly nCategories: Int32Array;
}

/** Thresholds of the bins of features [start, end); none for a category. */
export function featureThresholds(
  x: TreeRows,
  start: number,
  end: number,
  nCategories: Int32Array,
  sampled: Int32Array | null,
): Float64Array[] {
  const known = knownValues(x, start, end, sampled);
  return known.map((own, j) => (nCategories[start + j]! > 0 ? new Float64Array(0) : thresholdsOf(sortNumbers(own))));
}

/** The values of features [start, end), each without what is missing; read together, since rows lie side by side. */
function knownValues(
  { nRows, nColumns, values }: TreeRows,
  start: number,
  end: number,
  rows: Int32Array | null,
): Float64Array[] {
  const n = rows?.length ?? nRows;
  const known = Array.from({ length: end - start }, () => new Float64Array(n));
  const counts = new Int32Array(end - start);
  for (let i = 0; i < n; i++) {
    const from = (rows ? rows[i]! : i) * nColumns + start;
    for (let j = 0; j < known.length; j++) {
      const value = values[from + j]!;
      // Adding 0 makes one zero of both.
      if (!Number.isNaN(value)) known[j]![counts[j]!++] = value + 0;
    }
  }
  return known.map((own, j) => own.slice(0, counts[j]));
}

/** @param sorted ascending. */
function thresholdsOf(sorted: Float64Array): Float64Array {
  const distinct = distinctOf(sorted, MOST_BINS + 1);
  if (distinct.length <= MOST_BINS)
    return Float64Array.from({ length: Math.max(0, distinct.length - 1) }, (_, i) =>
      between(distinct[i]!, distinct[i + 1]!),
    );
  const cuts: number[] = [];
  for (let i = 1; i < MOST_BINS; i++) {
    // The value that so many rows do not exceed; the middle of two where their number is whole.
    const n = (sorted.length * i) / MOST_BINS;
    const above = sorted[Math.floor(n)]!;
    const cut = Number.isInteger(n) ? between(sorted[n - 1]!, above) : above;
    if (cuts.length === 0 || cut > cuts.at(-1)!) cuts.push(cut);
  }
  return Float64Array.from(cuts);
}

function distinctOf(sorted: Float64Array, most: number): number[] {
  const distinct: number[] = [];
  for (let i = 0; i < sorted.length && distinct.length < most; i++)
    if (i === 0 || sorted[i] !== sorted[i - 1]) distinct.push(sorted[i]!);
  return distinct;
}

/** Half-way between two values a < b, or the lower where that is not below the upper; never past either, whatever their size. */
export function between(a: number, b: number): number {
  if (a === b) return a;
  const middle = a / 2 + b / 2;
  return Number.isFinite(middle) && middle < b && middle >= a
    ? middle
    : Number.isFinite(a) || b === Infinity
      ? a
      : -Number.MAX_VALUE;
}

/** Bins of which a search halves what is left. */
const SEARCHED = 256;

/** Thresholds as rows of 256, filled up with infinity. */
function paddedThresholds(thresholds: readonly Float64Array[]): Float64Array {
  const padded = new Float64Array(thresholds.length * SEARCHED).fill(Infinity);
  thresholds.forEach((own, j) => padded.set(own, j * SEARCHED));
  return padded;
}

/** How many of the 255 thresholds from a place on are below a value. Without branches, which would be guessed wrong half of the time. */
function countBelowAt(padded: Float64Array, from: number, value: number): number {
  let at = from;
  at += +(padded[at + 127]! < value) << 7;
  at += +(padded[at + 63]! < value) << 6;
  at += +(padded[at + 31]! < value) << 5;
  at += +(padded[at + 15]! < value) << 4;
  at += +(padded[at + 7]! < value) << 3;
  at += +(padded[at + 3]! < value) << 2;
  at += +(padded[at + 1]! < value) << 1;
  at += +(padded[at]! < value);
  return at - from;
}

function categoryBin(value: number, nCategories: number): number {
  return value < 0 || value >= nCategories ? MISSING_BIN : Math.min(value, MOST_BINS - 1);
}

/** Puts rows [start, end) into bins, one byte a feature in each row's words of eight. @param words (nGroups, nRows, 8), written. */
export function binRowsOf(
  { nRows, nColumns, values }: TreeRows,
  start: number,
  end: number,
  thresholds: readonly Float64Array[],
  nCategories: Int32Array,
  words: Uint8Array,
): void {
  const padded = paddedThresholds(thresholds);
  for (let row = start, from = start * nColumns; row < end; row++) {
    for (let feature = 0; feature < nColumns; feature++, from++) {
      const value = values[from]!;
      const at = ((feature >> GROUP_BITS) * nRows + row) * GROUP + (feature & (GROUP - 1));
      if (Number.isNaN(value)) words[at] = MISSING_BIN;
      else if (nCategories[feature]! > 0) words[at] = categoryBin(value, nCategories[feature]!);
      else words[at] = countBelowAt(padded, feature * SEARCHED, value);
    }
  }
}

/**
 * Puts rows into bins of about as many rows each; where a feature has few distinct values, into one bin each with thresholds half-way
 * between, as scikit-learn's histogram gradient boosting has them. Of more than 255 categories the last ones share a bin.
 *
 * @param x in shared memory. @param nCategories by feature, 0 for numbers. @param words (nGroups, nRows, 8), written.
 */
export async function binRows(
  x: TreeRows,
  nCategories: Int32Array,
  words: Uint8Array,
  { pool, random }: Pick<Context, 'pool' | 'random'>,
): Promise<Binning> {
  const sampled = x.nRows > MOST_LOOKED_AT ? sampleRows(x.nRows, MOST_LOOKED_AT, random) : null;
  const thresholds = (await pool.run('treeBins', x.nColumns, FEATURES_A_BLOCK, { x, nCategories, sampled })).flat();
  await pool.run('treeWords', x.nRows, ROWS_A_BLOCK, { x, nCategories, thresholds, words });
  const nBins = Int32Array.from(nCategories, (count, j) =>
    count > 0 ? Math.min(count, MOST_BINS) : thresholds[j]!.length + 1,
  );
  return { thresholds, nBins, nCategories };
}

/** The categories of bins; the last bin holds all that have none of their own. */
export function unfoldCategories(bins: readonly number[], nCategories: number): number[] {
  const last = MOST_BINS - 1;
  return bins.flatMap((bin) =>
    bin < last || nCategories <= MOST_BINS ? [bin] : Array.from({ length: nCategories - last }, (_, i) => last + i),
  );
}
