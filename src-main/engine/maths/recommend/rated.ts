import { factorEquations } from '../../kernels/rated-rows.ts';
import { solveFactoredPlain } from '../../kernels/solve-rows-plain.ts';
import type { Context } from '../../steps/context.ts';
import { transpose, type SparseRows } from '../../table/sparse.ts';
import { shareRows, withValues } from './shared-rows.ts';

export interface RatedOptions {
  readonly factors: number;
  readonly iterations: number;
  /** Holds factors back, for each rating. */
  readonly regularisation: number;
  /** Ratings of the mean that a bias starts from. */
  readonly biasShrinkage: number;
}

/** A rating as mean + bias of the user + bias of the item + the product of their factors. */
export interface RatedFit extends Pick<RatedOptions, 'regularisation' | 'biasShrinkage'> {
  readonly mean: number;
  /** factors + 1. */
  readonly width: number;
  /** (nItems, width), row-major: factors, then a 1. */
  readonly items: Float64Array;
  readonly itemBiases: Float64Array;
}

const FIRST_SIZE = 0.1;
const ROWS_A_BLOCK = 64;

/** The places that hold a rating: what is zero or below is none. */
export function ratedOnly({ nRows, nColumns, offsets, columns, values }: SparseRows): SparseRows {
  const kept = values.map((value) => (value > 0 ? 1 : 0));
  const fresh = new Int32Array(nRows + 1);
  for (let row = 0; row < nRows; row++) {
    let count = 0;
    for (let at = offsets[row]!; at < offsets[row + 1]!; at++) count += kept[at]!;
    fresh[row + 1] = fresh[row]! + count;
  }
  const isKept = (_: number, at: number) => kept[at] === 1;
  return { nRows, nColumns, offsets: fresh, columns: columns.filter(isKept), values: values.filter(isKept) };
}

/**
 * Ratings by biases and factors, users and items solved for in turn. O(iterations · (ratings · factors² + (nUsers + nItems) · factors³)).
 *
 * Koren, Bell & Volinsky (2009), doi:10.1109/MC.2009.263; Zhou et al. (2008), doi:10.1007/978-3-540-68880-8_32.
 * Departure from the papers: a row's bias is solved for together with its factors.
 *
 * @param ratings (nUsers, nItems), values above 0; not modified.
 * @param watch told the share that is done, and the iteration. @throws cancelled
 */
export async function fitRated(
  ratings: SparseRows,
  { factors, iterations, regularisation, biasShrinkage }: RatedOptions,
  { pool, signal, random }: Pick<Context, 'pool' | 'signal' | 'random'>,
  watch: (share: number, iteration: number) => void,
): Promise<RatedFit> {
  const width = factors + 1;
  const mean = ratings.values.reduce((sum, value) => sum + value, 0) / Math.max(1, ratings.values.length);
  const left = withValues(ratings, (entry) => ratings.values[entry]! - mean);
  const [byUser, byItem] = [shareRows(left), shareRows(transpose(left))];
  const start = floats(ratings.nColumns * width);
  for (let at = 0; at < start.length; at++) start[at] = at % width < factors ? FIRST_SIZE * random.normal() : 0;
  let items = sideOf(start, width);
  const ridge = { width, regularisation, biasShrinkage };
  for (let iteration = 0; iteration < iterations; iteration++) {
    signal.throwIfAborted();
    watch(iteration / iterations, iteration + 1);
    const userRows = floats(ratings.nRows * width);
    await pool.run('ratedRows', ratings.nRows, ROWS_A_BLOCK, { ...ridge, ratings: byUser, ...items, found: userRows });
    const itemRows = floats(ratings.nColumns * width);
    const users = sideOf(userRows, width);
    await pool.run('ratedRows', ratings.nColumns, ROWS_A_BLOCK, {
      ...ridge,
      ratings: byItem,
      ...users,
      found: itemRows,
    });
    items = sideOf(itemRows, width);
  }
  return { ...ridge, mean, items: items.others.slice(), itemBiases: items.otherBiases.slice() };
}

const floats = (n: number): Float64Array => new Float64Array(new SharedArrayBuffer(n * 8));

/** What was found of one side, as the other side is solved from it: biases apart, a 1 in their place. */
function sideOf(found: Float64Array, width: number) {
  const n = found.length / width;
  const otherBiases = floats(n);
  const others = floats(found.length);
  others.set(found);
  for (let row = 0, at = width - 1; row < n; row++, at += width) {
    otherBiases[row] = found[at]!;
    others[at] = 1;
  }
  return { others, otherBiases };
}

/** What one rated. */
export interface Rated {
  readonly items: Int32Array;
  readonly ratings: Float64Array;
}

/** The factors and the bias that explain what someone rated; zeros where nothing. */
export function placeRater(fit: RatedFit, { items, ratings }: Rated): Float64Array {
  const { width } = fit;
  const own = new Float64Array(width);
  if (items.length === 0) return own;
  items.forEach((item, i) => {
    const left = ratings[i]! - fit.mean - fit.itemBiases[item]!;
    for (let j = 0, at = item * width; j < width; j++, at++) own[j]! += left * fit.items[at]!;
  });
  solveFactoredPlain(raterEquations(fit, items), width, own);
  return own;
}

/** The expected rating of an item. */
export function expectedRating(
  { width, mean, items, itemBiases }: RatedFit,
  rater: Float64Array,
  item: number,
): number {
  let sum = mean + itemBiases[item]!;
  for (let j = 0, at = item * width; j < width; j++, at++) sum += rater[j]! * items[at]!;
  return sum;
}

/**
 * What each rating adds to the expected rating of an item, beside the item's own mean: with A the equations of what was rated,
 * (rating − mean − bias)·zᵀ·A⁻¹·z_item.
 */
export function ratingParts(fit: RatedFit, { items, ratings }: Rated, item: number): Float64Array {
  const { width } = fit;
  const towards = fit.items.slice(item * width, (item + 1) * width);
  solveFactoredPlain(raterEquations(fit, items), width, towards);
  return Float64Array.from(items, (rated, i) => {
    let share = 0;
    for (let j = 0, at = rated * width; j < width; j++, at++) share += towards[j]! * fit.items[at]!;
    return share * (ratings[i]! - fit.mean - fit.itemBiases[rated]!);
  });
}

function raterEquations({ items, width, regularisation, biasShrinkage }: RatedFit, rated: Int32Array): Float64Array {
  const equations = new Float64Array(width * width);
  factorEquations(rated, { others: items, width, regularisation, biasShrinkage }, equations);
  return equations;
}
