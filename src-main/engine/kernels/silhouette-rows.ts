/** What silhouettes are computed from: one set of rows, under one or more groupings. */
export interface SilhouetteShared {
  /** (nRows, nFeatures), row-major. */
  readonly x: Float64Array;
  readonly nRows: number;
  readonly nFeatures: number;
  /** The row at which the loop begins. */
  readonly first: number;
  /** Clusters of grouping g are numbered bounds[g] … bounds[g + 1). */
  readonly bounds: Int32Array;
  /** (nRows, nGroupings): the cluster of each row in each grouping. */
  readonly clusters: Int32Array;
  /** Rows of each cluster. */
  readonly sizes: Int32Array;
  /** Written, (nRows, nGroupings): the silhouette of each row, 0 in a cluster of one. */
  readonly silhouettes: Float64Array;
}

/**
 * Silhouettes of a block of rows: (b − a) / max(a, b), with a the mean distance to the row's own cluster and b the
 * least mean distance to another. Rousseeuw (1987), doi:10.1016/0377-0427(87)90125-7.
 *
 * Distances do not depend on the grouping, so that several groupings cost little more than one.
 */
export function silhouetteRows(start: number, end: number, shared: SilhouetteShared): null {
  const { x, nRows, nFeatures, first, bounds, clusters, sizes, silhouettes } = shared;
  const nGroupings = bounds.length - 1;
  const sums = new Float64Array(sizes.length);
  for (let row = first + start; row < first + end; row++) {
    sums.fill(0);
    const at = row * nFeatures;
    for (let other = 0, o = 0, c = 0; other < nRows; other++) {
      let squared = 0;
      for (let j = 0; j < nFeatures; j++, o++) {
        const difference = x[at + j]! - x[o]!;
        squared += difference * difference;
      }
      const distance = Math.sqrt(squared);
      for (let g = 0; g < nGroupings; g++, c++) sums[clusters[c]!]! += distance;
    }
    for (let g = 0; g < nGroupings; g++) {
      const own = clusters[row * nGroupings + g]!;
      let nearest = Infinity;
      for (let k = bounds[g]!; k < bounds[g + 1]!; k++) {
        if (k === own || sizes[k] === 0) continue;
        const mean = sums[k]! / sizes[k]!;
        if (mean < nearest) nearest = mean;
      }
      const ownSize = sizes[own]!;
      const within = ownSize > 1 ? sums[own]! / (ownSize - 1) : 0;
      const larger = Math.max(within, nearest);
      silhouettes[row * nGroupings + g] =
        ownSize > 1 && larger > 0 && larger < Infinity ? (nearest - within) / larger : 0;
    }
  }
  return null;
}
