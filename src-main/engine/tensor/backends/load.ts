import type { BackendId } from '../../../contract/backends.ts';
import type { BackendLoader, LoadedBackend, LoadOptions } from './loader.ts';
import { loadJs, loadWasm } from './processor.ts';
import { loadCuda, loadNative } from './tensorflow.ts';
import { loadWebgpu } from './webgpu.ts';

const loaders: Readonly<Record<BackendId, BackendLoader>> = {
  cuda: loadCuda,
  webgpu: loadWebgpu,
  native: loadNative,
  wasm: loadWasm,
  js: loadJs,
};

/** Loads a backend: tfjs computes on it from now on. One process loads one. @throws BackendSkipped */
export const loadBackend = (id: BackendId, options: LoadOptions): Promise<LoadedBackend> => loaders[id](options);
