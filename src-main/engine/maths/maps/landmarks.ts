import type { SearchShared } from '../../kernels/search-rows.ts';
import type { Context } from '../../steps/context.ts';
import type { Matrix } from '../../table/table.ts';
import { sampleRows, sharedMatrix, takeMatrixRows } from '../matrix.ts';
import type { Neighbours } from '../neighbours.ts';
import { seededRandom, type Random } from '../random.ts';
import { growForest, sharedInts, sharedNumbers } from './forest.ts';

/** Rows that a map was laid out of, and what finds the nearest of them. */
export interface Landmarks {
  /** (nRows, nFeatures). */
  readonly x: Matrix;
  /** Their numbers in the table they are of, ascending, and what that table is known by. */
  readonly rows: Int32Array;
  readonly mark: number;
  /** (nRows, k): the nearest of each. */
  readonly near: { readonly k: number; readonly rows: Int32Array };
  readonly seed: number;
}

/** Takes at most so many rows, at random. */
export function takeLandmarks(
  x: Matrix,
  most: number,
  random: Random,
): Pick<Landmarks, 'x' | 'rows' | 'mark' | 'seed'> {
  const rows = sampleRows(x.nRows, most, random);
  return { x: takeMatrixRows(x, rows), rows, mark: markOf(x), seed: random.integer(2 ** 31) };
}

/** A number that hardly two tables share. */
function markOf({ nRows, nColumns, values }: Matrix): number {
  const words = new Uint32Array(values.buffer, values.byteOffset, values.length * 2);
  let [a, b] = [nRows | 0, nColumns | 0];
  for (let at = 0; at < words.length; at += 2) {
    a = Math.imul(a ^ words[at]!, 0x01000193) + (b >>> 15);
    b = Math.imul(b ^ words[at + 1]!, 0x85ebca6b) + (a >>> 13);
  }
  return (a >>> 0) * 2 ** 20 + (b >>> 12);
}

/**
 * Which landmark each row is: by its number where it is the table that the landmarks are of.
 *
 * @returns −1 where it is none.
 */
export function landmarkOf(landmarks: Pick<Landmarks, 'rows' | 'mark'>, x: Matrix): Int32Array {
  const found = new Int32Array(x.nRows).fill(-1);
  if (markOf(x) === landmarks.mark) landmarks.rows.forEach((row, at) => (found[row] = at));
  return found;
}

/** Up to so many landmarks each is looked at. */
const FEW = 2000;
const TREES = 4;
const LEAF_ROWS = 32;
const BLOCK_ROWS = 1024;

/** The landmarks nearest to rows: exact where there are few of them, nearly so beyond. @throws cancelled */
export async function nearestLandmarks(
  landmarks: Pick<Landmarks, 'x' | 'near' | 'seed'>,
  x: Matrix,
  k: number,
  { pool }: Pick<Context, 'pool'>,
  watch: (share: number) => void,
): Promise<Neighbours> {
  const { nRows } = landmarks.x;
  const found = Math.min(k, nRows);
  const rows = sharedInts(x.nRows * found);
  const squared = sharedNumbers(x.nRows * found);
  const nTrees = nRows > FEW ? TREES : 0;
  const forest = await growForest(landmarks.x, nTrees, LEAF_ROWS, seededRandom(landmarks.seed), pool);
  const { values } = sharedMatrix(x);
  const part = Math.max(BLOCK_ROWS, Math.ceil(x.nRows / PARTS / BLOCK_ROWS) * BLOCK_ROWS);
  for (let first = 0; first < x.nRows; first += part) {
    const n = Math.min(part, x.nRows - first);
    const of = (width: number): [number, number] => [first * width, (first + n) * width];
    const shared: SearchShared = {
      forest,
      lists: { k: landmarks.near.k, rows: asShared(landmarks.near.rows) },
      queries: values.subarray(...of(x.nColumns)),
      k: found,
      rows: rows.subarray(...of(found)),
      squared: squared.subarray(...of(found)),
    };
    await pool.run('searchRows', n, BLOCK_ROWS, shared);
    watch((first + n) / x.nRows);
  }
  return { k: found, rows, squared };
}

const PARTS = 16;

function asShared(values: Int32Array): Int32Array {
  if (values.buffer instanceof SharedArrayBuffer) return values;
  const shared = sharedInts(values.length);
  shared.set(values);
  return shared;
}
