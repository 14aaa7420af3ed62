import type { Context } from '../../steps/context.ts';
import type { Matrix } from '../../table/table.ts';
import { takeMatrixRows } from '../matrix.ts';
import type { Neighbours } from '../neighbours.ts';
import { sharedNumbers } from './forest.ts';
import { landmarkOf, nearestLandmarks, type Landmarks } from './landmarks.ts';

/** Places new rows by the landmarks nearest to each: (nRows, 2). */
export type Placing = (near: Neighbours, nRows: number) => Promise<Float32Array>;

/**
 * Places rows on a map: those it was laid out of where they are, others by their nearest, and those equal to a landmark upon it.
 *
 * @param places (landmarks, 2). @returns (nRows, 2), in shared memory. @throws cancelled
 */
export async function placeAll(
  { landmarks, places }: { readonly landmarks: Landmarks; readonly places: Float32Array },
  x: Matrix,
  k: number,
  tools: Pick<Context, 'pool'>,
  watch: (share: number) => void,
  placing: Placing,
): Promise<Matrix> {
  const out = sharedNumbers(2 * x.nRows);
  const own = landmarkOf(landmarks, x);
  const fresh = Int32Array.from({ length: x.nRows }, (_, row) => row).filter((row) => own[row]! < 0);
  if (fresh.length > 0 && places.length > 0) {
    const near = await nearestLandmarks(landmarks, takeMatrixRows(x, fresh), k, tools, (share) => watch(share / 2));
    const found = await placing(near, fresh.length);
    fresh.forEach((row, i) => {
      if (near.squared[i * near.k] === 0) own[row] = near.rows[i * near.k]!;
      else out.set(found.subarray(2 * i, 2 * i + 2), 2 * row);
    });
  }
  own.forEach((landmark, row) => {
    if (landmark >= 0) out.set(places.subarray(2 * landmark, 2 * landmark + 2), 2 * row);
  });
  watch(1);
  return { nRows: x.nRows, nColumns: 2, values: out };
}

/** The mean of the places of each row's nearest, by weight: (nRows, 2), in shared memory. */
export function meanPlaces(
  { k, rows }: Pick<Neighbours, 'k' | 'rows'>,
  weights: Float32Array,
  places: Float32Array,
): Float32Array {
  const nRows = k > 0 ? rows.length / k : 0;
  const out = new Float32Array(new SharedArrayBuffer(nRows * 8));
  for (let row = 0; row < nRows; row++) {
    let [x, y, sum] = [0, 0, 0];
    for (let at = row * k; at < (row + 1) * k; at++) {
      x += weights[at]! * places[2 * rows[at]!]!;
      y += weights[at]! * places[2 * rows[at]! + 1]!;
      sum += weights[at]!;
    }
    out[2 * row] = x / sum;
    out[2 * row + 1] = y / sum;
  }
  return out;
}
