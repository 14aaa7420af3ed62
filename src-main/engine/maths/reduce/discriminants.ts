import { symmetricEigen } from '../eigen.ts';
import { projectPca } from '../pca.ts';
import type { Matrix } from '../../table/table.ts';
import { correlations, covarianceOf, turnForward, type ReducedAxes, type ReduceTools } from './axes.ts';

/** Directions within classes with a smaller share of the largest spread count as none. */
const NOTHING = 1e-10;

/**
 * Linear discriminants: directions along which classes lie furthest apart, measured by the variance within them, which is 1
 * along each (divided by nRows).
 *
 * Fisher (1936), doi:10.1111/j.1469-1809.1936.tb02137.x; Hastie, Tibshirani & Friedman (2009), 4.3.3.
 *
 * @param x (nRows, nFeatures), finite. @param classes 0 … nClasses − 1 of each row.
 * @returns at most nClasses − 1 axes; none where the features do not vary within classes. Loadings are correlations with features, shares are of
 * the spread between classes. @throws cancelled
 */
export async function discriminants(
  x: Matrix,
  classes: Int32Array,
  nClasses: number,
  nAxes: number,
  tools: ReduceTools,
): Promise<ReducedAxes> {
  const d = x.nColumns;
  const { pca, matrix } = await covarianceOf(x, tools);
  const between = betweenClasses(x, classes, nClasses, pca.means);
  const within = matrix.map((value, at) => ((x.nRows - 1) * value - between[at]!) / x.nRows);
  const spread = symmetricEigen(within, d);
  const rank = spread.values.filter((value) => value > NOTHING * pca.totalVariance).length;
  // Columns that make what lies within classes round, of spread 1.
  const round = Float64Array.from(
    { length: rank * d },
    (_, at) => spread.vectors[at]! / Math.sqrt(spread.values[Math.floor(at / d)]!),
  );
  const apart = new Float64Array(rank * rank);
  for (let a = 0; a < rank; a++) for (let b = 0; b < rank; b++) apart[a * rank + b] = twice(between, round, a, b, d);
  const found = symmetricEigen(apart, rank);
  const kept = Math.min(nAxes, nClasses - 1, rank);
  const axes = new Float64Array(kept * d);
  for (let k = 0; k < kept; k++)
    for (let a = 0; a < rank; a++)
      for (let j = 0; j < d; j++) axes[k * d + j]! += found.vectors[k * rank + a]! * round[a * d + j]!;
  const loadings = correlations(x, await projectPca({ means: pca.means, axes }, x, tools));
  turnForward(loadings, d, axes);
  const whole = found.values.reduce((sum, value) => sum + Math.max(0, value), 0);
  const shares = found.values.slice(0, kept).map((value) => (whole > 0 ? Math.max(0, value) / whole : 0));
  return { means: pca.means, axes, loadings, shares };
}

/** Sums of products of the classes' means about the whole's, each as often as it has rows. */
function betweenClasses(x: Matrix, classes: Int32Array, nClasses: number, means: Float64Array): Float64Array {
  const d = x.nColumns;
  const sums = new Float64Array(nClasses * d);
  const counts = new Float64Array(nClasses);
  for (let row = 0; row < x.nRows; row++) {
    counts[classes[row]!]!++;
    for (let j = 0; j < d; j++) sums[classes[row]! * d + j]! += x.values[row * d + j]! - means[j]!;
  }
  const out = new Float64Array(d * d);
  counts.forEach((count, c) => {
    for (let i = 0; count > 0 && i < d; i++)
      for (let j = 0; j < d; j++) out[i * d + j]! += (sums[c * d + i]! * sums[c * d + j]!) / count;
  });
  return out;
}

/** rows a and b of a matrix on both sides of another. */
function twice(middle: Float64Array, rows: Float64Array, a: number, b: number, d: number): number {
  let sum = 0;
  for (let i = 0; i < d; i++)
    for (let j = 0; j < d; j++) sum += rows[a * d + i]! * middle[i * d + j]! * rows[b * d + j]!;
  return sum;
}
