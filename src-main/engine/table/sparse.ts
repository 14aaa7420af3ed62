/** A sparse matrix by rows (CSR): row i holds columns[offsets[i] … offsets[i + 1]), ascending, with their values. */
export interface SparseRows {
  readonly nRows: number;
  readonly nColumns: number;
  readonly offsets: Int32Array;
  readonly columns: Int32Array;
  readonly values: Float64Array;
}

/**
 * Positions 0 … n − 1, or those given, stably sorted by a code.
 *
 * @param codes a code in [0, nCodes) a position.
 * @param order positions to sort; all of them where absent.
 */
export function stableOrder(codes: Int32Array, nCodes: number, order?: Int32Array): Int32Array {
  const starts = countsToOffsets(codes, nCodes, order);
  const n = order?.length ?? codes.length;
  const sorted = new Int32Array(n);
  for (let i = 0; i < n; i++) {
    const position = order ? (order[i] as number) : i;
    const code = codes[position] as number;
    sorted[(starts[code] as number)++] = position;
  }
  return sorted;
}

/** Where each code's block begins once positions are sorted by code; one more entry than there are codes. */
export function countsToOffsets(codes: Int32Array, nCodes: number, order?: Int32Array): Int32Array {
  const offsets = new Int32Array(nCodes + 1);
  const n = order?.length ?? codes.length;
  for (let i = 0; i < n; i++) {
    const code = (order ? codes[order[i] as number] : codes[i]) as number;
    offsets[code + 1] = (offsets[code + 1] as number) + 1;
  }
  for (let code = 0; code < nCodes; code++)
    offsets[code + 1] = (offsets[code + 1] as number) + (offsets[code] as number);
  return offsets;
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
