import { isDeepStrictEqual } from 'node:util';
import { z } from 'zod';
import { ClienteleError } from '../../../contract/errors.ts';
import type { LineFigure } from '../../../contract/figure.ts';
import type { Chain } from '../../../contract/step.ts';
import type { Message } from '../../../contract/text.ts';
import type { Random } from '../../maths/random.ts';
import { numberColumn, textColumn } from '../../table/column.ts';
import { Table } from '../../table/table.ts';
import type { Context } from '../context.ts';
import { chainIn, chainTitles, defineStep, figureOut, metricOut, tableIn, tableOut } from '../define.ts';
import { messageWords } from '../message-words.ts';
import { TARGET_OUTPUTS } from '../predict/define-predictor.ts';
import { unlessUnusable } from '../predict/unusable.ts';
import { subContext } from '../sub-context.ts';
import { chainNames } from './chain-names.ts';
import { bandOf, scoreBothSides, SIDES, spreadColumns, spreadOf, type CurveScores } from './curve-scores.ts';
import { learningCurveText as text } from './curve-text.ts';
import type { Fold } from './predict-folds.ts';
import { betterSign, type PredictionMetric } from './predict-metrics.ts';
import type { PredictTask } from './predict-score.ts';
import { foldedScheme, metricFor, planTask, taskParameters } from './predict-task.ts';
import { predictionMetricTexts } from './predict-text.ts';
import { saidQuality } from './said-quality.ts';

/** How quality goes with the number of rows that are learned from. */
const parameters = z.object({
  ...taskParameters,
  scheme: foldedScheme,
  shares: z
    .array(z.number().min(0.01).max(1))
    .min(1)
    .max(20)
    .default([0.2, 0.4, 0.6, 0.8, 1])
    .meta({ ...text.parameter('shares') }),
});

const DEFAULT_CHAINS: readonly Chain[] = ['predict.logistic', 'predict.linear', 'predict.tree'].map((step) => ({
  steps: [{ step, parameters: {} }],
}));

/** Models refuse fewer. */
const LEAST_ROWS = 10;

/** A chain at a number of rows. */
interface Point {
  readonly model: number;
  /** Rows learned from, the mean of folds. */
  readonly nRows: number;
  readonly scores: CurveScores;
}

export const learningCurve = defineStep({
  id: 'evaluate.learning-curve',
  version: 2,
  text,
  references: ['https://scikit-learn.org/stable/modules/learning_curve.html'],
  needs: {
    table: tableIn({ label: text.input('table'), prefersOutput: TARGET_OUTPUTS }),
    models: chainIn({ label: text.input('models'), task: 'predict', max: 6, default: DEFAULT_CHAINS }),
  },
  gives: {
    curve: tableOut({
      label: text.output('curve'),
      name: 'learning_curve',
      entity: 'none',
      words: { model: chainTitles('models') },
    }),
    figure: figureOut({ label: text.output('figure') }),
    gain: metricOut({ label: text.output('gain'), better: 'none' }),
    gap: metricOut({ label: text.output('gap'), better: 'lower' }),
  },
  parameters,
  memory: ({ nRows, bytes }) => bytes * 3 + nRows * 100,
  async run(context, { table, models }, p) {
    const task = planTask(context, table, p);
    const metric = metricFor(task, p.metric);
    const shares = [...new Set(p.shares)].sort((a, b) => a - b);
    const points = await measure(context, models, task, shares, metric, p.scheme === 'rolling');
    const shown = [...new Set(points.map(({ model }) => model))];
    const titles = shown.map((model) => context.chains.title(models[model]!));
    const first = points.filter(({ model }) => model === shown[0]);
    const sign = betterSign(metric);
    const [before, last] = [first.at(-2), first.at(-1)!].map((point) => point && spreadOf(point.scores.test).mean);
    return {
      curve: curveTable(points, chainNames(models)),
      figure: curveFigure(points, shown, titles, metric, task),
      gain: before === undefined ? null : sign * (last! - before),
      gap: sign * (spreadOf(first.at(-1)!.scores.train).mean - last!),
    };
  },
});

async function measure(
  context: Context,
  models: readonly Chain[],
  task: PredictTask,
  shares: readonly number[],
  metric: PredictionMetric,
  inTime: boolean,
): Promise<Point[]> {
  const points: Point[] = [];
  const total = models.length * shares.length;
  for (const [model, chain] of models.entries())
    for (const [at, share] of shares.entries()) {
      const done = model * shares.length + at;
      const title = messageWords(context.chains.title(chain));
      context.progress(done / total, text.message('fitting', { model: title }));
      const own = subContext(context, done / total, (done + 1) / total, context.random.fork(2));
      const part = thinned(
        task,
        Math.max(share, LEAST_ROWS / task.folds[0]!.train.length),
        inTime ? null : context.random.fork(1),
      );
      const scores = await unlessUnusable(scoreBothSides(own, chain, part, metric));
      if (!scores) continue;
      const nRows = part.folds.reduce((sum, { train }) => sum + train.length, 0) / part.folds.length;
      points.push({ model, nRows: Math.round(nRows), scores });
    }
  for (const [model, chain] of models.entries()) {
    const n = points.filter((point) => point.model === model).length;
    const values = { model: messageWords(context.chains.title(chain)), n: shares.length - n };
    // Those that are proposed are of either kind.
    if (n === 0 && isDeepStrictEqual(models, DEFAULT_CHAINS)) continue;
    if (n < shares.length) context.warn(text.message(n === 0 ? 'left-out' : 'too-few', values));
  }
  if (points.length === 0)
    throw new ClienteleError('target-unusable', {
      column: task.target.column,
      detail: messageWords(text.message('noModels', { column: task.target.column })),
    });
  return points;
}

/**
 * Folds that learn from a share of their rows.
 *
 * @param random draws them, classes in proportion, so that those of a smaller share are among those of a larger one; null takes the first.
 */
export function thinned(task: PredictTask, share: number, random: Random | null): PredictTask {
  const folds = task.folds.map((fold, at): Fold => {
    const n = Math.min(fold.train.length, Math.max(1, Math.floor(share * fold.train.length + 1e-9)));
    const order = random ? drawn(fold.train, task.actual, random.fork(at)) : fold.train;
    return { ...fold, train: order.slice(0, n).sort() };
  });
  return { ...task, folds };
}

/** Rows in random order, of which the first of any number hold the classes in proportion. */
function drawn(rows: Int32Array, actual: PredictTask['actual'], random: Random): Int32Array {
  const order = Int32Array.from(random.permutation(rows.length), (i) => rows[i]!);
  if (!(actual instanceof Int32Array)) return order;
  const sizes = new Map<number, number>();
  for (const row of order) sizes.set(actual[row]!, (sizes.get(actual[row]!) ?? 0) + 1);
  const seen = new Map<number, number>();
  const places = Array.from(order, (row) => {
    const n = seen.get(actual[row]!) ?? 0;
    seen.set(actual[row]!, n + 1);
    return { row, at: (n + 0.5) / sizes.get(actual[row]!)! };
  });
  return Int32Array.from(
    places.sort((a, b) => a.at - b.at || a.row - b.row),
    ({ row }) => row,
  );
}

function curveTable(points: readonly Point[], names: readonly string[]): Table {
  return new Table(
    [
      textColumn('model', points.map(({ model }) => names[model]!), { label: text.column('model') }),
      numberColumn(
        'rows',
        Int32Array.from(points, ({ nRows }) => nRows),
        { unit: 'count', label: text.column('rows') },
      ),
      ...spreadColumns(points.map(({ scores }) => scores), text.column),
    ],
    { entity: 'none', name: 'learning_curve' },
  ); // prettier-ignore
}

/** One model on both sides, or several on rows held out. */
function curveFigure(
  points: readonly Point[],
  shown: readonly number[],
  titles: readonly Message[],
  metric: PredictionMetric,
  task: PredictTask,
): LineFigure {
  const sides = shown.length === 1 ? SIDES : (['test'] as const);
  const series = shown.flatMap((model, i) => {
    const own = points.filter((point) => point.model === model);
    const x = Float64Array.from(own, ({ nRows }) => nRows);
    const scores = own.map((point) => point.scores);
    return sides.map((side) => ({
      name: shown.length === 1 ? text.message(side) : titles[i]!,
      x,
      ...bandOf(scores, side),
    }));
  });
  const first = points.filter(({ model }) => model === shown[0]);
  const [from, to] = [first[0]!, first.at(-1)!];
  const level = ({ scores }: Point) => saidQuality(spreadOf(scores.test).mean);
  const values = {
    model: messageWords(titles[0]!),
    metric: predictionMetricTexts[metric],
    from: level(from),
    to: level(to),
    fewest: from.nRows,
    most: to.nRows,
  };
  const sign = betterSign(metric);
  const [mid, end] = [first[first.length >> 1]!, to].map(({ scores }) => spreadOf(scores.test));
  const isRising = first.length > 2 && sign * (end!.mean - mid!.mean) > mid!.deviation / Math.sqrt(task.folds.length);
  return {
    kind: 'line',
    title: text.message(first.length < 2 ? 'titleOne' : isRising ? 'titleRising' : 'titleLevel', values),
    subtitle: text.message('basis', { folds: task.folds.length, rows: task.table.nRows }),
    summary: text.message('summary', values),
    x: { label: text.message('rowsAxis'), unit: 'count' },
    y: { label: { code: metric, text: predictionMetricTexts[metric] } },
    series,
  };
}
