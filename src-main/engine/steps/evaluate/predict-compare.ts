import type { MetricValue } from '../../../contract/step.ts';
import { compareFolds, type FoldTest } from '../../maths/metrics/student-t.ts';
import { quantile } from '../../maths/statistics.ts';
import type { Random } from '../../maths/random.ts';
import { outputsOf } from '../predict/predictor.ts';
import {
  betterSign,
  judge,
  metricsOf,
  pickRows,
  type JudgedRows,
  type JudgeOptions,
  type PredictionMetric,
} from './predict-metrics.ts';
import type { HeldOut, PredictTask } from './predict-score.ts';

/** Models judged on the same held-out rows. */
export interface PredictComparison {
  readonly metrics: readonly PredictionMetric[];
  /** (nModels, nMetrics), with intervals where rows were resampled. */
  readonly quality: readonly (readonly MetricValue[])[];
  /** The index of the model that is best in the main metric, of equals the first. */
  readonly best: number;
  /** By model: how it compares with the best in the main metric, fold by fold; null for the best itself and without folds. */
  readonly tests: readonly (FoldTest | null)[];
}

/** How sure to be, and of what. */
export interface CompareOptions extends JudgeOptions {
  readonly metric: PredictionMetric;
  /** 0 for no intervals. */
  readonly nResamples: number;
  readonly confidence: number;
  readonly rope: number;
}

/** Rows of a repeat that were tested, as they are judged. */
export function heldOutRows(
  task: PredictTask,
  { found }: HeldOut,
  repeat = 0,
): JudgedRows & { readonly rows: Int32Array } {
  const values = found[repeat]!;
  const width = outputsOf(task.target);
  const rows = Int32Array.from(task.actual.keys()).filter((row) => !Number.isNaN(values[row * width]!));
  return { ...pickRows({ target: task.target, actual: task.actual, found: values }, rows), rows };
}

/**
 * Metrics of each model over the rows that were held out, the mean of repeats, with percentile bootstrap intervals over rows, and the best
 * model against each other one by folds.
 *
 * @param look called between resamples.
 */
export function comparePredictors(
  task: PredictTask,
  models: readonly HeldOut[],
  options: CompareOptions,
  random: Random,
  look: (share: number) => void,
): PredictComparison {
  const metrics = metricsOf(task.target);
  const held = models.map((model) =>
    Array.from({ length: task.nRepeats }, (_, repeat) => heldOutRows(task, model, repeat)),
  );
  const values = held.map((repeats) => meanQuality(repeats, options));
  const main = metrics.indexOf(options.metric);
  const sign = betterSign(options.metric);
  const best = bestOf(values.map((row) => sign * row[main]!));
  const drawn = models.map(() => metrics.map(() => new Float64Array(options.nResamples)));
  const nRows = held[0]?.[0]?.rows.length ?? 0;
  const drawable = held.map((repeats) => repeats.map(byScore));
  const times = new Float64Array(nRows);
  for (let resample = 0; resample < options.nResamples; resample++) {
    look(resample / options.nResamples);
    const own = random.fork(resample);
    // The same rows for every model, so that they stay paired.
    times.fill(0);
    for (let i = 0; i < nRows; i++) times[own.integer(nRows)]!++;
    drawable.forEach((repeats, m) => {
      const each = repeats.map((rows) => judgeDrawn(rows, options, times));
      metrics.forEach((_, j) => {
        drawn[m]![j]![resample] = each.reduce((sum, row) => sum + row[j]!, 0) / each.length;
      });
    });
  }
  const quality = values.map((row, m) =>
    Array.from(row, (value, j): MetricValue => withInterval(value, drawn[m]![j]!, options.confidence)),
  );
  const tests = models.map((model, m) => (m === best ? null : foldTest(task, models[best]!, model, options)));
  return { metrics, quality, best, tests };
}

function bestOf(scores: readonly number[]): number {
  let best = 0;
  scores.forEach((score, m) => {
    if (score > scores[best]! || Number.isNaN(scores[best]!)) best = m;
  });
  return best;
}

/** Metrics as a mean over repeats. */
function meanQuality(repeats: readonly JudgedRows[], options: JudgeOptions): Float64Array {
  const each = repeats.map((rows) => judge(rows, options));
  return each[0]!.map((_, j) => each.reduce((sum, row) => sum + row[j]!, 0) / each.length);
}

/** Rows to draw from again and again, with where each stood. */
interface Drawable {
  readonly rows: JudgedRows;
  readonly places: Int32Array;
}

/** The highest scores first, so that no draw has to sort them. */
function byScore(rows: JudgedRows): Drawable {
  const places = Int32Array.from(rows.actual.keys());
  if (rows.target.classes.length === 2) places.sort((a, b) => rows.found[b * 2 + 1]! - rows.found[a * 2 + 1]! || a - b);
  return { rows: pickRows(rows, places), places };
}

/** Metrics of rows that were drawn so many times each. */
function judgeDrawn({ rows, places }: Drawable, options: JudgeOptions, times: Float64Array): Float64Array {
  const own = Float64Array.from(places, (place) => times[place] ?? 1);
  if (rows.target.kind === 'classes') return judge(rows, options, own);
  return judge(pickRows(rows, repeated(own)), options);
}

/** Every place as often as it was drawn. */
function repeated(times: Float64Array): Int32Array {
  const out = new Int32Array(times.reduce((sum, n) => sum + n, 0));
  let at = 0;
  times.forEach((n, place) => {
    out.fill(place, at, (at += n));
  });
  return out;
}

function withInterval(value: number, drawn: Float64Array, confidence: number): MetricValue {
  const sorted = drawn.filter((one) => !Number.isNaN(one)).sort();
  if (sorted.length === 0) return { value };
  const tail = (1 - confidence) / 2;
  return { value, lower: quantile(sorted, tail), upper: quantile(sorted, 1 - tail) };
}

/** The best model less another one, by folds. */
function foldTest(task: PredictTask, best: HeldOut, other: HeldOut, options: CompareOptions): FoldTest | null {
  const { folds, target, actual } = task;
  const main = metricsOf(target).indexOf(options.metric);
  const sign = betterSign(options.metric);
  const of = ({ found }: HeldOut, fold: PredictTask['folds'][number]): number =>
    judge(pickRows({ target, actual, found: found[fold.repeat]! }, fold.test), options)[main]!;
  const differences = folds.map((fold) => sign * (of(best, fold) - of(other, fold)));
  const ratio = folds.reduce((sum, { train, test }) => sum + test.length / Math.max(1, train.length), 0) / folds.length;
  return compareFolds(differences, ratio, options.rope);
}
