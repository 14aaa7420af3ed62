import type { Context } from '../../steps/context.ts';
import type { Matrix } from '../../table/table.ts';
import { meanPlaces, placeAll } from '../maps/place.ts';
import type { Neighbours } from '../neighbours.ts';
import { scaleOf } from './fuzzy-graph.ts';
import type { UmapModel } from './umap.ts';

const EPOCHS = 30;
/** The length of the first steps; new rows begin among their nearest already. */
const RATE = 0.25;
const BLOCK_ROWS = 2048;

/**
 * Places rows on a map: see {@link placeAll}. A new row begins in the middle of its nearest and is then drawn by them and pushed by
 * others, which stay where they are; where it comes to lie depends on no other new row.
 *
 * @returns (nRows, 2), in shared memory. @throws cancelled
 */
export function placeByUmap(
  model: UmapModel,
  x: Matrix,
  tools: Pick<Context, 'pool'>,
  watch: (share: number) => void,
): Promise<Matrix> {
  const { landmarks, curve, repulsion, nNegatives } = model;
  const others = Float32Array.from(model.places);
  return placeAll(model, x, landmarks.near.k + 1, tools, watch, async (near, nRows) => {
    const weights = nearnessOf(near, nRows);
    const places = meanPlaces(near, weights, others);
    await tools.pool.run('placeRows', nRows, BLOCK_ROWS, {
      others,
      places,
      k: near.k,
      tails: near.rows,
      weights,
      ...curve,
      repulsion,
      nNegatives,
      epochs: EPOCHS,
      rate: RATE,
      seed: landmarks.seed,
    });
    return places;
  });
}

/** How near each row's nearest are to it, the very nearest 1: (nRows, k), in shared memory. */
function nearnessOf({ k, squared }: Neighbours, nRows: number): Float32Array {
  const weights = new Float32Array(new SharedArrayBuffer(nRows * k * 4));
  const wanted = Math.log2(k + 1);
  for (let row = 0; row < nRows; row++) {
    const own = squared.slice(row * k, (row + 1) * k).map(Math.sqrt);
    const scale = scaleOf(own, 0, wanted);
    own.forEach((distance, i) => (weights[row * k + i] = Math.exp(-(distance - own[0]!) / scale)));
  }
  return weights;
}
