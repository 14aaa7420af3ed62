import type { Matrix } from '../../table/table.ts';
import type { FeatureValues } from './feature-values.ts';

/** Features as the columns of a linear model. */
export interface Design {
  /** (nRows, nColumns) in shared memory; each column of mean 0 and standard deviation 1, or 0 where it does not vary. */
  readonly x: Matrix;
  /** The feature that each column is of. */
  readonly featureOf: Int32Array;
}

/** Numbers as they are, a missing one as the mean; of texts one column a value, of two values one. */
export function designOf(features: readonly FeatureValues[]): Design {
  const columns = features.flatMap(({ numbers, codes }, feature) => {
    if (numbers) return [{ feature, values: standard(numbers) }];
    return Array.from({ length: codes.n === 2 ? 1 : codes.n }, (_, value) => ({
      feature,
      values: standard(Float64Array.from(codes.codes, (code) => (code < 0 ? NaN : code === value ? 1 : 0))),
    }));
  });
  const [nRows, nColumns] = [columns[0]?.values.length ?? 0, columns.length];
  const values = new Float64Array(new SharedArrayBuffer(nRows * nColumns * 8));
  columns.forEach((column, j) => {
    for (let row = 0; row < nRows; row++) values[row * nColumns + j] = column.values[row]!;
  });
  return { x: { nRows, nColumns, values }, featureOf: Int32Array.from(columns, ({ feature }) => feature) };
}

function standard(values: Float64Array): Float64Array {
  const known = values.filter((value) => !Number.isNaN(value));
  // Differences from the first value, so that a constant column has no rounding error for a spread.
  const first = known[0] ?? 0;
  const mean = first + known.reduce((sum, value) => sum + (value - first), 0) / Math.max(1, known.length);
  const squares = known.reduce((sum, value) => sum + (value - mean) ** 2, 0);
  const spread = Math.sqrt(squares / Math.max(1, values.length));
  return values.map((value) => (Number.isNaN(value) || !(spread > 0) ? 0 : (value - mean) / spread));
}

/** The most that any column of each feature has. */
export function mostByFeature(values: Float64Array, featureOf: Int32Array, nFeatures: number): Float64Array {
  const most = new Float64Array(nFeatures);
  values.forEach((value, j) => {
    most[featureOf[j]!] = Math.max(most[featureOf[j]!]!, value);
  });
  return most;
}
