import type { Random } from '../../maths/random.ts';
import { takeMatrixRows } from '../../maths/matrix.ts';
import type { TrainingData, TrainingTarget } from './predictor.ts';

/** How rare classes are kept from being overlooked. */
export type Balance = 'none' | 'weights' | 'under' | 'over';

/** Training data with classes balanced; a target that is a number stays as it is. */
export function balanceClasses(data: TrainingData, balance: Balance, random: Random): TrainingData {
  if (balance === 'none' || data.target.kind === 'number') return data;
  const counts = countClasses(data.target);
  if (balance === 'weights') return { ...data, weights: classWeights(data.target.codes, counts) };
  return takeRows(data, balance === 'under' ? fewer(data.target, counts, random) : more(data.target, counts, random));
}

/** Rows of each class. */
export function countClasses({ classes, codes }: TrainingTarget): Float64Array {
  const counts = new Float64Array(classes.length);
  for (const code of codes) counts[code]!++;
  return counts;
}

/** nRows / (nClasses · rows of the class), so that every class weighs alike and the mean weight is 1. */
function classWeights(codes: Int32Array, counts: Float64Array): Float64Array {
  return Float64Array.from(codes, (code) => codes.length / (counts.length * counts[code]!));
}

/** As many rows of each class as the rarest has, drawn without replacement. */
function fewer({ codes }: TrainingTarget, counts: Float64Array, random: Random): Int32Array {
  const most = Math.min(...counts);
  const left = new Float64Array(counts.length).fill(most);
  return random
    .permutation(codes.length)
    .filter((row) => left[codes[row]!]!-- > 0)
    .sort();
}

/** All rows, and of each class so many drawn again that it has as many as the most frequent one. */
function more({ codes }: TrainingTarget, counts: Float64Array, random: Random): Int32Array {
  const most = Math.max(...counts);
  const rows = Array.from(codes.keys());
  counts.forEach((count, code) => {
    const own = Array.from(codes.keys()).filter((row) => codes[row] === code);
    for (let i = count; i < most; i++) rows.push(own[random.integer(own.length)]!);
  });
  return Int32Array.from(rows).sort();
}

/** Training data of some of its rows. */
export function takeRows({ x, encoding, target, weights, chains }: TrainingData, rows: Int32Array): TrainingData {
  const { codes, values } = target;
  return {
    x: takeMatrixRows(x, rows),
    encoding,
    target: {
      ...target,
      codes: codes.length > 0 ? Int32Array.from(rows, (row) => codes[row]!) : codes,
      values: values.length > 0 ? Float64Array.from(rows, (row) => values[row]!) : values,
    },
    weights: weights && Float64Array.from(rows, (row) => weights[row]!),
    chains,
  };
}
