import { writeList, type NearShared } from './leaf-rows.ts';
import { metRows, nearList, offer, squaredBetween } from './near-lists.ts';

/** What looking around lists of near rows reads and writes. */
export interface ExploreShared {
  readonly x: Float64Array;
  readonly nFeatures: number;
  readonly nRows: number;
  readonly lists: NearShared;
  /** Who has a row in their list, at most so many each, the nearest first: (nRows, width), −1 where there are fewer. */
  readonly reverse: { readonly width: number; readonly rows: Int32Array; readonly fresh: Uint8Array };
  /** Also what is not new: where longer lists are wanted than there were. */
  readonly everything: boolean;
  readonly out: NearShared;
}

/**
 * Writes for rows [start, end) the nearest among their lists and the lists of those near to them. Every row reads the lists as
 * they were, so that the order does not matter. @returns how many entries are new
 */
export function exploreRows(start: number, end: number, shared: ExploreShared): number {
  const { x, nFeatures: d, nRows, lists, reverse, everything, out } = shared;
  const { k } = lists;
  const met = metRows(nRows);
  const list = nearList(out.k);
  let found = 0;
  for (let row = start; row < end; row++) {
    met.begin();
    met.first(row);
    list.n = 0;
    for (let i = row * k; i < (row + 1) * k; i++) {
      if (lists.rows[i]! < 0) break;
      met.first(lists.rows[i]!);
      offer(list, lists.rows[i]!, lists.squared[i]!, 0);
    }
    const test = (other: number): void => {
      if (met.first(other) && offer(list, other, squaredBetween(x, row * d, x, other * d, d), 1) >= 0) found++;
    };
    const lookAround = (near: number, isFresh: boolean): void => {
      for (let i = near * k; i < (near + 1) * k; i++) {
        if (lists.rows[i]! < 0) break;
        if (isFresh || lists.fresh[i]) test(lists.rows[i]!);
      }
    };
    for (let i = row * k; i < (row + 1) * k; i++) {
      if (lists.rows[i]! < 0) break;
      lookAround(lists.rows[i]!, everything || lists.fresh[i] === 1);
    }
    for (let i = row * reverse.width; i < (row + 1) * reverse.width; i++) {
      const near = reverse.rows[i]!;
      if (near < 0) break;
      const isFresh = everything || reverse.fresh[i] === 1;
      if (isFresh) test(near);
      lookAround(near, isFresh);
    }
    writeList(list, row, out);
  }
  return found;
}
