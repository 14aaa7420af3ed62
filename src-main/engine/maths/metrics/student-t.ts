import { logGamma } from '../log-gamma.ts';

/** The regularised incomplete beta function by Lentz's continued fraction (Press et al., Numerical Recipes, 6.4). */
function incompleteBeta(x: number, a: number, b: number): number {
  if (x <= 0) return 0;
  if (x >= 1) return 1;
  if (x > (a + 1) / (a + b + 2)) return 1 - incompleteBeta(1 - x, b, a);
  const front = Math.exp(logGamma(a + b) - logGamma(a) - logGamma(b) + a * Math.log(x) + b * Math.log(1 - x)) / a;
  const tiny = 1e-300;
  const away = (value: number): number => (Math.abs(value) < tiny ? tiny : value);
  let c = 1;
  let d = 1 / away(1 - ((a + b) * x) / (a + 1));
  let fraction = d;
  for (let m = 1; m < 500; m++) {
    const even = (m * (b - m) * x) / ((a + 2 * m - 1) * (a + 2 * m));
    d = 1 / away(1 + even * d);
    c = away(1 + even / c);
    fraction *= d * c;
    const odd = (-(a + m) * (a + b + m) * x) / ((a + 2 * m) * (a + 2 * m + 1));
    d = 1 / away(1 + odd * d);
    c = away(1 + odd / c);
    fraction *= d * c;
    if (Math.abs(d * c - 1) < 1e-15) break;
  }
  return front * fraction;
}

/** The chance that a Student t number of so many degrees of freedom is below t. */
export function studentBelow(t: number, degrees: number): number {
  if (t === 0 || Number.isNaN(t)) return t === 0 ? 0.5 : NaN;
  if (!Number.isFinite(t)) return t > 0 ? 1 : 0;
  const tail = incompleteBeta(degrees / (degrees + t * t), degrees / 2, 0.5) / 2;
  return t > 0 ? 1 - tail : tail;
}

/** What folds say of the difference of two models. */
export interface FoldTest {
  readonly mean: number;
  /** How likely so large a mean difference is where there is none, on both sides. */
  readonly p: number;
  /** How likely the first is worse, no different to speak of, and better. */
  readonly worse: number;
  readonly alike: number;
  readonly better: number;
}

/**
 * Compares two models fold by fold: the corrected resampled t-test, and the chances that the difference lies below, within and above a
 * region of practical equivalence. Folds share training rows, so their variance is taken (1/n + nTest/nTrain) times.
 *
 * Nadeau & Bengio (2003), doi:10.1023/A:1024068626366; Benavoli, Corani, Demšar & Zaffalon (2017), arXiv:1606.04316.
 *
 * @param differences one a fold, first model less second, more being better. @param ratio test rows a training row.
 * @param rope a difference up to which models are alike in practice.
 */
export function compareFolds(differences: readonly number[], ratio: number, rope: number): FoldTest | null {
  const n = differences.length;
  if (n < 2 || !differences.every(Number.isFinite)) return null;
  const mean = differences.reduce((sum, value) => sum + value, 0) / n;
  const variance = differences.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (n - 1);
  const spread = Math.sqrt((1 / n + ratio) * variance);
  const below = (limit: number): number =>
    spread > 0 ? studentBelow((limit - mean) / spread, n - 1) : mean < limit ? 1 : mean === limit ? 0.5 : 0;
  const p = spread > 0 ? 2 * studentBelow(-Math.abs(mean) / spread, n - 1) : mean === 0 ? 1 : 0;
  const [worse, notBetter] = [below(-rope), below(rope)];
  return { mean, p, worse, alike: notBetter - worse, better: 1 - notBetter };
}
