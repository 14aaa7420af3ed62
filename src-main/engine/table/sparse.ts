import { countsToOffsets } from './code-order.ts';

/** A sparse matrix by rows (CSR): row i holds columns[offsets[i] … offsets[i + 1]), ascending, with their values. */
export interface SparseRows {
  readonly nRows: number;
  readonly nColumns: number;
  readonly offsets: Int32Array;
  readonly columns: Int32Array;
  readonly values: Float64Array;
}

/** Rows as columns and columns as rows, (nColumns, nRows). */
export function transpose({ nRows, nColumns, offsets, columns, values }: SparseRows): SparseRows {
  const turnedOffsets = countsToOffsets(columns, nColumns);
  const at = turnedOffsets.slice();
  const turned = { columns: new Int32Array(columns.length), values: new Float64Array(columns.length) };
  for (let row = 0; row < nRows; row++) {
    for (let entry = offsets[row] as number; entry < (offsets[row + 1] as number); entry++) {
      const column = columns[entry] as number;
      const place = (at[column] as number)++;
      turned.columns[place] = row;
      turned.values[place] = values[entry] as number;
    }
  }
  return { nRows: nColumns, nColumns: nRows, offsets: turnedOffsets, ...turned };
}

/** The value at a row and column, 0 where there is none; O(log of the row's entries). */
export function valueAt({ offsets, columns, values }: SparseRows, row: number, column: number): number {
  let low = offsets[row] as number;
  let high = (offsets[row + 1] as number) - 1;
  while (low <= high) {
    const middle = (low + high) >> 1;
    const found = columns[middle] as number;
    if (found === column) return values[middle] as number;
    if (found < column) low = middle + 1;
    else high = middle - 1;
  }
  return 0;
}
