import { decodeBundle, encodeBundle } from '../../../contract/bundle.ts';
import { ClienteleError } from '../../../contract/errors.ts';
import type { Chain } from '../../../contract/step.ts';
import type { Table } from '../../table/table.ts';
import type { Context, FittedChain } from '../context.ts';
import { betterSign, judge, metricsOf, type PredictionMetric } from '../evaluate/predict-metrics.ts';
import { fitFold, type PredictTask } from '../evaluate/predict-score.ts';
import { askMember } from '../predict/members.ts';
import { subContext } from '../sub-context.ts';
import type { SubsetJudge, SubsetWorth } from './subset-search.ts';

/** Sets that were fitted are kept each time so many more were, so that a search goes on where it was stopped. */
const KEEP_EVERY = 20;

const JUDGED = { threshold: 0.5, quantile: 0.5 };

/**
 * Judges sets of features by a chain that ends with a predictor: fitted on a fold's training rows, with those columns and the target alone, and
 * asked of the rows held out. Importance is the size of coefficients where the model has them for the features themselves, else what shuffling
 * the column costs on the rows that it learned from.
 *
 * @param names the features. @param withImportance whether importance is measured, for sets whose features ascend. @param watch told how many sets were fitted.
 */
export async function chainJudge(
  context: Context,
  chain: Chain,
  task: PredictTask,
  names: readonly string[],
  metric: PredictionMetric,
  withImportance: boolean,
  watch: (nFitted: number) => void,
): Promise<SubsetJudge> {
  const stored = await context.checkpoint.load();
  const known = new Map(stored ? (decodeBundle(stored) as [string, SubsetWorth][]) : []);
  const quality = qualityBy(task, metric);
  return {
    nFolds: task.folds.length,
    async fit(features, fold) {
      context.signal.throwIfAborted();
      const key = `${fold ?? 'all'}:${[...features].sort((a, b) => a - b).join()}`;
      const before = known.get(key);
      if (before) return before;
      const worth = await fitSubset(context, chain, task, features.map((j) => names[j]!), fold, quality, withImportance); // prettier-ignore
      known.set(key, worth);
      watch(known.size);
      if (known.size % KEEP_EVERY === 0) await context.checkpoint.save(encodeBundle([...known]));
      return worth;
    },
  };
}

/** How well predictions of rows, by their places in the whole table, fit what happened; higher is better. */
type Quality = (rows: Int32Array, found: Float64Array) => number;

async function fitSubset(
  context: Context,
  chain: Chain,
  task: PredictTask,
  names: readonly string[],
  fold: number | null,
  quality: Quality,
  withImportance: boolean,
): Promise<SubsetWorth> {
  const { table, target, folds } = task;
  const own = table.select([...names, target.column]);
  const held = fold === null ? null : folds[fold]!;
  const random = context.random.fork(fold === null ? 0 : fold + 1);
  const quiet: Context = { ...subContext(context, 0, 1, random), progress: () => undefined, warn: () => undefined };
  const all = Int32Array.from({ length: table.nRows }, (_, row) => row);
  const rows = held ? held.train : all;
  const fitted = await fitFold(quiet, chain, { table: own, target }, rows);
  if (!fitted) throw wrongKind(target.column);
  const importance = withImportance
    ? await importanceOf(fitted, own, rows, names, task, quiet, quality)
    : new Float64Array(0);
  if (!held) return { quality: NaN, importance };
  return { quality: quality(held.test, await askMember(quiet, fitted, own.take(held.test), target)), importance };
}

/** What a model of the other kind says of this target is that it cannot be predicted. */
const wrongKind = (column: string): ClienteleError =>
  new ClienteleError('target-unusable', {
    column,
    detail: { en: 'the model predicts another kind of target', zh: '该模型预测的是另一类目标' },
  });

function qualityBy({ actual, target }: PredictTask, metric: PredictionMetric): Quality {
  const sign = betterSign(metric);
  const place = metricsOf(target).indexOf(metric);
  return (rows, found) => {
    const own =
      actual instanceof Int32Array
        ? Int32Array.from(rows, (row) => actual[row]!)
        : Float64Array.from(rows, (row) => actual[row]!);
    return sign * judge({ target, actual: own, found }, JUDGED)[place]!;
  };
}

/** By coefficients where these are of the features themselves, else by shuffling one column at a time. */
async function importanceOf(
  fitted: FittedChain,
  table: Table,
  rows: Int32Array,
  names: readonly string[],
  { target }: PredictTask,
  context: Context,
  quality: Quality,
): Promise<Float64Array> {
  const { encoding, coefficients } = fitted.predictor!;
  const placeOf = encoding.columns.map(({ feature }) => names.indexOf(encoding.features[feature]!.column));
  const importance = new Float64Array(names.length);
  if (coefficients && !placeOf.includes(-1)) {
    coefficients.values.forEach((value, at) => {
      importance[placeOf[at % placeOf.length]!]! += value * value;
    });
    return importance;
  }
  const train = table.take(rows);
  const whole = quality(rows, await askMember(context, fitted, train, target));
  for (const [j, name] of names.entries()) {
    context.signal.throwIfAborted();
    const order = context.random.fork(j).permutation(train.nRows);
    const shuffled = train.with([train.select([name]).take(order).column(name)]);
    importance[j] = Math.max(0, whole - quality(rows, await askMember(context, fitted, shuffled, target)));
  }
  return importance;
}
