import { newTiles, tilesBytes } from '../kernels/tiles.ts';
import type { Context } from '../steps/context.ts';
import { transpose, type SparseRows } from '../table/sparse.ts';
import { invertTiles } from './cholesky.ts';
import { joinRows, shareRows } from './recommend/shared-rows.ts';

export interface EaseOptions {
  /** Added to the diagonal of the item-by-item matrix. */
  readonly l2: number;
  /** Of how many others an item says something, the largest weights. */
  readonly nWeights: number;
}

/** The share of the work that is the inverse; the rest is choosing weights. */
const INVERTING = 0.9;
/** Items whose weights a block chooses, and between two looks at the signal. */
const ITEMS_A_BLOCK = 256;
const ITEMS_A_STRETCH = 1024;

/** How many bytes the inverse takes, that of the fewer, users or items, and the columns of a stretch that are worked out by the users'. */
export const easeBytes = (nUsers: number, nItems: number): number =>
  tilesBytes(Math.min(nUsers, nItems)) + (nUsers < nItems ? ITEMS_A_STRETCH * nUsers * 8 : 0);

/**
 * The item-by-item weights that predict each customer's row from itself without an item ever predicting itself:
 * B = I − P·diag(1 / P_jj) with P = (XᵀX + l2·I)⁻¹. O(min(nUsers, nItems)³ + nItems · (entries + nUsers · entries / nItems)) by the users'
 * inverse where they are fewer.
 *
 * Steck (2019), Embarrassingly shallow autoencoders for sparse data, arXiv:1905.03375.
 * Departure from the paper: of what each item says for others only the largest weights are kept.
 *
 * @param userItems (nUsers, nItems); not modified.
 * @returns (nItems, nItems): row i holds what item i says for others; null where rounding left nothing positive definite, l2 being too
 *   small for such weights. @throws cancelled
 */
export async function easeWeights(
  userItems: SparseRows,
  { l2, nWeights }: EaseOptions,
  tools: Pick<Context, 'pool' | 'signal'>,
  watch: (share: number) => void,
): Promise<SparseRows | null> {
  const n = userItems.nColumns;
  const byUser = shareRows(userItems);
  const byItem = shareRows(transpose(userItems));
  const throughUsers = byUser.nRows < n;
  const [byRow, byColumn] = throughUsers ? [byItem, byUser] : [byUser, byItem];
  const inverse = newTiles(byRow.nColumns);
  await tools.pool.run('gramTiles', inverse.nTiles, 1, { tiles: inverse, byRow, byColumn, ridge: l2 });
  if (!(await invertTiles(inverse, tools, (share) => watch(share * INVERTING)))) return null;
  const read = { inverse, sides: throughUsers ? { byUser, byItem } : null };
  const scales = new Float64Array(new SharedArrayBuffer(n * 8));
  let at = 0;
  for (const some of await tools.pool.run('easeScales', n, ITEMS_A_BLOCK, read)) {
    scales.set(some, at);
    at += some.length;
  }
  const shared = { ...read, scales, kept: Math.min(nWeights, n - 1) };
  const made = [];
  for (let first = 0; first < n; first += ITEMS_A_STRETCH) {
    tools.signal.throwIfAborted();
    watch(INVERTING + ((1 - INVERTING) * first) / n);
    const items = Math.min(ITEMS_A_STRETCH, n - first);
    made.push(await tools.pool.run('easeRows', items, ITEMS_A_BLOCK, { ...shared, first }));
  }
  return joinRows(made.flat(), n);
}
