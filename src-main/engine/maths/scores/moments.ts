import type { Matrix } from '../../table/table.ts';

/** Sums over rows from which correlations of columns with each other and with targets follow. */
export interface Moments {
  readonly nRows: number;
  /** Sums of columns and of targets, (nColumns + nTargets). */
  readonly sums: Float64Array;
  /** Sums of products of columns with each other and with targets, (nColumns, nColumns + nTargets), the upper triangle of the first. */
  readonly products: Float64Array;
}

/** Moments of some rows. @param targets one array a target, a number a row of x. */
export function momentsOf(x: Matrix, targets: readonly Float64Array[], rows: Int32Array): Moments {
  const d = x.nColumns;
  const width = d + targets.length;
  const sums = new Float64Array(width);
  const products = new Float64Array(d * width);
  const line = new Float64Array(width);
  for (const row of rows) {
    for (let j = 0; j < d; j++) line[j] = x.values[row * d + j]!;
    targets.forEach((target, t) => (line[d + t] = target[row]!));
    for (let j = 0; j < width; j++) sums[j]! += line[j]!;
    for (let i = 0; i < d; i++) {
      const value = line[i]!;
      if (value !== 0) for (let j = i, at = i * width + i; j < width; j++, at++) products[at]! += value * line[j]!;
    }
  }
  return { nRows: rows.length, sums, products };
}

/** Moments of the rows of a whole that are not in a part of it. */
export const restOf = (whole: Moments, part: Moments): Moments => ({
  nRows: whole.nRows - part.nRows,
  sums: whole.sums.map((sum, at) => sum - part.sums[at]!),
  products: whole.products.map((sum, at) => sum - part.products[at]!),
});

/** A column whose spread is less than this share of its square is constant but for rounding. */
const LEAST_SPREAD = 1e-10;

/**
 * Correlations of columns, (n, n), and with each target their products over the columns' spread; a column that does not vary has 0 in all.
 */
export function correlationsOf({ nRows, sums, products }: Moments, n: number): { a: Float64Array; b: Float64Array[] } {
  const width = sums.length;
  const centred = (i: number, j: number): number => products[i * width + j]! - (sums[i]! * sums[j]!) / nRows;
  const spread = Float64Array.from({ length: n }, (_, i) => {
    const square = centred(i, i);
    return square > LEAST_SPREAD * products[i * width + i]! ? Math.sqrt(square) : 0;
  });
  const scaled = (i: number, value: number): number => (spread[i]! > 0 ? value / spread[i]! : 0);
  const a = new Float64Array(n * n);
  for (let i = 0; i < n; i++)
    for (let j = i; j < n; j++) a[i * n + j] = a[j * n + i] = scaled(i, scaled(j, centred(i, j)));
  const b = Array.from({ length: width - n }, (_, t) =>
    Float64Array.from({ length: n }, (__, i) => scaled(i, centred(i, n + t))),
  );
  return { a, b };
}
