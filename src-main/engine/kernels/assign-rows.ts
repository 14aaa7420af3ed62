import { kernelsOn } from './instance.ts';
import { placeRows, takeScratch, type LloydMemory } from './lloyd-memory.ts';

/** What one pass of Lloyd's algorithm reads and writes. */
export interface AssignShared {
  /** (nRows, nFeatures), row-major; not read where the rows stand in the compiled loops' memory. */
  readonly x: Float64Array | Float32Array;
  /** (nClusters, nFeatures), row-major. */
  readonly centres: Float64Array;
  readonly nFeatures: number;
  readonly nClusters: number;
  /** Read and written: the nearest centre of each row, of two equally near ones the first; −1 before the first pass. */
  readonly clusters: Int32Array;
  /** Written where wanted: the squared distance of each row to it. */
  readonly distances: Float64Array | null;
  /** The compiled loops' memory, and whether the rows stand there already; null where the plain loop is to run. */
  readonly lloyd: LloydMemory | null;
  readonly arePlaced: boolean;
}

/** What changed in a block: coordinates and counts that clusters gained and lost, and the squared distances' sum. */
export interface AssignChanges {
  readonly sums: Float64Array;
  readonly counts: Int32Array;
  /** 0 where distances are not wanted. */
  readonly inertia: number;
}

/**
 * Finds the nearest centre of each row, as double precision has it. Compiled loops decide in single precision where it is
 * certain: the second nearest centre is farther than the nearest by more than rounding can be wrong. A row whose gap
 * outlasts the centres' moves is not looked at (Hamerly 2010, doi:10.1137/1.9781611972801.12).
 */
export function assignRows(start: number, end: number, shared: AssignShared): AssignChanges {
  return shared.lloyd ? compiled(start, end, shared, shared.lloyd) : plain(start, end, shared);
}

function compiled(start: number, end: number, shared: AssignShared, lloyd: LloydMemory): AssignChanges {
  const { x, nFeatures, nClusters, distances, arePlaced } = shared;
  const { exports, view } = kernelsOn(lloyd.memory, lloyd.variant);
  if (!arePlaced) placeRows(lloyd, x.subarray(start * nFeatures, end * nFeatures), start * nFeatures);
  const isSingle = x instanceof Float32Array;
  const { scratch, giveBack } = takeScratch(lloyd);
  try {
    const sums = view(Float64Array, scratch.sums, nClusters * nFeatures).fill(0);
    const counts = view(Int32Array, scratch.counts, nClusters).fill(0);
    const assign = isSingle ? exports.assignSingles : exports.assignDoubles;
    assign(lloyd.plan, scratch.at, start, end);
    let inertia = 0;
    if (distances) {
      inertia = (isSingle ? exports.measureSingles : exports.measureDoubles)(lloyd.plan, scratch.at, start, end);
      distances.set(view(Float64Array, scratch.distances, end - start), start);
    }
    return { sums: sums.slice(), counts: counts.slice(), inertia };
  } finally {
    giveBack();
  }
}

function plain(start: number, end: number, shared: AssignShared): AssignChanges {
  const { nFeatures, nClusters, distances } = shared;
  const changes = { sums: new Float64Array(nClusters * nFeatures), counts: new Int32Array(nClusters) };
  for (let row = start; row < end; row++) moveRow(row, nearestOf(row, shared), shared, changes);
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

/** Counts a row to another centre than before. */
function moveRow(
  row: number,
  to: number,
  { x, nFeatures, clusters }: AssignShared,
  { sums, counts }: Pick<AssignChanges, 'sums' | 'counts'>,
): void {
  const from = clusters[row]!;
  if (to === from) return;
  clusters[row] = to;
  const at = row * nFeatures;
  counts[to]!++;
  for (let j = 0, gained = to * nFeatures; j < nFeatures; j++) sums[gained + j]! += x[at + j]!;
  if (from < 0) return;
  counts[from]!--;
  for (let j = 0, lost = from * nFeatures; j < nFeatures; j++) sums[lost + j]! -= x[at + j]!;
}

/** Squared distances to the rows' centres, even and odd features summed apart as compiled loops do. @returns their sum */
function measure(start: number, end: number, shared: AssignShared, distances: Float64Array): number {
  const { x, centres, nFeatures, clusters } = shared;
  let sum = 0;
  for (let row = start, at = start * nFeatures; row < end; row++) {
    let c = clusters[row]! * nFeatures;
    let [even, odd] = [0, 0];
    for (const last = at + nFeatures - 1; at < last; at += 2, c += 2) {
      const difference = x[at]! - centres[c]!;
      const next = x[at + 1]! - centres[c + 1]!;
      even += difference * difference;
      odd += next * next;
    }
    if (nFeatures & 1) {
      const difference = x[at++]! - centres[c]!;
      even += difference * difference;
    }
    distances[row] = even + odd;
    sum += even + odd;
  }
  return sum;
}
