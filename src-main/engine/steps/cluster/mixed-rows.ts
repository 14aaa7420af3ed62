import { ClienteleError } from '../../../contract/errors.ts';
import type { ColumnRole } from '../../../contract/table.ts';
import type { MixedRows } from '../../maths/cluster/k-prototypes.ts';
import { columnMeans, columnVariances } from '../../maths/matrix.ts';
import { cellAt, type Column } from '../../table/column.ts';
import type { Matrix, Table } from '../../table/table.ts';
import { completeMatrix } from '../features-of.ts';

/** How rows of numbers and categories are read; it reads further tables alike. */
export interface MixedEncoding {
  readonly numbers: readonly string[];
  /** What is taken off each number, and what it is then divided by. */
  readonly offsets: readonly number[];
  readonly scales: readonly number[];
  readonly categories: readonly { readonly name: string; readonly values: readonly string[] }[];
}

/** Rarer values than these many are read as one: others, with what later tables hold that was not there. */
const MOST_VALUES = 50;
/** Roles of columns whose texts say what kind of thing a row is. */
const KINDS: readonly (ColumnRole | null)[] = [null, 'category', 'place', 'channel'];
const CATEGORY_TYPES: readonly Column['type'][] = ['text', 'boolean'];

/**
 * How to read the chosen columns, or all that suit: numbers without a role, and texts and yes-or-no columns with few values.
 *
 * @param by `spread` scales numbers to a mean of 0 and a standard deviation of 1, `range` to a width of 1.
 * @throws no-usable-column, missing-values, missing-column, wrong-column-type
 */
export function fitMixed(
  table: Table,
  chosen: { readonly numbers: readonly string[]; readonly categories: readonly string[]; readonly noNumbers?: boolean },
  by: 'spread' | 'range',
): MixedEncoding {
  const categories =
    chosen.categories.length > 0
      ? chosen.categories.map((name) => categoryColumn(table, name))
      : table.columns.filter(
          (column) =>
            CATEGORY_TYPES.includes(column.type) &&
            KINDS.includes(column.role) &&
            distinctValues(column) <= MOST_VALUES,
        );
  const numbers = chosen.noNumbers ? [] : numberNames(table, chosen.numbers);
  // Where nothing suits, the table says why.
  if (numbers.length + categories.length === 0) table.features([]);
  const { offsets, scales } = scalesOf(completeNumbers(table, numbers), by);
  return {
    numbers,
    offsets,
    scales,
    categories: categories.map((column) => ({ name: column.name, values: frequentValues(column) })),
  };
}

function categoryColumn(table: Table, name: string): Column {
  const column = table.column(name);
  if (!CATEGORY_TYPES.includes(column.type))
    throw new ClienteleError('wrong-column-type', { column: name, got: column.type, needed: 'text' });
  return column;
}

function numberNames(table: Table, chosen: readonly string[]): string[] {
  if (chosen.length > 0) return table.features(chosen);
  return table.columns.filter(({ type, role }) => type === 'number' && role === null).map(({ name }) => name);
}

const completeNumbers = (table: Table, names: readonly string[]): Matrix =>
  names.length > 0 ? completeMatrix(table, names).x : { nRows: table.nRows, nColumns: 0, values: new Float64Array(0) };

function scalesOf(x: Matrix, by: 'spread' | 'range'): { offsets: number[]; scales: number[] } {
  if (by === 'spread') {
    const means = columnMeans(x);
    const deviations = columnVariances(x, means).map(Math.sqrt);
    return { offsets: [...means], scales: Array.from(deviations, (deviation) => deviation || 1) };
  }
  const lows = new Float64Array(x.nColumns).fill(Infinity);
  const highs = new Float64Array(x.nColumns).fill(-Infinity);
  x.values.forEach((value, at) => {
    const j = at % x.nColumns;
    lows[j] = Math.min(lows[j]!, value);
    highs[j] = Math.max(highs[j]!, value);
  });
  const scales = Array.from(highs, (high, j) => (high > lows[j]! ? high - lows[j]! : 1));
  return { offsets: Array.from(lows, (low) => (Number.isFinite(low) ? low : 0)), scales };
}

/** A row without a value has the value ''. */
const valueAt = (column: Column, row: number): string => String(cellAt(column, row) ?? '');

function tally(column: Column): Map<string, number> {
  const counts = new Map<string, number>();
  for (let row = 0; row < column.length; row++) {
    const value = valueAt(column, row);
    counts.set(value, (counts.get(value) ?? 0) + 1);
  }
  return counts;
}

const distinctValues = (column: Column): number => tally(column).size;

const frequentValues = (column: Column): string[] =>
  [...tally(column)]
    .sort(([a, n], [b, m]) => m - n || (a < b ? -1 : 1))
    .slice(0, MOST_VALUES)
    .map(([value]) => value);

/** Rows as numbers on their common scale and category numbers, the last of which are all other values. @throws missing-values */
export function readMixed(table: Table, { numbers, offsets, scales, categories }: MixedEncoding): MixedRows {
  const x = completeNumbers(table, numbers);
  const codes = new Int32Array(table.nRows * categories.length);
  categories.forEach(({ name, values }, j) => {
    const column = categoryColumn(table, name);
    const codeOf = new Map(values.map((value, code) => [value, code]));
    for (let row = 0; row < table.nRows; row++)
      codes[row * categories.length + j] = codeOf.get(valueAt(column, row)) ?? values.length;
  });
  return {
    nRows: table.nRows,
    nNumbers: numbers.length,
    nCategories: categories.length,
    numbers: x.values.map((value, at) => (value - offsets[at % numbers.length]!) / scales[at % numbers.length]!),
    codes,
    sizes: categories.map(({ values }) => values.length + 1),
  };
}

/**
 * Rows as numbers alone: each category is a column for each of its values, `apart` where a row has it and 0 elsewhere, so that two
 * rows which differ are `apart` in two columns.
 */
export function spreadCategories(rows: MixedRows, apart: number): Matrix {
  const { nRows, nNumbers, nCategories, numbers, codes, sizes } = rows;
  const nColumns = nNumbers + sizes.reduce((sum, size) => sum + size, 0);
  const values = new Float64Array(nRows * nColumns);
  for (let row = 0; row < nRows; row++) {
    let at = row * nColumns;
    for (let j = 0; j < nNumbers; j++) values[at + j] = numbers[row * nNumbers + j]!;
    at += nNumbers;
    for (let j = 0; j < nCategories; j++) {
      values[at + codes[row * nCategories + j]!] = apart;
      at += sizes[j]!;
    }
  }
  return { nRows, nColumns, values };
}

/** What the columns of {@link spreadCategories} are called: `city = Bonn`; … for all other values. */
export const spreadNames = ({ numbers, categories }: MixedEncoding): string[] => [
  ...numbers,
  ...categories.flatMap(({ name, values }) => [...values, '…'].map((value) => `${name} = ${value || '∅'}`)),
];
