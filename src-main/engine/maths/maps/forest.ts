import { splitsOf, type ForestShared } from '../../kernels/grow-trees.ts';
import type { BlockPool } from '../../kernels/pool.ts';
import type { Matrix } from '../../table/table.ts';
import { sharedMatrix } from '../matrix.ts';
import type { Random } from '../random.ts';

/** Shared memory for whole numbers. */
export const sharedInts = (n: number): Int32Array => new Int32Array(new SharedArrayBuffer(n * 4));
/** Shared memory for numbers. */
export const sharedNumbers = (n: number): Float64Array => new Float64Array(new SharedArrayBuffer(n * 8));
/** Shared memory for bytes. */
export const sharedBytes = (n: number): Uint8Array => new Uint8Array(new SharedArrayBuffer(n));

/**
 * Trees of random planes through the rows, by which rows that may be near are found (Dasgupta & Freund 2008,
 * doi:10.1145/1374376.1374452).
 *
 * @param x (nRows, nFeatures), finite. @param leafRows leaves have half as many at least. @throws cancelled
 */
export async function growForest(
  x: Matrix,
  nTrees: number,
  leafRows: number,
  random: Random,
  pool: BlockPool,
): Promise<ForestShared> {
  const { nRows, nColumns: nFeatures } = x;
  const depth = Math.max(0, Math.ceil(Math.log2(Math.max(1, nRows) / leafRows)));
  const nSplits = splitsOf(depth);
  const forest: ForestShared = {
    x: sharedMatrix(x).values,
    nFeatures,
    nRows,
    depth,
    seeds: Int32Array.from({ length: nTrees }, () => random.integer(2 ** 31)),
    normals: sharedNumbers(nTrees * nSplits * nFeatures),
    cuts: sharedNumbers(nTrees * nSplits),
    orders: sharedInts(nTrees * nRows),
    leaves: sharedInts(nTrees * nRows),
  };
  await pool.run('growTrees', nTrees, 1, forest);
  return forest;
}
