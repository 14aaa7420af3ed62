import type { Context } from '../../steps/context.ts';
import { sortNumbers } from '../../table/sort-numbers.ts';
import { sampleRows } from '../matrix.ts';
import { countBelow } from '../sorted.ts';
import type { TreeRows } from './tree-set.ts';

/** How many bins a number or a category may fall into; one more holds what is missing. */
export const MOST_BINS = 255;
/** The bin of what is missing. */
export const MISSING_BIN = 255;
/** Features whose bins lie together in one word of eight bytes. */
export const GROUP = 8;
/** Thresholds are looked for among so many rows. */
const MOST_LOOKED_AT = 200_000;

/** Where the bins of each feature end: bin i holds what is above threshold i − 1 and up to threshold i. */
export interface Binning {
  /** By feature; for a category the number of its bins alone matters. */
  readonly thresholds: readonly Float64Array[];
  readonly nBins: Int32Array;
  /** 0 for numbers. */
  readonly nCategories: Int32Array;
}

/** Thresholds of a feature's bins; none for a category. */
export function featureThresholds(
  x: TreeRows,
  feature: number,
  nCategories: number,
  sampled: Int32Array | null,
): Float64Array {
  return nCategories > 0 ? new Float64Array(0) : thresholdsOf(knownValues(x, feature, sampled));
}

function knownValues({ nRows, nColumns, values }: TreeRows, column: number, rows: Int32Array | null): Float64Array {
  const n = rows?.length ?? nRows;
  const known = new Float64Array(n);
  let count = 0;
  for (let i = 0; i < n; i++) {
    const value = values[(rows ? rows[i]! : i) * nColumns + column]!;
    // Adding 0 makes one zero of both.
    if (!Number.isNaN(value)) known[count++] = value + 0;
  }
  return sortNumbers(known.slice(0, count));
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

/** The bin of a value. */
function binOf(value: number, thresholds: Float64Array, nCategories: number): number {
  if (Number.isNaN(value)) return MISSING_BIN;
  if (nCategories > 0) {
    if (value < 0 || value >= nCategories) return MISSING_BIN;
    return Math.min(value, MOST_BINS - 1);
  }
  return countBelow(thresholds, value);
}

/** The bins of a feature, as one byte in each row's word of eight. @param words (nGroups, nRows, 8), written. */
export function binFeature(
  { nRows, nColumns, values }: TreeRows,
  feature: number,
  thresholds: Float64Array,
  nCategories: number,
  words: Uint8Array,
): void {
  const at = Math.floor(feature / GROUP) * nRows * GROUP + (feature % GROUP);
  for (let row = 0, from = feature; row < nRows; row++, from += nColumns)
    words[at + row * GROUP] = binOf(values[from]!, thresholds, nCategories);
}

/**
 * Puts rows into bins of about as many rows each; where a feature has few distinct values, into one bin each with thresholds half-way
 * between, as scikit-learn's histogram gradient boosting has them. Of more than 255 categories the last ones share a bin.
 *
 * @param x in shared memory. @param nCategories by feature, 0 for numbers. @param words (nGroups, nRows, 8), written.
 * @param known the bins to use; null to find them.
 */
export async function binRows(
  x: TreeRows,
  nCategories: Int32Array,
  words: Uint8Array,
  tools: Pick<Context, 'pool' | 'random'>,
  known: Binning | null = null,
): Promise<Binning> {
  const sampled = !known && x.nRows > MOST_LOOKED_AT ? sampleRows(x.nRows, MOST_LOOKED_AT, tools.random) : null;
  const shared = { x, nCategories, sampled, known: known?.thresholds ?? null, words };
  const thresholds = (await tools.pool.run('treeBins', x.nColumns, 1, shared)).flat();
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
