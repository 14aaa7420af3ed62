import { normalQuantile } from '../normal-quantile.ts';

/**
 * The population stability index of two samples in the same bins, Σ (b − a)·ln(b / a) over the shares a and b: 0 where they lie alike;
 * scorecard makers call 0.1 a shift to look at and 0.25 one to act on (Siddiqi 2006; Yurdakul & Naranjo 2020, doi:10.21314/JRMV.2020.227).
 * A bin that one sample leaves empty counts as half a row of it, bins that both leave empty count nothing.
 *
 * @param first counts a bin. @param second as many. @returns NaN where a sample is empty.
 */
export function stabilityIndex(first: ArrayLike<number>, second: ArrayLike<number>): number {
  const [n, m] = [sumOf(first), sumOf(second)];
  if (n === 0 || m === 0) return NaN;
  let index = 0;
  for (let bin = 0; bin < first.length; bin++) {
    if (first[bin] === 0 && second[bin] === 0) continue;
    const a = Math.max(first[bin]!, 0.5) / n;
    const b = Math.max(second[bin]!, 0.5) / m;
    index += (b - a) * Math.log(b / a);
  }
  return index;
}

/**
 * What the stability index of two samples from one population stays below in 99 of 100 cases: (1/n + 1/m)·χ² of one degree of freedom a bin
 * less one (Yurdakul & Naranjo 2020), the quantile of χ² after Wilson & Hilferty (1931).
 *
 * @param n rows of the first sample, ≥ 1. @param m rows of the second, ≥ 1. @returns 0 with fewer than two bins.
 */
export function stabilityByChance(n: number, m: number, nBins: number): number {
  const free = nBins - 1;
  if (free < 1) return 0;
  const part = 2 / (9 * free);
  return (1 / n + 1 / m) * free * (1 - part + normalQuantile(0.99) * Math.sqrt(part)) ** 3;
}

/**
 * How likely two samples from one population are at least so far apart by Kolmogorov and Smirnov, for samples that are not small
 * (Kolmogorov's limit).
 *
 * @param distance in [0, 1].
 */
export function smirnovChance(distance: number, n: number, m: number): number {
  const x = distance * Math.sqrt((n * m) / (n + m));
  // Below, the series needs many terms and its sum is 1 to nine digits.
  if (x < 0.27) return 1;
  let sum = 0;
  for (let k = 1; k <= 100; k++) {
    const term = Math.exp(-2 * k * k * x * x);
    sum += k % 2 === 1 ? term : -term;
    if (term < 1e-16) break;
  }
  return Math.min(1, Math.max(0, 2 * sum));
}

const sumOf = (counts: ArrayLike<number>): number => Array.from(counts).reduce((sum, count) => sum + count, 0);
