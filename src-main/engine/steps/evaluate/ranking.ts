import { z } from 'zod';
import type { Chain } from '../../../contract/step.ts';
import type { Context } from '../context.ts';
import {
  chainIn,
  chainTitles,
  column,
  defineStep,
  figureOut,
  listedNames,
  metricOut,
  optionalTableIn,
  tableIn,
  tableOut,
} from '../define.ts';
import { itemFacts } from '../recommend/item-facts.ts';
import { subContext } from '../sub-context.ts';
import { ListJudge } from './beyond.ts';
import { differencesOf } from './differences.ts';
import { byHistory, byPopularity } from './groups.ts';
import { beyondTable, differencesTable, groupsTable } from './ranking-tables.ts';
import { chainNames } from './chain-names.ts';
import { compareModels, type Comparison } from './compare.ts';
import {
  curveFigure,
  evaluationTable,
  qualityFigure,
  tradeOffFigure,
  qualityOf,
  wordsOf,
  type FigureBasis,
} from './ranking-figures.ts';
import { rankingMetrics } from './ranking-metrics.ts';
import { rankingTask, type RankingTask } from './ranking-task.ts';
import { groupedByTexts, listQualityTexts, metricTexts, rankingText as text } from './ranking-text.ts';
import { scoreChain, type Measure, type TaskScores } from './score-chain.ts';
import { countForesight, splitInteractions, splitKinds, type Split, type SplitKind } from './splits.ts';

/**
 * Offline evaluation of recommenders: an honest split, by time unless asked otherwise, every item of the catalogue ranked, no sampled
 * candidates.
 *
 * Meng et al. (2020), Exploring data splitting strategies for the evaluation of recommendation models; Krichene & Rendle (2020), On
 * sampled metrics for item recommendation.
 */
const parameters = z.object({
  split: z
    .enum(splitKinds)
    .default('time')
    .meta({ ...text.parameter('split') }),
  testColumn: column({ port: 'interactions', types: ['boolean', 'text'], text: text.parameter('testColumn') }),
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
  maskBought: z
    .boolean()
    .default(true)
    .meta({ ...text.parameter('maskBought') }),
  countNewItems: z
    .boolean()
    .default(false)
    .meta({ ...text.parameter('countNewItems') }),
  ks: z
    .array(z.int().min(1).max(1000))
    .min(1)
    .max(10)
    .default([1, 5, 10, 20])
    .meta({ ...text.parameter('ks') }),
  metric: z
    .enum(rankingMetrics)
    .default('recall')
    .meta({ ...text.parameter('metric'), options: metricTexts }),
  nResamples: z
    .int()
    .min(0)
    .max(10_000)
    .default(500)
    .meta({ ...text.parameter('nResamples') }),
  confidence: z
    .number()
    .min(0.5)
    .max(0.999)
    .default(0.95)
    .meta({ ...text.parameter('confidence') }),
});

/** Recommenders with their defaults, compared where a person chose none. */
const DEFAULT_CHAINS: readonly Chain[] = ['recommend.popular', 'recommend.buy-again', 'recommend.item-knn'].map(
  (step) => ({
    steps: [{ step, parameters: {} }],
  }),
);

/** The part of a run that fits and tests models; what is left computes intervals. */
const FITTING_SHARE = 0.9;

export const evaluateRanking = defineStep({
  id: 'evaluate.ranking',
  version: 3,
  text,
  references: ['doi:10.1145/3383313.3418479', 'doi:10.1145/3394486.3403226', 'doi:10.2307/3001968'],
  needs: {
    interactions: tableIn({
      label: text.input('interactions'),
      roles: ['customerId', 'itemId'],
      prefers: 'interactions',
      prefersOutput: 'interactions_clean',
    }),
    models: chainIn({ label: text.input('models'), task: 'recommend', default: DEFAULT_CHAINS }),
    products: optionalTableIn({ label: text.input('products'), roles: ['itemId'], prefers: 'products' }),
  },
  gives: {
    evaluation: tableOut({
      label: text.output('evaluation'),
      name: 'evaluation',
      entity: 'none',
      words: { model: chainTitles('models'), metric: listedNames(metricTexts) },
    }),
    quality: figureOut({ label: text.output('quality') }),
    curve: figureOut({ label: text.output('curve') }),
    tradeOff: figureOut({ label: text.output('tradeOff') }),
    differences: tableOut({
      label: text.output('differences'),
      name: 'differences',
      entity: 'none',
      words: { model: chainTitles('models'), other: chainTitles('models') },
    }),
    beyond: tableOut({
      label: text.output('beyond'),
      name: 'list_qualities',
      entity: 'none',
      words: { model: chainTitles('models'), metric: listedNames(listQualityTexts) },
    }),
    groups: tableOut({
      label: text.output('groups'),
      name: 'quality_by_group',
      entity: 'none',
      words: { model: chainTitles('models'), by: listedNames(groupedByTexts) },
    }),
    best: metricOut({ label: text.output('best'), better: 'higher' }),
    nCustomers: metricOut({ label: text.output('nCustomers'), better: 'none' }),
  },
  parameters,
  memory: ({ nRows, bytes }) => bytes + nRows * 200,
  async run(context, { interactions, models, products }, options) {
    const split = splitInteractions(interactions, options, context.random.fork(2));
    context.signal.throwIfAborted();
    const task = rankingTask(split, options);
    context.signal.throwIfAborted();
    warnOfTask(context, split, task, options.countNewItems);
    const ks = [...new Set(options.ks)];
    const measures = ks.flatMap((k) => rankingMetrics.map((metric): Measure => ({ metric, k })));
    const kMain = Math.max(...ks);
    const main = measures.findIndex(({ metric, k }) => metric === options.metric && k === kMain);
    const titles = models.map((chain) => context.chains.title(chain));
    const basis: FigureBasis = { titles, metric: options.metric, subtitle: basisOf(split, task, options.split) };
    const scores: TaskScores[] = [];
    const scoring = { withArea: true, beside: { products } };
    const compare = (nResamples: number): Comparison =>
      compareModels(
        scores,
        measures,
        ks,
        main,
        { nResamples, confidence: options.confidence },
        context.random.fork(0),
        context.signal,
      );
    for (const [index, chain] of models.entries()) {
      const [from, to] = [(FITTING_SHARE * index) / models.length, (FITTING_SHARE * (index + 1)) / models.length];
      context.progress(from, text.message('fitting', { model: wordsOf(titles[index]) }));
      scores.push(
        await scoreChain(subContext(context, from, to, context.random.fork(1)), chain, task, measures, ks, scoring),
      );
      context.preview('quality', qualityFigure(compare(0), { ...basis, titles: titles.slice(0, index + 1) }));
    }
    context.progress(FITTING_SHARE, text.message('intervals'));
    const comparison = compare(options.nResamples);
    const names = chainNames(models);
    const judge = new ListJudge(task, itemFacts(task.train, products, task.catalogue));
    const look = () => {
      context.signal.throwIfAborted();
    };
    const differences = differencesOf(scores, measures.length, main, options, context.random.fork(3), context.signal);
    return {
      evaluation: evaluationTable(comparison, names),
      differences: differencesTable(differences, names),
      beyond: beyondTable(
        scores.flatMap((score, model) =>
          ks.map((k) => ({
            model: names[model] ?? '',
            k,
            values: { ...judge.judge(score, k, look), auc: score.area ?? NaN },
          })),
        ),
      ),
      groups: groupsTable(
        scores.flatMap((score, model) =>
          [...byHistory(task, score.values, measures.length, main), ...byPopularity(task, score, kMain)].map(
            (group) => ({
              ...group,
              model: names[model] ?? '',
            }),
          ),
        ),
      ),
      quality: qualityFigure(comparison, basis),
      curve: curveFigure(comparison, basis),
      tradeOff: tradeOffFigure(comparison, basis),
      best: qualityOf(comparison, comparison.best, options.metric, kMain),
      nCustomers: task.users.length,
    };
  },
});

function basisOf({ cut }: Split, { users, catalogue, maskBought }: RankingTask, split: SplitKind) {
  return text.message(cut === null ? `basis-${split}` : 'basis', {
    customers: users.length,
    items: catalogue.length,
    ...(cut === null ? {} : { cut: { date: cut } }),
    masked: maskBought ? 'yes' : 'no',
  });
}

function warnOfTask(
  context: Context,
  split: Split,
  { nWithoutTarget, nNewItems }: RankingTask,
  countNewItems: boolean,
): void {
  const { nUndated, nTorn } = split;
  if (nUndated > 0) context.warn(text.message('undated', { count: nUndated }));
  if (nTorn > 0) context.warn(text.message('torn-orders', { count: nTorn }));
  const nAhead = split.cut === null ? countForesight(split) : 0;
  if (nAhead > 0) context.warn(text.message('foresight', { count: nAhead }));
  if (nWithoutTarget > 0) context.warn(text.message('without-target', { count: nWithoutTarget }));
  if (nNewItems > 0)
    context.warn(text.message('new-items', { count: nNewItems, counted: countNewItems ? 'yes' : 'no' }));
}
