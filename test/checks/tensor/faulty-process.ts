import { ClienteleError } from '../../../src-main/contract/errors.ts';
import type { BackendId } from '../../../src-main/contract/backends.ts';
import { loadBackend } from '../../../src-main/engine/tensor/backends/load.ts';
import { serveTensors } from '../../../src-main/engine/tensor/serve.ts';
import type { TensorHooks } from '../../../src-main/engine/tensor/task.ts';

/** What a task of this process is to do, and where it goes wrong. */
export interface FaultyPayload {
  readonly nSteps: number;
  /** The step, counted from 0, before which it fails, and the backends on which it does. */
  readonly failAt: number;
  readonly failOn: readonly BackendId[];
  readonly fault: keyof typeof faults;
}

export interface FaultyResult {
  readonly total: number;
  /** The step that this attempt began at. */
  readonly from: number;
}

/** How a driver, a machine or our own code may fail. */
const faults = {
  /** As native code does. */
  abort: () => process.abort(),
  exit: () => process.exit(3),
  /** The driver never answers. */
  hang: () => new Promise(() => undefined),
  /** A loop that lets no message in. */
  spin() {
    for (;;);
  },
  noMemory() {
    throw new RangeError('Array buffer allocation failed');
  },
  refuse() {
    throw new ClienteleError('too-few-rows', { needed: 2, got: 1, parameter: 'rows' });
  },
  bug() {
    throw new TypeError('x is not iterable');
  },
} as const;

/** Adds up its steps, and keeps a checkpoint after each. */
async function addUp({ nSteps, failAt, failOn, fault }: FaultyPayload, hooks: TensorHooks): Promise<FaultyResult> {
  const [total = 0, from = 0] = hooks.checkpoint
    ? (JSON.parse(Buffer.from(hooks.checkpoint).toString()) as number[])
    : [];
  let sum = total;
  for (let step = from; step < nSteps; step++) {
    // What was said so far has left the process.
    await new Promise((resolve) => setTimeout(resolve, 30));
    if (step === failAt && failOn.includes(hooks.backend)) await faults[fault]();
    sum += step;
    hooks.saveCheckpoint(Buffer.from(JSON.stringify([sum, step + 1])));
    hooks.log({ step, sum });
    hooks.progress((step + 1) / nSteps);
    await hooks.pause();
  }
  return { total: sum, from };
}

/** Takes as long as it is told on the backend it runs on. */
async function wait(payload: Partial<Record<BackendId, number>>, hooks: TensorHooks): Promise<null> {
  await new Promise((resolve) => setTimeout(resolve, payload[hooks.backend] ?? 0));
  return null;
}

// Plain JavaScript plays a GPU's part.
serveTensors(
  () => Promise.resolve({ addUp, wait }),
  () => Promise.resolve((id, options) => loadBackend(id === 'cuda' ? 'js' : id, options)),
);
