import type { BackendId, BackendInfo } from '../../contract/backends.ts';
import type { ErrorPayload } from '../../contract/errors.ts';
import type { Message } from '../../contract/text.ts';
import type { Variant } from '../kernels/variant.ts';

/** What the tensor process is asked. It loads one backend and then runs one task at a time. */
export type TensorOrder =
  | {
      readonly type: 'load';
      readonly backend: BackendId;
      readonly forced: boolean;
      readonly modulesFolder: string | null;
      /** Whether to measure its speed as well. */
      readonly measure: boolean;
    }
  /** Asks how fast the engine's own loops are; needs no backend. */
  | { readonly type: 'kernels'; readonly threads: number; readonly variant: Variant }
  | { readonly type: 'run'; readonly task: string; readonly payload: unknown; readonly checkpoint: Uint8Array | null }
  | { readonly type: 'cancel' };

/** What it says. */
export type TensorReport =
  | { readonly type: 'loaded'; readonly info: BackendInfo }
  | { readonly type: 'measured'; readonly gflops: number | null }
  /** A task paused: it is alive. */
  | { readonly type: 'alive' }
  | { readonly type: 'progress'; readonly fraction: number; readonly doing: Message | null }
  | { readonly type: 'log'; readonly values: Readonly<Record<string, number>> }
  | { readonly type: 'checkpoint'; readonly bytes: Uint8Array }
  /** @property nTensors that the task left behind; a process with any is not used again. */
  | { readonly type: 'done'; readonly result: unknown; readonly nTensors: number }
  | { readonly type: 'failed'; readonly error: ErrorPayload; readonly stack: string | null }
  /** The device is gone, refused something or has no memory left: the task may go on elsewhere. */
  | { readonly type: 'lost'; readonly detail: string };
