import * as tf from '@tensorflow/tfjs-core';

/**
 * log Σ exp over the last axis, of which one number is left, without overflow; its slope is the softmax, and what that takes is kept from
 * the way forth. tfjs's own asks each score whether it is its row's highest, which on WebAssembly takes longer than all else of a batch.
 */
export function logSumExp<T extends tf.Tensor>(scores: T): T {
  const sum = tf.customGrad<T>((...given) => {
    const [own, save] = given as [tf.Tensor, (kept: tf.Tensor[]) => void];
    const axis = own.rank - 1;
    const highest = tf.max(own, axis, true);
    const raised = tf.exp(tf.sub(own, highest));
    const total = tf.sum(raised, axis, true);
    save([raised, total]);
    return {
      value: tf.add<T>(tf.log(total), highest),
      gradFunc: (slope: T, [raised, total]: tf.Tensor[]) => tf.mul(raised!, tf.div(slope, total!)),
    };
  });
  return sum(scores);
}
