import type { MadeRows } from '../../kernels/product-rows.ts';
import type { SparseRows } from '../../table/sparse.ts';

/** A sparse matrix in memory that threads share; the same where it is already. */
export function shareRows({ nRows, nColumns, offsets, columns, values }: SparseRows): SparseRows {
  return { nRows, nColumns, offsets: shareInts(offsets), columns: shareInts(columns), values: shareNumbers(values) };
}

function shareInts(values: Int32Array): Int32Array {
  if (values.buffer instanceof SharedArrayBuffer) return values;
  const shared = new Int32Array(new SharedArrayBuffer(values.byteLength));
  shared.set(values);
  return shared;
}

function shareNumbers(values: Float64Array): Float64Array {
  if (values.buffer instanceof SharedArrayBuffer) return values;
  const shared = new Float64Array(new SharedArrayBuffer(values.byteLength));
  shared.set(values);
  return shared;
}

/** Rows that blocks made, in block order, as one matrix. */
export function joinRows(blocks: readonly MadeRows[], nColumns: number): SparseRows {
  const nRows = blocks.reduce((sum, { counts }) => sum + counts.length, 0);
  const size = blocks.reduce((sum, { columns }) => sum + columns.length, 0);
  const offsets = new Int32Array(nRows + 1);
  const columns = new Int32Array(size);
  const values = new Float64Array(size);
  let [row, at] = [0, 0];
  for (const block of blocks) {
    for (const count of block.counts) {
      offsets[row + 1] = offsets[row]! + count;
      row++;
    }
    columns.set(block.columns, at);
    values.set(block.values, at);
    at += block.columns.length;
  }
  return { nRows, nColumns, offsets, columns, values };
}

/** The same places with other values. */
export function withValues(rows: SparseRows, valueOf: (entry: number, row: number) => number): SparseRows {
  const values = new Float64Array(rows.columns.length);
  for (let row = 0; row < rows.nRows; row++)
    for (let entry = rows.offsets[row]!; entry < rows.offsets[row + 1]!; entry++) values[entry] = valueOf(entry, row);
  return { ...rows, values };
}

/** How many entries each row has. */
export function countsOfRows({ nRows, offsets }: SparseRows): Float64Array {
  return Float64Array.from({ length: nRows }, (_, row) => offsets[row + 1]! - offsets[row]!);
}

/** The sum of each row's values. */
export function sumsOfRows({ nRows, offsets, values }: SparseRows): Float64Array {
  const sums = new Float64Array(nRows);
  for (let row = 0; row < nRows; row++)
    for (let entry = offsets[row]!; entry < offsets[row + 1]!; entry++) sums[row]! += values[entry]!;
  return sums;
}

/** The length of each row: the root of the sum of its values' squares. */
export function normsOfRows({ nRows, offsets, values }: SparseRows): Float64Array {
  return Float64Array.from({ length: nRows }, (_, row) => {
    let sum = 0;
    for (let entry = offsets[row]!; entry < offsets[row + 1]!; entry++) sum += values[entry]! ** 2;
    return Math.sqrt(sum);
  });
}
