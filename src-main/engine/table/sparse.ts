/** A sparse matrix by rows (CSR): row i holds columns[offsets[i] … offsets[i + 1]), ascending, with their values. */
export interface SparseRows {
  readonly nRows: number;
  readonly nColumns: number;
  readonly offsets: Int32Array;
  readonly columns: Int32Array;
  readonly values: Float64Array;
}
