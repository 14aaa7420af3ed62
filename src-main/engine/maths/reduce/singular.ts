import type { Matrix } from '../../table/table.ts';
import { symmetricEigen } from '../eigen.ts';
import { covarianceOf, type ReducedAxes, type ReduceTools } from './axes.ts';

/** Singular axes, which pass through zero. */
export interface SingularAxes extends ReducedAxes {
  /** Falling, one an axis. */
  readonly singular: Float64Array;
}

/**
 * Truncated singular value decomposition: the directions from zero along which rows reach furthest. Unlike principal components it takes
 * off no means, so that zeros stay zeros.
 *
 * Eckart & Young (1936), doi:10.1007/BF02288367; Golub & Van Loan (2013), 8.6.
 *
 * @param x (nRows, nFeatures), finite. @returns axes of length 1, the largest entry of each positive; shares are of the sum of squares.
 * @throws cancelled
 */
export async function singularAxes(x: Matrix, nAxes: number, tools: ReduceTools): Promise<SingularAxes> {
  const { nRows, nColumns: d } = x;
  const { pca, matrix } = await covarianceOf(x, tools);
  const products = matrix.map((value, at) => {
    const [i, j] = [Math.floor(at / d), at % d];
    return Math.max(0, nRows - 1) * value + nRows * pca.means[i]! * pca.means[j]!;
  });
  const { values, vectors } = symmetricEigen(products, d, () => tools.signal.throwIfAborted());
  const kept = Math.min(nAxes, d);
  const squares = values.map((value) => Math.max(0, value));
  const whole = squares.reduce((sum, value) => sum + value, 0);
  const axes = vectors.slice(0, kept * d);
  return {
    means: new Float64Array(d),
    axes,
    loadings: axes,
    singular: squares.slice(0, kept).map(Math.sqrt),
    shares: squares.slice(0, kept).map((value) => (whole > 0 ? value / whole : 0)),
  };
}
