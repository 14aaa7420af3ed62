import { setImmediate as nextTurn } from 'node:timers/promises';
import type { BackendId, BackendInfo } from '../../contract/backends.ts';
import { ClienteleError, invariant, toErrorPayload } from '../../contract/errors.ts';
import type { LoadedBackend, LoadOptions } from './backends/loader.ts';
import type { TensorOrder, TensorReport } from './protocol.ts';
import { BackendSkipped, reason } from './reasons.ts';
import type { TensorHooks, TensorTask } from './task.ts';

/** Tasks by name, whatever they take and give. */
export type TaskList = Readonly<Record<string, TensorTask<never, unknown>>>;

/** Messages are let in, and the parent hears that the task lives, at most this often. */
const PAUSE_EVERY_MS = 20;
const ALIVE_EVERY_MS = 1000;

/** What an allocation that failed says, in V8, in WebAssembly and in the drivers of GPUs. */
const NO_MEMORY =
  /out of memory|OOM|allocation failed|memory access out of bounds|Invalid typed array length|DEVICE_LOST/i;

const send = (report: TensorReport): Promise<void> =>
  new Promise((resolve) => {
    process.send?.(report, () => resolve());
  });

const say = (report: TensorReport): void => void send(report);

/** Where the loading of backends comes from. */
type LoaderSource = () => Promise<(id: BackendId, options: LoadOptions) => Promise<LoadedBackend>>;

const ownLoaders: LoaderSource = async () => (await import('./backends/load.ts')).loadBackend;

/** Loads a backend, tests it and says what it is. tfjs is imported only here, after the backend's own preparations. */
async function load(order: Extract<TensorOrder, { type: 'load' }>, loader: LoaderSource): Promise<BackendInfo> {
  const { backend: id, forced, modulesFolder, measure } = order;
  const skipped = { id, usable: false, adapter: null, software: false, memoryBytes: null, gflops: null };
  try {
    const [loadBackend] = await Promise.all([loader(), import('./gradients.ts')]);
    const { onLost, ...loaded } = await loadBackend(id, { forced, modulesFolder });
    (await import('@tensorflow/tfjs-core')).enableProdMode();
    onLost?.((detail) => void send({ type: 'lost', detail }).then(() => process.exit(1)));
    const { SELF_TEST_TOLERANCE, selfTest } = await import('./self-test.ts');
    const { error } = await selfTest();
    if (!(error <= SELF_TEST_TOLERANCE))
      return { ...skipped, ...loaded, reason: reason('wrong-result', { error: error.toPrecision(2) }) };
    const gflops = measure ? await (await import('./speed.ts')).measureSpeed() : null;
    return { id, usable: true, reason: null, ...loaded, gflops };
  } catch (thrown) {
    if (thrown instanceof BackendSkipped) return { ...skipped, ...thrown.device, reason: thrown.reason };
    return {
      ...skipped,
      reason: reason('failed', { detail: thrown instanceof Error ? thrown.message : String(thrown) }),
    };
  }
}

async function measure(order: Extract<TensorOrder, { type: 'kernels' }>): Promise<TensorReport> {
  try {
    const { kernelSpeed } = await import('./measure-kernels.ts');
    return { type: 'measured', gflops: await kernelSpeed(order.threads, order.variant) };
  } catch (thrown) {
    console.error(thrown);
    return { type: 'measured', gflops: null };
  }
}

/** What a task is given; cancelling sets `cancelled`, which a pause sees. */
function hooksFor(backend: BackendId, checkpoint: Uint8Array | null, isCancelled: () => boolean): TensorHooks {
  let pausedAt = performance.now();
  let saidAt = pausedAt;
  const signal = {
    get aborted() {
      return isCancelled();
    },
    throwIfAborted() {
      if (isCancelled()) throw new ClienteleError('cancelled');
    },
  };
  return {
    backend,
    signal,
    checkpoint,
    progress: (fraction, doing) => say({ type: 'progress', fraction, doing: doing ?? null }),
    log: (values) => say({ type: 'log', values }),
    saveCheckpoint: (bytes) => say({ type: 'checkpoint', bytes }),
    async pause() {
      const now = performance.now();
      if (now - pausedAt < PAUSE_EVERY_MS) return;
      if (now - saidAt > ALIVE_EVERY_MS) {
        saidAt = now;
        say({ type: 'alive' });
      }
      await nextTurn();
      pausedAt = performance.now();
      signal.throwIfAborted();
    },
  };
}

function whyFailed(thrown: unknown): TensorReport {
  const isKnown = thrown instanceof ClienteleError;
  const message = thrown instanceof Error ? thrown.message : String(thrown);
  if (!isKnown && NO_MEMORY.test(message)) return { type: 'lost', detail: message };
  const stack = thrown instanceof Error && !isKnown ? (thrown.stack ?? null) : null;
  return { type: 'failed', error: toErrorPayload(thrown), stack };
}

/**
 * Answers orders of the parent until it goes away.
 *
 * @param tasks loaded once the backend is there.
 * @param loader the product's own backends where absent.
 */
export function serveTensors(tasks: () => Promise<TaskList>, loader: LoaderSource = ownLoaders): void {
  invariant(process.send, 'the tensor process has a parent');
  let backend: BackendId | null = null;
  let cancelled = false;

  async function run({ task, payload, checkpoint }: Extract<TensorOrder, { type: 'run' }>): Promise<TensorReport> {
    invariant(backend, 'a backend was loaded');
    cancelled = false;
    try {
      const perform = (await tasks())[task];
      invariant(perform, `there is a tensor task “${task}”`);
      const tf = await import('@tensorflow/tfjs-core');
      const before = tf.memory().numTensors;
      const result = await perform(
        payload as never,
        hooksFor(backend, checkpoint, () => cancelled),
      );
      return { type: 'done', result, nTensors: tf.memory().numTensors - before };
    } catch (thrown) {
      return whyFailed(thrown);
    }
  }

  process.on('disconnect', () => process.exit());
  process.on('message', (order: TensorOrder) => {
    if (order.type === 'cancel') cancelled = true;
    else if (order.type === 'run') void run(order).then(say);
    else if (order.type === 'kernels') void measure(order).then(say);
    else {
      backend = order.backend;
      void load(order, loader).then((info) => say({ type: 'loaded', info }));
    }
  });
}
