import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { ClienteleError, type ErrorPayload } from '../../../src-main/contract/errors.ts';
import type { ProjectStore } from '../../../src-main/engine/storage/project-store.ts';
import type { StoreMethod } from '../../../src-main/engine/storage/writer-protocol.ts';
import { afterwards } from '../engine-harness.ts';

type Result<M extends StoreMethod> = Awaited<ReturnType<ProjectStore[M]>>;
type Reply = { readonly id: number; readonly result: unknown } | { readonly id: number; readonly error: ErrorPayload };

/** A project that is open in a process of its own. */
export interface StoreClient {
  readonly pid: number;
  /** @throws what the store throws; an error without a code where the process ended first. */
  call<M extends StoreMethod>(method: M, ...args: Parameters<ProjectStore[M]>): Promise<Result<M>>;
  /** SIGKILL; resolves once the process is gone. */
  kill(): Promise<void>;
  close(): Promise<void>;
}

export interface StoreClientOptions {
  readonly create?: boolean;
  /** The user it runs as; ours by default. */
  readonly uid?: number;
}

/** Opens, or creates, a project in another process. @throws what opening throws */
export async function openElsewhere(file: string, options: StoreClientOptions = {}): Promise<StoreClient> {
  const { create = false, uid } = options;
  const child: ChildProcess = fork(
    path.join(import.meta.dirname, 'store-process.ts'),
    [file, ...(create ? ['create'] : [])],
    {
      execArgv: [],
      serialization: 'advanced',
      env: { ...process.env, NODE_OPTIONS: '' },
      ...(uid === undefined ? {} : { uid, gid: uid }),
    },
  );
  const gone = once(child, 'exit');
  const waiting = new Map<number, { resolve(value: unknown): void; reject(error: Error): void }>();
  const answer = (id: number): Promise<unknown> =>
    new Promise((resolve, reject) => waiting.set(id, { resolve, reject }));
  child.on('message', (reply: Reply) => {
    const entry = waiting.get(reply.id);
    waiting.delete(reply.id);
    if ('error' in reply) entry?.reject(new ClienteleError(reply.error.code, reply.error.values));
    else entry?.resolve(reply.result);
  });
  void gone.then(() => waiting.forEach(({ reject }) => reject(new Error('the process is gone'))));
  let lastId = 0;
  const client: StoreClient = {
    pid: child.pid ?? 0,
    call(method, ...args) {
      const id = ++lastId;
      const result = answer(id);
      child.send({ id, method, args });
      return result as Promise<never>;
    },
    async kill() {
      child.kill('SIGKILL');
      await gone;
    },
    async close() {
      await client.call('close');
      child.disconnect();
      await gone;
    },
  };
  afterwards(() => void child.kill('SIGKILL'));
  try {
    await answer(0);
  } catch (thrown) {
    await client.kill();
    throw thrown;
  }
  return client;
}
