import * as tf from '@tensorflow/tfjs-core';
import { logSumExp } from './log-sum-exp.ts';

/** Added where a candidate is not to be held against what is right. */
export const LEFT_OUT = -1e9;

/**
 * Cross-entropy of the right item among it and candidates, where the logarithm of how likely each was to be a candidate is taken off
 * its score, so that popular items, which are candidates more often, are not held down. The mean over rows.
 *
 * Yi et al. (2019), Sampling-bias-corrected neural modeling for large corpus item recommendations, doi:10.1145/3298689.3346996.
 *
 * @param right (n): scores of what is right. @param others (n, m): scores of the candidates.
 * @param rightLogs (n) and otherLogs (n, m): the logarithms; {@link LEFT_OUT} with the sign turned leaves a candidate out.
 */
export function correctedSoftmax(
  right: tf.Tensor1D,
  others: tf.Tensor2D,
  rightLogs: Float32Array,
  otherLogs: Float32Array,
): tf.Scalar {
  const own = tf.sub<tf.Tensor1D>(right, tf.tensor1d(rightLogs));
  const all = tf.concat([tf.expandDims<tf.Tensor2D>(own, 1), tf.sub(others, tf.tensor2d(otherLogs, others.shape))], 1);
  return tf.sub(tf.mean(logSumExp(all)), tf.mean(own));
}
