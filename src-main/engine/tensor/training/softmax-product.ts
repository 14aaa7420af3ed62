import * as tf from '@tensorflow/tfjs-core';

/** Scores that lie in memory at once: what a processor's caches hold is several times as fast, and a batch's would take gigabytes. */
const MOST_SCORES = 2 ** 20;

/** The sum over states, and how it changes with states and items. */
interface Computed {
  readonly sum: tf.Scalar;
  readonly slopes: tf.Tensor[];
}

/**
 * The mean over states of log Σ exp(state · item), the sum over all items; some states at a time, and with its slopes, so that no
 * score is kept.
 *
 * @param states (n, size). @param items (nItems, size).
 */
export function softmaxProduct(states: tf.Tensor2D, items: tf.Tensor2D): tf.Scalar {
  const product = tf.customGrad<tf.Scalar>((...given) => {
    const [, , save] = given as [tf.Tensor2D, tf.Tensor2D, (kept: tf.Tensor[]) => void];
    const { sum, slopes } = sweep(states, items);
    const n = states.shape[0];
    save(slopes);
    return {
      value: tf.div<tf.Scalar>(sum, n),
      gradFunc: (slope: tf.Scalar, kept: tf.Tensor[]) => kept.map((part) => tf.mul(part, tf.div(slope, n))),
    };
  });
  return product(states, items);
}

function sweep(states: tf.Tensor2D, items: tf.Tensor2D): Computed {
  const [n, size] = states.shape;
  const nItems = items.shape[0];
  const most = Math.max(1, Math.floor(MOST_SCORES / nItems));
  const stateSlopes: tf.Tensor2D[] = [];
  let sum: tf.Scalar = tf.scalar(0);
  // Turned: to turn the shares for their product would cost more than the product.
  let itemSlopes: tf.Tensor2D = tf.zeros([size, nItems]);
  for (let from = 0; from < n; from += most) {
    const part = tf.slice(states, [from, 0], [Math.min(most, n - from), size]);
    const scores = tf.matMul(part, items, false, true);
    const highest = tf.max(scores, 1, true);
    const raised = tf.exp(tf.sub(scores, highest));
    const total = tf.sum(raised, 1, true);
    const shares = tf.div<tf.Tensor2D>(raised, total);
    const [ownSum, ownSlopes] = [tf.sum(tf.add(tf.log(total), highest)), tf.matMul(part, shares, true, false)];
    const before = [sum, itemSlopes];
    stateSlopes.push(tf.matMul(shares, items));
    [sum, itemSlopes] = [tf.add(sum, ownSum), tf.add(itemSlopes, ownSlopes)];
    // A tidy around the whole batch would hold all of them to its end.
    tf.dispose([part, scores, highest, raised, total, shares, ownSum, ownSlopes, ...before]);
  }
  return { sum, slopes: [tf.concat(stateSlopes), tf.transpose(itemSlopes)] };
}
