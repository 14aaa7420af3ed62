import { ndcgAt } from '../evaluate/ranking-metrics.ts';
import { onScale, spanOf, type MemberLists } from './hybrid-lists.ts';

/** The candidates of one customer: what each member says of each, on one scale. */
export interface Pool {
  readonly items: Int32Array;
  /** (items, members), row-major; 0 where the member does not propose the item. */
  readonly scores: Float64Array;
  readonly isRelevant: Uint8Array;
  readonly nRelevant: number;
}

/** The union of what members propose to each customer, items ascending. */
export function poolsOf({ lists, width }: MemberLists, relevant: readonly ReadonlySet<number>[]): Pool[] {
  const nMembers = lists.length;
  return relevant.map((wanted, user) => {
    const placeOf = new Map<number, number>();
    for (const { items } of lists)
      for (const item of items.subarray(user * width, (user + 1) * width)) if (item >= 0) placeOf.set(item, 0);
    const items = Int32Array.from(placeOf.keys()).sort();
    items.forEach((item, place) => placeOf.set(item, place));
    const scores = new Float64Array(items.length * nMembers);
    lists.forEach((list, member) => {
      const span = spanOf(list, user, width);
      for (let at = user * width; at < (user + 1) * width && list.items[at]! >= 0; at++)
        scores[placeOf.get(list.items[at]!)! * nMembers + member] = onScale(list.scores[at]!, span);
    });
    return {
      items,
      scores,
      isRelevant: Uint8Array.from(items, (item) => (wanted.has(item) ? 1 : 0)),
      nRelevant: wanted.size,
    };
  });
}

/** The mean NDCG at k of the candidates ordered by weighted scores; of equals the lower item first. */
export function blendedNdcg(pools: readonly Pool[], weights: Float64Array, k: number): number {
  let sum = 0;
  const hits = new Uint8Array(k);
  for (const { items, scores, isRelevant, nRelevant } of pools) {
    const top = new Float64Array(k).fill(-Infinity);
    hits.fill(0);
    for (let place = 0; place < items.length; place++) {
      let score = 0;
      for (let member = 0; member < weights.length; member++)
        score += weights[member]! * scores[place * weights.length + member]!;
      if (score <= top[k - 1]!) continue;
      let at = k - 1;
      for (; at > 0 && score > top[at - 1]!; at--) {
        top[at] = top[at - 1]!;
        hits[at] = hits[at - 1]!;
      }
      top[at] = score;
      hits[at] = isRelevant[place]!;
    }
    sum += ndcgAt(hits, nRelevant, k);
  }
  return pools.length > 0 ? sum / pools.length : NaN;
}

/** Tried for one member while the others stay. */
const STEPS = [0, 1 / 16, 1 / 8, 1 / 4, 1 / 2, 3 / 4, 1, 4 / 3, 2, 4, 8, 16];
const MOST_ROUNDS = 8;

/**
 * Weights with the highest NDCG at k that a search along one member's weight after another finds: from all alike and from the best member
 * alone, over a grid of ratios, until no member gains.
 *
 * @returns weights that sum to 1, at least as good as any member alone. @throws cancelled by `look`
 */
export function searchWeights(pools: readonly Pool[], nMembers: number, k: number, look: () => void): Float64Array {
  const alone = Array.from({ length: nMembers }, (_, member) => unit(nMembers, member));
  const values = alone.map((weights) => blendedNdcg(pools, weights, k));
  const first = values.indexOf(Math.max(...values));
  let best = { weights: alone[first]!, value: values[first]! };
  for (const start of [new Float64Array(nMembers).fill(1 / nMembers), alone[first]!]) {
    const found = climb(pools, start, k, look);
    if (found.value > best.value) best = found;
  }
  return best.weights;
}

const unit = (n: number, at: number): Float64Array => Float64Array.from({ length: n }, (_, i) => (i === at ? 1 : 0));

function climb(pools: readonly Pool[], start: Float64Array, k: number, look: () => void) {
  let best = { weights: start, value: blendedNdcg(pools, start, k) };
  for (let round = 0, gained = true; gained && round < MOST_ROUNDS; round++) {
    gained = false;
    for (let member = 0; member < start.length; member++) {
      const others = best.weights.reduce((sum, weight, i) => sum + (i === member ? 0 : weight), 0);
      if (others === 0) continue;
      for (const ratio of STEPS) {
        look();
        const weights = scaledTo1(best.weights.map((weight, i) => (i === member ? ratio * others : weight)));
        const value = blendedNdcg(pools, weights, k);
        if (value > best.value) [best, gained] = [{ weights, value }, true];
      }
    }
  }
  return best;
}

function scaledTo1(weights: Float64Array): Float64Array {
  const sum = weights.reduce((total, weight) => total + weight, 0);
  return weights.map((weight) => weight / sum);
}
