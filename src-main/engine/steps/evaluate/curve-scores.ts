import type { Chain } from '../../../contract/step.ts';
import type { Text } from '../../../contract/text.ts';
import { numberColumn, type Column } from '../../table/column.ts';
import type { Context } from '../context.ts';
import { askMember } from '../predict/members.ts';
import { subContext } from '../sub-context.ts';
import { JUDGING } from './fold-quality.ts';
import { judge, metricsOf, type PredictionMetric } from './predict-metrics.ts';
import { fitFold, type PredictTask } from './predict-score.ts';

/** The quality of a chain in each fold: on the rows that it learned from, and on those held out. */
export interface CurveScores {
  readonly train: Float64Array;
  readonly test: Float64Array;
}

/** Rows learned from, and rows held out. */
export const SIDES = ['train', 'test'] as const;

/**
 * Fits a chain in every fold and judges it on both sides.
 *
 * @returns null where it predicts another kind of target. @throws what its steps throw; bad-input where it does not predict
 */
export async function scoreBothSides(
  context: Context,
  chain: Chain,
  task: PredictTask,
  metric: PredictionMetric,
): Promise<CurveScores | null> {
  const { table, target, actual, folds } = task;
  const at = metricsOf(target).indexOf(metric);
  const scores = { train: new Float64Array(folds.length), test: new Float64Array(folds.length) };
  for (const [i, fold] of folds.entries()) {
    context.signal.throwIfAborted();
    const own = {
      ...subContext(context, i / folds.length, (i + 1) / folds.length, context.random.fork(i)),
      warn: () => undefined,
    };
    const fitted = await fitFold(own, chain, task, fold.train);
    if (!fitted) return null;
    for (const side of SIDES) {
      const rows = fold[side];
      const found = await askMember(own, fitted, table.take(rows), target);
      const happened =
        actual instanceof Int32Array
          ? Int32Array.from(rows, (row) => actual[row]!)
          : Float64Array.from(rows, (row) => actual[row]!);
      scores[side][i] = judge({ target, actual: happened, found }, JUDGING)[at]!;
    }
  }
  return scores;
}

/** Mean and standard deviation (divided by n) over folds that have a value; NaN without any. */
export function spreadOf(values: Float64Array): { mean: number; deviation: number } {
  const known = values.filter((value) => !Number.isNaN(value));
  const mean = known.reduce((sum, value) => sum + value, 0) / known.length;
  return { mean, deviation: Math.sqrt(known.reduce((sum, value) => sum + (value - mean) ** 2, 0) / known.length) };
}

/** Means and spreads on both sides as columns. */
export function spreadColumns(
  scores: readonly CurveScores[],
  label: (key: 'train' | 'trainSpread' | 'test' | 'testSpread') => Text,
): Column[] {
  return SIDES.flatMap((side) => {
    const spreads = scores.map((own) => spreadOf(own[side]));
    return [
      numberColumn(
        `${side}_mean`,
        Float64Array.from(spreads, ({ mean }) => mean),
        { label: label(side) },
      ),
      numberColumn(
        `${side}_deviation`,
        Float64Array.from(spreads, ({ deviation }) => deviation),
        { label: label(`${side}Spread`) },
      ),
    ];
  });
}

/** The mean of one side at every point, and a standard deviation below and above. */
export function bandOf(scores: readonly CurveScores[], side: 'train' | 'test') {
  const spreads = scores.map((own) => spreadOf(own[side]));
  return {
    y: Float64Array.from(spreads, ({ mean }) => mean),
    lower: Float64Array.from(spreads, ({ mean, deviation }) => mean - deviation),
    upper: Float64Array.from(spreads, ({ mean, deviation }) => mean + deviation),
  };
}
