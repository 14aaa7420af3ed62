import * as tf from '@tensorflow/tfjs-core';

/**
 * How a convolution's loss changes with its filter, as one product of matrices a place in the filter.
 *
 * x (batch, height, width, channels), dy (batch, outHeight, outWidth, filters); the result has the filter's shape. Channels
 * come last, as everywhere in the product, and nothing is dilated.
 */
export const convFilterGradient: Omit<tf.KernelConfig, 'backendName'> = {
  kernelName: tf.Conv2DBackpropFilter,
  kernelFunc({ inputs, attrs }) {
    const { x, dy } = inputs as unknown as Record<'x' | 'dy', tf.Tensor4D>;
    const { strides, pad, dimRoundingMode, filterShape } = attrs as unknown as tf.Conv2DBackpropFilterAttrs;
    const info = tf.backend_util.computeConv2DInfo(x.shape, filterShape, strides, 1, pad, dimRoundingMode);
    const { outHeight, outWidth, strideHeight, strideWidth, inChannels, outChannels, padInfo } = info;
    return tf.tidy(() => {
      const padded = tf.pad(x, [
        [0, 0],
        [padInfo.top, padInfo.bottom],
        [padInfo.left, padInfo.right],
        [0, 0],
      ]);
      const errors = tf.reshape(dy, [-1, outChannels]);
      const places: tf.Tensor[] = [];
      for (let row = 0; row < filterShape[0]; row++) {
        for (let column = 0; column < filterShape[1]; column++) {
          const seen = tf.stridedSlice(
            padded,
            [0, row, column, 0],
            [
              x.shape[0],
              row + (outHeight - 1) * strideHeight + 1,
              column + (outWidth - 1) * strideWidth + 1,
              inChannels,
            ],
            [1, strideHeight, strideWidth, 1],
          );
          places.push(tf.matMul(tf.reshape<tf.Rank.R2>(seen, [-1, inChannels]), errors, true, false));
        }
      }
      return tf.reshape(tf.stack(places), filterShape);
    });
  },
};
