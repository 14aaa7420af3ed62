import { newTiles, tilesBytes } from '../kernels/tiles.ts';
import type { Context } from '../steps/context.ts';
import { transpose, type SparseRows } from '../table/sparse.ts';
import { invertTiles } from './cholesky.ts';
import { joinRows, shareRows } from './recommend/shared-rows.ts';
import { sparseProduct } from './recommend/sparse-product.ts';

export interface EaseOptions {
  /** Added to the diagonal of the item-by-item matrix. */
  readonly l2: number;
  /** How many weights an item keeps, those that change scores most. */
  readonly nWeights: number;
  /** Whether the weights that are kept are fitted again without those left out. */
  readonly refit: boolean;
}

type Tools = Pick<Context, 'pool' | 'signal'>;
type Watch = (share: number) => void;

/** Shares of the work: the inverse, and until weights are chosen; the rest is fitting them again. */
const INVERTED = 0.7;
const CHOSEN = 0.8;
/** Items whose weights a block chooses, and between two looks at the signal. */
const ITEMS_A_BLOCK = 256;
const ITEMS_A_STRETCH = 1024;
/** Unknowns cubed between two looks at the signal while weights are fitted again: some seconds. */
const CUBES_A_STRETCH = 2e10;

/** How many bytes the inverse takes, that of the fewer, users or items, and the columns of a stretch that are worked out by the users'. */
export const easeBytes = (nUsers: number, nItems: number): number =>
  tilesBytes(Math.min(nUsers, nItems)) + (nUsers < nItems ? ITEMS_A_STRETCH * nUsers * 8 : 0);

/** How many bytes fitting so many weights again takes at most: the items' products, and a system for each thread. */
export function refitBytes({ nRows, nColumns, offsets }: SparseRows, nWeights: number, threads: number): number {
  let met = 0;
  for (let row = 0; row < nRows; row++) met += (offsets[row + 1]! - offsets[row]!) ** 2;
  return Math.min(met, nColumns ** 2) * 24 + threads * 3 * 8 * nWeights ** 2;
}

/**
 * The item-by-item weights that predict each customer's row from itself without an item ever predicting itself:
 * B = I − P·diag(1 / P_jj) with P = (XᵀX + l2·I)⁻¹. O(min(nUsers, nItems)³ + nItems · (entries + nUsers · entries / nItems)) by the users'
 * inverse where they are fewer.
 *
 * Steck (2019), Embarrassingly shallow autoencoders for sparse data, arXiv:1905.03375.
 * Departure from the paper: of each item only the weights are kept whose loss would change scores most, by size times the root of the other
 * item's sum of squares, which is its customers' number where a purchase counts one. With `refit` they are what they would be had no other
 * item been there; O(nItems · nWeights³) more.
 *
 * @param userItems (nUsers, nItems); not modified.
 * @returns (nItems, nItems): row i holds what item i says for others; null where rounding left nothing positive definite, l2 being too
 *   small for such weights. @throws cancelled
 */
export async function easeWeights(
  userItems: SparseRows,
  { l2, nWeights, refit }: EaseOptions,
  tools: Tools,
  watch: Watch,
): Promise<SparseRows | null> {
  const n = userItems.nColumns;
  const kept = Math.min(nWeights, n - 1);
  const isRefit = refit && kept < n - 1;
  const chosen = await chooseWeights(userItems, l2, kept, tools, (share) => {
    watch(isRefit ? share * CHOSEN : share);
  });
  if (!chosen || !isRefit) return chosen && transpose(chosen);
  const weights = await refitWeights(userItems, shareRows(chosen), l2, tools, (share) => {
    watch(CHOSEN + (1 - CHOSEN) * share);
  });
  return weights && transpose(weights);
}

/** @returns row j: the weights of other items for j; null where nothing positive definite was left. */
async function chooseWeights(
  userItems: SparseRows,
  l2: number,
  kept: number,
  tools: Tools,
  watch: Watch,
): Promise<SparseRows | null> {
  const n = userItems.nColumns;
  const byUser = shareRows(userItems);
  const byItem = shareRows(transpose(userItems));
  const throughUsers = byUser.nRows < n;
  const [byRow, byColumn] = throughUsers ? [byItem, byUser] : [byUser, byItem];
  const inverse = newTiles(byRow.nColumns);
  await tools.pool.run('gramTiles', inverse.nTiles, 1, { tiles: inverse, byRow, byColumn, ridge: l2 });
  const inverting = INVERTED / CHOSEN;
  if (!(await invertTiles(inverse, tools, (share) => watch(share * inverting)))) return null;
  const sides = throughUsers ? { byUser, byItem } : null;
  const shared = { nItems: n, inverse, sides, reach: reachOf(byItem), kept };
  const made = [];
  for (let first = 0; first < n; first += ITEMS_A_STRETCH) {
    tools.signal.throwIfAborted();
    watch(inverting + ((1 - inverting) * first) / n);
    const items = Math.min(ITEMS_A_STRETCH, n - first);
    made.push(await tools.pool.run('easeRows', items, ITEMS_A_BLOCK, { ...shared, first }));
  }
  return joinRows(made.flat(), n);
}

/** The same places with the weights that are best without all others; null where rounding left nothing positive definite. */
async function refitWeights(
  userItems: SparseRows,
  chosen: SparseRows,
  l2: number,
  tools: Tools,
  watch: Watch,
): Promise<SparseRows | null> {
  const product = { measure: { kind: 'product' }, shrink: 0, withSelf: true, most: null } as const;
  const sides = { left: transpose(userItems), right: userItems };
  const gram = shareRows(await sparseProduct({ ...product, ...sides }, tools, () => watch(0)));
  const n = chosen.nRows;
  const stretch = stretchOf(chosen, tools.pool.threads);
  const values = new Float64Array(chosen.values.length);
  for (let first = 0; first < n; first += stretch) {
    tools.signal.throwIfAborted();
    watch(first / n);
    const nItems = Math.min(stretch, n - first);
    const block = Math.max(1, Math.ceil(nItems / (4 * tools.pool.threads)));
    const parts = await tools.pool.run('refitRows', nItems, block, { first, chosen, gram, l2 });
    let at = chosen.offsets[first]!;
    for (const part of parts) {
      values.set(part, at);
      at += part.length;
    }
  }
  return values.every(Number.isFinite) ? { ...chosen, values } : null;
}

/** Items whose weights are fitted again between two looks at the signal. */
function stretchOf({ nRows, columns }: SparseRows, threads: number): number {
  const items = CUBES_A_STRETCH / Math.max(1, columns.length / nRows) ** 3;
  return Math.round(Math.min(ITEMS_A_STRETCH, Math.max(threads, items)));
}

/** The root of each row's sum of squares, in shared memory. */
function reachOf({ nRows, offsets, values }: SparseRows): Float64Array {
  const reach = new Float64Array(new SharedArrayBuffer(nRows * 8));
  for (let row = 0; row < nRows; row++) {
    for (let at = offsets[row]!; at < offsets[row + 1]!; at++) reach[row]! += values[at]! ** 2;
    reach[row] = Math.sqrt(reach[row]!);
  }
  return reach;
}
