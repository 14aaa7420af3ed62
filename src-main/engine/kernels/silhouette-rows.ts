import type { Kernels } from './instance.ts';

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
export function silhouetteRows(start: number, end: number, shared: SilhouetteShared, kernels: Kernels | null): null {
  const [from, to] = [shared.first + start, shared.first + end];
  if (kernels) scoreWithSimd(from, to, shared, kernels);
  else scorePlainly(from, to, shared);
  return null;
}

function scorePlainly(from: number, to: number, shared: SilhouetteShared): void {
  const { x, nRows, nFeatures, bounds, clusters, sizes } = shared;
  const nGroupings = bounds.length - 1;
  const sums = new Float64Array(sizes.length);
  for (let row = from; row < to; row++) {
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
    score(row, sums, shared);
  }
}

/** Rows that the compiled loop takes together. */
const PANEL_ROWS = 8;
/** How many of the other rows are copied in at a time: as many as the processor keeps near. */
const BATCH_BYTES = 256 * 1024;

function scoreWithSimd(from: number, to: number, shared: SilhouetteShared, kernels: Kernels): void {
  const { x, nRows, nFeatures, bounds, clusters, sizes } = shared;
  const nGroupings = bounds.length - 1;
  const nPanels = Math.ceil((to - from) / PANEL_ROWS);
  const panels = new Float64Array(nPanels * PANEL_ROWS * nFeatures);
  for (let row = from; row < to; row++) {
    const lane = (row - from) % PANEL_ROWS;
    for (let j = 0; j < nFeatures; j++)
      panels[(row - from - lane) * nFeatures + j * PANEL_ROWS + lane] = x[row * nFeatures + j]!;
  }
  const most = Math.max(1, Math.floor(BATCH_BYTES / (8 * Math.max(1, nFeatures))));
  const sumsLength = nPanels * sizes.length * PANEL_ROWS;
  kernels.begin();
  const panelsAt = kernels.put(panels);
  const sumsAt = kernels.put(new Float64Array(sumsLength));
  const othersAt = kernels.room(most * nFeatures * 8);
  const clustersAt = kernels.room(most * nGroupings * 4);
  for (let other = 0; other < nRows; other += most) {
    const n = Math.min(most, nRows - other);
    kernels.view(Float64Array, othersAt, n * nFeatures).set(x.subarray(other * nFeatures, (other + n) * nFeatures));
    kernels
      .view(Int32Array, clustersAt, n * nGroupings)
      .set(clusters.subarray(other * nGroupings, (other + n) * nGroupings));
    const { addDistances } = kernels.exports;
    addDistances(panelsAt, nPanels, nFeatures, othersAt, n, clustersAt, nGroupings, sizes.length, sumsAt);
  }
  const found = kernels.view(Float64Array, sumsAt, sumsLength);
  const sums = new Float64Array(sizes.length);
  for (let row = from; row < to; row++) {
    const lane = (row - from) % PANEL_ROWS;
    for (let k = 0; k < sums.length; k++) sums[k] = found[(row - from - lane) * sums.length + k * PANEL_ROWS + lane]!;
    score(row, sums, shared);
  }
}

/** @param sums the row's distances to the rows of each cluster, added */
function score(row: number, sums: Float64Array, { bounds, clusters, sizes, silhouettes }: SilhouetteShared): void {
  const nGroupings = bounds.length - 1;
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
