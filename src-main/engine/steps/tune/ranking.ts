import { z } from 'zod';
import { decodeBundle, encodeBundle } from '../../../contract/bundle.ts';
import type { Chain } from '../../../contract/step.ts';
import type { Message } from '../../../contract/text.ts';
import type { Context } from '../context.ts';
import { chainIn, chainOut, defineStep, figureOut, metricOut, tableIn, tableOut } from '../define.ts';
import { scoreChain } from '../evaluate/score-chain.ts';
import { rankingMetrics, type RankingMetric } from '../evaluate/ranking-metrics.ts';
import type { RankingTask } from '../evaluate/ranking-task.ts';
import { metricTexts } from '../evaluate/ranking-text.ts';
import { defaultCut } from '../evaluate/time-split.ts';
import { subContext } from '../sub-context.ts';
import { timeFolds } from './folds.ts';
import { tuneText as text } from './ranking-text.ts';
import { drawSettings, readSearchSpace, withSetting } from './search-space.ts';
import { rankingFigure, rankTrials, searchFigure, trialTable, type Trial, type TrialBasis } from './trials.ts';

/**
 * Grid and random search over a recommender's parameters, judged on rolling folds of the training time alone.
 *
 * Bergstra & Bengio (2012), Random search for hyper-parameter optimization.
 */
const parameters = z.object({
  values: z
    .string()
    .max(10_000)
    .default('')
    .meta({ ...text.parameter('values') }),
  search: z
    .enum(['grid', 'random'])
    .default('random')
    .meta({ ...text.parameter('search') }),
  nTrials: z
    .int()
    .min(1)
    .max(1000)
    .default(12)
    .meta({ ...text.parameter('nTrials') }),
  cut: z
    .number()
    .nullable()
    .default(null)
    .meta({ ...text.parameter('cut'), date: true }),
  testShare: z
    .number()
    .min(0.01)
    .max(0.9)
    .default(0.2)
    .meta({ ...text.parameter('testShare') }),
  nFolds: z
    .int()
    .min(1)
    .max(20)
    .default(3)
    .meta({ ...text.parameter('nFolds') }),
  validationShare: z
    .number()
    .min(0.01)
    .max(0.9)
    .default(0.3)
    .meta({ ...text.parameter('validationShare') }),
  metric: z
    .enum(rankingMetrics)
    .default('recall')
    .meta({ ...text.parameter('metric'), options: metricTexts }),
  k: z
    .int()
    .min(1)
    .max(1000)
    .default(20)
    .meta({ ...text.parameter('k') }),
  maskBought: z
    .boolean()
    .default(true)
    .meta({ ...text.parameter('maskBought') }),
});

const DEFAULT_CHAIN: Chain = { steps: [{ step: 'recommend.item-knn', parameters: {} }] };

export const tuneRanking = defineStep({
  id: 'tune.ranking',
  version: 1,
  text,
  references: ['https://www.jmlr.org/papers/v13/bergstra12a.html'],
  needs: {
    interactions: tableIn({
      label: text.input('interactions'),
      roles: ['customerId', 'itemId', 'time'],
      prefers: 'interactions',
      prefersOutput: 'interactions_clean',
    }),
    model: chainIn({ label: text.input('model'), task: 'recommend', max: 1, default: [DEFAULT_CHAIN] }),
  },
  gives: {
    trials: tableOut({ label: text.output('trials'), name: 'trials', entity: 'none' }),
    best: chainOut({ label: text.output('best'), task: 'recommend' }),
    search: figureOut({ label: text.output('search') }),
    ranking: figureOut({ label: text.output('ranking') }),
    quality: metricOut({ label: text.output('quality'), better: 'higher' }),
    gain: metricOut({ label: text.output('gain'), better: 'higher' }),
  },
  parameters,
  memory: ({ nRows, bytes }, { nFolds }) => bytes * nFolds + nRows * 200,
  async run(context, { interactions, model }, options) {
    const chain = model[0] ?? DEFAULT_CHAIN;
    const links = context.chains.parameters(chain);
    const axes = readSearchSpace(
      options.values,
      links.map(({ schema }) => schema),
    );
    const folds = timeFolds(interactions, context.signal, { ...options, countNewItems: false });
    const { settings, nAll } = drawSettings(axes, options.search, options.nTrials, context.random.fork(0));
    if (nAll !== null && nAll > settings.length)
      context.warn(text.message('sampled', { all: nAll, tried: settings.length }));
    const cut = options.cut ?? defaultCut(interactions, options.testShare);
    const basis: TrialBasis = {
      axes,
      metric: { code: options.metric, text: metricTexts[options.metric] },
      sign: 1,
      found: (code, { metric, ...values }) => text.message(code, { metric, k: options.k, ...values }),
      subtitle: basisOf(folds, cut),
    };
    const trials = await triedBefore(context);
    if (trials.length > 0) context.preview('search', searchFigure(trials, basis));
    for (const setting of [null, ...settings].slice(trials.length)) {
      const [from, to] = [trials.length / (settings.length + 1), (trials.length + 1) / (settings.length + 1)];
      context.progress(from, text.message('trying', { trial: trials.length + 1, total: settings.length + 1 }));
      const own = subContext(context, from, to, context.random.fork(1));
      trials.push({
        setting,
        ...(await tryOut(own, setting ? withSetting(chain, axes, setting) : chain, folds, options)),
      });
      context.preview('search', searchFigure(trials, basis));
      await context.checkpoint.save(encodeBundle(trials));
    }
    const winner = trials[rankTrials(trials)[0] ?? 0] as Trial;
    return {
      trials: trialTable(
        trials,
        axes,
        axes.map(({ link, parameter }) => links[link]?.values[parameter]),
      ),
      best: winner.setting ? withSetting(chain, axes, winner.setting) : chain,
      search: searchFigure(trials, basis),
      ranking: rankingFigure(trials, basis),
      quality: { value: winner.value, lower: Math.min(...winner.folds), upper: Math.max(...winner.folds) },
      gain: winner.value - (trials[0]?.value ?? winner.value),
    };
  },
});

/** Trials of a run of the same settings that was cut short; they need not be tried again. */
async function triedBefore({ checkpoint }: Context): Promise<Trial[]> {
  const bytes = await checkpoint.load();
  return bytes ? (decodeBundle(bytes) as Trial[]) : [];
}

/** The quality of a chain on each fold, and their mean. */
async function tryOut(
  context: Context,
  chain: Chain,
  tasks: readonly RankingTask[],
  { metric, k }: { metric: RankingMetric; k: number },
): Promise<Pick<Trial, 'value' | 'folds'>> {
  const folds = new Float64Array(tasks.length);
  for (const [fold, task] of tasks.entries()) {
    const own = subContext(context, fold / tasks.length, (fold + 1) / tasks.length, context.random.fork(fold));
    const { values } = await scoreChain(own, chain, task, [{ metric, k }], [k]);
    folds[fold] = values.reduce((sum, value) => sum + value, 0) / values.length;
  }
  return { folds, value: folds.reduce((sum, value) => sum + value, 0) / folds.length };
}

const basisOf = (folds: readonly RankingTask[], cut: number): Message =>
  text.message('basis', {
    folds: folds.length,
    cut: { date: cut },
    customers: folds.reduce((sum, { users }) => sum + users.length, 0),
  });
