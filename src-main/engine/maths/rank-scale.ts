import { quantile } from './statistics.ts';

/** How many numbers stand for a column at most. */
const MOST_POINTS = 1000;

/** Evenly spaced quantiles of sorted numbers, from the least to the largest; empty without numbers. */
export function evenQuantiles(sorted: Float64Array): Float64Array {
  const n = Math.min(MOST_POINTS, sorted.length);
  if (n === 1) return sorted.slice(0, 1);
  // With a point for every number each is that number: dividing first would round some of them apart.
  if (n === sorted.length) return sorted.slice();
  return Float64Array.from({ length: n }, (_, i) => quantile(sorted, i / (n - 1)));
}

/**
 * The share of a column that lies below a number, between its quantiles along a line; a number that several quantiles equal stands in
 * the middle of them.
 *
 * @param points ascending. @returns 0 below all, 1 above; 0 where the points do not vary; NaN for a missing value.
 */
export function shareBelow(points: Float64Array, value: number): number {
  const last = points.length - 1;
  if (Number.isNaN(value)) return NaN;
  if (last < 1 || points[0] === points[last]) return value > (points[0] ?? Infinity) ? 1 : 0;
  if (value <= points[0]!) return 0;
  if (value >= points[last]!) return 1;
  return (placeOf(points, value, false) + placeOf(points, value, true)) / 2 / last;
}

/** A number's place among the points, counted from 0; the last or the first of equal ones. */
function placeOf(points: Float64Array, value: number, first: boolean): number {
  let [low, high] = [0, points.length - 1];
  while (high - low > 1) {
    const middle = (low + high) >> 1;
    if (first ? points[middle]! < value : points[middle]! <= value) low = middle;
    else high = middle;
  }
  return low + (value - points[low]!) / (points[high]! - points[low]!);
}
