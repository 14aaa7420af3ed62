import type { SparseRows } from '../table/sparse.ts';
import { factorPlain, solveFactoredPlain } from './solve-rows-plain.ts';

/** Rows whose ratings are explained, and the other side that explains them. */
export interface RatedShared {
  /** Ratings less the mean; where a row has none it is left at zero. */
  readonly ratings: SparseRows;
  /** (nOthers, width), row-major: factors, then a 1 that the row's own bias is multiplied by. */
  readonly others: Float64Array;
  readonly otherBiases: Float64Array;
  readonly width: number;
  /** Added to the diagonal for each rating of the row; and once for its bias. */
  readonly regularisation: number;
  readonly biasShrinkage: number;
  /** Written, (nRows, width), row-major: factors, then the bias. */
  readonly found: Float64Array;
}

/** Factors and biases of rows [start, end) by regularised least squares. */
export function ratedRows(start: number, end: number, shared: RatedShared): null {
  const { ratings, width, found } = shared;
  const equations = new Float64Array(width * width);
  for (let row = start; row < end; row++) {
    const own = found.subarray(row * width, (row + 1) * width).fill(0);
    const [from, to] = [ratings.offsets[row]!, ratings.offsets[row + 1]!];
    if (from === to) continue;
    const items = ratings.columns.subarray(from, to);
    factorEquations(items, shared, equations);
    items.forEach((other, i) => {
      const left = ratings.values[from + i]! - shared.otherBiases[other]!;
      for (let j = 0, at = other * width; j < width; j++, at++) own[j]! += left * shared.others[at]!;
    });
    solveFactoredPlain(equations, width, own);
  }
  return null;
}

/** Writes the Cholesky factor of Σ z·zᵀ and the ridge, z the rows of the others that were rated. */
export function factorEquations(
  rated: Int32Array,
  { others, width, regularisation, biasShrinkage }: Omit<RatedShared, 'ratings' | 'otherBiases' | 'found'>,
  equations: Float64Array,
): void {
  equations.fill(0);
  for (const other of rated) {
    for (let i = 0; i < width; i++) {
      const value = others[other * width + i]!;
      for (let j = i, at = other * width + i; j < width; j++, at++) equations[i * width + j]! += value * others[at]!;
    }
  }
  for (let i = 0; i < width - 1; i++) equations[i * width + i]! += regularisation * rated.length;
  equations[width * width - 1]! += biasShrinkage;
  factorPlain(equations, width);
}
