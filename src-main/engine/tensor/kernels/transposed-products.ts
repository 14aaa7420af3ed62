import * as tf from '@tensorflow/tfjs-core';

/** A matrix, or a stack of them, turned explicitly. */
function turned(x: tf.Tensor): tf.Tensor {
  const axes = x.shape.map((_, axis) => axis);
  const last = axes.length - 1;
  return tf.transpose(x, [...axes.slice(0, -2), last, last - 1]);
}

/**
 * The same product of matrices without asking the kernel to read an operand sideways: WebAssembly's does so three to five times
 * more slowly than it copies the operand, and the gradients of every product ask for it.
 */
export function withoutTransposes(kernel: tf.KernelConfig): tf.KernelConfig {
  return {
    ...kernel,
    kernelFunc(given) {
      const { transposeA, transposeB } = given.attrs as { transposeA?: boolean; transposeB?: boolean };
      if (!transposeA && !transposeB) return kernel.kernelFunc(given);
      const { a, b } = given.inputs as unknown as Record<'a' | 'b', tf.Tensor>;
      const [left, right] = [transposeA ? turned(a) : a, transposeB ? turned(b) : b];
      const product = kernel.kernelFunc({
        ...given,
        inputs: { ...given.inputs, a: left, b: right },
        attrs: { ...given.attrs, transposeA: false, transposeB: false },
      });
      if (transposeA) left.dispose();
      if (transposeB) right.dispose();
      return product;
    },
  };
}
