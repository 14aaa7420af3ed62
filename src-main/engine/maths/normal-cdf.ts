const FARTHEST = 8;
const HALF_LOG_TWO_PI = 0.91893853320467274178;

/**
 * The share of the standard normal distribution that lies below a number, to about 1e-15.
 *
 * Marsaglia (2004), Evaluating the normal distribution, doi:10.18637/jss.v011.i04. Beyond eight deviations it is 0 or 1.
 */
export function normalCdf(x: number): number {
  if (Number.isNaN(x)) return NaN;
  if (Math.abs(x) > FARTHEST) return x > 0 ? 1 : 0;
  const square = x * x;
  let [sum, before, term, odd] = [x, 0, x, 1];
  while (sum !== before) {
    before = sum;
    odd += 2;
    term *= square / odd;
    sum += term;
  }
  return 0.5 + sum * Math.exp(-0.5 * square - HALF_LOG_TWO_PI);
}
