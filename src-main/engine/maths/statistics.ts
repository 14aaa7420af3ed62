/** An array of numbers, typed or not. */
type Numbers = ArrayLike<number> & Iterable<number>;

/** The finite numbers of an array, ascending. */
export function sortedFinite(values: Numbers): Float64Array {
  const finite = new Float64Array(values.length);
  let n = 0;
  for (const value of values) {
    if (Number.isFinite(value)) finite[n++] = value;
  }
  return finite.subarray(0, n).sort();
}

/**
 * A quantile by linear interpolation (Hyndman & Fan 1996, type 7, the default of numpy and R).
 *
 * @param sorted ascending, without missing values; an empty one gives NaN. @param q in [0, 1].
 */
export function quantile(sorted: ArrayLike<number>, q: number): number {
  if (sorted.length === 0) return NaN;
  const at = q * (sorted.length - 1);
  const low = Math.floor(at);
  const below = sorted[low] ?? NaN;
  const above = sorted[Math.min(low + 1, sorted.length - 1)] ?? below;
  return below + (above - below) * (at - low);
}

/** The mean of the finite numbers; NaN where there is none. */
export function mean(values: Numbers): number {
  let sum = 0;
  let n = 0;
  for (const value of values) {
    if (!Number.isFinite(value)) continue;
    sum += value;
    n++;
  }
  return n > 0 ? sum / n : NaN;
}

/** The variance of the finite numbers, divided by n − ddof; NaN where that leaves nothing. */
export function variance(values: Numbers, ddof = 1): number {
  const centre = mean(values);
  let sum = 0;
  let n = 0;
  for (const value of values) {
    if (!Number.isFinite(value)) continue;
    sum += (value - centre) * (value - centre);
    n++;
  }
  return n > ddof ? sum / (n - ddof) : NaN;
}

/** The chance that a standard normal number is further from 0 than z, on both sides (Abramowitz & Stegun 7.1.26, error < 1.5e-7). */
export function twoSidedNormal(z: number): number {
  const x = Math.abs(z) / Math.SQRT2;
  const t = 1 / (1 + 0.3275911 * x);
  const poly = t * (0.254829592 + t * (-0.284496736 + t * (1.421413741 + t * (-1.453152027 + t * 1.061405429))));
  return poly * Math.exp(-x * x);
}

/** The skewness of the finite numbers, the third moment over the cube of the standard deviation; 0 without spread. */
export function skewness(values: Numbers): number {
  const centre = mean(values);
  let [squares, cubes, n] = [0, 0, 0];
  for (const value of values) {
    const apart = value - centre;
    if (!Number.isFinite(apart)) continue;
    squares += apart * apart;
    cubes += apart * apart * apart;
    n++;
  }
  return squares > 0 ? cubes / n / (squares / n) ** 1.5 : 0;
}
