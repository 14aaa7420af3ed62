import { Worker } from 'node:worker_threads';
import { ClienteleError, type ErrorPayload } from '../../contract/errors.ts';
import { entryPath } from '../entry.ts';
import type { ProjectStore } from './project-store.ts';
import type { CallbackMark, StoreMethod, WriterCall, WriterReply, WriterStart } from './writer-protocol.ts';

type StoreArgs<M extends StoreMethod> = Parameters<ProjectStore[M]>;
type StoreResult<M extends StoreMethod> = Awaited<ReturnType<ProjectStore[M]>>;

/** The store of an open project, in its own thread. */
export interface WriterClient {
  readonly path: string;
  /** Calls a method of the store; once it resolves, what it did is on the disk. */
  call<M extends StoreMethod>(method: M, ...args: StoreArgs<M>): Promise<StoreResult<M>>;
  /** Waits for calls under way, then closes the file and ends the thread. */
  close(): Promise<void>;
  /** Resolves once the thread has ended, with what it died of, or null where it was closed. */
  readonly ended: Promise<Error | null>;
}

interface Waiting {
  readonly resolve: (value: never) => void;
  readonly reject: (error: Error) => void;
  readonly callbacks: readonly ((...args: unknown[]) => void)[];
}

/** Opens a project file in a thread of its own. @throws what `createProject` and `openProject` throw. */
export async function startWriter(start: WriterStart): Promise<WriterClient> {
  const worker = new Worker(entryPath('storage/writer-thread'), { workerData: start });
  const waiting = new Map<number, Waiting>();
  let nextId = 1;
  let death: Error | null = null;
  let isClosed = false;

  const opened = Promise.withResolvers<null>();
  const ended = Promise.withResolvers<Error | null>();

  worker.on('message', (reply: WriterReply) => {
    if (reply.type === 'open') opened.resolve(null);
    else if (reply.type === 'failed' && reply.id === null) opened.reject(revive(reply.error, reply.stack));
    else if (reply.type === 'callback') waiting.get(reply.id)?.callbacks[reply.callback]?.(...reply.args);
    else if (reply.id !== null) {
      const entry = waiting.get(reply.id);
      waiting.delete(reply.id);
      if (reply.type === 'done') entry?.resolve(reply.result as never);
      else entry?.reject(revive(reply.error, reply.stack));
    }
  });
  worker.on('error', (error: Error) => (death = error));
  worker.on('exit', () => {
    const error = isClosed ? null : (death ?? new Error('the writer thread ended'));
    for (const entry of waiting.values()) entry.reject(error ?? new ClienteleError('no-project'));
    waiting.clear();
    opened.reject(error ?? new ClienteleError('no-project'));
    ended.resolve(error);
  });

  const call = <M extends StoreMethod>(method: M, ...args: StoreArgs<M>): Promise<StoreResult<M>> =>
    new Promise<StoreResult<M>>((resolve, reject) => {
      if (isClosed) {
        reject(new ClienteleError('no-project'));
        return;
      }
      const id = nextId++;
      const callbacks: ((...told: unknown[]) => void)[] = [];
      const plain = args.map((arg: unknown) =>
        typeof arg === 'function'
          ? ({ $callback: callbacks.push(arg as (...told: unknown[]) => void) - 1 } satisfies CallbackMark)
          : arg,
      );
      waiting.set(id, { resolve, reject, callbacks });
      worker.postMessage({ id, method, args: plain } satisfies WriterCall);
    });

  await opened.promise;
  return {
    path: start.path,
    call,
    async close() {
      if (isClosed) return;
      const closing = call('close');
      isClosed = true;
      await closing;
      await ended.promise;
    },
    ended: ended.promise,
  };
}

function revive(error: ErrorPayload, stack: string | null): Error {
  const revived = new ClienteleError(error.code, error.values);
  if (stack) revived.stack = stack;
  return revived;
}
