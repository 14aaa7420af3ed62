import * as tf from '@tensorflow/tfjs-core';
import { convFilterGradient } from './conv-filter-gradient.ts';
import { withoutTransposes } from './transposed-products.ts';
import { unsortedSegmentSum } from './unsorted-segment-sum.ts';

/** Takes the place of a kernel that may be there. */
function replace(kernel: tf.KernelConfig): void {
  const { kernelName, backendName } = kernel;
  const isThere = tf.getKernelsForBackend(backendName).some((known) => known.kernelName === kernelName);
  if (isThere) tf.unregisterKernel(kernelName, backendName);
  tf.registerKernel(kernel);
}

/** Registers what WebAssembly lacks for training, and what it does slowly. */
export function supplyWasmKernels(): void {
  for (const kernel of [unsortedSegmentSum, convFilterGradient]) replace({ ...kernel, backendName: 'wasm' });
  for (const kernel of tf.getKernelsForBackend('wasm'))
    if (kernel.kernelName === tf.BatchMatMul || kernel.kernelName === tf._FusedMatMul)
      replace(withoutTransposes(kernel));
}

/** Replaces what plain JavaScript does in time that grows with the square of its input. */
export function supplyJsKernels(): void {
  replace({ ...unsortedSegmentSum, backendName: 'cpu' });
}
