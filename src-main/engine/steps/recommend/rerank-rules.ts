import { sortedFinite } from '../../maths/statistics.ts';
import { evenQuantiles, shareBelow } from '../../maths/rank-scale.ts';
import { murmur3 } from '../../maths/murmur.ts';
import { greedyList, tastesOf } from '../../maths/recommend/greedy-list.ts';
import type { Random } from '../../maths/random.ts';
import type { CommonBuyers } from './common-buyers.ts';
import type { ItemFacts } from './item-facts.ts';

/** What a merchant wants of lists, beside that they please. */
export interface ListRules {
  readonly excludeItems: readonly string[];
  readonly inStock: boolean;
  readonly leastPrice: number | null;
  readonly mostPrice: number | null;
  /** Of the price, what cost leaves over at least. */
  readonly leastMargin: number | null;
  readonly mostAgeDays: number | null;
  readonly mostPerCategory: number;
  readonly diversity: number;
  readonly calibration: number;
  readonly freshness: number;
  /** Above 0 dearer items gain, below 0 cheaper ones. */
  readonly price: number;
  readonly margin: number;
  readonly explore: 'none' | 'epsilon' | 'thompson';
  readonly exploreShare: number;
}

/** Rules that ask for nothing: lists stay as the model ranks them. */
const NO_RULES: ListRules = {
  excludeItems: [],
  inStock: false,
  leastPrice: null,
  mostPrice: null,
  leastMargin: null,
  mostAgeDays: null,
  mostPerCategory: 0,
  diversity: 0,
  calibration: 0,
  freshness: 0,
  price: 0,
  margin: 0,
  explore: 'none',
  exploreShare: 0,
};

/** What each rule is made of. */
const PARTS = {
  never: ['excludeItems'],
  stock: ['inStock'],
  'price-range': ['leastPrice', 'mostPrice'],
  'least-margin': ['leastMargin'],
  'most-age': ['mostAgeDays'],
  cap: ['mostPerCategory'],
  diversity: ['diversity'],
  calibration: ['calibration'],
  freshness: ['freshness'],
  price: ['price'],
  margin: ['margin'],
  explore: ['explore', 'exploreShare'],
} as const satisfies Record<string, readonly (keyof ListRules)[]>;

/** A rule by name. */
export type RuleName = keyof typeof PARTS;

const ruleNames = Object.keys(PARTS) as RuleName[];

/** Rules that decide which items may be shown at all. */
const HARD: readonly RuleName[] = ['never', 'stock', 'price-range', 'least-margin', 'most-age'];

const asks = (rules: ListRules, name: RuleName): boolean => {
  if (name === 'explore') return rules.explore !== 'none' && rules.exploreShare > 0;
  if (name === 'never') return rules.excludeItems.length > 0;
  return PARTS[name].some((part) => rules[part] !== NO_RULES[part]);
};

/** The rules that ask for something, in a fixed order. */
export const activeRules = (rules: ListRules): RuleName[] => ruleNames.filter((name) => asks(rules, name));

/** Of some rules the named ones alone. */
export function onlyRules(rules: ListRules, names: readonly RuleName[]): ListRules {
  const parts = names.flatMap((name): (keyof ListRules)[] => [...PARTS[name]]);
  return { ...NO_RULES, ...Object.fromEntries(parts.map((part) => [part, rules[part]])) };
}

/** What a rule needs to know of items, where it needs anything. */
const NEEDS: Partial<Record<RuleName, keyof ItemFacts>> = {
  stock: 'stock',
  'price-range': 'price',
  'least-margin': 'margin',
  'most-age': 'since',
  cap: 'category',
  calibration: 'category',
  freshness: 'since',
  price: 'price',
  margin: 'margin',
};

/** Rules that ask for what no table says. */
export const unfoundedRules = (rules: ListRules, facts: ItemFacts): RuleName[] =>
  activeRules(rules).filter((name) => {
    const fact = NEEDS[name];
    return fact !== undefined && facts[fact] === null;
  });

const DAY_MS = 86_400_000;
const encoder = new TextEncoder();

/** One customer's candidates, the best first. */
export interface UserCandidates {
  readonly user: string;
  readonly history: Int32Array;
  readonly items: Int32Array;
  readonly scores: Float64Array;
}

/** Reorders lists by rules. */
export class ListMaker {
  readonly #facts: ItemFacts;
  readonly #buyers: CommonBuyers;
  readonly #items: readonly string[];
  readonly #halfLifeDays: number;
  readonly #random: Random;
  readonly #priceRank: Float64Array | null;
  readonly #marginRank: Float64Array | null;

  /**
   * @param items the numbering of facts and buyers. @param halfLifeDays after so many days an item is half as fresh.
   * @param random chance of exploring; each customer has a stream of their own, whoever else is asked.
   */
  constructor(
    facts: ItemFacts,
    buyers: CommonBuyers,
    items: readonly string[],
    { halfLifeDays, random }: { halfLifeDays: number; random: Random },
  ) {
    this.#facts = facts;
    this.#buyers = buyers;
    this.#items = items;
    this.#halfLifeDays = halfLifeDays;
    this.#random = random;
    this.#priceRank = facts.price && rankShares(facts.price);
    this.#marginRank = facts.margin && rankShares(facts.margin);
  }

  /** 1 for items that the rules let through; null where they let all through. What is not known of an item does not shut it out. */
  eligible(rules: ListRules): Uint8Array | null {
    if (!HARD.some((name) => asks(rules, name))) return null;
    const { price, margin, stock } = this.#facts;
    const never = new Set(rules.excludeItems);
    return Uint8Array.from(this.#items, (id, item) => {
      const share = margin && price ? margin[item]! / price[item]! : NaN;
      const isOut =
        never.has(id) ||
        (rules.inStock && stock !== null && stock[item]! <= 0) ||
        (rules.leastPrice !== null && price !== null && price[item]! < rules.leastPrice) ||
        (rules.mostPrice !== null && price !== null && price[item]! > rules.mostPrice) ||
        (rules.leastMargin !== null && share < rules.leastMargin) ||
        (rules.mostAgeDays !== null && this.ageDays(item) > rules.mostAgeDays);
      return isOut ? 0 : 1;
    });
  }

  /** Days from when an item was first sold to the newest interaction; NaN where unknown. */
  ageDays(item: number): number {
    const { since, asOf } = this.#facts;
    return since ? (asOf - since[item]!) / DAY_MS : NaN;
  }

  /** @returns positions among the candidates, at most topK. */
  order({ user, history, items, scores }: UserCandidates, rules: ListRules, topK: number): Int32Array {
    const { category, categories } = this.#facts;
    const bytes = encoder.encode(user);
    const random = this.#random.fork(murmur3(bytes, 0, bytes.length) >>> 0);
    const isThompson = rules.explore === 'thompson';
    const relevance = scaled(scores);
    if (isThompson && rules.exploreShare > 0)
      // A Gaussian posterior whose spread shrinks with what is known of an item: Agrawal & Goyal (2013), arXiv:1209.3353.
      items.forEach((item, at) => {
        relevance[at]! += (rules.exploreShare * random.normal()) / Math.sqrt(1 + this.#buyers.count(item));
      });
    return greedyList(
      { items, relevance, bonus: Float64Array.from(items, (item) => this.#bonus(item, rules)) },
      topK,
      {
        diversity: rules.diversity,
        calibration: category ? rules.calibration : 0,
        mostPerGroup: rules.mostPerCategory,
        epsilon: rules.explore === 'epsilon' ? rules.exploreShare : 0,
      },
      {
        likeness: (a, b) => this.#buyers.cosine(a, b),
        groups: category,
        tastes: category && rules.calibration > 0 ? tastesOf(history, category, categories.length) : null,
        random,
      },
    );
  }

  #bonus(item: number, { freshness, price, margin }: ListRules): number {
    const fresh = freshness === 0 ? 0 : freshness * 0.5 ** (this.ageDays(item) / this.#halfLifeDays) || 0;
    const dear = price === 0 ? 0 : price * middling(this.#priceRank?.[item]);
    const gainful = margin === 0 ? 0 : margin * middling(this.#marginRank?.[item]);
    return fresh + dear + gainful;
  }
}

/** An item of which nothing is known stands in the middle. */
const middling = (rank: number | undefined): number => (rank === undefined || Number.isNaN(rank) ? 0.5 : rank);

/** For each number the share of numbers below it; NaN for none. */
function rankShares(values: Float64Array): Float64Array {
  const points = evenQuantiles(sortedFinite(values));
  return values.map((value) => shareBelow(points, value));
}

/** Scores from 0, the last candidate's, to 1, the first's; all 1 where they are equal. */
function scaled(scores: Float64Array): Float64Array {
  const [first, last] = [scores[0] ?? 0, scores.at(-1) ?? 0];
  return first > last ? scores.map((score) => (score - last) / (first - last)) : scores.map(() => 1);
}
