import type { BlockPool } from '../kernels/pool.ts';
import type { Matrix } from '../table/table.ts';

/** Rows that a thread takes at a time. */
const BLOCK_ROWS = 8192;

/** What brings rows near to 1. */
interface Narrowing {
  /** Taken off each feature, and what is left multiplied by it. */
  readonly shift: Float64Array;
  readonly scale: number;
}

/** Rows near to 1, in single precision. */
interface NarrowGroups {
  /** Four rows side by side times −2, (nGroups, nFeatures, 4). */
  readonly groups: Float32Array;
  /** Squared length of each row, (nGroups, 4); infinite where a group has no more. */
  readonly norms: Float32Array;
  /** The largest squared length. */
  readonly longest: number;
}

/** @returns null where numbers are so large or small that double precision itself overflows. @throws cancelled */
export async function narrow(x: Matrix<Float64Array | Float32Array>, pool: BlockPool): Promise<NarrowGroups | null> {
  const { nRows, nColumns: nFeatures, values } = x;
  const narrowing = narrowingOf(x);
  if (!narrowing) return null;
  const nPadded = Math.ceil(nRows / 4) * 4;
  const groups = new Float32Array(new SharedArrayBuffer(nPadded * nFeatures * 4));
  const norms = new Float32Array(new SharedArrayBuffer(nPadded * 4)).fill(Infinity);
  await pool.run('narrowRows', nRows, BLOCK_ROWS, { x: values, nFeatures, ...narrowing, groups, norms });
  return { groups, norms, longest: norms.subarray(0, nRows).reduce((most, norm) => Math.max(most, norm), 0) };
}

/** Rows by which the middle and the size of the numbers are told. */
const LOOKED_AT = 1024;
const MOST_EXPONENT = 400;

/**
 * What brings most numbers near to 1. It is told from a part of the rows: a number that single precision cannot hold
 * all the same makes its row uncertain, no more.
 *
 * @returns null where double precision itself has squares that overflow or vanish, which only plain loops have alike.
 */
export function narrowingOf({ nRows, nColumns, values }: Matrix<Float64Array | Float32Array>): Narrowing | null {
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
  const exponent = largest > 0 ? Math.ceil(Math.log2(largest)) : 0;
  return Math.abs(exponent) > MOST_EXPONENT ? null : { shift, scale: 2 ** -exponent };
}
