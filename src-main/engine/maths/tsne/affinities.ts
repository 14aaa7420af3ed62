import { pairGraph, type PairGraph } from '../maps/pair-graph.ts';
import type { Neighbours } from '../neighbours.ts';

const HALVINGS = 100;
const NEAR_ENOUGH = 1e-5;

/**
 * How near each row holds its neighbours: a bell curve whose width is such that so many count as near; (nRows, k), each row sums to 1.
 *
 * @param perplexity how many count; with fewer neighbours than that all count alike.
 */
export function ownAffinities({ k, squared }: Pick<Neighbours, 'k' | 'squared'>, perplexity: number): Float64Array {
  const affinities = new Float64Array(squared.length);
  const wanted = Math.log(perplexity);
  for (let at = 0; at < squared.length; at += k) {
    const own = squared.subarray(at, at + k);
    const nearest = own[0]!;
    let mean = 0;
    for (const square of own) mean += (square - nearest) / k;
    let [low, high, inverse] = [0, Infinity, mean > 0 ? 1 / mean : 1];
    for (let i = 0; i < HALVINGS; i++) {
      let [sum, moment] = [0, 0];
      for (let j = 0; j < k; j++) {
        const beyond = own[j]! - nearest;
        const value = Math.exp(-beyond * inverse);
        affinities[at + j] = value;
        sum += value;
        moment += beyond * value;
      }
      for (let j = 0; j < k; j++) affinities[at + j]! /= sum;
      const entropy = Math.log(sum) + (inverse * moment) / sum;
      if (mean === 0 || Math.abs(entropy - wanted) < NEAR_ENOUGH) break;
      if (entropy > wanted) low = inverse;
      else high = inverse;
      inverse = high === Infinity ? inverse * 2 : (low + high) / 2;
    }
  }
  return affinities;
}

/** Pairs of rows with the mean of what both hold of each other; all sum to 1. */
export function affinityGraph(neighbours: Neighbours, nRows: number, perplexity: number): PairGraph {
  const own = ownAffinities(neighbours, perplexity);
  return pairGraph(neighbours, nRows, own, (a, b) => (a + b) / (2 * nRows));
}
