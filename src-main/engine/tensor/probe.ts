import path from 'node:path';
import { backendIds, type BackendId, type BackendInfo } from '../../contract/backends.ts';
import { findPackage } from './backends/find-package.ts';
import { startTensorProcess } from './process.ts';
import { reason } from './reasons.ts';

/** Packages that not every installation has; where one is missing, no process need be started to find that out. */
const OPTIONAL: Partial<Record<BackendId, string>> = {
  cuda: '@tensorflow/tfjs-node-gpu',
  native: '@tensorflow/tfjs-node',
};

export interface ProbeOptions {
  /** A software adapter of this backend counts; the others are checked as ever. */
  readonly forced: BackendId | null;
  readonly folder: string | null;
  /** Told each backend as soon as it was checked. */
  found?(info: BackendInfo): void;
  readonly entry?: string;
  /** Stops it between two backends, and ends the one that is being checked. */
  readonly signal?: AbortSignal;
}

async function probe(backend: BackendId, { forced, folder, entry, signal }: ProbeOptions): Promise<BackendInfo> {
  const name = OPTIONAL[backend];
  if (name !== undefined && findPackage(name, folder && path.join(folder, 'modules')) === null) {
    return {
      id: backend,
      usable: false,
      reason: reason('not-installed', { package: name }),
      adapter: null,
      software: false,
      memoryBytes: null,
      gflops: null,
    };
  }
  const started = await startTensorProcess({
    backend,
    forced: forced === backend,
    folder,
    measure: true,
    ...(entry ? { entry } : {}),
    ...(signal ? { signal } : {}),
  });
  started.kill();
  return started.info;
}

/**
 * Loads, tests and measures every backend, the best first, each in a process of its own, one after the other.
 *
 * @returns all of them, with why those that cannot be used are passed over.
 */
export async function probeBackends(options: ProbeOptions): Promise<BackendInfo[]> {
  const all: BackendInfo[] = [];
  for (const backend of backendIds) {
    options.signal?.throwIfAborted();
    const info = await probe(backend, options);
    all.push(info);
    options.found?.(info);
  }
  return all;
}

/** What models are trained on where nothing else is known: the forced one, or the best that is no imitation. */
export function bestBackend(found: readonly BackendInfo[], forced: BackendId | null): BackendId | null {
  return forced ?? found.find(({ usable, software }) => usable && !software)?.id ?? null;
}
