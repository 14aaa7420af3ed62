import { normalQuantile } from '../../maths/normal-quantile.ts';
import { evenQuantiles, shareBelow } from '../../maths/rank-scale.ts';
import { sortedFinite } from '../../maths/statistics.ts';
import type { Matrix } from '../../table/table.ts';
import type { Rows } from '../../tensor/training/tensor-trainee.ts';
import { measureSpread } from './encoding.ts';
import type { Encoding } from './predictor.ts';

/** How numbers are brought on one scale: by their rank among those learned from, bent to a bell, or as they are. */
type NumberScale = 'ranks' | 'standard';

/** A column of numbers as a network reads it: (bent value − centre) / spread. */
interface NumberInput {
  readonly feature: number;
  /** What stands for a missing number. */
  readonly middle: number;
  /** Quantiles of the numbers learned from; null where numbers are not ranked. */
  readonly points: Float64Array | null;
  readonly centre: number;
  readonly spread: number;
}

/** A list of categories as a network reads it. */
interface CategoryInput {
  readonly feature: number;
  /** How many rows learned from had each; the last is how many had none. */
  readonly counts: Float64Array;
}

/** How a matrix of numbers and category codes becomes what a network reads. */
export interface NetworkInput {
  readonly numbers: readonly NumberInput[];
  /** Columns of numbers that some rows learned from lack, with the share of such rows: a flag says which. */
  readonly flags: readonly { readonly feature: number; readonly share: number }[];
  readonly categories: readonly CategoryInput[];
}

/** Learns how columns are read. @param x by an encoding of the kind `codes`: missing and unseen values are NaN. */
export function learnNetworkInput(x: Matrix, { features }: Encoding, scale: NumberScale): NetworkInput {
  const valuesOf = (feature: number): Float64Array =>
    Float64Array.from({ length: x.nRows }, (_, row) => x.values[row * x.nColumns + feature]!);
  const numbers = features.flatMap(({ categories, middle }, feature): NumberInput[] => {
    if (categories) return [];
    const values = valuesOf(feature);
    const points = scale === 'ranks' ? evenQuantiles(sortedFinite(values)) : null;
    return [{ feature, middle, points, ...measureSpread(values, (value) => bent(value, middle, points)) }];
  });
  const flags = numbers.flatMap(({ feature }) => {
    const share = valuesOf(feature).filter(Number.isNaN).length / Math.max(1, x.nRows);
    return share > 0 ? [{ feature, share }] : [];
  });
  const categories = features.flatMap(({ categories: known }, feature): CategoryInput[] => {
    if (!known) return [];
    const counts = new Float64Array(known.length + 1);
    for (const code of valuesOf(feature)) counts[Number.isNaN(code) ? known.length : code]!++;
    return [{ feature, counts }];
  });
  return { numbers, flags, categories };
}

/** The outermost share that ranks are bent from: what lies beyond the numbers learned from lies no farther out than they. */
const OUTERMOST = 1e-3;

function bent(value: number, middle: number, points: Float64Array | null): number {
  const known = Number.isNaN(value) ? middle : value;
  if (!points) return known;
  return normalQuantile(Math.min(1 - OUTERMOST, Math.max(OUTERMOST, shareBelow(points, known))));
}

/** Columns of numbers and flags. */
export const plainWidth = ({ numbers, flags }: NetworkInput): number => numbers.length + flags.length;

/** Whether a list of categories is told by one column: that of the second of two, where no row learned from lacked it. */
const isPair = ({ counts }: CategoryInput): boolean => counts.length === 3 && counts[2] === 0;

const indicatorsOf = (category: CategoryInput): number =>
  isPair(category) ? 1 : category.counts.length - (category.counts.at(-1) === 0 ? 1 : 0);

/** Columns of numbers, flags and indicators of categories. */
export const indicatorWidth = (input: NetworkInput): number =>
  input.categories.reduce((sum, category) => sum + indicatorsOf(category), plainWidth(input));

/** Writes a row's numbers, then its flags less how often they are up. */
function putPlain({ numbers, flags }: NetworkInput, x: Matrix, row: number, out: Float32Array, at: number): void {
  const from = row * x.nColumns;
  let to = at;
  for (const { feature, middle, points, centre, spread } of numbers)
    out[to++] = (bent(x.values[from + feature]!, middle, points) - centre) / spread;
  for (const { feature, share } of flags) out[to++] = (Number.isNaN(x.values[from + feature]!) ? 1 : 0) - share;
}

/**
 * Rows as numbers, flags, and a column for each category that is 1 where a row is of it, less its share of the rows learned from; all
 * zero, the average row, for a category that was not learned.
 *
 * @param out room for (rows, {@link indicatorWidth}).
 */
export function indicatorRows(input: NetworkInput, x: Matrix, rows: Int32Array, out: Float32Array): void {
  const width = indicatorWidth(input);
  rows.forEach((row, i) => {
    putPlain(input, x, row, out, i * width);
    let to = i * width + plainWidth(input);
    for (const category of input.categories) {
      const n = indicatorsOf(category);
      const code = codeAt(category, x, row);
      const first = isPair(category) ? 1 : 0;
      const isKnown = code < category.counts.length - 1 || category.counts.at(-1)! > 0;
      const total = category.counts.reduce((sum, count) => sum + count, 0);
      for (let j = 0; j < n; j++)
        out[to + j] = isKnown ? (code === first + j ? 1 : 0) - category.counts[first + j]! / total : 0;
      to += n;
    }
  });
}

/** Columns of numbers and flags, then one of codes for each list of categories, and the codes of all lists. */
export const codedWidth = (input: NetworkInput): number => plainWidth(input) + input.categories.length;
export const nCodesOf = ({ categories }: NetworkInput): number =>
  categories.reduce((sum, { counts }) => sum + counts.length, 0);

/** Writes a row's numbers and flags, then the code of each list of categories, those of each after those of the list before. */
export function putCoded(input: NetworkInput, x: Matrix, row: number, out: Float32Array, at: number): void {
  putPlain(input, x, row, out, at);
  let [to, offset] = [at + plainWidth(input), 0];
  for (const category of input.categories) {
    out[to++] = offset + codeAt(category, x, row);
    offset += category.counts.length;
  }
}

/**
 * Gives codes that no row learned from had what the average row has: what was learned for the others, each as often as it was met.
 *
 * @param learned (codes, width), changed in place. @param lists how many rows had each code, list by list; the last for none that is known.
 */
export function fillUnseen(learned: Float32Array, width: number, lists: readonly Float64Array[]): void {
  let from = 0;
  for (const counts of lists) {
    const own = learned.subarray(from * width, (from + counts.length) * width);
    from += counts.length;
    if (counts.at(-1)! > 0) continue;
    const total = counts.reduce((sum, count) => sum + count, 0);
    for (let j = 0; j < width; j++) {
      let sum = 0;
      for (let code = 0; code < counts.length - 1; code++) sum += counts[code]! * own[code * width + j]!;
      own[(counts.length - 1) * width + j] = sum / total;
    }
  }
}

/** The category of a row; one beyond the last where it has none that is known. */
function codeAt({ feature, counts }: CategoryInput, x: Matrix, row: number): number {
  const code = x.values[row * x.nColumns + feature]!;
  return Number.isNaN(code) ? counts.length - 1 : code;
}

/** Rows of a matrix, all at once. */
export function wholeRows(nRows: number, nColumns: number, put: (rows: Int32Array, out: Float32Array) => void): Rows {
  const values = new Float32Array(nRows * nColumns);
  put(
    Int32Array.from({ length: nRows }, (_, row) => row),
    values,
  );
  return { nRows, nColumns, values };
}
