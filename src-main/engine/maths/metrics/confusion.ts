import { dot } from '../dot.ts';

/** How often each class was predicted for rows of each class: (nClasses, nClasses), rows are what happened. */
export interface Confusion {
  readonly nClasses: number;
  readonly counts: Float64Array;
}

/** Counts predictions, by weight where given. */
export function confusionOf(
  actual: Int32Array,
  predicted: Int32Array,
  nClasses: number,
  weights: Float64Array | null = null,
): Confusion {
  const counts = new Float64Array(nClasses * nClasses);
  for (let row = 0; row < actual.length; row++)
    counts[actual[row]! * nClasses + predicted[row]!]! += weights ? weights[row]! : 1;
  return { nClasses, counts };
}

/** Quality of one class against the others; 0 where nothing was predicted, or nothing happened. */
export interface ClassQuality {
  readonly precision: number;
  readonly recall: number;
  readonly f1: number;
  readonly support: number;
}

const ratio = (a: number, b: number): number => (b > 0 ? a / b : 0);
const harmonic = (precision: number, recall: number): number => ratio(2 * precision * recall, precision + recall);

/** Precision, recall and F1 of every class. */
export function classQualities({ nClasses, counts }: Confusion): ClassQuality[] {
  return Array.from({ length: nClasses }, (_, k) => {
    let [support, guessed] = [0, 0];
    for (let j = 0; j < nClasses; j++) {
      support += counts[k * nClasses + j]!;
      guessed += counts[j * nClasses + k]!;
    }
    const hits = counts[k * nClasses + k]!;
    const [precision, recall] = [ratio(hits, guessed), ratio(hits, support)];
    return { precision, recall, f1: harmonic(precision, recall), support };
  });
}

/** How class qualities become one: over all rows, over classes alike, or over classes by their rows. */
export type Average = 'micro' | 'macro' | 'weighted';

/** Averages of precision, recall and F1; classes that neither happened nor were predicted do not count. */
export function averageQuality(confusion: Confusion, average: Average): Omit<ClassQuality, 'support'> {
  const { nClasses, counts } = confusion;
  if (average === 'micro') {
    const share = accuracyOf(confusion);
    return { precision: share, recall: share, f1: share };
  }
  const seen = classQualities(confusion).filter(({ support }, k) => {
    let guessed = 0;
    for (let j = 0; j < nClasses; j++) guessed += counts[j * nClasses + k]!;
    return support > 0 || guessed > 0;
  });
  const weightOf = ({ support }: ClassQuality): number => (average === 'macro' ? 1 : support);
  const total = seen.reduce((sum, one) => sum + weightOf(one), 0);
  const mean = (of: 'precision' | 'recall' | 'f1'): number =>
    ratio(
      seen.reduce((sum, one) => sum + weightOf(one) * one[of], 0),
      total,
    );
  return { precision: mean('precision'), recall: mean('recall'), f1: mean('f1') };
}

/** The share of rows whose class was predicted; NaN without rows. */
export function accuracyOf({ nClasses, counts }: Confusion): number {
  let [hits, all] = [0, 0];
  counts.forEach((count, at) => {
    all += count;
    if (at % (nClasses + 1) === 0) hits += count;
  });
  return hits / all;
}

/** The mean recall of the classes that happened; NaN where none did. */
export function balancedAccuracy(confusion: Confusion): number {
  const seen = classQualities(confusion).filter(({ support }) => support > 0);
  return seen.reduce((sum, { recall }) => sum + recall, 0) / seen.length;
}

/** Sums of rows and columns, of hits, and of all. */
function sumsOf({ nClasses, counts }: Confusion) {
  const [actual, guessed] = [new Float64Array(nClasses), new Float64Array(nClasses)];
  let [hits, all] = [0, 0];
  counts.forEach((count, at) => {
    const [i, j] = [Math.floor(at / nClasses), at % nClasses];
    actual[i]! += count;
    guessed[j]! += count;
    all += count;
    if (i === j) hits += count;
  });
  return { actual, guessed, hits, all };
}

/** Matthews' correlation between what happened and what was predicted, for any number of classes; 0 where either is all one class. */
export function matthews(confusion: Confusion): number {
  const { actual, guessed, hits, all } = sumsOf(confusion);
  const spread = Math.sqrt((all * all - dot(guessed, guessed)) * (all * all - dot(actual, actual)));
  return ratio(hits * all - dot(actual, guessed), spread);
}

/** Cohen's kappa: agreement beyond chance; 0 where chance explains all. */
export function cohenKappa(confusion: Confusion): number {
  const { actual, guessed, hits, all } = sumsOf(confusion);
  const chance = dot(actual, guessed) / (all * all);
  return chance < 1 ? (hits / all - chance) / (1 - chance) : 0;
}
