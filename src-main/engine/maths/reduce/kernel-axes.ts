import type { Context } from '../../steps/context.ts';
import type { Matrix } from '../../table/table.ts';
import { symmetricEigen } from '../eigen.ts';
import { sampleRows, takeMatrixRows } from '../matrix.ts';

/** Curved axes, told by how near a row is to each of some rows. */
export interface KernelAxes {
  /** (nLandmarks, nFeatures). */
  readonly landmarks: Matrix;
  /** Nearness is exp(−gamma · squared distance). */
  readonly gamma: number;
  /** Mean nearness of each landmark to all, and of all. */
  readonly means: Float64Array;
  readonly mean: number;
  /** (nAxes, nLandmarks). */
  readonly weights: Float64Array;
  readonly shares: Float64Array;
}

/** Axes with a smaller share of the largest are none. */
const NOTHING = 1e-10;

/**
 * Kernel principal components with a Gaussian kernel: exact up to so many rows, beyond on a sample of them (Nyström).
 *
 * Schölkopf, Smola & Müller (1998), doi:10.1162/089976698300017467; Williams & Seeger (2001), Using the Nyström method to speed up kernel
 * machines.
 *
 * @param x (nRows, nFeatures), finite. @param gamma 0: 1 over the sum of the features' variances. @throws cancelled
 */
export function kernelAxes(
  x: Matrix,
  nAxes: number,
  gamma: number,
  mostLandmarks: number,
  { random, signal }: Pick<Context, 'random' | 'signal'>,
): KernelAxes {
  const landmarks = takeMatrixRows(x, sampleRows(x.nRows, mostLandmarks, random));
  const m = landmarks.nRows;
  const scale = gamma > 0 ? gamma : 1 / (spreadOf(landmarks) || 1);
  const kernel = new Float64Array(m * m);
  for (let i = 0; i < m; i++)
    for (let j = 0; j <= i; j++) kernel[i * m + j] = kernel[j * m + i] = nearness(landmarks, i, landmarks, j, scale);
  const means = Float64Array.from({ length: m }, (_, i) =>
    kernel.subarray(i * m, (i + 1) * m).reduce((sum, value) => sum + value / m, 0),
  );
  const mean = means.reduce((sum, value) => sum + value / m, 0);
  const centred = kernel.map((value, at) => value - means[Math.floor(at / m)]! - means[at % m]! + mean);
  const { values, vectors } = symmetricEigen(centred, m, () => signal.throwIfAborted());
  const whole = values.reduce((sum, value) => sum + Math.max(0, value), 0);
  const kept = values.subarray(0, nAxes).filter((value) => value > NOTHING * m).length;
  const weights = Float64Array.from(
    { length: kept * m },
    (_, at) => vectors[at]! / Math.sqrt(values[Math.floor(at / m)]!),
  );
  return { landmarks, gamma: scale, means, mean, weights, shares: values.slice(0, kept).map((value) => value / whole) };
}

/** Places rows on the axes: (nRows, nAxes). @throws cancelled */
export function placeOnKernelAxes(
  { landmarks, gamma, means, mean, weights }: KernelAxes,
  x: Matrix,
  { signal }: Pick<Context, 'signal'>,
  watch: (share: number) => void,
): Matrix {
  const m = landmarks.nRows;
  const nAxes = m > 0 ? weights.length / m : 0;
  const values = new Float64Array(x.nRows * nAxes);
  const near = new Float64Array(m);
  for (let row = 0; row < x.nRows; row++) {
    if (row % LOOK_ROWS === 0) {
      signal.throwIfAborted();
      watch(row / x.nRows);
    }
    let own = 0;
    for (let i = 0; i < m; i++) {
      near[i] = nearness(x, row, landmarks, i, gamma);
      own += near[i]! / m;
    }
    for (let i = 0; i < m; i++) near[i] = near[i]! - own - means[i]! + mean;
    for (let c = 0; c < nAxes; c++) {
      let along = 0;
      for (let i = 0; i < m; i++) along += weights[c * m + i]! * near[i]!;
      values[row * nAxes + c] = along;
    }
  }
  return { nRows: x.nRows, nColumns: nAxes, values };
}

const LOOK_ROWS = 2048;

function nearness(a: Matrix, i: number, b: Matrix, j: number, gamma: number): number {
  const d = a.nColumns;
  let sum = 0;
  for (let c = 0, p = i * d, q = j * d; c < d; c++, p++, q++) sum += (a.values[p]! - b.values[q]!) ** 2;
  return Math.exp(-gamma * sum);
}

/** The sum of all columns' variances. */
function spreadOf({ nRows, nColumns, values }: Matrix): number {
  let whole = 0;
  for (let j = 0; j < nColumns; j++) {
    let mean = 0;
    for (let at = j; at < values.length; at += nColumns) mean += values[at]! / nRows;
    for (let at = j; at < values.length; at += nColumns) whole += (values[at]! - mean) ** 2 / nRows;
  }
  return whole;
}
