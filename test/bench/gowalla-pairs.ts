import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { datasetPath } from '../datasets.ts';
import type { Random } from '../../src-main/engine/maths/random.ts';

/** Who took what, pair by pair. */
export interface Pairs {
  readonly nUsers: number;
  readonly nItems: number;
  readonly users: Int32Array;
  readonly items: Int32Array;
}

const N_USERS = 29_858;
const N_ITEMS = 40_981;

/** @throws Error where the data is not on this machine. */
export function readPairs(part: 'train' | 'test'): Pairs {
  const lines = gunzipSync(readFileSync(datasetPath(`gowalla/${part}.txt.gz`)))
    .toString('latin1')
    .trimEnd()
    .split('\n');
  const users: number[] = [];
  const items: number[] = [];
  for (const line of lines) {
    const [user = 0, ...own] = line.trimEnd().split(' ').map(Number);
    for (const item of own) {
      users.push(user);
      items.push(item);
    }
  }
  return { nUsers: N_USERS, nItems: N_ITEMS, users: Int32Array.from(users), items: Int32Array.from(items) };
}

/** Parts each pair by chance: the first part keeps what is left after a share has gone to the second. */
export function splitPairs(pairs: Pairs, share: number, random: Random): [Pairs, Pairs] {
  const goes = Uint8Array.from(pairs.users, () => (random.next() < share ? 1 : 0));
  const part = (side: number): Pairs => ({
    ...pairs,
    users: pairs.users.filter((_, at) => goes[at] === side),
    items: pairs.items.filter((_, at) => goes[at] === side),
  });
  return [part(0), part(1)];
}

/** The pairs of the first users alone, for a quick look. */
export function pairsOfFirst(nUsers: number, pairs: Pairs): Pairs {
  const isKept = pairs.users.map((user) => Number(user < nUsers));
  return {
    nUsers: Math.min(nUsers, pairs.nUsers),
    nItems: pairs.nItems,
    users: pairs.users.filter((_, at) => isKept[at]),
    items: pairs.items.filter((_, at) => isKept[at]),
  };
}
