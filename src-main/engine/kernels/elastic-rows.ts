import type { SparseRows } from '../table/sparse.ts';
import { RowMaker, type MadeRows } from './product-rows.ts';

/** What each item is regressed on all others with. */
export interface ElasticOptions {
  /** Held against the sum of sizes, and against half the sum of squares, of an item's weights. */
  readonly l1: number;
  readonly l2: number;
  readonly nonNegative: boolean;
  /** How many other items may have a weight: those that explain most alone. */
  readonly nCandidates: number;
  readonly maxIterations: number;
  /** Passes end once no weight moves by more than this share of the largest. */
  readonly tolerance: number;
  /** How many weights are kept, those of largest size. */
  readonly nWeights: number;
}

export interface ElasticShared extends ElasticOptions {
  /** The item that counts as the first. */
  readonly first: number;
  /** The items' products with each other, symmetric, columns ascending, the diagonal among them. */
  readonly gram: SparseRows;
  readonly diagonal: Float64Array;
}

/**
 * Items [first + start, first + end) as sums of others: coordinate descent on ½|x_j − X·w|² + l1·Σ|w| + l2/2·Σw², of which only the products
 * are needed. Friedman, Hastie & Tibshirani (2010), doi:10.18637/jss.v033.i01.
 *
 * @returns row j: the weights of other items for j.
 */
export function elasticRows(start: number, end: number, shared: ElasticShared): MadeRows {
  const { first, gram, nWeights } = shared;
  const places = new Int32Array(gram.nColumns).fill(-1);
  const made = new RowMaker(end - start, (end - start) * Math.min(nWeights, FIRST_ROOM));
  for (let item = first + start; item < first + end; item++) {
    const { items, products } = candidatesOf(item, shared);
    items.forEach((other, place) => (places[other] = place));
    const weights = descend(items, products, places, shared);
    for (const other of items) places[other] = -1;
    const least = keptSize(weights, nWeights);
    let ties = nWeights - weights.reduce((count, weight) => count + (Math.abs(weight) > least ? 1 : 0), 0);
    weights.forEach((weight, place) => {
      const size = Math.abs(weight);
      if (size > least || (size === least && size > 0 && ties-- > 0)) made.push(items[place]!, weight);
    });
    made.endRow();
  }
  return made.finish();
}

const FIRST_ROOM = 64;

/** The size of the n-th largest value; 0 where there are not so many. */
function keptSize(values: Float64Array, n: number): number {
  return n >= values.length ? 0 : values.map(Math.abs).sort()[values.length - n]!;
}

/** The items that could have a weight for another, ascending, with their products with it. */
function candidatesOf(item: number, { gram, diagonal, l1, nonNegative, nCandidates }: ElasticShared) {
  const [from, to] = [gram.offsets[item]!, gram.offsets[item + 1]!];
  const worth = gram.values.slice(from, to);
  for (let i = 0; i < worth.length; i++) {
    const other = gram.columns[from + i]!;
    const product = worth[i]!;
    const may = other !== item && (nonNegative ? product > l1 : Math.abs(product) > l1);
    worth[i] = may ? product ** 2 / diagonal[other]! : 0;
  }
  const least = keptSize(worth, nCandidates);
  let ties = nCandidates - worth.reduce((count, value) => count + (value > least ? 1 : 0), 0);
  const items: number[] = [];
  const products: number[] = [];
  worth.forEach((value, i) => {
    if (value === 0 || value < least || (value === least && ties-- <= 0)) return;
    items.push(gram.columns[from + i]!);
    products.push(gram.values[from + i]!);
  });
  return { items: Int32Array.from(items), products: Float64Array.from(products) };
}

/** The weights of the candidates. Passes over those that are not zero alternate with passes over all, until nothing moves. */
function descend(
  items: Int32Array,
  products: Float64Array,
  places: Int32Array,
  { gram, diagonal, l1, l2, nonNegative, maxIterations, tolerance }: ElasticShared,
): Float64Array {
  const n = items.length;
  const weights = new Float64Array(n);
  const explained = new Float64Array(n);
  const rows = new Array<Float64Array | undefined>(n);
  const rowOf = (place: number): Float64Array => {
    const known = rows[place];
    if (known) return known;
    const row = new Float64Array(n);
    const item = items[place]!;
    for (let at = gram.offsets[item]!; at < gram.offsets[item + 1]!; at++) {
      const to = places[gram.columns[at]!]!;
      if (to >= 0) row[to] = gram.values[at]!;
    }
    return (rows[place] = row);
  };
  let onlyActive = false;
  for (let iteration = 0; iteration < maxIterations; iteration++) {
    let [moved, largest] = [0, 0];
    for (let place = 0; place < n; place++) {
      const before = weights[place]!;
      if (onlyActive && before === 0) continue;
      const own = diagonal[items[place]!]!;
      const left = products[place]! - explained[place]! + own * before;
      const soft = left > l1 ? left - l1 : left < -l1 && !nonNegative ? left + l1 : 0;
      const after = soft / (own + l2);
      const step = after - before;
      if (step !== 0) {
        weights[place] = after;
        const row = rowOf(place);
        for (let other = 0; other < n; other++) explained[other]! += step * row[other]!;
      }
      moved = Math.max(moved, Math.abs(step));
      largest = Math.max(largest, Math.abs(after));
    }
    const settled = moved <= tolerance * largest;
    if (settled && !onlyActive) break;
    onlyActive = !settled;
  }
  return weights;
}
