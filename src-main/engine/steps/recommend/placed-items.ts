import { shareRows } from '../../maths/recommend/shared-rows.ts';
import { sparseTimes, type RightVectors } from '../../maths/recommend/sparse-svd.ts';
import { valueAt, type SparseRows } from '../../table/sparse.ts';
import type { Context } from '../context.ts';
import { rankUsers } from './rank-users.ts';
import type { Contribution, RankedItems, RecommendRequest, UserHistory } from './recommender.ts';

/** Items as points: a history is the sum of its items' points, and an item is scored by its product with that, plus weights of its own. */
export interface PlacedItems {
  /** What an item says for others beside its point, (nItems, nItems); null for nothing. */
  readonly weights: SparseRows | null;
  readonly smooth: RightVectors;
  /** What an item's point is multiplied by in a history, and where it is scored. */
  readonly from: Float64Array;
  readonly to: Float64Array;
}

/** Scores at or below this are rounding. */
const NOTHING = 1e-10;

/** Ranks all items for each history; nothing for an empty one. @throws cancelled */
export async function recommendPlaced(
  context: Pick<Context, 'pool' | 'signal' | 'progress'>,
  { weights, smooth, from, to }: PlacedItems,
  request: RecommendRequest,
): Promise<RankedItems> {
  const { width, vectors } = smooth;
  const own = shareRows(request.histories);
  const owned = { ...own, values: own.values.map((value, entry) => value * from[own.columns[entry]!]!) };
  const users = await sparseTimes(owned, vectors, width, context);
  const points = {
    width,
    items: vectors.map((value, at) => value * to[Math.floor(at / width)]!),
    nItems: from.length,
    usersOf: (first: number, n: number) => users.subarray(first * width, (first + n) * width),
    offsets: null,
    weights,
    above: NOTHING,
  };
  return rankUsers(context, points, { ...request, histories: { ...request.histories, ...own } });
}

/** What each item of a history adds to the score of an item, the largest first. */
export function explainPlaced(model: PlacedItems, history: UserHistory, item: number): Contribution[] {
  const { weights, smooth, from, to } = model;
  const { width, vectors } = smooth;
  const parts = Array.from(history.items, (owned, i) => {
    let share = 0;
    for (let j = 0; j < width; j++) share += vectors[owned * width + j]! * vectors[item * width + j]!;
    share = share * from[owned]! * to[item]! + (weights ? valueAt(weights, owned, item) : 0);
    return { item: owned, share: share * history.weights[i]! };
  });
  return parts.filter(({ share }) => share !== 0).sort((a, b) => b.share - a.share || a.item - b.item);
}
