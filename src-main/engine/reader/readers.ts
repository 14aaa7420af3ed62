import { Worker } from 'node:worker_threads';
import { ClienteleError, type ErrorPayload } from '../../contract/errors.ts';
import { entryPath } from '../entry.ts';
import { sharedFlag } from '../jobs/cancel.ts';
import { restThread } from '../rest-thread.ts';
import type { Query, QueryOrder, QueryReply, QueryResults } from './protocol.ts';

/** Answers queries on two threads, so that a slider or a scrolled table never waits for a column profile. */
export interface Readers {
  /**
   * @param signal stops waiting, and the query where it has not begun.
   * @throws what the query throws, `cancelled` where stopped.
   */
  query<Q extends Query>(projectPath: string, query: Q, signal?: AbortSignal): Promise<QueryResults[Q['kind']]>;
  /** Starts both threads before the first query. */
  warm(): void;
  /** Has both threads let go of the project that they read. */
  rest(): Promise<void>;
  close(): Promise<void>;
}

interface Waiting {
  resolve(result: unknown): void;
  reject(error: Error): void;
}

class ReaderThread {
  readonly #waiting = new Map<number, Waiting>();
  #worker: Worker | null = null;
  #lastId = 0;

  query(projectPath: string, query: Query, signal?: AbortSignal): Promise<unknown> {
    if (signal?.aborted) return Promise.reject(new ClienteleError('cancelled'));
    const worker = (this.#worker ??= this.#spawn());
    const id = ++this.#lastId;
    const cancel = sharedFlag();
    return new Promise((resolve, reject) => {
      this.#waiting.set(id, { resolve, reject });
      signal?.addEventListener('abort', () => {
        Atomics.store(cancel, 0, 1);
        if (this.#waiting.delete(id)) reject(new ClienteleError('cancelled'));
      });
      worker.postMessage({ id, projectPath, query, cancel } satisfies QueryOrder);
    });
  }

  warm(): void {
    this.#worker ??= this.#spawn();
  }

  async rest(): Promise<void> {
    if (!this.#worker) return;
    if (this.#waiting.size > 0 || !(await restThread(this.#worker))) await this.close();
  }

  async close(): Promise<void> {
    await this.#worker?.terminate();
    this.#worker = null;
  }

  #spawn(): Worker {
    const worker = new Worker(entryPath('reader/reader-thread'));
    worker.unref();
    worker.on('message', (reply: QueryReply) => {
      const waiting = this.#waiting.get(reply.id);
      this.#waiting.delete(reply.id);
      if ('error' in reply) waiting?.reject(revive(reply.error));
      else waiting?.resolve(reply.result);
    });
    const gone = (error: Error): void => {
      if (this.#worker === worker) this.#worker = null;
      for (const waiting of this.#waiting.values()) waiting.reject(error);
      this.#waiting.clear();
    };
    worker.on('error', gone);
    worker.on('exit', () => gone(new ClienteleError('cancelled')));
    return worker;
  }
}

const revive = ({ code, values }: ErrorPayload): ClienteleError => new ClienteleError(code, values);

/** Queries that may take longer than a person moving a slider would bear. */
const SLOW: readonly Query['kind'][] = ['profile', 'figure', 'members'];

/** Starts no thread before the first query, unless told to. */
export function createReaders(): Readers {
  const quick = new ReaderThread();
  const slow = new ReaderThread();
  return {
    query: (projectPath, query, signal) =>
      (SLOW.includes(query.kind) ? slow : quick).query(projectPath, query, signal) as Promise<never>,
    warm() {
      quick.warm();
      slow.warm();
    },
    async rest() {
      await Promise.all([quick.rest(), slow.rest()]);
    },
    async close() {
      await Promise.all([quick.close(), slow.close()]);
    },
  };
}
