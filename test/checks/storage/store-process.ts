import { toErrorPayload } from '../../../src-main/contract/errors.ts';
import { createProject, openProject } from '../../../src-main/engine/storage/open.ts';
import type { WriterCall } from '../../../src-main/engine/storage/writer-protocol.ts';

/**
 * A process that has a project open and does to it as it is told: `store-process.ts PATH [create]`. Tests kill it, as
 * people and machines kill the product.
 */
const [path = '', mode] = process.argv.slice(2);
const options = { program: 'another window', endpoint: null };

const say = (message: object): void => void process.send?.(message);

process.on('disconnect', () => process.exit());
try {
  const store = mode === 'create' ? createProject(path, options) : openProject(path, options);
  const methods = store as unknown as Readonly<Record<string, (...args: readonly unknown[]) => unknown>>;
  process.on('message', ({ id, method, args }: WriterCall) => {
    void (async () => {
      try {
        say({ id, result: await methods[method]?.(...args) });
      } catch (thrown) {
        say({ id, error: toErrorPayload(thrown) });
      }
    })();
  });
  say({ id: 0, result: null });
} catch (thrown) {
  say({ id: 0, error: toErrorPayload(thrown) });
}
