import { parentPort } from 'node:worker_threads';
import { ClienteleError, invariant, toErrorPayload } from '../../contract/errors.ts';
import type { Message } from '../../contract/text.ts';
import { createPool, type ClosablePool } from '../kernels/pool.ts';
import { createTensors } from '../tensor/client.ts';
import { openLoader, type Loader } from '../notebook/load.ts';
import { answerRest, type RestOrder } from '../rest-thread.ts';
import { cancelSignal } from './cancel.ts';
import { checkpointSaver } from './save-checkpoint.ts';
import type { CheckpointReply, TaskOrder, TaskReport } from './protocol.ts';
import { performTask } from './perform.ts';

invariant(parentPort, 'a job thread has a parent');
const parent = parentPort;
const say = (report: TaskReport): void => parent.postMessage(report);

const checkpoints = checkpointSaver(say);

let pool: ClosablePool | null = null;
let open: { path: string; loader: Loader } | null = null;

/** The loader of a project, kept between tasks of the same one. */
function loaderOf(path: string): Loader {
  if (open?.path === path) return open.loader;
  letGo();
  open = { path, loader: openLoader(path) };
  return open.loader;
}

/** A thread's progress reaches people at most this often. */
const PROGRESS_EVERY_MS = 50;

/** And so does each output as it forms: drawing takes the window longer than a quick step takes to go on. */
const PREVIEW_EVERY_MS = 250;

function letGo(): void {
  open?.loader.close();
  open = null;
}

parent.on('message', (order: TaskOrder | CheckpointReply | RestOrder) => {
  if ('rest' in order) {
    answerRest(order, letGo);
    return;
  }
  if ('checkpoint' in order) {
    checkpoints.answered(order);
    return;
  }
  void (async () => {
    let saidAt = 0;
    const shownAt = new Map<string, number>();
    try {
      if (pool?.threads !== order.threads || pool.variant !== order.variant) {
        pool?.close();
        pool = createPool(order.threads, order.variant);
      }
      pool.cancelWith(order.cancel);
      const signal = cancelSignal(order.cancel);
      const warn = (warning: Message): void => say({ type: 'warning', warning });
      const { variant } = order;
      say({ type: 'backend', backend: { id: 'cpu', adapter: null, variant, measured: [] } });
      const result = await performTask(order.task, {
        loaderOf,
        pool,
        tensor: createTensors({
          choice: order.tensor,
          signal,
          warn,
          used: (backend) => say({ type: 'backend', backend: { ...backend, variant } }),
        }),
        saveCheckpoint: checkpoints.save,
        signal,
        budgetBytes: order.budgetBytes,
        progress(fraction, doing) {
          const now = performance.now();
          if (now - saidAt < PROGRESS_EVERY_MS && fraction < 1) return;
          saidAt = now;
          say({ type: 'progress', fraction, doing: doing ?? null });
        },
        warn,
        preview(output, figure) {
          const now = performance.now();
          if (now - (shownAt.get(output) ?? -Infinity) < PREVIEW_EVERY_MS) return;
          shownAt.set(output, now);
          say({ type: 'preview', output, figure });
        },
      });
      say({ type: 'done', result });
    } catch (thrown) {
      const stack = thrown instanceof Error && !(thrown instanceof ClienteleError) ? (thrown.stack ?? null) : null;
      say({ type: 'failed', error: toErrorPayload(thrown), stack });
    }
  })();
});
