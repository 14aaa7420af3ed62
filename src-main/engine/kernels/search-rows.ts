import { leafStarts, splitsOf, type ForestShared } from './grow-trees.ts';
import { metRows, nearList, offer, squaredBetween, type Met, type NearList } from './near-lists.ts';

/** What a search for the known rows nearest to new ones reads and writes. */
export interface SearchShared {
  /** Trees of the known rows; none where every known row is looked at. */
  readonly forest: ForestShared;
  /** The nearest known rows of every known row, (nRows, k). */
  readonly lists: { readonly k: number; readonly rows: Int32Array };
  /** (nQueries, nFeatures). */
  readonly queries: Float64Array;
  readonly k: number;
  /** Written, (nQueries, k), nearest first. */
  readonly rows: Int32Array;
  readonly squared: Float64Array;
}

/** A search follows so many of the nearest found at least. */
const LEAST_FOLLOWED = 24;

/** Writes the nearest known rows of queries [start, end). */
export function searchRows(start: number, end: number, shared: SearchShared): null {
  const { forest, queries, k } = shared;
  const { nRows, nFeatures: d } = forest;
  const met = metRows(nRows);
  const starts = leafStarts(nRows, forest.depth);
  const list = nearList(Math.min(nRows, Math.max(k, LEAST_FOLLOWED)));
  for (let query = start; query < end; query++) {
    const point = queries.subarray(query * d, (query + 1) * d);
    met.begin();
    list.n = 0;
    if (forest.seeds.length === 0)
      for (let row = 0; row < nRows; row++) offer(list, row, squaredBetween(point, 0, forest.x, row * d, d), 0);
    else followLists(point, shared, starts, list, met);
    shared.rows.set(list.rows.subarray(0, k), query * k);
    shared.squared.set(list.squared.subarray(0, k), query * k);
  }
  return null;
}

/** Begins in the leaves that the point falls into, and looks around the nearest found until none is left. */
function followLists(
  point: Float64Array,
  { forest, lists }: SearchShared,
  starts: Int32Array,
  list: NearList,
  met: Met,
): void {
  const { x, nFeatures: d, nRows, seeds, orders } = forest;
  const test = (row: number): void => {
    if (met.first(row)) offer(list, row, squaredBetween(point, 0, x, row * d, d), 1);
  };
  for (let tree = 0; tree < seeds.length; tree++) {
    const leaf = leafOf(point, tree, forest);
    for (let i = starts[leaf]!; i < starts[leaf + 1]!; i++) test(orders[tree * nRows + i]!);
  }
  for (let at = 0; at < list.n;) {
    if (!list.fresh[at]) {
      at++;
      continue;
    }
    list.fresh[at] = 0;
    const near = list.rows[at]!;
    for (let i = near * lists.k; i < (near + 1) * lists.k; i++) test(lists.rows[i]!);
    // What was found may stand before.
    at = 0;
  }
}

function leafOf(point: Float64Array, tree: number, { nFeatures: d, depth, normals, cuts }: ForestShared): number {
  const nSplits = splitsOf(depth);
  let split = 0;
  for (let level = 0; level < depth; level++) {
    let along = 0;
    for (let j = 0, at = (tree * nSplits + split) * d; j < d; j++, at++) along += normals[at]! * point[j]!;
    split = 2 * split + (along < cuts[tree * nSplits + split]! ? 1 : 2);
  }
  return split - nSplits;
}
