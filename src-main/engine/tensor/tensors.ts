import type { BackendId } from '../../contract/backends.ts';
import type { Message } from '../../contract/text.ts';
import type { CancelSignal } from '../steps/context.ts';
import type { TensorPayload, TensorResult, TensorTaskName } from './tasks.ts';

/** Where a job's checkpoint is kept. */
export interface CheckpointStore {
  load(): Promise<Uint8Array | null>;
  save(bytes: Uint8Array): Promise<void>;
}

/** How a step runs a tensor task. */
export interface TensorRunOptions<K extends TensorTaskName> {
  /** Where the task's progress goes: usually the context's own. */
  readonly progress?: (fraction: number, doing?: Message) => void;
  /** Told each point of the curves. */
  readonly log?: (values: Readonly<Record<string, number>>) => void;
  /** Ends the task in place of the run's own signal, such as one that is up sooner. */
  readonly signal?: CancelSignal;
  /** Where checkpoints are kept and looked for; without one they live as long as the run. */
  readonly checkpoint?: CheckpointStore;
  /**
   * A short piece of the same work at its real shape (a few batches), timed on each backend to find the fastest. `key` names
   * the shape: the times of equal keys are remembered on this machine. Without it the best usable backend is taken.
   */
  readonly trial?: { readonly key: string; readonly payload: TensorPayload<K> };
}

/** A task's result with where it was computed at last. */
export interface TensorRun<R> {
  readonly result: R;
  readonly backend: BackendId;
}

/** The tensor process as a step sees it. */
export interface Tensors {
  /**
   * Runs a task in the tensor process. Where its device is lost, runs out of memory or crashes, the run is warned and the task
   * goes on from its last checkpoint on the CPU.
   *
   * @throws cancelled, tensor-failed where no backend could do it, and what the task itself throws.
   */
  run<K extends TensorTaskName>(
    task: K,
    payload: TensorPayload<K>,
    options?: TensorRunOptions<K>,
  ): Promise<TensorRun<TensorResult<K>>>;
}
