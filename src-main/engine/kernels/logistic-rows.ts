import { covarianceWidth } from './covariance-rows.ts';
import type { Address } from './exports.ts';
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
  const sums = new Float64Array(nFeatures + 2 + (withCurve ? width * width : 0));
  if (kernels) addCompiled(start, end, shared, width, sums, kernels);
  else addPlain(start, end, shared, width, sums);
  return sums;
}

function addPlain(start: number, end: number, shared: LogisticShared, width: number, sums: LogisticSums): void {
  const { x, nFeatures, nOutputs } = shared;
  const slope = sums.subarray(1, nFeatures + 2);
  const curve = sums.subarray(nFeatures + 2);
  const margins = new Float64Array(nOutputs);
  const scaled = new Float64Array(width);
  for (let row = start; row < end; row++) {
    const at = row * nFeatures;
    for (let k = 0; k < nOutputs; k++) margins[k] = marginOf(shared, k * (nFeatures + 1), at);
    const { loss, factor, root } = measureRow(row, margins, 0, shared);
    sums[0]! += loss;
    for (let j = 0; j < nFeatures; j++) slope[j]! += factor * x[at + j]!;
    slope[nFeatures]! += factor;
    if (shared.withCurve) addCurve(at, root, shared, scaled, curve);
  }
}

/** As the other, the loops over columns compiled, a batch of rows at a time. */
function addCompiled(
  start: number,
  end: number,
  shared: LogisticShared,
  width: number,
  sums: LogisticSums,
  kernels: Kernels,
): void {
  const { x, nFeatures: n, nOutputs, rule, withCurve } = shared;
  const most = batchRows(width);
  const slope = sums.subarray(1, n + 2);
  const curve = sums.subarray(n + 2);
  kernels.begin();
  const ruleAt = kernels.put(rule);
  const slopeAt = kernels.put(slope);
  const curveAt = kernels.put(curve);
  const [rowsAt, marginsAt, factorsAt, rootsAt] = [n, nOutputs, 1, 1].map((columns) => kernels.room(most * columns * 8)) as [Address, Address, Address, Address]; // prettier-ignore
  const scaledAt = kernels.room(withCurve ? most * (n + 1) * 8 : 0);
  const stripsAt = kernels.room(withCurve ? most * width * 8 : 0);
  const margins = kernels.view(Float64Array, marginsAt, most * nOutputs);
  const factors = kernels.view(Float64Array, factorsAt, most);
  const roots = kernels.view(Float64Array, rootsAt, most);
  const { rowMargins, addFactored, factorRows, packStrips, crossProduct } = kernels.exports;
  for (let row = start; row < end; row += most) {
    const nRows = Math.min(most, end - row);
    copyTo(kernels, x.subarray(row * n, (row + nRows) * n), rowsAt);
    for (let k = 0; k < nOutputs; k++)
      rowMargins(rowsAt, nRows, n, (ruleAt + k * (n + 1) * 8) as Address, nOutputs, (marginsAt + k * 8) as Address);
    for (let i = 0; i < nRows; i++) {
      const { loss, factor, root } = measureRow(row + i, margins, i * nOutputs, shared);
      sums[0]! += loss;
      factors[i] = factor;
      roots[i] = root;
    }
    addFactored(rowsAt, nRows, n, factorsAt, slopeAt);
    if (!withCurve) continue;
    factorRows(rowsAt, nRows, n, rootsAt, scaledAt);
    packStrips(scaledAt, nRows, n + 1, 0, width / STRIP, stripsAt);
    crossProduct(stripsAt, width / STRIP, stripsAt, width / STRIP, nRows, 1, curveAt);
  }
  slope.set(kernels.view(Float64Array, slopeAt, slope.length));
  curve.set(kernels.view(Float64Array, curveAt, curve.length));
}

/** The margin of the row whose features begin at `at`, by the coefficients that begin at `from`. */
function marginOf({ x, nFeatures, rule }: LogisticShared, from: number, at: number): number {
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
  return a + b + (c + d);
}

/** What a row adds by its margins: its loss, what its features count in the slope, and the root of its curvature. */
function measureRow(
  row: number,
  margins: Float64Array,
  at: number,
  { codes, weights, nOutputs, output }: LogisticShared,
): { readonly loss: number; readonly factor: number; readonly root: number } {
  const weight = weights.length > 0 ? weights[row]! : 1;
  const code = codes[row]!;
  let [p, isOf, loss] = [0, 0, 0];
  if (nOutputs === 1) {
    const margin = margins[at]!;
    isOf = code;
    const small = Math.exp(-Math.abs(margin));
    p = margin >= 0 ? 1 / (1 + small) : small / (1 + small);
    loss = (code === 1 ? Math.max(0, -margin) : Math.max(0, margin)) + Math.log1p(small);
  } else {
    let most = -Infinity;
    for (let k = at; k < at + nOutputs; k++) if (margins[k]! > most) most = margins[k]!;
    let total = 0;
    for (let k = at; k < at + nOutputs; k++) total += Math.exp(margins[k]! - most);
    p = Math.exp(margins[at + output]! - most) / total;
    isOf = code === output ? 1 : 0;
    loss = most + Math.log(total) - margins[at + code]!;
  }
  return {
    loss: weight * loss,
    factor: weight * (p - isOf),
    root: Math.max(LEAST_ROOT, Math.sqrt(weight * p * (1 - p))),
  };
}

function addCurve(
  at: number,
  root: number,
  { x, nFeatures }: LogisticShared,
  scaled: Float64Array,
  curve: Float64Array,
): void {
  const width = scaled.length;
  for (let j = 0; j < nFeatures; j++) scaled[j] = root * x[at + j]!;
  scaled[nFeatures] = root;
  for (let i = 0; i < width; i++) {
    const a = scaled[i]!;
    // From the first column of its tile on, as compiled loops do.
    for (let j = i & -STRIP, to = i * width + j; j < width; j++, to++) curve[to]! += a * scaled[j]!;
  }
}
