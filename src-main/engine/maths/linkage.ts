import { treeSpace, wardSpace } from '../kernels/linkage-loops.ts';
import type { Context } from '../steps/context.ts';
import type { Matrix } from '../table/table.ts';
import { bySize } from './cluster-indices.ts';

export const linkageMethods = ['ward', 'average', 'complete', 'single'] as const;
/** By what the distance of two clusters is measured. */
export type LinkageMethod = (typeof linkageMethods)[number];

/**
 * A tree of merges, lowest first. A number below nRows is a row, nRows + i is what merge i made; the smaller number is `a`.
 */
export interface Merges {
  readonly nRows: number;
  readonly a: Int32Array;
  readonly b: Int32Array;
  readonly heights: Float64Array;
  readonly sizes: Int32Array;
}

type Tools = Pick<Context, 'signal' | 'pool'>;

/** A pair of rows, each standing for the cluster it is in, and the height at which these meet. */
export interface Edge {
  readonly a: number;
  readonly b: number;
  readonly height: number;
}

/**
 * Hierarchical clustering of rows by Euclidean distance. Ward (heights as scipy's: √(2|a||b| / (|a| + |b|)) · distance of the
 * centres) and single linkage take memory in proportion to the rows, average and complete in proportion to their square.
 * Nearest-neighbour chains after Murtagh (1983), doi:10.1093/comjnl/26.4.354; single linkage by Prim's tree.
 *
 * @param x (nRows, nFeatures), finite. @param watch told the share of the merges that is done.
 * @param weights how many rows each row stands for; one where absent. @throws cancelled
 */
export function linkage(
  x: Matrix,
  method: LinkageMethod,
  tools: Tools,
  watch: (share: number) => void = () => undefined,
  weights: Int32Array = new Int32Array(x.nRows).fill(1),
): Merges {
  const edges = { ward: wardEdges, single: treeEdges, complete: chainEdges, average: chainEdges }[method];
  return mergesOf(weights, edges({ x, weights, tools, watch, method }));
}

interface Work {
  readonly x: Matrix;
  readonly weights: Int32Array;
  readonly tools: Tools;
  readonly watch: (share: number) => void;
  readonly method: LinkageMethod;
}

const WATCH_EVERY = 64;

function wardEdges({ x, weights, tools, watch }: Work): Edge[] {
  const { nRows, nColumns: d, values } = x;
  const space = wardSpace(nRows, d, tools.pool.variant);
  // Centres in double precision, for heights; a slot's cluster is known by the row it began with.
  const centres = values.slice();
  const rowOf = Int32Array.from({ length: nRows }, (_, row) => row);
  const slotOf = rowOf.slice();
  for (let row = 0; row < nRows; row++) {
    space.setPoint(row, values.subarray(row * d, (row + 1) * d));
    space.setSize(row, weights[row]!);
  }
  const sizes = weights.slice();
  const chain: { row: number; distance: number }[] = [];
  const edges: Edge[] = [];
  while (edges.length < nRows - 1) {
    tools.signal.throwIfAborted();
    if (chain.length === 0) chain.push({ row: rowOf[0]!, distance: Infinity });
    const { row, distance } = chain.at(-1)!;
    const found = space.nearest(slotOf[row]!);
    const before = chain.at(-2);
    // Of equally near ones the one before ends the chain, or it could go round for ever.
    if (!before || found.distance < distance) {
      chain.push({ row: rowOf[found.slot]!, distance: found.distance });
      continue;
    }
    chain.length -= 2;
    const [a, b] = [before.row, row];
    edges.push({ a, b, height: wardHeight(centres, d, sizes, a, b) });
    if (edges.length % WATCH_EVERY === 0) watch(edges.length / nRows);
    const size = sizes[a]! + sizes[b]!;
    for (let j = 0; j < d; j++)
      centres[a * d + j] = (centres[a * d + j]! * sizes[a]! + centres[b * d + j]! * sizes[b]!) / size;
    sizes[a] = size;
    const slot = slotOf[a]!;
    space.setPoint(slot, centres.subarray(a * d, (a + 1) * d));
    space.setSize(slot, size);
    const gone = slotOf[b]!;
    const last = space.nSlots() - 1;
    space.remove(gone);
    rowOf[gone] = rowOf[last]!;
    slotOf[rowOf[gone]] = gone;
  }
  return edges;
}

function wardHeight(centres: Float64Array, d: number, sizes: Int32Array, a: number, b: number): number {
  let squared = 0;
  for (let j = 0; j < d; j++) squared += (centres[a * d + j]! - centres[b * d + j]!) ** 2;
  return Math.sqrt((2 * sizes[a]! * sizes[b]! * squared) / (sizes[a]! + sizes[b]!));
}

const treeEdges = ({ x, tools, watch }: Work): Edge[] => spanningTree(x, new Float64Array(x.nRows), tools, watch);

/**
 * A shortest tree over all rows by Prim's algorithm, in memory proportional to the rows. A way between two rows is as long
 * as the longest of their distance and their two own reaches.
 *
 * @param cores own reach of each row; zeros give the plain Euclidean tree. @throws cancelled
 */
export function spanningTree(
  { nRows, nColumns: d, values }: Matrix,
  cores: Float64Array,
  tools: Tools,
  watch: (share: number) => void = () => undefined,
): Edge[] {
  const space = treeSpace(
    nRows,
    d,
    cores.map((core) => core * core),
    tools.pool.variant,
  );
  const rowOf = Int32Array.from({ length: nRows }, (_, row) => row);
  for (let row = 0; row < nRows; row++) space.setPoint(row, values.subarray(row * d, (row + 1) * d));
  const edges: Edge[] = [];
  const take = (slot: number): { row: number; point: Float32Array; core: number } => {
    const taken = { row: rowOf[slot]!, point: space.pointAt(slot), core: space.core(slot) };
    rowOf[slot] = rowOf[space.nSlots() - 1]!;
    space.remove(slot);
    return taken;
  };
  if (nRows < 2) return edges;
  let joined = take(0);
  while (edges.length < nRows - 1) {
    tools.signal.throwIfAborted();
    const slot = space.grow(joined.point, joined.core, joined.row);
    const [row, parent] = [rowOf[slot]!, space.parent(slot)];
    let squared = 0;
    for (let j = 0; j < d; j++) squared += (values[row * d + j]! - values[parent * d + j]!) ** 2;
    edges.push({ a: parent, b: row, height: Math.max(Math.sqrt(squared), cores[row]!, cores[parent]!) });
    if (edges.length % WATCH_EVERY === 0) watch(edges.length / nRows);
    joined = take(slot);
  }
  return edges;
}

/** Beyond, distances are kept in single precision, in half the memory. */
const MOST_DOUBLE_ROWS = 10_000;

/** Bytes that the distances of all pairs take. */
export const pairBytes = (nRows: number): number => (nRows * (nRows - 1) * (nRows > MOST_DOUBLE_ROWS ? 4 : 8)) / 2;

function chainEdges({ x, weights, tools, watch, method }: Work): Edge[] {
  const { nRows, nColumns: d, values } = x;
  const nPairs = (nRows * (nRows - 1)) / 2;
  const pairs = nRows > MOST_DOUBLE_ROWS ? new Float32Array(nPairs) : new Float64Array(nPairs);
  // Where a row's distances to later rows begin, less its own number and one.
  const starts = Float64Array.from({ length: nRows }, (_, row) => row * nRows - (row * (row + 1)) / 2 - row - 1);
  for (let a = 0, at = 0; a < nRows; a++) {
    tools.signal.throwIfAborted();
    watch((FILL_SHARE * at) / nPairs);
    for (let b = a + 1; b < nRows; b++, at++) {
      let squared = 0;
      for (let j = 0; j < d; j++) squared += (values[a * d + j]! - values[b * d + j]!) ** 2;
      pairs[at] = Math.sqrt(squared);
    }
  }
  const place = (a: number, b: number): number => (a < b ? starts[a]! + b : starts[b]! + a);
  const alive = Int32Array.from({ length: nRows }, (_, row) => row);
  let nAlive = nRows;
  const sizes = weights.slice();
  const chain: number[] = [];
  const edges: Edge[] = [];
  while (edges.length < nRows - 1) {
    tools.signal.throwIfAborted();
    if (chain.length === 0) chain.push(alive[0]!);
    const own = chain.at(-1)!;
    const before = chain.at(-2) ?? -1;
    let nearest = before;
    let least = before >= 0 ? pairs[place(own, before)]! : Infinity;
    const ownStart = starts[own]!;
    for (let i = 0; i < nAlive; i++) {
      const other = alive[i]!;
      if (other === own) continue;
      const distance = pairs[other < own ? starts[other]! + own : ownStart + other]!;
      if (distance < least) {
        least = distance;
        nearest = other;
      }
    }
    // Endlessly far ones are still neighbours.
    if (nearest < 0) nearest = alive[0] === own ? alive[1]! : alive[0]!;
    if (nearest !== before) {
      chain.push(nearest);
      continue;
    }
    chain.length -= 2;
    edges.push({ a: before, b: own, height: least });
    if (edges.length % WATCH_EVERY === 0) watch(FILL_SHARE + ((1 - FILL_SHARE) * edges.length) / nRows);
    const [kept, gone] = [Math.min(before, own), Math.max(before, own)];
    nAlive = without(alive, nAlive, gone);
    for (let i = 0; i < nAlive; i++) {
      const other = alive[i]!;
      if (other === kept) continue;
      const at = place(kept, other);
      const [ofKept, ofGone] = [pairs[at]!, pairs[place(gone, other)]!];
      pairs[at] =
        method === 'complete'
          ? Math.max(ofKept, ofGone)
          : (sizes[kept]! * ofKept + sizes[gone]! * ofGone) / (sizes[kept]! + sizes[gone]!);
    }
    sizes[kept]! += sizes[gone]!;
  }
  return edges;
}

/** The share of the work that measuring all pairs is. */
const FILL_SHARE = 0.3;

/** Takes a value out of the first n of an ascending array, and says how many are left. */
function without(values: Int32Array, n: number, value: number): number {
  const at = values.subarray(0, n).indexOf(value);
  values.copyWithin(at, at + 1, n);
  return n - 1;
}

/** Numbers merges from the lowest, of equally low ones in the order found. @param weights rows that each row stands for. */
export function mergesOf(weights: Int32Array, edges: readonly Edge[]): Merges {
  const nRows = weights.length;
  const order = Int32Array.from(edges.keys()).sort((i, j) => edges[i]!.height - edges[j]!.height || i - j);
  const n = edges.length;
  const merges = {
    nRows,
    a: new Int32Array(n),
    b: new Int32Array(n),
    heights: new Float64Array(n),
    sizes: new Int32Array(n),
  };
  const parents = Int32Array.from({ length: nRows + n }, (_, i) => i);
  const sizes = new Int32Array(nRows + n);
  sizes.set(weights);
  const rootOf = (start: number): number => {
    let at = start;
    while (parents[at] !== at) at = parents[at] = parents[parents[at]!]!;
    return at;
  };
  order.forEach((edge, i) => {
    const { a, b, height } = edges[edge]!;
    const [one, other] = [rootOf(a), rootOf(b)];
    const made = nRows + i;
    parents[one] = parents[other] = made;
    sizes[made] = sizes[one]! + sizes[other]!;
    merges.a[i] = Math.min(one, other);
    merges.b[i] = Math.max(one, other);
    merges.heights[i] = height;
    merges.sizes[i] = sizes[made];
  });
  return merges;
}

/**
 * Cuts a tree into a number of clusters by leaving out its highest merges. @returns a cluster a row, the largest 0.
 */
export function cutTree({ nRows, a, b }: Merges, nClusters: number): Int32Array {
  const roots = Int32Array.from({ length: nRows + a.length }, (_, i) => i);
  const nMerges = Math.max(0, nRows - nClusters);
  // From the top down, each part of a merge takes the root of the whole.
  for (let i = nMerges - 1; i >= 0; i--) roots[a[i]!] = roots[b[i]!] = roots[nRows + i]!;
  const ofRows = roots.subarray(0, nRows);
  const used = [...new Set(ofRows)].sort((one, other) => one - other);
  const numbers = new Map(used.map((root, cluster) => [root, cluster]));
  const codes = Int32Array.from(ofRows, (root) => numbers.get(root)!);
  return bySize(codes, used.length).clusters;
}
