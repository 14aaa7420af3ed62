import { averagePrecision, kolmogorovSmirnov, rankScores, rocAuc, topLift } from './ranked.ts';

/** Probabilities of classes with what happened. */
export interface ClassRows {
  readonly nClasses: number;
  /** What happened. */
  readonly codes: Int32Array;
  /** (nRows, nClasses), row-major, of sum 1. */
  readonly probabilities: Float64Array;
  /** How much each row counts; null where all count alike. */
  readonly weights: Float64Array | null;
}

/** Quality of probabilities; what needs two classes is NaN for more. */
export interface ProbabilityMetrics {
  /** For more than two classes the mean over each against the others. */
  readonly rocAuc: number;
  readonly prAuc: number;
  readonly logLoss: number;
  /** The mean squared error; for more than two classes of all probabilities of a row, summed. */
  readonly brier: number;
  readonly ks: number;
  /** How many times as many events the tenth with the highest scores holds as a random tenth. */
  readonly topDecileLift: number;
}

/** A probability counts as no less than this, and no more than 1 less this. */
const EDGE = Number.EPSILON;

/** O(nClasses · n log n). */
export function probabilityMetrics({ nClasses, codes, probabilities, weights }: ClassRows): ProbabilityMetrics {
  let [loss, squares, total] = [0, 0, 0];
  codes.forEach((code, row) => {
    const weight = weights ? weights[row]! : 1;
    const p = probabilities[row * nClasses + code]!;
    total += weight;
    loss -= weight * Math.log(Math.min(1 - EDGE, Math.max(EDGE, p)));
    if (nClasses === 2) squares += weight * (1 - p) ** 2;
    else
      for (let k = 0; k < nClasses; k++)
        squares += weight * (probabilities[row * nClasses + k]! - (k === code ? 1 : 0)) ** 2;
  });
  const rankOf = (k: number) =>
    rankScores(
      Uint8Array.from(codes, (code) => (code === k ? 1 : 0)),
      Float64Array.from(codes, (_, row) => probabilities[row * nClasses + k]!),
      weights,
    );
  const common = { logLoss: loss / total, brier: squares / total };
  if (nClasses !== 2) {
    const areas = Array.from({ length: nClasses }, (_, k) => rocAuc(rankOf(k)));
    const mean = areas.reduce((sum, area) => sum + area, 0) / nClasses;
    return { ...common, rocAuc: mean, prAuc: NaN, ks: NaN, topDecileLift: NaN };
  }
  const ranked = rankOf(1);
  return {
    ...common,
    rocAuc: rocAuc(ranked),
    prAuc: averagePrecision(ranked),
    ks: kolmogorovSmirnov(ranked),
    topDecileLift: topLift(ranked, 0.1),
  };
}
