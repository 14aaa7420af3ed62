import { fitLogistic } from '../../maths/linear/logistic.ts';
import { lassoEntries } from '../../maths/scores/lasso-entries.ts';
import type { Matrix } from '../../table/table.ts';
import type { Context } from '../context.ts';
import { designOf, mostByFeature } from './design.ts';
import { knownRows, takeValues, type FeatureValues, type Target } from './feature-values.ts';

type Tools = Pick<Context, 'pool' | 'signal'>;

/** Penalties that are tried between the one that holds all features out and a hundredth of it. */
const LOGISTIC_STEPS = 10;
const LINEAR_STEPS = 50;
const LEAST_SHARE = 0.01;

/**
 * How strong a lasso must be to leave each feature out, as a share of the strength that leaves all out: logistic regression for classes, least
 * squares for numbers. 0 for a feature that a hundredth of that still leaves out.
 *
 * @throws cancelled
 */
export async function lassoScores(
  features: readonly FeatureValues[],
  target: Target,
  tools: Tools,
): Promise<Float64Array> {
  const rows = knownRows(target);
  const { x, featureOf } = designOf(features.map((feature) => takeValues(feature, rows)));
  const shares =
    target.kind === 'classes'
      ? await logisticEntries(
          x,
          Int32Array.from(rows, (row) => target.classes.codes[row]!),
          tools,
        )
      : linearEntries(
          x,
          Float64Array.from(rows, (row) => target.numbers[row]!),
          tools,
        );
  return mostByFeature(shares, featureOf, features.length);
}

async function logisticEntries(x: Matrix, given: Int32Array, { pool, signal }: Tools): Promise<Float64Array> {
  const used = [...new Set(given)].sort((a, b) => a - b);
  const codes = given.map((code) => used.indexOf(code));
  const nClasses = used.length;
  const shares = new Float64Array(x.nColumns);
  // Of two classes one tells of the other.
  const largest = used
    .slice(nClasses === 2 ? 1 : 0)
    .reduce((most, code) => Math.max(most, ...products(x, indicator(given, code)).map(Math.abs)), 0);
  if (!(largest > 0)) return shares;
  for (let step = 1; step <= LOGISTIC_STEPS; step++) {
    signal.throwIfAborted();
    const share = LEAST_SHARE ** (step / LOGISTIC_STEPS);
    const { nOutputs, values } = await fitLogistic(
      { x, codes, nClasses, weights: null },
      { penalty: { strength: share * largest, mix: 1 }, maxIterations: 30, tolerance: 1e-4 },
      pool,
      () => signal.throwIfAborted(),
    );
    for (let j = 0; j < x.nColumns; j++)
      for (let k = 0; k < nOutputs; k++)
        if (shares[j] === 0 && values[k * (x.nColumns + 1) + j] !== 0) shares[j] = share;
  }
  return shares;
}

/** 1 for rows of a class, less the share of those rows. */
function indicator(codes: Int32Array, code: number): Float64Array {
  const share = codes.reduce((n, own) => n + (own === code ? 1 : 0), 0) / codes.length;
  return Float64Array.from(codes, (own) => (own === code ? 1 : 0) - share);
}

/** Products of each column with a target. */
function products({ nRows, nColumns, values }: Matrix, target: Float64Array): Float64Array {
  const sums = new Float64Array(nColumns);
  for (let row = 0, at = 0; row < nRows; row++)
    for (let j = 0; j < nColumns; j++, at++) sums[j]! += values[at]! * target[row]!;
  return sums;
}

/** Products of all pairs of columns, (nColumns, nColumns). */
function gramOf({ nRows, nColumns, values }: Matrix): Float64Array {
  const gram = new Float64Array(nColumns * nColumns);
  for (let row = 0; row < nRows; row++) {
    const at = row * nColumns;
    for (let i = 0; i < nColumns; i++) {
      const value = values[at + i]!;
      if (value !== 0) for (let j = i; j < nColumns; j++) gram[i * nColumns + j]! += value * values[at + j]!;
    }
  }
  for (let i = 0; i < nColumns; i++) for (let j = 0; j < i; j++) gram[i * nColumns + j] = gram[j * nColumns + i]!;
  return gram;
}

function linearEntries(x: Matrix, target: Float64Array, { signal }: Tools): Float64Array {
  const mean = target.reduce((sum, value) => sum + value, 0) / Math.max(1, target.length);
  const b = products(
    x,
    target.map((value) => value - mean),
  );
  return lassoEntries(gramOf(x), [b], { nSteps: LINEAR_STEPS, least: LEAST_SHARE }, () => signal.throwIfAborted())
    .shares;
}
