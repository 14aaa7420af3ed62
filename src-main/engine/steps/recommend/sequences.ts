import type { Random } from '../../maths/random.ts';
import type { NextItemRows } from '../../tensor/training/next-item.ts';
import { historyOf, type Histories, type UserHistory } from './recommender.ts';

/** A number that is as good as random, the same for the same pair. */
function mixed(a: number, b: number): number {
  let z = Math.imul(a + 1, 0x9e3779b1) ^ Math.imul(b | 0, 0x85ebca6b);
  z = Math.imul(z ^ (z >>> 16), 0x21f0aaad);
  z = Math.imul(z ^ (z >>> 15), 0x735a2d97);
  return (z ^ (z >>> 15)) >>> 0;
}

/**
 * The places of a history in the order in which its items were last taken; those without a time come first. What was taken at one
 * moment has no order of its own and gets a random one: by number, a model would learn that higher numbers follow.
 */
export function orderOfHistory({ items, last }: Pick<UserHistory, 'items' | 'last'>): Int32Array {
  const times = last.map((time) => (Number.isNaN(time) ? -Infinity : time));
  const ties = Array.from(items, (item, i) => mixed(item, Number.isFinite(times[i]) ? times[i]! / 1000 : 0));
  return Int32Array.from(items.keys()).sort((a, b) => {
    if (times[a] !== times[b]) return times[a]! - times[b]!;
    return ties[a]! - ties[b]! || items[a]! - items[b]!;
  });
}

/** The items of a history in their order. */
export const sequenceOf = (history: UserHistory): Int32Array =>
  orderOfHistory(history).map((place) => history.items[place]!);

/** Rows to learn from, and how many of the last ones judge. */
interface SequenceRows extends NextItemRows {
  readonly nAside: number;
}

/**
 * Histories as stretches of at most `length` items with what followed each, the newest whole. Of a share of the customers with
 * three items or more the last item is not learned: a row of its own, behind all others, asks for it.
 *
 * @param share from 0 to 1.
 */
export function sequenceRows(histories: Histories, mostLength: number, share: number, random: Random): SequenceRows {
  const sequences = Array.from({ length: histories.nRows }, (_, user) => sequenceOf(historyOf(histories, user)));
  const length = Math.max(1, Math.min(mostLength, Math.max(...sequences.map((items) => items.length - 1), 0)));
  const [training, aside]: [Stretch[], Stretch[]] = [[], []];
  for (const items of sequences) {
    const isAside = items.length >= LEAST_ASIDE && random.next() < share;
    const end = isAside ? items.length - 1 : items.length;
    for (let to = end; to >= 2; to -= length)
      training.push({ items: items.subarray(Math.max(0, to - 1 - length), to), from: 0 });
    if (isAside) {
      const seen = items.subarray(Math.max(0, items.length - 1 - length));
      aside.push({ items: seen, from: seen.length - 2 });
    }
  }
  return { ...rowsOf([...training, ...aside], length, histories.nColumns), nAside: aside.length };
}

/** One to train on, one to learn, one to judge by. */
const LEAST_ASIDE = 3;

/** Items in their order; what follows a place is to be learned from place `from` on. */
interface Stretch {
  readonly items: Int32Array;
  readonly from: number;
}

function rowsOf(stretches: readonly Stretch[], length: number, nItems: number): NextItemRows {
  const nRows = stretches.length;
  const inputs = new Int32Array(nRows * length).fill(nItems);
  const targets = new Int32Array(nRows * length).fill(-1);
  stretches.forEach(({ items, from }, row) => {
    inputs.set(items.subarray(0, -1), row * length);
    targets.set(items.subarray(from + 1), row * length + from);
  });
  return { nRows, length, nItems, inputs, targets };
}
