import type { SparseRows } from '../table/sparse.ts';
import { nthLargest } from '../maths/selection.ts';
import type { ElasticMemory } from './elastic-memory.ts';
import { kernelsOn } from './instance.ts';
import { RowMaker, type MadeRows } from './product-rows.ts';
import { takePlace } from './scratches.ts';

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
  /** Where compiled loops find all that; null where the plain ones are to run. */
  readonly resident: ElasticMemory | null;
}

/**
 * Items [first + start, first + end) as sums of others: coordinate descent on ½|x_j − X·w|² + l1·Σ|w| + l2/2·Σw², of which only the products
 * are needed. Friedman, Hastie & Tibshirani (2010), doi:10.18637/jss.v033.i01.
 *
 * @returns row j: the weights of other items for j.
 */
export function elasticRows(start: number, end: number, shared: ElasticShared): MadeRows {
  const { first, resident } = shared;
  return resident ? compiled(first + start, first + end, shared, resident) : plain(first + start, first + end, shared);
}

function compiled(
  from: number,
  to: number,
  { gram, nWeights, nCandidates }: ElasticShared,
  resident: ElasticMemory,
): MadeRows {
  const { memory, variant, plan, scratches, taken } = resident;
  const { exports, view } = kernelsOn(memory, variant);
  const { place, giveBack } = takePlace(memory, taken, scratches.length);
  const { at, items, weights } = scratches[place]!;
  const made = new RowMaker(to - from, (to - from) * Math.min(nWeights, FIRST_ROOM));
  const most = Math.min(nCandidates, gram.nColumns);
  const [ownItems, ownWeights] = [view(Int32Array, items, most), view(Float64Array, weights, most)];
  for (let item = from; item < to; item++) {
    made.append(ownItems, ownWeights, exports.elasticItem(plan, at, item));
    made.endRow();
  }
  giveBack();
  return made.finish();
}

function plain(from: number, to: number, shared: ElasticShared): MadeRows {
  const { gram, nWeights, nCandidates } = shared;
  const places = new Int32Array(gram.nColumns);
  const among = new CandidateGram(gram, places, Math.min(nCandidates, gram.nColumns));
  const made = new RowMaker(to - from, (to - from) * Math.min(nWeights, FIRST_ROOM));
  for (let item = from; item < to; item++) {
    const { items, products } = candidatesOf(item, shared);
    items.forEach((other, place) => (places[other] = place + 1));
    const weights = descend(items, products, among, shared);
    for (const other of items) places[other] = 0;
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
  return n >= values.length ? 0 : nthLargest(values.map(Math.abs), n);
}

/** The items that could have a weight for another, ascending, with their products with it. */
function candidatesOf(item: number, { gram, diagonal, l1, nonNegative, nCandidates }: ElasticShared) {
  const [from, to] = [gram.offsets[item]!, gram.offsets[item + 1]!];
  const worth = gram.values.slice(from, to);
  for (let i = 0; i < worth.length; i++) {
    const other = gram.columns[from + i]!;
    const product = worth[i]!;
    const may = other !== item && (nonNegative ? product > l1 : Math.abs(product) > l1);
    worth[i] = may ? (product * product) / diagonal[other]! : 0;
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

/** Products of an item's candidates with each other, filled as they are asked for; one after another of a block's items uses the same room. */
class CandidateGram {
  readonly #gram: SparseRows;
  readonly #places: Int32Array;
  readonly #rows: Float64Array;
  readonly #isFilled: Uint8Array;
  readonly #spare: Float64Array;
  #part = new Float64Array(0);
  #items: Int32Array = new Int32Array(0);

  /** @param places the place of each item among the candidates and 1, 0 elsewhere; read whenever a row is filled. */
  constructor(gram: SparseRows, places: Int32Array, most: number) {
    this.#gram = gram;
    this.#places = places;
    this.#rows = new Float64Array(most * most);
    this.#isFilled = new Uint8Array(most);
    this.#spare = new Float64Array(most + 1);
  }

  begin(items: Int32Array): void {
    this.#items = items;
    this.#isFilled.fill(0);
  }

  /** A candidate's products with all candidates. */
  row(place: number): Float64Array {
    const n = this.#items.length;
    const row = this.#rows.subarray(place * n, (place + 1) * n);
    if (this.#isFilled[place]) return row;
    this.#isFilled[place] = 1;
    const { offsets } = this.#gram;
    const [from, to] = [offsets[this.#items[place]!]!, offsets[this.#items[place]! + 1]!];
    if (to - from > n * LOOKS) this.#search(row, from, to);
    else this.#walk(row, from, to);
    return row;
  }

  /** The products of some candidates with each other, row-major; in room that the next call uses again. */
  part(places: Int32Array): Float64Array {
    const m = places.length;
    if (this.#part.length < m * m) this.#part = new Float64Array(2 * m * m);
    for (let a = 0, to = 0; a < m; a++) {
      const row = this.row(places[a]!);
      for (let b = 0; b < m; b++) this.#part[to++] = row[places[b]!]!;
    }
    return this.#part;
  }

  /** What is no candidate is written to a spare place, which costs less than telling it apart. */
  #walk(row: Float64Array, from: number, to: number): void {
    const [places, spare] = [this.#places, this.#spare];
    const { columns, values } = this.#gram;
    for (let at = from; at < to; at++) spare[places[columns[at]!]!] = values[at]!;
    row.set(spare.subarray(1, row.length + 1));
    spare.fill(0, 0, row.length + 1);
  }

  /** Looks for each candidate by halves, from where the one before was. */
  #search(row: Float64Array, from: number, to: number): void {
    row.fill(0);
    const { columns, values } = this.#gram;
    for (let place = 0, low = from; place < row.length; place++) {
      const wanted = this.#items[place]!;
      for (let high = to; low < high;) {
        const middle = (low + high) >> 1;
        if (columns[middle]! < wanted) low = middle + 1;
        else high = middle;
      }
      if (low < to && columns[low] === wanted) row[place] = values[low]!;
    }
  }
}

/** About how many steps a search takes: a row that is longer than so many a candidate is searched, others are walked through. */
const LOOKS = 40;

/** The weights of the candidates. Passes over those that are not zero alternate with passes over all, until nothing moves. */
function descend(items: Int32Array, products: Float64Array, gram: CandidateGram, options: ElasticShared): Float64Array {
  const n = items.length;
  const { diagonal, maxIterations, tolerance } = options;
  const weights = new Float64Array(n);
  const explained = new Float64Array(n);
  const moved = new Float64Array(n);
  gram.begin(items);
  let order = byWorth(items, products, diagonal);
  for (let iteration = 0; iteration < maxIterations;) {
    let [most, largest] = [0, 0];
    for (const place of order) {
      const step = stepOf(products[place]! - explained[place]!, weights[place]!, diagonal[items[place]!]!, options);
      if (step !== 0) {
        weights[place]! += step;
        addRow(explained, gram.row(place), step);
      }
      most = Math.max(most, Math.abs(step));
      largest = Math.max(largest, Math.abs(weights[place]!));
    }
    iteration++;
    if (iteration === 1) order = order.sort();
    if (most <= tolerance * largest) break;
    iteration += settle(items, products, weights, explained, moved, gram, options, maxIterations - iteration);
    moved.forEach((step, place) => {
      if (step !== 0) addRow(explained, gram.row(place), step);
    });
  }
  return weights;
}

/** Places of candidates, those that explain most alone first: what they explain leaves less for others, of which fewer are looked at. */
function byWorth(items: Int32Array, products: Float64Array, diagonal: Float64Array): Int32Array {
  const worth = products.map((product, place) => (product * product) / diagonal[items[place]!]!);
  return Int32Array.from(items.keys()).sort((a, b) => worth[b]! - worth[a]! || a - b);
}

/** How far a weight is to move, given what is left unexplained. */
function stepOf(left: number, before: number, own: number, { l1, l2, nonNegative }: ElasticOptions): number {
  const whole = left + own * before;
  const soft = whole > l1 ? whole - l1 : whole < -l1 && !nonNegative ? whole + l1 : 0;
  return soft / (own + l2) - before;
}

function addRow(out: Float64Array, row: Float64Array, factor: number): void {
  for (let i = 0; i < out.length; i++) out[i]! += factor * row[i]!;
}

/**
 * Moves the weights that are not zero until they settle, minding only what they explain of each other.
 *
 * @param moved written: how far each weight went. @returns how many passes that took
 */
function settle(
  items: Int32Array,
  products: Float64Array,
  weights: Float64Array,
  explained: Float64Array,
  moved: Float64Array,
  gram: CandidateGram,
  options: ElasticShared,
  mostPasses: number,
): number {
  const active = placesWithWeight(weights);
  const m = active.length;
  const among = gram.part(active);
  const left = new Float64Array(m);
  const own = new Float64Array(m);
  const w = new Float64Array(m);
  for (let a = 0; a < m; a++) {
    const place = active[a]!;
    left[a] = products[place]! - explained[place]!;
    own[a] = options.diagonal[items[place]!]!;
    w[a] = weights[place]!;
  }
  let passes = 0;
  for (let isMoving = true; isMoving && passes < mostPasses; passes++) {
    let [most, largest] = [0, 0];
    for (let a = 0; a < m; a++) {
      // What fell to zero stays out until all are looked at again.
      if (w[a] === 0) continue;
      const step = stepOf(left[a]!, w[a]!, own[a]!, options);
      if (step !== 0) {
        w[a]! += step;
        for (let b = 0, at = a * m; b < m; b++, at++) left[b]! -= step * among[at]!;
      }
      most = Math.max(most, Math.abs(step));
      largest = Math.max(largest, Math.abs(w[a]!));
    }
    isMoving = most > options.tolerance * largest;
  }
  moved.fill(0);
  for (let a = 0; a < m; a++) {
    moved[active[a]!] = w[a]! - weights[active[a]!]!;
    weights[active[a]!] = w[a]!;
  }
  return passes;
}

function placesWithWeight(weights: Float64Array): Int32Array {
  const places = new Int32Array(weights.length);
  let n = 0;
  for (let place = 0; place < weights.length; place++) if (weights[place] !== 0) places[n++] = place;
  return places.subarray(0, n);
}
