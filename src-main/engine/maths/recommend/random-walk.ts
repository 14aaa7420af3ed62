import type { Context } from '../../steps/context.ts';
import { transpose, type SparseRows } from '../../table/sparse.ts';
import { countsOfRows, sumsOfRows, withValues } from './shared-rows.ts';
import { sparseProduct } from './sparse-product.ts';

export interface WalkOptions {
  /** The power that each step's probability is raised to. */
  readonly alpha: number;
  /** An item's popularity to this power divides what leads to it. */
  readonly beta: number;
  /** How many items each item leads to. */
  readonly nNeighbours: number;
}

/**
 * How likely a walk of two steps leads from an item over one of its users to another item, popular ones held back.
 *
 * Cooper et al. (2014), doi:10.1145/2567948.2579244; Paudel et al. (2017), doi:10.1145/2955101.
 *
 * @param userItems (nUsers, nItems), values at least 0; not modified.
 * @param watch told the share that is done. @returns (nItems, nItems): row i holds what item i leads to. @throws cancelled
 */
export function walkWeights(
  userItems: SparseRows,
  { alpha, beta, nNeighbours }: WalkOptions,
  tools: Pick<Context, 'pool' | 'signal'>,
  watch: (share: number) => void,
): Promise<SparseRows> {
  const byItem = transpose(userItems);
  const measure = {
    kind: 'scaled',
    factor: 1,
    rows: new Float64Array(byItem.nRows).fill(1),
    columns: countsOfRows(byItem).map((count) => count ** beta),
  } as const;
  const shared = { left: steps(byItem, alpha), right: steps(userItems, alpha), measure, shrink: 0, withSelf: false };
  return sparseProduct({ ...shared, most: nNeighbours }, tools, watch);
}

/** The probabilities of a step from each row, to a power. */
function steps(rows: SparseRows, power: number): SparseRows {
  const sums = sumsOfRows(rows);
  return withValues(rows, (entry, row) => (sums[row]! > 0 ? (rows.values[entry]! / sums[row]!) ** power : 0));
}
