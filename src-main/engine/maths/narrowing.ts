import type { BlockPool } from '../kernels/pool.ts';
import type { Matrix } from '../table/table.ts';

/** Rows that a thread takes at a time. */
const BLOCK_ROWS = 8192;

/** Rows near to 1, in single precision. */
export interface Narrowing {
  /** Taken off each feature, and what is left multiplied by it. */
  readonly shift: Float64Array;
  readonly scale: number;
  /** (nRows, nFeatures), and the squared length of each. */
  readonly rows: { readonly rows: Float32Array; readonly norms: Float32Array };
}

/** @returns null where numbers are so large or small that double precision itself overflows. @throws cancelled */
export async function narrow(x: Matrix<Float64Array | Float32Array>, pool: BlockPool): Promise<Narrowing | null> {
  const { nRows, nColumns: nFeatures, values } = x;
  const { shift, exponent } = narrowingOf(x);
  // Beyond, double precision itself has squares that overflow or vanish, which only the plain loop has alike.
  if (Math.abs(exponent) > MOST_EXPONENT) return null;
  const scale = 2 ** -exponent;
  const singles = (length: number): Float32Array => new Float32Array(new SharedArrayBuffer(length * 4));
  const rows = { rows: singles(nRows * nFeatures), norms: singles(nRows) };
  await pool.run('narrowRows', nRows, BLOCK_ROWS, { x: values, nFeatures, shift, scale, ...rows });
  return { shift, scale, rows };
}

/** Rows by which the middle and the size of the numbers are told. */
const LOOKED_AT = 1024;
const MOST_EXPONENT = 400;

/**
 * What brings most numbers near to 1. It is told from a part of the rows: a number that single precision cannot hold
 * all the same makes its row uncertain, no more.
 */
function narrowingOf({ nRows, nColumns, values }: Matrix<Float64Array | Float32Array>): {
  shift: Float64Array;
  exponent: number;
} {
  const shift = new Float64Array(nColumns);
  const step = Math.max(1, Math.floor(nRows / LOOKED_AT));
  let largest = 0;
  for (let j = 0; j < nColumns; j++) {
    let [sum, n] = [0, 0];
    for (let row = 0; row < nRows; row += step) {
      const value = values[row * nColumns + j]!;
      if (!Number.isFinite(value)) continue;
      sum += value;
      n++;
    }
    const mean = n > 0 && Number.isFinite(sum) ? sum / n : 0;
    shift[j] = mean;
    for (let row = 0; row < nRows; row += step) {
      const distance = Math.abs(values[row * nColumns + j]! - mean);
      if (distance > largest && distance < Infinity) largest = distance;
    }
  }
  return { shift, exponent: largest > 0 ? Math.ceil(Math.log2(largest)) : 0 };
}
