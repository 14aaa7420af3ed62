import type { BackendId } from '../../../src-main/contract/backends.ts';
import { loadBackend } from '../../../src-main/engine/tensor/backends/load.ts';
import '../../../src-main/engine/tensor/gradients.ts';
import { tensorTasks } from '../../../src-main/engine/tensor/tasks.ts';
import type { TensorHooks, TensorTask } from '../../../src-main/engine/tensor/task.ts';
import type { Tensors } from '../../../src-main/engine/tensor/tensors.ts';

/** What is told of each epoch at its end: its losses, and what the tensor process could go on from where it keeps that. */
interface Watch {
  ended?(losses: Readonly<Record<string, number>>): void;
  kept?(state: Uint8Array, task: { readonly name: string; readonly payload: unknown }): Promise<void>;
}

/**
 * Tensor tasks in this process, whose processor time can be measured, in place of a process of their own.
 *
 * @throws BackendSkipped
 */
export async function inProcessTensors(backend: BackendId, watch: Watch): Promise<Tensors> {
  await loadBackend(backend, { forced: true, modulesFolder: null });
  (await import('@tensorflow/tfjs-core')).enableProdMode();
  return {
    async run(name, payload, options) {
      let last: Promise<void> = Promise.resolve();
      const hooks: TensorHooks = {
        backend,
        signal: { aborted: false, throwIfAborted: () => undefined },
        checkpoint: null,
        progress: () => undefined,
        log(values) {
          options?.log?.(values);
          watch.ended?.(values);
        },
        saveCheckpoint(bytes) {
          last = watch.kept?.(bytes, { name, payload }) ?? last;
        },
        pause: () => last,
      };
      const task = tensorTasks[name] as unknown as TensorTask<unknown, never>;
      const result = await task(payload, hooks);
      await last;
      return { result, backend };
    },
  };
}
