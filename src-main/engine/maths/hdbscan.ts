import type { Context } from '../steps/context.ts';
import type { Matrix } from '../table/table.ts';
import { bySize } from './cluster-indices.ts';
import { softMemberships } from './cluster/soft-membership.ts';
import { kdTree } from './kd-tree.ts';
import { mergesOf, spanningTree, type Merges } from './linkage.ts';
import { nearestRows } from './neighbours.ts';

export interface HdbscanOptions {
  /** A group with fewer rows is no cluster. */
  readonly minClusterSize: number;
  /** The distance to so many rows, itself among them, is a row's core distance. */
  readonly minRows: number;
  /** `eom` keeps the clusters that last longest, `leaf` the smallest. */
  readonly choose: 'eom' | 'leaf';
}

/** Clusters at the densities where each lasts longest. */
export interface HdbscanFit {
  /** By size, the largest 0; −1 for noise. */
  readonly clusters: Int32Array;
  readonly nClusters: number;
  /** How deep in its cluster each row is, from 0 to 1; 0 for noise. */
  readonly strengths: Float64Array;
  readonly coreDistances: Float64Array;
  /** For each cluster the density (1 / distance) at which it appears, and the highest at which something leaves it. */
  readonly births: Float64Array;
  readonly peaks: Float64Array;
  /** How likely each row, noise too, belongs to each cluster: (nRows, nClusters), row-major. Null with more than 100 clusters. */
  readonly memberships: Float64Array | null;
  readonly tree: CondensedTree;
}

/** Clusters at all densities, the whole first; a child has a higher number than its parent. */
export interface CondensedTree {
  /** −1 for the whole. */
  readonly parents: Int32Array;
  /** The density (1 / distance) at which each appears, with how many rows. */
  readonly births: Float64Array;
  readonly sizes: Int32Array;
  /** The number of the chosen cluster that each is or lies in; −1 above all chosen ones. */
  readonly owners: Int32Array;
}

/** A row or cluster that leaves a cluster at a density. */
export interface Leaving {
  readonly parent: number;
  /** A row's number, or nRows + a cluster's. */
  readonly child: number;
  readonly density: number;
  readonly size: number;
}

/**
 * HDBSCAN (Campello, Moulavi & Sander 2013, doi:10.1007/978-3-642-37456-2_14), with stabilities and strengths as in McInnes,
 * Healy & Astels (2017), doi:10.21105/joss.00205. One cluster alone is never chosen.
 *
 * @param x (nRows, nFeatures), finite. @param watch told the share of the work that is done. @throws cancelled
 */
export async function hdbscan(
  x: Matrix,
  options: HdbscanOptions,
  tools: Pick<Context, 'signal' | 'pool'>,
  watch: (share: number) => void = () => undefined,
): Promise<HdbscanFit> {
  const coreDistances = await coreDistancesOf(x, options.minRows, tools, (share) => watch(CORE_SHARE * share));
  const edges = spanningTree(x, coreDistances, tools, (share) => watch(CORE_SHARE + (1 - CORE_SHARE) * share));
  const merges = mergesOf(new Int32Array(x.nRows).fill(1), edges);
  const leavings = condense(merges, options.minClusterSize);
  const chosen = options.choose === 'leaf' ? leaves(leavings, x.nRows) : lasting(leavings, x.nRows);
  const { order, ...labels } = label(leavings, chosen, x.nRows);
  const parents = parentsOf(leavings, x.nRows, nClustersOf(leavings));
  const births = birthsOf(leavings, x.nRows);
  const check = (): void => tools.signal.throwIfAborted();
  const memberships =
    order.length > MOST_SOFT ? null : softMemberships(x, { leavings, parents, births, chosen: order }, check);
  const sizes = new Int32Array(parents.length).fill(x.nRows);
  for (const { child, size } of leavings) if (child >= x.nRows) sizes[child - x.nRows] = size;
  const owners = new Int32Array(parents.length);
  parents.forEach((parent, cluster) => {
    const own = order.indexOf(cluster);
    owners[cluster] = own >= 0 || parent < 0 ? own : owners[parent]!;
  });
  return { ...labels, coreDistances, memberships, tree: { parents, births, sizes, owners } };
}

/** With more clusters than this, every row's share of each is too much to hold. */
const MOST_SOFT = 100;

const CORE_SHARE = 0.3;
const WATCH_EVERY = 256;

/** With more features a tree of boxes looks at most rows, and looking at all of them at once is sooner. */
const MOST_TREE_FEATURES = 4;
/** Neighbours that may be held at a time. */
const MOST_NEIGHBOURS = 2e7;

async function coreDistancesOf(
  x: Matrix,
  minRows: number,
  { signal, pool }: Pick<Context, 'signal' | 'pool'>,
  watch: (share: number) => void,
): Promise<Float64Array> {
  const { nRows, nColumns, values } = x;
  const k = Math.min(minRows, nRows);
  if (nColumns > MOST_TREE_FEATURES && k > 1 && k * nRows <= MOST_NEIGHBOURS) {
    const others = await nearestRows(x, k - 1, pool, (share) => {
      signal.throwIfAborted();
      watch(share);
    });
    return Float64Array.from({ length: nRows }, (_, row) => Math.sqrt(others.squared[(row + 1) * others.k - 1]!));
  }
  const tree = kdTree(x);
  const [rows, squared] = [new Int32Array(k), new Float64Array(k)];
  return Float64Array.from({ length: nRows }, (_, row) => {
    signal.throwIfAborted();
    if (row % WATCH_EVERY === 0) watch(row / nRows);
    return Math.sqrt(
      squared[tree.nearest(values.subarray(row * nColumns, (row + 1) * nColumns), k, rows, squared) - 1]!,
    );
  });
}

/** The tree with parts of too few rows falling out of clusters instead of splitting them. Cluster 0 holds everything. */
function condense({ nRows, a, b, heights, sizes }: Merges, minClusterSize: number): Leaving[] {
  const leavings: Leaving[] = [];
  if (nRows < 2) return leavings;
  const sizeOf = (node: number): number => (node < nRows ? 1 : sizes[node - nRows]!);
  const rowsBelow = (node: number, visit: (row: number) => void): void => {
    const waiting = [node];
    for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
      if (next < nRows) visit(next);
      else waiting.push(b[next - nRows]!, a[next - nRows]!);
    }
  };
  let nClusters = 1;
  const waiting = [{ node: nRows + a.length - 1, cluster: 0 }];
  for (let next = waiting.pop(); next; next = waiting.pop()) {
    const { node, cluster } = next;
    if (node < nRows) continue;
    const i = node - nRows;
    const density = heights[i]! > 0 ? 1 / heights[i]! : Infinity;
    const parts = [a[i]!, b[i]!];
    const isSplit = parts.every((part) => sizeOf(part) >= minClusterSize);
    for (const part of parts) {
      if (isSplit) {
        const made = nClusters++;
        leavings.push({ parent: cluster, child: nRows + made, density, size: sizeOf(part) });
        waiting.push({ node: part, cluster: made });
      } else if (sizeOf(part) >= minClusterSize) waiting.push({ node: part, cluster });
      else rowsBelow(part, (row) => leavings.push({ parent: cluster, child: row, density, size: 1 }));
    }
  }
  return leavings;
}

const nClustersOf = (leavings: readonly Leaving[]): number =>
  leavings.reduce((most, { parent }) => Math.max(most, parent + 1), 0);

/** The density at which each cluster appears; 0 for the whole. */
function birthsOf(leavings: readonly Leaving[], nRows: number): Float64Array {
  const births = new Float64Array(nClustersOf(leavings));
  for (const { child, density } of leavings) if (child >= nRows) births[child - nRows] = density;
  return births;
}

/** Clusters that lose nothing by not being split, counting how long each row stays (excess of mass); never the whole. */
function lasting(leavings: readonly Leaving[], nRows: number): Set<number> {
  const births = birthsOf(leavings, nRows);
  const stabilities = new Float64Array(births.length);
  for (const { parent, density, size } of leavings) {
    // Rows that lie on each other stay for ever.
    const stay = density - births[parent]!;
    stabilities[parent]! += Number.isFinite(stay) ? stay * size : density === Infinity ? Infinity : 0;
  }
  const children = childrenOf(leavings, nRows, births.length);
  const chosen = new Set<number>();
  // A child has a higher number than its parent.
  for (let cluster = births.length - 1; cluster >= 1; cluster--) {
    const ofChildren = children[cluster]!.reduce((sum, child) => sum + stabilities[child]!, 0);
    if (children[cluster]!.length > 0 && ofChildren > stabilities[cluster]!) {
      stabilities[cluster] = ofChildren;
      continue;
    }
    chosen.add(cluster);
  }
  const isBelowChosen = (cluster: number, parents: Int32Array): boolean => {
    for (let at = parents[cluster]!; at >= 0; at = parents[at]!) if (chosen.has(at)) return true;
    return false;
  };
  const parents = parentsOf(leavings, nRows, births.length);
  return new Set([...chosen].filter((cluster) => !isBelowChosen(cluster, parents)));
}

function leaves(leavings: readonly Leaving[], nRows: number): Set<number> {
  const n = nClustersOf(leavings);
  const children = childrenOf(leavings, nRows, n);
  return new Set([...children.keys()].filter((cluster) => cluster > 0 && children[cluster]!.length === 0));
}

function childrenOf(leavings: readonly Leaving[], nRows: number, n: number): number[][] {
  const children = Array.from({ length: n }, (): number[] => []);
  for (const { parent, child } of leavings) if (child >= nRows) children[parent]!.push(child - nRows);
  return children;
}

function parentsOf(leavings: readonly Leaving[], nRows: number, n: number): Int32Array {
  const parents = new Int32Array(n).fill(-1);
  for (const { parent, child } of leavings) if (child >= nRows) parents[child - nRows] = parent;
  return parents;
}

/** Each row's chosen cluster (`order` says which of the tree has each number), and its density when it leaves relative to the densest of that cluster. */
function label(
  leavings: readonly Leaving[],
  chosen: ReadonlySet<number>,
  nRows: number,
): Omit<HdbscanFit, 'coreDistances' | 'memberships' | 'tree'> & { readonly order: readonly number[] } {
  const n = nClustersOf(leavings);
  const parents = parentsOf(leavings, nRows, n);
  const owner = new Int32Array(n).fill(-1);
  for (let cluster = 0; cluster < n; cluster++)
    owner[cluster] = chosen.has(cluster) ? cluster : cluster > 0 ? owner[parents[cluster]!]! : -1;
  const births = birthsOf(leavings, nRows);
  const peaks = new Float64Array(n);
  // Of what leaves the cluster itself, as the reference implementations have it; what stays longer has strength 1.
  for (const { parent, density } of leavings) peaks[parent] = Math.max(peaks[parent]!, density);
  const found = new Int32Array(nRows).fill(-1);
  const strengths = new Float64Array(nRows);
  for (const { parent, child, density } of leavings) {
    const own = owner[parent]!;
    if (child >= nRows || own < 0) continue;
    found[child] = own;
    const peak = peaks[own]!;
    strengths[child] = peak === 0 || density === Infinity ? 1 : peak === Infinity ? 0 : Math.min(density, peak) / peak;
  }
  const numbers = [...chosen].sort((a, b) => a - b);
  const compact = new Map(numbers.map((cluster, i) => [cluster, i]));
  const { clusters, nClusters } = bySize(
    found.map((cluster) => compact.get(cluster) ?? -1),
    numbers.length,
  );
  const order = new Int32Array(nClusters);
  clusters.forEach((cluster, row) => {
    if (cluster >= 0) order[cluster] = found[row]!;
  });
  return {
    order: [...order],
    clusters,
    nClusters,
    strengths,
    births: Float64Array.from(order, (cluster) => births[cluster]!),
    peaks: Float64Array.from(order, (cluster) => peaks[cluster]!),
  };
}
