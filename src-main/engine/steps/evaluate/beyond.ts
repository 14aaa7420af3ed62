import { transpose } from '../../table/sparse.ts';
import type { RankingTask } from './ranking-task.ts';
import type { TaskScores } from './score-chain.ts';

export const beyondMetrics = ['gini', 'entropy', 'novelty', 'popularity', 'popularity-lift', 'diversity'] as const;

/** A quality of ranked lists beside accuracy. */
export type BeyondMetric = (typeof beyondMetrics)[number];

/** Customers whose lists are compared pair by pair, evenly spaced. */
const MOST_LISTS = 500;

/** What the lists of one model are like, for each list length. @throws cancelled by `look` */
export class ListJudge {
  readonly #task: RankingTask;
  /** The share of the training customers who have each item. */
  readonly #share: Float64Array;
  readonly #buyers: ReturnType<typeof transpose>;
  readonly #historyShare: number;
  readonly #likeness = new Map<number, number>();

  constructor(task: RankingTask) {
    this.#task = task;
    this.#buyers = transpose(task.trainRows);
    const nCustomers = Math.max(1, task.trainRows.nRows);
    const { offsets } = this.#buyers;
    this.#share = Float64Array.from(task.catalogue, (_, item) => (offsets[item + 1]! - offsets[item]!) / nCustomers);
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
    const mean = (sum: number) => (shown.length > 0 ? sum / shown.length : NaN);
    return {
      gini: giniOf(counts),
      entropy: evenness(counts),
      novelty: mean(novelty),
      popularity: mean(popularity),
      'popularity-lift': mean(popularity) / this.#historyShare,
      diversity: this.#diversityAt(scores, k, look),
    };
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
        for (let b = a + 1; b < list.length; b++, pairs++) own += this.#cosine(list[a]!, list[b]!);
      if (pairs === 0) continue;
      sum += 1 - own / pairs;
      n++;
    }
    return n > 0 ? sum / n : NaN;
  }

  #cosine(a: number, b: number): number {
    const key = Math.min(a, b) * this.#task.catalogue.length + Math.max(a, b);
    const known = this.#likeness.get(key);
    if (known !== undefined) return known;
    const { offsets, columns } = this.#buyers;
    let [i, j, both] = [offsets[a]!, offsets[b]!, 0];
    const [endA, endB] = [offsets[a + 1]!, offsets[b + 1]!];
    const size = Math.sqrt((endA - i) * (endB - j));
    while (i < endA && j < endB) {
      const difference = columns[i]! - columns[j]!;
      if (difference === 0) both++;
      if (difference <= 0) i++;
      if (difference >= 0) j++;
    }
    const cosine = size > 0 ? both / size : 0;
    this.#likeness.set(key, cosine);
    return cosine;
  }
}

/** How unevenly items are shown: 0 where all are shown alike, near 1 where a few get everything; NaN where nothing is shown. */
function giniOf(counts: Float64Array): number {
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
