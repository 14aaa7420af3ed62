import { judge, metricsOf, pickRows, type PredictionMetric } from './predict-metrics.ts';
import { heldOutRows } from './predict-compare.ts';
import type { HeldOut, PredictTask } from './predict-score.ts';

/** What the metrics that need a line or a level are told. */
export const JUDGING = { threshold: 0.5, quantile: 0.5 };

/** The quality of what was foretold in each fold; where folds test one row, which has none of its own, of all rows together. */
export function qualityByFold(task: PredictTask, held: HeldOut, metric: PredictionMetric): Float64Array {
  const at = metricsOf(task.target).indexOf(metric);
  const of = (rows: Parameters<typeof judge>[0]): number => judge(rows, JUDGING)[at]!;
  if (task.folds.every(({ test }) => test.length < 2))
    return Float64Array.from(held.found, (_, repeat) => of(heldOutRows(task, held, repeat)));
  const { target, actual } = task;
  return Float64Array.from(task.folds, ({ repeat, test }) =>
    of(pickRows({ target, actual, found: held.found[repeat]! }, test)),
  );
}

/** The lowest or highest of the folds that have a value; NaN without any. */
export const endOfFolds = (folds: Float64Array, end: (...values: number[]) => number): number => {
  const known = knownOf(folds);
  return known.length > 0 ? end(...known) : NaN;
};

/** The folds that have a value: a metric may need two classes, and a fold hold one. */
const knownOf = (folds: Float64Array): Float64Array => folds.filter((value) => !Number.isNaN(value));

/** The mean of the folds that have a value; NaN without any. */
export const meanOfFolds = (folds: Float64Array): number => {
  const known = knownOf(folds);
  return known.reduce((sum, value) => sum + value, 0) / known.length;
};

/** A quality as a metric, with the range over folds. */
export const qualityRange = (value: number, folds: Float64Array) => {
  const known = knownOf(folds);
  return known.length > 0 ? { value, lower: Math.min(...known), upper: Math.max(...known) } : null;
};
