import { parentPort, workerData } from 'node:worker_threads';
import { ClienteleError, invariant, toErrorPayload } from '../../contract/errors.ts';
import { createProject, openProject } from './open.ts';
import type { ProjectStore } from './project-store.ts';
import type { CallbackMark, WriterCall, WriterReply, WriterStart } from './writer-protocol.ts';

invariant(parentPort, 'the writer thread has a parent');
const parent = parentPort;
const say = (reply: WriterReply): void => parent.postMessage(reply);

function failure(id: number | null, thrown: unknown): WriterReply {
  const stack = thrown instanceof Error && !(thrown instanceof ClienteleError) ? (thrown.stack ?? null) : null;
  return { type: 'failed', id, error: toErrorPayload(thrown), stack };
}

const isCallback = (value: unknown): value is CallbackMark =>
  typeof value === 'object' && value !== null && '$callback' in value;

function serve(store: ProjectStore): void {
  const methods = store as unknown as Readonly<Record<string, (...args: unknown[]) => unknown>>;
  parent.on('message', ({ id, method, args }: WriterCall) => {
    void (async () => {
      try {
        const revived = args.map((arg) =>
          isCallback(arg)
            ? (...told: unknown[]) => say({ type: 'callback', id, callback: arg.$callback, args: told })
            : arg,
        );
        const call = methods[method];
        invariant(call, `the store has no method “${method}”`);
        say({ type: 'done', id, result: await call(...revived) });
        if (method === 'close') parent.close();
      } catch (thrown) {
        say(failure(id, thrown));
      }
    })();
  });
}

try {
  const { path, create, options } = workerData as WriterStart;
  serve(create ? createProject(path, options) : openProject(path, options));
  say({ type: 'open' });
} catch (thrown) {
  say(failure(null, thrown));
  parent.close();
}
