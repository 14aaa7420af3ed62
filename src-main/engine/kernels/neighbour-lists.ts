import { UserComparer, type UserBook } from '../maths/recommend/user-neighbours.ts';
import { TopItems } from '../maths/top-items.ts';
import type { SparseRows } from '../table/sparse.ts';

/** Users of training, histories, and where ranked lists go. */
export interface NeighbourListsShared {
  /** The history that counts as the first. */
  readonly first: number;
  readonly book: UserBook;
  readonly histories: Pick<SparseRows, 'offsets' | 'columns' | 'values'>;
  readonly excludeSeen: boolean;
  readonly eligible: Uint8Array | null;
  readonly topK: number;
  /** Written, (nHistories, topK): −1 and NaN where there is no item. */
  readonly rankedItems: Int32Array;
  readonly rankedScores: Float64Array;
}

/** Ranks for histories [first + start, first + end) what the users most like each have: the sum of their likeness times what it is to them. */
export function neighbourLists(start: number, end: number, shared: NeighbourListsShared): null {
  const { first, book, histories, excludeSeen, eligible, topK } = shared;
  const { nColumns, offsets, columns, values } = book.byUser;
  const comparer = new UserComparer(book);
  const scores = new Float64Array(nColumns);
  const touched = new Int32Array(nColumns);
  const top = new TopItems(topK);
  for (let row = first + start; row < first + end; row++) {
    const [from, to] = [histories.offsets[row]!, histories.offsets[row + 1]!];
    const own = { items: histories.columns.subarray(from, to), weights: histories.values.subarray(from, to) };
    const { users, likeness } = comparer.neighboursOf(own);
    let nTouched = 0;
    users.forEach((user, n) => {
      for (let at = offsets[user]!; at < offsets[user + 1]!; at++) {
        const added = likeness[n]! * values[at]!;
        const item = columns[at]!;
        if (added > 0 && scores[item] === 0) touched[nTouched++] = item;
        scores[item]! += added;
      }
    });
    if (excludeSeen) for (const item of own.items) scores[item] = 0;
    top.clear();
    for (let t = 0; t < nTouched; t++) {
      const item = touched[t]!;
      if (scores[item]! > 0 && (!eligible || eligible[item])) top.offer(item, scores[item]!);
      scores[item] = 0;
    }
    top.writeTo({ items: shared.rankedItems, scores: shared.rankedScores }, row * topK);
  }
  return null;
}
