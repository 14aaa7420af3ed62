import type { CovarianceShared } from './covariance-rows.ts';

/** Sums, and sums of squares, of each feature less its shift over a block of rows: (2, nFeatures). */
export function momentRows(start: number, end: number, { x, nFeatures, shift }: CovarianceShared): Float64Array {
  const moments = new Float64Array(2 * nFeatures);
  for (let row = start, at = start * nFeatures; row < end; row++) {
    for (let j = 0; j < nFeatures; j++) {
      const value = x[at++]! - shift[j]!;
      moments[j]! += value;
      moments[nFeatures + j]! += value * value;
    }
  }
  return moments;
}
