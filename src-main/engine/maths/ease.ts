import { entryAt, newTiles, type Tiles } from '../kernels/tiles.ts';
import type { Context } from '../steps/context.ts';
import { transpose, type SparseRows } from '../table/sparse.ts';
import { invertTiles } from './cholesky.ts';

export interface EaseOptions {
  /** Added to the diagonal of the item-by-item matrix. */
  readonly l2: number;
  /** How many weights an item keeps, those of largest size. */
  readonly nWeights: number;
}

/** The share of the work that is the inverse; the rest is choosing weights. */
const INVERTING = 0.9;

/**
 * The item-by-item weights that predict each customer's row from itself without an item ever predicting itself:
 * B = I − P·diag(1 / P_jj) with P = (XᵀX + l2·I)⁻¹. O(nItems³).
 *
 * Steck (2019), Embarrassingly shallow autoencoders for sparse data, arXiv:1905.03375.
 * Departure from the paper: of each item only the weights of largest size are kept.
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
  const tiles = newTiles(n);
  const shared = { tiles, byRow: userItems, byColumn: transpose(userItems), ridge: l2 };
  await tools.pool.run('gramTiles', tiles.nTiles, 1, shared);
  if (!(await invertTiles(tiles, tools, (share) => watch(share * INVERTING)))) return null;
  const look = (item: number): void => {
    tools.signal.throwIfAborted();
    watch(INVERTING + ((1 - INVERTING) * item) / n);
  };
  return transpose(largestWeights(tiles, Math.min(nWeights, n - 1), look));
}

/** How many items are looked at between two looks at the signal. */
const ITEMS_A_LOOK = 128;

/** For each item the items that speak most for or against it. */
function largestWeights(inverse: Tiles, kept: number, look: (item: number) => void): SparseRows {
  const { n } = inverse;
  const offsets = new Int32Array(n + 1);
  const columns = new Int32Array(n * kept);
  const values = new Float64Array(n * kept);
  const column = new Float64Array(n);
  let size = 0;
  for (let item = 0; item < n; item++) {
    if (item % ITEMS_A_LOOK === 0) look(item);
    const own = entryAt(inverse, item, item);
    for (let other = 0; other < n; other++) column[other] = -entryAt(inverse, other, item) / own;
    column[item] = 0;
    const least = leastKept(column, kept);
    // Of weights as large as the least that is kept, those of the lowest numbers.
    let ties = kept - countAbove(column, least);
    for (let other = 0; other < n; other++) {
      const weight = Math.abs(column[other]!);
      if (weight < least || weight === 0 || (weight === least && ties-- <= 0)) continue;
      columns[size] = other;
      values[size++] = column[other]!;
    }
    offsets[item + 1] = size;
  }
  return { nRows: n, nColumns: n, offsets, columns: columns.slice(0, size), values: values.slice(0, size) };
}

/** The size of the kept-th largest value. */
function leastKept(values: Float64Array, kept: number): number {
  if (kept === 0) return Infinity;
  const sizes = values.map(Math.abs).sort();
  return sizes[sizes.length - kept]!;
}

function countAbove(values: Float64Array, least: number): number {
  let count = 0;
  for (const value of values) if (Math.abs(value) > least) count++;
  return count;
}
