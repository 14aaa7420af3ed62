import { shareRows } from '../../maths/recommend/shared-rows.ts';
import { sparseTimes } from '../../maths/product.ts';
import type { RightVectors } from '../../maths/recommend/sparse-svd.ts';
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
  /** What each direction counts beside that, where points are multiplied by nothing; absent for nothing. */
  readonly gains?: Float64Array;
}

/** Scores at or below this are rounding. */
const NOTHING = 1e-10;

/** Ranks all items for each history; nothing for an empty one. @throws cancelled */
export async function recommendPlaced(
  context: Pick<Context, 'pool' | 'signal' | 'progress'>,
  model: PlacedItems,
  request: RecommendRequest,
): Promise<RankedItems> {
  const { weights, smooth, from, gains } = model;
  const { width, vectors } = smooth;
  const own = shareRows(request.histories);
  const owned = { ...own, values: own.values.map((value, entry) => value * from[own.columns[entry]!]!) };
  const scaled = await sparseTimes(owned, vectors, width, context);
  const plain = gains && (await sparseTimes(own, vectors, width, context));
  const across = gains ? 2 * width : width;
  const points = {
    width: across,
    items: placesOf(model),
    nItems: from.length,
    usersOf(first: number, n: number) {
      if (!gains || !plain) return scaled.subarray(first * width, (first + n) * width);
      const users = new Float64Array(new SharedArrayBuffer(n * across * 8));
      for (let user = 0, at = first * width; user < n; user++)
        for (let j = 0, to = user * across; j < width; j++, at++, to++) {
          users[to] = scaled[at]!;
          users[to + width] = gains[j]! * plain[at]!;
        }
      return users;
    },
    offsets: null,
    weights,
    above: NOTHING,
  };
  return rankUsers(context, points, { ...request, histories: { ...request.histories, ...own } });
}

/** The items' points of a model that was asked before, since previews ask for one customer after another. */
const lastPlaces = new WeakMap<PlacedItems, Float64Array>();

/** Where items are scored: their points times what they are multiplied by, and beside that, where directions have gains, as they are. */
function placesOf(model: PlacedItems): Float64Array {
  const known = lastPlaces.get(model);
  if (known) return known;
  const { smooth, to, gains } = model;
  const { width, vectors } = smooth;
  const across = gains ? 2 * width : width;
  const places = new Float64Array(to.length * across);
  for (let item = 0, at = 0; item < to.length; item++)
    for (let j = 0, place = item * across; j < width; j++, at++, place++) {
      places[place] = vectors[at]! * to[item]!;
      if (gains) places[place + width] = vectors[at]!;
    }
  lastPlaces.set(model, places);
  return places;
}

/** What each item of a history adds to the score of an item, the largest first. */
export function explainPlaced(model: PlacedItems, history: UserHistory, item: number): Contribution[] {
  const { weights, smooth, from, to, gains } = model;
  const { width, vectors } = smooth;
  const parts = Array.from(history.items, (owned, i) => {
    const scale = from[owned]! * to[item]!;
    let share = weights ? valueAt(weights, owned, item) : 0;
    for (let j = 0; j < width; j++)
      share += vectors[owned * width + j]! * vectors[item * width + j]! * (gains ? scale + gains[j]! : scale);
    return { item: owned, share: share * history.weights[i]! };
  });
  return parts.filter(({ share }) => share !== 0).sort((a, b) => b.share - a.share || a.item - b.item);
}
