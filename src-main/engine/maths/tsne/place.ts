import type { Context } from '../../steps/context.ts';
import type { Matrix } from '../../table/table.ts';
import { meanPlaces, placeAll } from '../maps/place.ts';
import { ownAffinities } from './affinities.ts';
import type { TsneModel } from './tsne.ts';

/** Nearest landmarks of a new row, and how many of them count. */
const NEAR = 15;
const PERPLEXITY = 5;

/**
 * Places rows on a map: see {@link placeAll}. A new row lies in the middle of its nearest, by how near they are.
 *
 * Policar, Strazar & Zupan (2021), doi:10.1007/s10994-021-06043-1, without their further steps.
 *
 * @returns (nRows, 2), in shared memory. @throws cancelled
 */
export function placeByTsne(
  model: TsneModel,
  x: Matrix,
  tools: Pick<Context, 'pool'>,
  watch: (share: number) => void,
): Promise<Matrix> {
  return placeAll(model, x, NEAR, tools, watch, (near) => {
    const weights = Float32Array.from(ownAffinities(near, Math.min(PERPLEXITY, near.k)));
    return Promise.resolve(meanPlaces(near, weights, model.places));
  });
}
