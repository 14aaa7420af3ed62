import { z } from 'zod';
import { ClienteleError } from '../../../contract/errors.ts';
import type { Axis, BarsFigure, LineFigure } from '../../../contract/figure.ts';
import type { Chain } from '../../../contract/step.ts';
import { numberColumn, textColumn } from '../../table/column.ts';
import { Table } from '../../table/table.ts';
import { chainIn, chainOut, defineStep, figureOut, metricOut, tableIn, tableOut } from '../define.ts';
import { messageWords } from '../message-words.ts';
import { TARGET_OUTPUTS } from '../predict/define-predictor.ts';
import { subContext } from '../sub-context.ts';
import { gridPoints, readSearchSpace, withSetting, type SearchAxis } from '../tune/search-space.ts';
import { bandOf, scoreBothSides, SIDES, spreadColumns, spreadOf, type CurveScores } from './curve-scores.ts';
import { validationCurveText as text } from './curve-text.ts';
import { betterSign, type PredictionMetric } from './predict-metrics.ts';
import type { PredictTask } from './predict-score.ts';
import { foldedScheme, metricFor, planTask, taskParameters } from './predict-task.ts';
import { predictionMetricTexts } from './predict-text.ts';
import { saidQuality } from './said-quality.ts';

/** How quality goes with one parameter of a chain, on rows learned from and on others. */
const parameters = z.object({
  values: z
    .string()
    .max(2000)
    .default('')
    .meta({ ...text.parameter('values') }),
  ...taskParameters,
  scheme: foldedScheme,
});

const DEFAULT_CHAIN: Chain = { steps: [{ step: 'predict.tree', parameters: {} }] };

/** A value that was tried. */
interface Point {
  readonly value: unknown;
  readonly scores: CurveScores;
}

export const validationCurve = defineStep({
  id: 'evaluate.validation-curve',
  version: 2,
  text,
  references: ['https://scikit-learn.org/stable/modules/learning_curve.html'],
  needs: {
    table: tableIn({ label: text.input('table'), prefersOutput: TARGET_OUTPUTS }),
    model: chainIn({ label: text.input('model'), task: 'predict', max: 1, default: [DEFAULT_CHAIN] }),
  },
  gives: {
    curve: tableOut({ label: text.output('curve'), name: 'validation_curve', entity: 'none' }),
    figure: figureOut({ label: text.output('figure') }),
    best: chainOut({ label: text.output('best'), task: 'predict' }),
    quality: metricOut({ label: text.output('quality'), better: 'none' }),
  },
  parameters,
  memory: ({ nRows, bytes }) => bytes * 3 + nRows * 100,
  async run(context, { table, model }, p) {
    const task = planTask(context, table, p);
    const metric = metricFor(task, p.metric);
    const chain = model[0] ?? DEFAULT_CHAIN;
    const [axis, more] = readSearchSpace(p.values, context.chains.parameters(chain).map(({ schema }) => schema)); // prettier-ignore
    if (more && p.values !== '') context.warn(text.message('first-alone', { parameter: axis!.label }));
    const values = gridPoints(axis!.choices);
    const points: Point[] = [];
    for (const [at, value] of values.entries()) {
      const name = messageWords({ code: 'parameter', text: axis!.label });
      context.progress(at / values.length, text.message('trying', { parameter: name, value: plain(value) }));
      const own = subContext(context, at / values.length, (at + 1) / values.length, context.random.fork(2));
      const scores = await scoreBothSides(own, withSetting(chain, [axis!], [value]), task, metric);
      if (!scores)
        throw new ClienteleError('target-unusable', {
          column: task.target.column,
          detail: messageWords(text.message('cannot')),
        });
      points.push({ value, scores });
    }
    const best = points[bestOf(points, metric)]!;
    const { mean, deviation } = spreadOf(best.scores.test);
    return {
      curve: curveTable(points, axis!),
      figure: curveFigure(points, axis!, metric, task),
      best: withSetting(chain, [axis!], [best.value]),
      quality: { value: mean, lower: mean - deviation, upper: mean + deviation },
    };
  },
});

const plain = (value: unknown): string => (typeof value === 'string' ? value : JSON.stringify(value));

/** The best on rows held out, of equals the first. */
function bestOf(points: readonly Point[], metric: PredictionMetric): number {
  const scores = points.map(({ scores: { test } }) => betterSign(metric) * spreadOf(test).mean);
  return scores.reduce((best, score, at) => (score > scores[best]! || Number.isNaN(scores[best]!) ? at : best), 0);
}

function curveTable(points: readonly Point[], { label }: SearchAxis): Table {
  const isNumeric = points.every(({ value }) => typeof value === 'number');
  return new Table(
    [
      isNumeric
        ? numberColumn('value', Float64Array.from(points, ({ value }) => Number(value)), { label }) // prettier-ignore
        : textColumn('value', points.map(({ value }) => plain(value)), { label }), // prettier-ignore
      ...spreadColumns(
        points.map(({ scores }) => scores),
        text.column,
      ),
    ],
    { entity: 'none', name: 'validation_curve' },
  );
}

/** A line over numbers, bars over choices. */
function curveFigure(
  points: readonly Point[],
  { label, choices }: SearchAxis,
  metric: PredictionMetric,
  task: PredictTask,
): LineFigure | BarsFigure {
  const best = points[bestOf(points, metric)]!;
  const name = messageWords({ code: 'parameter', text: label });
  const shown = (side: 'train' | 'test') => saidQuality(spreadOf(best.scores[side]).mean);
  const values = {
    parameter: name,
    value: plain(best.value),
    metric: predictionMetricTexts[metric],
    test: shown('test'),
    train: shown('train'),
  };
  const common = {
    title: text.message('title', values),
    subtitle: text.message('basis', { folds: task.folds.length, rows: task.table.nRows }),
    summary: text.message('summary', { ...values, n: points.length }),
  };
  const y: Axis = { label: { code: metric, text: predictionMetricTexts[metric] } };
  const scores = points.map((point) => point.scores);
  const bands = SIDES.map((side) => ({ name: text.message(side), ...bandOf(scores, side) }));
  const axis = { code: 'parameter', text: label };
  if (!points.every(({ value }) => typeof value === 'number'))
    return {
      kind: 'bars',
      orientation: 'horizontal',
      ...common,
      categories: points.map(({ value }) => plain(value)),
      value: y,
      series: bands.map(({ y: own, ...band }) => ({ ...band, values: own })),
    };
  const x = Float64Array.from(points, ({ value }) => Number(value));
  const isLog = x[0]! > 0 && ('log' in choices ? choices.log : x.at(-1)! / x[0]! >= 50);
  return {
    kind: 'line',
    ...common,
    x: { label: axis, scale: isLog ? 'log' : 'linear' },
    y,
    series: bands.map((band) => ({ ...band, x })),
    marks: [{ x: Number(best.value), label: text.message('best') }],
  };
}
