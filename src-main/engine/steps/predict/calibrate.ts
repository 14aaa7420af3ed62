import { calibrated, fitIsotonic, fitPlatt, type Calibrator } from '../../maths/metrics/calibration.ts';
import type { Random } from '../../maths/random.ts';
import type { Context } from '../context.ts';
import { subContext } from '../sub-context.ts';
import { takeRows } from './balance.ts';
import type { TrainingData } from './predictor.ts';
import { predictText as text } from './texts.ts';

const FOLDS = 5;

/** The share of the work that held-out rows take; the rest is the model on all rows. */
export const CALIBRATING_SHARE = 0.8;

/**
 * Learns how far a method's probabilities are from what happens, on rows that it did not learn from: five folds with the classes in
 * proportion, then one curve a class.
 *
 * @param fitAndPredict learns from some rows and gives the probabilities of others.
 * @returns one curve of the event for two classes, one a class for more.
 */
export async function learnCalibration(
  context: Context,
  data: TrainingData,
  kind: 'platt' | 'isotonic',
  fitAndPredict: (context: Context, train: TrainingData, test: TrainingData) => Promise<Float64Array>,
): Promise<Calibrator[]> {
  const { codes, classes } = data.target;
  const nClasses = classes.length;
  const folds = dealFolds(codes, nClasses, FOLDS, context.random.fork(FOLDS));
  const probabilities = new Float64Array(codes.length * nClasses);
  for (let fold = 0; fold < FOLDS; fold++) {
    const [from, to] = [(CALIBRATING_SHARE * fold) / FOLDS, (CALIBRATING_SHARE * (fold + 1)) / FOLDS];
    context.progress(from, text.message('calibrating', { fold: fold + 1, folds: FOLDS }));
    const inside = Int32Array.from(codes.keys()).filter((row) => folds[row] !== fold);
    const outside = Int32Array.from(codes.keys()).filter((row) => folds[row] === fold);
    const own = subContext(context, from, to, context.random.fork(fold));
    const found = await fitAndPredict(own, takeRows(data, inside), takeRows(data, outside));
    outside.forEach((row, i) => {
      probabilities.set(found.subarray(i * nClasses, (i + 1) * nClasses), row * nClasses);
    });
  }
  const told = nClasses === 2 ? [1] : [...classes.keys()];
  return told.map((code) => {
    const scores = Float64Array.from(codes, (_, row) => probabilities[row * nClasses + code]!);
    const isOf = Uint8Array.from(codes, (own) => (own === code ? 1 : 0));
    return kind === 'platt' ? fitPlatt(isOf, scores) : fitIsotonic(isOf, scores);
  });
}

/** A fold a row, every class dealt out evenly. */
export function dealFolds(codes: Int32Array, nClasses: number, nFolds: number, random: Random): Int32Array {
  const next = new Int32Array(nClasses);
  const folds = new Int32Array(codes.length);
  for (const row of random.permutation(codes.length)) folds[row] = next[codes[row]!]!++ % nFolds;
  return folds;
}

/** Probabilities bent by their curves, of sum 1 again; in place. @param curves none leaves them as they are. */
export function applyCalibration(
  probabilities: Float64Array,
  nClasses: number,
  curves: readonly Calibrator[],
): Float64Array {
  if (curves.length === 0) return probabilities;
  for (let at = 0; at < probabilities.length; at += nClasses) {
    if (curves.length === 1) {
      probabilities[at + 1] = calibrated(curves[0]!, probabilities[at + 1]!);
      probabilities[at] = 1 - probabilities[at + 1]!;
      continue;
    }
    let sum = 0;
    for (let k = 0; k < nClasses; k++) sum += probabilities[at + k] = calibrated(curves[k]!, probabilities[at + k]!);
    for (let k = 0; k < nClasses; k++) probabilities[at + k] = sum > 0 ? probabilities[at + k]! / sum : 1 / nClasses;
  }
  return probabilities;
}
