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
  /** The mean prediction of all background rows. */
  readonly expected: number;
  /** The columns of the matrix that each feature makes. */
  readonly features: readonly Int32Array[];
  predict(values: Float64Array, nRows: number): Promise<Float64Array>;
}

/** Rows that are predicted at a time. */
const MOST_AT_ONCE = 16_384;

/**
 * Shapley values by sampling: features of a background row are replaced one after another in a random order, and each is given what its
 * turn changes. Every order is also taken backwards, which halves the noise. A row meets some of the background rows only; what their
 * mean is off goes to the features in proportion to how much their turns vary, so that those without a say are left alone.
 *
 * Štrumbelj & Kononenko (2014), Explaining prediction models and individual predictions with feature contributions,
 * doi:10.1007/s10115-013-0679-x; Mitchell et al. (2022), arXiv:2104.12199, for orders taken both ways. The correction is that of shap's
 * sampling explainer.
 *
 * @param nPairs orders with their reverse for each row.
 * @returns (nRows, nFeatures) values; those of a row and the mean prediction of all background rows sum up to its prediction.
 */
export async function sampledShapley(
  game: Game,
  nPairs: number,
  random: Random,
  progress: (share: number) => void,
): Promise<Float64Array> {
  const { nRows, features, expected } = game;
  const nFeatures = features.length;
  const phi = new Float64Array(nRows * nFeatures);
  const squares = new Float64Array(nRows * nFeatures);
  const said = new Float64Array(nRows);
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
        const turn = found[at + i + 1]! - found[at + i]!;
        phi[row * nFeatures + feature]! += turn / (nPairs * 2);
        squares[row * nFeatures + feature]! += turn ** 2 / (nPairs * 2);
      });
      said[row] = found[at + nFeatures]!;
    });
  }
  for (let row = 0; row < nRows; row++) {
    const [from, to] = [row * nFeatures, (row + 1) * nFeatures];
    sumUpTo(phi.subarray(from, to), squares.subarray(from, to), said[row]! - expected);
  }
  return phi;
}

/** Makes the values of a row sum up to a total. @param squares the means of the squared turns; @param phi those of the turns, changed */
function sumUpTo(phi: Float64Array, squares: Float64Array, total: number): void {
  const error = total - phi.reduce((sum, value) => sum + value, 0);
  const variances = squares.map((square, j) => Math.max(0, square - phi[j]! ** 2));
  const all = variances.reduce((sum, variance) => sum + variance, 0);
  // Where no turn varies, sizes stand in for how much they might.
  const weights = all > 0 ? variances : phi.map(Math.abs);
  const whole = all > 0 ? all : weights.reduce((sum, weight) => sum + weight, 0);
  if (whole === 0) return;
  for (let j = 0; j < phi.length; j++) phi[j]! += (error * weights[j]!) / whole;
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
