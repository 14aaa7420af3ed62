import { ndcgAt, recallAt } from '../../src-main/engine/steps/evaluate/ranking-metrics.ts';
import type { Histories, RankedItems } from '../../src-main/engine/steps/recommend/recommender.ts';
import type { Pairs } from './gowalla-pairs.ts';

/** How long lists are. */
export const K = 20;

/** What each user has, items ascending. */
export function historiesOf({ nUsers, nItems, users, items }: Pairs): Histories {
  const own = Array.from({ length: nUsers }, (): number[] => []);
  users.forEach((user, at) => own[user]!.push(items[at]!));
  const offsets = new Int32Array(nUsers + 1);
  own.forEach((row, user) => (offsets[user + 1] = offsets[user]! + row.length));
  const n = items.length;
  const columns = Int32Array.from(own.flatMap((row) => row.sort((a, b) => a - b)));
  return {
    nRows: nUsers,
    nColumns: nItems,
    offsets,
    columns,
    values: new Float64Array(n).fill(1),
    occasions: new Int32Array(n).fill(1),
    first: new Float64Array(n).fill(NaN),
    last: new Float64Array(n).fill(NaN),
    asOf: NaN,
  };
}

/** Judges lists of {@link K} by what was held out: mean recall and NDCG of the users of whom something was, as two cells of a table. */
export function judgeBy(held: Pairs): (ranked: RankedItems) => string {
  const wanted = Array.from({ length: held.nUsers }, () => new Set<number>());
  held.users.forEach((user, at) => wanted[user]!.add(held.items[at]!));
  return (ranked) => {
    let [recall, ndcg, n] = [0, 0, 0];
    wanted.forEach((own, user) => {
      if (own.size === 0) return;
      const hits = Array.from(ranked.items.subarray(user * K, (user + 1) * K), (item) => (own.has(item) ? 1 : 0));
      recall += recallAt(hits, own.size, K);
      ndcg += ndcgAt(hits, own.size, K);
      n++;
    });
    return `${(recall / n).toFixed(4)} | ${(ndcg / n).toFixed(4)}`;
  };
}
