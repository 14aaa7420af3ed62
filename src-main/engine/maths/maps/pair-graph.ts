import type { Neighbours } from '../neighbours.ts';
import { sharedInts } from './forest.ts';

/** Weighted pairs of rows, each from both sides: row i has tails[offsets[i] … offsets[i + 1]), ascending. In shared memory. */
export interface PairGraph {
  readonly nRows: number;
  readonly offsets: Int32Array;
  readonly tails: Int32Array;
  readonly weights: Float32Array;
}

/**
 * Joins what each row says of its nearest into pairs.
 *
 * @param own (nRows, k): what a row says of each neighbour. @param join of what both rows say, 0 where one says nothing; a pair whose
 * weight is not above `least` is left out.
 */
export function pairGraph(
  { k, rows }: Pick<Neighbours, 'k' | 'rows'>,
  nRows: number,
  own: Float64Array,
  join: (a: number, b: number) => number,
  least = 0,
): PairGraph {
  const sorted = sortedLists(rows, own, nRows, k);
  const back = turnedLists(sorted, nRows, k);
  const offsets = sharedInts(nRows + 1);
  const visit = (row: number, call: (tail: number, weight: number) => void): void => {
    let [i, j] = [row * k, back.offsets[row]!];
    const [iEnd, jEnd] = [(row + 1) * k, back.offsets[row + 1]!];
    while (i < iEnd || j < jEnd) {
      const a = i < iEnd ? sorted.tails[i]! : nRows;
      const b = j < jEnd ? back.tails[j]! : nRows;
      const tail = Math.min(a, b);
      const weight = join(a === tail ? sorted.weights[i++]! : 0, b === tail ? back.weights[j++]! : 0);
      if (weight > least) call(tail, weight);
    }
  };
  for (let row = 0, size = 0; row < nRows; row++) {
    visit(row, () => void size++);
    offsets[row + 1] = size;
  }
  const tails = sharedInts(offsets[nRows]!);
  const weights = new Float32Array(new SharedArrayBuffer(tails.byteLength));
  for (let row = 0, to = 0; row < nRows; row++) {
    visit(row, (tail, weight) => {
      tails[to] = tail;
      weights[to++] = weight;
    });
  }
  return { nRows, offsets, tails, weights };
}

/** Every row's list by ascending neighbour. */
function sortedLists(rows: Int32Array, own: Float64Array, nRows: number, k: number) {
  const tails = new Int32Array(nRows * k);
  const weights = new Float64Array(nRows * k);
  for (let row = 0, at = 0; row < nRows; row++, at += k) {
    for (let i = 0; i < k; i++) {
      const [tail, weight] = [rows[at + i]!, own[at + i]!];
      let to = at + i;
      for (; to > at && tails[to - 1]! > tail; to--) {
        tails[to] = tails[to - 1]!;
        weights[to] = weights[to - 1]!;
      }
      tails[to] = tail;
      weights[to] = weight;
    }
  }
  return { tails, weights };
}

/** Who names each row, ascending, with what they say of it. */
function turnedLists({ tails, weights }: { tails: Int32Array; weights: Float64Array }, nRows: number, k: number) {
  const offsets = new Int32Array(nRows + 1);
  for (const tail of tails) offsets[tail + 1]!++;
  for (let row = 0; row < nRows; row++) offsets[row + 1]! += offsets[row]!;
  const next = offsets.slice();
  const turned = { offsets, tails: new Int32Array(tails.length), weights: new Float64Array(tails.length) };
  for (let row = 0, at = 0; row < nRows; row++) {
    for (let i = 0; i < k; i++, at++) {
      const to = next[tails[at]!]!++;
      turned.tails[to] = row;
      turned.weights[to] = weights[at]!;
    }
  }
  return turned;
}

/** How many parts the pairs leave unconnected, and the part of each row, numbered by its first row. */
export function partsOf({ nRows, offsets, tails }: PairGraph): { nParts: number; parts: Int32Array } {
  const parts = new Int32Array(nRows).fill(-1);
  const stack = new Int32Array(nRows);
  let nParts = 0;
  for (let first = 0; first < nRows; first++) {
    if (parts[first]! >= 0) continue;
    let height = 0;
    stack[height++] = first;
    parts[first] = nParts;
    while (height > 0) {
      const row = stack[--height]!;
      for (let at = offsets[row]!; at < offsets[row + 1]!; at++) {
        const tail = tails[at]!;
        if (parts[tail]! >= 0) continue;
        parts[tail] = nParts;
        stack[height++] = tail;
      }
    }
    nParts++;
  }
  return { nParts, parts };
}
