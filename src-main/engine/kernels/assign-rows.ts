import type { Kernels } from './instance.ts';

/** Rows and centres in single precision, by which compiled loops find most rows' centres. */
export interface NarrowRows {
  /** Narrowed rows and their squared lengths, as `narrowRows` writes them. */
  readonly rows: Float32Array;
  readonly norms: Float32Array;
  /** Groups of four narrowed centres times −2, (nClusters / 4 rounded up, nFeatures, 4). */
  readonly centres: Float32Array;
  /** Their squared lengths, each less its share of the error; infinite where a group has no more. */
  readonly centreNorms: Float32Array;
  /** The most by which a difference of two squared distances may be wrong, as shares of the squared lengths. */
  readonly rowError: number;
  readonly centreError: number;
  /** What a row's gap may have lost since the last pass, by its cluster. */
  readonly drift: Float32Array;
  /** Read and written: how much farther than its own every other centre is from a row for certain; 0 if unknown. */
  readonly gaps: Float32Array;
}

/** What one pass of Lloyd's algorithm reads and writes. */
export interface AssignShared {
  /** (nRows, nFeatures), row-major. */
  readonly x: Float64Array | Float32Array;
  /** (nClusters, nFeatures), row-major. */
  readonly centres: Float64Array;
  readonly nFeatures: number;
  readonly nClusters: number;
  /** Read and written: the nearest centre of each row, of two equally near ones the first; −1 before the first pass. */
  readonly clusters: Int32Array;
  /** Written where wanted: the squared distance of each row to it. */
  readonly distances: Float64Array | null;
  /** Null where the plain loop is to run. */
  readonly narrow: NarrowRows | null;
}

/** What changed in a block: coordinates and counts that clusters gained and lost, and the squared distances' sum. */
export interface AssignChanges {
  readonly sums: Float64Array;
  readonly counts: Int32Array;
  /** 0 where distances are not wanted. */
  readonly inertia: number;
}

/** How much of the rows is copied in at a time: a part of it that the processor keeps near. */
const BATCH_BYTES = 256 * 1024;

/**
 * Finds the nearest centre of each row, as double precision has it. Single precision decides where it is certain: the
 * second nearest centre is farther than the nearest by more than rounding can be wrong. A row whose gap outlasts the
 * centres' moves since the last pass is not looked at (Hamerly 2010, doi:10.1137/1.9781611972801.12).
 */
export function assignRows(start: number, end: number, shared: AssignShared, kernels: Kernels | null): AssignChanges {
  const { nFeatures, nClusters, narrow, distances } = shared;
  const changes = { sums: new Float64Array(nClusters * nFeatures), counts: new Int32Array(nClusters) };
  if (kernels && narrow) assignNarrow(start, end, shared, narrow, kernels, changes);
  else for (let row = start; row < end; row++) moveRow(row, nearestOf(row, shared), shared, changes);
  return { ...changes, inertia: distances ? measure(start, end, shared, distances) : 0 };
}

/** The first of the nearest centres of a row. */
function nearestOf(row: number, { x, centres, nFeatures, nClusters }: AssignShared): number {
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
  return nearest;
}

type Totals = Pick<AssignChanges, 'sums' | 'counts'>;

/** Counts a row to another centre than before. */
function moveRow(row: number, to: number, { x, nFeatures, clusters }: AssignShared, { sums, counts }: Totals): void {
  const from = clusters[row]!;
  if (to === from) return;
  clusters[row] = to;
  counts[to]!++;
  let at = row * nFeatures;
  const end = at + nFeatures;
  let gained = to * nFeatures;
  if (from < 0) {
    for (; at < end - 3; at += 4, gained += 4) {
      sums[gained]! += x[at]!;
      sums[gained + 1]! += x[at + 1]!;
      sums[gained + 2]! += x[at + 2]!;
      sums[gained + 3]! += x[at + 3]!;
    }
    while (at < end) sums[gained++]! += x[at++]!;
    return;
  }
  counts[from]!--;
  let lost = from * nFeatures;
  while (at < end) {
    const value = x[at++]!;
    sums[gained++]! += value;
    sums[lost++]! -= value;
  }
}

/** Squared distances to the rows' centres. @returns their sum */
function measure(start: number, end: number, shared: AssignShared, distances: Float64Array): number {
  const { x, centres, nFeatures, clusters } = shared;
  let sum = 0;
  for (let row = start, at = start * nFeatures; row < end; row++) {
    const c = clusters[row]! * nFeatures;
    const last = at + nFeatures - 1;
    let [distance, beside] = [0, 0];
    let j = c;
    // Two sums side by side, since each addition waits for the one before.
    for (; at < last; at += 2, j += 2) {
      const difference = x[at]! - centres[j]!;
      const next = x[at + 1]! - centres[j + 1]!;
      distance += difference * difference;
      beside += next * next;
    }
    if (at === last) distance += (x[at++]! - centres[j]!) ** 2;
    distance += beside;
    distances[row] = distance;
    sum += distance;
  }
  return sum;
}

/** Rows that the compiled loop takes together. */
const PANEL_ROWS = 8;
/** Where more than one row in so many is wanted, all are copied in: that is faster than picking them out. */
const SPREAD = 3;

function assignNarrow(
  start: number,
  end: number,
  shared: AssignShared,
  narrow: NarrowRows,
  kernels: Kernels,
  changes: Totals,
): void {
  const { nFeatures, clusters } = shared;
  const { rows, norms, centres, centreNorms, rowError, centreError, gaps } = narrow;
  const stale = staleIn(start, end, clusters, narrow, kernels);
  const most = PANEL_ROWS * Math.max(1, Math.floor(BATCH_BYTES / (nFeatures * PANEL_ROWS * 4)));
  kernels.begin();
  const centresAt = kernels.put(centres);
  const centreNormsAt = kernels.put(centreNorms);
  const rowsAt = kernels.room(most * SPREAD * nFeatures * 4);
  const placesAt = kernels.room(most * 4);
  const panelAt = kernels.room(PANEL_ROWS * nFeatures * 4);
  const normsAt = kernels.room(most * 4);
  const clustersAt = kernels.room(most * 4);
  const gapsAt = kernels.room(most * 4);
  const changedAt = kernels.room(most * 4);
  const rowsIn = kernels.view(Float32Array, rowsAt, most * SPREAD * nFeatures);
  const places = kernels.view(Int32Array, placesAt, most);
  const normsIn = kernels.view(Float32Array, normsAt, most);
  const found = kernels.view(Int32Array, clustersAt, most);
  const foundGaps = kernels.view(Float32Array, gapsAt, most);
  const changed = kernels.view(Int32Array, changedAt, most);
  for (let from = 0; from < stale.length; from += most) {
    const batch = stale.subarray(from, from + most);
    const first = batch[0]!;
    const span = batch.at(-1)! - first + 1;
    const isDense = span <= batch.length * SPREAD;
    if (isDense) rowsIn.set(rows.subarray(first * nFeatures, (first + span) * nFeatures));
    for (let i = 0; i < batch.length; i++) {
      const row = batch[i]!;
      places[i] = isDense ? row - first : i;
      normsIn[i] = norms[row]!;
      found[i] = clusters[row]!;
      if (isDense) continue;
      for (let j = 0, at = row * nFeatures, to = i * nFeatures; j < nFeatures; j++) rowsIn[to++] = rows[at++]!;
    }
    places.fill(places[batch.length - 1]!, batch.length);
    const nChanged = kernels.exports.nearestCentres(
      rowsAt,
      placesAt,
      normsAt,
      batch.length,
      nFeatures,
      panelAt,
      centresAt,
      centreNormsAt,
      centreNorms.length / 4,
      rowError,
      centreError,
      clustersAt,
      gapsAt,
      changedAt,
    );
    for (let i = 0; i < nChanged; i++) {
      const at = changed[i]!;
      if (at >= batch.length) continue;
      const row = batch[at]!;
      moveRow(row, foundGaps[at]! > 0 ? found[at]! : nearestOf(row, shared), shared, changes);
    }
    for (let i = 0; i < batch.length; i++) gaps[batch[i]!] = foundGaps[i]!;
  }
}

/** Rows of a block whose centre may have changed, ascending. */
function staleIn(
  start: number,
  end: number,
  clusters: Int32Array,
  { gaps, drift }: NarrowRows,
  kernels: Kernels,
): Int32Array {
  const nRows = end - start;
  kernels.begin();
  const staleAt = kernels.room(nRows * 4);
  const gapsAt = kernels.put(gaps.subarray(start, end));
  const clustersAt = kernels.put(clusters.subarray(start, end));
  const n = kernels.exports.staleRows(start, nRows, clustersAt, kernels.put(drift), gapsAt, staleAt);
  gaps.set(kernels.view(Float32Array, gapsAt, nRows), start);
  return kernels.view(Int32Array, staleAt, n).slice();
}
