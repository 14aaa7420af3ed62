import { newLayout } from '../../kernels/layout-steps.ts';
import type { Context } from '../../steps/context.ts';
import type { Matrix } from '../../table/table.ts';
import { takeLandmarks, type Landmarks } from '../maps/landmarks.ts';
import { nearRows } from '../maps/near-rows.ts';
import { partsOf, type PairGraph } from '../maps/pair-graph.ts';
import { principalStart, spectralStart } from '../maps/start.ts';
import type { Random } from '../random.ts';
import { fitCurve, type Curve } from './curve.ts';
import { fuzzyGraph } from './fuzzy-graph.ts';

export interface UmapOptions {
  /** Rows that count as near, the row itself among them. */
  readonly nNeighbours: number;
  readonly minDist: number;
  readonly spread: number;
  /** 0: 500 up to 10,000 rows, 200 beyond. */
  readonly epochs: number;
  readonly repulsion: number;
  readonly nNegatives: number;
  readonly start: 'spectral' | 'pca';
  readonly mostLandmarks: number;
}

/** A map and what new rows are placed by. */
export interface UmapModel {
  readonly landmarks: Landmarks;
  /** (landmarks, 2), row-major. */
  readonly places: Float32Array;
  readonly curve: Curve;
  readonly repulsion: number;
  readonly nNegatives: number;
  /** How many parts of the rows hang together by their neighbours. */
  readonly nParts: number;
}

type Tools = Pick<Context, 'pool' | 'signal' | 'random'>;

const MANY_ROWS = 10_000;
const EPOCHS_OF_FEW = 500;
const EPOCHS_OF_MANY = 200;
/** How far a start reaches from the middle, and what shakes it, so that no two rows begin at one place. */
const START_REACH = 10;
const START_NOISE = 1e-4;

/**
 * Uniform manifold approximation and projection onto a plane.
 *
 * McInnes, Healy & Melville (2018), arXiv:1802.03426. Departures from the paper: the rows that push one of a pair are all measured
 * from where it was before the pair was met; where the rows fall into parts that are not connected, the map starts from principal
 * components; beyond so many rows a sample is laid out.
 *
 * @param x (nRows, nFeatures), finite. @param watch told the share that is done and the map as it is, once there is one. @throws cancelled
 */
export async function fitUmap(
  x: Matrix,
  options: UmapOptions,
  tools: Tools,
  watch: (share: number, places: Float32Array | null) => void,
): Promise<UmapModel> {
  const taken = takeLandmarks(x, options.mostLandmarks, tools.random);
  const { nRows } = taken.x;
  const near = await nearRows(taken.x, options.nNeighbours - 1, tools, (share) => watch(NEAR_SHARE * share, null));
  const epochs = options.epochs || (nRows > MANY_ROWS ? EPOCHS_OF_MANY : EPOCHS_OF_FEW);
  // What would be met in no epoch is left out.
  const graph = fuzzyGraph(near, nRows, 1 / epochs);
  const curve = fitCurve(options.minDist, options.spread);
  const { start, nParts } = await startPlaces(taken.x, graph, options.start, tools);
  watch(START_SHARE, start);
  const layout = newLayout(
    {
      places: start,
      ...graph,
      firstRow: 0,
      ...curve,
      repulsion: options.repulsion,
      nNegatives: options.nNegatives,
      nOthers: nRows,
      moves: true,
    },
    tools.random.integer(2 ** 31),
    tools.pool.variant,
  );
  for (let epoch = 0; epoch < epochs && nRows > 1; epoch++) {
    tools.signal.throwIfAborted();
    layout.step(epoch, 1 - epoch / epochs);
    watch(START_SHARE + ((1 - START_SHARE) * (epoch + 1)) / epochs, layout.places());
  }
  const { repulsion, nNegatives } = options;
  const landmarks = { ...taken, near: { k: near.k, rows: near.rows } };
  return { landmarks, places: layout.places().slice(), curve, repulsion, nNegatives, nParts };
}

const NEAR_SHARE = 0.3;
const START_SHARE = 0.4;

async function startPlaces(x: Matrix, graph: PairGraph, wanted: UmapOptions['start'], tools: Tools) {
  const nParts = partsOf(graph).nParts;
  const look = (): void => tools.signal.throwIfAborted();
  const spectral = wanted === 'spectral' && nParts === 1 ? spectralStart(graph, tools.random.fork(1), look) : null;
  return { start: scaledStart(spectral ?? (await principalStart(x, tools)), tools.random.fork(2)), nParts };
}

/** Places within a fixed reach, shaken a little. */
function scaledStart(places: Float64Array, random: Random): Float32Array {
  const most = places.reduce((largest, value) => Math.max(largest, Math.abs(value)), 0);
  const scale = most > 0 ? START_REACH / most : 0;
  return Float32Array.from(places, (value) => value * scale + START_NOISE * random.normal());
}
