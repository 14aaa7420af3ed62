import type { Kernels } from './instance.ts';

/** What one pass of Lloyd's algorithm reads and writes. */
export interface AssignShared {
  /** (nRows, nFeatures), row-major. */
  readonly x: Float64Array;
  /** (nClusters, nFeatures), row-major. */
  readonly centres: Float64Array;
  readonly nFeatures: number;
  readonly nClusters: number;
  /** Written: the nearest centre of each row; of two equally near ones the first. */
  readonly clusters: Int32Array;
  /** Written: the squared distance of each row to it. */
  readonly distances: Float64Array;
}

/** Sums over the rows of a block: coordinates by cluster, counts, squared distances. */
export interface AssignSums {
  readonly sums: Float64Array;
  readonly counts: Int32Array;
  readonly inertia: number;
}

/** Finds the nearest centre of each row and sums the rows of each cluster. */
export function assignRows(start: number, end: number, shared: AssignShared, kernels: Kernels | null): AssignSums {
  if (kernels) assignWithSimd(start, end, shared, kernels);
  else assignPlainly(start, end, shared);
  const { x, nFeatures, nClusters, clusters, distances } = shared;
  const sums = new Float64Array(nClusters * nFeatures);
  const counts = new Int32Array(nClusters);
  let inertia = 0;
  for (let row = start, at = start * nFeatures; row < end; row++) {
    const nearest = clusters[row]!;
    inertia += distances[row]!;
    counts[nearest]!++;
    const to = nearest * nFeatures;
    for (let j = 0; j < nFeatures; j++) sums[to + j]! += x[at++]!;
  }
  return { sums, counts, inertia };
}

function assignPlainly(start: number, end: number, shared: AssignShared): void {
  const { x, centres, nFeatures, nClusters, clusters, distances } = shared;
  for (let row = start; row < end; row++) {
    const at = row * nFeatures;
    let nearest = 0;
    let least = Infinity;
    for (let k = 0, c = 0; k < nClusters; k++) {
      let distance = 0;
      for (let j = 0; j < nFeatures; j++, c++) {
        const difference = x[at + j]! - centres[c]!;
        distance += difference * difference;
      }
      if (distance < least) {
        least = distance;
        nearest = k;
      }
    }
    clusters[row] = nearest;
    distances[row] = least;
  }
}

function assignWithSimd(start: number, end: number, shared: AssignShared, kernels: Kernels): void {
  const { x, centres, nFeatures, nClusters, clusters, distances } = shared;
  const nRows = end - start;
  const padded = nClusters + (nClusters % 2);
  const columns = new Float64Array(padded * nFeatures).fill(Infinity);
  for (let k = 0; k < nClusters; k++)
    for (let j = 0; j < nFeatures; j++) columns[j * padded + k] = centres[k * nFeatures + j]!;
  kernels.begin();
  const rows = kernels.put(x.subarray(start * nFeatures, end * nFeatures));
  const scratch = kernels.room(padded * 8);
  const nearest = kernels.room(nRows * 4);
  const least = kernels.room(nRows * 8);
  kernels.exports.assignNearest(rows, kernels.put(columns), nRows, nFeatures, padded, scratch, nearest, least);
  clusters.set(kernels.view(Int32Array, nearest, nRows), start);
  distances.set(kernels.view(Float64Array, least, nRows), start);
}
