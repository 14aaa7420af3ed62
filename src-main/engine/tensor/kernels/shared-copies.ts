import type * as tf from '@tensorflow/tfjs-core';
import type { BackendWasm } from '@tensorflow/tfjs-backend-wasm';

/**
 * Makes no copy where a tensor is only named anew, as happens to all that a gradient needs later: no kernel changes its inputs, so that
 * both can share their values, as on tfjs's other backends.
 */
export const withoutCopies = (kernel: tf.KernelConfig): tf.KernelConfig => ({
  ...kernel,
  kernelFunc({ inputs, backend }) {
    const { x } = inputs as unknown as Record<'x', tf.TensorInfo>;
    (backend as BackendWasm).incRef(x.dataId);
    return { dataId: x.dataId, shape: x.shape, dtype: x.dtype };
  },
});
