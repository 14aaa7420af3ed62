import type { Kernels } from './instance.ts';

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
  /** The rows brought near to 1 and narrowed, (nRows, nFeatures). */
  readonly narrow: Float32Array;
  /** Squared length of each narrowed row, and the largest of them. */
  readonly norms: Float32Array;
  readonly longest: number;
  /** Written, (nRows, k): the nearest rows, nearest first; of equally near ones the first. */
  readonly rows: Int32Array;
  /** Written, (nRows, k): squared distances. */
  readonly squared: Float64Array;
}

/** The nearest rows of each row in a block. */
export function neighbourRows(from: number, to: number, shared: NeighbourShared, kernels: Kernels | null): null {
  const [start, end] = [shared.first + from, shared.first + to];
  // Lengths past what single precision holds leave nothing to compare there.
  if (kernels && shared.longest < 1e30) searchNarrow(start, end, shared, kernels);
  else for (let row = start; row < end; row++) keepNearest(row, allBut(row, shared.nRows), shared);
  return null;
}

const allBut = (row: number, nRows: number): Int32Array =>
  Int32Array.from({ length: nRows - 1 }, (_, i) => (i < row ? i : i + 1));

/** Measures candidates in double precision and writes the nearest. */
function keepNearest(
  row: number,
  candidates: Int32Array,
  { x, nFeatures: d, k, rows, squared }: NeighbourShared,
): void {
  const to = row * k;
  let n = 0;
  for (const other of candidates) {
    if (other === row) continue;
    let distance = 0;
    for (let j = 0; j < d; j++) {
      const apart = x[row * d + j]! - x[other * d + j]!;
      distance += apart * apart;
    }
    // What is no number is further than everything.
    if (Number.isNaN(distance)) distance = Infinity;
    const isBefore = (at: number): boolean =>
      distance < squared[to + at]! || (distance === squared[to + at]! && other < rows[to + at]!);
    if (n === k && !isBefore(k - 1)) continue;
    let at = n < k ? n++ : k - 1;
    for (; at > 0 && isBefore(at - 1); at--) {
      squared[to + at] = squared[to + at - 1]!;
      rows[to + at] = rows[to + at - 1]!;
    }
    squared[to + at] = distance;
    rows[to + at] = other;
  }
}

const PANEL = 8;
/** References that are in a thread's memory at a time. */
const TILE_BYTES = 4 * 2 ** 20;

/** Finds what may be nearest in single precision, and settles it in double. */
function searchNarrow(start: number, end: number, shared: NeighbourShared, kernels: Kernels): void {
  const { nFeatures: d, nRows, narrow, norms, longest } = shared;
  // A row finds itself too.
  const k = shared.k + 1;
  const nPanels = Math.ceil((end - start) / PANEL);
  const capacity = 4 * k + 128;
  kernels.begin();
  const panels = kernels.put(packPanels(start, end, narrow, d));
  const slacks = kernels.put(slacksOf(start, end, norms, longest, d));
  const limits = kernels.put(new Float32Array(nPanels * PANEL).fill(Infinity));
  const counts = kernels.put(new Int32Array(nPanels * PANEL));
  const distances = kernels.room(nPanels * PANEL * capacity * 4);
  const places = kernels.room(nPanels * PANEL * capacity * 4);
  const scratch = kernels.room(k * 4 + 128);
  const tileGroups = Math.max(1, Math.floor(TILE_BYTES / (16 * d)));
  const tile = kernels.room(tileGroups * 16 * d);
  const tileNorms = kernels.room(tileGroups * 16);
  const nGroups = Math.ceil(nRows / 4);
  for (let group = 0; group < nGroups; group += tileGroups) {
    const n = Math.min(tileGroups, nGroups - group);
    packGroups(
      shared,
      group,
      n,
      kernels.view(Float32Array, tile, n * 4 * d),
      kernels.view(Float32Array, tileNorms, n * 4),
    );
    for (let panel = 0; panel < nPanels; panel++) {
      const at = panel * PANEL * 4;
      kernels.exports.offerReferences(
        (panels + at * d) as typeof panels, d, tile, tileNorms, n, group * 4, k, (slacks + at) as typeof slacks,
        (limits + at) as typeof limits, (counts + at) as typeof counts, capacity, (distances + at * capacity) as typeof distances,
        (places + at * capacity) as typeof places, scratch,
      ); // prettier-ignore
    }
  }
  const found = kernels.view(Int32Array, counts, nPanels * PANEL);
  const lists = kernels.view(Int32Array, places, nPanels * PANEL * capacity);
  for (let row = start; row < end; row++) {
    const n = found[row - start]!;
    const list = lists.subarray((row - start) * capacity, (row - start) * capacity + Math.max(0, n));
    keepNearest(row, n < 0 ? allBut(row, nRows) : list, shared);
  }
}

/** Eight rows side by side, feature by feature; missing ones are zero. */
function packPanels(start: number, end: number, narrow: Float32Array, d: number): Float32Array {
  const packed = new Float32Array(Math.ceil((end - start) / PANEL) * PANEL * d);
  for (let row = start; row < end; row++) {
    const to = Math.floor((row - start) / PANEL) * PANEL * d + ((row - start) % PANEL);
    for (let j = 0; j < d; j++) packed[to + j * PANEL] = narrow[row * d + j]!;
  }
  return packed;
}

/** Four references side by side, times −2; one past the last is endlessly far. */
function packGroups(
  { narrow, norms, nFeatures: d, nRows }: NeighbourShared,
  first: number,
  n: number,
  tile: Float32Array,
  tileNorms: Float32Array,
): void {
  for (let group = 0; group < n; group++) {
    for (let lane = 0; lane < 4; lane++) {
      const row = (first + group) * 4 + lane;
      const to = group * 4 * d + lane;
      tileNorms[group * 4 + lane] = row < nRows ? norms[row]! : Infinity;
      for (let j = 0; j < d; j++) tile[to + j * 4] = row < nRows ? -2 * narrow[row * d + j]! : 0;
    }
  }
}

/**
 * By how much two distances of each row may be off together: every product and sum, and every narrowed number, is off by
 * half a unit in the last place at most (Higham 2002, section 3.1).
 */
function slacksOf(start: number, end: number, norms: Float32Array, longest: number, d: number): Float32Array {
  const share = 6 * (d + 8) * 2 ** -24;
  const slacks = new Float32Array(Math.ceil((end - start) / PANEL) * PANEL);
  for (let row = start; row < end; row++) slacks[row - start] = share * (norms[row]! + longest);
  return slacks;
}
