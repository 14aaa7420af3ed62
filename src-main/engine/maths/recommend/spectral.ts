import type { Context } from '../../steps/context.ts';
import { transpose, type SparseRows } from '../../table/sparse.ts';
import { sumsOfRows, withValues } from './shared-rows.ts';
import { sparseProduct } from './sparse-product.ts';
import { rightVectors, type RightVectors } from './sparse-svd.ts';

export interface SpectralOptions {
  /** The powers of a user's and an item's total that its entries are divided by; ½ and ½ in the paper. */
  readonly userPower: number;
  readonly itemPower: number;
  /** Frequencies that the ideal low pass lets through, and how much it counts beside the linear filter. */
  readonly factors: number;
  readonly lowPass: number;
  /** How strongly what the linear filter blurs is sharpened again; 0 for not at all. */
  readonly sharpening: number;
  readonly nIterations: number;
  /** How many weights of the linear filter an item keeps. */
  readonly nNeighbours: number;
}

/** Two filters of a user's row: what items say for each other, and the smooth part of it all. */
export interface SpectralFilters {
  /** (nItems, nItems): row i holds what item i says for others. */
  readonly weights: SparseRows;
  readonly smooth: RightVectors;
  /** What an item of a history, and an item that is scored, is multiplied by in the smooth part. */
  readonly from: Float64Array;
  readonly to: Float64Array;
  /** What each taste adds beside that, with nothing multiplied; absent for nothing. */
  readonly gains?: Float64Array;
}

const LINEAR = 0.3;

/**
 * Graph filters in closed form: with r̃ the matrix divided by powers of users' and items' totals, a row r is scored by r·(r̃ᵀ·r̃ + lowPass ·
 * D⁻ᵖ·V·Vᵀ·Dᵖ), V the strongest right singular vectors of r̃. Sharpening takes from the linear filter what heat flowing backwards would: of a
 * direction with eigenvalue λ, the largest being λ₁, the share e^(−sharpening·λ/λ₁) is left.
 *
 * Shen et al. (2021), How powerful is graph convolution for recommendation?, arXiv:2108.07567; Choi et al. (2023), Blurring-sharpening process
 * models for collaborative filtering, arXiv:2211.09324.
 * Departures from the papers: the powers may differ from ½, of the linear filter each item's largest weights are kept, and sharpening is
 * solved exactly, for the directions of V.
 *
 * @param userItems (nUsers, nItems), values at least 0; not modified.
 * @param watch told the share that is done. @throws cancelled
 */
export async function spectralFilters(
  userItems: SparseRows,
  options: SpectralOptions,
  tools: Pick<Context, 'pool' | 'signal' | 'random'>,
  watch: (share: number) => void,
): Promise<SpectralFilters> {
  const { userPower, itemPower, lowPass, sharpening, nNeighbours } = options;
  const users = sumsOfRows(userItems).map((sum) => (sum > 0 ? sum ** userPower : 1));
  const totals = sumsOfRows(transpose(userItems));
  const items = totals.map((sum) => (sum > 0 ? sum ** itemPower : 1));
  const right = withValues(
    userItems,
    (entry, user) => userItems.values[entry]! / (users[user]! * items[userItems.columns[entry]!]!),
  );
  const product = { left: transpose(right), right, measure: { kind: 'product' }, shrink: 0, withSelf: true } as const;
  const weights = await sparseProduct({ ...product, most: nNeighbours }, tools, (share) => {
    watch(share * LINEAR);
  });
  const smooth = await rightVectors(right, options.factors, options.nIterations, tools, (share) => {
    watch(LINEAR + share * (1 - LINEAR));
  });
  const filters = { weights, smooth, from: items.map((item) => lowPass / item), to: items };
  return sharpening > 0 ? { ...filters, gains: sharpenedBy(smooth.values, sharpening) } : filters;
}

/** What sharpening adds to the linear filter's eigenvalues; never above 0. */
const sharpenedBy = (singular: Float64Array, sharpening: number): Float64Array =>
  singular.map(
    (value) => value ** 2 * Math.expm1((-sharpening * value ** 2) / Math.max(singular[0]! ** 2, Number.MIN_VALUE)),
  );
