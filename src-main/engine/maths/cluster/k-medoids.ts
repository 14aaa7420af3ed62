import { ClienteleError } from '../../../contract/errors.ts';
import type { Context } from '../../steps/context.ts';
import type { Matrix } from '../../table/table.ts';
import { sampleRows, takeMatrixRows } from '../matrix.ts';

export const medoidDistances = ['euclidean', 'manhattan'] as const;
/** How far two rows are apart: along the straight line, or summed over the features. */
export type MedoidDistance = (typeof medoidDistances)[number];

export interface MedoidOptions {
  readonly nClusters: number;
  readonly distance: MedoidDistance;
  /** Up to so many rows are held in pairs; what time and memory allow where absent. */
  readonly mostRows?: number;
}

/** Clusters around rows, the largest first. */
export interface MedoidFit extends MedoidAssignment {
  /** The row in the middle of each cluster. */
  readonly medoids: Int32Array;
  /** The sum of all rows' distances to their medoids. */
  readonly loss: number;
  /** Whether medoids were looked for among samples of the rows. */
  readonly isSampled: boolean;
}

/** The nearest medoid of each row. */
export interface MedoidAssignment {
  readonly clusters: Int32Array;
  readonly nearest: Float64Array;
  /** The distance to the next medoid; Infinity where there is one alone. */
  readonly second: Float64Array;
}

type Tools = Pick<Context, 'signal' | 'random'>;
type Watch = (share: number) => void;

/** All pairs of so many rows are held at most, and fewer where many clusters make the first choice of medoids slow. */
const MOST_ROWS = 5000;
const MOST_WORK = 4e8;
/** Samples that compete where there are more rows, each of half as many. */
const SAMPLES = 5;

/** Up to how many rows medoids are looked for among all rows. */
export const mostMedoidRows = (nClusters: number): number =>
  Math.floor(Math.min(MOST_ROWS, Math.sqrt(MOST_WORK / nClusters)));

/**
 * K-medoids: rows as the middles of clusters, so that the sum of distances is small and outliers pull at nothing. FasterPAM after
 * the greedy BUILD; beyond a few thousand rows CLARA: PAM on samples that keep the best medoids so far, judged by all rows.
 *
 * Schubert & Rousseeuw (2021), doi:10.1016/j.is.2021.101804; Kaufman & Rousseeuw (1990), doi:10.1002/9780470316801.
 *
 * @param x (nRows, nFeatures), finite; not modified. @throws too-few-rows if nRows < nClusters; cancelled
 */
export function fitMedoids(x: Matrix, options: MedoidOptions, tools: Tools, watch: Watch = () => undefined): MedoidFit {
  const { nClusters, distance } = options;
  if (x.nRows < nClusters)
    throw new ClienteleError('too-few-rows', { needed: nClusters, got: x.nRows, parameter: 'nClusters' });
  const most = options.mostRows ?? mostMedoidRows(nClusters);
  const isSampled = x.nRows > most;
  let best: { medoids: Int32Array<ArrayBuffer>; found: MedoidAssignment; loss: number } | null = null;
  const nSamples = isSampled ? SAMPLES : 1;
  let kept = new Int32Array(0);
  for (let sample = 0; sample < nSamples; sample++) {
    const rows = isSampled
      ? sampleWith(x.nRows, Math.floor(most / 2), kept, tools)
      : Int32Array.from({ length: x.nRows }, (_, row) => row);
    const inSample = partitionAroundMedoids(isSampled ? takeMatrixRows(x, rows) : x, options, tools, (share) =>
      watch((sample + share) / nSamples),
    );
    const medoids = Int32Array.from(inSample, (at) => rows[at]!);
    const found = nearestMedoids(x, takeMatrixRows(x, medoids).values, distance);
    const loss = found.nearest.reduce((sum, own) => sum + own, 0);
    if (best && loss >= best.loss) continue;
    best = { medoids, found, loss };
    kept = medoids;
  }
  if (!best) throw new ClienteleError('too-few-rows', { needed: nClusters, got: x.nRows, parameter: 'nClusters' });
  return { ...largestFirst(best.medoids, best.found), loss: best.loss, isSampled };
}

/** A sample that holds the given rows. */
function sampleWith(nRows: number, most: number, kept: Int32Array, { random }: Tools): Int32Array {
  return Int32Array.from(new Set([...kept, ...sampleRows(nRows, most, random)])).sort();
}

/** The nearest of some points to each row, of equally near ones the first. @param points (nPoints, nFeatures), row-major. */
export function nearestMedoids(x: Matrix, points: Float64Array, distance: MedoidDistance): MedoidAssignment {
  const { nRows, nColumns: d, values } = x;
  const nPoints = d > 0 ? points.length / d : 0;
  const measure = measures[distance];
  const clusters = new Int32Array(nRows);
  const nearest = new Float64Array(nRows).fill(Infinity);
  const second = new Float64Array(nRows).fill(Infinity);
  for (let row = 0; row < nRows; row++) {
    for (let k = 0; k < nPoints; k++) {
      const apart = measure(values, row * d, points, k * d, d);
      if (apart < nearest[row]!) {
        second[row] = nearest[row]!;
        nearest[row] = apart;
        clusters[row] = k;
      } else if (apart < second[row]!) second[row] = apart;
    }
  }
  return { clusters, nearest, second };
}

type Measure = (a: Float64Array, i: number, b: Float64Array, j: number, d: number) => number;

const measures: Readonly<Record<MedoidDistance, Measure>> = {
  euclidean(a, i, b, j, d) {
    let sum = 0;
    for (let f = 0; f < d; f++) sum += (a[i + f]! - b[j + f]!) ** 2;
    return Math.sqrt(sum);
  },
  manhattan(a, i, b, j, d) {
    let sum = 0;
    for (let f = 0; f < d; f++) sum += Math.abs(a[i + f]! - b[j + f]!);
    return sum;
  },
};

const BUILD_SHARE = 0.5;
/** A swap that gains less than this share of the loss is rounding, and could go on for ever. */
const LEAST_GAIN = 1e-12;

/** Medoids, as rows of x, in no given order. */
function partitionAroundMedoids(
  x: Matrix,
  { nClusters, distance }: MedoidOptions,
  { signal }: Tools,
  watch: Watch,
): Int32Array {
  const n = x.nRows;
  const pairs = allPairs(x, distance, signal);
  const medoids = buildMedoids(pairs, n, nClusters, (share) => {
    signal.throwIfAborted();
    watch(BUILD_SHARE * share);
  });
  const state = nearestTwo(pairs, n, medoids);
  let lastSwap = -1;
  for (let looked = 0; nClusters < n; looked++) {
    const candidate = looked % n;
    if (candidate === lastSwap || (lastSwap < 0 && looked === n)) break;
    if (candidate % 64 === 0) {
      signal.throwIfAborted();
      watch(BUILD_SHARE + (1 - BUILD_SHARE) * (1 - 1 / (1 + looked / n)));
    }
    if (state.nearest[candidate] === 0 && medoids.includes(candidate)) continue;
    const { at, gain } = bestSwap(pairs, n, state, candidate);
    if (!(gain > LEAST_GAIN * state.loss)) continue;
    medoids[at] = candidate;
    Object.assign(state, nearestTwo(pairs, n, medoids));
    lastSwap = candidate;
  }
  return medoids;
}

function allPairs(x: Matrix, distance: MedoidDistance, signal: Tools['signal']): Float64Array {
  const { nRows: n, nColumns: d, values } = x;
  const measure = measures[distance];
  const pairs = new Float64Array(n * n);
  for (let a = 0; a < n; a++) {
    if (a % 64 === 0) signal.throwIfAborted();
    for (let b = a + 1; b < n; b++) pairs[a * n + b] = pairs[b * n + a] = measure(values, a * d, values, b * d, d);
  }
  return pairs;
}

/** Kaufman & Rousseeuw's BUILD: the row with the least sum of distances, then each time the row that lowers the sum most. */
function buildMedoids(pairs: Float64Array, n: number, nClusters: number, watch: Watch): Int32Array {
  const medoids = new Int32Array(nClusters);
  const nearest = new Float64Array(n).fill(Infinity);
  for (let k = 0; k < nClusters; k++) {
    watch(k / nClusters);
    let [best, least] = [-1, Infinity];
    for (let candidate = 0; candidate < n; candidate++) {
      if (medoids.subarray(0, k).includes(candidate)) continue;
      let sum = 0;
      for (let row = 0, at = candidate * n; row < n; row++, at++)
        sum += pairs[at]! < nearest[row]! ? pairs[at]! : nearest[row]!;
      if (best < 0 || sum < least) [best, least] = [candidate, sum];
    }
    medoids[k] = best;
    for (let row = 0; row < n; row++) nearest[row] = Math.min(nearest[row]!, pairs[best * n + row]!);
  }
  return medoids;
}

interface NearestTwo {
  owner: Int32Array;
  nearest: Float64Array;
  second: Float64Array;
  /** How much the sum grows where a medoid is taken away. */
  removal: Float64Array;
  loss: number;
}

function nearestTwo(pairs: Float64Array, n: number, medoids: Int32Array): NearestTwo {
  const owner = new Int32Array(n);
  const nearest = new Float64Array(n).fill(Infinity);
  const second = new Float64Array(n).fill(Infinity);
  medoids.forEach((medoid, k) => {
    for (let row = 0, at = medoid * n; row < n; row++, at++) {
      const apart = pairs[at]!;
      if (apart < nearest[row]!) {
        second[row] = nearest[row]!;
        nearest[row] = apart;
        owner[row] = k;
      } else if (apart < second[row]!) second[row] = apart;
    }
  });
  const removal = new Float64Array(medoids.length);
  let loss = 0;
  for (let row = 0; row < n; row++) {
    removal[owner[row]!]! += second[row]! - nearest[row]!;
    loss += nearest[row]!;
  }
  return { owner, nearest, second, removal, loss };
}

/** Which medoid a candidate would best replace, and how much the sum would fall. */
function bestSwap(
  pairs: Float64Array,
  n: number,
  { owner, nearest, second, removal }: NearestTwo,
  candidate: number,
): { at: number; gain: number } {
  const change = removal.slice();
  let own = 0;
  for (let row = 0, at = candidate * n; row < n; row++, at++) {
    const apart = pairs[at]!;
    if (apart < nearest[row]!) {
      own += apart - nearest[row]!;
      change[owner[row]!]! += nearest[row]! - second[row]!;
    } else if (apart < second[row]!) change[owner[row]!]! += apart - second[row]!;
  }
  let at = 0;
  for (let k = 1; k < change.length; k++) if (change[k]! < change[at]!) at = k;
  // One cluster alone has no second medoid to fall back on.
  const total = removal.length === 1 ? own + sumAbove(pairs, n, nearest, candidate) : change[at]! + own;
  return { at, gain: -total };
}

function sumAbove(pairs: Float64Array, n: number, nearest: Float64Array, candidate: number): number {
  let sum = 0;
  for (let row = 0; row < n; row++) sum += Math.max(0, pairs[candidate * n + row]! - nearest[row]!);
  return sum;
}

function largestFirst(medoids: Int32Array, found: MedoidAssignment): MedoidAssignment & { medoids: Int32Array } {
  const sizes = new Int32Array(medoids.length);
  for (const cluster of found.clusters) sizes[cluster]!++;
  const order = [...sizes.keys()].sort((a, b) => sizes[b]! - sizes[a]! || a - b);
  const renamed = new Int32Array(medoids.length);
  order.forEach((from, to) => (renamed[from] = to));
  return {
    ...found,
    medoids: Int32Array.from(order, (from) => medoids[from]!),
    clusters: found.clusters.map((cluster) => renamed[cluster]!),
  };
}
