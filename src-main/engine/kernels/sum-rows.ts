import { TopItems } from '../maths/top-items.ts';
import type { SparseRows } from '../table/sparse.ts';

/** What items say for others, and where ranked lists go. */
export interface SumShared {
  /** The user that counts as the first. */
  readonly first: number;
  /** (nItems, nItems): row i holds what item i says for others. */
  readonly weights: SparseRows;
  readonly histories: Pick<SparseRows, 'offsets' | 'columns' | 'values'>;
  readonly excludeSeen: boolean;
  /** 1 for items that may be shown; null for all. */
  readonly eligible: Uint8Array | null;
  readonly topK: number;
  /** Written, (nUsers, topK): −1 and NaN where there is no item. */
  readonly rankedItems: Int32Array;
  readonly rankedScores: Float64Array;
}

/** Ranks what the histories of users [first + start, first + end) speak for: the sum of the weights of what they hold, times its own. */
export function sumRows(start: number, end: number, shared: SumShared): null {
  const { first, weights, histories, excludeSeen, eligible, topK } = shared;
  const { nRows: nItems, offsets, columns, values } = weights;
  const ranked = { items: shared.rankedItems, scores: shared.rankedScores };
  const scores = new Float64Array(nItems);
  const touched = new Int32Array(nItems);
  const top = new TopItems(topK);
  for (let user = first + start; user < first + end; user++) {
    let nTouched = 0;
    const [from, to] = [histories.offsets[user]!, histories.offsets[user + 1]!];
    for (let entry = from; entry < to; entry++) {
      const weight = histories.values[entry]!;
      const owned = histories.columns[entry]!;
      for (let at = offsets[owned]!, stop = offsets[owned + 1]!; at < stop; at++) {
        const added = weight * values[at]!;
        if (added === 0) continue;
        const item = columns[at]!;
        if (scores[item] === 0) touched[nTouched++] = item;
        scores[item]! += added;
      }
    }
    if (excludeSeen) for (let entry = from; entry < to; entry++) scores[histories.columns[entry]!] = 0;
    top.clear();
    for (let t = 0; t < nTouched; t++) {
      const item = touched[t]!;
      const score = scores[item]!;
      scores[item] = 0;
      if (score > 0 && (!eligible || eligible[item])) top.offer(item, score);
    }
    top.writeTo(ranked, user * topK);
  }
  return null;
}
