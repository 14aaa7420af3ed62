import os from 'node:os';
import * as tf from '@tensorflow/tfjs-core';
import { supplyJsKernels, supplyWasmKernels } from '../kernels/supply.ts';
import { BackendSkipped } from '../reasons.ts';
import type { BackendLoader } from './loader.ts';

/** WebAssembly cannot address more. */
const WASM_MEMORY_BYTES = 4 * 1024 ** 3;

const processorName = (): string | null => {
  const model = os.cpus()[0]?.model.trim() ?? '';
  return model === '' ? null : model;
};

/** WebAssembly with SIMD, on one thread. */
export const loadWasm: BackendLoader = async () => {
  await import('@tensorflow/tfjs-backend-wasm');
  if (!(await tf.setBackend('wasm'))) throw new BackendSkipped('failed', { detail: 'setBackend: false' });
  await tf.ready();
  supplyWasmKernels();
  return {
    adapter: processorName(),
    software: false,
    memoryBytes: Math.min(WASM_MEMORY_BYTES, os.totalmem()),
  };
};

/** Plain JavaScript: slow, and always there. */
export const loadJs: BackendLoader = async () => {
  await import('@tensorflow/tfjs-backend-cpu');
  if (!(await tf.setBackend('cpu'))) throw new BackendSkipped('failed', { detail: 'setBackend: false' });
  await tf.ready();
  supplyJsKernels();
  return { adapter: processorName(), software: false, memoryBytes: os.totalmem() };
};
