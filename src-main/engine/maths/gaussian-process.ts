import { minimise } from './bfgs.ts';
import { inverseFactor } from './cholesky.ts';

/** Points of one width, row-major, and what was measured at each. */
interface Measured {
  readonly x: Float64Array;
  /** (n) */
  readonly y: Float64Array;
}

/** How much measurements vary, how far apart points must be to differ, one number a dimension, and the variance of what is measured anew. */
interface ProcessScales {
  readonly variance: number;
  readonly lengths: Float64Array;
  readonly noise: number;
}

/** A Gaussian process that knows its measurements. */
interface GaussianProcess {
  readonly scales: ProcessScales;
  readonly x: Float64Array;
  /** L⁻¹ of the covariance L·Lᵀ of the measurements, (n, n). */
  readonly inverse: Float64Array;
  /** The inverse covariance times the measurements, (n). */
  readonly weights: Float64Array;
}

const ROOT_FIVE = Math.sqrt(5);

/** The squared distance between two points, each dimension over its length. */
function distance(x: Float64Array, a: number, other: Float64Array, b: number, lengths: Float64Array): number {
  let squares = 0;
  for (let j = 0; j < lengths.length; j++) squares += ((x[a + j]! - other[b + j]!) / lengths[j]!) ** 2;
  return squares;
}

/** Matérn's correlation of smoothness 5/2 at a squared distance. */
function matern(squares: number): number {
  const r = ROOT_FIVE * Math.sqrt(squares);
  return (1 + r + (r * r) / 3) * Math.exp(-r);
}

function covariance({ x, y }: Measured, { variance, lengths, noise }: ProcessScales): Float64Array {
  const [n, width] = [y.length, lengths.length];
  const out = new Float64Array(n * n);
  for (let i = 0; i < n; i++) {
    for (let j = 0; j < i; j++)
      out[i * n + j] = out[j * n + i] = variance * matern(distance(x, i * width, x, j * width, lengths));
    out[i * n + i] = variance + noise;
  }
  return out;
}

/** L⁻ᵀ·(L⁻¹·y). */
function solve(inverse: Float64Array, y: Float64Array): Float64Array {
  const n = y.length;
  const out = new Float64Array(n);
  for (let i = 0; i < n; i++) {
    let half = 0;
    for (let j = 0; j <= i; j++) half += inverse[i * n + j]! * y[j]!;
    for (let j = 0; j <= i; j++) out[j]! += inverse[i * n + j]! * half;
  }
  return out;
}

/**
 * A process of mean zero, with Matérn's covariance of smoothness 5/2, given what was measured. O(n³).
 *
 * Rasmussen & Williams (2006), Gaussian Processes for Machine Learning, algorithm 2.1.
 *
 * @returns null where the covariance is not positive definite: points coincide and nothing is noise.
 */
export function conditionProcess(measured: Measured, scales: ProcessScales): GaussianProcess | null {
  const inverse = inverseFactor(covariance(measured, scales), measured.y.length);
  return inverse && { scales, x: measured.x, inverse, weights: solve(inverse, measured.y) };
}

/** What is expected at a point, and how far from it what lies there may be (a standard deviation, without noise). */
export function expectAt(
  { scales: { variance, lengths }, x, inverse, weights }: GaussianProcess,
  point: ArrayLike<number>,
): { mean: number; deviation: number } {
  const n = weights.length;
  const at = Float64Array.from(point);
  const shared = Float64Array.from(
    { length: n },
    (_, i) => variance * matern(distance(x, i * at.length, at, 0, lengths)),
  );
  let [mean, known] = [0, 0];
  for (let i = 0; i < n; i++) {
    mean += shared[i]! * weights[i]!;
    let half = 0;
    for (let j = 0; j <= i; j++) half += inverse[i * n + j]! * shared[j]!;
    known += half * half;
  }
  return { mean, deviation: Math.sqrt(Math.max(0, variance - known)) };
}

/** The logarithm of how likely the measurements are, and its slope along the logarithms of variance, lengths and noise. */
interface Likelihood {
  readonly value: number;
  /** (2 + width): variance, then lengths, then noise. */
  readonly slope: Float64Array;
}

/**
 * The marginal likelihood of scales. Rasmussen & Williams (2006), equations 5.8 and 5.9.
 *
 * @returns null where the covariance is not positive definite.
 */
export function marginalLikelihood(measured: Measured, scales: ProcessScales): Likelihood | null {
  const process = conditionProcess(measured, scales);
  if (!process) return null;
  const { x, y } = measured;
  const { inverse, weights } = process;
  const { variance, lengths, noise } = scales;
  const [n, width] = [y.length, lengths.length];
  let value = (-n / 2) * Math.log(2 * Math.PI);
  for (let i = 0; i < n; i++) value += Math.log(inverse[i * n + i]!) - (y[i]! * weights[i]!) / 2;
  const slope = new Float64Array(width + 2);
  for (let i = 0; i < n; i++) {
    for (let j = 0; j <= i; j++) {
      let precision = 0;
      for (let k = i; k < n; k++) precision += inverse[k * n + i]! * inverse[k * n + j]!;
      // Half of the trace, in which what is off the diagonal counts twice.
      const share = (weights[i]! * weights[j]! - precision) * (i === j ? 0.5 : 1);
      if (i === j) {
        slope[0]! += share * variance;
        slope[width + 1]! += share * noise;
        continue;
      }
      const squares = distance(x, i * width, x, j * width, lengths);
      const r = ROOT_FIVE * Math.sqrt(squares);
      slope[0]! += share * variance * matern(squares);
      const along = share * variance * (5 / 3) * (1 + r) * Math.exp(-r);
      for (let d = 0; d < width; d++)
        slope[d + 1]! += along * ((x[i * width + d]! - x[j * width + d]!) / lengths[d]!) ** 2;
    }
  }
  return { value, slope };
}

/** Logarithms of scales before anything is measured: where they are expected, and how far from it. Measurements have variance 1. */
const EXPECTED = { variance: [0, 1], length: [Math.log(0.5), 1], noise: [Math.log(0.01), 2] } as const;

/**
 * The likeliest scales of measurements on the unit cube, given vague expectations, by BFGS from those.
 *
 * @param measured measurements of mean 0 and variance 1.
 */
export function fitProcess(measured: Measured, width: number): GaussianProcess | null {
  const expected = [EXPECTED.variance, ...Array.from({ length: width }, () => EXPECTED.length), EXPECTED.noise];
  const scalesOf = (logs: Float64Array): ProcessScales => ({
    variance: Math.exp(logs[0]!),
    lengths: logs.slice(1, width + 1).map(Math.exp),
    noise: Math.exp(logs[width + 1]!),
  });
  const { at } = minimise(
    (logs, gradient) => {
      const found = marginalLikelihood(measured, scalesOf(logs));
      if (!found) return NaN;
      let value = -found.value;
      expected.forEach(([mean, deviation], k) => {
        const off = (logs[k]! - mean) / deviation;
        value += (off * off) / 2;
        gradient[k] = off / deviation - found.slope[k]!;
      });
      return value;
    },
    Float64Array.from(expected, ([mean]) => mean),
    { tolerance: 1e-4, maxIterations: 60 },
  );
  return conditionProcess(measured, scalesOf(at));
}
