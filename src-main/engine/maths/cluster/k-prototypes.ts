import { ClienteleError } from '../../../contract/errors.ts';
import type { CancelSignal } from '../../steps/context.ts';
import type { Random } from '../random.ts';

/** Rows of numbers and categories. */
export interface MixedRows {
  readonly nRows: number;
  readonly nNumbers: number;
  readonly nCategories: number;
  /** (nRows, nNumbers), row-major, finite. */
  readonly numbers: Float64Array;
  /** (nRows, nCategories), row-major: category numbers from 0. */
  readonly codes: Int32Array;
  /** How many categories each column has. */
  readonly sizes: readonly number[];
}

export interface PrototypeOptions {
  readonly nClusters: number;
  readonly nRestarts: number;
  readonly maxIterations: number;
  /** How much a differing category counts against a squared difference of 1. */
  readonly weight: number;
}

/** The middle of each cluster: means of numbers, most frequent categories. */
export interface Prototypes {
  /** (nClusters, nNumbers), row-major. */
  readonly means: Float64Array;
  /** (nClusters, nCategories), row-major. */
  readonly modes: Int32Array;
}

/** Clusters around prototypes, the largest first. */
export interface PrototypeFit extends Prototypes {
  readonly clusters: Int32Array;
  /** The sum of all rows' distances. */
  readonly cost: number;
}

/**
 * K-prototypes: like k-means with the squared differences of numbers plus a weight for each category that differs; the middle of a
 * cluster has its most frequent categories. Without numbers it is k-modes, without categories k-means.
 *
 * Huang (1998), doi:10.1023/A:1009769707641. Departures: starts are drawn as k-means++ draws them, by this distance; prototypes move
 * after each pass, not after each row.
 *
 * @throws too-few-rows if nRows < nClusters; cancelled
 */
export function fitPrototypes(
  x: MixedRows,
  options: PrototypeOptions,
  { signal, random }: { signal: CancelSignal; random: Random },
  watch: (share: number, restart: number, iteration: number) => void = () => undefined,
): PrototypeFit {
  const { nClusters, nRestarts, maxIterations } = options;
  if (x.nRows < nClusters)
    throw new ClienteleError('too-few-rows', { needed: nClusters, got: x.nRows, parameter: 'nClusters' });
  let best: PrototypeFit | null = null;
  for (let restart = 0; restart < nRestarts; restart++) {
    const fit = settlePrototypes(x, seedPrototypes(x, options, random), options, signal, (iteration) =>
      watch((restart + iteration / maxIterations) / nRestarts, restart, iteration),
    );
    if (!best || fit.cost < best.cost) best = fit;
  }
  if (!best) throw new ClienteleError('bad-parameter', { parameter: 'nRestarts', value: nRestarts, detail: '' });
  return largestFirst(x, best, nClusters);
}

/** Moves prototypes until no row changes its cluster. */
function settlePrototypes(
  x: MixedRows,
  start: Prototypes,
  { nClusters, maxIterations, weight }: Omit<PrototypeOptions, 'nRestarts'>,
  signal: CancelSignal,
  watch: (iteration: number) => void,
): PrototypeFit {
  let prototypes = start;
  let found = nearestPrototypes(x, prototypes, nClusters, weight);
  for (let iteration = 1; iteration <= maxIterations; iteration++) {
    signal.throwIfAborted();
    watch(iteration);
    prototypes = middlesOf(x, found.clusters, nClusters, prototypes);
    const next = nearestPrototypes(x, prototypes, nClusters, weight);
    const isSettled = next.clusters.every((cluster, row) => cluster === found.clusters[row]);
    found = next;
    if (isSettled) break;
  }
  return { ...prototypes, clusters: found.clusters, cost: found.nearest.reduce((sum, own) => sum + own, 0) };
}

/** The nearest prototype of each row, of equally near ones the first, with the distances to it and to the next. */
export function nearestPrototypes(
  { nRows, nNumbers, nCategories, numbers, codes }: MixedRows,
  { means, modes }: Prototypes,
  nClusters: number,
  weight: number,
): { clusters: Int32Array; nearest: Float64Array; second: Float64Array } {
  const clusters = new Int32Array(nRows);
  const nearest = new Float64Array(nRows).fill(Infinity);
  const second = new Float64Array(nRows).fill(Infinity);
  for (let row = 0; row < nRows; row++) {
    for (let k = 0; k < nClusters; k++) {
      let distance = 0;
      for (let j = 0; j < nNumbers; j++) distance += (numbers[row * nNumbers + j]! - means[k * nNumbers + j]!) ** 2;
      let differing = 0;
      for (let j = 0; j < nCategories; j++)
        if (codes[row * nCategories + j] !== modes[k * nCategories + j]) differing++;
      distance += weight * differing;
      if (distance < nearest[row]!) {
        second[row] = nearest[row]!;
        nearest[row] = distance;
        clusters[row] = k;
      } else if (distance < second[row]!) second[row] = distance;
    }
  }
  return { clusters, nearest, second };
}

/** Means and most frequent categories, of equally frequent ones the first; an empty cluster's stay as they are. */
function middlesOf(x: MixedRows, clusters: Int32Array, nClusters: number, before: Prototypes): Prototypes {
  const { nRows, nNumbers, nCategories, numbers, codes, sizes } = x;
  const sums = new Float64Array(nClusters * nNumbers);
  const counts = new Int32Array(nClusters);
  for (let row = 0; row < nRows; row++) {
    const own = clusters[row]!;
    counts[own]!++;
    for (let j = 0; j < nNumbers; j++) sums[own * nNumbers + j]! += numbers[row * nNumbers + j]!;
  }
  const means = sums.map((sum, at) => {
    const n = counts[Math.floor(at / nNumbers)]!;
    return n > 0 ? sum / n : before.means[at]!;
  });
  const modes = before.modes.slice();
  sizes.forEach((size, j) => {
    const tally = new Int32Array(nClusters * size);
    for (let row = 0; row < nRows; row++) tally[clusters[row]! * size + codes[row * nCategories + j]!]!++;
    for (let k = 0; k < nClusters; k++) {
      if (counts[k] === 0) continue;
      let most = 0;
      for (let code = 1; code < size; code++) if (tally[k * size + code]! > tally[k * size + most]!) most = code;
      modes[k * nCategories + j] = most;
    }
  });
  return { means, modes };
}

/** Rows as first prototypes, each with a chance in proportion to its distance from those picked before. */
function seedPrototypes(x: MixedRows, { nClusters, weight }: PrototypeOptions, random: Random): Prototypes {
  const { nRows, nNumbers, nCategories, numbers, codes } = x;
  const means = new Float64Array(nClusters * nNumbers);
  const modes = new Int32Array(nClusters * nCategories);
  const nearest = new Float64Array(nRows).fill(Infinity);
  let chosen = random.integer(nRows);
  for (let k = 0; ; k++) {
    means.set(numbers.subarray(chosen * nNumbers, (chosen + 1) * nNumbers), k * nNumbers);
    modes.set(codes.subarray(chosen * nCategories, (chosen + 1) * nCategories), k * nCategories);
    if (k === nClusters - 1) return { means, modes };
    const own = {
      means: means.subarray(k * nNumbers, (k + 1) * nNumbers),
      modes: modes.subarray(k * nCategories, (k + 1) * nCategories),
    };
    const { nearest: toOwn } = nearestPrototypes(x, own, 1, weight);
    let total = 0;
    for (let row = 0; row < nRows; row++) {
      nearest[row] = Math.min(nearest[row]!, toOwn[row]!);
      total += nearest[row]!;
    }
    const target = total * random.next();
    let sum = 0;
    chosen = nRows - 1;
    for (let row = 0; row < nRows; row++) {
      sum += nearest[row]!;
      if (sum > target) {
        chosen = row;
        break;
      }
    }
  }
}

function largestFirst({ nNumbers, nCategories }: MixedRows, fit: PrototypeFit, nClusters: number): PrototypeFit {
  const sizes = new Int32Array(nClusters);
  for (const cluster of fit.clusters) sizes[cluster]!++;
  const order = [...sizes.keys()].sort((a, b) => sizes[b]! - sizes[a]! || a - b);
  const renamed = new Int32Array(nClusters);
  const means = new Float64Array(fit.means.length);
  const modes = new Int32Array(fit.modes.length);
  order.forEach((from, to) => {
    renamed[from] = to;
    means.set(fit.means.subarray(from * nNumbers, (from + 1) * nNumbers), to * nNumbers);
    modes.set(fit.modes.subarray(from * nCategories, (from + 1) * nCategories), to * nCategories);
  });
  return { ...fit, means, modes, clusters: fit.clusters.map((cluster) => renamed[cluster]!) };
}
