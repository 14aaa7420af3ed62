import { covarianceWidth } from '../../kernels/covariance-rows.ts';
import type { BlockPool } from '../../kernels/pool.ts';
import type { Matrix } from '../../table/table.ts';
import { nearMeans, rowsOfBlock } from '../row-sums.ts';
import { leastPenalised, type Penalty } from './penalty.ts';

/** A linear rule: intercept + coefficients · x. */
export interface LinearRule {
  readonly intercept: number;
  readonly coefficients: Float64Array;
}

/**
 * Least squares with a penalty: 1/(2·nRows)·‖y − w₀ − X·w‖² + strength·(mix·‖w‖₁ + (1 − mix)/2·‖w‖²), the intercept free. All is computed from
 * products of centred columns, so rows are read once. A column that repeats others gets the coefficient 0 where nothing is penalised.
 *
 * Hoerl & Kennard (1970), doi:10.1080/00401706.1970.10488634; Tibshirani (1996); Zou & Hastie (2005), doi:10.1111/j.1467-9868.2005.00503.x.
 *
 * @param x finite, best on one scale. @throws cancelled
 */
export async function fitLeastSquares(
  x: Matrix,
  y: Float64Array,
  penalty: Penalty,
  tolerance: number,
  pool: BlockPool,
): Promise<LinearRule> {
  const { nRows, nColumns } = x;
  const both = withTarget(x, y);
  const n = nColumns + 1;
  const shift = nearMeans(both);
  const width = covarianceWidth(n);
  const sums = new Float64Array(width * width);
  const work = { x: both.values, nFeatures: n, shift };
  for (const part of await pool.run('covarianceRows', nRows, rowsOfBlock(nRows, sums.byteLength), work))
    for (let at = 0; at < sums.length; at++) sums[at]! += part[at]!;
  const sumOf = (j: number): number => sums[j * width + n]!;
  // Products of columns less their means, divided by nRows.
  const moment = (i: number, j: number): number =>
    (sums[Math.min(i, j) * width + Math.max(i, j)]! - (sumOf(i) * sumOf(j)) / nRows) / nRows;
  const a = new Float64Array(nColumns * nColumns);
  const b = new Float64Array(nColumns);
  for (let i = 0; i < nColumns; i++) {
    for (let j = 0; j < nColumns; j++) a[i * nColumns + j] = moment(i, j);
    b[i] = moment(i, nColumns);
  }
  const none = new Float64Array(nColumns);
  const w = leastPenalised({ n: nColumns, a, b }, penalty, new Uint8Array(nColumns), none, tolerance);
  const mean = (j: number): number => shift[j]! + sumOf(j) / nRows;
  const intercept = w.reduce((left, value, j) => left - value * mean(j), mean(nColumns));
  return { intercept, coefficients: w };
}

/** The target as one more column, in shared memory. */
function withTarget({ nRows, nColumns, values }: Matrix, y: Float64Array): Matrix {
  const out = new Float64Array(new SharedArrayBuffer(nRows * (nColumns + 1) * 8));
  for (let row = 0, from = 0, to = 0; row < nRows; row++) {
    for (let j = 0; j < nColumns; j++) out[to++] = values[from++]!;
    out[to++] = y[row]!;
  }
  return { nRows, nColumns: nColumns + 1, values: out };
}

/** What a linear rule tells of each row. */
export function linearValues(
  { intercept, coefficients }: LinearRule,
  { nRows, nColumns, values }: Matrix,
): Float64Array {
  const out = new Float64Array(nRows).fill(intercept);
  for (let row = 0, at = 0; row < nRows; row++)
    for (let j = 0; j < nColumns; j++) out[row]! += coefficients[j]! * values[at++]!;
  return out;
}
