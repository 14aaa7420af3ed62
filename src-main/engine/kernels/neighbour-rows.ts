import type { Kernels } from './instance.ts';

/** Rows brought near to 1 and narrowed, as compiled loops compare with them. */
interface NarrowReferences {
  /** Groups of four times −2, (nGroups, nFeatures, 4), and their squared lengths, (nGroups, 4), infinite where there is no more. */
  readonly groups: Float32Array;
  readonly norms: Float32Array;
  /** The largest squared length. */
  readonly longest: number;
}

/** What a search for the nearest of each row reads and writes. */
export interface NeighbourShared {
  /** (nRows, nFeatures), row-major. */
  readonly x: Float64Array;
  readonly nFeatures: number;
  readonly nRows: number;
  /** The row at which the loop begins. */
  readonly first: number;
  /** How many to find of each row, itself left out; fewer than nRows. */
  readonly k: number;
  /** The rows in single precision; null where the plain loop is to run. */
  readonly narrowed: NarrowReferences | null;
  /** Written, (nRows, k): the nearest rows, nearest first; of equally near ones the first. */
  readonly rows: Int32Array;
  /** Written, (nRows, k): squared distances. */
  readonly squared: Float64Array;
}

/** The nearest rows of each row in a block. */
export function neighbourRows(from: number, to: number, shared: NeighbourShared, kernels: Kernels | null): null {
  const [start, end] = [shared.first + from, shared.first + to];
  const { narrowed } = shared;
  // Lengths past what single precision holds leave nothing to compare there.
  if (kernels && narrowed && narrowed.longest < 1e30) searchNarrow(start, end, shared, narrowed, kernels);
  else for (let row = start; row < end; row++) keepNearest(row, allBut(row, shared.nRows), shared);
  return null;
}

const allBut = (row: number, nRows: number): Int32Array =>
  Int32Array.from({ length: nRows - 1 }, (_, i) => (i < row ? i : i + 1));

/** Measures candidates in double precision and writes the nearest. */
function keepNearest(row: number, candidates: Int32Array, shared: NeighbourShared): void {
  const { k, rows, squared } = shared;
  const to = row * k;
  let n = 0;
  for (const other of candidates) {
    if (other === row) continue;
    const distance = squaredBetween(row, other, shared);
    if (n === k && !isBefore(distance, other, squared[to + k - 1]!, rows[to + k - 1]!)) continue;
    let at = to + (n < k ? n++ : k - 1);
    for (; at > to && isBefore(distance, other, squared[at - 1]!, rows[at - 1]!); at--) {
      squared[at] = squared[at - 1]!;
      rows[at] = rows[at - 1]!;
    }
    squared[at] = distance;
    rows[at] = other;
  }
}

/** Infinite where it is no number. */
function squaredBetween(row: number, other: number, { x, nFeatures: d }: NeighbourShared): number {
  let distance = 0;
  for (let j = 0, a = row * d, b = other * d; j < d; j++) {
    const apart = x[a++]! - x[b++]!;
    distance += apart * apart;
  }
  return Number.isNaN(distance) ? Infinity : distance;
}

/** Of equally near rows the first is before the other. */
const isBefore = (distance: number, row: number, otherDistance: number, other: number): boolean =>
  distance < otherDistance || (distance === otherDistance && row < other);

const PANEL = 8;
/** References that are in a thread's memory at a time. */
const TILE_BYTES = 4 * 2 ** 20;

/** Finds what may be nearest in single precision, and settles it in double. */
function searchNarrow(
  start: number,
  end: number,
  shared: NeighbourShared,
  narrowed: NarrowReferences,
  kernels: Kernels,
): void {
  const { nFeatures: d, nRows } = shared;
  const { groups, norms } = narrowed;
  // A row finds itself too.
  const k = shared.k + 1;
  const nPanels = Math.ceil((end - start) / PANEL);
  const capacity = 4 * k + 128;
  kernels.begin();
  const panels = kernels.put(packPanels(start, end, groups, d));
  const slacks = kernels.put(slacksOf(start, end, narrowed, d));
  const limits = kernels.put(new Float32Array(nPanels * PANEL).fill(Infinity));
  const counts = kernels.put(new Int32Array(nPanels * PANEL));
  const distances = kernels.room(nPanels * PANEL * capacity * 4);
  const places = kernels.room(nPanels * PANEL * capacity * 4);
  const scratch = kernels.room(k * 4 + 128);
  const nGroups = Math.ceil(nRows / 4);
  const tileGroups = Math.min(nGroups, Math.max(1, Math.floor(TILE_BYTES / (16 * d))));
  const tile = kernels.room(tileGroups * 16 * d);
  const tileNorms = kernels.room(tileGroups * 16);
  for (let group = 0; group < nGroups; group += tileGroups) {
    const n = Math.min(tileGroups, nGroups - group);
    kernels.view(Float32Array, tile, n * 4 * d).set(groups.subarray(group * 4 * d, (group + n) * 4 * d));
    kernels.view(Float32Array, tileNorms, n * 4).set(norms.subarray(group * 4, (group + n) * 4));
    for (let panel = 0; panel < nPanels; panel++) {
      const at = panel * PANEL * 4;
      kernels.exports.offerReferences(
        (panels + at * d) as typeof panels, d, tile, tileNorms, n, group * 4, k, (slacks + at) as typeof slacks,
        (limits + at) as typeof limits, (counts + at) as typeof counts, capacity, (distances + at * capacity) as typeof distances,
        (places + at * capacity) as typeof places, scratch,
      ); // prettier-ignore
    }
  }
  kernels.exports.sortOutReferences(end - start, k, slacks, counts, capacity, distances, places, scratch);
  const found = kernels.view(Int32Array, counts, nPanels * PANEL);
  const lists = kernels.view(Int32Array, places, nPanels * PANEL * capacity);
  for (let row = start; row < end; row++) {
    const n = found[row - start]!;
    const list = lists.subarray((row - start) * capacity, (row - start) * capacity + Math.max(0, n));
    keepNearest(row, n < 0 ? allBut(row, nRows) : list, shared);
  }
}

/** Eight rows side by side, feature by feature; missing ones are zero. */
function packPanels(start: number, end: number, groups: Float32Array, d: number): Float32Array {
  const packed = new Float32Array(Math.ceil((end - start) / PANEL) * PANEL * d);
  for (let row = start; row < end; row++) {
    let from = (row >> 2) * 4 * d + (row & 3);
    let to = Math.floor((row - start) / PANEL) * PANEL * d + ((row - start) % PANEL);
    for (let j = 0; j < d; j++, from += 4, to += PANEL) packed[to] = groups[from]! * -0.5;
  }
  return packed;
}

/**
 * By how much two distances of each row may be off together: every product and sum, and every narrowed number, is off by
 * half a unit in the last place at most (Higham 2002, section 3.1). Never 0, since equal distances must stay together.
 */
function slacksOf(start: number, end: number, { norms, longest }: NarrowReferences, d: number): Float32Array {
  const share = 6 * (d + 8) * 2 ** -24;
  const slacks = new Float32Array(Math.ceil((end - start) / PANEL) * PANEL);
  for (let row = start; row < end; row++) slacks[row - start] = share * (norms[row]! + longest) + 1e-36;
  return slacks;
}
