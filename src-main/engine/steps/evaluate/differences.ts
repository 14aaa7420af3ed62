import type { Random } from '../../maths/random.ts';
import type { CancelSignal } from '../context.ts';
import { bootstrapMeans } from './bootstrap.ts';
import { holm, pairedT, wilcoxonSignedRank } from './paired-tests.ts';
import type { TaskScores } from './score-chain.ts';

/** One model less another on the same customers. */
export interface Difference {
  readonly model: number;
  readonly other: number;
  readonly value: number;
  readonly lower: number;
  readonly upper: number;
  readonly t: number;
  readonly wilcoxon: number;
  /** The same, holding for all pairs at once. */
  readonly tHolm: number;
  readonly wilcoxonHolm: number;
}

/** Every pair of models in one measure. @throws cancelled */
export function differencesOf(
  scores: readonly TaskScores[],
  nMeasures: number,
  main: number,
  { nResamples, confidence }: { nResamples: number; confidence: number },
  random: Random,
  signal: CancelSignal,
): Difference[] {
  const pairs = scores.flatMap((_, model) => scores.slice(model + 1).map((__, i) => [model, model + 1 + i] as const));
  const nUsers = (scores[0]?.values.length ?? 0) / nMeasures;
  const columns = pairs.map(([model, other]) =>
    Float64Array.from(
      { length: nUsers },
      (_, user) => scores[model]!.values[user * nMeasures + main]! - scores[other]!.values[user * nMeasures + main]!,
    ),
  );
  const values = new Float64Array(nUsers * pairs.length);
  columns.forEach((column, j) => {
    for (let user = 0; user < nUsers; user++) values[user * pairs.length + j] = column[user]!;
  });
  const ends =
    nResamples > 0 && pairs.length > 0
      ? bootstrapMeans({ nRows: nUsers, nColumns: pairs.length, values }, nResamples, confidence, random, signal)
      : null;
  const t = columns.map((column) => pairedT(column).p);
  const wilcoxon = columns.map((column) => wilcoxonSignedRank(column).p);
  const [tHolm, wilcoxonHolm] = [holm(t), holm(wilcoxon)];
  return pairs.map(([model, other], j) => ({
    model,
    other,
    value: columns[j]!.reduce((sum, difference) => sum + difference, 0) / nUsers,
    lower: ends?.lower[j] ?? NaN,
    upper: ends?.upper[j] ?? NaN,
    t: t[j]!,
    wilcoxon: wilcoxon[j]!,
    tHolm: tHolm[j]!,
    wilcoxonHolm: wilcoxonHolm[j]!,
  }));
}
