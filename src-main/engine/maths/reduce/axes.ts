import type { Context } from '../../steps/context.ts';
import type { Matrix } from '../../table/table.ts';
import { fitPca, type Pca } from '../pca.ts';

export type ReduceTools = Pick<Context, 'pool' | 'signal' | 'random'>;

/** Directions on which rows are placed: (x − shift) · direction. */
export interface Axes {
  readonly means: Float64Array;
  /** (nAxes, nFeatures), row-major. */
  readonly axes: Float64Array;
}

/** Axes with what they are made of. */
export interface ReducedAxes extends Axes {
  /** (nAxes, nFeatures): how each feature goes with each axis. */
  readonly loadings: Float64Array;
  /** What each axis explains of the whole, where that can be said. */
  readonly shares: Float64Array | null;
}

/** The covariance matrix of a table by its principal axes, all of them: (nFeatures, nFeatures), divided by nRows − 1. @throws cancelled */
export async function covarianceOf(x: Matrix, tools: ReduceTools): Promise<{ pca: Pca; matrix: Float64Array }> {
  const d = x.nColumns;
  const pca = await fitPca(x, d, tools);
  const matrix = new Float64Array(d * d);
  pca.variances.forEach((variance, k) => {
    const axis = pca.axes.subarray(k * d, (k + 1) * d);
    for (let i = 0; i < d; i++) for (let j = 0; j < d; j++) matrix[i * d + j]! += variance * axis[i]! * axis[j]!;
  });
  return { pca, matrix };
}

/**
 * Correlations of features with the places of rows on axes: (nAxes, nFeatures), 0 where one of them does not vary.
 *
 * @param x (nRows, nFeatures). @param at (nRows, nAxes).
 */
export function correlations(x: Matrix, at: Matrix): Float64Array {
  const [features, places] = [standardised(x), standardised(at)];
  const out = new Float64Array(at.nColumns * x.nColumns);
  for (let row = 0; row < x.nRows; row++)
    for (let c = 0; c < at.nColumns; c++)
      for (let j = 0; j < x.nColumns; j++)
        out[c * x.nColumns + j]! += places[row * at.nColumns + c]! * features[row * x.nColumns + j]!;
  return out;
}

/** Columns less their means, of length 1; 0 where they do not vary. */
function standardised({ nRows, nColumns, values }: Matrix): Float64Array {
  const out = values.slice();
  for (let j = 0; j < nColumns; j++) {
    let mean = 0;
    for (let at = j; at < out.length; at += nColumns) mean += out[at]! / nRows;
    let [sum, most] = [0, 0];
    for (let at = j; at < out.length; at += nColumns) {
      out[at] = out[at]! - mean;
      sum += out[at]! ** 2;
      most = Math.max(most, Math.abs(out[at]!));
    }
    // What rounding leaves of a constant is no variation.
    const length = most > 1e-12 * Math.abs(mean) ? Math.sqrt(sum) : 0;
    for (let at = j; at < out.length; at += nColumns) out[at] = length > 0 ? out[at]! / length : 0;
  }
  return out;
}

/** Turns axes whose largest loading is negative, with what goes with them. @param turned each (nAxes, width of its own) */
export function turnForward(loadings: Float64Array, nFeatures: number, ...turned: readonly Float64Array[]): void {
  const nAxes = nFeatures > 0 ? loadings.length / nFeatures : 0;
  for (let axis = 0; axis < nAxes; axis++) {
    let largest = axis * nFeatures;
    for (let at = largest; at < (axis + 1) * nFeatures; at++)
      if (Math.abs(loadings[at]!) > Math.abs(loadings[largest]!) + 1e-12) largest = at;
    if (loadings[largest]! >= 0) continue;
    for (const values of [loadings, ...turned]) {
      const width = values.length / nAxes;
      for (let at = axis * width; at < (axis + 1) * width; at++) values[at] = -values[at]!;
    }
  }
}
