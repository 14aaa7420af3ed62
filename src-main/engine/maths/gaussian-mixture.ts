import { ClienteleError } from '../../contract/errors.ts';
import type { Context } from '../steps/context.ts';
import type { Matrix } from '../table/table.ts';
import type { MixtureSums } from '../kernels/mixture-rows.ts';
import { inverseFactor } from './cholesky.ts';
import { fitKmeans } from './kmeans.ts';
import { columnMeans, sharedMatrix } from './matrix.ts';

export const covarianceForms = ['full', 'tied', 'diagonal', 'spherical'] as const;
/** What shape components may have: each its own, all the same, along the axes, or round. */
export type CovarianceForm = (typeof covarianceForms)[number];

export interface MixtureOptions {
  readonly nComponents: number;
  readonly covariance: CovarianceForm;
  readonly nRestarts: number;
  readonly maxIterations: number;
  /** Stop once the mean log-likelihood of a row grows by less. */
  readonly tolerance: number;
  /** Added to every variance, so that no component collapses onto a point. */
  readonly regularisation: number;
}

/** A mixture of normal distributions. */
export interface Mixture {
  readonly weights: Float64Array;
  /** (nComponents, nFeatures). */
  readonly means: Float64Array;
  /** (nComponents, nFeatures, nFeatures), also where the form says less. */
  readonly covariances: Float64Array;
  readonly covariance: CovarianceForm;
}

export interface MixtureFit extends Mixture {
  /** Of a row, on average. */
  readonly logLikelihood: number;
  readonly nIterations: number;
  readonly converged: boolean;
}

/** Rows with their likeliest component. */
export interface MixtureAssignment {
  readonly clusters: Int32Array;
  /** Its posterior probability. */
  readonly certainty: Float64Array;
  /** Of a row, on average. */
  readonly logLikelihood: number;
}

type Tools = Pick<Context, 'signal' | 'random' | 'pool'>;
type Watch = (fraction: number, iteration: number, restart: number) => void;

const BLOCK_ROWS = 4096;
/** Starts take most of their time in the first passes; only the progress bar goes by it. */
const EXPECTED_ITERATIONS = 40;

/**
 * Fits a Gaussian mixture by expectation–maximisation from k-means starts, and keeps the likeliest (Dempster, Laird &
 * Rubin 1977, doi:10.1111/j.2517-6161.1977.tb01600.x). Components are numbered by weight, the heaviest first.
 *
 * @param given (nRows, nFeatures), finite; not modified.
 * @throws too-few-rows if nRows < nComponents; cancelled
 */
export async function fitMixture(
  given: Matrix,
  options: MixtureOptions,
  tools: Tools,
  watch: Watch = () => undefined,
): Promise<MixtureFit> {
  // About the mean, so that products of large numbers do not swallow their differences.
  const centre = columnMeans(given);
  const x = sharedMatrix(shifted(given, centre));
  let best: MixtureFit | null = null;
  for (let restart = 0; restart < options.nRestarts; restart++) {
    const { clusters } = await fitKmeans(
      x,
      { nClusters: options.nComponents, nRestarts: 1, maxIterations: 300, tolerance: 1e-4 },
      tools,
    );
    const start = mixtureOfClusters(x, clusters, options);
    const fit = await climb(x, start, options, tools, (fraction, iteration) => {
      watch((restart + fraction) / options.nRestarts, iteration, restart);
    });
    if (!best || fit.logLikelihood > best.logLikelihood) best = fit;
  }
  if (!best)
    throw new ClienteleError('bad-parameter', { parameter: 'nRestarts', value: options.nRestarts, detail: '' });
  return byWeight(movedBy(best, centre));
}

/**
 * Alternates expectation and maximisation from a given mixture until the likelihood settles.
 *
 * @param x (nRows, nFeatures), finite, in shared memory. @throws cancelled
 */
export async function climb(
  x: Matrix,
  start: Mixture,
  options: MixtureOptions,
  tools: Tools,
  watch: (fraction: number, iteration: number) => void = () => undefined,
): Promise<MixtureFit> {
  let mixture = start;
  let last = -Infinity;
  for (let iteration = 1; ; iteration++) {
    tools.signal.throwIfAborted();
    const pass = await passOver(x, mixture, tools);
    const logLikelihood = pass.sums.logLikelihood / x.nRows;
    const converged = Math.abs(logLikelihood - last) < options.tolerance;
    if (converged || iteration > options.maxIterations)
      return { ...mixture, logLikelihood, nIterations: iteration - 1, converged };
    last = logLikelihood;
    mixture = mixtureOf(pass.sums, options, x.nColumns);
    watch(Math.min(1, iteration / EXPECTED_ITERATIONS), iteration);
  }
}

/** The likeliest component of each row. @param x (nRows, nFeatures), finite. */
export async function assignMixture(
  x: Matrix,
  mixture: Mixture,
  tools: Pick<Context, 'pool'>,
): Promise<MixtureAssignment> {
  const { clusters, certainty, sums } = await passOver(sharedMatrix(x), mixture, tools);
  return { clusters, certainty, logLikelihood: x.nRows > 0 ? sums.logLikelihood / x.nRows : NaN };
}

/** Numbers that a mixture is free to choose, for AIC and BIC. */
export function freeParameters(nComponents: number, nFeatures: number, covariance: CovarianceForm): number {
  const triangle = (nFeatures * (nFeatures + 1)) / 2;
  const shapes = {
    full: nComponents * triangle,
    tied: triangle,
    diagonal: nComponents * nFeatures,
    spherical: nComponents,
  }[covariance];
  return nComponents * nFeatures + shapes + nComponents - 1;
}

async function passOver(
  { nRows, nColumns, values }: Matrix,
  mixture: Mixture,
  { pool }: Pick<Context, 'pool'>,
): Promise<{ clusters: Int32Array; certainty: Float64Array; sums: MixtureSums }> {
  const nComponents = mixture.weights.length;
  const isDiagonal = mixture.covariance === 'diagonal' || mixture.covariance === 'spherical';
  const { whiteners, logDeterminants } = whiten(mixture, nColumns, isDiagonal);
  const clusters = new Int32Array(new SharedArrayBuffer(nRows * 4));
  const certainty = new Float64Array(new SharedArrayBuffer(nRows * 8));
  const offsets = mixture.weights.map(
    (weight, k) => Math.log(weight) + logDeterminants[k]! - (nColumns / 2) * Math.log(2 * Math.PI),
  );
  const shared = {
    x: values,
    nFeatures: nColumns,
    nComponents,
    means: mixture.means,
    whiteners,
    isDiagonal,
    offsets,
    clusters,
    certainty,
  };
  const blocks = await pool.run('mixtureRows', nRows, BLOCK_ROWS, shared);
  const size = isDiagonal ? nColumns : (nColumns * (nColumns + 1)) / 2;
  return { clusters, certainty, sums: added(blocks, nComponents, nColumns, size) };
}

/** Adds the sums of blocks in their order. */
function added(blocks: readonly MixtureSums[], nComponents: number, nFeatures: number, size: number): MixtureSums {
  const weights = new Float64Array(nComponents);
  const sums = new Float64Array(nComponents * nFeatures);
  const products = new Float64Array(nComponents * size);
  let logLikelihood = 0;
  for (const block of blocks) {
    for (let i = 0; i < weights.length; i++) weights[i]! += block.weights[i]!;
    for (let i = 0; i < sums.length; i++) sums[i]! += block.sums[i]!;
    for (let i = 0; i < products.length; i++) products[i]! += block.products[i]!;
    logLikelihood += block.logLikelihood;
  }
  return { weights, sums, products, logLikelihood };
}

/** The mixture whose components are the given clusters. */
export const mixtureOfClusters = (x: Matrix, clusters: Int32Array, options: MixtureOptions): Mixture =>
  mixtureOf(sumsOfClusters(x, clusters, options), options, x.nColumns);

/** What a pass would sum where every row belongs to one component alone. */
function sumsOfClusters(
  { nRows, nColumns: d, values }: Matrix,
  clusters: Int32Array,
  { nComponents, covariance }: MixtureOptions,
): MixtureSums {
  const isDiagonal = covariance === 'diagonal' || covariance === 'spherical';
  const size = isDiagonal ? d : (d * (d + 1)) / 2;
  const weights = new Float64Array(nComponents);
  const sums = new Float64Array(nComponents * d);
  const products = new Float64Array(nComponents * size);
  for (let row = 0; row < nRows; row++) {
    const k = clusters[row]!;
    weights[k]!++;
    for (let i = 0, p = k * size; i < d; i++) {
      const value = values[row * d + i]!;
      sums[k * d + i]! += value;
      if (isDiagonal) products[p++]! += value * value;
      else for (let j = 0; j <= i; j++, p++) products[p]! += value * values[row * d + j]!;
    }
  }
  return { weights, sums, products, logLikelihood: NaN };
}

/** A weight that keeps an empty component from dividing by zero, as scikit-learn sets it. */
const LEAST_WEIGHT = 10 * Number.EPSILON;

/** The mixture that is likeliest given the shares of components in the rows. */
function mixtureOf(pass: MixtureSums, options: MixtureOptions, d: number): Mixture {
  const { nComponents, covariance, regularisation } = options;
  const sizes = pass.weights.map((weight) => weight + LEAST_WEIGHT);
  const total = sizes.reduce((sum, size) => sum + size, 0);
  const means = pass.sums.map((sum, i) => sum / sizes[Math.floor(i / d)]!);
  const covariances = new Float64Array(nComponents * d * d);
  const isDiagonal = covariance === 'diagonal' || covariance === 'spherical';
  const size = isDiagonal ? d : (d * (d + 1)) / 2;
  for (let k = 0; k < nComponents; k++) {
    for (let i = 0, p = k * size; i < d; i++) {
      for (let j = isDiagonal ? i : 0; j <= i; j++, p++) {
        const value = pass.products[p]! / sizes[k]! - means[k * d + i]! * means[k * d + j]!;
        covariances[(k * d + i) * d + j] = covariances[(k * d + j) * d + i] = value;
      }
    }
  }
  if (covariance === 'tied') share(covariances, sizes, d);
  if (covariance === 'spherical') rounden(covariances, nComponents, d);
  for (let k = 0; k < nComponents; k++) for (let j = 0; j < d; j++) covariances[(k * d + j) * d + j]! += regularisation;
  return { weights: sizes.map((value) => value / total), means, covariances, covariance };
}

/** Every component's covariance becomes their mean, weighted by size. */
function share(covariances: Float64Array, sizes: Float64Array, d: number): void {
  const total = sizes.reduce((sum, size) => sum + size, 0);
  const mean = new Float64Array(d * d);
  sizes.forEach((size, k) => {
    for (let i = 0; i < d * d; i++) mean[i]! += (size / total) * covariances[k * d * d + i]!;
  });
  sizes.forEach((_, k) => covariances.set(mean, k * d * d));
}

/** Every feature's variance becomes their mean. */
function rounden(covariances: Float64Array, nComponents: number, d: number): void {
  for (let k = 0; k < nComponents; k++) {
    let sum = 0;
    for (let j = 0; j < d; j++) sum += covariances[(k * d + j) * d + j]!;
    for (let j = 0; j < d; j++) covariances[(k * d + j) * d + j] = sum / d;
  }
}

/** Inverse Cholesky factors, or inverse standard deviations, with the logarithms of their determinants. */
function whiten(
  { covariances, weights }: Mixture,
  d: number,
  isDiagonal: boolean,
): { whiteners: Float64Array; logDeterminants: Float64Array } {
  const size = isDiagonal ? d : (d * (d + 1)) / 2;
  const whiteners = new Float64Array(weights.length * size);
  const logDeterminants = weights.map((_, k) => {
    const covariance = covariances.subarray(k * d * d, (k + 1) * d * d);
    const own = whiteners.subarray(k * size, (k + 1) * size);
    if (isDiagonal) for (let j = 0; j < d; j++) own[j] = 1 / Math.sqrt(covariance[j * d + j]!);
    else own.set(whitenerOf(covariance, d));
    let sum = 0;
    for (let j = 0; j < d; j++) sum += Math.log(own[isDiagonal ? j : (j * (j + 3)) / 2]!);
    return sum;
  });
  return { whiteners, logDeterminants };
}

/** The lower triangle, row by row, of a square matrix's inverse Cholesky factor. @throws bad-parameter where it is singular */
function whitenerOf(covariance: Float64Array, d: number): Float64Array {
  const inverse = inverseFactor(covariance, d);
  if (!inverse)
    throw new ClienteleError('bad-parameter', { parameter: 'regularisation', value: 0, detail: 'singular' });
  const triangle = new Float64Array((d * (d + 1)) / 2);
  for (let i = 0, at = 0; i < d; at += ++i) triangle.set(inverse.subarray(i * d, i * d + i + 1), at);
  return triangle;
}

function shifted({ nRows, nColumns, values }: Matrix, centre: Float64Array): Matrix {
  return { nRows, nColumns, values: values.map((value, i) => value - centre[i % nColumns]!) };
}

const movedBy = (fit: MixtureFit, centre: Float64Array): MixtureFit => ({
  ...fit,
  means: fit.means.map((mean, i) => mean + centre[i % centre.length]!),
});

function byWeight(fit: MixtureFit): MixtureFit {
  const { weights, means, covariances } = fit;
  const order = [...weights.keys()].sort((a, b) => weights[b]! - weights[a]! || a - b);
  const sorted = (values: Float64Array): Float64Array => {
    const size = values.length / order.length;
    const out = new Float64Array(values.length);
    order.forEach((from, to) => out.set(values.subarray(from * size, (from + 1) * size), to * size));
    return out;
  };
  return { ...fit, weights: sorted(weights), means: sorted(means), covariances: sorted(covariances) };
}
