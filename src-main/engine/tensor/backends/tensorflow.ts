import { createRequire } from 'node:module';
import * as tf from '@tensorflow/tfjs-core';
import { BackendSkipped } from '../reasons.ts';
import { findPackage } from './find-package.ts';
import type { BackendLoader } from './loader.ts';

/** The parts of `util` that Node 23 dropped and tfjs-node calls (tensorflow/tfjs #8425). */
const DROPPED: Readonly<Record<string, (value: unknown) => boolean>> = {
  isArray: (value) => Array.isArray(value),
  isBoolean: (value) => typeof value === 'boolean',
  isFunction: (value) => typeof value === 'function',
  isNull: (value) => value === null,
  isNullOrUndefined: (value) => value === null || value === undefined,
  isNumber: (value) => typeof value === 'number',
  isObject: (value) => value !== null && typeof value === 'object',
  isString: (value) => typeof value === 'string',
  isUndefined: (value) => value === undefined,
};

function restoreUtil(require: NodeJS.Require): void {
  const util = require('node:util') as Record<string, unknown>;
  for (const [name, test] of Object.entries(DROPPED)) util[name] ??= test;
}

const DRIVER =
  /lib(cuda|cudart|cudnn|cublas|cufft|curand|cusolver|cusparse|nvidia)\S*|nvcuda|CUDA driver|no CUDA-capable/i;
const WRONG_NODE = /NODE_MODULE_VERSION|not a function|undefined symbol|different Node\.js version/;
const BINARY = /tfjs_binding|\.node\b|libtensorflow|cannot open shared object|The specified module could not be found/i;

/** Why loading failed, from what Node and the dynamic linker say. */
function asSkipped(thrown: unknown, name: string): BackendSkipped {
  if (thrown instanceof BackendSkipped) return thrown;
  const message = thrown instanceof Error ? thrown.message : String(thrown);
  const detail = message.split('\n')[0]?.trim() ?? '';
  const code = DRIVER.test(message)
    ? 'no-driver'
    : WRONG_NODE.test(message)
      ? 'wrong-node'
      : BINARY.test(message)
        ? 'binary-missing'
        : 'failed';
  return new BackendSkipped(code, { package: name, detail, node: process.version }, { cause: thrown });
}

/** What is read of the backend that tfjs-node registers. */
interface NodeBackend {
  readonly isUsingGpuDevice?: boolean;
}

/** TensorFlow's own library, on a GPU through CUDA, or on the processor. */
const loadTensorflow =
  (name: string, needsGpu: boolean): BackendLoader =>
  async ({ modulesFolder }) => {
    const entry = findPackage(name, modulesFolder);
    if (entry === null) throw new BackendSkipped('not-installed', { package: name });
    const require = createRequire(entry);
    restoreUtil(require);
    // TensorFlow's own log, down to errors.
    process.env.TF_CPP_MIN_LOG_LEVEL ??= '2';
    try {
      require(entry);
      if (!(await tf.setBackend('tensorflow'))) throw new Error('setBackend: false');
      await tf.ready();
    } catch (thrown) {
      throw asSkipped(thrown, name);
    }
    const isOnGpu = (tf.backend() as NodeBackend).isUsingGpuDevice === true;
    if (needsGpu && !isOnGpu) throw new BackendSkipped('no-device', { package: name });
    return { adapter: null, software: false, memoryBytes: null };
  };

/** CUDA: an optional package, whose binary not every machine can have. */
export const loadCuda = loadTensorflow('@tensorflow/tfjs-node-gpu', true);

/** The native library on the processor. */
export const loadNative = loadTensorflow('@tensorflow/tfjs-node', false);
