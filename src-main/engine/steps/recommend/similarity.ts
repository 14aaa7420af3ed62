import { transpose, type SparseRows } from '../../table/sparse.ts';
import type { Context } from '../context.ts';
import type { ProductMeasure } from '../../kernels/product-rows.ts';
import { countsOfRows, withValues } from '../../maths/recommend/shared-rows.ts';
import { sparseProduct } from '../../maths/recommend/sparse-product.ts';

export const similarities = ['cosine', 'jaccard', 'tf-idf', 'bm25', 'lift', 'asymmetric'] as const;

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
  /** Which of the two items an asymmetric cosine is measured by: 1 the one that is owned, 0 the other, ½ both alike. */
  readonly asymmetry: number;
}

/**
 * The nearest neighbours of every item: row i holds the items most like i, with their likeness, never i itself.
 *
 * With x and y two columns of the weighted matrix, n and m their numbers of customers, and c those of both:
 * cosine and TF-IDF x·y / |x||y|, asymmetric x·y / |x|^2a·|y|^2(1 − a), Jaccard c / (n + m − c), lift c·N / n·m, BM25 x·y; each times c / (c + shrink). TF-IDF and BM25
 * weight entries as `implicit` 0.7 does (customers of few items tell more), except that a customer of nearly every item weighs 0, not
 * below.
 * One row of the item-by-item product at a time; memory is what is kept, O(nItems · nNeighbours).
 *
 * Departure from `implicit`: an item is not its own neighbour, and equal likenesses are ranked by item number.
 *
 * @param userItems (nUsers, nItems), values at least 0; not modified.
 * @param watch told the share that is done. @throws cancelled
 */
export function itemNeighbours(
  userItems: SparseRows,
  options: NeighbourOptions,
  tools: Pick<Context, 'pool' | 'signal'>,
  watch: (share: number) => void,
): Promise<SparseRows> {
  const right = weigh(userItems, options);
  const left = transpose(right);
  const measure = measureOf(left, userItems.nRows, options);
  const most = Math.max(1, Math.min(options.nNeighbours, userItems.nColumns - 1));
  return sparseProduct(
    { left, right, measure, shrink: shrinkageOf(left, options.shrink), withSelf: false, most },
    tools,
    watch,
  );
}

/** The matrix whose columns are compared. */
function weigh(userItems: SparseRows, options: NeighbourOptions): SparseRows {
  switch (options.similarity) {
    case 'cosine':
    case 'asymmetric':
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
 * What holds back a likeness. The product over the mean squared entry stands for the number of customers that it rests on, which is exact
 * where entries are 0 or 1.
 */
function shrinkageOf({ values }: SparseRows, shrink: number): number {
  if (shrink === 0) return 0;
  return (shrink * values.reduce((sum, value) => sum + value * value, 0)) / Math.max(1, values.length);
}

function measureOf(
  byItem: SparseRows,
  nUsers: number,
  { similarity, asymmetry }: Pick<NeighbourOptions, 'similarity' | 'asymmetry'>,
): ProductMeasure {
  switch (similarity) {
    case 'jaccard': {
      const counts = countsOfRows(byItem);
      return { kind: 'jaccard', rows: counts, columns: counts };
    }
    case 'lift': {
      const counts = countsOfRows(byItem);
      return { kind: 'scaled', factor: nUsers, rows: counts, columns: counts };
    }
    case 'bm25':
      return { kind: 'product' };
    case 'cosine':
    case 'tf-idf': {
      const norms = normsOf(byItem);
      return { kind: 'scaled', factor: 1, rows: norms, columns: norms };
    }
    case 'asymmetric': {
      const norms = normsOf(byItem);
      return {
        kind: 'scaled',
        factor: 1,
        rows: norms.map((norm) => norm ** (2 * asymmetry)),
        columns: norms.map((norm) => norm ** (2 - 2 * asymmetry)),
      };
    }
  }
}

const normsOf = (byItem: SparseRows): Float64Array =>
  Float64Array.from({ length: byItem.nRows }, (_, item) => {
    const values = byItem.values.subarray(byItem.offsets[item], byItem.offsets[item + 1]);
    return Math.sqrt(values.reduce((sum, value) => sum + value * value, 0));
  });
