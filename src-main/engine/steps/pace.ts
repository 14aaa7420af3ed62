import type { Context } from './context.ts';

/** Told how much of a piece of work is done, from 0 to 1. */
export type Pace = (share: number) => void;

/**
 * Keeps work in stages reporting and stoppable: at the end of each it says how far it is and looks at the signal.
 *
 * @param from where the work begins in the whole, from 0 to 1; `to` where it ends.
 * @returns to be called between stages. @throws cancelled (from what is returned)
 */
export function paceOf(context: Pick<Context, 'progress' | 'signal'>, from = 0, to = 1): Pace {
  return (share) => {
    context.signal.throwIfAborted();
    context.progress(from + (to - from) * share);
  };
}
