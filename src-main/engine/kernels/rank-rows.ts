import { TopItems } from '../maths/top-items.ts';
import type { SparseRows } from '../table/sparse.ts';
import type { Kernels } from './instance.ts';
import { productScores } from './product-scores.ts';
import { STRIP, stripsOf } from './strips.ts';

/** Users and items by their factors, and where ranked lists go. */
export interface RankShared {
  /** (nUsers, width), row-major. */
  readonly users: Float64Array;
  readonly width: number;
  /** The items' factors as columns in strips, (nStrips, width, 4). */
  readonly items: Float64Array;
  readonly nItems: number;
  /** Added to each item's score; null for none. */
  readonly offsets: Float64Array | null;
  /** What users have; one without anything gets an empty list. */
  readonly histories: Pick<SparseRows, 'offsets' | 'columns' | 'values'>;
  /** What items of a history say for others beside their factors, (nItems, nItems). */
  readonly weights: SparseRows;
  readonly excludeSeen: boolean;
  /** 1 for items that may be shown; null for all. */
  readonly eligible: Uint8Array | null;
  /** Scores at or below this are not shown. */
  readonly above: number;
  readonly topK: number;
  /** Written, (nUsers, topK): −1 and NaN where there is no item. */
  readonly rankedItems: Int32Array;
  readonly rankedScores: Float64Array;
}

/** Users that are scored at a time, and what scores and a slice of the items may take of a thread's memory. */
const BATCH = 128;
const SLICE_BYTES = 16 * 2 ** 20;

/** Ranks all items for a block of users by the product of their factors and what their history says beside it. */
export function rankRows(start: number, end: number, shared: RankShared, kernels: Kernels | null): null {
  const { nItems, topK, histories, rankedItems, rankedScores } = shared;
  const width = stripsOf(nItems) * STRIP;
  const scores = new Float64Array(BATCH * width);
  const top = new TopItems(topK);
  for (let first = start; first < end; first += BATCH) {
    const n = Math.min(BATCH, end - first);
    score(first, n, shared, kernels, scores);
    for (let user = first; user < first + n; user++) {
      top.clear();
      const own = scores.subarray((user - first) * width, (user - first) * width + nItems);
      if (histories.offsets[user + 1]! > histories.offsets[user]!) offerAll(top, own, user, shared);
      top.writeTo({ items: rankedItems, scores: rankedScores }, user * topK);
    }
  }
  return null;
}

function offerAll(top: TopItems, own: Float64Array, user: number, shared: RankShared): void {
  const { histories, weights, excludeSeen, eligible, offsets, above } = shared;
  addWeights(own, user, histories, weights);
  if (offsets) for (let item = 0; item < own.length; item++) own[item]! += offsets[item]!;
  if (excludeSeen) {
    for (let at = histories.offsets[user]!; at < histories.offsets[user + 1]!; at++)
      own[histories.columns[at]!] = -Infinity;
  }
  for (let item = 0; item < own.length; item++)
    if (own[item]! > above && (!eligible || eligible[item])) top.offer(item, own[item]!);
}

function addWeights(own: Float64Array, user: number, histories: RankShared['histories'], weights: SparseRows): void {
  for (let entry = histories.offsets[user]!; entry < histories.offsets[user + 1]!; entry++) {
    const owned = histories.columns[entry]!;
    const weight = histories.values[entry]!;
    for (let at = weights.offsets[owned]!; at < weights.offsets[owned + 1]!; at++)
      own[weights.columns[at]!]! += weight * weights.values[at]!;
  }
}

/** Writes the products of n users with all items. */
function score(
  first: number,
  n: number,
  { users, width, items, nItems }: RankShared,
  kernels: Kernels | null,
  scores: Float64Array,
): void {
  const nStrips = stripsOf(nItems);
  const most = Math.max(1, Math.floor(SLICE_BYTES / (width * STRIP * 8)));
  const across = nStrips * STRIP;
  for (let from = 0; from < nStrips; from += most) {
    const some = Math.min(most, nStrips - from);
    const slice = items.subarray(from * width * STRIP, (from + some) * width * STRIP);
    const rows = users.subarray(first * width, (first + n) * width);
    const out = productScores(kernels, rows, n, width, slice, some);
    for (let row = 0; row < n; row++)
      scores.set(out.subarray(row * some * STRIP, (row + 1) * some * STRIP), row * across + from * STRIP);
  }
}
