import type { Context } from '../../steps/context.ts';
import type { Matrix } from '../../table/table.ts';
import { kdTree } from '../kd-tree.ts';

/** Rows in an order in which dense regions follow each other. */
export interface OpticsOrder {
  readonly order: Int32Array;
  /** By row: how far it is from those before it in the order; Infinity for the first. */
  readonly reach: Float64Array;
  /** By row: the distance to its last needed neighbour. */
  readonly coreDistances: Float64Array;
  /** By row: the row from which it was reached; −1 for the first. */
  readonly before: Int32Array;
}

/**
 * OPTICS: visits rows so that the next is the one most densely reached from those visited. Time grows with the square of the
 * rows, memory with the rows. The valleys of reach along the order are groups.
 *
 * Ankerst, Breunig, Kriegel & Sander (1999), doi:10.1145/304181.304187.
 *
 * @param x (nRows, nFeatures), finite. @param minRows at least 2, a row itself among them. @throws cancelled
 */
export function opticsOrder(
  x: Matrix,
  minRows: number,
  { signal }: Pick<Context, 'signal'>,
  watch: (share: number) => void = () => undefined,
): OpticsOrder {
  const { nRows: n, nColumns: d, values } = x;
  const cores = squaredCores(x, minRows);
  // Squares until the end: they are in the same order, and cost no root.
  const reach = new Float64Array(n).fill(Infinity);
  const before = new Int32Array(n).fill(-1);
  const order = new Int32Array(n);
  const left = Int32Array.from({ length: n }, (_, row) => row);
  for (let at = 0; at < n; at++) {
    signal.throwIfAborted();
    if (at % 64 === 0) watch(at / n);
    const nLeft = n - at;
    let next = 0;
    for (let i = 1; i < nLeft; i++) if (reach[left[i]!]! < reach[left[next]!]!) next = i;
    const row = left[next]!;
    order[at] = row;
    left.copyWithin(next, next + 1, nLeft);
    const core = cores[row]!;
    for (let i = 0; i < nLeft - 1; i++) {
      const other = left[i]!;
      const limit = reach[other]!;
      if (core >= limit) continue;
      let squared = 0;
      for (let j = 0; j < d; j++) squared += (values[row * d + j]! - values[other * d + j]!) ** 2;
      const own = squared > core ? squared : core;
      if (own < limit) {
        reach[other] = own;
        before[other] = row;
      }
    }
  }
  return { order, reach: reach.map(Math.sqrt), coreDistances: cores.map(Math.sqrt), before };
}

function squaredCores(x: Matrix, minRows: number): Float64Array {
  const tree = kdTree(x);
  const k = Math.min(minRows, x.nRows);
  const [rows, squared] = [new Int32Array(k), new Float64Array(k)];
  return Float64Array.from({ length: x.nRows }, (_, row) => {
    tree.nearest(x.values.subarray(row * x.nColumns, (row + 1) * x.nColumns), k, rows, squared);
    return squared[k - 1]!;
  });
}

export interface XiOptions {
  /** How steeply reach must fall into a valley, from 0 to 1. */
  readonly xi: number;
  readonly minRows: number;
  readonly minClusterSize: number;
}

/** A valley along the order, both ends included. */
interface Valley {
  readonly start: number;
  readonly end: number;
}

/**
 * Groups as valleys of the reach curve with steep sides, the innermost where one lies in another (Ankerst et al. 1999, figure 19,
 * with the predecessor correction of Schubert & Gertz 2018).
 *
 * @returns for each row a group in the order found; −1 for a row in no valley.
 */
export function steepValleys(found: OpticsOrder, options: XiOptions): { clusters: Int32Array; nClusters: number } {
  const clusters = new Int32Array(found.order.length).fill(-1);
  let nClusters = 0;
  // Inner valleys come before those around them.
  for (const { start, end } of valleysOf(found, options)) {
    const rows = found.order.subarray(start, end + 1);
    if (rows.some((row) => clusters[row] !== -1)) continue;
    for (const row of rows) clusters[row] = nClusters;
    nClusters++;
  }
  return { clusters, nClusters };
}

interface SteepDown extends Valley {
  /** The highest reach since it ended. */
  highest: number;
}

function valleysOf({ order, reach, before }: OpticsOrder, options: XiOptions): Valley[] {
  const n = order.length;
  // A wall behind the last row ends the last valley.
  const curve = Float64Array.from({ length: n + 1 }, (_, i) => (i < n ? reach[order[i]!]! : Infinity));
  const ratio = (i: number): number => curve[i]! / curve[i + 1]!;
  const flat = 1 - options.xi;
  const isSteepUp = (i: number): boolean => ratio(i) <= flat;
  const isSteepDown = (i: number): boolean => ratio(i) >= 1 / flat;
  const isUp = (i: number): boolean => ratio(i) < 1;
  const isDown = (i: number): boolean => ratio(i) > 1;
  /** The last steep place of a stretch that never turns and is flat for few rows. */
  const extend = (isSteep: (i: number) => boolean, isTurned: (i: number) => boolean, start: number): number => {
    let [nFlat, end] = [0, start];
    for (let i = start; i < n; i++) {
      if (isSteep(i)) {
        nFlat = 0;
        end = i;
      } else if (isTurned(i)) return end;
      else if (++nFlat > options.minRows) return end;
    }
    return end;
  };
  const valleys: Valley[] = [];
  let open: SteepDown[] = [];
  const raise = (highest: number): void => {
    open = Number.isFinite(highest) ? open.filter(({ start }) => highest <= curve[start]! * flat) : [];
    for (const down of open) down.highest = Math.max(down.highest, highest);
  };
  let [at, highest] = [0, 0];
  for (let i = 0; i < n; i++) {
    if (i < at || !(isSteepUp(i) || isSteepDown(i))) continue;
    for (let passed = at; passed <= i; passed++) highest = Math.max(highest, curve[passed]!);
    raise(highest);
    const end = isSteepDown(i) ? extend(isSteepDown, isUp, i) : extend(isSteepUp, isDown, i);
    at = end + 1;
    if (isSteepDown(i)) open.push({ start: i, end, highest: 0 });
    else valleys.push(...closeValleys(curve, order, before, open, { start: i, end }, options));
    highest = curve[at]!;
  }
  return valleys;
}

/** The valleys that end with a steep way up, inner ones first. */
function closeValleys(
  curve: Float64Array,
  order: Int32Array,
  before: Int32Array,
  open: readonly SteepDown[],
  up: Valley,
  { xi, minClusterSize }: XiOptions,
): Valley[] {
  const flat = 1 - xi;
  const wall = curve[up.end + 1]!;
  const closed: Valley[] = [];
  for (const down of open) {
    if (wall * flat < down.highest) continue;
    let [start, end] = [down.start, up.end];
    const top = curve[down.start]!;
    if (top * flat >= wall) while (curve[start + 1]! > wall && start < down.end) start++;
    else if (wall * flat >= top) while (curve[end - 1]! > top && end > up.start) end--;
    const kept = correct(curve, order, before, start, end);
    if (!kept || kept.end - kept.start + 1 < minClusterSize) continue;
    if (kept.start > down.end || kept.end < up.start) continue;
    closed.push(kept);
  }
  return closed.reverse();
}

/** Takes rows off the end that were not reached from within. */
function correct(
  curve: Float64Array,
  order: Int32Array,
  before: Int32Array,
  start: number,
  from: number,
): Valley | null {
  for (let end = from; start < end; end--) {
    if (curve[start]! > curve[end]!) return { start, end };
    const reachedFrom = before[order[end]!]!;
    for (let i = start; i < end; i++) if (order[i] === reachedFrom) return { start, end };
  }
  return null;
}
