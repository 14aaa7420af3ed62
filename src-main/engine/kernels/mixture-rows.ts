import { exponential } from './exponential.ts';
import type { Kernels } from './instance.ts';

/** What one pass of expectation–maximisation over a Gaussian mixture reads and writes. */
export interface MixtureShared {
  /** (nRows, nFeatures), row-major. */
  readonly x: Float64Array;
  readonly nFeatures: number;
  readonly nComponents: number;
  /** (nComponents, nFeatures). */
  readonly means: Float64Array;
  /**
   * How deviations become distances: per component the lower triangle, row by row, of the inverse Cholesky factor of its
   * covariance; or the inverse standard deviation of each feature where `isDiagonal`.
   */
  readonly whiteners: Float64Array;
  readonly isDiagonal: boolean;
  /** Per component log weight + log determinant of the whitener − nFeatures/2 · log 2π. */
  readonly offsets: Float64Array;
  /** Written: the likeliest component of each row. */
  readonly clusters: Int32Array;
  /** Written: its posterior probability. */
  readonly certainty: Float64Array;
}

/** Sums over the rows of a block, weighted by each component's share in the row. */
export interface MixtureSums {
  readonly weights: Float64Array;
  /** (nComponents, nFeatures). */
  readonly sums: Float64Array;
  /** Per component the products of features: the lower triangle row by row, or the diagonal alone. */
  readonly products: Float64Array;
  readonly logLikelihood: number;
}

/** Shares of the components in each row of a block, and the sums from which the next components follow. */
export function mixtureRows(start: number, end: number, shared: MixtureShared, kernels: Kernels | null): MixtureSums {
  const work = newWork(shared);
  const logLikelihood =
    kernels && memoryOf(shared) < MOST_BYTES
      ? compiled(start, end, shared, work, kernels)
      : plain(start, end, shared, work);
  return { weights: folded(work.weights), sums: folded(work.sums), products: folded(work.products), logLikelihood };
}

/** The sums of even and of odd rows beside each other, as compiled loops have them. */
interface Work {
  readonly weights: Float64Array;
  readonly sums: Float64Array;
  readonly products: Float64Array;
}

const sizeOf = ({ isDiagonal, nFeatures: d }: MixtureShared): number => (isDiagonal ? d : (d * (d + 1)) / 2);

function newWork(shared: MixtureShared): Work {
  const { nComponents, nFeatures } = shared;
  return {
    weights: new Float64Array(2 * nComponents),
    sums: new Float64Array(2 * nComponents * nFeatures),
    products: new Float64Array(2 * nComponents * sizeOf(shared)),
  };
}

const folded = (pairs: Float64Array): Float64Array =>
  Float64Array.from({ length: pairs.length / 2 }, (_, i) => pairs[2 * i]! + pairs[2 * i + 1]!);

/** Rows side by side in a compiled loop. */
const PANEL = 8;
/** How much of the rows is copied in at a time: what the processor keeps near. */
const BATCH_BYTES = 128 * 1024;
/** What components may take of a thread's memory; beyond, plain loops run. */
const MOST_BYTES = 48 * 2 ** 20;

const memoryOf = (shared: MixtureShared): number =>
  shared.nComponents * (sizeOf(shared) * 24 + shared.nFeatures * 24 + 128) + shared.nFeatures * 256;

function compiled(start: number, end: number, shared: MixtureShared, work: Work, kernels: Kernels): number {
  const { x, nFeatures: d, nComponents, means, whiteners, isDiagonal, offsets, clusters, certainty } = shared;
  const most = PANEL * Math.max(1, Math.floor(BATCH_BYTES / (PANEL * Math.max(1, d) * 8)));
  kernels.begin();
  const rows = kernels.room(most * d * 8);
  const [meansAt, whitenersAt, offsetsAt] = [kernels.put(means), kernels.put(whiteners), kernels.put(offsets)];
  const [panel, deviations] = [kernels.room(PANEL * d * 8), kernels.room(PANEL * d * 8)];
  const logs = kernels.room(PANEL * nComponents * 8);
  const [clustersAt, mostsAt, totalsAt] = [kernels.room(most * 4), kernels.room(most * 8), kernels.room(most * 8)];
  const [weights, sums, products] = [kernels.put(work.weights), kernels.put(work.sums), kernels.put(work.products)];
  let logLikelihood = 0;
  for (let row = start; row < end; row += most) {
    const n = Math.min(most, end - row);
    kernels.view(Float64Array, rows, n * d).set(x.subarray(row * d, (row + n) * d));
    kernels.exports.addMixture(
      rows, n, d, nComponents, isDiagonal ? 1 : 0, meansAt, whitenersAt, offsetsAt, panel, deviations, logs,
      clustersAt, mostsAt, totalsAt, weights, sums, products,
    ); // prettier-ignore
    clusters.set(kernels.view(Int32Array, clustersAt, n), row);
    const mosts = kernels.view(Float64Array, mostsAt, n);
    const totals = kernels.view(Float64Array, totalsAt, n);
    for (let i = 0; i < n; i++) {
      logLikelihood += mosts[i]! + Math.log(totals[i]!);
      certainty[row + i] = 1 / totals[i]!;
    }
  }
  work.weights.set(kernels.view(Float64Array, weights, work.weights.length));
  work.sums.set(kernels.view(Float64Array, sums, work.sums.length));
  work.products.set(kernels.view(Float64Array, products, work.products.length));
  return logLikelihood;
}

function plain(start: number, end: number, shared: MixtureShared, work: Work): number {
  const { nComponents, clusters, certainty } = shared;
  const shares = new Float64Array(nComponents);
  const deviation = new Float64Array(shared.nFeatures);
  let logLikelihood = 0;
  for (let row = start; row < end; row++) {
    let most = -Infinity;
    let likeliest = 0;
    for (let k = 0; k < nComponents; k++) {
      const log = shared.offsets[k]! - distanceOf(row, k, shared, deviation) * 0.5;
      shares[k] = log;
      if (log > most) {
        most = log;
        likeliest = k;
      }
    }
    let total = 0;
    for (let k = 0; k < nComponents; k++) total += shares[k] = exponential(shares[k]! - most);
    logLikelihood += most + Math.log(total);
    clusters[row] = likeliest;
    certainty[row] = 1 / total;
    for (let k = 0; k < nComponents; k++) {
      const share = shares[k]! / total;
      // Below, products would be denormal.
      if (!(share < 1e-300)) addShare(row, k, share, (row - start) & 1, shared, work);
    }
  }
  return logLikelihood;
}

/** The squared distance of a row to a component's mean, as the component's shape measures it. */
function distanceOf(
  row: number,
  k: number,
  { x, nFeatures: d, means, whiteners, isDiagonal }: MixtureShared,
  deviation: Float64Array,
): number {
  for (let j = 0; j < d; j++) deviation[j] = x[row * d + j]! - means[k * d + j]!;
  let distance = 0;
  if (isDiagonal) {
    for (let j = 0; j < d; j++) {
      const white = deviation[j]! * whiteners[k * d + j]!;
      distance += white * white;
    }
    return distance;
  }
  for (let i = 0, w = (k * d * (d + 1)) / 2; i < d; i++) {
    let white = 0;
    for (let j = 0; j <= i; j++, w++) white += whiteners[w]! * deviation[j]!;
    distance += white * white;
  }
  return distance;
}

/** Adds a row by its share in a component. @param parity 1 for an odd row of the block */
function addShare(
  row: number,
  k: number,
  share: number,
  parity: number,
  shared: MixtureShared,
  { weights, sums, products }: Work,
): void {
  const { x, nFeatures: d, isDiagonal } = shared;
  const at = row * d;
  weights[2 * k + parity]! += share;
  for (let i = 0, p = 2 * k * sizeOf(shared) + parity; i < d; i++) {
    const part = share * x[at + i]!;
    sums[2 * (k * d + i) + parity]! += part;
    for (let j = isDiagonal ? i : 0; j <= i; j++, p += 2) products[p]! += part * x[at + j]!;
  }
}
