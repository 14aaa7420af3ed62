import { covarianceWidth } from '../../kernels/covariance-rows.ts';
import type { BlockPool } from '../../kernels/pool.ts';
import type { Matrix } from '../../table/table.ts';
import { sharedMatrix, takeMatrixRows } from '../matrix.ts';
import { rowsOfBlock } from '../row-sums.ts';
import { leastPenalised, penaltyOf, type Penalty } from './penalty.ts';

/** Coefficients of a logistic rule: one output for the second of two classes, or one for each of more. */
export interface LogisticRule {
  readonly nOutputs: number;
  /** (nOutputs, nFeatures + 1), row-major, the intercept last. */
  readonly values: Float64Array;
}

/** Rows, classes and weights (null where all are 1) to learn from. */
export interface LogisticRows {
  readonly x: Matrix;
  readonly codes: Int32Array;
  readonly nClasses: number;
  readonly weights: Float64Array | null;
}

interface LogisticOptions {
  readonly penalty: Penalty;
  /** Rounds of one step an output, at most. */
  readonly maxIterations: number;
  /** Settled once no coefficient moves by more than this. */
  readonly tolerance: number;
}

/** How often a step that does not lower the loss is halved. */
const MOST_HALVINGS = 40;

/** From so many rows on, a rule of some of them is where the search begins. */
const MANY_ROWS = 60_000;
const SAMPLE_ROWS = 20_000;
const SAMPLE_OPTIONS = { maxIterations: 12, tolerance: 1e-3 };

/** A curve serves again where the step became this many times shorter than the one before. */
const SHORTENING = 6;

/**
 * Logistic regression: minus the log-likelihood plus the penalty, the intercept free, by Newton steps whose quadratic part is solved with
 * the penalty; for more than two classes one class's coefficients at a time, all of them penalised alike. A curve is measured anew only
 * while steps do not shorten by themselves.
 *
 * Friedman, Hastie & Tibshirani (2010), Regularization paths for generalized linear models via coordinate descent,
 * doi:10.18637/jss.v033.i01. O(nIterations · nOutputs · nRows · nFeatures²).
 *
 * @param rows x on one scale and finite. @param watch told the share of the iterations that is done.
 * @returns the rule, and whether it settled. @throws cancelled
 */
export async function fitLogistic(
  rows: LogisticRows,
  options: LogisticOptions,
  pool: BlockPool,
  watch: (share: number) => void = () => undefined,
): Promise<LogisticRule & { readonly isSettled: boolean }> {
  const nOutputs = rows.nClasses === 2 ? 1 : rows.nClasses;
  const width = rows.x.nColumns + 1;
  const { nRows } = rows.x;
  if (nRows < MANY_ROWS) return settle(rows, options, new Float64Array(nOutputs * width), pool, watch);
  const sample = sampleOf(rows, Math.ceil(nRows / SAMPLE_ROWS));
  const { strength, mix } = options.penalty;
  const penalty = { strength: (strength * sample.x.nRows) / nRows, mix };
  const rough = await settle(
    sample,
    { ...SAMPLE_OPTIONS, penalty },
    new Float64Array(nOutputs * width),
    pool,
    () => undefined,
  );
  return settle(rows, options, rough.values, pool, watch);
}

/** Every so manieth row. */
function sampleOf({ x, codes, nClasses, weights }: LogisticRows, every: number): LogisticRows {
  const rows = Int32Array.from({ length: Math.ceil(x.nRows / every) }, (_, i) => i * every);
  return {
    x: takeMatrixRows(x, rows),
    codes: rows.map((row) => codes[row]!),
    nClasses,
    weights: weights && Float64Array.from(rows, (row) => weights[row]!),
  };
}

/** Steps from a rule on until none moves it. */
async function settle(
  { x, codes, nClasses, weights }: LogisticRows,
  { penalty, maxIterations, tolerance }: LogisticOptions,
  start: Float64Array,
  pool: BlockPool,
  watch: (share: number) => void,
): Promise<LogisticRule & { readonly isSettled: boolean }> {
  const nOutputs = nClasses === 2 ? 1 : nClasses;
  const { nRows, nColumns: nFeatures } = x;
  const width = nFeatures + 1;
  const given = {
    x: sharedMatrix(x).values,
    nFeatures,
    codes: sharedCodes(codes),
    weights: weights ?? new Float64Array(0),
    nOutputs,
  };
  const block = rowsOfBlock(nRows, covarianceWidth(nFeatures) ** 2 * 8);
  const measure = async (rule: Float64Array, output: number, withCurve: boolean): Promise<Measured> => {
    const parts = await pool.run('logisticRows', nRows, block, { ...given, rule, output, withCurve });
    return addUp(parts, rule, nFeatures, nOutputs, penalty);
  };
  let rule = start;
  let isSettled = false;
  // By output: the curve in use, and the length of the step before.
  const curves = new Array<Float64Array | null>(nOutputs).fill(null);
  const lengths = new Float64Array(nOutputs).fill(Infinity);
  // With one output the candidate that was taken has been measured.
  let known: Measured | null = null;
  for (let iteration = 0; iteration < maxIterations && !isSettled; iteration++) {
    watch(iteration / maxIterations);
    let moved = 0;
    for (let output = 0; output < nOutputs; output++) {
      const isFresh = curves[output] === null;
      const now: Measured = isFresh || known === null ? await measure(rule, output, isFresh) : known;
      const curve: Float64Array = (curves[output] ??= now.curve);
      const own = rule.subarray(output * width, (output + 1) * width);
      const step = newtonStep(now.slope, curve, own, nFeatures, penalty, tolerance);
      const length = step.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
      if (!isFresh && length * SHORTENING > lengths[output]!) curves[output] = null;
      lengths[output] = length;
      moved = Math.max(moved, length);
      if (length === 0) continue;
      const next = await search(rule, output * width, step, now.loss, length > tolerance, (candidate) =>
        measure(candidate, output, false),
      );
      rule = next.rule;
      known = nOutputs === 1 ? next.measured : null;
    }
    isSettled = moved <= tolerance;
  }
  return { nOutputs, values: rule, isSettled };
}

function sharedCodes(codes: Int32Array): Int32Array {
  if (codes.buffer instanceof SharedArrayBuffer) return codes;
  const out = new Int32Array(new SharedArrayBuffer(codes.byteLength));
  out.set(codes);
  return out;
}

interface Measured {
  /** With the penalty. */
  readonly loss: number;
  /** Without it. */
  readonly slope: Float64Array;
  /** (nFeatures + 1)² whole, or empty. */
  readonly curve: Float64Array;
}

function addUp(
  parts: readonly Float64Array[],
  rule: Float64Array,
  nFeatures: number,
  nOutputs: number,
  penalty: Penalty,
): Measured {
  const sums = new Float64Array(parts[0]?.length ?? nFeatures + 2);
  for (const part of parts) for (let at = 0; at < sums.length; at++) sums[at]! += part[at]!;
  let loss = sums[0]!;
  for (let k = 0; k < nOutputs; k++)
    loss += penaltyOf(rule.subarray(k * (nFeatures + 1), k * (nFeatures + 1) + nFeatures), penalty);
  const n = nFeatures + 1;
  const head = nFeatures + 2;
  if (sums.length === head) return { loss, slope: sums.subarray(1, head), curve: new Float64Array(0) };
  const stride = covarianceWidth(nFeatures);
  const curve = new Float64Array(n * n);
  for (let i = 0; i < n; i++)
    for (let j = i; j < n; j++) curve[i * n + j] = curve[j * n + i] = sums[head + i * stride + j]!;
  return { loss, slope: sums.slice(1, head), curve };
}

/** The step to where the quadratic model of the loss and the penalty are least. */
function newtonStep(
  slope: Float64Array,
  curve: Float64Array,
  now: Float64Array,
  nFeatures: number,
  penalty: Penalty,
  tolerance: number,
): Float64Array {
  const n = nFeatures + 1;
  const isFree = new Uint8Array(n);
  isFree[nFeatures] = 1;
  const b = Float64Array.from(slope, (value, i) => {
    let sum = -value;
    for (let j = 0; j < n; j++) sum += curve[i * n + j]! * now[j]!;
    return sum;
  });
  const next = leastPenalised({ n, a: curve, b }, penalty, isFree, now, tolerance / 100);
  return next.map((value, i) => value - now[i]!);
}

/** The rule after a step, halved until the loss falls; a step that no longer matters is taken unseen. */
async function search(
  rule: Float64Array,
  at: number,
  step: Float64Array,
  loss: number,
  matters: boolean,
  measure: (candidate: Float64Array) => Promise<Measured>,
): Promise<{ readonly rule: Float64Array; readonly measured: Measured | null }> {
  for (let halving = 0, part = 1; ; halving++, part /= 2) {
    const candidate = rule.slice();
    for (let j = 0; j < step.length; j++) candidate[at + j]! += part * step[j]!;
    if (!matters || halving === MOST_HALVINGS) return { rule: candidate, measured: null };
    const measured = await measure(candidate);
    if (measured.loss <= loss + 1e-12 * Math.abs(loss)) return { rule: candidate, measured };
  }
}

/** Probabilities by a rule: (nRows, nClasses), row-major. */
export function logisticProbabilities(
  { nOutputs, values }: LogisticRule,
  { nRows, nColumns, values: x }: Matrix,
): Float64Array {
  const nClasses = nOutputs === 1 ? 2 : nOutputs;
  const out = new Float64Array(nRows * nClasses);
  const width = nColumns + 1;
  for (let row = 0; row < nRows; row++) {
    const at = row * nClasses;
    // Of two classes the first has the margin 0.
    for (let k = 0; k < nOutputs; k++) {
      let margin = values[k * width + nColumns]!;
      for (let j = 0; j < nColumns; j++) margin += values[k * width + j]! * x[row * nColumns + j]!;
      out[at + nClasses - nOutputs + k] = margin;
    }
    softmax(out, at, nClasses);
  }
  return out;
}

/** Margins to probabilities, in place. */
export function softmax(margins: Float64Array, at: number, n: number): void {
  let most = -Infinity;
  for (let k = at; k < at + n; k++) if (margins[k]! > most) most = margins[k]!;
  let total = 0;
  for (let k = at; k < at + n; k++) total += margins[k] = Math.exp(margins[k]! - most);
  for (let k = at; k < at + n; k++) margins[k]! /= total;
}
