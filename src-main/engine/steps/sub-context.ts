import type { Random } from '../maths/random.ts';
import type { CheckpointStore } from '../tensor/tensors.ts';
import type { Context } from './context.ts';

/** Keeps nothing: what is a part of a run, such as a chain in a fold, begins anew with it. */
export const noCheckpoint: CheckpointStore = { load: () => Promise.resolve(null), save: () => Promise.resolve() };

/**
 * The context of one part of a step's work: its progress fills the given stretch of the whole, and its previews are not shown,
 * and nothing of it is kept to go on from.
 *
 * @param from where the part begins, from 0 to 1; `to` where it ends.
 * @param random the part's own stream of chance; the step's where absent.
 */
export function subContext(context: Context, from: number, to: number, random: Random = context.random): Context {
  return {
    signal: context.signal,
    random,
    pool: context.pool,
    tensor: context.tensor,
    checkpoint: noCheckpoint,
    now: () => context.now(),
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
