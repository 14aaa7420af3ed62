import { z } from 'zod';
import { ClienteleError } from '../../../contract/errors.ts';
import type { Chain } from '../../../contract/step.ts';
import type { Message } from '../../../contract/text.ts';
import { cellAt, codesOf, type Column } from '../../table/column.ts';
import type { Table } from '../../table/table.ts';
import type { Context } from '../context.ts';
import { chainIn, chainOut, column, defineStep, figureOut, metricOut, tableIn, tableOut } from '../define.ts';
import { messageWords } from '../message-words.ts';
import { TARGET_OUTPUTS } from '../predict/define-predictor.ts';
import { predictionTable } from '../predict/predictions.ts';
import { readTarget } from '../predict/target.ts';
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
} from './predict-figures.ts';
import { planFolds } from './predict-folds.ts';
import { judgeGroups } from './predict-groups.ts';
import { betterSign, metricsOf, predictionMetrics, type PredictionMetric } from './predict-metrics.ts';
import { markTarget, scoreFolds, type HeldOut, type PredictTask } from './predict-score.ts';
import { predictionMetricTexts, predictorsText as text } from './predict-text.ts';

/** Offline comparison of predictors: chains fitted inside folds, judged on the rows held out. */
const parameters = z.object({
  target: column({ port: 'table', text: text.parameter('target') }),
  kind: z
    .enum(['auto', 'classes', 'number'])
    .default('auto')
    .meta({ ...text.parameter('kind') }),
  positive: z
    .string()
    .default('')
    .meta({ ...text.parameter('positive') }),
  scheme: z
    .enum(['k-fold', 'hold-out', 'rolling', 'leave-one-out'])
    .default('k-fold')
    .meta({ ...text.parameter('scheme') }),
  nFolds: z
    .int()
    .min(2)
    .max(50)
    .default(5)
    .meta({ ...text.parameter('nFolds') }),
  nRepeats: z
    .int()
    .min(1)
    .max(50)
    .default(1)
    .meta({ ...text.parameter('nRepeats') }),
  testShare: z
    .number()
    .min(0.01)
    .max(0.9)
    .default(0.25)
    .meta({ ...text.parameter('testShare') }),
  group: column({ port: 'table', types: ['text', 'number', 'boolean'], text: text.parameter('group') }),
  time: column({ port: 'table', types: ['date', 'number'], text: text.parameter('time') }),
  metric: z
    .enum(['auto', ...predictionMetrics])
    .default('auto')
    .meta({ ...text.parameter('metric'), options: predictionMetricTexts }),
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

type Parameters = z.output<typeof parameters>;

/** One of either kind of target, with its floor: what cannot predict the target is left out. */
const DEFAULT_CHAINS: readonly Chain[] = ['predict.baseline', 'predict.logistic', 'predict.linear'].map((step) => ({
  steps: [{ step, parameters: {} }],
}));

/** The part of a run that fits and tests models; what is left computes intervals. */
const FITTING_SHARE = 0.8;

export const predictors = defineStep({
  id: 'evaluate.predictors',
  version: 1,
  text,
  references: ['doi:10.1023/A:1024068626366', 'arXiv:1606.04316', 'arXiv:1610.02413'],
  needs: {
    table: tableIn({ label: text.input('table'), prefersOutput: TARGET_OUTPUTS }),
    models: chainIn({ label: text.input('models'), task: 'predict', default: DEFAULT_CHAINS }),
  },
  gives: {
    evaluation: tableOut({ label: text.output('evaluation'), name: 'predictor_quality', entity: 'none' }),
    comparison: tableOut({
      label: text.output('comparison'),
      name: 'predictor_comparison',
      entity: 'none',
      publish: false,
    }),
    report: tableOut({ label: text.output('report'), name: 'classification_report', entity: 'none', publish: false }),
    heldOut: tableOut({ label: text.output('heldOut'), name: 'held_out_predictions', entity: 'same' }),
    groups: tableOut({ label: text.output('groups'), name: 'group_quality', entity: 'none', publish: false }),
    quality: figureOut({ label: text.output('quality') }),
    roc: figureOut({ label: text.output('roc') }),
    precisionRecall: figureOut({ label: text.output('precisionRecall') }),
    calibration: figureOut({ label: text.output('calibration') }),
    gains: figureOut({ label: text.output('gains') }),
    lift: figureOut({ label: text.output('lift') }),
    confusion: figureOut({ label: text.output('confusion') }),
    residuals: figureOut({ label: text.output('residuals') }),
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
    const curves = tested.map(({ title, held: own }) => ({ title, rows: heldOutRows(task, own) }));
    return {
      evaluation: qualityTable(comparison, names),
      comparison: comparisonTable(comparison, names),
      report: reportTable(judged, p.threshold),
      heldOut: predictionTable(task.table.take(judged.rows), task.target, judged.found, p.threshold),
      ...judgeGroups(context, task.table, p.audit, judged, judged.rows, p.threshold, subtitle),
      quality: qualityFigure(comparison, { titles, metric, subtitle }, betterSign(metric)),
      ...curveFigures(curves, comparison.best, subtitle),
      confusion: confusionFigure(judged, p.threshold, winner.title, subtitle),
      residuals: residualFigure(judged, winner.title, subtitle),
      best: comparison.quality[comparison.best]![comparison.metrics.indexOf(metric)]!,
      winner: winner.chain,
    };
  },
});

/** Reads the target and deals rows into folds. */
function planTask(context: Context, given: Table, p: Parameters): PredictTask {
  const { target, rows } = readTarget(given, p, ['classes', 'number']);
  if (rows.length < given.nRows)
    context.warn(text.message('target-missing', { column: target.column, count: given.nRows - rows.length }));
  const known = markTarget(rows.length < given.nRows ? given.take(rows) : given, target.column);
  const { column: name, kind, classes } = target;
  const groups = groupsOf(context, known, p);
  const folds = planFolds(
    known.nRows,
    {
      ...p,
      codes: kind === 'classes' ? target.codes : null,
      groups,
      times: p.scheme === 'rolling' ? timesOf(known, p.time) : null,
    },
    context.random.fork(0),
  );
  const nRepeats = p.scheme === 'k-fold' || p.scheme === 'hold-out' ? p.nRepeats : 1;
  const actual = kind === 'classes' ? target.codes : target.values;
  return { table: known, target: { column: name, kind, classes }, actual, folds, nRepeats };
}

/** What keeps rows together: the chosen column, else the customer where one has several rows. */
function groupsOf(context: Context, table: Table, { group }: Parameters): Int32Array | null {
  const chosen = group === null ? table.findRole('customerId') : table.column(group);
  if (!chosen) return null;
  const codes = codesOfAny(chosen);
  if (group === null) {
    if (new Set(codes).size === codes.length) return null;
    context.warn(text.message('grouped', { column: chosen.name }));
  }
  return codes;
}

/** A number a distinct value; missing ones count as one of their own each. */
function codesOfAny(column: Column): Int32Array {
  if (column.type === 'text') {
    const { codes, dictionary } = codesOf(column);
    return Int32Array.from(codes, (code, row) => (code < 0 ? dictionary.length + row : code));
  }
  const known = new Map<unknown, number>();
  return Int32Array.from({ length: column.length }, (_, row) => {
    const value = cellAt(column, row) ?? `missing ${row}`;
    let code = known.get(value);
    if (code === undefined) known.set(value, (code = known.size));
    return code;
  });
}

/** @throws missing-role where no column says when rows were; wrong-column-type */
function timesOf(table: Table, time: string | null): Float64Array {
  const found =
    time === null ? (table.findRole('time') ?? table.columns.find(({ type }) => type === 'date')) : table.column(time);
  if (!found) throw new ClienteleError('missing-role', { table: table.name, role: 'time' });
  const own = found.type === 'number' ? table.number(found.name) : table.date(found.name);
  return Float64Array.from({ length: table.nRows }, (_, row) => {
    const value = cellAt(own, row);
    return typeof value === 'number' ? value : NaN;
  });
}

/** @throws bad-parameter where the kind of target does not have the metric */
function metricFor({ target }: PredictTask, asked: Parameters['metric']): PredictionMetric {
  if (asked === 'auto') return target.kind === 'number' ? 'rmse' : 'rocAuc';
  if (metricsOf(target).includes(asked)) return asked;
  const names = metricsOf(target).map((metric) => predictionMetricTexts[metric]);
  const list = (of: 'en' | 'zh'): string => names.map((name) => name[of]).join(of === 'en' ? ', ' : '、');
  throw new ClienteleError('bad-parameter', {
    parameter: 'metric',
    value: asked,
    detail: { en: `this target has ${list('en')}`, zh: `该目标可用的指标有${list('zh')}` },
  });
}

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
    const held = await scoreOrSkip(subContext(context, from, to, context.random.fork(2)), chain, task);
    if (held) tested.push({ chain, title, held });
    else context.warn(text.message('left-out', { model: messageWords(title) }));
  }
  if (tested.length === 0)
    throw new ClienteleError('target-unusable', {
      column: task.target.column,
      detail: messageWords(text.message('noModels', { column: task.target.column })),
    });
  return tested;
}

/** What a model of the other kind of target says of this one is that it cannot be predicted. */
async function scoreOrSkip(context: Context, chain: Chain, task: PredictTask): Promise<HeldOut | null> {
  try {
    return await scoreFolds(context, chain, task);
  } catch (thrown) {
    if (thrown instanceof ClienteleError && thrown.code === 'target-unusable') return null;
    throw thrown;
  }
}
