import * as tf from '@tensorflow/tfjs-core';

/**
 * Sums of rows by segment, which gradients of gathering need: an embedding's rows are looked up many times in a batch. As a
 * scatter it takes one pass; tfjs's own for plain JavaScript compares every row with every segment.
 *
 * Departure from TensorFlow: segment ids must not be negative, as those of a gather never are.
 */
export const unsortedSegmentSum: Omit<tf.KernelConfig, 'backendName'> = {
  kernelName: tf.UnsortedSegmentSum,
  kernelFunc({ inputs, attrs }) {
    const { x, segmentIds } = inputs as unknown as Record<'x' | 'segmentIds', tf.Tensor>;
    const { numSegments } = attrs as unknown as tf.UnsortedSegmentSumAttrs;
    return tf.tidy(() => {
      const [nRows = 0, ...row] = x.shape;
      const width = row.reduce((product, size) => product * size, 1);
      // Rows of one number would be scattered one by one: a matrix keeps them together.
      const rows = tf.reshape(x, [nRows, width]);
      const ids = tf.reshape<tf.Rank.R2>(segmentIds, [nRows, 1]);
      const sums = tf.scatterND(tf.cast(ids, 'int32'), rows, [numSegments, width]);
      return tf.reshape(sums, [numSegments, ...row]);
    });
  },
};
