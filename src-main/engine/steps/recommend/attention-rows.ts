import type { Random } from '../../maths/random.ts';
import type { AttentionTask } from '../../tensor/training/attention-ranker.ts';
import type { ItemSets } from '../../tensor/training/mult-vae.ts';
import { setsOf } from './pair-rows.ts';
import { historyOf, type Histories } from './recommender.ts';
import { sequenceOf } from './sequences.ts';

/** Stretches of customers’ histories to learn from, and how many of the last rows judge. */
interface AttentionRows {
  readonly histories: ItemSets;
  readonly rows: AttentionTask['rows'];
  readonly nAside: number;
  /** How many customers have each item, of what is learned. */
  readonly counts: Float64Array;
}

/** One to learn from, one to judge by. */
const LEAST_ASIDE = 2;

/** Histories as stretches of at most `nTargets` items; of a share of those with two or more the newest item is not learned but asked for. */
export function attentionRows(given: Histories, nTargets: number, share: number, random: Random): AttentionRows {
  const learned: Int32Array[] = [];
  const stretches: { user: number; from: number; asked: number }[] = [];
  const aside: typeof stretches = [];
  const counts = new Float64Array(given.nColumns);
  for (let user = 0; user < given.nRows; user++) {
    const all = sequenceOf(historyOf(given, user));
    const isAside = all.length >= LEAST_ASIDE && random.next() < share;
    const own = isAside ? all.subarray(0, -1) : all;
    if (isAside) aside.push({ user, from: own.length, asked: all.at(-1)! });
    learned.push(own);
    for (const item of own) counts[item]!++;
    for (let from = 0; from < own.length; from += nTargets) stretches.push({ user, from, asked: -1 });
  }
  const all = [...stretches, ...aside];
  return {
    histories: setsOf(learned),
    rows: {
      users: Int32Array.from(all, ({ user }) => user),
      from: Int32Array.from(all, ({ from }) => from),
      asked: Int32Array.from(all, ({ asked }) => asked),
    },
    nAside: aside.length,
    counts,
  };
}
