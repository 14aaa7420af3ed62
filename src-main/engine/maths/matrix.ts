import type { Matrix } from '../table/table.ts';
import type { Random } from './random.ts';

/** Column means. @param x (nRows, nColumns) without missing values. */
export function columnMeans({ nRows, nColumns, values }: Matrix<Float64Array | Float32Array>): Float64Array {
  const means = new Float64Array(nColumns);
  for (let at = 0, row = 0; row < nRows; row++) for (let j = 0; j < nColumns; j++) means[j]! += values[at++]!;
  for (let j = 0; j < nColumns; j++) means[j] = nRows > 0 ? means[j]! / nRows : 0;
  return means;
}

/** Column variances around the given means, divided by nRows − ddof. */
export function columnVariances(
  { nRows, nColumns, values }: Matrix<Float64Array | Float32Array>,
  means: Float64Array,
  ddof = 0,
): Float64Array {
  const variances = new Float64Array(nColumns);
  for (let at = 0, row = 0; row < nRows; row++) {
    for (let j = 0; j < nColumns; j++) {
      const difference = values[at++]! - means[j]!;
      variances[j]! += difference * difference;
    }
  }
  const divisor = Math.max(1, nRows - ddof);
  for (let j = 0; j < nColumns; j++) variances[j]! /= divisor;
  return variances;
}

/** Moves a matrix into shared memory, so that block threads see it. */
export function sharedMatrix<A extends Float64Array | Float32Array>(x: Matrix<A>): Matrix<A> {
  if (x.values.buffer instanceof SharedArrayBuffer) return x;
  const buffer = new SharedArrayBuffer(x.values.byteLength);
  const values = x.values instanceof Float32Array ? new Float32Array(buffer) : new Float64Array(buffer);
  values.set(x.values);
  return { ...x, values: values as Float64Array | Float32Array as A };
}

/**
 * Some of n rows at random, ascending, each set of that size as likely as any other. O(most · (1 + log(n ÷ most))) draws and O(most)
 * memory, however many rows there are.
 *
 * Algorithm L of Li (1994), Reservoir-sampling algorithms of time complexity O(n(1 + log(N/n))), doi:10.1145/198429.198435.
 *
 * @param most at most n are given.
 */
export function sampleRows(n: number, most: number, random: Random): Int32Array {
  const kept = Int32Array.from({ length: Math.min(n, most) }, (_, row) => row);
  if (most >= n || most <= 0) return kept;
  // Zero has no logarithm.
  const root = (): number => Math.exp(Math.log(1 - random.next()) / most);
  let largest = root();
  for (let row = most - 1; ;) {
    row += Math.floor(Math.log(1 - random.next()) / Math.log(1 - largest)) + 1;
    if (!(row < n)) return kept.sort();
    kept[random.integer(most)] = row;
    largest *= root();
  }
}

/** Some of n rows at equal distances, ascending: the same ones whenever it is asked. @param most at most n are given. */
export function everyNth(n: number, most: number): Int32Array {
  const count = Math.min(n, most);
  return Int32Array.from({ length: count }, (_, i) => Math.floor((i * n) / count));
}

/** The rows at the given positions, in that order, in shared memory. */
export function takeMatrixRows({ nColumns, values }: Matrix, rows: Int32Array): Matrix {
  const taken = new Float64Array(new SharedArrayBuffer(rows.length * nColumns * 8));
  rows.forEach((row, i) => {
    taken.set(values.subarray(row * nColumns, (row + 1) * nColumns), i * nColumns);
  });
  return { nRows: rows.length, nColumns, values: taken };
}
