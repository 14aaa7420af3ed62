import * as tf from '@tensorflow/tfjs-core';
import type { Objective } from './tensor-trainee.ts';

/**
 * What a network that tells a column is judged by: the squared error of a number, the cross-entropy of one score (the log-odds of the
 * second of two classes), or that of a score for each class. Targets have two columns: what is to be told (a number, or the place of a
 * class), and the weight of the row.
 */
export type TabularLoss = 'squaredError' | 'logistic' | 'softmax';

/** Rows as they lie in padded memory. */
interface PaddedRows {
  readonly values: Float32Array;
  readonly width: number;
}

/**
 * The weighted losses of a batch, and the slope of their mean.
 *
 * @param scores (n, nScores); `targets` (n, 2). @param slope as wide as the scores; what pads a row becomes zero.
 * @returns the sum of the losses.
 */
export function lossAndSlope(
  loss: TabularLoss,
  scores: PaddedRows,
  nScores: number,
  targets: PaddedRows,
  slope: Float32Array,
  n: number,
): number {
  const { width } = scores;
  slope.fill(0, 0, n * width);
  let sum = 0;
  for (let row = 0; row < n; row++) {
    const wanted = targets.values[row * targets.width]!;
    const weight = targets.values[row * targets.width + 1]!;
    const from = row * width;
    if (loss === 'softmax') sum += weight * crossEntropy(scores.values, from, nScores, wanted, slope, weight / n);
    else if (loss === 'logistic') {
      const score = scores.values[from]!;
      const share = 1 / (1 + Math.exp(-score));
      slope[from] = ((share - wanted) * weight) / n;
      sum += weight * (Math.max(score, 0) - score * wanted + Math.log1p(Math.exp(-Math.abs(score))));
    } else {
      const difference = scores.values[from]! - wanted;
      slope[from] = (2 * difference * weight) / n;
      sum += weight * difference * difference;
    }
  }
  return sum;
}

/** The cross-entropy of one row's scores; its slope times the scale is left. */
function crossEntropy(
  scores: Float32Array,
  from: number,
  nScores: number,
  wanted: number,
  slope: Float32Array,
  scale: number,
): number {
  let highest = -Infinity;
  for (let j = 0; j < nScores; j++) highest = Math.max(highest, scores[from + j]!);
  let total = 0;
  for (let j = 0; j < nScores; j++) total += Math.exp(scores[from + j]! - highest);
  for (let j = 0; j < nScores; j++)
    slope[from + j] = (Math.exp(scores[from + j]! - highest) / total - (j === wanted ? 1 : 0)) * scale;
  return Math.log(total) + highest - scores[from + wanted]!;
}

/** The same loss on a tensor backend. */
export const tabularObjective =
  (loss: TabularLoss): Objective =>
  (outputs, targets) => {
    const scores = outputs.at(-1)!;
    const [wanted, weights] = tf.split(targets, 2, 1) as [tf.Tensor2D, tf.Tensor2D];
    const losses = lossesOf(loss, scores, wanted);
    return { [loss]: tf.mean(tf.mul(losses, weights)) };
  };

function lossesOf(loss: TabularLoss, scores: tf.Tensor2D, wanted: tf.Tensor2D): tf.Tensor2D {
  switch (loss) {
    case 'squaredError':
      return tf.squaredDifference(scores, wanted);
    case 'logistic':
      return tf.sub(tf.softplus(scores), tf.mul(scores, wanted));
    case 'softmax': {
      const right = tf.cast(tf.equal(wanted, tf.range(0, scores.shape[1], 1)), 'float32');
      return tf.sub(tf.logSumExp(scores, 1, true), tf.sum(tf.mul(scores, right), 1, true));
    }
  }
}
