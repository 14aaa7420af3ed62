import type { BackendId, BackendInfo } from '../../contract/backends.ts';
import type { CancelSignal } from '../steps/context.ts';
import { untilCancelled } from './until-cancelled.ts';
import { startTensorProcess, type TensorProcess } from './process.ts';

/** A process that nothing asked anything of for so long is ended: its GPU memory is wanted elsewhere. */
const IDLE_MS = 30_000;

/** Where processes for tasks come from. */
export interface ProcessSource {
  readonly backend: BackendId;
  readonly forced: boolean;
  readonly folder: string | null;
  readonly entry?: string;
}

interface Idle {
  readonly process: TensorProcess;
  readonly timer: NodeJS.Timeout;
}

/** Processes of this thread that wait for another task, by what they were started with. */
const idle = new Map<string, Idle>();

const keyOf = ({ backend, forced, folder, entry }: ProcessSource): string =>
  JSON.stringify([backend, forced, folder, entry ?? '']);

/** A process with a backend in it: one that waits, or a new one. What keeps a new one from being used is in its `info`. @throws cancelled */
export async function takeProcess(source: ProcessSource, signal: CancelSignal): Promise<TensorProcess> {
  const key = keyOf(source);
  const waiting = idle.get(key);
  if (waiting) {
    clearTimeout(waiting.timer);
    idle.delete(key);
    if (!waiting.process.isGone()) {
      waiting.process.keepAlive(true);
      return waiting.process;
    }
  }
  const starting = startTensorProcess({ ...source, measure: false });
  try {
    return await untilCancelled(starting, signal);
  } catch (cancelled) {
    void starting.then((process) => process.kill());
    throw cancelled;
  }
}

/** Lets a process wait for the next task; a second one of its kind is ended. */
export function returnProcess(source: ProcessSource, process: TensorProcess): void {
  const key = keyOf(source);
  process.listen(null);
  if (idle.has(key) || process.isGone()) {
    process.kill();
    return;
  }
  process.keepAlive(false);
  const timer = setTimeout(() => {
    idle.delete(key);
    process.kill();
  }, IDLE_MS);
  timer.unref();
  idle.set(key, { process, timer });
}

/** Ends the processes that wait. @returns what they were. */
export function endIdleProcesses(): BackendInfo[] {
  const ended = [...idle.values()];
  idle.clear();
  for (const { process, timer } of ended) {
    clearTimeout(timer);
    process.kill();
  }
  return ended.map(({ process }) => process.info);
}
