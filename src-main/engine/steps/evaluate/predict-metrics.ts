import {
  accuracyOf,
  averageQuality,
  balancedAccuracy,
  classQualities,
  cohenKappa,
  confusionOf,
  matthews,
} from '../../maths/metrics/confusion.ts';
import { numberMetrics, pinballLoss } from '../../maths/metrics/numbers.ts';
import { probabilityMetrics } from '../../maths/metrics/probabilities.ts';
import { classesOf } from '../predict/predictions.ts';
import { outputsOf, type TargetInfo } from '../predict/predictor.ts';

const SHARED = ['accuracy', 'balancedAccuracy', 'rocAuc', 'logLoss', 'brier', 'mcc', 'kappa'] as const;
const AVERAGES = ['f1Micro', 'f1Macro', 'f1Weighted', 'precisionMacro', 'recallMacro'] as const;
const TWO = ['prAuc', 'ks', 'topDecileLift', 'precision', 'recall', 'specificity', 'f1'] as const;
const NUMBER = ['rmse', 'mae', 'medianError', 'mape', 'r2', 'pinball'] as const;

/** Every metric of predictions by the name it goes by in parameters and tables. */
export const predictionMetrics = [...SHARED, ...TWO, ...AVERAGES, ...NUMBER] as const;
export type PredictionMetric = (typeof predictionMetrics)[number];

const LOWER: readonly PredictionMetric[] = ['logLoss', 'brier', 'rmse', 'mae', 'medianError', 'mape', 'pinball'];

/** 1 where more is better, −1 where less is. */
export const betterSign = (metric: PredictionMetric): 1 | -1 => (LOWER.includes(metric) ? -1 : 1);

/** The metrics that a kind of target has. */
export function metricsOf({ kind, classes }: TargetInfo): readonly PredictionMetric[] {
  if (kind === 'number') return NUMBER;
  return classes.length === 2 ? [...SHARED, ...TWO, ...AVERAGES] : [...SHARED, ...AVERAGES];
}

/** What happened to some rows, and what was foretold of them. */
export interface JudgedRows {
  readonly target: TargetInfo;
  /** Classes or numbers. */
  readonly actual: Int32Array | Float64Array;
  /** (nRows, nOutputs), row-major. */
  readonly found: Float64Array;
}

/** How rows are judged. */
export interface JudgeOptions {
  readonly threshold: number;
  /** Which quantile the pinball loss is of. */
  readonly quantile: number;
}

/** Some of the rows, in that order; one may stand there several times. */
export function pickRows({ target, actual, found }: JudgedRows, rows: ArrayLike<number>): JudgedRows {
  const width = outputsOf(target);
  const picked = actual instanceof Int32Array ? new Int32Array(rows.length) : new Float64Array(rows.length);
  const values = new Float64Array(rows.length * width);
  for (let i = 0; i < rows.length; i++) {
    const row = rows[i]!;
    picked[i] = actual[row]!;
    for (let k = 0; k < width; k++) values[i * width + k] = found[row * width + k]!;
  }
  return { target, actual: picked, found: values };
}

/**
 * All metrics of the target's kind, in the order of {@link metricsOf}.
 *
 * @param weights how often each row counts, for classes; null where all count once.
 */
export function judge(rows: JudgedRows, options: JudgeOptions, weights: Float64Array | null = null): Float64Array {
  const { target, actual, found } = rows;
  const values =
    actual instanceof Int32Array
      ? judgeClasses(target, actual, found, options, weights)
      : judgeNumbers(actual, found, options);
  return Float64Array.from(metricsOf(target), (metric) => values[metric] ?? NaN);
}

type Values = Partial<Record<PredictionMetric, number>>;

function judgeNumbers(actual: Float64Array, found: Float64Array, { quantile }: JudgeOptions): Values {
  return { ...numberMetrics(actual, found), pinball: pinballLoss(actual, found, quantile) };
}

function judgeClasses(
  { classes }: TargetInfo,
  codes: Int32Array,
  found: Float64Array,
  { threshold }: JudgeOptions,
  weights: Float64Array | null,
): Values {
  const nClasses = classes.length;
  const confusion = confusionOf(codes, classesOf(found, nClasses, threshold), nClasses, weights);
  const [negative, positive] = classQualities(confusion);
  const [macro, weighted] = [averageQuality(confusion, 'macro'), averageQuality(confusion, 'weighted')];
  return {
    ...probabilityMetrics({ nClasses, codes, probabilities: found, weights }),
    accuracy: accuracyOf(confusion),
    balancedAccuracy: balancedAccuracy(confusion),
    mcc: matthews(confusion),
    kappa: cohenKappa(confusion),
    f1Micro: averageQuality(confusion, 'micro').f1,
    f1Macro: macro.f1,
    f1Weighted: weighted.f1,
    precisionMacro: macro.precision,
    recallMacro: macro.recall,
    ...(nClasses === 2
      ? { precision: positive!.precision, recall: positive!.recall, specificity: negative!.recall, f1: positive!.f1 }
      : {}),
  };
}
