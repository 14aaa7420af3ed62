import type { ScatterFigure, ScatterPoints } from '../../contract/figure.ts';
import { seededRandom } from '../maths/random.ts';
import { codesOf, type Column } from './column.ts';
import { numberAt, type Table } from './table.ts';

/** The sample of a thinned scatter is always the same one, and the figure says so. */
const SAMPLE_SEED = 7;
const DENSITY_CELLS = 128;

/** Rows to draw, ascending: all, or a random sample without replacement. */
function rowsToDraw(nRows: number, maxPoints: number): Int32Array {
  if (nRows <= maxPoints) return Int32Array.from({ length: nRows }, (_, row) => row);
  // Selection sampling (Knuth, TAOCP vol. 2, 3.4.2, algorithm S): one pass, exact size, ascending.
  const random = seededRandom(SAMPLE_SEED);
  const rows = new Int32Array(maxPoints);
  let chosen = 0;
  for (let row = 0; chosen < maxPoints; row++) {
    if (random.next() * (nRows - row) < maxPoints - chosen) rows[chosen++] = row;
  }
  return rows;
}

function valuesOf(column: Column): (row: number) => number {
  if (column.type === 'number' || column.type === 'date') return (row) => numberAt(column, row);
  if (column.type === 'boolean') return (row) => column.values[row] ?? NaN;
  const { codes } = codesOf(column);
  return (row) => codes[row] ?? -1;
}

/** A colour for each row: the number itself, or the index of its category in order of size then name. */
function colours(
  column: Column,
  as: 'cluster' | 'category' | 'number',
): { of(row: number): number; categories: string[] | null } {
  if (as === 'number' && column.type !== 'text') return { of: valuesOf(column), categories: null };
  const names = new Map<string, number>();
  const nameOf = categoryNames(column);
  for (let row = 0; row < column.length; row++) {
    const name = nameOf(row);
    if (name !== null) names.set(name, (names.get(name) ?? 0) + 1);
  }
  const numeric = (a: string, b: string): number => Number(a) - Number(b) || (a < b ? -1 : 1);
  const categories = [...names.keys()].sort((a, b) =>
    as === 'cluster' ? numeric(a, b) : (names.get(b) ?? 0) - (names.get(a) ?? 0) || (a < b ? -1 : 1),
  );
  const index = new Map(categories.map((name, i) => [name, i]));
  return { of: (row) => index.get(nameOf(row) ?? '') ?? -1, categories };
}

function categoryNames(column: Column): (row: number) => string | null {
  if (column.type === 'text') {
    const { codes, dictionary } = codesOf(column);
    return (row) => dictionary[codes[row] ?? -1] ?? null;
  }
  const value = valuesOf(column);
  return (row) => {
    const number = value(row);
    return Number.isNaN(number) ? null : String(number);
  };
}

/**
 * Thins a scatter to what a screen can show, with counts of all rows below it.
 *
 * @param selected a flag a row of the table, or null.
 */
export function scatterPoints(
  table: Table,
  figure: ScatterFigure,
  maxPoints: number,
  selected: Uint8Array | null,
): ScatterPoints {
  const xAt = valuesOf(table.column(figure.x.column));
  const yAt = valuesOf(table.column(figure.y.column));
  const rows = rowsToDraw(table.nRows, maxPoints);
  const colour = figure.color ? colours(table.column(figure.color.column), figure.color.as) : null;
  const thinned = rows.length < table.nRows;
  return {
    nRows: table.nRows,
    rows,
    x: Float32Array.from(rows, xAt),
    y: Float32Array.from(rows, yAt),
    color: colour ? Float32Array.from(rows, (row) => colour.of(row)) : null,
    categories: colour?.categories ?? null,
    selected: selected ? Uint8Array.from(rows, (row) => selected[row] ?? 0) : null,
    sampleSeed: thinned ? SAMPLE_SEED : null,
    density: thinned ? densityGrid(table.nRows, xAt, yAt, figure) : null,
  };
}

/** Counts all rows on a grid; log axes are gridded in log units, with ranges in those units. */
function densityGrid(
  nRows: number,
  xAt: (row: number) => number,
  yAt: (row: number) => number,
  figure: ScatterFigure,
): ScatterPoints['density'] {
  const scaled = (at: (row: number) => number, log: boolean) => (log ? (row: number) => Math.log10(at(row)) : at);
  const x = scaled(xAt, figure.x.scale === 'log');
  const y = scaled(yAt, figure.y.scale === 'log');
  const xRange = finiteRange(nRows, x);
  const yRange = finiteRange(nRows, y);
  if (!xRange || !yRange) return null;
  const counts = new Float32Array(DENSITY_CELLS * DENSITY_CELLS);
  const cell = (value: number, [low, high]: readonly [number, number]): number =>
    high > low ? Math.min(DENSITY_CELLS - 1, Math.floor(((value - low) / (high - low)) * DENSITY_CELLS)) : 0;
  for (let row = 0; row < nRows; row++) {
    const [px, py] = [x(row), y(row)];
    if (!Number.isFinite(px) || !Number.isFinite(py)) continue;
    const at = cell(py, yRange) * DENSITY_CELLS + cell(px, xRange);
    counts[at] = (counts[at] ?? 0) + 1;
  }
  return { nx: DENSITY_CELLS, ny: DENSITY_CELLS, xRange, yRange, counts };
}

function finiteRange(nRows: number, at: (row: number) => number): [number, number] | null {
  let low = Infinity;
  let high = -Infinity;
  for (let row = 0; row < nRows; row++) {
    const value = at(row);
    if (!Number.isFinite(value)) continue;
    if (value < low) low = value;
    if (value > high) high = value;
  }
  return low <= high ? [low, high] : null;
}
