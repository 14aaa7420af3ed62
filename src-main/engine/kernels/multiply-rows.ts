import type { Kernels } from './instance.ts';
import { batchRows, copyTo, STRIP, stripsOf } from './strips.ts';

/** A product of rows, less a shift, with columns. */
export interface MultiplyShared {
  /** (nRows, nMiddle), row-major. */
  readonly rows: Float64Array;
  readonly nMiddle: number;
  /** (nMiddle), taken off each row first. */
  readonly shift: Float64Array;
  /** The columns in strips, (nStrips, nMiddle, 4). */
  readonly columns: Float64Array;
  readonly nColumns: number;
  /** Written, (nRows, outWidth), row-major, from column `first` on. */
  readonly out: Float64Array;
  readonly outWidth: number;
  readonly first: number;
}

/** Columns that take more than this are read from afar, once for so many rows. */
const NEAR_BYTES = 64 * 1024;
const FAR_ROWS = 128;
/** What those rows, or their products, may take. */
const MOST_BYTES = 8 * 2 ** 20;

function rowsAtATime(nMiddle: number, width: number): number {
  if (nMiddle * width * 8 <= NEAR_BYTES) return batchRows(nMiddle);
  return Math.max(4, Math.min(FAR_ROWS, Math.floor(MOST_BYTES / (8 * Math.max(nMiddle, width)))));
}

/** A block of rows of (rows − shift) · columns. */
export function multiplyRows(start: number, end: number, shared: MultiplyShared, kernels: Kernels | null): null {
  if (kernels) compiled(start, end, shared, kernels);
  else plain(start, end, shared);
  return null;
}

function compiled(start: number, end: number, shared: MultiplyShared, kernels: Kernels): void {
  const { rows, nMiddle, shift, columns, nColumns, out, outWidth, first } = shared;
  const width = stripsOf(nColumns) * STRIP;
  const most = rowsAtATime(nMiddle, width);
  kernels.begin();
  const shiftAt = kernels.put(shift);
  const columnsAt = kernels.put(columns);
  const rowsAt = kernels.room(most * nMiddle * 8);
  const productAt = kernels.room(most * width * 8);
  const product = kernels.view(Float64Array, productAt, most * width);
  for (let row = start; row < end; row += most) {
    const nRows = Math.min(most, end - row);
    copyTo(kernels, rows.subarray(row * nMiddle, (row + nRows) * nMiddle), rowsAt);
    kernels.exports.takeShift(rowsAt, nRows, nMiddle, shiftAt);
    kernels.exports.productDoubles(rowsAt, nRows, nMiddle, columnsAt, width / STRIP, productAt);
    for (let r = 0; r < nRows; r++)
      for (let c = 0, at = r * width, to = (row + r) * outWidth + first; c < nColumns; c++) out[to++] = product[at++]!;
  }
}

function plain(start: number, end: number, shared: MultiplyShared): void {
  const { rows, nMiddle, shift, columns, nColumns, out, outWidth, first } = shared;
  for (let row = start; row < end; row++) {
    for (let c = 0; c < nColumns; c++) {
      let sum = 0;
      let column = (c >> 2) * nMiddle * STRIP + (c & 3);
      for (let j = 0, at = row * nMiddle; j < nMiddle; j++, at++, column += STRIP)
        sum += (rows[at]! - shift[j]!) * columns[column]!;
      out[row * outWidth + first + c] = sum;
    }
  }
}
