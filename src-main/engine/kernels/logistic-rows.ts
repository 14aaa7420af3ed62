import { covarianceWidth } from './covariance-rows.ts';
import type { Kernels } from './instance.ts';
import { batchRows, copyTo, STRIP } from './strips.ts';

/** A logistic rule and the rows it is measured on. */
export interface LogisticShared {
  /** (nRows, nFeatures), row-major. */
  readonly x: Float64Array;
  readonly nFeatures: number;
  /** The class of each row. */
  readonly codes: Int32Array;
  /** The weight of each row; empty where all are 1. */
  readonly weights: Float64Array;
  /** (nOutputs, nFeatures + 1): a row of coefficients and intercept for the second of two classes, or for every one of more. */
  readonly rule: Float64Array;
  readonly nOutputs: number;
  /** The output whose slope and curve are wanted. */
  readonly output: number;
  /** Whether the curve is wanted too. */
  readonly withCurve: boolean;
}

/** What a block gives: its loss, its slope (nFeatures + 1), then its curve (width, width) right of the diagonal, or nothing. */
export type LogisticSums = Float64Array;

/** The least root of a row's curvature, so that certain rows still count. */
const LEAST_ROOT = 1e-8;

/** Minus the log-likelihood of a logistic rule over a block of rows, and its derivatives by one row of coefficients. */
export function logisticRows(
  start: number,
  end: number,
  shared: LogisticShared,
  kernels: Kernels | null,
): LogisticSums {
  const { nFeatures, withCurve } = shared;
  const width = covarianceWidth(nFeatures);
  const head = nFeatures + 2;
  const sums = new Float64Array(head + (withCurve ? width * width : 0));
  const own = { ...shared, margins: new Float64Array(shared.nOutputs) };
  const curve = sums.subarray(head);
  if (!kernels || !withCurve) {
    const scaled = new Float64Array(width);
    for (let row = start; row < end; row++) {
      const root = measureRow(row, own, sums);
      if (withCurve) addCurve(row, root, own, scaled, curve, width);
    }
    return sums;
  }
  const most = batchRows(width);
  const scaled = new Float64Array(most * (nFeatures + 1));
  kernels.begin();
  const rowsAt = kernels.room(scaled.byteLength);
  const stripsAt = kernels.room(most * width * 8);
  const curveAt = kernels.put(curve);
  for (let row = start; row < end; row += most) {
    const nRows = Math.min(most, end - row);
    for (let i = 0; i < nRows; i++) scaleRow(row + i, measureRow(row + i, own, sums), own, scaled, i * (nFeatures + 1));
    copyTo(kernels, scaled.subarray(0, nRows * (nFeatures + 1)), rowsAt);
    kernels.exports.packStrips(rowsAt, nRows, nFeatures + 1, 0, width / STRIP, stripsAt);
    kernels.exports.crossProduct(stripsAt, width / STRIP, stripsAt, width / STRIP, nRows, 1, curveAt);
  }
  curve.set(kernels.view(Float64Array, curveAt, width * width));
  return sums;
}

interface OwnRows extends LogisticShared {
  readonly margins: Float64Array;
}

/** Adds a row's loss and slope. @returns the root of its curvature */
function measureRow(row: number, shared: OwnRows, sums: Float64Array): number {
  const { x, nFeatures, codes, weights, rule, nOutputs, output, margins } = shared;
  const at = row * nFeatures;
  for (let k = 0; k < nOutputs; k++) {
    const from = k * (nFeatures + 1);
    // Four sums side by side: one alone waits for itself.
    let [a, b, c, d] = [rule[from + nFeatures]!, 0, 0, 0];
    let j = 0;
    for (; j + 4 <= nFeatures; j += 4) {
      a += rule[from + j]! * x[at + j]!;
      b += rule[from + j + 1]! * x[at + j + 1]!;
      c += rule[from + j + 2]! * x[at + j + 2]!;
      d += rule[from + j + 3]! * x[at + j + 3]!;
    }
    for (; j < nFeatures; j++) a += rule[from + j]! * x[at + j]!;
    margins[k] = a + b + (c + d);
  }
  const weight = weights.length > 0 ? weights[row]! : 1;
  const code = codes[row]!;
  let [p, isOf, loss] = [0, 0, 0];
  if (nOutputs === 1) {
    const margin = margins[0]!;
    isOf = code;
    const small = Math.exp(-Math.abs(margin));
    p = margin >= 0 ? 1 / (1 + small) : small / (1 + small);
    loss = (code === 1 ? Math.max(0, -margin) : Math.max(0, margin)) + Math.log1p(small);
  } else {
    let most = -Infinity;
    for (let k = 0; k < nOutputs; k++) if (margins[k]! > most) most = margins[k]!;
    let total = 0;
    for (let k = 0; k < nOutputs; k++) total += Math.exp(margins[k]! - most);
    p = Math.exp(margins[output]! - most) / total;
    isOf = code === output ? 1 : 0;
    loss = most + Math.log(total) - margins[code]!;
  }
  sums[0]! += weight * loss;
  const slope = weight * (p - isOf);
  for (let j = 0; j < nFeatures; j++) sums[1 + j]! += slope * x[at + j]!;
  sums[1 + nFeatures]! += slope;
  return Math.max(LEAST_ROOT, Math.sqrt(weight * p * (1 - p)));
}

function scaleRow(row: number, root: number, { x, nFeatures }: OwnRows, out: Float64Array, to: number): void {
  const at = row * nFeatures;
  for (let j = 0; j < nFeatures; j++) out[to + j] = root * x[at + j]!;
  out[to + nFeatures] = root;
}

function addCurve(
  row: number,
  root: number,
  shared: OwnRows,
  scaled: Float64Array,
  curve: Float64Array,
  width: number,
): void {
  scaleRow(row, root, shared, scaled, 0);
  for (let i = 0; i < width; i++) {
    const a = scaled[i]!;
    // From the first column of its tile on, as compiled loops do.
    for (let j = i & -STRIP, to = i * width + j; j < width; j++, to++) curve[to]! += a * scaled[j]!;
  }
}
