import { quantile } from '../statistics.ts';

/** Differences between what happened and what was predicted, summed up. */
export interface NumberMetrics {
  readonly mae: number;
  readonly rmse: number;
  /** Mean absolute error as a share of what happened; rows where nothing happened are divided by the smallest number there is. */
  readonly mape: number;
  readonly medianError: number;
  /** The share of the variance that is explained; NaN where there is none. */
  readonly r2: number;
}

/** @param predicted one a row, as `actual`; finite. No row gives NaN. */
export function numberMetrics(actual: Float64Array, predicted: Float64Array): NumberMetrics {
  const n = actual.length;
  const mean = actual.reduce((sum, value) => sum + value, 0) / n;
  const errors = new Float64Array(n);
  let [absolute, squares, relative, total] = [0, 0, 0, 0];
  for (let i = 0; i < n; i++) {
    const error = (errors[i] = Math.abs(actual[i]! - predicted[i]!));
    absolute += error;
    squares += error * error;
    relative += error / Math.max(Math.abs(actual[i]!), Number.EPSILON);
    total += (actual[i]! - mean) ** 2;
  }
  return {
    mae: absolute / n,
    rmse: Math.sqrt(squares / n),
    mape: relative / n,
    medianError: quantile(errors.sort(), 0.5),
    r2: total > 0 ? 1 - squares / total : NaN,
  };
}

/** Mean pinball loss: what is predicted too low costs `quantile`, too high 1 − `quantile`. @param level in (0, 1) */
export function pinballLoss(actual: Float64Array, predicted: Float64Array, level: number): number {
  const total = actual.reduce((sum, value, i) => {
    const over = value - predicted[i]!;
    return sum + (over >= 0 ? level * over : (level - 1) * over);
  }, 0);
  return total / actual.length;
}
