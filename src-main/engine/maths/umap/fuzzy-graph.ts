import { pairGraph, type PairGraph } from '../maps/pair-graph.ts';
import type { Neighbours } from '../neighbours.ts';

const HALVINGS = 64;
const NEAR_ENOUGH = 1e-5;
/** No row's scale is less than this share of the mean distance. */
const LEAST_SCALE = 1e-3;

/** How far apart rows are for each row: what its nearest is at, and how quickly nearness falls off beyond. */
interface OwnScale {
  readonly nearest: Float64Array;
  readonly scale: Float64Array;
}

/**
 * The scale of each row: beyond its nearest neighbour that is not at 0, nearness falls as exp(−(distance − nearest) / scale) such
 * that it sums to log2(k + 1).
 *
 * McInnes, Healy & Melville (2018), arXiv:1802.03426, algorithm 3.
 */
function ownScales({ k, squared }: Pick<Neighbours, 'k' | 'squared'>, nRows: number): OwnScale {
  const nearest = new Float64Array(nRows);
  const scale = new Float64Array(nRows).fill(1);
  if (k === 0) return { nearest, scale };
  const distances = Float64Array.from(squared, Math.sqrt);
  const mean = distances.reduce((sum, value) => sum + value, 0) / distances.length;
  for (let row = 0; row < nRows; row++) {
    const own = distances.subarray(row * k, (row + 1) * k);
    nearest[row] = own.find((value) => value > 0) ?? 0;
    const ownMean = own.reduce((sum, value) => sum + value, 0) / k;
    // The row itself counts towards k and towards the mean.
    const least = LEAST_SCALE * (nearest[row]! > 0 ? (ownMean * k) / (k + 1) : (mean * k) / (k + 1));
    scale[row] = Math.max(least, scaleOf(own, nearest[row]!, Math.log2(k + 1)));
  }
  return { nearest, scale };
}

/** The scale by which what is beyond the nearest sums to what is wanted. @param own distances */
export function scaleOf(own: Float64Array, nearest: number, wanted: number): number {
  let [low, high, scale] = [0, Infinity, 1];
  for (let i = 0; i < HALVINGS; i++) {
    let sum = 0;
    for (const distance of own) sum += distance > nearest ? Math.exp(-(distance - nearest) / scale) : 1;
    if (Math.abs(sum - wanted) < NEAR_ENOUGH) break;
    if (sum > wanted) high = scale;
    else low = scale;
    scale = high === Infinity ? scale * 2 : (low + high) / 2;
  }
  return scale;
}

/** How near a row holds another, from 1 to 0. */
const nearness = (distance: number, nearest: number, scale: number): number =>
  distance <= nearest || scale === 0 ? 1 : Math.exp(-(distance - nearest) / scale);

/** Pairs of rows with how surely they are near: a + b − a · b of what both say of it. @param least pairs that are no surer are left out */
export function fuzzyGraph(neighbours: Neighbours, nRows: number, least = 0): PairGraph {
  const { k, squared } = neighbours;
  const { nearest, scale } = ownScales(neighbours, nRows);
  const own = new Float64Array(nRows * k);
  for (let row = 0, at = 0; row < nRows; row++)
    for (let i = 0; i < k; i++, at++) own[at] = nearness(Math.sqrt(squared[at]!), nearest[row]!, scale[row]!);
  return pairGraph(neighbours, nRows, own, (a, b) => a + b - a * b, least);
}
