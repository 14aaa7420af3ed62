import { TopItems } from '../maths/top-items.ts';
import type { SparseRows } from '../table/sparse.ts';
import type { Kernels } from './instance.ts';
import { productScores } from './product-scores.ts';
import { STRIP, stripsOf } from './strips.ts';

/** Items as points in an order in which those that can score most come first, cut into slices. */
export interface PlacedPoints {
  readonly width: number;
  readonly nItems: number;
  /** The item at each place. */
  readonly order: Int32Array;
  /** The items' points by place, as columns in strips, (nStrips, width, 4). */
  readonly strips: Float64Array;
  /** Added to the score of the item at each place; null for nothing. */
  readonly offsets: Float64Array | null;
  /** The longest point, and the most that is added, of all items from each slice on. */
  readonly reach: Float64Array;
  readonly lift: Float64Array;
}

/** Users and items by their points, and where ranked lists go. */
export interface RankPointsShared extends PlacedPoints {
  /** (nUsers, width), row-major. */
  readonly users: Float64Array;
  /** What users have; one without anything gets an empty list, unless something else is known of them. */
  readonly histories: Pick<SparseRows, 'offsets' | 'columns'>;
  /** Where what else is known of each user begins, (nUsers + 1); null where nothing is. */
  readonly traitOffsets: Int32Array | null;
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

/** Users that are scored at a time, and the strips of a slice: with their scores about what a processor keeps near. */
const BATCH = 128;
const SLICE_STRIPS = 64;
const SLICE_ITEMS = SLICE_STRIPS * STRIP;

/** How much more than its bound a score may be by rounding. */
const ROUNDING = 1e-9;

/**
 * Ranks all items for a block of users by the product of their points. A user is left out of further slices once no item there can
 * reach the list: a product is at most the product of the two lengths.
 *
 * Teflioudi, Gemulla & Mykytiuk (2015), LEMP: fast retrieval of large entries in a matrix product, doi:10.1145/2723372.2747647.
 */
export function rankPoints(start: number, end: number, shared: RankPointsShared, kernels: Kernels | null): null {
  const { topK, rankedItems, rankedScores } = shared;
  const tops = Array.from({ length: Math.min(BATCH, end - start) }, () => new TopItems(topK));
  for (let first = start; first < end; first += BATCH) {
    const n = Math.min(BATCH, end - first);
    for (let i = 0; i < n; i++) tops[i]!.clear();
    rankBatch(first, n, shared, kernels, tops);
    for (let i = 0; i < n; i++) tops[i]!.writeTo({ items: rankedItems, scores: rankedScores }, (first + i) * topK);
  }
  return null;
}

function rankBatch(
  first: number,
  n: number,
  shared: RankPointsShared,
  kernels: Kernels | null,
  tops: readonly TopItems[],
): void {
  const { users, width, histories, traitOffsets, strips, nItems, reach, lift, above } = shared;
  const rows = users.slice(first * width, (first + n) * width);
  const lengths = new Float64Array(n);
  let open: number[] = [];
  for (let i = 0; i < n; i++) {
    lengths[i] = lengthOf(rows, i * width, width);
    if (hasAny(histories.offsets, first + i) || (traitOffsets && hasAny(traitOffsets, first + i))) open.push(i);
  }
  for (let from = 0, slice = 0; from < nItems; from += SLICE_ITEMS, slice++) {
    const most = (i: number) => lengths[i]! * reach[slice]! * (1 + ROUNDING) + lift[slice]!;
    // Written so that a bound that is no number leaves nobody out.
    open = open.filter((i) => !(most(i) < leastOf(tops[i]!, above)));
    if (open.length === 0) return;
    open.forEach((i, to) => {
      rows.set(users.subarray((first + i) * width, (first + i + 1) * width), to * width);
    });
    const nHere = Math.min(SLICE_ITEMS, nItems - from);
    const nStrips = stripsOf(nHere);
    const own = strips.subarray(from * width, from * width + nStrips * width * STRIP);
    const scores = productScores(kernels, rows.subarray(0, open.length * width), open.length, width, own, nStrips);
    open.forEach((i, row) => {
      offerSlice(tops[i]!, first + i, scores, row * nStrips * STRIP, from, nHere, shared);
    });
  }
}

const hasAny = (offsets: Int32Array, user: number): boolean => offsets[user + 1]! > offsets[user]!;

/** What a score must reach to be kept. */
const leastOf = (top: TopItems, above: number): number =>
  top.size < top.scores.length ? above : Math.max(above, top.scores[top.size - 1]!);

function offerSlice(
  top: TopItems,
  user: number,
  scores: Float64Array,
  row: number,
  from: number,
  n: number,
  { order, offsets, histories, excludeSeen, eligible, above }: RankPointsShared,
): void {
  let least = leastOf(top, above);
  for (let c = 0; c < n; c++) {
    const score = offsets ? scores[row + c]! + offsets[from + c]! : scores[row + c]!;
    if (!(score >= least) || score <= above) continue;
    const item = order[from + c]!;
    if (eligible && !eligible[item]) continue;
    if (excludeSeen && holds(histories, user, item)) continue;
    top.offer(item, score);
    least = leastOf(top, above);
  }
}

function holds({ offsets, columns }: RankPointsShared['histories'], user: number, item: number): boolean {
  let [low, high] = [offsets[user]!, offsets[user + 1]! - 1];
  while (low <= high) {
    const middle = (low + high) >> 1;
    const found = columns[middle]!;
    if (found === item) return true;
    if (found < item) low = middle + 1;
    else high = middle - 1;
  }
  return false;
}

function lengthOf(rows: Float64Array, at: number, width: number): number {
  let sum = 0;
  for (let j = at; j < at + width; j++) sum += rows[j]! ** 2;
  return Math.sqrt(sum);
}

/** Lays items out so that {@link rankPoints} meets those that can score most first. @param items (nItems, width), row-major */
export function placePoints(
  items: Float64Array,
  nItems: number,
  width: number,
  offsets: Float64Array | null,
): PlacedPoints {
  const lengths = Float64Array.from({ length: nItems }, (_, item) => lengthOf(items, item * width, width));
  const worth = (item: number): number => lengths[item]! + (offsets ? offsets[item]! : 0);
  const order = shared(Int32Array, nItems);
  order.set(Int32Array.from(lengths.keys()).sort((a, b) => worth(b) - worth(a) || a - b));
  const strips = shared(Float64Array, stripsOf(nItems) * STRIP * width);
  for (let place = 0; place < nItems; place++) {
    const from = order[place]! * width;
    let to = (place >> 2) * width * STRIP + (place & 3);
    for (let j = 0; j < width; j++, to += STRIP) strips[to] = items[from + j]!;
  }
  const added = offsets && shared(Float64Array, nItems);
  if (offsets && added) for (let place = 0; place < nItems; place++) added[place] = offsets[order[place]!]!;
  const nSlices = Math.ceil(nItems / SLICE_ITEMS);
  const [reach, lift] = [new Float64Array(nSlices), new Float64Array(nSlices)];
  for (let slice = nSlices - 1; slice >= 0; slice--) {
    reach[slice] = reach[slice + 1] ?? 0;
    lift[slice] = lift[slice + 1] ?? (added ? -Infinity : 0);
    for (let place = slice * SLICE_ITEMS; place < Math.min(nItems, (slice + 1) * SLICE_ITEMS); place++) {
      reach[slice] = Math.max(reach[slice]!, lengths[order[place]!]!);
      if (added) lift[slice] = Math.max(lift[slice]!, added[place]!);
    }
  }
  return { width, nItems, order, strips, offsets: added, reach, lift };
}

function shared<T extends Int32Array | Float64Array>(
  type: { new (buffer: SharedArrayBuffer): T; readonly BYTES_PER_ELEMENT: number },
  n: number,
): T {
  return new type(new SharedArrayBuffer(n * type.BYTES_PER_ELEMENT));
}
