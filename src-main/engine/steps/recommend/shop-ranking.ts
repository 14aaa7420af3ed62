import type { Context } from '../context.ts';
import type { RankedItems, RecommendRequest } from './recommender.ts';

/** One ranking for everyone. */
export interface ShopRanking {
  /** Items with a score of zero or less are not shown. */
  readonly scores: Float64Array;
  /** Items by score, the highest first. */
  readonly order: Int32Array;
}

/** Items by score, the highest first; of equals the lower number. */
export function orderedByScore(scores: Float64Array): Int32Array {
  return Int32Array.from(scores.keys()).sort((a, b) => scores[b]! - scores[a]! || a - b);
}

/** Gives each user the first items of one ranking, less those that may not be shown. @throws cancelled */
export function walkDown(
  { order, scores }: ShopRanking,
  { histories, topK, excludeSeen, eligible }: RecommendRequest,
  { signal }: Pick<Context, 'signal'>,
): RankedItems {
  const ranked = {
    items: new Int32Array(histories.nRows * topK).fill(-1),
    scores: new Float64Array(histories.nRows * topK).fill(NaN),
  };
  const seenBy = new Int32Array(order.length).fill(-1);
  for (let user = 0; user < histories.nRows; user++) {
    if (user % 1024 === 0) signal.throwIfAborted();
    for (let entry = histories.offsets[user] as number; entry < (histories.offsets[user + 1] as number); entry++)
      seenBy[histories.columns[entry] as number] = user;
    const end = (user + 1) * topK;
    for (let at = 0, place = user * topK; at < order.length && place < end; at++) {
      const item = order[at] as number;
      if ((excludeSeen && seenBy[item] === user) || (eligible && !eligible[item]) || !((scores[item] as number) > 0))
        continue;
      ranked.items[place] = item;
      ranked.scores[place++] = scores[item] as number;
    }
  }
  return ranked;
}
