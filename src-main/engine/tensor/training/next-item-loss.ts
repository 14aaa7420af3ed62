import * as tf from '@tensorflow/tfjs-core';
import type { Random } from '../../maths/random.ts';
import { logSumExp } from './log-sum-exp.ts';
import { softmaxProduct } from './softmax-product.ts';

/*
 * Losses of choosing the right item: states (n, size), items (nItems, size), targets (n), the item that is right for each state.
 * All are means over the states.
 */

const products = (states: tf.Tensor2D, items: tf.Tensor2D, of: Int32Array): tf.Tensor1D =>
  tf.sum<tf.Tensor1D>(tf.mul(states, tf.gather(items, tf.tensor1d(of, 'int32'))), 1);

/** Cross-entropy over all items. */
export const wholeSoftmax = (states: tf.Tensor2D, items: tf.Tensor2D, targets: Int32Array): tf.Scalar =>
  tf.sub(softmaxProduct(states, items), tf.mean(products(states, items, targets)));

/** Added where a drawn item is the right one itself. */
const ITSELF = -1e9;

/**
 * Cross-entropy over the right item and others drawn for the whole batch, whose part is enlarged to that of all others.
 *
 * Klenitskiy & Vasilev (2023), Turning dross into gold loss: is BERT4Rec really better than SASRec?, arXiv:2309.07602.
 */
export function sampledSoftmax(
  states: tf.Tensor2D,
  items: tf.Tensor2D,
  targets: Int32Array,
  nNegatives: number,
  random: Random,
): tf.Scalar {
  const nItems = items.shape[0];
  const drawn = Int32Array.from({ length: nNegatives }, () => random.integer(nItems));
  const enlarged = Math.log(Math.max(1, nItems - 1) / nNegatives);
  const added = new Float32Array(targets.length * nNegatives);
  targets.forEach((target, i) => {
    for (let j = 0; j < nNegatives; j++) added[i * nNegatives + j] = drawn[j] === target ? ITSELF : enlarged;
  });
  const right = products(states, items, targets);
  const others = tf.matMul(states, tf.gather(items, tf.tensor1d(drawn, 'int32')), false, true);
  const all = tf.concat([tf.expandDims(right, 1), tf.add(others, tf.tensor2d(added, [targets.length, nNegatives]))], 1);
  return tf.sub(tf.mean(logSumExp(all)), tf.mean(right));
}

/** Binary cross-entropy of the right item against a drawn one. */
export function oneNegative(
  states: tf.Tensor2D,
  items: tf.Tensor2D,
  targets: Int32Array,
  drawn: Int32Array,
): tf.Scalar {
  const right = tf.softplus(tf.neg(products(states, items, targets)));
  return tf.mean(tf.add(right, tf.softplus(products(states, items, drawn))));
}

/** 1 − NDCG where one item is relevant and all are ranked: 1 − 1 ÷ log₂(1 + rank). */
export function missedGain(states: tf.Tensor2D, items: tf.Tensor2D, targets: Int32Array): tf.Scalar {
  const right = tf.expandDims(products(states, items, targets), 1);
  const nBefore = tf.sum(tf.cast(tf.greater(tf.matMul(states, items, false, true), right), 'float32'), 1);
  return tf.sub(1, tf.mean(tf.div(Math.LN2, tf.log(tf.add(nBefore, 2)))));
}
