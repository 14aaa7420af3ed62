import { ClienteleError } from '../../../contract/errors.ts';
import type { Chain } from '../../../contract/step.ts';
import type { Beside, Context, FittedChain } from '../context.ts';
import { pickCustomers } from '../recommend/interactions.ts';
import type { RankedItems } from '../recommend/recommender.ts';
import { subContext } from '../sub-context.ts';
import { areaUnderCurve } from './auc.ts';
import { metricFunctions, type RankingMetric } from './ranking-metrics.ts';
import type { RankingTask } from './ranking-task.ts';

/** The part of the work that is fitting; the rest is ranking. */
const FITTING_SHARE = 0.7;

/** One quality at one list length. */
export interface Measure {
  readonly metric: RankingMetric;
  readonly k: number;
}

/** What scoring may do beyond lists. */
export interface ScoreOptions {
  /** Whether the area under the ROC curve is wanted, which asks the model once more. */
  readonly withArea?: boolean;
  readonly beside?: Beside;
}

/** What a model scored. */
export interface TaskScores {
  /** One row a customer, one column a measure, row-major. */
  readonly values: Float64Array;
  /** The share of the catalogue that is in the first k of some list, for each k that was asked for. */
  readonly coverage: Float64Array;
  /** The lists in the numbering of the catalogue, topK a customer; −1 where there is none. */
  readonly lists: Int32Array;
  readonly topK: number;
  /** The area under the ROC curve, where it was asked for. */
  readonly area?: number;
}

/**
 * Fits a chain on the training part of a task and measures its lists. What its steps would warn of is left out: it concerns a part
 * of the data, and would be said once for every chain and fold.
 */
export async function scoreChain(
  context: Context,
  chain: Chain,
  task: RankingTask,
  measures: readonly Measure[],
  ks: readonly number[],
  { withArea = false, beside = {} }: ScoreOptions = {},
): Promise<TaskScores> {
  const part = (from: number, to: number): Context => ({ ...subContext(context, from, to), warn: () => undefined });
  const fitted = await context.chains.fit(chain, task.train, part(0, FITTING_SHARE), beside);
  const scores = await scoreTask(fitted, task, measures, ks, part(FITTING_SHARE, 1));
  if (!withArea || !fitted.recommender) return scores;
  return { ...scores, area: await areaUnderCurve(part(1, 1), fitted.recommender, task, context.random.fork(7)) };
}

/**
 * Lets a fitted recommender rank the whole catalogue for every customer of a task and measures the lists. Items that the task does
 * not know keep their places and are no hits.
 */
export async function scoreTask(
  { recommender }: FittedChain,
  task: RankingTask,
  measures: readonly Measure[],
  ks: readonly number[],
  context: Context,
): Promise<TaskScores> {
  if (!recommender)
    throw new ClienteleError('bad-input', {
      detail: { en: 'the chain does not end with a recommender', zh: '该链的最后一步不是推荐方法' },
    });
  const topK = Math.max(...ks);
  context.signal.throwIfAborted();
  const { rows } = pickCustomers(await recommender.histories(task.known, context), task.users);
  context.signal.throwIfAborted();
  const ranked = await recommender.recommend(
    { histories: rows, topK, excludeSeen: task.maskBought, eligible: null },
    context,
  );
  context.signal.throwIfAborted();
  return scoreLists(ranked, recommender.items, task, measures, ks);
}

/**
 * Measures lists against what the customers of a task turned out to want.
 *
 * @param ranked one row a customer of the task, max(ks) items each. @param items the items that `ranked` numbers.
 */
export function scoreLists(
  ranked: RankedItems,
  items: readonly string[],
  task: RankingTask,
  measures: readonly Measure[],
  ks: readonly number[],
): TaskScores {
  const topK = Math.max(...ks);
  const codeOf = new Map(task.catalogue.map((item, code) => [item, code]));
  const codes = Int32Array.from(items, (item) => codeOf.get(item) ?? -1);
  const inCatalogue = { ...ranked, items: ranked.items.map((item) => (item < 0 ? -1 : (codes[item] as number))) };
  return {
    values: measureLists(inCatalogue, task, measures, topK),
    coverage: coverageAt(inCatalogue, ks, topK, task.catalogue.length),
    lists: inCatalogue.items,
    topK,
  };
}

function measureLists(
  ranked: RankedItems,
  { users, relevant, nRelevant }: RankingTask,
  measures: readonly Measure[],
  topK: number,
): Float64Array {
  const values = new Float64Array(users.length * measures.length);
  const hits = new Uint8Array(topK);
  users.forEach((_, user) => {
    const targets = new Set(relevant[user]);
    for (let i = 0; i < topK; i++) hits[i] = targets.has(ranked.items[user * topK + i] as number) ? 1 : 0;
    measures.forEach(({ metric, k }, j) => {
      values[user * measures.length + j] = metricFunctions[metric](hits, nRelevant[user] as number, k);
    });
  });
  return values;
}

function coverageAt(ranked: RankedItems, ks: readonly number[], topK: number, nItems: number): Float64Array {
  return Float64Array.from(ks, (k) => {
    const shown = new Set(ranked.items.filter((_, place) => place % topK < k));
    shown.delete(-1);
    return shown.size / nItems;
  });
}
