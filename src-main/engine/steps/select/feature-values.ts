import { ClienteleError } from '../../../contract/errors.ts';
import { equalFrequencyBins } from '../../maths/scores/bins.ts';
import type { Codes } from '../../maths/scores/contingency.ts';
import { codesOf, type Column } from '../../table/column.ts';
import { numberAt, type Table } from '../../table/table.ts';
import { noColumnOf } from '../features-of.ts';

/** A feature as scores read it: its numbers where it has an order, and its values or bins as codes. */
export interface FeatureValues {
  readonly name: string;
  /** Null for texts, whose order means nothing. */
  readonly numbers: Float64Array | null;
  readonly codes: Codes;
}

/** What features are to say something about. */
export type Target =
  { readonly kind: 'classes'; readonly classes: Codes } | { readonly kind: 'number'; readonly numbers: Float64Array };

/** A text column with more values than this is a name, not a feature. */
const MOST_TEXTS = 100;

/** Whole numbers with so many values at most are taken for classes. */
const MOST_CLASSES = 10;

/** Columns that are looked at where none are chosen, and texts left out because they have too many values. */
export function featureNames(
  table: Table,
  chosen: readonly string[],
  target: string | null,
): { names: string[]; leftOut: string[] } {
  const leftOut: string[] = [];
  const suits = (column: Column): boolean => {
    if (column.name === target || column.type === 'date') return false;
    if (column.type !== 'text') return true;
    if (codesOf(column).dictionary.length <= MOST_TEXTS) return true;
    leftOut.push(column.name);
    return false;
  };
  const wanted =
    chosen.length > 0
      ? chosen.map((name) => table.column(name))
      : table.columns.filter(
          (column) => column.role === null || column.role === 'category' || column.role === 'channel',
        );
  const names = wanted.filter(suits).map(({ name }) => name);
  if (names.length < 2) throw noColumnOf(table, { en: 'more than one feature', zh: '至少两个特征' });
  return { names, leftOut };
}

/** @param nBins into how many equally frequent bins numbers are cut. @throws missing-column */
export function featureValues(table: Table, name: string, nBins: number): FeatureValues {
  const column = table.column(name);
  const numbers = numbersOf(column);
  return { name, numbers, codes: numbers ? equalFrequencyBins(numbers, nBins) : codesOfValues(column) };
}

/** Numbers, and yes and no as 1 and 0; null for anything else. */
function numbersOf(column: Column): Float64Array | null {
  if (column.type === 'number')
    return Float64Array.from({ length: column.length }, (_, row) => finite(numberAt(column, row)));
  if (column.type !== 'boolean') return null;
  return Float64Array.from(column.values, (value, row) => (column.nulls && isMissing(column.nulls, row) ? NaN : value));
}

const isMissing = (nulls: Uint8Array, row: number): boolean => (((nulls[row >> 3] ?? 0) >> (row & 7)) & 1) === 1;
const finite = (value: number): number => (Number.isFinite(value) ? value : NaN);

/** Each different value as one code. */
function codesOfValues(column: Column): Codes {
  if (column.type === 'text') {
    const { codes, dictionary } = codesOf(column);
    return { codes, n: dictionary.length };
  }
  const numbers = numbersOf(column) ?? new Float64Array(column.length).fill(NaN);
  const known = new Map(
    [...new Set(numbers.filter((value) => !Number.isNaN(value)))].sort((a, b) => a - b).map((v, i) => [v, i]),
  );
  return { codes: Int32Array.from(numbers, (value) => known.get(value) ?? -1), n: known.size };
}

/** @throws missing-column; wrong-column-type for a target that is to be a number and is none; no-usable-rows where it does not vary */
export function targetOf(table: Table, name: string, treatAs: 'auto' | 'classes' | 'number'): Target {
  const column = table.column(name);
  const target =
    treatAs === 'number' || (treatAs === 'auto' && looksLikeNumber(column)) ? asNumber(table, name) : asClasses(column);
  const varies = target.kind === 'classes' ? usedClasses(target.classes) > 1 : hasSpread(target.numbers);
  if (!varies) throw new ClienteleError('no-usable-rows', { detail: name });
  return target;
}

const asNumber = (table: Table, name: string): Target => ({
  kind: 'number',
  numbers: numbersOf(table.number(name)) ?? new Float64Array(0),
});

function asClasses(column: Column): Target {
  return { kind: 'classes', classes: codesOfValues(column) };
}

function looksLikeNumber(column: Column): boolean {
  if (column.type !== 'number') return false;
  const values = new Set<number>();
  for (const value of column.values) {
    if (Number.isNaN(value)) continue;
    if (!Number.isInteger(value)) return true;
    values.add(value);
    if (values.size > MOST_CLASSES) return true;
  }
  return false;
}

/** Rows whose target is known, ascending. */
export const knownRows = (target: Target): Int32Array =>
  target.kind === 'classes'
    ? Int32Array.from(target.classes.codes.keys()).filter((row) => target.classes.codes[row]! >= 0)
    : Int32Array.from(target.numbers.keys()).filter((row) => !Number.isNaN(target.numbers[row]));

/** A feature of some rows, in that order. */
export const takeValues = ({ name, numbers, codes }: FeatureValues, rows: Int32Array): FeatureValues => ({
  name,
  numbers: numbers && Float64Array.from(rows, (row) => numbers[row]!),
  codes: { codes: Int32Array.from(rows, (row) => codes.codes[row]!), n: codes.n },
});

const usedClasses = ({ codes }: Codes): number => new Set(codes.filter((code) => code >= 0)).size;

function hasSpread(numbers: Float64Array): boolean {
  const first = numbers.find((value) => !Number.isNaN(value));
  return numbers.some((value) => !Number.isNaN(value) && value !== first);
}
