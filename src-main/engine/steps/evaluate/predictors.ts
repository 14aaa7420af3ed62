import { isDeepStrictEqual } from 'node:util';
import { z } from 'zod';
import { ClienteleError } from '../../../contract/errors.ts';
import type { Chain } from '../../../contract/step.ts';
import type { Message } from '../../../contract/text.ts';
import type { Context } from '../context.ts';
import {
  chainIn,
  chainOut,
  chainTitles,
  classNames,
  column,
  defineStep,
  figureOut,
  listedNames,
  metricOut,
  tableIn,
  tableOut,
} from '../define.ts';
import { messageWords } from '../message-words.ts';
import { TARGET_OUTPUTS } from '../predict/define-predictor.ts';
import { predictionTable } from '../predict/predictions.ts';
import { unlessUnusable } from '../predict/unusable.ts';
import { subContext } from '../sub-context.ts';
import { chainNames } from './chain-names.ts';
import { comparePredictors, heldOutRows } from './predict-compare.ts';
import { curveFigures } from './predict-curves.ts';
import {
  comparisonTable,
  confusionFigure,
  qualityFigure,
  qualityTable,
  reportTable,
  residualFigure,
  residualPlot,
  withResiduals,
} from './predict-figures.ts';
import { judgeGroups } from './predict-groups.ts';
import { betterSign } from './predict-metrics.ts';
import { scoreFolds, type HeldOut, type PredictTask } from './predict-score.ts';
import { metricFor, planTask, taskParameters } from './predict-task.ts';
import { averageNames, predictionMetricTexts, predictorsText as text } from './predict-text.ts';

/** Offline comparison of predictors: chains fitted inside folds, judged on the rows held out. */
const parameters = z.object({
  ...taskParameters,
  threshold: z
    .number()
    .min(0)
    .max(1)
    .default(0.5)
    .meta({ ...text.parameter('threshold') }),
  quantile: z
    .number()
    .min(0.01)
    .max(0.99)
    .default(0.5)
    .meta({ ...text.parameter('quantile') }),
  audit: column({ port: 'table', types: ['text', 'boolean', 'number'], text: text.parameter('audit') }),
  nResamples: z
    .int()
    .min(0)
    .max(10_000)
    .default(200)
    .meta({ ...text.parameter('nResamples') }),
  confidence: z
    .number()
    .min(0.5)
    .max(0.999)
    .default(0.95)
    .meta({ ...text.parameter('confidence') }),
  rope: z
    .number()
    .min(0)
    .max(1e6)
    .default(0.01)
    .meta({ ...text.parameter('rope') }),
});

/** One of either kind of target, with its floor: what cannot predict the target is left out. */
const DEFAULT_CHAINS: readonly Chain[] = [
  'predict.baseline',
  'predict.logistic',
  'predict.linear',
  'predict.boosting',
].map((step) => ({ steps: [{ step, parameters: {} }] }));

/** The part of a run that fits and tests models; what is left computes intervals. */
const FITTING_SHARE = 0.8;

export const predictors = defineStep({
  id: 'evaluate.predictors',
  version: 3,
  text,
  references: ['doi:10.1023/A:1024068626366', 'arXiv:1606.04316', 'arXiv:1610.02413'],
  needs: {
    table: tableIn({ label: text.input('table'), prefersOutput: TARGET_OUTPUTS }),
    models: chainIn({ label: text.input('models'), task: 'predict', default: DEFAULT_CHAINS }),
  },
  gives: {
    evaluation: tableOut({
      label: text.output('evaluation'),
      name: 'predictor_quality',
      entity: 'none',
      words: { model: chainTitles('models'), metric: listedNames(predictionMetricTexts) },
    }),
    comparison: tableOut({
      label: text.output('comparison'),
      name: 'predictor_comparison',
      entity: 'none',
      publish: false,
      words: { model: chainTitles('models') },
    }),
    report: tableOut({
      label: text.output('report'),
      name: 'classification_report',
      entity: 'none',
      publish: false,
      words: { class: [classNames(), listedNames(averageNames)] },
    }),
    heldOut: tableOut({
      label: text.output('heldOut'),
      name: 'held_out_predictions',
      entity: 'same',
      words: { predicted: classNames(), probability: classNames() },
    }),
    groups: tableOut({
      label: text.output('groups'),
      name: 'group_quality',
      empty: text.source.messages.noGroups,
      entity: 'none',
      publish: false,
    }),
    quality: figureOut({ label: text.output('quality') }),
    roc: figureOut({ label: text.output('roc') }),
    precisionRecall: figureOut({ label: text.output('precisionRecall') }),
    calibration: figureOut({ label: text.output('calibration') }),
    gains: figureOut({ label: text.output('gains') }),
    lift: figureOut({ label: text.output('lift') }),
    confusion: figureOut({ label: text.output('confusion') }),
    residuals: figureOut({ label: text.output('residuals') }),
    residualPlot: figureOut({ label: text.output('residualPlot') }),
    fairness: figureOut({ label: text.output('fairness') }),
    best: metricOut({ label: text.output('best'), better: 'none' }),
    winner: chainOut({ label: text.output('winner'), task: 'predict' }),
  },
  parameters,
  memory: ({ nRows, bytes }, { nRepeats, nResamples }) => bytes * 2 + nRows * (120 + 32 * nRepeats) + nResamples * 2000,
  async run(context, { table, models }, p) {
    const task = planTask(context, table, p);
    const metric = metricFor(task, p.metric);
    const tested = await testModels(context, models, task);
    const options = { ...p, metric };
    context.progress(FITTING_SHARE, text.message('intervals'));
    const rest = subContext(context, FITTING_SHARE, 1);
    const held = tested.map(({ held: own }) => own);
    const comparison = comparePredictors(task, held, options, context.random.fork(1), (share) => {
      context.signal.throwIfAborted();
      rest.progress(share);
    });
    const winner = tested[comparison.best]!;
    const judged = heldOutRows(task, winner.held);
    const subtitle = text.message('basis', { rows: judged.rows.length, folds: task.folds.length });
    const titles = tested.map(({ title }) => title);
    const names = chainNames(tested.map(({ chain }) => chain));
    const found = predictionTable(task.table.take(judged.rows), task.target, judged.found, p.threshold);
    const heldOut = withResiduals(found, judged);
    const curves = tested.map(({ title, held: own }) => ({ title, rows: heldOutRows(task, own) }));
    return {
      evaluation: qualityTable(comparison, names),
      comparison: comparisonTable(comparison, names),
      report: reportTable(judged, p.threshold),
      heldOut,
      ...judgeGroups(context, task.table, p.audit, judged, judged.rows, p.threshold, subtitle),
      quality: qualityFigure(comparison, { titles, metric, subtitle }, betterSign(metric)),
      ...curveFigures(curves, comparison.best, subtitle),
      confusion: confusionFigure(judged, p.threshold, winner.title, subtitle, heldOut),
      residuals: residualFigure(judged, winner.title, subtitle),
      residualPlot: residualPlot(heldOut, judged, winner.title, subtitle),
      best: comparison.quality[comparison.best]![comparison.metrics.indexOf(metric)]!,
      winner: winner.chain,
    };
  },
});

interface TestedModel {
  readonly chain: Chain;
  readonly title: Message;
  readonly held: HeldOut;
}

/** Every chain that can predict the target, tested on all folds. @throws target-unusable where none can */
async function testModels(context: Context, models: readonly Chain[], task: PredictTask): Promise<TestedModel[]> {
  const tested: TestedModel[] = [];
  for (const [index, chain] of models.entries()) {
    const [from, to] = [(FITTING_SHARE * index) / models.length, (FITTING_SHARE * (index + 1)) / models.length];
    const title = context.chains.title(chain);
    context.progress(from, text.message('fitting', { model: messageWords(title) }));
    const own = subContext(context, from, to, context.random.fork(2));
    const held = await unlessUnusable(scoreFolds(own, chain, task));
    if (held) tested.push({ chain, title, held });
    // Those that are proposed are of either kind.
    else if (!isDeepStrictEqual(models, DEFAULT_CHAINS))
      context.warn(text.message('left-out', { model: messageWords(title) }));
  }
  if (tested.length === 0)
    throw new ClienteleError('target-unusable', {
      column: task.target.column,
      detail: messageWords(text.message('noModels', { column: task.target.column })),
    });
  return tested;
}
