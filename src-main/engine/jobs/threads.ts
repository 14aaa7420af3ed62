import { Worker } from 'node:worker_threads';
import { ClienteleError, toErrorPayload, type ErrorPayload } from '../../contract/errors.ts';
import { entryPath } from '../entry.ts';
import { restThread } from '../rest-thread.ts';
import { sharedFlag } from './cancel.ts';
import type { CheckpointReply, Task, TaskOrder, TaskReport, TaskResults } from './protocol.ts';

/** How long a cancelled task may take to notice before its thread is ended. */
const GRACE_MS = 300;

/** What a running task tells, apart from how it ends. */
export type TaskListener = (
  report: Extract<TaskReport, { type: 'progress' | 'warning' | 'backend' | 'preview' }>,
) => void;

/** Keeps a state that a task gives, to go on from; resolves once it is on the disk. */
export type KeepCheckpoint = (bytes: Uint8Array) => Promise<unknown>;

/** A task under way. */
export interface RunningTask<R> {
  readonly result: Promise<R>;
  /** Stops it: within half a second the result is refused with `cancelled`. */
  cancel(): void;
}

/** A task that begins once something else is done; cancelled before, it never begins. */
export function startAfter<R>(ready: Promise<unknown>, start: () => RunningTask<R>): RunningTask<R> {
  const stopped = Promise.withResolvers<never>();
  let running: RunningTask<R> | null = null;
  let isCancelled = false;
  const begun = ready.then(() => {
    if (isCancelled) return stopped.promise;
    running = start();
    return running.result;
  });
  return {
    result: Promise.race([stopped.promise, begun]),
    cancel() {
      isCancelled = true;
      if (running) running.cancel();
      else stopped.reject(new ClienteleError('cancelled'));
    },
  };
}

/** Threads that run one task each; idle ones are kept warm. */
export interface JobThreads {
  /** @param keep what becomes of a task's states; without it they are let go. */
  start<T extends Task>(task: T, listener: TaskListener, keep?: KeepCheckpoint): RunningTask<TaskResults[T['kind']]>;
  /** Starts a thread before it is needed. */
  warm(): void;
  /** Has idle threads let go of the project that they last read, which they keep open. */
  rest(): Promise<void>;
  close(): Promise<void>;
}

/** What every task is started with, as it stands when the task starts. */
export type TaskConditions = Omit<TaskOrder, 'task' | 'cancel'>;

/** @param conditions asked for each task. */
export function jobThreads(conditions: () => TaskConditions): JobThreads {
  const idle: Worker[] = [];
  const busy = new Set<Worker>();
  const spawn = (): Worker => {
    const worker = new Worker(entryPath('jobs/job-thread'));
    worker.unref();
    return worker;
  };

  function start<T extends Task>(
    task: T,
    listener: TaskListener,
    keep: KeepCheckpoint = () => Promise.resolve(),
  ): RunningTask<TaskResults[T['kind']]> {
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
        } else if (report.type === 'checkpoint') {
          const answer = (error: ErrorPayload | null): void =>
            worker.postMessage({ checkpoint: report.id, error } satisfies CheckpointReply);
          keep(report.bytes).then(
            () => answer(null),
            (thrown: unknown) => answer(toErrorPayload(thrown)),
          );
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
      worker.postMessage({ ...conditions(), task, cancel } satisfies TaskOrder);
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
      for (const worker of idle.splice(0)) {
        if (await restThread(worker)) idle.push(worker);
        else await worker.terminate();
      }
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
