import type { ScatterFigure, ScatterPoints, ScatterWindow } from '../../contract/figure.ts';
import { scatterAxis, scatterColour, type ScatterAxis } from './scatter-axis.ts';
import type { Table } from './table.ts';

/** The sample of a thinned scatter is always the same one, and the figure says so. */
const SAMPLE_SEED = 7;
const DENSITY_CELLS = 128;
/** Ranks are counted by their upper bits, until it is known which are low enough. */
const RANK_BITS = 12;
const RANK_SHIFT = 32 - RANK_BITS;

/** A whole number below 2³² that stands for a row alone (the finish of MurmurHash3). */
function rankOf(row: number): number {
  let z = (row + Math.imul(SAMPLE_SEED, 0x9e3779b9)) | 0;
  z = Math.imul(z ^ (z >>> 16), 0x85ebca6b);
  z = Math.imul(z ^ (z >>> 13), 0xc2b2ae35);
  return (z ^ (z >>> 16)) >>> 0;
}

/**
 * Of ascending rows those with the lowest ranks, ascending: a random sample without replacement. Since a row keeps its
 * rank, the sample of a part holds every row of that part that the sample of the whole held: who looks closer sees
 * points come, and none go.
 */
function lowestRanks(rows: Int32Array, maxPoints: number): Int32Array {
  if (rows.length <= maxPoints) return rows;
  const counts = new Int32Array(1 << RANK_BITS);
  for (const row of rows) counts[rankOf(row) >>> RANK_SHIFT]!++;
  let last = 0;
  let nBelow = 0;
  while (nBelow + counts[last]! <= maxPoints) nBelow += counts[last++]!;
  const atLast = rows.filter((row) => rankOf(row) >>> RANK_SHIFT === last);
  const lowest = new Set([...atLast].sort((a, b) => rankOf(a) - rankOf(b)).slice(0, maxPoints - nBelow));
  const chosen = new Int32Array(maxPoints);
  let n = 0;
  for (const row of rows) {
    const rank = rankOf(row) >>> RANK_SHIFT;
    if (rank < last || (rank === last && lowest.has(row))) chosen[n++] = row;
  }
  return chosen;
}

function rowsInside(nRows: number, x: ScatterAxis, y: ScatterAxis, window: ScatterWindow | null): Int32Array {
  const rows = new Int32Array(nRows);
  if (!window) {
    for (let row = 0; row < nRows; row++) rows[row] = row;
    return rows;
  }
  const [left, right] = window.x;
  const [bottom, top] = window.y;
  let n = 0;
  for (let row = 0; row < nRows; row++) {
    const [px, py] = [x.values[row]!, y.values[row]!];
    if (px >= left && px <= right && py >= bottom && py <= top) rows[n++] = row;
  }
  return rows.slice(0, n);
}

/** Counts rows on a grid over a part of the plane; those outside of it, and those without a place, are not counted. */
function densityGrid(
  rows: Int32Array,
  x: ScatterAxis,
  y: ScatterAxis,
  window: ScatterWindow,
): ScatterPoints['density'] {
  const n = DENSITY_CELLS;
  const counts = new Float32Array(n * n);
  const scale = ([low, high]: readonly [number, number]): number => (high > low ? n / (high - low) : 0);
  const [left, bottom] = [window.x[0], window.y[0]];
  const [across, up] = [scale(window.x), scale(window.y)];
  for (const row of rows) {
    const column = (x.values[row]! - left) * across;
    const line = (y.values[row]! - bottom) * up;
    if (column >= 0 && column <= n && line >= 0 && line <= n)
      counts[Math.min(n - 1, line | 0) * n + Math.min(n - 1, column | 0)]!++;
  }
  return { nx: n, ny: n, xRange: window.x, yRange: window.y, counts };
}

/**
 * Thins a scatter to what a screen can show, with counts of all rows below it. O(rows).
 *
 * @param selected a flag a row of the table, or null.
 * @param window the part of the plane that is looked at, in the axes' own units; null for all of it.
 */
export function scatterPoints(
  table: Table,
  figure: ScatterFigure,
  maxPoints: number,
  selected: Uint8Array | null,
  window: ScatterWindow | null = null,
): ScatterPoints {
  const [x, y] = [figure.x, figure.y].map((axis) => scatterAxis(table.column(axis.column), axis.scale === 'log')) as [ScatterAxis, ScatterAxis]; // prettier-ignore
  const colour = figure.color ? scatterColour(table.column(figure.color.column), figure.color.as) : null;
  const inside = rowsInside(table.nRows, x, y, window);
  const rows = lowestRanks(inside, maxPoints);
  const thinned = rows.length < inside.length;
  const whole = x.range && y.range ? { x: x.range, y: y.range } : null;
  const ground = window ?? whole;
  const drawn = (side: 'x' | 'y'): Float32Array => {
    const { values } = scatterAxis(table.column(figure[side].column), false);
    return Float32Array.from(rows, (row) => values[row]!);
  };
  return {
    nRows: table.nRows,
    rows,
    x: drawn('x'),
    y: drawn('y'),
    color: colour && Float32Array.from(rows, (row) => colour.values[row]!),
    categories: colour?.categories ?? null,
    selected: selected ? Uint8Array.from(rows, (row) => selected[row] ?? 0) : null,
    sampleSeed: thinned ? SAMPLE_SEED : null,
    density: thinned && ground ? densityGrid(inside, x, y, ground) : null,
    window: window && { ...window, nRows: inside.length },
    range: whole,
  };
}
