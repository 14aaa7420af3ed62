import { ClienteleError } from '../../contract/errors.ts';
import type { CancelSignal } from '../steps/context.ts';

/** A flag in shared memory: a synchronous loop never sees a message, but it can read this. */
export function sharedFlag(): Int32Array<SharedArrayBuffer> {
  return new Int32Array(new SharedArrayBuffer(4));
}

/**
 * What a piece of work gives, or a refusal as soon as the signal aborts: the work goes on unseen.
 *
 * @throws cancelled
 */
export function unlessCancelled<T>(work: Promise<T>, signal: AbortSignal): Promise<T> {
  const stopped = Promise.withResolvers<never>();
  const stop = (): void => stopped.reject(new ClienteleError('cancelled'));
  if (signal.aborted) stop();
  signal.addEventListener('abort', stop);
  return Promise.race([stopped.promise, work]).finally(() => signal.removeEventListener('abort', stop));
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
