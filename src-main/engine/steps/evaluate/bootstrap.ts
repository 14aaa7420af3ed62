import type { Matrix } from '../../table/table.ts';
import type { CancelSignal } from '../context.ts';
import type { Random } from '../../maths/random.ts';

/** The ends of an interval for each column. */
export interface Intervals {
  readonly lower: Float64Array;
  readonly upper: Float64Array;
}

/**
 * Percentile bootstrap intervals of column means: rows are drawn with replacement, the same rows for every column, so that models
 * compared on the same customers stay paired.
 *
 * Efron (1979), Bootstrap methods: another look at the jackknife. O(nResamples · nRows · nColumns).
 *
 * @param x one row a customer, one column a quantity; finite.
 * @param confidence the share of resampled means inside, such as 0.95.
 */
export function bootstrapMeans(
  x: Matrix,
  nResamples: number,
  confidence: number,
  random: Random,
  signal: CancelSignal,
): Intervals {
  const means = resampledMeans(x, nResamples, random, signal);
  const tail = (1 - confidence) / 2;
  const end = (share: number) => Float64Array.from(means, (column) => quantile(column, share));
  for (const column of means) column.sort();
  return { lower: end(tail), upper: end(1 - tail) };
}

/**
 * The percentile bootstrap interval of one column's mean over another's, the same rows drawn for both.
 *
 * @param x two columns, the one above the line first; finite.
 */
export function bootstrapRatio(
  x: Matrix,
  nResamples: number,
  confidence: number,
  random: Random,
  signal: CancelSignal,
): { readonly lower: number; readonly upper: number } {
  const [above = new Float64Array(), below] = resampledMeans(x, nResamples, random, signal);
  const ratios = above.map((mean, resample) => mean / below![resample]!).sort();
  const tail = (1 - confidence) / 2;
  return { lower: quantile(ratios, tail), upper: quantile(ratios, 1 - tail) };
}

/** The means of each column in each resample of the rows. */
function resampledMeans(x: Matrix, nResamples: number, random: Random, signal: CancelSignal): Float64Array[] {
  const { nRows, nColumns, values } = x;
  const means = Array.from({ length: nColumns }, () => new Float64Array(nResamples));
  const times = new Int32Array(nRows);
  const sums = new Float64Array(nColumns);
  for (let resample = 0; resample < nResamples; resample++) {
    signal.throwIfAborted();
    times.fill(0);
    for (let i = 0; i < nRows; i++) {
      const row = random.integer(nRows);
      times[row] = (times[row] as number) + 1;
    }
    sums.fill(0);
    for (let row = 0; row < nRows; row++) {
      const drawn = times[row] as number;
      if (drawn === 0) continue;
      const start = row * nColumns;
      for (let j = 0; j < nColumns; j++) sums[j] = (sums[j] as number) + drawn * (values[start + j] as number);
    }
    means.forEach((column, j) => (column[resample] = (sums[j] as number) / nRows));
  }
  return means;
}

/** The quantile of sorted values, interpolated between neighbours. */
function quantile(sorted: Float64Array, share: number): number {
  const at = share * (sorted.length - 1);
  const low = Math.floor(at);
  const [a, b] = [sorted[low] ?? NaN, sorted[Math.min(low + 1, sorted.length - 1)] ?? NaN];
  return a + (b - a) * (at - low);
}
