import type { BackendId } from '../../contract/backends.ts';
import type { Message } from '../../contract/text.ts';
import type { CancelSignal } from '../steps/context.ts';

/** What a task in the tensor process may use besides its payload. */
export interface TensorHooks {
  /** The backend that is loaded; every tensor lies on it. */
  readonly backend: BackendId;
  /** Set by a message: a loop sees it only after `pause()`. */
  readonly signal: CancelSignal;
  /** What `saveCheckpoint` was last given by this job, on whichever backend it then ran; null at a first start. */
  readonly checkpoint: Uint8Array | null;
  /** How far the task is, from 0 to 1. */
  progress(fraction: number, doing?: Message): void;
  /** Adds a point to the curves that the person watches, such as `{ epoch: 3, loss: 0.2, validationLoss: 0.3 }`. */
  log(values: Readonly<Record<string, number>>): void;
  /** Keeps bytes from which the task can go on, after a crash on another backend, or when the panel runs again. */
  saveCheckpoint(bytes: Uint8Array): void;
  /**
   * Lets messages in, and tells that the task is alive; to be awaited after each batch. It costs next to nothing.
   *
   * @throws cancelled
   */
  pause(): Promise<void>;
}

/**
 * Something that the tensor process can be asked to do, by its name in `tensor/tasks.ts`. Payload and result are plain values
 * and typed arrays; a result must not depend on how often it was interrupted and resumed.
 */
export type TensorTask<P, R> = (payload: P, hooks: TensorHooks) => Promise<R>;
