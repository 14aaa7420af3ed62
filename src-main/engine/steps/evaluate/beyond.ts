import { miscalibration, tastesOf } from '../../maths/recommend/greedy-list.ts';
import { mean } from '../../maths/statistics.ts';
import { CommonBuyers } from '../recommend/common-buyers.ts';
import type { ItemFacts } from '../recommend/item-facts.ts';
import type { RankingTask } from './ranking-task.ts';
import type { TaskScores } from './score-chain.ts';

export const beyondMetrics = [
  'gini',
  'entropy',
  'novelty',
  'popularity',
  'popularity-lift',
  'diversity',
  'serendipity',
  'miscalibration',
  'revenue',
  'margin',
] as const;

/** A quality of ranked lists beside accuracy. */
export type BeyondMetric = (typeof beyondMetrics)[number];

/** Customers whose lists are compared pair by pair, evenly spaced. */
const MOST_LISTS = 500;
const CUSTOMERS_A_LOOK = 256;

/** What the lists of one model are like, for each list length. @throws cancelled by `look` */
export class ListJudge {
  readonly #task: RankingTask;
  /** The share of the training customers who have each item. */
  readonly #share: Float64Array;
  readonly #buyers: CommonBuyers;
  readonly #historyShare: number;
  readonly #facts: ItemFacts | null;
  /** Items by how many customers have them. */
  readonly #best: readonly number[];

  /** @param facts what is known of the catalogue's items; null where it does not matter. */
  constructor(task: RankingTask, facts: ItemFacts | null = null) {
    this.#task = task;
    this.#facts = facts;
    this.#buyers = new CommonBuyers(task.trainRows);
    const nCustomers = Math.max(1, task.trainRows.nRows);
    this.#share = Float64Array.from(task.catalogue, (_, item) => this.#buyers.count(item) / nCustomers);
    this.#best = [...task.catalogue.keys()].sort((a, b) => this.#share[b]! - this.#share[a]! || a - b);
    const { columns } = task.trainRows;
    this.#historyShare = columns.reduce((sum, item) => sum + this.#share[item]!, 0) / Math.max(1, columns.length);
  }

  judge(scores: TaskScores, k: number, look: () => void): Record<BeyondMetric, number> {
    const shown = this.#shownAt(scores, k);
    const nItems = this.#task.catalogue.length;
    const counts = new Float64Array(nItems);
    let [novelty, popularity] = [0, 0];
    for (const item of shown) {
      counts[item]!++;
      popularity += this.#share[item]!;
      novelty -= Math.log2(this.#share[item]!);
    }
    const shareOf = (sum: number) => (shown.length > 0 ? sum / shown.length : NaN);
    return {
      gini: giniOf(counts),
      entropy: evenness(counts),
      novelty: shareOf(novelty),
      popularity: shareOf(popularity),
      'popularity-lift': shareOf(popularity) / this.#historyShare,
      diversity: this.#diversityAt(scores, k, look),
      ...this.#overCustomers(scores, k, look),
    };
  }

  /**
   * Means over customers: the share of k places that are right and would not be on a list of best-sellers (Ge et al., 2010,
   * doi:10.1145/1864708.1864761), how far the categories shown are from the customer's own (Steck, 2018), and what the right ones sell for
   * and earn.
   */
  #overCustomers({ lists, topK }: TaskScores, k: number, look: () => void) {
    const { users, relevant, knownItems, maskBought } = this.#task;
    const { category = null, categories = [], price = null, margin = null } = this.#facts ?? {};
    let [unexpected, revenue, earned] = [0, 0, 0];
    const misfits: number[] = [];
    for (let user = 0; user < users.length; user++) {
      if (user % CUSTOMERS_A_LOOK === 0) look();
      const list = lists.subarray(user * topK, user * topK + k).filter((item) => item >= 0);
      const wanted = new Set(relevant[user]);
      const expected = this.#bestSellers(maskBought ? new Set(knownItems[user]) : new Set(), k);
      for (const item of list) {
        if (!wanted.has(item)) continue;
        if (!expected.has(item)) unexpected++;
        revenue += orZero(price?.[item]);
        earned += orZero(margin?.[item]);
      }
      const tastes = category && tastesOf(knownItems[user] ?? [], category, categories.length);
      if (tastes && list.length > 0) misfits.push(miscalibration(tastes, list.map((item) => category[item]!))); // prettier-ignore
    }
    const n = users.length;
    return {
      serendipity: unexpected / (n * k),
      miscalibration: mean(misfits),
      revenue: price ? revenue / n : NaN,
      margin: margin ? earned / n : NaN,
    };
  }

  /** The k items that most customers have, less those that are left out. */
  #bestSellers(without: ReadonlySet<number>, k: number): Set<number> {
    const found = new Set<number>();
    for (const item of this.#best) {
      if (found.size === k) break;
      if (!without.has(item)) found.add(item);
    }
    return found;
  }

  #shownAt({ lists, topK }: TaskScores, k: number): Int32Array {
    return lists.filter((item, place) => item >= 0 && place % topK < k);
  }

  /** One less the mean cosine of the customers of two items of a list; NaN where no list has two. */
  #diversityAt({ lists, topK }: TaskScores, k: number, look: () => void): number {
    const nLists = this.#task.users.length;
    const step = Math.max(1, Math.ceil(nLists / MOST_LISTS));
    let [sum, n] = [0, 0];
    for (let user = 0; user < nLists; user += step) {
      look();
      const list = lists.subarray(user * topK, user * topK + k).filter((item) => item >= 0);
      let [own, pairs] = [0, 0];
      for (let a = 0; a < list.length; a++)
        for (let b = a + 1; b < list.length; b++, pairs++) own += this.#buyers.cosine(list[a]!, list[b]!);
      if (pairs === 0) continue;
      sum += 1 - own / pairs;
      n++;
    }
    return n > 0 ? sum / n : NaN;
  }
}

const orZero = (value: number | undefined): number => (value === undefined || Number.isNaN(value) ? 0 : value);

/** How unevenly items are shown: 0 where all are shown alike, near 1 where a few get everything; NaN where nothing is shown. */
export function giniOf(counts: Float64Array): number {
  const sorted = counts.toSorted();
  const n = sorted.length;
  let [total, weighted] = [0, 0];
  sorted.forEach((count, i) => {
    total += count;
    weighted += (2 * (i + 1) - n - 1) * count;
  });
  return total > 0 ? weighted / (n * total) : NaN;
}

/** Shannon's entropy of what is shown, over that of a catalogue shown evenly. */
function evenness(counts: Float64Array): number {
  const total = counts.reduce((sum, count) => sum + count, 0);
  if (total === 0) return NaN;
  if (counts.length === 1) return 1;
  let sum = 0;
  for (const count of counts) if (count > 0) sum -= (count / total) * Math.log2(count / total);
  return sum / Math.log2(counts.length);
}
