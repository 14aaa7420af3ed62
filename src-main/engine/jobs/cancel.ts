import { ClienteleError } from '../../contract/errors.ts';
import type { CancelSignal } from '../steps/context.ts';

/** A flag in shared memory: a synchronous loop never sees a message, but it can read this. */
export function sharedFlag(): Int32Array<SharedArrayBuffer> {
  return new Int32Array(new SharedArrayBuffer(4));
}

/** The signal that a flag stands for. */
export function cancelSignal(flag: Int32Array<SharedArrayBuffer>): CancelSignal {
  return {
    get aborted() {
      return Atomics.load(flag, 0) !== 0;
    },
    throwIfAborted() {
      if (Atomics.load(flag, 0) !== 0) throw new ClienteleError('cancelled');
    },
  };
}
