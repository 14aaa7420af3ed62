import { z } from 'zod';
import type { ColumnType } from '../../../contract/table.ts';
import { borrow, makeDonors, type Donors } from '../../maths/donors.ts';
import { sampleRows } from '../../maths/matrix.ts';
import { quantilesOf } from '../../maths/selection.ts';
import { mean, sortedFinite } from '../../maths/statistics.ts';
import { countByCode } from '../../table/by-code.ts';
import {
  booleanColumn,
  codesOf,
  isNull,
  numberColumn,
  textColumn,
  type Column,
  type DateColumn,
  type NumberColumn,
} from '../../table/column.ts';
import { fillColumn, withNumbers } from '../../table/fill.ts';
import { freeName } from '../../table/free-name.ts';
import { isoText } from '../../table/iso-text.ts';
import { doublesOf } from '../../table/numbers.ts';
import { Table } from '../../table/table.ts';
import type { Context } from '../context.ts';
import { columnNames, columns, defineEstimator, metricOut, tableIn, tableOut } from '../define.ts';
import { FEATURE_OUTPUTS } from '../features-of.ts';
import { imputeText as text } from './impute-text.ts';
import { plainColumns } from './plain-columns.ts';

const parameters = z.object({
  columns: columns({ port: 'table', text: text.parameter('columns') }),
  numbers: z
    .enum(['median', 'mean', 'mode', 'constant', 'neighbours', 'leave'])
    .default('median')
    .meta({ ...text.parameter('numbers') }),
  number: z
    .number()
    .default(0)
    .meta({ ...text.parameter('number') }),
  categories: z
    .enum(['mode', 'constant', 'leave'])
    .default('mode')
    .meta({ ...text.parameter('categories') }),
  word: z
    .string()
    .min(1)
    .max(100)
    .default('unknown')
    .meta({ ...text.parameter('word') }),
  nNeighbours: z
    .int()
    .min(1)
    .max(100)
    .default(5)
    .meta({ ...text.parameter('nNeighbours') }),
  nDonors: z
    .int()
    .min(10)
    .max(20_000)
    .default(1000)
    .meta({ ...text.parameter('nDonors') }),
  flag: z
    .boolean()
    .default(false)
    .meta({ ...text.parameter('flag') }),
});
type Parameters = z.output<typeof parameters>;

/** What stands for a gap in a column. */
interface Fill {
  readonly name: string;
  readonly type: ColumnType;
  /** Null where gaps stay, or are filled by the nearest rows. */
  readonly value: string | number | boolean | null;
  readonly nMissing: number;
}

interface ImputeModel {
  readonly fills: readonly Fill[];
  /** Columns that the nearest rows fill, and those rows; null without. */
  readonly lent: { readonly names: readonly string[]; readonly donors: Donors } | null;
}

export const impute = defineEstimator({
  id: 'prepare.impute',
  version: 3,
  text,
  references: ['doi:10.1093/bioinformatics/17.6.520'],
  task: 'transform',
  needs: { table: tableIn({ label: text.input('table'), prefersOutput: FEATURE_OUTPUTS }) },
  gives: {
    filled: tableOut({ label: text.output('filled'), name: 'filled', entity: 'same' }),
    nFilled: metricOut({ label: text.output('nFilled'), better: 'none', unit: 'count' }),
  },
  describes: {
    fills: tableOut({ label: text.output('fills'), name: 'fills', entity: 'none', words: { column: columnNames() } }),
  },
  parameters,
  memory: ({ bytes, nRows, nColumns }) => bytes * 2 + nRows * nColumns * 16,
  fit(context, { table }, p): ImputeModel {
    // What is to be predicted is neither filled nor looked at: new rows do not have it.
    const outcome = p.columns.length > 0 ? null : table.findRole('outcome');
    const chosen = plainColumns(table, p.columns, ['number', 'date', 'boolean', 'text']).filter(
      ({ name }) => name !== outcome?.name,
    );
    const fills = chosen.map((column, j): Fill => {
      context.signal.throwIfAborted();
      context.progress(j / chosen.length);
      const value = column.type === 'text' || column.type === 'boolean' ? category(column, p) : numberFor(column, p);
      return { name: column.name, type: column.type, value, nMissing: countMissing(column) };
    });
    warnOf(fills, table.nRows, p, context);
    return { fills, lent: p.numbers === 'neighbours' ? lenders(table, fills, p, context) : null };
  },
  apply(context, { fills, lent }, { table }, p) {
    const given = fills.map(({ name }) => table.column(name));
    const filled = given.map((column, j) => {
      context.signal.throwIfAborted();
      return fills[j]!.value === null ? column : fillColumn(column, fills[j]!.value);
    });
    const complete = lent ? lendTo(table, lent, p, context) : [];
    const flags = p.flag ? flagsOf(table, fills) : [];
    const left = table.with([...filled, ...complete]);
    const nFilled = fills.reduce(
      (sum, { name }) => sum + countMissing(table.column(name)) - countMissing(left.column(name)),
      0,
    );
    return { filled: left.with(flags), nFilled };
  },
  describe(_context, { fills }, { table }, p) {
    const label = (name: 'column' | 'missing' | 'missing_share' | 'filled_with') => ({ label: text.column(name) });
    const counts = Int32Array.from(fills, ({ nMissing }) => nMissing);
    const shares = Float64Array.from(counts, (count) => (table.nRows > 0 ? count / table.nRows : 0));
    const words = fills.map(({ type, value }) => {
      if (value === null) return p.numbers === 'neighbours' && type !== 'text' && type !== 'boolean' ? '≈' : null;
      if (type === 'date') return isoText(Number(value));
      // A mean has more digits than anybody reads.
      return String(typeof value === 'number' ? Number(value.toPrecision(6)) : value);
    });
    const found = [
      textColumn('column', fills.map(({ name }) => name), label('column')),
      numberColumn('missing', counts, { ...label('missing'), unit: 'count' }),
      numberColumn('missing_share', shares, { ...label('missing_share'), unit: 'share' }),
      textColumn('filled_with', words, label('filled_with')),
    ]; // prettier-ignore
    return { fills: new Table(found) };
  },
});

/** A number that is not finite is as good as missing. */
function countMissing(column: Column): number {
  let count = 0;
  const isNumber = column.type === 'number' && !(column.values instanceof Int32Array);
  for (let row = 0; row < column.length; row++)
    if (isNull(column, row) || (isNumber && !Number.isFinite(column.values[row]))) count++;
  return count;
}

function numberFor(column: NumberColumn | DateColumn, p: Parameters): number | null {
  if (p.numbers === 'neighbours' || p.numbers === 'leave') return null;
  if (p.numbers === 'constant') return column.type === 'number' ? p.number : null;
  const values = doublesOf(column);
  const found =
    p.numbers === 'mean' ? mean(values) : p.numbers === 'median' ? quantilesOf(values, [0.5])[0]! : modeOf(values);
  if (Number.isNaN(found)) return null;
  return column.type === 'date' ? Math.round(found) : found;
}

/** The most frequent finite number, the least of equally frequent ones; NaN without any. */
function modeOf(values: Float64Array): number {
  const sorted = sortedFinite(values);
  let [best, most] = [NaN, 0];
  for (let from = 0, to = 0; from < sorted.length; from = to) {
    while (to < sorted.length && sorted[to] === sorted[from]) to++;
    if (to - from > most) [best, most] = [sorted[from]!, to - from];
  }
  return best;
}

function category(column: Extract<Column, { type: 'text' | 'boolean' }>, p: Parameters): string | boolean | null {
  if (p.categories === 'leave') return null;
  if (p.categories === 'constant') return column.type === 'text' ? p.word : null;
  if (column.type === 'boolean') {
    const known = column.values.filter((_, row) => !isNull(column, row));
    const yes = known.reduce((sum, value) => sum + value, 0);
    return known.length > 0 ? yes * 2 > known.length : null;
  }
  const { codes, dictionary } = codesOf(column);
  const counts = countByCode(codes, dictionary.length);
  let best = -1;
  counts.forEach((count, code) => {
    const most = best < 0 ? 0 : counts[best]!;
    if (count > most || (count === most && count > 0 && dictionary[code]! < dictionary[best]!)) best = code;
  });
  return best < 0 ? null : dictionary[best]!;
}

function warnOf(fills: readonly Fill[], nRows: number, p: Parameters, context: Context): void {
  const named = (suits: (fill: Fill) => boolean): string =>
    fills.filter((fill) => fill.nMissing > 0 && suits(fill)).map(({ name }) => name).join(', '); // prettier-ignore
  const empty = named(({ nMissing, value }) => nMissing === nRows && value === null);
  const much = named(({ nMissing, type }) => nMissing < nRows && nMissing * 2 > nRows && isFilled(type, p));
  if (empty !== '') context.warn(text.message('empty', { columns: empty }));
  if (much !== '') context.warn(text.message('much', { columns: much }));
}

const isFilled = (type: ColumnType, p: Parameters): boolean =>
  (type === 'text' || type === 'boolean' ? p.categories : p.numbers) !== 'leave';

/** The rows that lend to others; null where no column of numbers is filled. */
function lenders(table: Table, fills: readonly Fill[], p: Parameters, context: Context): ImputeModel['lent'] {
  const names = fills.filter(({ type }) => type === 'number' || type === 'date').map(({ name }) => name);
  if (names.length === 0) return null;
  const rows = sampleRows(table.nRows, p.nDonors, context.random);
  return { names, donors: makeDonors(names.map((name) => finiteOf(table, name)), rows) }; // prettier-ignore
}

const finiteOf = (table: Table, name: string): Float64Array =>
  doublesOf(table.column(name) as NumberColumn | DateColumn).map((value) => (Number.isFinite(value) ? value : NaN));

const ROWS_A_LOOK = 64;

function lendTo(table: Table, lent: NonNullable<ImputeModel['lent']>, p: Parameters, context: Context): Column[] {
  const given = lent.names.map((name) => finiteOf(table, name));
  const row = new Float64Array(given.length);
  for (let i = 0, done = 0; i < table.nRows; i++) {
    if (given.every((values) => !Number.isNaN(values[i]!))) continue;
    if (done++ % ROWS_A_LOOK === 0) {
      context.signal.throwIfAborted();
      context.progress(i / table.nRows);
    }
    given.forEach((values, j) => (row[j] = values[i]!));
    borrow(row, lent.donors, p.nNeighbours);
    given.forEach((values, j) => (values[i] = row[j]!));
  }
  return lent.names.map((name, j) => withNumbers(table.column(name) as NumberColumn | DateColumn, given[j]!));
}

function flagsOf(table: Table, fills: readonly Fill[]): Column[] {
  const taken = new Set(table.columns.map(({ name }) => name));
  return fills
    .filter(({ nMissing }) => nMissing > 0)
    .map(({ name }) => {
      const column = table.column(name);
      const flags = new Uint8Array(table.nRows);
      for (let row = 0; row < flags.length; row++) flags[row] = isNull(column, row) ? 1 : 0;
      return booleanColumn(freeName(`${name}_missing`, taken), flags);
    });
}
