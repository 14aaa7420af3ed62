import { ClienteleError } from '../../../contract/errors.ts';
import type { Message } from '../../../contract/text.ts';
import { placeRater, ratedOnly, ratingParts, type Rated, type RatedFit } from '../../maths/recommend/rated.ts';
import type { SparseRows } from '../../table/sparse.ts';
import type { Context } from '../context.ts';
import { strongestParts } from './item-weights.ts';
import { rankUsers } from './rank-users.ts';
import {
  historyOf,
  type Contribution,
  type Histories,
  type RankedItems,
  type RecommendRequest,
  type UserHistory,
} from './recommender.ts';
import { orderedByScore, walkDown } from './shop-ranking.ts';
import { recommenderText } from './texts.ts';

/** The places that hold a rating. @throws no-usable-rows where there is none */
export function ratingsOf(rows: SparseRows): SparseRows {
  const ratings = ratedOnly(rows);
  if (ratings.values.length === 0)
    throw new ClienteleError('no-usable-rows', { detail: recommenderText.message('no-ratings').text });
  return ratings;
}

/** What someone rated: what is zero or below is no rating. */
export function ratedIn({ items, weights }: Pick<UserHistory, 'items' | 'weights'>): Rated {
  const isRated = (_: number, i: number) => weights[i]! > 0;
  return { items: items.filter(isRated), ratings: weights.filter((weight) => weight > 0) };
}

/** Ranks all items by the rating that biases and factors expect. @throws cancelled */
export async function recommendRated(
  context: Pick<Context, 'pool' | 'signal' | 'progress'>,
  fit: RatedFit,
  request: RecommendRequest,
): Promise<RankedItems> {
  const { histories } = request;
  const { width, mean, itemBiases } = fit;
  const offsets = itemBiases.map((bias) => mean + bias);
  const usersOf = (first: number, n: number): Float64Array => {
    const users = new Float64Array(n * width);
    for (let user = 0; user < n; user++)
      users.set(placeRater(fit, ratedIn(historyOf(histories, first + user))), user * width);
    return users;
  };
  const points = { width, items: fit.items, nItems: offsets.length, usersOf, offsets, weights: null, above: -Infinity };
  const ranked = await rankUsers(context, points, request);
  serveStrangers(ranked, offsets, request, context);
  return ranked;
}

/** Gives those who have no history what the shop rates best. */
export function serveStrangers(
  ranked: RankedItems,
  ofShop: Float64Array,
  request: RecommendRequest,
  context: Pick<Context, 'signal'>,
): void {
  const { histories, topK } = request;
  const strangers = strangersOf(histories);
  if (strangers.length === 0) return;
  const list = walkDown({ scores: ofShop, order: orderedByScore(ofShop) }, { ...request, histories: nobody(histories) }, context); // prettier-ignore
  for (const user of strangers) {
    ranked.items.set(list.items, user * topK);
    ranked.scores.set(list.scores, user * topK);
  }
}

const strangersOf = ({ nRows, offsets }: Histories): number[] =>
  Array.from({ length: nRows }, (_, user) => user).filter((user) => offsets[user] === offsets[user + 1]);

/** One user without a history. */
const nobody = (histories: Histories): Histories => ({ ...histories, nRows: 1, offsets: new Int32Array(2) });

/** The item's own mean, and what each rating of the history adds to it or takes off. */
export function explainRated(fit: RatedFit, history: UserHistory, item: number): Contribution[] {
  const own = ratedIn(history);
  const shares = ratingParts(fit, own, item);
  const parts: { item: number | null; share: number }[] = [];
  own.items.forEach((owned, i) => parts.push({ item: owned, share: shares[i]! }));
  parts.push({ item: null, share: fit.mean + fit.itemBiases[item]! });
  return parts.filter(({ share }) => share !== 0).sort((a, b) => b.share - a.share || (a.item ?? -1) - (b.item ?? -1));
}

/** The sentence of an expected rating by its parts. */
export function ratedReason(parts: readonly Contribution[], label: (item: number) => string): Message {
  if (!parts.some(({ item, share }) => item !== null && share > 0)) return recommenderText.message('rated-well');
  const { code, values } = strongestParts(parts, label);
  return recommenderText.message(`rated-${code}`, values);
}
