import type { Random } from '../random.ts';

/** Rows (n, nColumns), row-major, and how they are predicted. */
export interface Game {
  /** (nRows, nColumns) the rows to explain. */
  readonly x: Float64Array;
  readonly nRows: number;
  readonly nColumns: number;
  /** (nBackground, nColumns) what stands for a feature that is not known. */
  readonly background: Float64Array;
  readonly nBackground: number;
  /** The columns of the matrix that each feature makes. */
  readonly features: readonly Int32Array[];
  predict(values: Float64Array, nRows: number): Promise<Float64Array>;
}

/** Rows that are predicted at a time. */
const MOST_AT_ONCE = 16_384;

/**
 * Shapley values by sampling: features of a background row are replaced one after another in a random order, and each is given what its
 * turn changes. Every order is also taken backwards, which halves the noise.
 *
 * Štrumbelj & Kononenko (2014), Explaining prediction models and individual predictions with feature contributions,
 * doi:10.1007/s10115-013-0679-x; Mitchell et al. (2022), arXiv:2104.12199, for orders taken both ways.
 *
 * @param nPairs orders with their reverse for each row.
 * @returns (nRows, nFeatures) values; those of a row and the mean prediction of its background rows sum up to its prediction.
 */
export async function sampledShapley(
  game: Game,
  nPairs: number,
  random: Random,
  progress: (share: number) => void,
): Promise<Float64Array> {
  const { nRows, features } = game;
  const nFeatures = features.length;
  const phi = new Float64Array(nRows * nFeatures);
  const perRow = nPairs * 2 * (nFeatures + 1);
  const batch = Math.max(1, Math.floor(MOST_AT_ONCE / perRow));
  for (let first = 0; first < nRows; first += batch) {
    progress(first / nRows);
    const end = Math.min(nRows, first + batch);
    const walks = walksOf(game, first, end, nPairs, random);
    const found = await game.predict(walks.values, (end - first) * perRow);
    walks.orders.forEach((order, walk) => {
      const row = first + Math.floor(walk / (nPairs * 2));
      const at = walk * (nFeatures + 1);
      order.forEach((feature, i) => {
        phi[row * nFeatures + feature]! += (found[at + i + 1]! - found[at + i]!) / (nPairs * 2);
      });
    });
  }
  return phi;
}

/** The rows to predict: for each order a background row and what becomes of it, feature after feature. */
function walksOf(
  { x, nColumns, background, nBackground, features }: Game,
  first: number,
  end: number,
  nPairs: number,
  random: Random,
): { values: Float64Array; orders: Int32Array[] } {
  const nFeatures = features.length;
  const values = new Float64Array(new SharedArrayBuffer((end - first) * nPairs * 2 * (nFeatures + 1) * nColumns * 8));
  const orders: Int32Array[] = [];
  let to = 0;
  for (let row = first; row < end; row++) {
    for (let pair = 0; pair < nPairs; pair++) {
      const order = random.permutation(nFeatures);
      const from = random.integer(nBackground) * nColumns;
      for (const each of [order, order.slice().reverse()]) {
        orders.push(each);
        values.set(background.subarray(from, from + nColumns), to);
        for (const feature of each) {
          values.copyWithin(to + nColumns, to, to + nColumns);
          to += nColumns;
          for (const j of features[feature]!) values[to + j] = x[row * nColumns + j]!;
        }
        to += nColumns;
      }
    }
  }
  return { values, orders };
}
