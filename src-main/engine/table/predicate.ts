import { ClienteleError, assertNever } from '../../contract/errors.ts';
import type { Predicate } from '../../contract/table.ts';
import { flagTexts, isNull, type Column } from './column.ts';
import { flagInPolygon } from './polygon.ts';
import { numberAt, type Table } from './table.ts';

/**
 * Which rows meet a condition: 1 where they do.
 *
 * A row without a value meets no condition on that column but `null`, and therefore meets the negation of every other.
 * `in` compares texts with texts and numbers with numbers; `contains` reads numbers as they are written.
 *
 * @throws missing-column; wrong-column-type where `between` or `polygon` is asked of a text.
 */
export function evaluatePredicate(table: Table, predicate: Predicate): Uint8Array {
  switch (predicate.op) {
    case 'and':
      return combine(table, predicate.args, 1, (a, b) => a & b);
    case 'or':
      return combine(table, predicate.args, 0, (a, b) => a | b);
    case 'not':
      return evaluatePredicate(table, predicate.arg).map((flag) => flag ^ 1);
    case 'between':
      return flagBetween(
        numbersOf(table.column(predicate.column)),
        predicate.min ?? -Infinity,
        predicate.max ?? Infinity,
      );
    case 'in':
      return flagIn(table.column(predicate.column), predicate.values);
    case 'contains':
      return flagContains(table.column(predicate.column), predicate.text);
    case 'null':
      return flagNulls(table.column(predicate.column));
    case 'polygon': {
      const [x, y] = [table.column(predicate.x), table.column(predicate.y)];
      return flagInPolygon(numbersOf(x), numbersOf(y), predicate.points);
    }
    default:
      return assertNever(predicate);
  }
}

/** The names of the columns that a condition tests. */
export function columnsOf(predicate: Predicate): ReadonlySet<string> {
  switch (predicate.op) {
    case 'and':
    case 'or':
      return new Set(predicate.args.flatMap((arg) => [...columnsOf(arg)]));
    case 'not':
      return columnsOf(predicate.arg);
    case 'polygon':
      return new Set([predicate.x, predicate.y]);
    default:
      return new Set([predicate.column]);
  }
}

function combine(
  table: Table,
  args: readonly Predicate[],
  initial: 0 | 1,
  how: (a: number, b: number) => number,
): Uint8Array {
  const flags = new Uint8Array(table.nRows).fill(initial);
  for (const arg of args) {
    const other = evaluatePredicate(table, arg);
    for (let row = 0; row < flags.length; row++) flags[row] = how(flags[row]!, other[row]!);
  }
  return flags;
}

/** A column's values as numbers, NaN where missing; yes is 1 and no is 0. @throws wrong-column-type for texts. */
function numbersOf(column: Column): Float64Array | Float32Array | Int32Array {
  if (column.type === 'text') {
    throw new ClienteleError('wrong-column-type', { column: column.name, got: 'text', needed: 'number' });
  }
  if (
    column.type === 'date' ||
    (column.type === 'number' && (!(column.values instanceof Int32Array) || !column.nulls))
  ) {
    return column.values;
  }
  if (column.type === 'number') return Float64Array.from(column.values, (_, row) => numberAt(column, row));
  return Float64Array.from(column.values, (value, row) => (isNull(column, row) ? NaN : value));
}

function flagBetween(values: Float64Array | Float32Array | Int32Array, min: number, max: number): Uint8Array {
  const flags = new Uint8Array(values.length);
  for (let row = 0; row < flags.length; row++) flags[row] = values[row]! >= min && values[row]! <= max ? 1 : 0;
  return flags;
}

function flagNulls(column: Column): Uint8Array {
  const flags = new Uint8Array(column.length);
  if (column.nulls) for (let row = 0; row < flags.length; row++) flags[row] = isNull(column, row) ? 1 : 0;
  return flags;
}

function flagIn(column: Column, wanted: readonly (string | number | boolean)[]): Uint8Array {
  if (column.type === 'text') {
    const texts = new Set(wanted.map(String));
    return flagTexts(column, (text) => texts.has(text));
  }
  // A text such as "north" asked of a number is NaN, which would match the rows without a value.
  const numbers = new Set(wanted.map(asNumber).filter((value) => !Number.isNaN(value)));
  const values = numbersOf(column);
  const flags = new Uint8Array(column.length);
  for (let row = 0; row < flags.length; row++) flags[row] = numbers.has(values[row]!) ? 1 : 0;
  return flags;
}

const asNumber = (value: string | number | boolean): number =>
  value === 'true' ? 1 : value === 'false' ? 0 : value === '' ? NaN : Number(value);

function flagContains(column: Column, text: string): Uint8Array {
  const sought = text.toLowerCase();
  if (column.type === 'text') return flagTexts(column, (entry) => entry.toLowerCase().includes(sought));
  const values = numbersOf(column);
  const flags = new Uint8Array(column.length);
  for (let row = 0; row < flags.length; row++) {
    const value = values[row]!;
    flags[row] = !Number.isNaN(value) && String(value).toLowerCase().includes(sought) ? 1 : 0;
  }
  return flags;
}
