import { addWeightedPlain, factorPlain, solveFactoredPlain } from '../../kernels/solve-rows-plain.ts';
import { foldIn, type SolveOptions } from '../../maths/als.ts';
import { gramOf } from '../../maths/gram.ts';
import type { Context } from '../context.ts';
import { rankUsers } from './rank-users.ts';
import {
  keptOfLast,
  type Contribution,
  type RankedItems,
  type RecommendRequest,
  type UserHistory,
} from './recommender.ts';

/** Items as points among which a customer is placed by what they have; items near that place come first. */
export interface FactorModel extends SolveOptions {
  readonly width: number;
  /** (nItems, width), row-major. */
  readonly items: Float64Array;
  /** What an item has for everyone; null where there is no such part. */
  readonly biases: Float64Array | null;
  /** The items' Gram matrix and the ridge, (width, width). */
  readonly gram: Float64Array;
}

/** A model from items' factors. @throws cancelled */
export async function factorModel(
  found: Pick<FactorModel, 'width' | 'items' | 'biases'>,
  { regularisation, alpha }: SolveOptions,
  { pool }: Pick<Context, 'pool'>,
): Promise<FactorModel> {
  const gram = await gramOf({ width: found.width, values: found.items }, regularisation, pool);
  return { ...found, regularisation, alpha, gram };
}

/** Places each user by their history and ranks all items; nothing for a user without a history. @throws cancelled */
export async function recommendByFactors(
  context: Pick<Context, 'pool' | 'signal' | 'progress'>,
  model: FactorModel,
  request: RecommendRequest,
): Promise<RankedItems> {
  const { width, items, biases, gram } = model;
  const placed = await foldIn(request.histories, { width, values: items }, model, context, gram);
  const points = {
    width,
    items,
    nItems: width > 0 ? items.length / width : 0,
    usersOf: (first: number, n: number) => placed.values.subarray(first * width, (first + n) * width),
    offsets: biases,
    weights: null,
    // Without a part for everyone nothing speaks for an item whose score is not above zero.
    above: biases ? -Infinity : 0,
  };
  return rankUsers(context, points, request);
}

/**
 * The score of an item as a sum over the history: with a = gram + Σ weight·y·yᵀ it is Σ over the history of (1 + weight)·yᵀ·a⁻¹·item, and
 * the item's part for everyone. Hu, Koren & Volinsky (2008), section 5.
 */
export function explainByFactors(model: FactorModel, history: UserHistory, item: number): Contribution[] {
  const { width, items, biases, alpha } = model;
  const factorOf = (of: number) => items.subarray(of * width, (of + 1) * width);
  const towards = factorOf(item).slice();
  solveFactoredPlain(equationsOf(model, history), width, towards);
  const parts: { item: number | null; share: number }[] = Array.from(history.items, (owned, i) => {
    const own = factorOf(owned);
    let share = 0;
    for (let j = 0; j < width; j++) share += own[j]! * towards[j]!;
    return { item: owned, share: share * (1 + alpha * history.weights[i]!) };
  });
  if (biases) parts.push({ item: null, share: biases[item]! });
  return parts.filter(({ share }) => share !== 0).sort((a, b) => b.share - a.share || (a.item ?? -1) - (b.item ?? -1));
}

/** The equations of a history, factored. */
const equationsOf = keptOfLast((model: FactorModel, history) => {
  const { width, items, alpha } = model;
  const factored = model.gram.slice();
  const rows = Array.from(history.items, (owned) => items.subarray(owned * width, (owned + 1) * width));
  addWeightedPlain(
    rows,
    Float64Array.from(history.weights, (weight) => alpha * weight),
    factored,
    new Float64Array(width),
  );
  factorPlain(factored, width);
  return factored;
});
