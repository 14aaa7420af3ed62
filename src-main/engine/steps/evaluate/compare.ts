import type { MetricValue } from '../../../contract/step.ts';
import type { Random } from '../../maths/random.ts';
import type { CancelSignal } from '../context.ts';
import { bootstrapMeans } from './bootstrap.ts';
import type { Measure, TaskScores } from './score-chain.ts';

/** Models on one task, measure by measure. */
export interface Comparison {
  readonly measures: readonly Measure[];
  readonly ks: readonly number[];
  /** (nModels, nMeasures), with intervals where customers were resampled. */
  readonly quality: readonly (readonly MetricValue[])[];
  /** (nModels, nKs) */
  readonly coverage: readonly Float64Array[];
  /** The index of the model that is best in the main measure, and of the one next to it; −1 where there is one model only. */
  readonly best: number;
  readonly second: number;
  /** Whether the interval of their difference on the same customers lies above zero; null without intervals or a second model. */
  readonly clear: boolean | null;
}

/** How sure to be, and how. */
export interface IntervalOptions {
  /** 0 for no intervals. */
  readonly nResamples: number;
  readonly confidence: number;
}

/**
 * Means over customers with intervals, all models resampled together.
 *
 * @param main the index of the measure that decides which model is best; of equals the first.
 */
export function compareModels(
  scores: readonly TaskScores[],
  measures: readonly Measure[],
  ks: readonly number[],
  main: number,
  { nResamples, confidence }: IntervalOptions,
  random: Random,
  signal: CancelSignal,
): Comparison {
  const nMeasures = measures.length;
  const nUsers = (scores[0]?.values.length ?? 0) / nMeasures;
  const means = scores.map(({ values }) => columnMeans(values, nUsers, nMeasures));
  const order = [...means.keys()].sort((a, b) => at(means, b, main) - at(means, a, main) || a - b);
  const [best = 0, second = -1] = order;
  const coverage = scores.map((score) => score.coverage);
  const plain = { measures, ks, coverage, best, second };
  if (nResamples === 0)
    return { ...plain, quality: means.map((row) => Array.from(row, (value) => ({ value }))), clear: null };
  const x = sideBySide(scores, nUsers, nMeasures, best, second, main);
  const { lower, upper } = bootstrapMeans(x, nResamples, confidence, random, signal);
  const quality = means.map((row, model) =>
    Array.from(row, (value, j) => ({
      value,
      lower: lower[model * nMeasures + j] as number,
      upper: upper[model * nMeasures + j] as number,
    })),
  );
  return { ...plain, quality, clear: second < 0 ? null : (lower[scores.length * nMeasures] as number) > 0 };
}

const at = (means: readonly Float64Array[], model: number, measure: number): number => means[model]?.[measure] ?? 0;

function columnMeans(values: Float64Array, nRows: number, nColumns: number): Float64Array {
  const sums = new Float64Array(nColumns);
  values.forEach((value, i) => (sums[i % nColumns] = (sums[i % nColumns] as number) + value));
  return sums.map((sum) => sum / nRows);
}

/** Every model's columns next to each other, and one more: the best less the second in the main measure. */
function sideBySide(
  scores: readonly TaskScores[],
  nUsers: number,
  nMeasures: number,
  best: number,
  second: number,
  main: number,
) {
  const nColumns = scores.length * nMeasures + 1;
  const values = new Float64Array(nUsers * nColumns);
  for (let user = 0; user < nUsers; user++) {
    const row = user * nColumns;
    scores.forEach((score, model) => {
      values.set(score.values.subarray(user * nMeasures, (user + 1) * nMeasures), row + model * nMeasures);
    });
    const of = (model: number) => (model < 0 ? 0 : (values[row + model * nMeasures + main] as number));
    values[row + nColumns - 1] = of(best) - of(second);
  }
  return { nRows: nUsers, nColumns, values };
}
