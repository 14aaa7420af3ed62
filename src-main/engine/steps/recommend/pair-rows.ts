import type { Random } from '../../maths/random.ts';
import type { ItemSets } from '../../tensor/training/mult-vae.ts';
import { historyOf, type Histories } from './recommender.ts';
import { sequenceOf } from './sequences.ts';

/** Customers with an item of theirs each to learn from, and how many of the last ones judge. */
export interface PairRows {
  /** What each customer has, oldest first, without what is asked for of those who judge. */
  readonly histories: ItemSets;
  readonly pairs: { readonly users: Int32Array; readonly items: Int32Array };
  readonly nAside: number;
  /** How many customers have each item, of what is learned. */
  readonly counts: Float64Array;
}

/** One to learn from, one to judge by. */
const LEAST_ASIDE = 2;

/** Every item of every customer; of a share of those with two or more the newest is not learned but asked for. */
export function pairRows(histories: Histories, share: number, random: Random): PairRows {
  const learned: Int32Array[] = [];
  const [users, items]: [number[], number[]] = [[], []];
  const aside: { user: number; item: number }[] = [];
  const counts = new Float64Array(histories.nColumns);
  for (let user = 0; user < histories.nRows; user++) {
    const all = sequenceOf(historyOf(histories, user));
    const isAside = all.length >= LEAST_ASIDE && random.next() < share;
    const own = isAside ? all.subarray(0, -1) : all;
    if (isAside) aside.push({ user, item: all.at(-1)! });
    learned.push(own);
    for (const item of own) {
      users.push(user);
      items.push(item);
      counts[item]!++;
    }
  }
  for (const { user, item } of aside) {
    users.push(user);
    items.push(item);
  }
  return {
    histories: setsOf(learned),
    pairs: { users: Int32Array.from(users), items: Int32Array.from(items) },
    nAside: aside.length,
    counts,
  };
}

/** The first n pairs alone, for a task that learns from pairs. */
export const firstPairs = ({ users, items }: PairRows['pairs'], n: number): Pick<PairRows, 'pairs'> => ({
  pairs: { users: users.slice(0, n), items: items.slice(0, n) },
});

/** Rows of items, one after the other. */
export function setsOf(rows: readonly Int32Array[]): ItemSets {
  const offsets = new Int32Array(rows.length + 1);
  rows.forEach((items, row) => (offsets[row + 1] = offsets[row]! + items.length));
  const items = new Int32Array(offsets[rows.length]!);
  rows.forEach((own, row) => items.set(own, offsets[row]));
  return { offsets, items };
}
