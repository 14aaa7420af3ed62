import { Worker } from 'node:worker_threads';
import { ClienteleError, type ErrorPayload } from '../../contract/errors.ts';
import { entryPath } from '../entry.ts';
import { sharedFlag } from './cancel.ts';
import type { Task, TaskOrder, TaskReport, TaskResults } from './protocol.ts';

/** How long a cancelled task may take to notice before its thread is ended. */
const GRACE_MS = 300;

/** What a running task tells, apart from how it ends. */
export type TaskListener = (report: Extract<TaskReport, { type: 'progress' | 'warning' | 'preview' }>) => void;

/** A task under way. */
export interface RunningTask<R> {
  readonly result: Promise<R>;
  /** Stops it: within half a second the result is refused with `cancelled`. */
  cancel(): void;
}

/** Threads that run one task each; idle ones are kept warm. */
export interface JobThreads {
  start<T extends Task>(task: T, listener: TaskListener): RunningTask<TaskResults[T['kind']]>;
  /** Starts a thread before it is needed. */
  warm(): void;
  /** Ends idle threads, which keep the project they last read open. */
  rest(): Promise<void>;
  close(): Promise<void>;
}

/** @param threads of the block pool of each task; @param budgetBytes that one task may use. */
export function jobThreads(threads: number, budgetBytes: number): JobThreads {
  const idle: Worker[] = [];
  const busy = new Set<Worker>();
  const spawn = (): Worker => {
    const worker = new Worker(entryPath('jobs/job-thread'));
    worker.unref();
    return worker;
  };

  function start<T extends Task>(task: T, listener: TaskListener): RunningTask<TaskResults[T['kind']]> {
    const worker = idle.pop() ?? spawn();
    busy.add(worker);
    worker.ref();
    const cancel = sharedFlag();
    let refuse: (error: Error) => void;
    let timer: NodeJS.Timeout | undefined;
    let isOver = false;
    const result = new Promise<TaskResults[T['kind']]>((resolve, reject) => {
      refuse = reject;
      const release = (reusable: boolean): void => {
        isOver = true;
        clearTimeout(timer);
        // Not all at once: Node starts the thread's port by a listener of its own.
        for (const event of ['message', 'error', 'exit']) worker.removeAllListeners(event);
        busy.delete(worker);
        worker.unref();
        if (reusable && idle.length === 0) idle.push(worker);
        else void worker.terminate();
      };
      worker.on('message', (report: TaskReport) => {
        if (report.type === 'done') {
          release(true);
          resolve(report.result as TaskResults[T['kind']]);
        } else if (report.type === 'failed') {
          release(true);
          reject(revive(report.error, report.stack));
        } else listener(report);
      });
      worker.once('error', (error: Error) => {
        release(false);
        reject(error);
      });
      worker.once('exit', () => {
        busy.delete(worker);
        reject(
          Atomics.load(cancel, 0) ? new ClienteleError('cancelled') : new Error('a job thread ended without an answer'),
        );
      });
      worker.postMessage({ task, cancel, threads, budgetBytes } satisfies TaskOrder);
    });
    return {
      result,
      cancel() {
        // The thread may be at another task by now.
        if (isOver) return;
        Atomics.store(cancel, 0, 1);
        timer ??= setTimeout(() => {
          refuse(new ClienteleError('cancelled'));
          void worker.terminate();
        }, GRACE_MS);
      },
    };
  }

  return {
    start,
    warm() {
      if (idle.length === 0) idle.push(spawn());
    },
    async rest() {
      await Promise.all(idle.splice(0).map((worker) => worker.terminate()));
    },
    async close() {
      await Promise.all([...idle, ...busy].map((worker) => worker.terminate()));
    },
  };
}

function revive(error: ErrorPayload, stack: string | null): Error {
  const revived = new ClienteleError(error.code, error.values);
  if (stack) revived.stack = stack;
  return revived;
}
