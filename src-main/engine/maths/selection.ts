/** Below this many numbers sorting is as fast as selecting. */
const FEW = 32;

/**
 * Quantiles of the finite numbers of an array, by linear interpolation as `quantile` of sorted ones, without sorting them: O(n).
 *
 * Hoare (1961), Algorithm 65: Find, doi:10.1145/366622.366647.
 *
 * @param shares each in [0, 1]. @returns one for each, NaN where no number is finite. The values are not modified.
 */
export function quantilesOf(values: ArrayLike<number> & Iterable<number>, shares: readonly number[]): number[] {
  const finite = new Float64Array(values.length);
  let n = 0;
  // −0 becomes 0, so that equal numbers are the same wherever they end up.
  for (const value of values) if (Number.isFinite(value)) finite[n++] = value + 0;
  const some = finite.subarray(0, n);
  return shares.map((share) => selectedQuantile(some, share));
}

/**
 * The n-th largest number, O(length); −Infinity where there are fewer.
 *
 * @param values none NaN; brought into another order. @param n at least 1.
 */
export const nthLargest = (values: Float64Array, n: number): number =>
  n > values.length ? -Infinity : select(values, values.length - n);

/** @param values finite; brought into another order. */
function selectedQuantile(values: Float64Array, share: number): number {
  const n = values.length;
  if (n === 0) return NaN;
  const at = share * (n - 1);
  const low = Math.floor(at);
  const below = select(values, low);
  if (low === at) return below;
  // All that lies behind the selected one is at least as large.
  let above = values[low + 1]!;
  for (let i = low + 2; i < n; i++) if (values[i]! < above) above = values[i]!;
  return below + (above - below) * (at - low);
}

/** Brings the number with k smaller ones to place k, smaller ones before it and larger ones behind. */
function select(values: Float64Array, k: number): number {
  let [left, right] = [0, values.length - 1];
  for (let looks = 2 * Math.ceil(Math.log2(values.length + 1)); right - left > FEW && looks > 0; looks--) {
    const pivot = middleOf(values[left]!, values[(left + right) >> 1]!, values[right]!);
    let [i, j] = [left, right];
    while (i <= j) {
      while (values[i]! < pivot) i++;
      while (values[j]! > pivot) j--;
      if (i > j) break;
      const moved = values[i]!;
      values[i++] = values[j]!;
      values[j--] = moved;
    }
    if (k <= j) right = j;
    else if (k >= i) left = i;
    else return values[k]!;
  }
  sortFew(values, left, right);
  return values[k]!;
}

/** Sorts a stretch of an array by insertion, unless it is long. */
function sortFew(values: Float64Array, left: number, right: number): void {
  if (right - left > FEW) {
    values.subarray(left, right + 1).sort();
    return;
  }
  for (let i = left + 1; i <= right; i++) {
    const value = values[i]!;
    let to = i;
    for (; to > left && values[to - 1]! > value; to--) values[to] = values[to - 1]!;
    values[to] = value;
  }
}

const middleOf = (a: number, b: number, c: number): number => Math.max(Math.min(a, b), Math.min(Math.max(a, b), c));
