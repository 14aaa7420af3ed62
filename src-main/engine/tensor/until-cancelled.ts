import { ClienteleError } from '../../contract/errors.ts';
import type { CancelSignal } from '../steps/context.ts';

/** A synchronous loop elsewhere sets the flag; this is how soon it is seen. */
export const LOOK_EVERY_MS = 25;

/** Waits for something that cannot be cancelled itself. @throws cancelled, as soon as the flag is set */
export function untilCancelled<T>(work: Promise<T>, signal: CancelSignal): Promise<T> {
  return new Promise((resolve, reject) => {
    const watch = setInterval(() => {
      if (!signal.aborted) return;
      clearInterval(watch);
      reject(new ClienteleError('cancelled'));
    }, LOOK_EVERY_MS);
    work.then(resolve, reject).finally(() => clearInterval(watch));
  });
}
