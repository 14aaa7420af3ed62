import { fitsProducts, layOutProducts } from '../../kernels/product-memory.ts';
import type { ProductShared } from '../../kernels/product-rows.ts';
import { borrowMemory, returnMemory } from '../../kernels/resident.ts';
import type { Context } from '../../steps/context.ts';
import type { SparseRows } from '../../table/sparse.ts';
import { joinRows, shareRows } from './shared-rows.ts';

/** Rows made by a block, and rows between two looks at the signal. */
const ROWS_A_BLOCK = 256;
const ROWS_A_STRETCH = 8192;

/**
 * The product of two sparse matrices, measured, of each row the largest values; rows are made on all threads.
 * O(Σ over left's entries of the entries of right's row); memory is what is kept.
 *
 * @param watch told the share that is done. @throws cancelled
 */
export async function sparseProduct(
  given: Omit<ProductShared, 'first' | 'resident'>,
  { pool, signal }: Pick<Context, 'pool' | 'signal'>,
  watch: (share: number) => void,
): Promise<SparseRows> {
  const { nRows } = given.left;
  const shared = { ...given, left: shareRows(given.left), right: shareRows(given.right) };
  const { threads, variant } = pool;
  const memory = variant !== 'plain' && fitsProducts(shared, threads) ? borrowMemory(pool) : null;
  const resident = memory && variant !== 'plain' ? layOutProducts(memory, variant, shared, threads) : null;
  const made = [];
  try {
    for (let first = 0; first < nRows; first += ROWS_A_STRETCH) {
      signal.throwIfAborted();
      watch(first / nRows);
      const n = Math.min(ROWS_A_STRETCH, nRows - first);
      made.push(await pool.run('productRows', n, ROWS_A_BLOCK, { ...shared, resident, first }));
    }
  } finally {
    if (memory) returnMemory(pool, memory);
  }
  return joinRows(made.flat(), given.right.nColumns);
}
