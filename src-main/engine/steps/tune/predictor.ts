import { z } from 'zod';
import type { Chain, MetricValue } from '../../../contract/step.ts';
import type { Context } from '../context.ts';
import { chainIn, chainOut, defineStep, figureOut, metricOut, tableIn, tableOut } from '../define.ts';
import { meanOfFolds, qualityRange } from '../evaluate/fold-quality.ts';
import { betterSign } from '../evaluate/predict-metrics.ts';
import type { PredictTask } from '../evaluate/predict-score.ts';
import { metricFor, planTask, taskParameters } from '../evaluate/predict-task.ts';
import { predictionMetricTexts } from '../evaluate/predict-text.ts';
import { TARGET_OUTPUTS } from '../predict/define-predictor.ts';
import { subContext } from '../sub-context.ts';
import { parameterImportance } from './importance.ts';
import { importanceFigure, parallelFigure, trialColumns } from './predictor-figures.ts';
import { tunePredictorText as text } from './predictor-text.ts';
import {
  attemptsOf,
  bestChain,
  keepTrials,
  orderOf,
  searchPredictor,
  triedBefore,
  tryOut,
  type PredictorSearch,
  type PredictorTrial,
} from './predictor-trials.ts';
import { planSearch, searchMethods } from './search-plan.ts';
import { readSearchSpace } from './search-space.ts';
import { rankingFigure, searchFigure, trialTable, type TrialBasis } from './trials.ts';

/** Search over the parameters of a chain that predicts, judged in folds; see `search-plan.ts` for how settings are chosen. */
const parameters = z.object({
  values: z
    .string()
    .max(10_000)
    .default('')
    .meta({ ...text.parameter('values') }),
  search: z
    .enum(searchMethods)
    .default('tpe')
    .meta({ ...text.parameter('search') }),
  nTrials: z
    .int()
    .min(1)
    .max(2000)
    .default(20)
    .meta({ ...text.parameter('nTrials') }),
  seconds: z
    .number()
    .min(1)
    .max(86_400)
    .default(120)
    .meta({ ...text.parameter('seconds') }),
  ...taskParameters,
  factor: z
    .int()
    .min(2)
    .max(10)
    .default(3)
    .meta({ ...text.parameter('factor') }),
  leastShare: z
    .number()
    .min(0.001)
    .max(1)
    .default(0.1)
    .meta({ ...text.parameter('leastShare') }),
  judgingFolds: z
    .int()
    .min(0)
    .max(20)
    .default(0)
    .meta({ ...text.parameter('judgingFolds') }),
});
type Parameters = z.output<typeof parameters>;

/** It predicts either kind of target, and gains from tuning. */
const DEFAULT_CHAIN: Chain = { steps: [{ step: 'predict.tree', parameters: {} }] };

/** The part of a run that computes the importance of parameters. */
const AFTER_SEARCH = 0.02;
/** The part of a judging fold that is its search; the winner is fitted in the rest. */
const SEARCHING_SHARE = 0.9;

export const tunePredictor = defineStep({
  id: 'tune.predictor',
  version: 1,
  text,
  references: [
    'https://www.jmlr.org/papers/v13/bergstra12a.html',
    'https://papers.nips.cc/paper/4443-algorithms-for-hyper-parameter-optimization',
    'arXiv:1206.2944',
    'arXiv:1603.06560',
    'https://proceedings.mlr.press/v32/hutter14.html',
  ],
  needs: {
    table: tableIn({ label: text.input('table'), prefersOutput: TARGET_OUTPUTS }),
    model: chainIn({ label: text.input('model'), task: 'predict', max: 1, default: [DEFAULT_CHAIN] }),
  },
  gives: {
    trials: tableOut({ label: text.output('trials'), name: 'predictor_trials', entity: 'none' }),
    best: chainOut({ label: text.output('best'), task: 'predict' }),
    search: figureOut({ label: text.output('search') }),
    ranking: figureOut({ label: text.output('ranking') }),
    parallel: figureOut({ label: text.output('parallel') }),
    importance: figureOut({ label: text.output('importance') }),
    quality: metricOut({ label: text.output('quality'), better: 'none' }),
    gain: metricOut({ label: text.output('gain'), better: 'none' }),
    honest: metricOut({ label: text.output('honest'), better: 'none' }),
  },
  parameters,
  memory: ({ nRows, bytes }, { nTrials }) => bytes * 3 + nRows * 120 + nTrials * 400,
  async run(context, { table, model }, p) {
    const task = planTask(context, table, p);
    const search = searchOf(context, model[0] ?? DEFAULT_CHAIN, task, p);
    const { axes, metric } = search;
    const shares = p.judgingFolds > 0 ? 1 / (p.judgingFolds + 1) : 1;
    const basis = basisOf(search);
    const trials = await triedBefore(context);
    if (trials.length > 0) context.preview('search', searchFigure(trials, basis));
    const end = (1 - AFTER_SEARCH) * shares;
    await runSearch(subContext(context, 0, end), context, search, p, trials, async () => {
      context.preview('search', searchFigure(trials, basis));
      await keepTrials(context, trials);
    });
    const honest = await judgeSearch(subContext(context, end, 1 - AFTER_SEARCH), search, p);
    const attempts = attemptsOf(trials, metric);
    const rest = subContext(context, 1 - AFTER_SEARCH, 1, context.random.fork(3));
    const importance = await parameterImportance(rest, axes, attempts);
    const order = orderOf(trials, metric);
    const [at = 0] = order;
    const winner = trials[at]!;
    const whole = trials.filter(({ share }) => share === 1);
    return {
      trials: trialTable(trials, axes, search.given, order, trialColumns(trials)),
      best: bestChain(search, trials, at),
      search: searchFigure(trials, basis),
      ranking: rankingFigure(whole, basis),
      parallel: parallelFigure(trials, search, basis),
      importance: importanceFigure(importance, attempts.length, axes, basis.metric),
      quality: qualityRange(winner.value, winner.folds),
      gain: betterSign(metric) * (winner.value - trials[0]!.value),
      honest,
    };
  },
});

function searchOf(context: Context, chain: Chain, task: PredictTask, p: Parameters): PredictorSearch {
  const links = context.chains.parameters(chain);
  const axes = readSearchSpace(
    p.values,
    links.map(({ schema }) => schema),
  );
  const given = axes.map(({ link, parameter }) => links[link]?.values[parameter]);
  return { chain, axes, given, task, metric: metricFor(task, p.metric), seconds: p.seconds };
}

const basisOf = ({ axes, metric, task }: PredictorSearch): TrialBasis => ({
  axes,
  metric: { code: metric, text: predictionMetricTexts[metric] },
  sign: betterSign(metric),
  found: (code, values) => text.message(code, values),
  subtitle: text.message('basis', { folds: task.folds.length, rows: task.table.nRows }),
});

/** Searches; warnings are those of the whole run. */
async function runSearch(
  context: Context,
  { warn }: Pick<Context, 'warn'>,
  search: PredictorSearch,
  p: Parameters,
  trials: PredictorTrial[],
  onTrial: () => Promise<void>,
): Promise<void> {
  const { nAll, isCutShort } = await searchPredictor(
    context,
    search,
    (first) => {
      const given = first && { setting: search.given, share: 1, score: betterSign(search.metric) * first.value };
      return planSearch(search.axes, { ...p, method: p.search }, given, context.random.fork(0));
    },
    trials,
    onTrial,
    (trial, total) => text.message('trying', { trial, total }),
  );
  if (nAll !== null && nAll > p.nTrials) warn(text.message('sampled', { all: nAll, tried: p.nTrials }));
  if (isCutShort) warn(text.message('out-of-time', { tried: trials.length }));
}

/**
 * Nested folds: in each of them the whole search is made on the rows to learn from alone, and its winner tested on the others.
 *
 * Cawley & Talbot (2010), On over-fitting in model selection and subsequent selection bias in performance evaluation.
 */
async function judgeSearch(context: Context, search: PredictorSearch, p: Parameters): Promise<MetricValue | null> {
  if (p.judgingFolds === 0) return null;
  const { target, table } = search.task;
  const quiet = { warn: () => undefined };
  const known = {
    target: target.column,
    kind: target.kind,
    positive: target.classes.length === 2 ? target.classes[1]! : '',
  };
  const scheme = p.scheme === 'rolling' ? 'rolling' : 'k-fold';
  const dealing = { ...p, ...known, scheme, nFolds: Math.max(2, p.judgingFolds), nRepeats: 1 } as const;
  const outer = planTask({ ...quiet, random: context.random.fork(5) }, table, dealing);
  const found: number[] = [];
  for (const [at, fold] of outer.folds.entries()) {
    const [from, to] = [at / outer.folds.length, (at + 1) / outer.folds.length];
    context.progress(from, text.message('judging', { fold: at + 1, total: outer.folds.length }));
    const own = { ...subContext(context, from, to, context.random.fork(at)), ...quiet };
    const inner = { ...search, task: planTask(own, table.take(fold.train), { ...p, ...known }) };
    const trials: PredictorTrial[] = [];
    await runSearch(subContext(own, 0, SEARCHING_SHARE), quiet, inner, p, trials, () => Promise.resolve());
    const winner = bestChain(inner, trials, orderOf(trials, inner.metric)[0] ?? 0);
    const tested = { metric: inner.metric, task: { ...outer, folds: [fold] } };
    found.push((await tryOut(subContext(own, SEARCHING_SHARE, 1), winner, tested))[0]!);
  }
  const folds = Float64Array.from(found);
  return qualityRange(meanOfFolds(folds), folds);
}
