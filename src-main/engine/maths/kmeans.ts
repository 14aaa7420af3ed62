import { ClienteleError } from '../../contract/errors.ts';
import type { Context } from '../steps/context.ts';
import type { Matrix } from '../table/table.ts';
import { columnMeans, columnVariances, sampleRows, sharedMatrix, takeMatrixRows } from './matrix.ts';
import { lloydPasses, type Assignment, type Distances } from './lloyd-passes.ts';
import type { Random } from './random.ts';

export interface KmeansOptions {
  readonly nClusters: number;
  readonly nRestarts: number;
  readonly maxIterations: number;
  /** Stop once the centres' squared shift falls below this share of the features' mean variance. */
  readonly tolerance: number;
}

/** Clusters of a fitted k-means, the largest first. */
export interface KmeansFit {
  /** (nClusters, nFeatures), row-major. */
  readonly centres: Float64Array;
  readonly clusters: Int32Array;
  /** Squared distance of each row to its centre. */
  readonly distances: Float64Array;
  readonly inertia: number;
  readonly nIterations: number;
}

type Tools = Pick<Context, 'signal' | 'random' | 'pool'>;

/** Finds each row's nearest centre, of two equally near ones the first. @throws cancelled */
export async function nearestCentres(
  x: Matrix<Float64Array | Float32Array>,
  centres: Float64Array,
  tools: Pick<Context, 'pool'>,
): Promise<Assignment & Distances> {
  const nClusters = x.nColumns > 0 ? centres.length / x.nColumns : 0;
  const passes = lloydPasses(x, nClusters, tools.pool);
  try {
    return await passes.measure(centres);
  } finally {
    passes.close();
  }
}

/** Told the share of the work done, and where the centres stand, after each iteration. */
type Watch = (fraction: number, centres: Float64Array, iteration: number, restart: number) => void;

/** Starts compete on a random sample where there are more rows than this. */
const START_ROWS = 20_000;

/**
 * Moves centres until they settle, from several starts, and keeps the start with the lowest sum of squared distances.
 * Clusters are numbered by size, the largest first, so that numbers keep their meaning from run to run.
 *
 * Lloyd (1982), doi:10.1109/TIT.1982.1056489; seeding by Arthur & Vassilvitskii (2007), k-means++.
 * Departures from the papers: a centre that loses all its rows stays where it was; above 20,000 rows the starts compete
 * on a random sample of so many, and only the best goes on with all rows.
 *
 * @param given (nRows, nFeatures), finite, on one common scale; not modified.
 * @throws too-few-rows if nRows < nClusters; cancelled
 */
export async function fitKmeans(
  given: Matrix,
  options: KmeansOptions,
  tools: Tools,
  watch: Watch = () => undefined,
): Promise<KmeansFit> {
  const { nClusters, nRestarts } = options;
  if (given.nRows < nClusters)
    throw new ClienteleError('too-few-rows', { needed: nClusters, got: given.nRows, parameter: 'nClusters' });
  const x = sharedMatrix(given);
  const isLarge = x.nRows > START_ROWS && nClusters <= START_ROWS;
  const sample = isLarge ? takeMatrixRows(x, sampleRows(x.nRows, START_ROWS, tools.random)) : x;
  // With a sample there is one round more: the best start on all rows.
  const nRounds = nRestarts + (isLarge ? 1 : 0);
  const inRound =
    (round: number): Watch =>
    (fraction, ...rest) => {
      watch((round + fraction) / nRounds, ...rest);
    };
  let best: KmeansFit | null = null;
  for (let restart = 0; restart < nRestarts; restart++) {
    const fit = await settleCentres(
      sample,
      seedCentres(sample, nClusters, tools.random),
      options,
      tools,
      inRound(restart),
      restart,
    );
    if (!best || fit.inertia < best.inertia) best = fit;
  }
  if (!best) throw new ClienteleError('bad-parameter', { parameter: 'nRestarts', value: nRestarts, detail: '' });
  if (isLarge) best = await settleCentres(x, best.centres, options, tools, inRound(nRestarts), nRestarts);
  return bySize(best, nClusters, x.nColumns);
}

/**
 * Moves centres from where they are given until they settle (Lloyd 1982).
 *
 * @param x (nRows, nFeatures), finite. @param start (nClusters, nFeatures), row-major; not modified.
 * @returns clusters in the order of the given centres. @throws cancelled
 */
export async function settleCentres(
  x: Matrix<Float64Array | Float32Array>,
  start: Float64Array,
  options: Pick<KmeansOptions, 'maxIterations' | 'tolerance'>,
  tools: Tools,
  watch: Watch = () => undefined,
  restart = 0,
): Promise<KmeansFit> {
  const { maxIterations, tolerance } = options;
  const settled = tolerance > 0 ? tolerance * meanVariance(x) : 0;
  const centres = start.slice();
  const passes = lloydPasses(x, centres.length / Math.max(1, x.nColumns), tools.pool);
  try {
    let nIterations = 0;
    for (let shift = Infinity; nIterations < maxIterations && shift > settled;) {
      tools.signal.throwIfAborted();
      shift = moveCentres(centres, await passes.assign(centres), x.nColumns);
      nIterations++;
      watch(Math.min(1, nIterations / EXPECTED_ITERATIONS), centres, nIterations, restart);
    }
    const { clusters, distances, inertia } = await passes.measure(centres);
    return { centres, clusters, distances, inertia, nIterations };
  } finally {
    passes.close();
  }
}

function meanVariance(x: Matrix<Float64Array | Float32Array>): number {
  const variances = columnVariances(x, columnMeans(x));
  return variances.reduce((sum, value) => sum + value, 0) / Math.max(1, x.nColumns);
}

/** Most runs settle in about so many passes; only the progress bar goes by it. */
const EXPECTED_ITERATIONS = 30;

/** @returns the sum of squared distances that the centres moved. */
function moveCentres(centres: Float64Array, { sums, counts }: Assignment, nFeatures: number): number {
  let shift = 0;
  for (let k = 0; k < counts.length; k++) {
    if (counts[k] === 0) continue;
    for (let j = 0; j < nFeatures; j++) {
      const at = k * nFeatures + j;
      const moved = sums[at]! / counts[k]!;
      shift += (moved - centres[at]!) ** 2;
      centres[at] = moved;
    }
  }
  return shift;
}

/**
 * Picks rows as first centres, each with a chance in proportion to its squared distance from those picked before; of
 * several candidates the one that lowers the sum most (greedy k-means++, as scikit-learn does it).
 */
export function seedCentres({ nRows, nColumns, values }: Matrix, nClusters: number, random: Random): Float64Array {
  const centres = new Float64Array(nClusters * nColumns);
  const nearest = new Float64Array(nRows).fill(Infinity);
  const trial = new Float64Array(nRows);
  const nCandidates = 2 + Math.floor(Math.log(nClusters));
  const lower = (candidate: number, into: Float64Array): number => {
    let total = 0;
    for (let row = 0; row < nRows; row++) {
      let distance = 0;
      for (let j = 0; j < nColumns; j++)
        distance += (values[row * nColumns + j]! - values[candidate * nColumns + j]!) ** 2;
      into[row] = Math.min(nearest[row]!, distance);
      total += into[row]!;
    }
    return total;
  };
  let chosen = random.integer(nRows);
  let potential = lower(chosen, trial);
  for (let k = 0; ; k++) {
    nearest.set(trial);
    centres.set(values.subarray(chosen * nColumns, (chosen + 1) * nColumns), k * nColumns);
    if (k === nClusters - 1) return centres;
    let best = { row: 0, potential: Infinity };
    for (let candidate = 0; candidate < nCandidates; candidate++) {
      const row = pickByWeight(nearest, potential * random.next());
      const total = lower(row, trial);
      if (total < best.potential) best = { row, potential: total };
    }
    chosen = best.row;
    potential = lower(chosen, trial);
  }
}

/** The first row at which the running sum of weights passes a target. */
function pickByWeight(weights: Float64Array, target: number): number {
  let sum = 0;
  for (let row = 0; row < weights.length; row++) {
    sum += weights[row]!;
    if (sum > target) return row;
  }
  return weights.length - 1;
}

function bySize(fit: KmeansFit, nClusters: number, nFeatures: number): KmeansFit {
  const sizes = new Int32Array(nClusters);
  for (const cluster of fit.clusters) sizes[cluster]!++;
  const order = [...sizes.keys()].sort((a, b) => sizes[b]! - sizes[a]! || a - b);
  const renamed = new Int32Array(nClusters);
  const centres = new Float64Array(fit.centres.length);
  order.forEach((from, to) => {
    renamed[from] = to;
    centres.set(fit.centres.subarray(from * nFeatures, (from + 1) * nFeatures), to * nFeatures);
  });
  return { ...fit, centres, clusters: fit.clusters.map((cluster) => renamed[cluster]!) };
}
