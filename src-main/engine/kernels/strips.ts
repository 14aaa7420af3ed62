import type { Address } from './exports.ts';
import type { Kernels } from './instance.ts';

/** Columns that lie side by side in a strip: two vectors of double precision. */
export const STRIP = 4;

/** How many strips so many columns take. */
export const stripsOf = (nColumns: number): number => Math.ceil(nColumns / STRIP);

/** How many bytes of rows are worked on at a time: what the processor keeps near. */
const BATCH_BYTES = 32 * 1024;

/** Rows of so many columns that are worked on at a time. */
export const batchRows = (nColumns: number): number =>
  Math.min(256, Math.max(16, Math.floor(BATCH_BYTES / (Math.max(1, nColumns) * 8))));

/**
 * A factor (n, nColumns) as strips of four columns, (nStrips, n, 4), what is beyond its last column zero.
 *
 * @param first where the columns begin in rows of `width`, for a part of them.
 */
export function toStrips(rows: Float64Array, n: number, nColumns: number, first = 0, width = nColumns): Float64Array {
  const nStrips = stripsOf(nColumns);
  const strips = new Float64Array(nStrips * n * STRIP);
  for (let p = 0; p < n; p++) {
    for (let c = 0, at = p * width + first; c < nColumns; c++, at++)
      strips[((c >> 2) * n + p) * STRIP + (c & 3)] = rows[at]!;
  }
  return strips;
}

/** Copies values to an address that was made room at. */
export function copyTo(kernels: Kernels, values: Float64Array, at: Address): void {
  kernels.view(Float64Array, at, values.length).set(values);
}
