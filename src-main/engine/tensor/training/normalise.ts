import * as tf from '@tensorflow/tfjs-core';

/** Keeps divisors from zero, as in PyTorch. */
const NORM_EPSILON = 1e-5;

/** Values less their mean, over the root of their variance, on a learned scale. */
export const scaled = (
  x: tf.Tensor,
  mean: tf.Tensor,
  variance: tf.Tensor,
  scale: tf.Tensor,
  shift: tf.Tensor,
): tf.Tensor2D => tf.add(tf.mul(tf.mul(tf.sub(x, mean), tf.rsqrt(tf.add(variance, NORM_EPSILON))), scale), shift);

/** Each row centred and scaled over its columns. @param x (nRows, n) @param scale (n) @param shift (n) */
export function layerNormed(x: tf.Tensor2D, scale: tf.Tensor, shift: tf.Tensor): tf.Tensor2D {
  const mean = tf.mean(x, 1, true);
  const variance = tf.mean(tf.square(tf.sub(x, mean)), 1, true);
  return scaled(x, mean, variance, scale, shift);
}
