import { kernelsOn } from './instance.ts';
import { addressOf, GROUP, type TreeNodesShared } from './tree-nodes.ts';
import { partingPlain } from './tree-nodes-plain.ts';

/** From so many rows on, a node's rows are parted by several threads, each so many at least. */
const ROWS_A_PART = 16_384;
/** Parts that a node's rows are cut into at most. */
export const MOST_PARTS = 8;

/** A node's rows in parts of one size, the last one shorter. */
export interface Parts {
  readonly feature: number;
  readonly from: number;
  readonly to: number;
  readonly size: number;
  readonly nParts: number;
}

/** Into what parts a node's rows are cut; that does not depend on the number of threads. */
export function partsOf(feature: number, from: number, to: number): Parts {
  const n = to - from;
  const size = Math.ceil(n / Math.max(1, Math.min(MOST_PARTS, Math.floor(n / ROWS_A_PART))));
  return { feature, from, to, size, nParts: Math.ceil(n / size) };
}

/**
 * Moves a part's rows that go left, by the ground's `goesLeft`, before its others, both in their order, and counts them; the others stand
 * in `spare`, from the same place on, too.
 */
export function partRows(
  part: number,
  { feature, from, to, size }: Omit<Parts, 'nParts'>,
  ground: TreeNodesShared,
): void {
  const { words, nRows, rows, spare, goesLeft, compiled, nLeft } = ground;
  const first = Math.floor(feature / GROUP) * nRows * GROUP + (feature % GROUP);
  const [start, end] = [from + part * size, Math.min(to, from + (part + 1) * size)];
  if (!compiled) {
    nLeft[part] = partingPlain(words.subarray(first), rows.subarray(start, end), goesLeft, spare.subarray(start, end));
    return;
  }
  const { parting } = kernelsOn(compiled.memory, compiled.variant).exports;
  const [own, room] = [addressOf(rows, start), addressOf(spare, start)];
  nLeft[part] = parting(addressOf(words, first), own, end - start, addressOf(goesLeft), room);
}

/** Brings the rows of all parts that go left before the others, both in their order. @returns where the others begin */
export function joinParts({ from, to, size, nParts }: Parts, { rows, spare, nLeft }: TreeNodesShared): number {
  let end = from + nLeft[0]!;
  if (nParts === 1) return end;
  // Written out: V8 moves shared memory byte by byte.
  for (let part = 1, start = from + size; part < nParts; part++, start += size)
    for (let at = start, stop = start + nLeft[part]!; at < stop; at++) rows[end++] = rows[at]!;
  const middle = end;
  for (let part = 0, start = from; part < nParts; part++, start += size)
    for (let at = start, stop = Math.min(to, start + size) - nLeft[part]!; at < stop; at++) rows[end++] = spare[at]!;
  return middle;
}
