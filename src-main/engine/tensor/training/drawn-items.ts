import { aliasTable } from '../../maths/alias.ts';
import type { Random } from '../../maths/random.ts';
import { LEFT_OUT } from './corrected-softmax.ts';

/** How items are drawn by their worth. */
interface DrawnItems {
  draw(n: number, random: Random): Int32Array;
  /** The logarithm of each item's share of all draws; 0 where it has none and is never drawn. */
  readonly logs: Float64Array;
}

/** Draws items by their worth, with what their scores have to give up for being drawn more often than others. */
export function itemsDrawnBy(worth: Float64Array): DrawnItems {
  const sum = worth.reduce((all, value) => all + value, 0);
  const { shares, others } = aliasTable(worth);
  const one = (random: Random): number => {
    const bucket = random.integer(shares.length);
    return random.next() < shares[bucket]! ? bucket : others[bucket]!;
  };
  return {
    draw: (n, random) => Int32Array.from({ length: n }, () => one(random)),
    logs: worth.map((value) => (value > 0 ? Math.log(value / sum) : 0)),
  };
}

/**
 * What is taken off the scores of candidates, (rows, candidates): their logarithms, and what leaves out those that a row has.
 *
 * @param logs of all items. @param rows the items that each row has or is asked for.
 */
export function logsOfOthers(
  candidates: Int32Array,
  logs: ArrayLike<number>,
  rows: readonly (readonly Int32Array[])[],
): Float32Array {
  const plain = Float32Array.from(candidates, (item) => logs[item]!);
  const out = new Float32Array(rows.length * candidates.length);
  const placesOf = new Map<number, number[]>();
  candidates.forEach((item, at) => {
    const known = placesOf.get(item);
    if (known) known.push(at);
    else placesOf.set(item, [at]);
  });
  rows.forEach((own, row) => {
    out.set(plain, row * candidates.length);
    for (const items of own)
      for (const item of items)
        for (const at of placesOf.get(item) ?? []) out[row * candidates.length + at] = -LEFT_OUT;
  });
  return out;
}
