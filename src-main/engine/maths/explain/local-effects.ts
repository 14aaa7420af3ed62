import { countBelow } from '../sorted.ts';
import { quantile } from '../statistics.ts';

/** Where a feature's values are cut into intervals of about as many rows each; ascending, distinct. @param sorted finite, ascending */
export function gridOf(sorted: Float64Array, nIntervals: number): Float64Array {
  const cuts = Array.from({ length: nIntervals + 1 }, (_, i) => quantile(sorted, i / nIntervals));
  return Float64Array.from(new Set(cuts));
}

/** The interval (from 0) that a value lies in: above a cut and up to the next. */
export function intervalOf(value: number, grid: Float64Array): number {
  return Math.max(0, Math.min(grid.length - 2, countBelow(grid, value) - 1));
}

/**
 * Accumulated local effects: how predictions change inside each interval for the rows that lie in it, added up from the left and centred
 * so that their mean over the rows is 0.
 *
 * Apley & Zhu (2020), Visualizing the effects of predictor variables in black box supervised learning models, doi:10.1111/rssb.12377.
 *
 * @param intervals of each row. @param changes what crossing its interval changes for each row. @returns effects at the nIntervals + 1 cuts.
 */
export function accumulate(intervals: Int32Array, changes: Float64Array, nIntervals: number): Float64Array {
  const sums = new Float64Array(nIntervals);
  const counts = new Float64Array(nIntervals);
  intervals.forEach((interval, row) => {
    sums[interval]! += changes[row]!;
    counts[interval]!++;
  });
  const effects = new Float64Array(nIntervals + 1);
  let [weighted, n] = [0, 0];
  for (let i = 0; i < nIntervals; i++) {
    effects[i + 1] = effects[i]! + (counts[i]! > 0 ? sums[i]! / counts[i]! : 0);
    weighted += (counts[i]! * (effects[i]! + effects[i + 1]!)) / 2;
    n += counts[i]!;
  }
  return effects.map((effect) => effect - (n > 0 ? weighted / n : 0));
}
