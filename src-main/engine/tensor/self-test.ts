import * as tf from '@tensorflow/tfjs-core';

/** What a self-test gives. */
export interface SelfTestResult {
  /** The largest difference of any weight from the known result. */
  readonly error: number;
}

/** Single precision over a dozen sums leaves less than this; a wrong kernel far more. */
export const SELF_TEST_TOLERANCE = 1e-4;

/*
 * One step of gradient descent, rate 0.5, on a model of two weights matrices worked on paper: rows of an embedding are
 * looked up (the second twice), multiplied by a matrix, rectified and compared with targets.
 *
 * Embedding E = [[1, 2], [3, -1], [0, 1]], ids = [1, 0, 1], matrix W = [[1], [2]], targets t = [2, 4, 2].
 * Looked up: X = [[3, -1], [1, 2], [3, -1]]; Y = relu(X·W) = [1, 5, 1]; Y − t = [−1, 1, −1]; loss = ½ Σ (Y − t)² = 1.5.
 * dW = Xᵀ(Y − t) = [−3 + 1 − 3, 1 + 2 + 1] = [−5, 4]; dX = (Y − t)·Wᵀ = [[−1, −2], [1, 2], [−1, −2]];
 * dE = [[1, 2], [−2, −4], [0, 0]], the second row twice. After the step: W = [3.5, 0], E = [[0.5, 1], [4, 1], [0, 1]].
 */
const RATE = 0.5;
const KNOWN_EMBEDDING = [0.5, 1, 4, 1, 0, 1];
const KNOWN_WEIGHTS = [3.5, 0];

/** Trains a small model one step and compares its weights with those worked out by hand. */
export async function selfTest(): Promise<SelfTestResult> {
  const embedding = tf.variable(tf.tensor2d([1, 2, 3, -1, 0, 1], [3, 2]));
  const weights = tf.variable(tf.tensor2d([1, 2], [2, 1]));
  const optimizer = tf.train.sgd(RATE);
  try {
    optimizer.minimize(() => {
      const looked = tf.gather(embedding, tf.tensor1d([1, 0, 1], 'int32'));
      const errors = tf.sub(tf.relu(tf.matMul(looked, weights)), tf.tensor2d([2, 4, 2], [3, 1]));
      return tf.mul(tf.sum(tf.square(errors)), 0.5);
    });
    const got = [...(await embedding.data()), ...(await weights.data())];
    const known = [...KNOWN_EMBEDDING, ...KNOWN_WEIGHTS];
    const errors = known.map((value, i) => Math.abs(value - (got[i] ?? NaN)));
    // NaN must not pass.
    return { error: errors.some(Number.isNaN) ? Infinity : Math.max(...errors) };
  } finally {
    optimizer.dispose();
    embedding.dispose();
    weights.dispose();
  }
}
