import { covarianceWidth } from '../kernels/covariance-rows.ts';
import type { Context } from '../steps/context.ts';
import type { Matrix } from '../table/table.ts';
import { symmetricEigen } from './eigen.ts';
import { sharedMatrix } from './matrix.ts';
import { turned } from './orthonormal.ts';
import { product } from './product.ts';
import { nearMeans, rowsOfBlock } from './row-sums.ts';
import { fewAxes } from './wide-axes.ts';

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

/** Above so many features a few axes are found without the covariance matrix. */
const WIDE = 512;

/**
 * Principal component analysis by the eigenvectors of the covariance matrix; of more than 512 features by a randomised search for the
 * axes that are wanted, which is exact to about six digits.
 *
 * Pearson (1901), doi:10.1080/14786440109462720; Halko, Martinsson & Tropp (2011), doi:10.1137/090771806.
 *
 * @param x (nRows, nFeatures), finite; not modified. @param nComponents at most nFeatures are given.
 * @throws cancelled
 */
export async function fitPca(
  x: Matrix,
  nComponents: number,
  tools: Pick<Context, 'pool' | 'signal' | 'random'>,
): Promise<Pca> {
  const kept = Math.min(nComponents, x.nColumns);
  const shared = sharedMatrix(x);
  // A stream of its own, so that the step's further chance does not hang on the width.
  if (x.nColumns > WIDE && kept < x.nColumns / 4)
    return fewAxes(shared, kept, { ...tools, random: tools.random.fork(2011) });
  return allAxes(shared, kept, tools);
}

async function allAxes(x: Matrix, kept: number, tools: Pick<Context, 'pool' | 'signal'>): Promise<Pca> {
  const n = x.nColumns;
  const { means, matrix } = await covariance(x, tools.pool);
  const { values, vectors } = symmetricEigen(matrix, n, () => tools.signal.throwIfAborted());
  let totalVariance = 0;
  for (let j = 0; j < n; j++) totalVariance += matrix[j * n + j]!;
  // Rounding leaves tiny negative values where there is no variance.
  const variances = values.slice(0, kept).map((value) => Math.max(0, value));
  return { means, axes: vectors.slice(0, kept * n), variances, totalVariance };
}

/** Column means and the covariance matrix (nColumns, nColumns), divided by nRows − 1. @param x in shared memory */
async function covariance(x: Matrix, pool: Context['pool']): Promise<{ means: Float64Array; matrix: Float64Array }> {
  const { nRows, nColumns: n, values } = x;
  const shift = nearMeans(x);
  const width = covarianceWidth(n);
  const sums = new Float64Array(width * width);
  const work = { x: values, nFeatures: n, shift };
  for (const part of await pool.run('covarianceRows', nRows, rowsOfBlock(nRows, sums.byteLength), work))
    for (let at = 0; at < sums.length; at++) sums[at]! += part[at]!;
  const off = Float64Array.from({ length: n }, (_, j) => (nRows > 0 ? sums[j * width + n]! / nRows : 0));
  const matrix = new Float64Array(n * n);
  const divisor = Math.max(1, nRows - 1);
  for (let i = 0; i < n; i++) {
    for (let j = i; j < n; j++)
      matrix[i * n + j] = matrix[j * n + i] = (sums[i * width + j]! - nRows * off[i]! * off[j]!) / divisor;
  }
  return { means: off.map((value, j) => shift[j]! + value), matrix };
}

/** Coordinates of rows on the axes: (nRows, nComponents), row-major, in shared memory. @throws cancelled */
export async function projectPca(
  { means, axes }: Pick<Pca, 'means' | 'axes'>,
  x: Matrix,
  { pool }: Pick<Context, 'pool'>,
): Promise<Matrix> {
  const n = x.nColumns;
  const nAxes = n > 0 ? axes.length / n : 0;
  return product(x, { nRows: n, nColumns: nAxes, values: turned(axes, nAxes, n) }, { pool }, means);
}
