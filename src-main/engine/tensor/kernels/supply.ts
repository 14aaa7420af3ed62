import * as tf from '@tensorflow/tfjs-core';
import { convFilterGradient } from './conv-filter-gradient.ts';
import { withPieces, withSplits, withUnstacked } from './cut-pieces.ts';
import { withRowLookUp } from './row-look-up.ts';
import { withoutCopies } from './shared-copies.ts';
import { withStacks } from './stacked-products.ts';
import { withoutTransposes } from './transposed-products.ts';
import { unsortedSegmentSum } from './unsorted-segment-sum.ts';

/** Takes the place of a kernel that may be there. */
function replace(kernel: tf.KernelConfig): void {
  const { kernelName, backendName } = kernel;
  const isThere = tf.getKernelsForBackend(backendName).some((known) => known.kernelName === kernelName);
  if (isThere) tf.unregisterKernel(kernelName, backendName);
  tf.registerKernel(kernel);
}

/** What takes the place of kernels that are slow at what networks ask of them, and leaves the rest to them. */
const quickerWasm: Readonly<Record<string, (kernel: tf.KernelConfig) => tf.KernelConfig>> = {
  [tf.BatchMatMul]: (kernel) => withStacks(withoutTransposes(kernel)),
  [tf._FusedMatMul]: withoutTransposes,
  [tf.GatherV2]: withRowLookUp,
  [tf.Identity]: withoutCopies,
  [tf.Slice]: withPieces,
  [tf.SplitV]: withSplits,
  [tf.Unpack]: withUnstacked,
};

/** Registers what WebAssembly lacks for training, and what it does slowly. */
export function supplyWasmKernels(): void {
  for (const kernel of [unsortedSegmentSum, convFilterGradient]) replace({ ...kernel, backendName: 'wasm' });
  for (const kernel of tf.getKernelsForBackend('wasm')) {
    const quicker = quickerWasm[kernel.kernelName];
    if (quicker) replace(quicker(kernel));
  }
}

/** Replaces what plain JavaScript does in time that grows with the square of its input. */
export function supplyJsKernels(): void {
  replace({ ...unsortedSegmentSum, backendName: 'cpu' });
}
