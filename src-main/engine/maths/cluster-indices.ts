import type { BlockPool } from '../kernels/pool.ts';
import type { Matrix } from '../table/table.ts';
import { columnMeans, sharedMatrix } from './matrix.ts';

/** Rows a thread takes at a time where each costs a pass over all rows. */
const SILHOUETTE_BLOCK = 256;

/** Rows of each cluster. */
export function clusterSizes(clusters: Int32Array, nClusters: number): Int32Array {
  const sizes = new Int32Array(nClusters);
  for (const cluster of clusters) sizes[cluster]!++;
  return sizes;
}

/** Numbers clusters by size, the largest first; of equal ones the first found. A row in none stays −1. */
export function bySize(clusters: Int32Array, nClusters: number): { clusters: Int32Array; nClusters: number } {
  const sizes = new Int32Array(nClusters);
  for (const cluster of clusters) if (cluster >= 0) sizes[cluster]!++;
  const order = [...sizes.keys()].sort((a, b) => sizes[b]! - sizes[a]! || a - b);
  const renamed = new Int32Array(nClusters);
  order.forEach((from, to) => (renamed[from] = to));
  return { clusters: clusters.map((cluster) => (cluster < 0 ? -1 : renamed[cluster]!)), nClusters };
}

/** Mean rows of each cluster, (nClusters, nColumns); an empty cluster's is zero. */
export function clusterCentres(
  { nRows, nColumns, values }: Matrix,
  clusters: Int32Array,
  nClusters: number,
): Float64Array {
  const centres = new Float64Array(nClusters * nColumns);
  const sizes = clusterSizes(clusters, nClusters);
  for (let row = 0; row < nRows; row++) {
    const to = clusters[row]! * nColumns;
    for (let j = 0; j < nColumns; j++) centres[to + j]! += values[row * nColumns + j]!;
  }
  for (let k = 0; k < nClusters; k++)
    for (let j = 0; j < nColumns; j++) centres[k * nColumns + j]! /= Math.max(1, sizes[k]!);
  return centres;
}

/** A cluster for each row. */
export interface Grouping {
  readonly clusters: Int32Array;
  readonly nClusters: number;
}

/** Parts of the work after each of which it is said how far it is. */
const SILHOUETTE_PARTS = 8;

/**
 * The silhouettes of every row (Rousseeuw 1987) under each grouping, exact: time grows with the square of the rows.
 *
 * @param watch told the share of the rows that is done.
 */
export async function silhouettesOf(
  x: Matrix,
  groupings: readonly Grouping[],
  pool: BlockPool,
  watch: (share: number) => void = () => undefined,
): Promise<Float64Array[]> {
  const { values, nRows, nColumns } = sharedMatrix(x);
  const n = groupings.length;
  const bounds = new Int32Array(n + 1);
  groupings.forEach(({ nClusters }, g) => (bounds[g + 1] = bounds[g]! + nClusters));
  const sizes = new Int32Array(bounds[n]!);
  const clusters = new Int32Array(new SharedArrayBuffer(nRows * n * 4));
  groupings.forEach((grouping, g) => {
    for (let row = 0; row < nRows; row++) {
      const cluster = bounds[g]! + grouping.clusters[row]!;
      clusters[row * n + g] = cluster;
      sizes[cluster]!++;
    }
  });
  const silhouettes = new Float64Array(new SharedArrayBuffer(nRows * n * 8));
  const shared = { x: values, nRows, nFeatures: nColumns, bounds, clusters, sizes, silhouettes };
  const part = SILHOUETTE_BLOCK * Math.ceil(nRows / SILHOUETTE_BLOCK / SILHOUETTE_PARTS);
  for (let first = 0; first < nRows; first += part) {
    await pool.run('silhouetteRows', Math.min(part, nRows - first), SILHOUETTE_BLOCK, { ...shared, first });
    watch(Math.min(1, (first + part) / nRows));
  }
  return groupings.map((_, g) => Float64Array.from({ length: nRows }, (__, row) => silhouettes[row * n + g]!));
}

/** Sums of squares within clusters and between them. */
function scatter(x: Matrix, clusters: Int32Array, nClusters: number): { within: number; between: number } {
  const { nRows, nColumns, values } = x;
  const centres = clusterCentres(x, clusters, nClusters);
  const sizes = clusterSizes(clusters, nClusters);
  const overall = columnMeans(x);
  let within = 0;
  for (let row = 0; row < nRows; row++) {
    const at = clusters[row]! * nColumns;
    for (let j = 0; j < nColumns; j++) within += (values[row * nColumns + j]! - centres[at + j]!) ** 2;
  }
  let between = 0;
  for (let k = 0; k < nClusters; k++)
    for (let j = 0; j < nColumns; j++) between += sizes[k]! * (centres[k * nColumns + j]! - overall[j]!) ** 2;
  return { within, between };
}

/** Calinski & Harabasz (1974): spread between clusters over spread within, larger is better; NaN for fewer than two clusters. */
export function calinskiHarabasz(x: Matrix, clusters: Int32Array, nClusters: number): number {
  const { within, between } = scatter(x, clusters, nClusters);
  const used = clusterSizes(clusters, nClusters).filter((size) => size > 0).length;
  if (used < 2 || x.nRows <= used) return NaN;
  return within === 0 ? 1 : (between * (x.nRows - used)) / (within * (used - 1));
}

/** Davies & Bouldin (1979): mean likeness of each cluster to the one most like it, smaller is better; NaN for fewer than two clusters. */
export function daviesBouldin(x: Matrix, clusters: Int32Array, nClusters: number): number {
  const { nRows, nColumns, values } = x;
  const centres = clusterCentres(x, clusters, nClusters);
  const sizes = clusterSizes(clusters, nClusters);
  const spread = new Float64Array(nClusters);
  const distance = (a: Float64Array, i: number, b: Float64Array, j: number): number => {
    let sum = 0;
    for (let f = 0; f < nColumns; f++) sum += (a[i + f]! - b[j + f]!) ** 2;
    return Math.sqrt(sum);
  };
  for (let row = 0; row < nRows; row++)
    spread[clusters[row]!]! += distance(values, row * nColumns, centres, clusters[row]! * nColumns);
  const used = [...sizes.keys()].filter((k) => sizes[k]! > 0);
  if (used.length < 2) return NaN;
  for (const k of used) spread[k]! /= sizes[k]!;
  let total = 0;
  for (const k of used) {
    let worst = 0;
    for (const other of used) {
      if (other === k) continue;
      const apart = distance(centres, k * nColumns, centres, other * nColumns);
      if (apart > 0) worst = Math.max(worst, (spread[k]! + spread[other]!) / apart);
    }
    total += worst;
  }
  return total / used.length;
}

/** Hubert & Arabie (1985), doi:10.1007/BF01908075: agreement of two groupings, 1 for the same, about 0 by chance. */
export function adjustedRand(a: ArrayLike<number | string | null>, b: ArrayLike<number | string | null>): number {
  const pairs = new Map<string, number>();
  const [rows, columns] = [new Map<unknown, number>(), new Map<unknown, number>()];
  for (let i = 0; i < a.length; i++) {
    const key = JSON.stringify([a[i], b[i]]);
    pairs.set(key, (pairs.get(key) ?? 0) + 1);
    rows.set(a[i], (rows.get(a[i]) ?? 0) + 1);
    columns.set(b[i], (columns.get(b[i]) ?? 0) + 1);
  }
  const choose = (counts: Iterable<number>): number => [...counts].reduce((sum, n) => sum + (n * (n - 1)) / 2, 0);
  const [both, ofA, ofB] = [choose(pairs.values()), choose(rows.values()), choose(columns.values())];
  const all = (a.length * (a.length - 1)) / 2;
  const expected = all > 0 ? (ofA * ofB) / all : 0;
  const most = (ofA + ofB) / 2;
  return most === expected ? 1 : (both - expected) / (most - expected);
}
