import type { Matrix } from '../table/table.ts';

/** Rows of a block, at least; and how many blocks there are at most, since each gives a matrix. */
const BLOCK_ROWS = 2048;
const MOST_BLOCKS = 64;
const MOST_BYTES = 64 * 2 ** 20;

/** Rows a block so that what all blocks give stays within bounds. @param bytes what one gives */
export function rowsOfBlock(nRows: number, bytes: number): number {
  const nBlocks = Math.max(1, Math.min(MOST_BLOCKS, Math.floor(MOST_BYTES / bytes)));
  return Math.max(BLOCK_ROWS, Math.ceil(nRows / nBlocks));
}

/** Rows that tell about where the means are. */
const SAMPLE = 1024;

/** About the mean of each column: the first row and what some rows differ from it, so that a column without differences has none left. */
export function nearMeans({ nRows, nColumns, values }: Matrix): Float64Array {
  const sums = new Float64Array(nColumns);
  const n = Math.min(nRows, SAMPLE);
  for (let i = 0; i < n; i++) {
    const at = Math.floor((i * nRows) / n) * nColumns;
    for (let j = 0; j < nColumns; j++) sums[j]! += values[at + j]! - values[j]!;
  }
  return sums.map((sum, j) => (n > 0 ? values[j]! + sum / n : 0));
}
