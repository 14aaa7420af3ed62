import type { Itemset } from './fp-growth.ts';

/** Who has all of some items often has another one too. */
export interface Rule {
  readonly items: readonly number[];
  readonly then: number;
  /** Baskets that hold the items and the other one. */
  readonly count: number;
  /** The share of baskets with the items that hold the other too. */
  readonly confidence: number;
  /** The confidence over the share of all baskets that hold the other. */
  readonly lift: number;
  /** The share of all baskets that hold both, less what chance alone would give. */
  readonly leverage: number;
}

/**
 * Every rule with one item on its right side that frequent sets hold.
 *
 * Agrawal, Imieliński & Swami (1993), doi:10.1145/170035.170072. @param itemsets with all their subsets.
 * @returns by lift, then confidence, then count, each falling; of equals in the order of the sets.
 */
export function rulesOf(
  itemsets: readonly Itemset[],
  nBaskets: number,
  minConfidence: number,
  minLift: number,
): Rule[] {
  const counts = new Map(itemsets.map(({ items, count }) => [items.join(), count]));
  const rules = itemsets.flatMap(({ items, count }) =>
    items.length < 2
      ? []
      : items.map((then): Rule => {
          const left = items.filter((item) => item !== then);
          const [nLeft, nThen] = [counts.get(left.join())!, counts.get(String(then))!];
          const confidence = count / nLeft;
          const lift = (count * nBaskets) / (nLeft * nThen);
          const leverage = count / nBaskets - (nLeft / nBaskets) * (nThen / nBaskets);
          return { items: left, then, count, confidence, lift, leverage };
        }),
  );
  return rules
    .filter(({ confidence, lift }) => confidence >= minConfidence && lift >= minLift)
    .sort((a, b) => b.lift - a.lift || b.confidence - a.confidence || b.count - a.count);
}
