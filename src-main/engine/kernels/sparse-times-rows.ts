import type { SparseRows } from '../table/sparse.ts';

/** A sparse matrix times a few columns. */
export interface SparseTimesShared {
  /** (nRows, nMiddle) */
  readonly sparse: SparseRows;
  /** (nMiddle, width), row-major. */
  readonly columns: Float64Array;
  readonly width: number;
  /** Written, (nRows, width), row-major. */
  readonly out: Float64Array;
}

/** Rows [start, end) of sparse·columns. */
export function sparseTimesRows(start: number, end: number, { sparse, columns, width, out }: SparseTimesShared): null {
  for (let row = start; row < end; row++) {
    const own = out.subarray(row * width, (row + 1) * width).fill(0);
    for (let entry = sparse.offsets[row]!; entry < sparse.offsets[row + 1]!; entry++) {
      const value = sparse.values[entry]!;
      for (let j = 0, at = sparse.columns[entry]! * width; j < width; j++, at++) own[j]! += value * columns[at]!;
    }
  }
  return null;
}
