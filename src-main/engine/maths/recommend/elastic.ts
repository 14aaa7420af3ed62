import { fitsElastic, layOutElastic } from '../../kernels/elastic-memory.ts';
import type { ElasticOptions } from '../../kernels/elastic-rows.ts';
import { borrowMemory, returnMemory } from '../../kernels/resident.ts';
import type { Context } from '../../steps/context.ts';
import { transpose, valueAt, type SparseRows } from '../../table/sparse.ts';
import { joinRows, shareRows } from './shared-rows.ts';
import { sparseProduct } from './sparse-product.ts';

const ITEMS_A_BLOCK = 32;
const ITEMS_A_STRETCH = 1024;
/** The share of the work that is multiplying items with each other. */
const PRODUCTS = 0.1;

/**
 * Each item as a sparse sum of others: the weights that minimise ½|x_j − X·w|² + l1·Σ|w| + l2/2·Σw², never its own.
 *
 * Ning & Karypis (2011), SLIM: sparse linear methods for top-N recommender systems, doi:10.1109/ICDM.2011.134.
 *
 * @param userItems (nUsers, nItems); not modified.
 * @param watch told the share that is done. @returns (nItems, nItems): row i holds what item i says for others. @throws cancelled
 */
export async function elasticWeights(
  userItems: SparseRows,
  options: ElasticOptions,
  tools: Pick<Context, 'pool' | 'signal'>,
  watch: (share: number) => void,
): Promise<SparseRows> {
  const product = { measure: { kind: 'product' }, shrink: 0, withSelf: true, most: null } as const;
  const sides = { left: transpose(userItems), right: userItems };
  const gram = shareRows(
    await sparseProduct({ ...product, ...sides }, tools, (share) => {
      watch(share * PRODUCTS);
    }),
  );
  const n = gram.nRows;
  const diagonal = Float64Array.from({ length: n }, (_, item) => valueAt(gram, item, item));
  const { threads, variant } = tools.pool;
  const memory = variant !== 'plain' && fitsElastic(gram, options, threads) ? borrowMemory(tools.pool) : null;
  const resident =
    memory && variant !== 'plain' ? layOutElastic(memory, variant, gram, diagonal, options, threads) : null;
  const made = [];
  try {
    for (let first = 0; first < n; first += ITEMS_A_STRETCH) {
      tools.signal.throwIfAborted();
      watch(PRODUCTS + ((1 - PRODUCTS) * first) / n);
      const shared = { ...options, first, gram, diagonal, resident };
      made.push(await tools.pool.run('elasticRows', Math.min(ITEMS_A_STRETCH, n - first), ITEMS_A_BLOCK, shared));
    }
  } finally {
    if (memory) returnMemory(tools.pool, memory);
  }
  return transpose(joinRows(made.flat(), n));
}
