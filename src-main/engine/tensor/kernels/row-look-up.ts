import type * as tf from '@tensorflow/tfjs-core';
import type { BackendWasm } from '@tensorflow/tfjs-backend-wasm';
import { copyRow } from './copy-row.ts';

/** Looks up rows of a matrix by copying each at once: WebAssembly's kernel finds every value by itself, ten times as slowly. */
export function withRowLookUp(kernel: tf.KernelConfig): tf.KernelConfig {
  return {
    ...kernel,
    kernelFunc(given) {
      const { x, indices } = given.inputs as unknown as Record<'x' | 'indices', tf.TensorInfo>;
      const { axis, batchDims } = given.attrs as unknown as tf.GatherV2Attrs;
      const isPlain = axis === 0 && !batchDims && x.dtype === 'float32' && indices.dtype === 'int32';
      if (!isPlain) return kernel.kernelFunc(given);
      const backend = given.backend as BackendWasm;
      const [nRows = 0, ...row] = x.shape;
      const out = backend.makeOutput([...indices.shape, ...row], 'float32');
      const [values, at, to] = [x, indices, out].map((tensor) => backend.typedArrayFromHeap(tensor)) as [
        Float32Array,
        Int32Array,
        Float32Array,
      ];
      const width = row.reduce((product, size) => product * size, 1);
      for (let i = 0; i < at.length; i++) {
        if (at[i]! < 0 || at[i]! >= nRows) throw new RangeError(`row ${at[i]} of ${nRows}`);
        copyRow(values, at[i]! * width, to, i * width, width);
      }
      return out;
    },
  };
}
