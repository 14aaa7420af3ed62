import type { Random } from '../maths/random.ts';
import type { Context } from './context.ts';

/**
 * The context of one part of a step's work: its progress fills the given stretch of the whole, and its previews are not shown.
 *
 * @param from where the part begins, from 0 to 1; `to` where it ends.
 * @param random the part's own stream of chance; the step's where absent.
 */
export function subContext(context: Context, from: number, to: number, random: Random = context.random): Context {
  return {
    signal: context.signal,
    random,
    pool: context.pool,
    budgetBytes: context.budgetBytes,
    chains: context.chains,
    progress: (fraction, doing) => {
      context.progress(from + (to - from) * fraction, doing);
    },
    warn: (warning) => {
      context.warn(warning);
    },
    preview: () => undefined,
  };
}
