import type { BlockPool } from '../kernels/pool.ts';
import { borrowMemory, returnMemory } from '../kernels/resident.ts';
import { fitFactors, placeFactors } from '../kernels/sparse-times-rows.ts';
import { STRIP, toStrips } from '../kernels/strips.ts';
import type { SparseRows } from '../table/sparse.ts';
import type { Matrix } from '../table/table.ts';
import { sharedMatrix } from './matrix.ts';

/** Multiplications that a block of rows is worth. */
const BLOCK_WORK = 4_000_000;
/** What the columns that a thread works with at a time take. */
const COLUMN_BYTES = 16 * 2 ** 20;

/**
 * The product (a − shift) · b of two dense matrices in double precision, on all threads; each sum runs in order over its terms.
 * O(a.nRows · a.nColumns · b.nColumns).
 *
 * @param shift taken off each row of a first; none if left out. @returns (a.nRows, b.nColumns), in shared memory.
 * @throws cancelled
 */
export async function product(
  a: Matrix,
  b: Matrix,
  { pool }: { readonly pool: BlockPool },
  shift: Float64Array = new Float64Array(a.nColumns),
): Promise<Matrix> {
  const [nMiddle, outWidth] = [a.nColumns, b.nColumns];
  const out = new Float64Array(new SharedArrayBuffer(a.nRows * outWidth * 8));
  const rows = sharedMatrix(a).values;
  const most = Math.max(STRIP, Math.floor(COLUMN_BYTES / (8 * Math.max(1, nMiddle)) / STRIP) * STRIP);
  for (let first = 0; first < outWidth; first += most) {
    const nColumns = Math.min(most, outWidth - first);
    const columns = toStrips(b.values, nMiddle, nColumns, first, outWidth);
    const blockRows = Math.min(4096, Math.max(64, Math.floor(BLOCK_WORK / Math.max(1, nMiddle * nColumns))));
    const shared = { rows, nMiddle, shift, columns, nColumns, out, outWidth, first };
    await pool.run('multiplyRows', a.nRows, blockRows, shared);
  }
  return { nRows: a.nRows, nColumns: outWidth, values: out };
}

/** Rows of a sparse factor that a thread takes at a time. */
const SPARSE_ROWS = 256;

/**
 * The product of a sparse matrix with a dense one in double precision, on all threads; each sum runs in order over a row's entries.
 * O(entries · width).
 *
 * @param sparse, columns in shared memory; columns (sparse.nColumns, width), row-major.
 * @param out what is written, where it is not to be made anew.
 * @returns (sparse.nRows, width), row-major, in shared memory. @throws cancelled
 */
export async function sparseTimes(
  sparse: SparseRows,
  columns: Float64Array,
  width: number,
  { pool }: { readonly pool: BlockPool },
  out: Float64Array = new Float64Array(new SharedArrayBuffer(sparse.nRows * width * 8)),
): Promise<Float64Array> {
  const { variant } = pool;
  // What is copied is to be read more than once.
  const isWorthPlacing = sparse.values.length > sparse.nColumns && fitFactors({ sparse, columns, width });
  if (variant === 'plain' || !isWorthPlacing) {
    await pool.run('sparseTimesRows', sparse.nRows, SPARSE_ROWS, { sparse, columns, width, out, placed: null });
    return out;
  }
  const memory = borrowMemory(pool);
  try {
    const placed = placeFactors(memory, variant, { sparse, columns, width });
    await pool.run('sparseTimesRows', sparse.nRows, SPARSE_ROWS, { sparse, columns, width, out, placed });
    return out;
  } finally {
    returnMemory(pool, memory);
  }
}
