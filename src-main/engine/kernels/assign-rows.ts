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

/** Finds the nearest centre of each row and sums the rows of each cluster in the same pass. */
export function assignRows(start: number, end: number, shared: AssignShared): AssignSums {
  const { x, centres, nFeatures, nClusters, clusters, distances } = shared;
  const sums = new Float64Array(nClusters * nFeatures);
  const counts = new Int32Array(nClusters);
  let inertia = 0;
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
    inertia += least;
    counts[nearest]!++;
    const to = nearest * nFeatures;
    for (let j = 0; j < nFeatures; j++) sums[to + j]! += x[at + j]!;
  }
  return { sums, counts, inertia };
}
