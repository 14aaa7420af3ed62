import type { Context } from './context.ts';

/** Turns of a loop between two looks at the signal. */
const TURNS = 1024;

/** Told how many turns of a loop are done. */
export type Pace = (done: number) => void;

/**
 * Keeps a synchronous loop reporting and stoppable: every so many turns it says how far it is and looks at the signal.
 *
 * @param nTurns how many there are. @param from where the loop begins in the whole, from 0 to 1; `to` where it ends.
 * @returns to be called with each turn. @throws cancelled (from what is returned)
 */
export function paceOf(context: Pick<Context, 'progress' | 'signal'>, nTurns: number, from = 0, to = 1): Pace {
  return (done) => {
    if (done % TURNS !== 0) return;
    context.signal.throwIfAborted();
    context.progress(from + ((to - from) * done) / Math.max(1, nTurns));
  };
}
