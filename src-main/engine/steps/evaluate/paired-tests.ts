import { studentBelow } from '../../maths/metrics/student-t.ts';

/** A statistic and how likely so large a one is where there is no difference, on both sides. */
export interface TestResult {
  readonly statistic: number;
  readonly p: number;
}

/**
 * Whether the mean of differences on the same customers is zero (Student's paired t).
 *
 * @returns p of 1 where all differences are zero, NaN with fewer than two.
 */
export function pairedT(differences: Float64Array): TestResult {
  const n = differences.length;
  if (n < 2) return { statistic: NaN, p: NaN };
  const mean = differences.reduce((sum, value) => sum + value, 0) / n;
  const squares = differences.reduce((sum, value) => sum + (value - mean) ** 2, 0);
  const error = Math.sqrt(squares / (n - 1) / n);
  if (error === 0) return mean === 0 ? { statistic: 0, p: 1 } : { statistic: Math.sign(mean) * Infinity, p: 0 };
  const statistic = mean / error;
  return { statistic, p: 2 * studentBelow(-Math.abs(statistic), n - 1) };
}

/**
 * Whether differences on the same customers lie about zero (Wilcoxon's signed ranks): zeros are left out, ties share their mean rank, and
 * the normal approximation is corrected for them.
 *
 * Wilcoxon (1945), doi:10.2307/3001968. @returns the smaller of the two rank sums; p of 1 where all differences are zero.
 */
export function wilcoxonSignedRank(differences: Float64Array): TestResult {
  const given = differences.filter((value) => value !== 0);
  const n = given.length;
  if (n === 0) return { statistic: 0, p: 1 };
  const order = given.toSorted((a, b) => Math.abs(a) - Math.abs(b));
  let [above, ties] = [0, 0];
  for (let start = 0; start < n;) {
    let end = start + 1;
    while (end < n && Math.abs(order[end]!) === Math.abs(order[start]!)) end++;
    const rank = (start + 1 + end) / 2;
    for (let at = start; at < end; at++) if (order[at]! > 0) above += rank;
    const size = end - start;
    ties += size ** 3 - size;
    start = end;
  }
  const total = (n * (n + 1)) / 2;
  const variance = (n * (n + 1) * (2 * n + 1) - ties / 2) / 24;
  const z = variance > 0 ? (Math.min(above, total - above) - total / 2) / Math.sqrt(variance) : 0;
  return { statistic: Math.min(above, total - above), p: Math.min(1, 2 * normalBelow(z)) };
}

/** The chance that a standard normal number is below z, z at most 0: a series near the middle, Laplace's continued fraction far out. */
function normalBelow(z: number): number {
  const x = -z;
  const density = Math.exp((-x * x) / 2) / Math.sqrt(2 * Math.PI);
  if (x > 3) {
    let fraction = x;
    for (let k = 120; k >= 1; k--) fraction = x + k / fraction;
    return density / fraction;
  }
  let [term, sum] = [x, x];
  for (let k = 3; Math.abs(term) > 1e-17 * sum; k += 2) {
    term *= (x * x) / k;
    sum += term;
  }
  return 0.5 - density * sum;
}

/**
 * p-values that hold for all tests at once: the smallest times their number, the next times one less, and so on, never falling.
 *
 * Holm (1979), A simple sequentially rejective multiple test procedure. @param p NaN stays NaN and does not count.
 */
export function holm(p: readonly number[]): number[] {
  const order = [...p.keys()].filter((at) => !Number.isNaN(p[at])).sort((a, b) => p[a]! - p[b]! || a - b);
  const adjusted = p.map(() => NaN);
  let least = 0;
  order.forEach((at, rank) => {
    least = Math.max(least, Math.min(1, p[at]! * (order.length - rank)));
    adjusted[at] = least;
  });
  return adjusted;
}
