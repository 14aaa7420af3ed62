import { parentPort } from 'node:worker_threads';
import { ClienteleError, invariant, toErrorPayload } from '../../contract/errors.ts';
import { createPool, type ClosablePool } from '../kernels/pool.ts';
import { openLoader, type Loader } from '../notebook/load.ts';
import { cancelSignal } from './cancel.ts';
import type { TaskOrder, TaskReport } from './protocol.ts';
import { performTask } from './perform.ts';

invariant(parentPort, 'a job thread has a parent');
const parent = parentPort;
const say = (report: TaskReport): void => parent.postMessage(report);

let pool: ClosablePool | null = null;
let open: { path: string; loader: Loader } | null = null;

/** The loader of a project, kept between tasks of the same one. */
function loaderOf(path: string): Loader {
  if (open?.path === path) return open.loader;
  open?.loader.close();
  open = { path, loader: openLoader(path) };
  return open.loader;
}

/** A thread's progress reaches people at most this often. */
const PROGRESS_EVERY_MS = 50;

/** And so does each output as it forms: drawing takes the window longer than a quick step takes to go on. */
const PREVIEW_EVERY_MS = 250;

parent.on('message', (order: TaskOrder) => {
  void (async () => {
    let saidAt = 0;
    const shownAt = new Map<string, number>();
    try {
      if (pool?.threads !== order.threads) {
        pool?.close();
        pool = createPool(order.threads);
      }
      pool.cancelWith(order.cancel);
      const result = await performTask(order.task, {
        loaderOf,
        pool,
        signal: cancelSignal(order.cancel),
        budgetBytes: order.budgetBytes,
        progress(fraction, doing) {
          const now = performance.now();
          if (now - saidAt < PROGRESS_EVERY_MS && fraction < 1) return;
          saidAt = now;
          say({ type: 'progress', fraction, doing: doing ?? null });
        },
        warn: (warning) => say({ type: 'warning', warning }),
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
