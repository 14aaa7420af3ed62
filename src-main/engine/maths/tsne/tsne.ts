import type { Context } from '../../steps/context.ts';
import type { Matrix } from '../../table/table.ts';
import { sharedInts, sharedNumbers } from '../maps/forest.ts';
import { takeLandmarks, type Landmarks } from '../maps/landmarks.ts';
import { nearRows } from '../maps/near-rows.ts';
import type { PairGraph } from '../maps/pair-graph.ts';
import { principalStart } from '../maps/start.ts';
import type { Neighbours } from '../neighbours.ts';
import { affinityGraph } from './affinities.ts';
import { fillQuadTree, newQuadTree } from './quad-tree.ts';

export interface TsneOptions {
  /** How many neighbours count; a third of the rows at most. */
  readonly perplexity: number;
  /** By how much pairs pull more at first, and for how many iterations. */
  readonly exaggeration: number;
  readonly earlyIterations: number;
  readonly iterations: number;
  readonly theta: number;
  readonly mostLandmarks: number;
}

/** A map and what new rows are placed by. */
export interface TsneModel {
  readonly landmarks: Landmarks;
  /** (landmarks, 2), row-major. */
  readonly places: Float32Array;
}

type Tools = Pick<Context, 'pool' | 'signal' | 'random'>;

const NEAR_SHARE = 0.2;
/** How wide a start spreads along its first axis, and what shakes it. */
const START_SPREAD = 1e-4;
const START_NOISE = 1e-6;
/** Neighbours a perplexity of one takes. */
const NEAR_PER_PERPLEXITY = 3;
/** Nearest landmarks that are kept for finding others. */
const KEPT_NEAR = 15;

/**
 * T-distributed stochastic neighbour embedding onto a plane, with Barnes and Hut's sums.
 *
 * Van der Maaten & Hinton (2008), https://jmlr.org/papers/v9/vandermaaten08a.html; van der Maaten (2014),
 * https://jmlr.org/papers/v15/vandermaaten14a.html; Kobak & Berens (2019), doi:10.1038/s41467-019-13056-x, for its start and rates.
 *
 * @param x (nRows, nFeatures), finite. @param watch told the share that is done and the map as it is, once there is one. @throws cancelled
 */
export async function fitTsne(
  x: Matrix,
  options: TsneOptions,
  tools: Tools,
  watch: (share: number, places: Float64Array | null) => void,
): Promise<TsneModel> {
  const taken = takeLandmarks(x, options.mostLandmarks, tools.random);
  const { nRows } = taken.x;
  const perplexity = Math.max(1, Math.min(options.perplexity, (nRows - 1) / NEAR_PER_PERPLEXITY));
  const k = Math.floor(NEAR_PER_PERPLEXITY * perplexity);
  const near = await nearRows(taken.x, k, tools, (share) => watch(NEAR_SHARE * share, null));
  const places = startPlaces(await principalStart(taken.x, tools), tools);
  if (nRows > 1) {
    const graph = affinityGraph(near, nRows, perplexity);
    await descend(places, graph, options, tools, (share) => watch(NEAR_SHARE + (1 - NEAR_SHARE) * share, places));
  }
  return { landmarks: { ...taken, near: firstNear(near, nRows) }, places: Float32Array.from(places) };
}

/** Places in shared memory, spread very little. */
function startPlaces(found: Float64Array, { random }: Tools): Float64Array {
  let sum = 0;
  for (let at = 0; at < found.length; at += 2) sum += found[at]! ** 2;
  const spread = Math.sqrt(sum / Math.max(1, found.length / 2));
  const places = sharedNumbers(found.length);
  const shaken = random.fork(2);
  found.forEach((value, at) => {
    places[at] = (spread > 0 ? (value / spread) * START_SPREAD : 0) + START_NOISE * shaken.normal();
  });
  return places;
}

function firstNear({ k, rows }: Neighbours, nRows: number): Landmarks['near'] {
  const kept = Math.min(k, KEPT_NEAR);
  const out = sharedInts(nRows * kept);
  for (let row = 0; row < nRows; row++) out.set(rows.subarray(row * k, row * k + kept), row * kept);
  return { k: kept, rows: out };
}

const MOMENTUM = 0.8;
const LEAST_GAIN = 0.01;
const LONGEST_STEP = 5;
/** Rows of a block at least, and how many blocks there are at most: each holds the whole tree. */
const BLOCK_ROWS = 1024;
const MOST_BLOCKS = 8;

async function descend(
  places: Float64Array,
  { nRows, offsets, tails, weights }: PairGraph,
  { exaggeration, earlyIterations, iterations, theta }: TsneOptions,
  { pool, signal }: Tools,
  watch: (share: number) => void,
): Promise<void> {
  const tree = newQuadTree(nRows);
  const [pulls, pushes] = [sharedNumbers(places.length), sharedNumbers(places.length)];
  const moves = new Float64Array(places.length);
  const gains = new Float64Array(places.length).fill(1);
  const blockRows = Math.max(BLOCK_ROWS, Math.ceil(nRows / MOST_BLOCKS));
  const all = earlyIterations + iterations;
  for (let iteration = 0; iteration < all; iteration++) {
    signal.throwIfAborted();
    const isEarly = iteration < earlyIterations;
    if (iteration === earlyIterations) {
      moves.fill(0);
      gains.fill(1);
    }
    fillQuadTree(tree, places, theta);
    const shared = { ...tree, places, offsets, tails, weights, pulls, pushes };
    let sum = 0;
    for (const part of await pool.run('moveRows', nRows, blockRows, shared)) sum += part;
    const pull = isEarly ? exaggeration : 1;
    const rate = nRows / pull;
    for (let at = 0; at < places.length; at++) {
      const slope = pull * pulls[at]! - pushes[at]! / sum;
      gains[at] = moves[at]! > 0 !== slope > 0 ? gains[at]! + 0.2 : gains[at]! * 0.8 + LEAST_GAIN;
      moves[at] = MOMENTUM * moves[at]! - rate * gains[at]! * slope;
    }
    step(places, moves);
    watch((iteration + 1) / all);
  }
}

/** Moves rows, none too far, and the middle back to 0. */
function step(places: Float64Array, moves: Float64Array): void {
  let [sumX, sumY] = [0, 0];
  for (let at = 0; at < places.length; at += 2) {
    const length = Math.sqrt(moves[at]! ** 2 + moves[at + 1]! ** 2);
    const share = length > LONGEST_STEP ? LONGEST_STEP / length : 1;
    moves[at] = moves[at]! * share;
    moves[at + 1] = moves[at + 1]! * share;
    sumX += places[at] = places[at]! + moves[at]!;
    sumY += places[at + 1] = places[at + 1]! + moves[at + 1]!;
  }
  const n = places.length / 2;
  for (let at = 0; at < places.length; at += 2) {
    places[at] = places[at]! - sumX / n;
    places[at + 1] = places[at + 1]! - sumY / n;
  }
}
