import type { Context } from '../context.ts';
import { rankUsers } from './rank-users.ts';
import type { Contribution, Histories, RankedItems, RecommendRequest, UserHistory } from './recommender.ts';

/** Items as points, and customers as sums of what they have and what they are: an item's score is the product of the two. */
export interface SummedPoints {
  readonly width: number;
  /** (nItems, width): an item as it is scored. */
  readonly items: Float64Array;
  /** What an item has for everyone; null for nothing. */
  readonly offsets: Float64Array | null;
  /** (nItems, width): an item as a part of a history. */
  readonly owned: Float64Array;
  /** (customer features, width). */
  readonly traitPoints: Float64Array;
}

type Row = Pick<UserHistory, 'items' | 'traits'>;

const scaleOf = ({ items }: Row): number => 1 / Math.sqrt(Math.max(1, items.length));

/** A customer: the points of what they have over the root of its number, and what they are. */
export function personOf({ width, owned, traitPoints }: SummedPoints, history: Row): Float64Array {
  const point = new Float64Array(width);
  const scale = scaleOf(history);
  for (const item of history.items) for (let j = 0; j < width; j++) point[j]! += scale * owned[item * width + j]!;
  history.traits?.columns.forEach((column, entry) => {
    for (let j = 0; j < width; j++) point[j]! += history.traits!.values[entry]! * traitPoints[column * width + j]!;
  });
  return point;
}

/** Ranks all items for each user; nothing for one without a history and traits. @throws cancelled */
export async function recommendSummed(
  context: Context,
  model: SummedPoints,
  request: RecommendRequest,
): Promise<RankedItems> {
  const { width, items, offsets } = model;
  const usersOf = (first: number, n: number): Float64Array => {
    const points = new Float64Array(n * width);
    for (let row = 0; row < n; row++) points.set(personOf(model, rowOf(request.histories, first + row)), row * width);
    return points;
  };
  const nItems = items.length / width;
  return rankUsers(context, { width, items, nItems, usersOf, offsets, weights: null, above: -Infinity }, request);
}

function rowOf({ offsets, columns, traits }: Histories, row: number): Row {
  const items = columns.subarray(offsets[row], offsets[row + 1]);
  if (!traits) return { items };
  const [from, to] = [traits.offsets[row], traits.offsets[row + 1]];
  return { items, traits: { columns: traits.columns.subarray(from, to), values: traits.values.subarray(from, to) } };
}

/** What each item of a history adds to a score; what the customer is and what the item has for everyone are one part. */
export function explainSummed(model: SummedPoints, history: UserHistory, item: number): Contribution[] {
  const { width, items, offsets, owned } = model;
  const scale = scaleOf(history);
  const product = (points: Float64Array, at: number) => {
    let sum = 0;
    for (let j = 0; j < width; j++) sum += points[at * width + j]! * items[item * width + j]!;
    return sum;
  };
  const parts: Contribution[] = Array.from(history.items, (own) => ({ item: own, share: scale * product(owned, own) }));
  let rest = offsets?.[item] ?? 0;
  history.traits?.columns.forEach((column, entry) => {
    rest += history.traits!.values[entry]! * product(model.traitPoints, column);
  });
  return [...parts, { item: null, share: rest }]
    .filter(({ share }) => share !== 0)
    .sort((a, b) => b.share - a.share || (a.item ?? -1) - (b.item ?? -1));
}
