import type { Context } from '../../steps/context.ts';
import type { Matrix } from '../../table/table.ts';
import { nearestCentres } from '../kmeans.ts';
import { fitPca } from '../pca.ts';

export interface SomOptions {
  /** Cells across and down. */
  readonly width: number;
  readonly height: number;
  readonly maxIterations: number;
}

/** A grid of cells, each with a place among the features; neighbouring cells have near places. */
export interface Som {
  readonly width: number;
  readonly height: number;
  /** (width · height, nFeatures), row by row of the grid. */
  readonly cells: Float64Array;
}

type Tools = Pick<Context, 'signal' | 'random' | 'pool'>;

/** The reach of a cell's neighbours on the grid at the last pass, in cells. */
const LAST_REACH = 0.5;

/**
 * A self-organising map by the batch rule: each pass gives rows to their nearest cell, then each cell becomes the mean of all rows,
 * those of near cells counting more; how near counts shrinks from half the grid to a cell. It begins as a plane along the two
 * first principal axes, so that no chance is in it.
 *
 * Kohonen (2013), doi:10.1016/j.neunet.2012.09.018.
 *
 * @param x (nRows, nFeatures), finite, at least one row. @throws cancelled
 */
export async function fitSom(
  x: Matrix,
  options: SomOptions,
  tools: Tools,
  watch: (share: number) => void = () => undefined,
): Promise<Som> {
  const { width, height, maxIterations } = options;
  const d = x.nColumns;
  const nCells = width * height;
  let cells = await firstPlane(x, width, height, tools);
  const first = Math.max(width, height) / 2;
  for (let pass = 0; pass < maxIterations; pass++) {
    tools.signal.throwIfAborted();
    watch(pass / maxIterations);
    const { sums, counts } = await nearestCentres(x, cells, tools);
    const at = maxIterations > 1 ? pass / (maxIterations - 1) : 1;
    cells = spreadOut(sums, counts, { width, height, d, before: cells }, first * (LAST_REACH / first) ** at);
  }
  return { width, height, cells: cells.subarray(0, nCells * d) };
}

async function firstPlane(x: Matrix, width: number, height: number, tools: Tools): Promise<Float64Array> {
  const d = x.nColumns;
  const { means, axes, variances } = await fitPca(x, 2, tools);
  const cells = new Float64Array(width * height * d);
  const along = (at: number, n: number): number => (n > 1 ? (2 * at) / (n - 1) - 1 : 0);
  for (let cell = 0; cell < width * height; cell++) {
    const places = [along(cell % width, width), along(Math.floor(cell / width), height)];
    for (let j = 0; j < d; j++) {
      let value = means[j]!;
      places.forEach((place, axis) => {
        value += place * Math.sqrt(variances[axis] ?? 0) * (axes[axis * d + j] ?? 0);
      });
      cells[cell * d + j] = value;
    }
  }
  return cells;
}

interface Grid {
  readonly width: number;
  readonly height: number;
  readonly d: number;
  /** Where a cell stays that no row is near enough to. */
  readonly before: Float64Array;
}

/** Each cell as the mean of all rows, weighed by how near their cells are: exp(−distance² / (2 · reach²)). */
export function spreadOut(
  sums: Float64Array,
  counts: Int32Array,
  { width, height, d, before }: Grid,
  reach: number,
): Float64Array {
  const nCells = width * height;
  const cells = before.slice();
  const total = new Float64Array(d);
  for (let cell = 0; cell < nCells; cell++) {
    const [column, row] = [cell % width, Math.floor(cell / width)];
    let weight = 0;
    total.fill(0);
    for (let other = 0; other < nCells; other++) {
      if (counts[other] === 0) continue;
      const squared = ((other % width) - column) ** 2 + (Math.floor(other / width) - row) ** 2;
      const near = Math.exp(-squared / (2 * reach * reach));
      weight += near * counts[other]!;
      for (let j = 0; j < d; j++) total[j]! += near * sums[other * d + j]!;
    }
    if (weight > 0) for (let j = 0; j < d; j++) cells[cell * d + j] = total[j]! / weight;
  }
  return cells;
}

/** How far each cell is from the cells beside it, on average: high where groups end (Ultsch & Siemon 1990). */
export function cellGaps({ width, height, cells }: Som): Float64Array {
  const nCells = width * height;
  const d = cells.length / nCells;
  return Float64Array.from({ length: nCells }, (_, cell) => {
    const beside = neighboursOf(cell, width, height);
    const sum = beside.reduce((all, other) => all + distanceOf(cells, d, cell, other), 0);
    return beside.length > 0 ? sum / beside.length : 0;
  });
}

function neighboursOf(cell: number, width: number, height: number): number[] {
  const column = cell % width;
  const beside = [];
  if (column > 0) beside.push(cell - 1);
  if (column < width - 1) beside.push(cell + 1);
  if (cell >= width) beside.push(cell - width);
  if (cell < width * (height - 1)) beside.push(cell + width);
  return beside;
}

function distanceOf(cells: Float64Array, d: number, a: number, b: number): number {
  let sum = 0;
  for (let j = 0; j < d; j++) sum += (cells[a * d + j]! - cells[b * d + j]!) ** 2;
  return Math.sqrt(sum);
}

/** How well a map fits rows. */
export interface SomFit {
  /** The nearest cell of each row. */
  readonly best: Int32Array;
  /** The mean distance of rows to their cell. */
  readonly quantisationError: number;
  /** The share of rows whose two nearest cells do not touch, corners counted as touching. */
  readonly topographicError: number;
}

/** Places rows on a map. */
export function placeOnMap(x: Matrix, { width, cells }: Som): SomFit {
  const { nRows, nColumns: d, values } = x;
  const nCells = d > 0 ? cells.length / d : 0;
  const best = new Int32Array(nRows);
  let [distances, torn] = [0, 0];
  for (let row = 0; row < nRows; row++) {
    let [first, second, least, next] = [0, -1, Infinity, Infinity];
    for (let cell = 0; cell < nCells; cell++) {
      let squared = 0;
      for (let j = 0; j < d; j++) squared += (values[row * d + j]! - cells[cell * d + j]!) ** 2;
      if (squared < least) [first, second, least, next] = [cell, first, squared, least];
      else if (squared < next) [second, next] = [cell, squared];
    }
    best[row] = first;
    distances += Math.sqrt(least);
    const across = Math.abs((first % width) - (second % width));
    const down = Math.abs(Math.floor(first / width) - Math.floor(second / width));
    if (second >= 0 && next < Infinity && Math.max(across, down) > 1) torn++;
  }
  const rows = Math.max(1, nRows);
  return { best, quantisationError: distances / rows, topographicError: torn / rows };
}
