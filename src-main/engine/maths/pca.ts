import type { Matrix } from '../table/table.ts';
import { symmetricEigen } from './eigen.ts';
import { columnMeans, covariance } from './matrix.ts';

/** Principal axes of a table. */
export interface Pca {
  readonly means: Float64Array;
  /** (nComponents, nFeatures): unit vectors, the largest entry of each positive. */
  readonly axes: Float64Array;
  /** Variance along each axis, falling, divided by nRows − 1. */
  readonly variances: Float64Array;
  /** The sum of all features' variances. */
  readonly totalVariance: number;
}

/**
 * Principal component analysis by the eigenvectors of the covariance matrix.
 *
 * Pearson (1901), doi:10.1080/14786440109462720.
 *
 * @param x (nRows, nFeatures), finite; not modified. @param nComponents at most nFeatures are given.
 */
export function fitPca(x: Matrix, nComponents: number): Pca {
  const n = x.nColumns;
  const matrix = covariance(x);
  const { values, vectors } = symmetricEigen(matrix, n);
  const kept = Math.min(nComponents, n);
  let totalVariance = 0;
  for (let j = 0; j < n; j++) totalVariance += matrix[j * n + j]!;
  // Rounding leaves tiny negative values where there is no variance.
  const variances = values.slice(0, kept).map((value) => Math.max(0, value));
  return { means: columnMeans(x), axes: vectors.slice(0, kept * n), variances, totalVariance };
}

/** Coordinates of rows on the axes: (nRows, nComponents), row-major. */
export function projectPca({ means, axes }: Pick<Pca, 'means' | 'axes'>, x: Matrix): Matrix {
  const n = x.nColumns;
  const nComponents = n > 0 ? axes.length / n : 0;
  const values = new Float64Array(x.nRows * nComponents);
  for (let row = 0; row < x.nRows; row++) {
    for (let c = 0; c < nComponents; c++) {
      let sum = 0;
      for (let j = 0; j < n; j++) sum += (x.values[row * n + j]! - means[j]!) * axes[c * n + j]!;
      values[row * nComponents + c] = sum;
    }
  }
  return { nRows: x.nRows, nColumns: nComponents, values };
}
