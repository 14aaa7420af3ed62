import type { Context } from '../../steps/context.ts';
import type { SparseRows } from '../../table/sparse.ts';
import type { RatedFit, RatedOptions } from './rated.ts';

export interface FunkOptions extends Pick<RatedOptions, 'factors' | 'regularisation' | 'biasShrinkage'> {
  readonly epochs: number;
  readonly learningRate: number;
}

/** Biases and factors while they are trained, row-major. */
export interface FunkState {
  readonly mean: number;
  readonly userBiases: Float64Array;
  readonly itemBiases: Float64Array;
  /** (nUsers, factors) and (nItems, factors). */
  readonly users: Float64Array;
  readonly items: Float64Array;
}

const FIRST_SIZE = 0.1;

/** Ratings between two looks at the signal. */
const RATINGS_A_LOOK = 1 << 18;

/**
 * Ratings by biases and factors, a small step for each rating. O(epochs · ratings · factors).
 *
 * Funk (2006), Netflix update: try this at home; with biases trained beside the factors as by Paterek (2007).
 * Departure: all factors are trained at once, not one after another, and users come in a new order each epoch.
 *
 * @param ratings (nUsers, nItems), values above 0; not modified.
 * @param watch told the share that is done, the epoch, and the root of the mean squared error during it. @throws cancelled
 */
export function fitFunkSvd(
  ratings: SparseRows,
  { factors, epochs, learningRate, regularisation, biasShrinkage }: FunkOptions,
  { signal, random }: Pick<Context, 'signal' | 'random'>,
  watch: (share: number, epoch: number, error: number) => void,
): RatedFit {
  const { nRows, nColumns, values } = ratings;
  const start = (n: number): Float64Array => Float64Array.from({ length: n * factors }, () => FIRST_SIZE * random.normal()); // prettier-ignore
  const state = {
    mean: values.reduce((sum, value) => sum + value, 0) / Math.max(1, values.length),
    userBiases: new Float64Array(nRows),
    itemBiases: new Float64Array(nColumns),
    users: start(nRows),
    items: start(nColumns),
  };
  for (let epoch = 1; epoch <= epochs; epoch++) {
    const order = random.permutation(nRows);
    const squares = descend(ratings, order, state, { learningRate, regularisation }, () => {
      signal.throwIfAborted();
    });
    watch(epoch / epochs, epoch, Math.sqrt(squares / Math.max(1, values.length)));
  }
  const width = factors + 1;
  const items = new Float64Array(nColumns * width).fill(1);
  for (let item = 0; item < nColumns; item++)
    items.set(state.items.subarray(item * factors, (item + 1) * factors), item * width);
  return { mean: state.mean, width, items, itemBiases: state.itemBiases, regularisation, biasShrinkage };
}

/**
 * One epoch: each rating moves its user and its item against its error and back towards zero. Writes to the state.
 *
 * @param order the users, in the order in which they come. @returns the sum of squared errors, each before its step
 */
export function descend(
  { offsets, columns, values }: SparseRows,
  order: Int32Array,
  { mean, userBiases, itemBiases, users, items }: FunkState,
  { learningRate: rate, regularisation: back }: Pick<FunkOptions, 'learningRate' | 'regularisation'>,
  look: () => void,
): number {
  const factors = userBiases.length > 0 ? users.length / userBiases.length : 0;
  let squares = 0;
  let nSinceLook = RATINGS_A_LOOK;
  for (const user of order) {
    const u = user * factors;
    for (let at = offsets[user]!; at < offsets[user + 1]!; at++, nSinceLook++) {
      if (nSinceLook >= RATINGS_A_LOOK) {
        look();
        nSinceLook = 0;
      }
      const item = columns[at]!;
      const i = item * factors;
      let error = values[at]! - mean - userBiases[user]! - itemBiases[item]!;
      for (let f = 0; f < factors; f++) error -= users[u + f]! * items[i + f]!;
      squares += error * error;
      userBiases[user]! += rate * (error - back * userBiases[user]!);
      itemBiases[item]! += rate * (error - back * itemBiases[item]!);
      for (let f = 0; f < factors; f++) {
        const [p, q] = [users[u + f]!, items[i + f]!];
        users[u + f] = p + rate * (error * q - back * p);
        items[i + f] = q + rate * (error * p - back * q);
      }
    }
  }
  return squares;
}
