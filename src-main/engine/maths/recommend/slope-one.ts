import type { CancelSignal } from '../../steps/context.ts';
import { transpose, type SparseRows } from '../../table/sparse.ts';
import { TopItems } from '../top-items.ts';
import type { Rated } from './rated.ts';

export const slopeOneSchemes = ['weighted', 'bi-polar'] as const;
export type SlopeOneScheme = (typeof slopeOneSchemes)[number];

export interface SlopeOneOptions {
  readonly scheme: SlopeOneScheme;
  /** Pairs of items that fewer rated both of are left out. */
  readonly minRaters: number;
  /** How many items each item says something of: those that most rated with it. */
  readonly nNeighbours: number;
}

/** How far items are rated from each other: row i says of each item how much higher it is rated than i. */
export interface Deviations {
  readonly means: SparseRows;
  /** How many rated both; as `means` lies. */
  readonly counts: Float64Array;
}

/** Rating differences: among all ratings, or apart among what raters like and what they do not. */
export interface SlopeOneFit {
  readonly scheme: SlopeOneScheme;
  readonly nItems: number;
  readonly sets: readonly Deviations[];
}

/**
 * Mean differences between the ratings of two items by the same people. O(Σ over users of their ratings squared).
 *
 * Lemire & Maclachlan (2005), Slope one predictors for online rating-based collaborative filtering, arXiv:cs/0702144: the weighted and the
 * bi-polar scheme. Departure from the paper: pairs that few rated can be left out, and an item keeps the pairs that most rated.
 *
 * @param ratings (nUsers, nItems), values above 0; not modified.
 * @param watch told the share that is done. @throws cancelled
 */
export function fitSlopeOne(
  ratings: SparseRows,
  options: SlopeOneOptions,
  signal: CancelSignal,
  watch: (share: number) => void,
): SlopeOneFit {
  const { scheme } = options;
  const parts = scheme === 'weighted' ? [ratings] : bySides(ratings);
  const sets = parts.map((part, at) =>
    deviationsOf(part, options, signal, (share) => {
      watch((at + share) / parts.length);
    }),
  );
  return { scheme, nItems: ratings.nColumns, sets };
}

/** What each user rated above their own mean, and the rest. */
function bySides(ratings: SparseRows): SparseRows[] {
  const { nRows, nColumns, offsets, columns, values } = ratings;
  const likes = new Uint8Array(values.length);
  for (let user = 0; user < nRows; user++)
    likes.set(liked(values.subarray(offsets[user], offsets[user + 1])), offsets[user]);
  return [1, 0].map((side) => {
    const fresh = new Int32Array(nRows + 1);
    for (let user = 0; user < nRows; user++) {
      fresh[user + 1] = fresh[user]!;
      for (let at = offsets[user]!; at < offsets[user + 1]!; at++) fresh[user + 1]! += likes[at] === side ? 1 : 0;
    }
    const isSide = (_: number, at: number) => likes[at] === side;
    return { nRows, nColumns, offsets: fresh, columns: columns.filter(isSide), values: values.filter(isSide) };
  });
}

/** 1 for ratings above the rater's mean. */
function liked(ratings: Float64Array): Uint8Array {
  const mean = ratings.reduce((sum, value) => sum + value, 0) / Math.max(1, ratings.length);
  return Uint8Array.from(ratings, (value) => (value > mean ? 1 : 0));
}

function deviationsOf(
  ratings: SparseRows,
  { minRaters, nNeighbours }: Omit<SlopeOneOptions, 'scheme'>,
  signal: CancelSignal,
  watch: (share: number) => void,
): Deviations {
  const { nColumns: nItems, offsets, columns, values } = ratings;
  const byItem = transpose(ratings);
  const [sums, counts, touched] = [new Float64Array(nItems), new Int32Array(nItems), new Int32Array(nItems)];
  const top = new TopItems(nNeighbours);
  const rowOffsets = new Int32Array(nItems + 1);
  const kept: { items: Int32Array; means: Float64Array; counts: Float64Array }[] = [];
  for (let item = 0; item < nItems; item++) {
    signal.throwIfAborted();
    watch(item / nItems);
    let nTouched = 0;
    for (let entry = byItem.offsets[item]!; entry < byItem.offsets[item + 1]!; entry++) {
      const [user, own] = [byItem.columns[entry]!, byItem.values[entry]!];
      for (let at = offsets[user]!; at < offsets[user + 1]!; at++) {
        const other = columns[at]!;
        if (counts[other]!++ === 0) touched[nTouched++] = other;
        sums[other]! += values[at]! - own;
      }
    }
    top.clear();
    for (const other of touched.subarray(0, nTouched))
      if (other !== item && counts[other]! >= minRaters) top.offer(other, counts[other]!);
    const items = top.items.slice(0, top.size).sort();
    kept.push({
      items,
      means: Float64Array.from(items, (other) => sums[other]! / counts[other]!),
      counts: Float64Array.from(items, (other) => counts[other]!),
    });
    for (const other of touched.subarray(0, nTouched)) sums[other] = counts[other] = 0;
    rowOffsets[item + 1] = rowOffsets[item]! + items.length;
  }
  const size = rowOffsets[nItems]!;
  const means = { columns: new Int32Array(size), values: new Float64Array(size) };
  const all = new Float64Array(size);
  kept.forEach((row, item) => {
    means.columns.set(row.items, rowOffsets[item]);
    means.values.set(row.means, rowOffsets[item]);
    all.set(row.counts, rowOffsets[item]);
  });
  return { means: { nRows: nItems, nColumns: nItems, offsets: rowOffsets, ...means }, counts: all };
}

/** The deviations that a rating of a history speaks by: all, or those of what is liked or disliked. */
function sidesOf({ scheme }: SlopeOneFit, ratings: Float64Array): Uint8Array {
  return scheme === 'weighted' ? new Uint8Array(ratings.length) : liked(ratings).map((like) => 1 - like);
}

/**
 * Expected ratings of all items for what someone rated: Σ c·(rating + deviation) / Σ c over what they rated, c how many rated both.
 *
 * @param expected written, one an item; NaN where nothing is known. @param weights written, the Σ c of each item.
 */
export function expectRatings(
  fit: SlopeOneFit,
  { items, ratings }: Rated,
  expected: Float64Array,
  weights: Float64Array,
): void {
  expected.fill(0);
  weights.fill(0);
  const sides = sidesOf(fit, ratings);
  items.forEach((item, i) => {
    const { means, counts } = fit.sets[sides[i]!]!;
    for (let at = means.offsets[item]!; at < means.offsets[item + 1]!; at++) {
      const other = means.columns[at]!;
      expected[other]! += counts[at]! * (ratings[i]! + means.values[at]!);
      weights[other]! += counts[at]!;
    }
  });
  for (let item = 0; item < expected.length; item++) expected[item]! /= weights[item]!;
}

/** What each rating adds to the expected rating of an item; the parts sum to it. */
export function slopeOneParts(fit: SlopeOneFit, { items, ratings }: Rated, item: number): Float64Array {
  const sides = sidesOf(fit, ratings);
  let total = 0;
  const parts = Float64Array.from(items, (owned, i) => {
    const { means, counts } = fit.sets[sides[i]!]!;
    const at = means.columns.subarray(0, means.offsets[owned + 1]).indexOf(item, means.offsets[owned]);
    if (at < 0) return 0;
    total += counts[at]!;
    return counts[at]! * (ratings[i]! + means.values[at]!);
  });
  return parts.map((part) => (total > 0 ? part / total : 0));
}
