import type { Context } from '../../steps/context.ts';
import type { Matrix } from '../../table/table.ts';
import { sampleRows, sharedMatrix } from '../matrix.ts';

/** Distances that are measured at most, and rows that are looked at whatever that takes. */
const MOST_DISTANCES = 50_000_000;
const LEAST_ROWS = 200;
const BLOCK_ROWS = 16;
/** Parts of the work after each of which it is said how far it is. */
const PARTS = 8;

/** How far a map can be trusted, and by how many rows that was told. */
export interface Trust {
  /** From 0 to 1: 1 where all that is near on the map is near by features. NaN of fewer than three rows. */
  readonly score: number;
  readonly nRows: number;
}

/**
 * Trustworthiness: how few rows are among the nearest on the map that are not by features. Of many rows a sample is looked at, each
 * beside all rows.
 *
 * Venna & Kaski (2001), doi:10.1007/3-540-44668-0_68.
 *
 * @param x (nRows, nFeatures). @param places (nRows, 2). @param k neighbours that count; less than half of the rows are taken.
 * @throws cancelled
 */
export async function trustworthiness(
  x: Matrix,
  places: Matrix,
  k: number,
  { pool, random }: Pick<Context, 'pool' | 'random'>,
  watch: (share: number) => void = () => undefined,
): Promise<Trust> {
  const n = x.nRows;
  const near = Math.min(k, Math.ceil(n / 2) - 1);
  if (near < 1) return { score: NaN, nRows: n };
  const sample = sampleRows(n, Math.max(LEAST_ROWS, Math.floor(MOST_DISTANCES / n)), random);
  const shared = {
    x: sharedMatrix(x).values,
    nFeatures: x.nColumns,
    nRows: n,
    places: sharedMatrix(places).values,
    k: near,
  };
  const part = BLOCK_ROWS * Math.ceil(sample.length / BLOCK_ROWS / PARTS);
  let total = 0;
  for (let first = 0; first < sample.length; first += part) {
    const looked = sample.subarray(first, first + part);
    for (const sum of await pool.run('trustRows', looked.length, BLOCK_ROWS, { ...shared, sample: looked }))
      total += sum;
    watch((first + looked.length) / sample.length);
  }
  return { score: 1 - (2 * total) / (sample.length * near * (2 * n - 3 * near - 1)), nRows: sample.length };
}
