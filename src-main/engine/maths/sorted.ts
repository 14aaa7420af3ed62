/** The first place from which on a condition holds, or the length; what it holds for stands behind what it does not. O(log n). */
export function firstWhere(values: Float64Array, holds: (value: number) => boolean, from = 0): number {
  let [low, high] = [from, values.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (holds(values[middle]!)) high = middle;
    else low = middle + 1;
  }
  return low;
}

/** How many of ascending numbers are below one; all of them where it is NaN. O(log n), and the way for many looks. */
export function countBelow(sorted: Float64Array, value: number): number {
  let [low, high] = [0, sorted.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (sorted[middle]! >= value) high = middle;
    else low = middle + 1;
  }
  return low;
}

/** How many of ascending numbers are one or below it; none where it is NaN. O(log n), and the way for many looks. */
export function countUpTo(sorted: Float64Array, value: number): number {
  let [low, high] = [0, sorted.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (sorted[middle]! <= value) low = middle + 1;
    else high = middle;
  }
  return low;
}
