import path from 'node:path';
import type { BackendId, BackendInfo } from '../../../src-main/contract/backends.ts';
import { ClienteleError } from '../../../src-main/contract/errors.ts';
import type { Message } from '../../../src-main/contract/text.ts';
import { createTensors, type TensorClientOptions } from '../../../src-main/engine/tensor/client.ts';
import { endIdleProcesses } from '../../../src-main/engine/tensor/idle-processes.ts';
import { afterwards } from '../engine-harness.ts';

type Used = Parameters<TensorClientOptions['used']>[0];

/** A backend as it would be found, usable. */
export const usable = (id: BackendId): BackendInfo => ({
  id,
  usable: true,
  reason: null,
  adapter: `a test's ${id}`,
  software: false,
  memoryBytes: null,
  gflops: null,
});

interface TestTensorsOptions {
  /** The process's entry beside this file. */
  readonly entry: string;
  readonly forced?: BackendId;
  readonly found?: readonly BackendInfo[];
  readonly folder?: string;
  readonly stallMs?: number;
}

/** The tensor process of an entry of the tests, with what it was told and what it told. */
export function testTensors({ entry, forced, found, folder, stallMs }: TestTensorsOptions) {
  const warnings: Message[] = [];
  const used: Used[] = [];
  let cancelled = false;
  const tensors = createTensors({
    choice: { forced: forced ?? null, found: found ?? null, folder: folder ?? null },
    signal: {
      get aborted() {
        return cancelled;
      },
      throwIfAborted() {
        if (cancelled) throw new ClienteleError('cancelled');
      },
    },
    warn: (warning) => warnings.push(warning),
    used: (backend) => used.push(backend),
    entry: path.join(import.meta.dirname, entry),
    ...(stallMs ? { stallMs } : {}),
  });
  return {
    warnings,
    used,
    cancel: () => {
      cancelled = true;
    },
    /** Runs a task that the entry has and the product does not. */
    run: <R>(task: string, payload: unknown, options: object = {}) =>
      tensors.run(task as 'selfTest', payload, options) as unknown as Promise<{
        result: R;
        backend: BackendId;
      }>,
  };
}

afterwards(() => void endIdleProcesses());
