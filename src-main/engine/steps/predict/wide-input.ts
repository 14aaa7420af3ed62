import { sampleRows } from '../../maths/matrix.ts';
import type { Random } from '../../maths/random.ts';
import { quantile, sortedFinite } from '../../maths/statistics.ts';
import type { Matrix } from '../../table/table.ts';
import type { Encoding, TrainingTarget } from './predictor.ts';

/** A feature as a list of codes: its categories, or which piece of its range a number lies in; the last code is for none that is known. */
interface WideList {
  readonly feature: number;
  /** Where pieces begin, but for the first; null for categories. */
  readonly cuts: Float64Array | null;
  /** How many rows learned from had each code. */
  readonly counts: Float64Array;
}

/** Two lists taken together. */
interface WideCross {
  readonly first: number;
  readonly second: number;
  /** The pairs of codes that have a code of their own, ascending: first · codes of the second + second. All others share one. */
  readonly pairs: Int32Array;
}

/** How a matrix of numbers and category codes becomes the indicators of a linear model. */
export interface WideInput {
  readonly lists: readonly WideList[];
  readonly crosses: readonly WideCross[];
}

/** Pieces that a number's range is parted into, of about equally many rows. */
const PIECES = 8;
/** A pair of codes that fewer rows have says too little. */
const LEAST_ROWS = 10;
/** Pairs of features are compared on at most so many rows. */
const COMPARED_ROWS = 20_000;

/**
 * Learns the indicators: every category, pieces of numbers, and the pairs of features that tell most of the target beyond what either
 * tells alone.
 *
 * @param x by an encoding of the kind `codes`. @param nCrosses at most so many pairs.
 */
export function learnWideInput(
  x: Matrix,
  { features }: Encoding,
  target: TrainingTarget,
  nCrosses: number,
  random: Random,
): WideInput {
  const lists = features.map(({ categories }, feature): WideList => {
    const cuts = categories ? null : cutsOf(Float64Array.from({ length: x.nRows }, (_, row) => x.values[row * x.nColumns + feature]!)); // prettier-ignore
    const counts = new Float64Array((categories ? categories.length : cuts!.length + 1) + 1);
    const list = { feature, cuts, counts };
    for (let row = 0; row < x.nRows; row++) counts[codeOf(list, x, row)]!++;
    return list;
  });
  const crosses = nCrosses > 0 ? tellingPairs(lists, x, target, nCrosses, random) : [];
  return { lists, crosses: crosses.map(([first, second]) => learnCross(lists, first, second, x)) };
}

function cutsOf(values: Float64Array): Float64Array {
  const sorted = sortedFinite(values);
  if (sorted.length === 0) return new Float64Array(0);
  const cuts = Array.from({ length: PIECES - 1 }, (_, i) => quantile(sorted, (i + 1) / PIECES));
  return Float64Array.from(new Set(cuts.filter((cut) => cut > sorted[0]!)));
}

function codeOf({ feature, cuts, counts }: WideList, x: Matrix, row: number): number {
  const value = x.values[row * x.nColumns + feature]!;
  if (Number.isNaN(value)) return counts.length - 1;
  if (!cuts) return value;
  let code = 0;
  while (code < cuts.length && value >= cuts[code]!) code++;
  return code;
}

/** Pairs of lists, the most telling first. */
function tellingPairs(
  lists: readonly WideList[],
  x: Matrix,
  target: TrainingTarget,
  most: number,
  random: Random,
): [number, number][] {
  const rows = sampleRows(x.nRows, COMPARED_ROWS, random);
  const answers = centredAnswers(target, rows);
  const codes = lists.map((list) => Int32Array.from(rows, (row) => codeOf(list, x, row)));
  const alone = lists.map(({ counts }, at) => explained(codes[at]!, counts.length, answers, rows.length));
  const found = lists.flatMap((one, first) =>
    lists.slice(first + 1).map((other, i) => {
      const second = first + 1 + i;
      const width = other.counts.length;
      const both = codes[first]!.map((code, at) => code * width + codes[second]![at]!);
      const gain = explained(both, one.counts.length * width, answers, rows.length) - alone[first]! - alone[second]!;
      return { first, second, gain };
    }),
  );
  const telling = found.filter(({ gain }) => gain > 0).sort((a, b) => b.gain - a.gain || a.first - b.first || a.second - b.second); // prettier-ignore
  return telling.slice(0, most).map(({ first, second }) => [first, second]);
}

/** What is to be told, less its mean: the number, or for each class whether a row is of it. */
function centredAnswers({ kind, classes, codes, values }: TrainingTarget, rows: Int32Array): Float64Array[] {
  const centred = (own: Float64Array): Float64Array => {
    const mean = own.reduce((sum, value) => sum + value, 0) / Math.max(1, own.length);
    return own.map((value) => value - mean);
  };
  if (kind === 'number') return [centred(Float64Array.from(rows, (row) => values[row]!))];
  return classes.map((_, code) => centred(Float64Array.from(rows, (row) => (codes[row] === code ? 1 : 0))));
}

/** The squares between groups, less what as many groups would have by chance. */
function explained(codes: Int32Array, nCodes: number, answers: readonly Float64Array[], nRows: number): number {
  const counts = new Float64Array(nCodes);
  for (const code of codes) counts[code]!++;
  const nGroups = counts.reduce((sum, count) => sum + (count > 0 ? 1 : 0), 0);
  return answers.reduce((total, answer) => {
    const sums = new Float64Array(nCodes);
    let squares = 0;
    codes.forEach((code, i) => {
      sums[code]! += answer[i]!;
      squares += answer[i]! ** 2;
    });
    const between = sums.reduce((sum, own, code) => sum + (counts[code]! > 0 ? own ** 2 / counts[code]! : 0), 0);
    return total + between - ((nGroups - 1) * squares) / Math.max(1, nRows - 1);
  }, 0);
}

function learnCross(lists: readonly WideList[], first: number, second: number, x: Matrix): WideCross {
  const width = lists[second]!.counts.length;
  const counts = new Float64Array(lists[first]!.counts.length * width);
  for (let row = 0; row < x.nRows; row++)
    counts[codeOf(lists[first]!, x, row) * width + codeOf(lists[second]!, x, row)]!++;
  return { first, second, pairs: Int32Array.from([...counts.keys()].filter((pair) => counts[pair]! >= LEAST_ROWS)) };
}

/** Columns of codes, and codes in all of them. */
export const wideColumns = ({ lists, crosses }: WideInput): number => lists.length + crosses.length;
export const wideCodes = ({ lists, crosses }: WideInput): number =>
  lists.reduce((sum, { counts }) => sum + counts.length, 0) +
  crosses.reduce((sum, { pairs }) => sum + pairs.length + 1, 0);

/** Writes the codes of a row, those of each column after those of the one before. */
export function putWideCodes(
  { lists, crosses }: WideInput,
  x: Matrix,
  row: number,
  out: Float32Array,
  at: number,
): void {
  let [to, offset] = [at, 0];
  const codes = lists.map((list) => codeOf(list, x, row));
  lists.forEach(({ counts }, i) => {
    out[to++] = offset + codes[i]!;
    offset += counts.length;
  });
  for (const { first, second, pairs } of crosses) {
    out[to++] = offset + placeOf(pairs, codes[first]! * lists[second]!.counts.length + codes[second]!);
    offset += pairs.length + 1;
  }
}

/** A pair's place among those known, or one beyond the last. */
function placeOf(pairs: Int32Array, pair: number): number {
  let [low, high] = [0, pairs.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (pairs[middle]! < pair) low = middle + 1;
    else high = middle;
  }
  return pairs[low] === pair ? low : pairs.length;
}
