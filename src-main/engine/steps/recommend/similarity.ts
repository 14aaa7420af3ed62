import { transpose, type SparseRows } from '../../table/sparse.ts';
import type { Context } from '../context.ts';
import { TopItems } from '../../maths/top-items.ts';

export const similarities = ['cosine', 'jaccard', 'tf-idf', 'bm25', 'lift'] as const;

/** How the likeness of two items is measured. */
export type Similarity = (typeof similarities)[number];

/** How neighbours are found. */
export interface NeighbourOptions {
  readonly similarity: Similarity;
  /** How many neighbours an item keeps. */
  readonly nNeighbours: number;
  /** A likeness that rests on so many customers is halved; 0 leaves all as they are. */
  readonly shrink: number;
  readonly bm25K1: number;
  readonly bm25B: number;
}

/**
 * The nearest neighbours of every item: row i holds the items most like i, with their likeness, never i itself.
 *
 * With x and y two columns of the weighted matrix, n and m their numbers of customers, and c those of both:
 * cosine and TF-IDF x·y / |x||y|, Jaccard c / (n + m − c), lift c·N / n·m, BM25 x·y; each times c / (c + shrink). TF-IDF and BM25
 * weight entries as `implicit` 0.7 does (customers of few items tell more), except that a customer of nearly every item weighs 0, not
 * below.
 * One row of the item-by-item product at a time; memory is what is kept, O(nItems · nNeighbours).
 *
 * Departure from `implicit`: an item is not its own neighbour, and equal likenesses are ranked by item number.
 *
 * @param userItems (nUsers, nItems), values at least 0; not modified.
 */
export function itemNeighbours(
  userItems: SparseRows,
  options: NeighbourOptions,
  context: Pick<Context, 'signal' | 'progress'>,
): SparseRows {
  const { nColumns: nItems } = userItems;
  const weighted = weigh(userItems, options);
  const byItem = transpose(weighted);
  const measure = measureOf(byItem, userItems.nRows, options);
  const capacity = Math.max(1, Math.min(options.nNeighbours, nItems - 1));
  const top = new TopItems(capacity);
  const product = new Float64Array(nItems);
  const touched = new Int32Array(nItems);
  const kept = new NeighbourRows(nItems, capacity);
  for (let item = 0; item < nItems; item++) {
    if (item % 64 === 0) {
      context.signal.throwIfAborted();
      context.progress(item / nItems);
    }
    const nTouched = multiplyRow(byItem, weighted, item, product, touched);
    top.clear();
    for (let t = 0; t < nTouched; t++) {
      const other = touched[t] as number;
      const likeness = other === item ? 0 : measure(product[other] as number, item, other);
      product[other] = 0;
      if (likeness > 0) top.offer(other, likeness);
    }
    kept.add(top);
  }
  return kept.finish();
}

/** Adds up row `item` of the product of the matrix's transpose with itself. @returns how many items were touched */
function multiplyRow(
  byItem: SparseRows,
  byUser: SparseRows,
  item: number,
  product: Float64Array,
  touched: Int32Array,
): number {
  let nTouched = 0;
  for (let entry = byItem.offsets[item] as number, end = byItem.offsets[item + 1] as number; entry < end; entry++) {
    const user = byItem.columns[entry] as number;
    const weight = byItem.values[entry] as number;
    if (weight === 0) continue;
    for (let at = byUser.offsets[user] as number, stop = byUser.offsets[user + 1] as number; at < stop; at++) {
      const other = byUser.columns[at] as number;
      const added = weight * (byUser.values[at] as number);
      if (added === 0) continue;
      if (product[other] === 0) touched[nTouched++] = other;
      product[other] = (product[other] as number) + added;
    }
  }
  return nTouched;
}

/** Collects rows of neighbours, each sorted by item so that it can be searched. */
class NeighbourRows {
  readonly #nItems: number;
  readonly #columns: Int32Array;
  readonly #values: Float64Array;
  readonly #offsets: Int32Array;
  #row = 0;
  #size = 0;

  constructor(nItems: number, capacity: number) {
    this.#nItems = nItems;
    this.#columns = new Int32Array(nItems * capacity);
    this.#values = new Float64Array(nItems * capacity);
    this.#offsets = new Int32Array(nItems + 1);
  }

  add(top: TopItems): void {
    const order = Array.from({ length: top.size }, (_, i) => i).sort(
      (a, b) => (top.items[a] as number) - (top.items[b] as number),
    );
    for (const i of order) {
      this.#columns[this.#size] = top.items[i] as number;
      this.#values[this.#size++] = top.scores[i] as number;
    }
    this.#offsets[++this.#row] = this.#size;
  }

  finish(): SparseRows {
    const nItems = this.#nItems;
    const columns = this.#columns.slice(0, this.#size);
    return {
      nRows: nItems,
      nColumns: nItems,
      offsets: this.#offsets,
      columns,
      values: this.#values.slice(0, this.#size),
    };
  }
}

/** The matrix whose columns are compared. */
function weigh(userItems: SparseRows, options: NeighbourOptions): SparseRows {
  switch (options.similarity) {
    case 'cosine':
      return userItems;
    case 'jaccard':
    case 'lift':
      return withValues(userItems, () => 1);
    case 'tf-idf': {
      const rarity = userRarity(userItems);
      return withValues(
        userItems,
        (entry, user) => Math.sqrt(userItems.values[entry] as number) * (rarity[user] as number),
      );
    }
    case 'bm25':
      return weighBm25(userItems, options);
  }
}

function withValues(rows: SparseRows, valueOf: (entry: number, row: number) => number): SparseRows {
  const values = new Float64Array(rows.columns.length);
  for (let row = 0; row < rows.nRows; row++) {
    for (let entry = rows.offsets[row] as number; entry < (rows.offsets[row + 1] as number); entry++)
      values[entry] = valueOf(entry, row);
  }
  return { ...rows, values };
}

/** The logarithm of how rare it is that a customer deals with an item: log nItems − log(1 + items of the customer), at least 0. */
function userRarity({ nRows, nColumns, offsets }: SparseRows): Float64Array {
  return Float64Array.from({ length: nRows }, (_, user) => {
    const nItems = (offsets[user + 1] as number) - (offsets[user] as number);
    return Math.max(0, Math.log(nColumns) - Math.log1p(nItems));
  });
}

/** BM25 with items as documents and customers as terms. */
function weighBm25(userItems: SparseRows, { bm25K1: k1, bm25B: b }: NeighbourOptions): SparseRows {
  const sums = new Float64Array(userItems.nColumns);
  userItems.columns.forEach(
    (item, entry) => (sums[item] = (sums[item] as number) + (userItems.values[entry] as number)),
  );
  const mean = sums.reduce((sum, value) => sum + value, 0) / Math.max(1, sums.length);
  const rarity = userRarity(userItems);
  return withValues(userItems, (entry, user) => {
    const value = userItems.values[entry] as number;
    const length = 1 - b + (b * (sums[userItems.columns[entry] as number] as number)) / mean;
    return value === 0 ? 0 : ((value * (k1 + 1)) / (k1 * length + value)) * (rarity[user] as number);
  });
}

/**
 * How a product of two columns becomes a likeness. The product over the mean squared entry stands for the number of customers that it
 * rests on, which is exact where entries are 0 or 1.
 */
function measureOf(
  byItem: SparseRows,
  nUsers: number,
  { similarity, shrink }: NeighbourOptions,
): (product: number, a: number, b: number) => number {
  const likeness = likenessOf(byItem, nUsers, similarity);
  if (shrink === 0) return likeness;
  const { values } = byItem;
  const shrinkage = (shrink * values.reduce((sum, value) => sum + value * value, 0)) / Math.max(1, values.length);
  return (product, a, b) => (likeness(product, a, b) * product) / (product + shrinkage);
}

function likenessOf(
  byItem: SparseRows,
  nUsers: number,
  similarity: Similarity,
): (product: number, a: number, b: number) => number {
  const n = Float64Array.from(
    { length: byItem.nRows },
    (_, item) => (byItem.offsets[item + 1] as number) - (byItem.offsets[item] as number),
  );
  switch (similarity) {
    case 'jaccard':
      return (both, a, b) => both / ((n[a] as number) + (n[b] as number) - both);
    case 'lift':
      return (both, a, b) => (both * nUsers) / ((n[a] as number) * (n[b] as number));
    case 'bm25':
      return (product) => product;
    case 'cosine':
    case 'tf-idf': {
      const norms = Float64Array.from({ length: byItem.nRows }, (_, item) => {
        const values = byItem.values.subarray(byItem.offsets[item], byItem.offsets[item + 1]);
        return Math.sqrt(values.reduce((sum, value) => sum + value * value, 0));
      });
      return (product, a, b) => product / ((norms[a] as number) * (norms[b] as number));
    }
  }
}
