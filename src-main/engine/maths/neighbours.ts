import type { BlockPool } from '../kernels/pool.ts';
import type { Matrix } from '../table/table.ts';
import { sharedMatrix } from './matrix.ts';
import { narrow } from './narrowing.ts';

/** The nearest rows of every row. */
export interface Neighbours {
  readonly k: number;
  /** (nRows, k), nearest first; of equally near ones the first. */
  readonly rows: Int32Array;
  /** (nRows, k): squared Euclidean distances. */
  readonly squared: Float64Array;
}

/** Rows that a thread takes at a time, each against all. */
const BLOCK_ROWS = 128;
/** Parts of the work after each of which it is said how far it is, and looked whether to stop. */
const PARTS = 16;

/**
 * The k nearest other rows of each row by Euclidean distance, exact: time grows with the square of the rows. Candidates are
 * told in single precision with room for its error, and measured in double.
 *
 * @param x (nRows, nFeatures), finite. @param k neighbours; at most nRows − 1 are given.
 * @param watch told the share of the rows that is done. @throws cancelled
 */
export async function nearestRows(
  x: Matrix,
  k: number,
  pool: BlockPool,
  watch: (share: number) => void = () => undefined,
): Promise<Neighbours> {
  const { nRows, nColumns: nFeatures } = x;
  const found = Math.max(0, Math.min(k, nRows - 1));
  const { values } = sharedMatrix(x);
  const rows = new Int32Array(new SharedArrayBuffer(nRows * found * 4));
  const squared = new Float64Array(new SharedArrayBuffer(nRows * found * 8));
  if (found === 0) return { k: 0, rows, squared };
  const narrowed = pool.variant === 'plain' ? null : await narrow({ ...x, values }, pool);
  const shared = { x: values, nFeatures, nRows, k: found, narrowed, rows, squared };
  const part = BLOCK_ROWS * Math.ceil(nRows / BLOCK_ROWS / PARTS);
  for (let first = 0; first < nRows; first += part) {
    await pool.run('neighbourRows', Math.min(part, nRows - first), BLOCK_ROWS, { ...shared, first });
    watch(Math.min(1, (first + part) / nRows));
  }
  return { k: found, rows, squared };
}
