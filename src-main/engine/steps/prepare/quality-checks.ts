import { quantilesOf } from '../../maths/selection.ts';
import { equalFrequencyBins } from '../../maths/scores/bins.ts';
import { contingency, cramersV, entropy, informationGain, type Codes } from '../../maths/scores/contingency.ts';
import { pearson, ranks } from '../../maths/scores/correlation.ts';
import { stabilityByChance, stabilityIndex } from '../../maths/stability.ts';
import { countByCode } from '../../table/by-code.ts';
import { codesOf, countNulls, type Column, type DateColumn } from '../../table/column.ts';
import { booleanNumbers } from '../../table/flags.ts';
import { doublesOf } from '../../table/numbers.ts';

/** What can be wrong with a column. */
export const kinds = ['missing', 'constant', 'alike', 'leak', 'lopsided', 'drift', 'late'] as const;
export type Kind = (typeof kinds)[number];

/** One thing wrong with one column. */
export interface Finding {
  readonly column: string;
  readonly kind: Kind;
  /** From 0 to 1 but for drift, whose index has no end. */
  readonly strength: number;
  /** The column that it is like. */
  readonly beside: string | null;
}

/** From which strength on a finding is one. */
export type Limits = Readonly<Record<Exclude<Kind, 'late'>, number>>;

/** A column as the checks read it: its numbers where it has an order, and its values or bins as codes. */
export interface Checked {
  readonly name: string;
  readonly isWord: boolean;
  readonly numbers: Float64Array | null;
  readonly codes: Codes;
}

const N_BINS = 20;

/** A text column with more different words than this is a name that no check but that of missing values can read. */
const MOST_WORDS = 200;

/** @returns null where a column has too many different words. */
export function checkedColumn(column: Column): Checked | null {
  if (column.type === 'text') {
    const { codes, dictionary } = codesOf(column);
    if (dictionary.length > MOST_WORDS) return null;
    return { name: column.name, isWord: true, numbers: null, codes: { codes, n: dictionary.length } };
  }
  const numbers = column.type === 'boolean' ? booleanNumbers(column) : finite(doublesOf(column));
  const codes = column.type === 'boolean' ? flagCodes(numbers) : equalFrequencyBins(numbers, N_BINS);
  return { name: column.name, isWord: column.type === 'boolean', numbers, codes };
}

const finite = (values: Float64Array): Float64Array => values.map((value) => (Number.isFinite(value) ? value : NaN));
const flagCodes = (values: Float64Array): Codes => ({
  codes: Int32Array.from(values, (value) => (Number.isNaN(value) ? -1 : value)),
  n: 2,
});

/** Missing, constant and lopsided, over all rows. */
export function findAlone(column: Column, limits: Limits): Finding[] {
  const n = column.length;
  if (n === 0) return [];
  const finding = (kind: keyof Limits, strength: number): Finding[] =>
    strength >= limits[kind] ? [{ column: column.name, kind, strength, beside: null }] : [];
  const nMissing = countNulls(column);
  const most = nMissing < n ? mostFrequent(column) / (n - nMissing) : 1;
  const missing = nMissing > 0 ? finding('missing', nMissing / n) : [];
  const constant = finding('constant', most);
  const isWord = column.type === 'text' || column.type === 'boolean';
  return [...missing, ...constant, ...(isWord && constant.length === 0 ? finding('lopsided', most) : [])];
}

/** In how many rows the most frequent value stands. */
function mostFrequent(column: Column): number {
  if (column.type === 'text') {
    const { codes, dictionary } = codesOf(column);
    return countByCode(codes, dictionary.length).reduce((most, count) => Math.max(most, count), 0);
  }
  const values = column.type === 'boolean' ? booleanNumbers(column) : doublesOf(column);
  // A value in half of the rows or more is their median; a rarer one makes no column constant.
  const [median = NaN] = quantilesOf(values, [0.5]);
  let [same, lower] = [0, 0];
  for (const value of values) {
    if (value === median) same++;
    if (value < median) lower++;
  }
  return Math.max(same, column.type === 'boolean' ? lower : 0);
}

/** Pairs of columns that say the same; of each pair the later one is named. */
export function findAlike(columns: readonly Checked[], limits: Limits, check: () => void): Finding[] {
  const ranked = columns.map(({ numbers }) => numbers && ranks(numbers));
  return columns.flatMap((later, j) => {
    check();
    let best: Finding | null = null;
    for (let i = 0; i < j; i++) {
      const earlier = columns[i]!;
      const strength = likeness(earlier, later, ranked[i] ?? null, ranked[j] ?? null);
      if (strength >= Math.max(limits.alike, best?.strength ?? 0) && strength > (best?.strength ?? 0))
        best = { column: later.name, kind: 'alike', strength, beside: earlier.name };
    }
    return best ? [best] : [];
  });
}

function likeness(a: Checked, b: Checked, ranksA: Float64Array | null, ranksB: Float64Array | null): number {
  if (ranksA && ranksB) return Math.abs(pearson(ranksA, ranksB)) || 0;
  if (!a.isWord || !b.isWord) return 0;
  return cramersV(contingency(a.codes, b.codes)) || 0;
}

/** Columns that tell the target almost alone: the share of what is unknown of it that is known once the column is. */
export function findLeaks(columns: readonly Checked[], target: Checked, limits: Limits, check: () => void): Finding[] {
  const unknown = (codes: Codes): number => entropy(Float64Array.from(countByCode(codes.codes, codes.n)));
  return columns.flatMap((column) => {
    check();
    const isNumbers = column.numbers && target.numbers && !target.isWord;
    const strength = isNumbers
      ? Math.abs(pearson(ranks(column.numbers), ranks(target.numbers)))
      : informationGain(contingency(column.codes, target.codes)) / unknown(target.codes);
    return strength >= limits.leak ? [{ column: column.name, kind: 'leak', strength: Math.min(1, strength), beside: target.name }] : []; // prettier-ignore
  });
}

/** Columns whose early rows are unlike their late ones, by more than chance; rows without a time are neither. */
export function findDrift(columns: readonly Checked[], time: DateColumn, limits: Limits, check: () => void): Finding[] {
  const [middle = NaN] = quantilesOf(time.values, [0.5]);
  const half = Int32Array.from(time.values, (at) => (Number.isNaN(at) ? -1 : at < middle ? 0 : 1));
  return columns.flatMap(({ name, codes }) => {
    check();
    const { counts } = contingency({ codes: half, n: 2 }, codes);
    const [early, late] = [counts.subarray(0, codes.n), counts.subarray(codes.n)];
    const strength = Math.max(0, stabilityIndex(early, late) - stabilityByChance(early, late));
    return strength >= limits.drift ? [{ column: name, kind: 'drift', strength, beside: time.name }] : [];
  });
}

/** Dates after a cut-off day, which were not known then: the share of the rows of each column. */
export function findLate(columns: readonly Column[], cut: number): Finding[] {
  return columns.flatMap((column) => {
    if (column.type !== 'date') return [];
    let [late, known] = [0, 0];
    for (const at of column.values) {
      if (Number.isNaN(at)) continue;
      known++;
      if (at > cut) late++;
    }
    return late > 0 ? [{ column: column.name, kind: 'late', strength: late / known, beside: null }] : [];
  });
}
