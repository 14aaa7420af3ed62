import type { Matrix } from '../../table/table.ts';

/** Normal curves of classes: one covariance for all, or one each. */
export interface Discriminant {
  readonly logPriors: Float64Array;
  /** (nClasses, nColumns) */
  readonly means: Float64Array;
  /** Lower triangles of Cholesky factors, (nColumns, nColumns) each; one for all classes, or one a class. */
  readonly factors: readonly Float64Array[];
}

/** Columns that vary less than this, of standardised ones, within what is left of a class are widened to it. */
const LEAST_PIVOT = 1e-9;

/**
 * Linear or quadratic discriminant analysis: classes are normal, with one covariance or with their own, shrunk towards that of independent
 * features of variance 1: (1 − shrinkage)·Σ + shrinkage·I. O(nRows · nColumns²).
 *
 * Friedman (1989), Regularized discriminant analysis, doi:10.1080/01621459.1989.10478752.
 *
 * @param x standardised, finite. @param look called between stretches of rows. @returns the model, and whether a column had to be widened
 */
export function fitDiscriminant(
  x: Matrix,
  codes: Int32Array,
  nClasses: number,
  isQuadratic: boolean,
  shrinkage: number,
  look: (share: number) => void,
): { readonly model: Discriminant; readonly isWidened: boolean } {
  const { nRows, nColumns: d, values } = x;
  const counts = new Float64Array(nClasses);
  const means = new Float64Array(nClasses * d);
  for (let row = 0; row < nRows; row++) {
    const code = codes[row]!;
    counts[code]!++;
    for (let j = 0; j < d; j++) means[code * d + j]! += values[row * d + j]!;
  }
  for (let at = 0; at < means.length; at++) means[at]! /= counts[Math.floor(at / d)]!;
  const sums = Array.from({ length: isQuadratic ? nClasses : 1 }, () => new Float64Array(d * d));
  const apart = new Float64Array(d);
  for (let row = 0; row < nRows; row++) {
    if (row % 1024 === 0) look(row / nRows);
    const code = codes[row]!;
    for (let j = 0; j < d; j++) apart[j] = values[row * d + j]! - means[code * d + j]!;
    const sum = sums[isQuadratic ? code : 0]!;
    for (let i = 0, at = 0; i < d; i++, at = i * d) {
      const a = apart[i]!;
      for (let j = 0; j <= i; j++) sum[at + j]! += a * apart[j]!;
    }
  }
  let isWidened = false;
  const factors = sums.map((sum, k) => {
    const divisor = isQuadratic ? counts[k]! : nRows;
    const covariance = sum.map((value) => ((1 - shrinkage) * value) / Math.max(1, divisor));
    for (let i = 0; i < d; i++) covariance[i * d + i]! += shrinkage;
    if (factorInPlace(covariance, d)) isWidened = true;
    return covariance;
  });
  return { model: { logPriors: counts.map((count) => Math.log(count / nRows)), means, factors }, isWidened };
}

/** A covariance to its Cholesky factor, in place. @returns whether a pivot had to be widened */
function factorInPlace(a: Float64Array, n: number): boolean {
  let isWidened = false;
  for (let i = 0; i < n; i++) {
    for (let j = 0; j <= i; j++) {
      let sum = a[i * n + j]!;
      for (let k = 0; k < j; k++) sum -= a[i * n + k]! * a[j * n + k]!;
      if (j < i) a[i * n + j] = sum / a[j * n + j]!;
      else {
        if (sum < LEAST_PIVOT) isWidened = true;
        a[i * n + i] = Math.sqrt(Math.max(LEAST_PIVOT, sum));
      }
    }
  }
  return isWidened;
}

/** Log of prior and likelihood of each class, but for what all share: (nRows, nClasses). */
export function discriminantScores(
  { logPriors, means, factors }: Discriminant,
  x: Matrix,
  look: (share: number) => void,
): Float64Array {
  const { nRows, nColumns: d, values } = x;
  const nClasses = logPriors.length;
  const logSpread = factors.map((factor) => {
    let sum = 0;
    for (let i = 0; i < d; i++) sum += Math.log(factor[i * d + i]!);
    return sum;
  });
  const out = new Float64Array(nRows * nClasses);
  const z = new Float64Array(d);
  for (let row = 0; row < nRows; row++) {
    if (row % 1024 === 0) look(row / nRows);
    for (let k = 0; k < nClasses; k++) {
      const own = factors.length > 1 ? k : 0;
      const factor = factors[own]!;
      let squares = 0;
      for (let i = 0; i < d; i++) {
        let sum = values[row * d + i]! - means[k * d + i]!;
        for (let j = 0; j < i; j++) sum -= factor[i * d + j]! * z[j]!;
        const value = (z[i] = sum / factor[i * d + i]!);
        squares += value * value;
      }
      out[row * nClasses + k] = logPriors[k]! - logSpread[own]! - squares / 2;
    }
  }
  return out;
}
