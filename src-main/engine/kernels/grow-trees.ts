import { seededRandom } from '../maths/random.ts';

/**
 * Trees that part rows by planes at random, each plane half way through its rows. Node i has the children 2i + 1 and 2i + 2; all
 * leaves are at one depth and differ by a row at most.
 */
export interface ForestShared {
  /** (nRows, nFeatures), row-major. */
  readonly x: Float64Array;
  readonly nFeatures: number;
  readonly nRows: number;
  readonly depth: number;
  /** One a tree. */
  readonly seeds: Int32Array;
  /** Written, (nTrees, nSplits, nFeatures), and where along it each plane lies, (nTrees, nSplits). */
  readonly normals: Float64Array;
  readonly cuts: Float64Array;
  /** Written, (nTrees, nRows): the rows leaf by leaf, and the leaf of each row. */
  readonly orders: Int32Array;
  readonly leaves: Int32Array;
}

/** Splits of a tree. */
export const splitsOf = (depth: number): number => 2 ** depth - 1;

/** Where the leaves of a tree begin, and where the last ends: (2^depth + 1). */
export function leafStarts(nRows: number, depth: number): Int32Array {
  let bounds = [0, nRows];
  for (let level = 0; level < depth; level++)
    bounds = bounds.flatMap((start, i) => (i + 1 < bounds.length ? [start, (start + bounds[i + 1]!) >> 1] : [start]));
  return Int32Array.from(bounds);
}

/** Grows trees [start, end). */
export function growTrees(start: number, end: number, shared: ForestShared): null {
  for (let tree = start; tree < end; tree++) growTree(tree, shared);
  return null;
}

function growTree(tree: number, { x, nFeatures: d, nRows, depth, seeds, ...out }: ForestShared): void {
  const random = seededRandom(seeds[tree]!);
  const nSplits = splitsOf(depth);
  const order = out.orders.subarray(tree * nRows, (tree + 1) * nRows).map((_, row) => row);
  const along = new Float64Array(nRows);
  const bounds = new Int32Array(2 * (2 * nSplits + 1));
  bounds[1] = nRows;
  for (let split = 0; split < nSplits; split++) {
    const [from, to] = [bounds[2 * split]!, bounds[2 * split + 1]!];
    const at = (tree * nSplits + split) * d;
    const normal = out.normals.subarray(at, at + d);
    const [a, b] = [order[from + random.integer(to - from)]! * d, order[from + random.integer(to - from)]! * d];
    let length = 0;
    for (let j = 0; j < d; j++) length += Math.abs((normal[j] = x[a + j]! - x[b + j]!));
    // Two rows alike show no direction.
    if (!(length > 0 && length < Infinity)) for (let j = 0; j < d; j++) normal[j] = random.normal();
    for (let i = from; i < to; i++) {
      let sum = 0;
      for (let j = 0, cell = order[i]! * d; j < d; j++, cell++) sum += normal[j]! * x[cell]!;
      along[order[i]!] = sum;
    }
    const middle = (from + to) >> 1;
    selectMiddle(order, along, from, to, middle);
    out.cuts[tree * nSplits + split] = along[order[middle]!]!;
    bounds.set([from, middle, middle, to], 2 * (2 * split + 1));
  }
  out.orders.set(order, tree * nRows);
  const starts = leafStarts(nRows, depth);
  for (let leaf = 0; leaf + 1 < starts.length; leaf++)
    for (let i = starts[leaf]!; i < starts[leaf + 1]!; i++) out.leaves[tree * nRows + order[i]!] = leaf;
}

/** Puts smaller rows before the middle and larger ones behind it (Hoare 1961); equal ones by number, so that the tree is always the same. */
function selectMiddle(order: Int32Array, along: Float64Array, start: number, end: number, middle: number): void {
  const before = (a: number, b: number): boolean => along[a]! < along[b]! || (a < b && along[a] === along[b]);
  let [from, to] = [start, end - 1];
  while (from < to) {
    const pivot = order[(from + to) >> 1]!;
    let [i, j] = [from, to];
    while (i <= j) {
      while (before(order[i]!, pivot)) i++;
      while (before(pivot, order[j]!)) j--;
      if (i > j) break;
      const held = order[i]!;
      order[i++] = order[j]!;
      order[j--] = held;
    }
    if (middle <= j) to = j;
    else if (middle >= i) from = i;
    else return;
  }
}
