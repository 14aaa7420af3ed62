import { mkdirSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { expect, it } from 'vitest';
import type { BackendInfo } from '../../../src-main/contract/backends.ts';
import { startTensorProcess } from '../../../src-main/engine/tensor/process.ts';
import { temporaryFolder } from '../engine-harness.ts';

const require = createRequire(import.meta.url);
const own = (name: string): string => JSON.stringify(require.resolve(name));

/** What a working package does: registers a backend of its name, computing as plain JavaScript does. */
const working = (isUsingGpuDevice: boolean): string => `
  const tf = require(${own('@tensorflow/tfjs-core')});
  const { MathBackendCPU } = require(${own('@tensorflow/tfjs-backend-cpu')});
  class Backend extends MathBackendCPU { isUsingGpuDevice = ${isUsingGpuDevice} }
  tf.registerBackend('tensorflow', () => new Backend(), 3);
  tf.copyRegisteredKernels('cpu', 'tensorflow');
  tf.setBackend('tensorflow');`;

const fails = (message: string, code = 'ERR_DLOPEN_FAILED'): string =>
  `throw Object.assign(new Error(${JSON.stringify(message)}), { code: ${JSON.stringify(code)} });`;

/**
 * Checks a package in the place of `@tensorflow/tfjs-node-gpu`: CUDA's own binary cannot be had where these tests run, so each
 * way in which it is known to fail is played.
 */
async function checkPackage(code: string | null, timeoutMs?: number): Promise<BackendInfo> {
  const folder = temporaryFolder();
  const name = '@tensorflow/tfjs-node-gpu';
  if (code !== null) {
    const lies = path.join(folder, 'modules', 'node_modules', name);
    mkdirSync(lies, { recursive: true });
    writeFileSync(path.join(lies, 'package.json'), JSON.stringify({ name, version: '0.0.0', main: 'index.js' }));
    writeFileSync(path.join(lies, 'index.js'), code);
  }
  const options = {
    backend: 'cuda',
    forced: true,
    folder,
    measure: false,
    ...(timeoutMs ? { timeoutMs } : {}),
  } as const;
  const started = await startTensorProcess(options);
  started.kill();
  return started.info;
}

const codeOf = ({ reason }: BackendInfo): string | undefined => reason?.code;

it('uses a package that loads, has a GPU and trains to the known result', async () => {
  expect(await checkPackage(working(true))).toMatchObject({ id: 'cuda', usable: true, reason: null });
});

it('says that it is not installed', async () => {
  expect(codeOf(await checkPackage(null))).toBe('backend.not-installed');
});

it.each([
  ['its binary was not downloaded', `require('../lib/napi-v8/tfjs_binding.node')`, 'binary-missing'],
  [
    'its library was not downloaded',
    fails('libtensorflow.so.2: cannot open shared object file: No such file or directory'),
    'binary-missing',
  ],
  [
    'it was compiled for another Node',
    fails(
      "The module 'tfjs_binding.node' was compiled against a different Node.js version using NODE_MODULE_VERSION 93.",
    ),
    'wrong-node',
  ],
  ['it calls what this Node has no more', 'require("util").isSomethingElse(null)', 'wrong-node'],
  [
    'CUDA is missing',
    fails('libcudart.so.11.0: cannot open shared object file: No such file or directory'),
    'no-driver',
  ],
  ['the driver is missing', fails('libcuda.so.1: cannot open shared object file'), 'no-driver'],
  ['it loads without finding a GPU', working(false), 'no-device'],
  [
    'it computes wrongly',
    `${working(true)}
     tf.unregisterKernel('Relu', 'tensorflow');
     tf.registerKernel({ ...tf.getKernel('Identity', 'cpu'), kernelName: 'Relu', backendName: 'tensorflow',
       kernelFunc: ({ inputs }) => tf.mul(inputs.x, 1.5) });`,
    'wrong-result',
  ],
  ['it ends the process as native code does', 'process.abort()', 'crashed'],
  ['it ends the process quietly', 'process.exit(7)', 'crashed'],
  ['it fails in a way that nobody foresaw', fails('the moon is full', 'EMOON'), 'failed'],
])('passes it over where %s', async (_how, code, expected) => {
  const info = await checkPackage(code);
  expect(info).toMatchObject({ usable: false, reason: { code: `backend.${expected}` } });
});

it('passes it over where it never answers', async () => {
  expect(codeOf(await checkPackage('for (;;);', 2000))).toBe('backend.silent');
});

it('restores what Node 23 dropped from util before it is loaded', async () => {
  const code = `
    const util = require('util');
    if (!util.isNullOrUndefined(null) || util.isNullOrUndefined(0) || !util.isArray([]) || !util.isString('')) throw new Error('no util');
    ${working(true)}`;
  expect(await checkPackage(code)).toMatchObject({ usable: true });
});
