import type { ColumnInfo, ColumnType } from '../../contract/table.ts';
import {
  columnBase,
  isNull,
  nullBitmap,
  shared,
  type BooleanColumn,
  type Column,
  type ColumnBase,
  type ColumnOptions,
  type DateColumn,
  type NumberColumn,
} from './column-base.ts';
import { takeTexts, textAt } from './text-column.ts';

export {
  countNulls,
  isNull,
  nullBitmap,
  type BooleanColumn,
  type Column,
  type ColumnOptions,
  type DateColumn,
  type NumberColumn,
  type TextColumn,
} from './column-base.ts';
export {
  codedTextColumn,
  codesOf,
  dictionaryOf,
  flagTexts,
  packedTextColumn,
  plainTextColumn,
  textAt,
  textColumn,
  textsOf,
  withCodes,
} from './text-column.ts';

/** A number column; NaN becomes a missing value. */
export function numberColumn(
  name: string,
  values: Float64Array | Float32Array | Int32Array,
  options: ColumnOptions = {},
): NumberColumn {
  const nulls = values instanceof Int32Array ? null : nullBitmap(values.length, (row) => Number.isNaN(values[row]));
  return { ...columnBase(name, values.length, nulls, options), type: 'number', values: shared(values) };
}

/** A date column of epoch milliseconds; NaN becomes a missing value. */
export function dateColumn(name: string, values: Float64Array, options: ColumnOptions = {}): DateColumn {
  const nulls = nullBitmap(values.length, (row) => Number.isNaN(values[row]));
  return { ...columnBase(name, values.length, nulls, options), type: 'date', values: shared(values) };
}

/** A column of yes and no; null is a missing value. */
export function booleanColumn(
  name: string,
  values: readonly (boolean | null)[] | Uint8Array,
  options: ColumnOptions = {},
): BooleanColumn {
  const isBytes = values instanceof Uint8Array;
  const nulls = isBytes ? null : nullBitmap(values.length, (row) => values[row] === null);
  const bytes = isBytes ? values : Uint8Array.from(values, (value) => (value ? 1 : 0));
  return { ...columnBase(name, values.length, nulls, options), type: 'boolean', values: shared(bytes) };
}

/** The value of a row as it is shown: a number, a date in epoch milliseconds, a boolean, a text, or null. */
export function cellAt(column: Column, row: number): string | number | boolean | null {
  if (isNull(column, row)) return null;
  if (column.type === 'text') return textAt(column, row);
  if (column.type === 'boolean') return column.values[row] === 1;
  return column.values[row] ?? null;
}

/** The same column without its values. */
export function columnInfo({ name, type, role, unit, label }: Column): ColumnInfo {
  return { name, type: type satisfies ColumnType, role, unit, label };
}

/** The same values under another name, role, unit or label. */
export function relabel<C extends Column>(
  column: C,
  changes: Partial<Pick<ColumnBase, 'name' | 'role' | 'unit' | 'label'>>,
): C {
  return { ...column, ...changes };
}

/** The rows of a column at the given positions, in that order. */
export function takeRows(column: Column, rows: Int32Array | Uint32Array): Column {
  const options = { role: column.role, unit: column.unit, label: column.label };
  const nulls = column.nulls ? nullBitmap(rows.length, (i) => isNull(column, rows[i] ?? 0)) : null;
  const common = columnBase(column.name, rows.length, nulls, options);
  switch (column.type) {
    case 'number':
      return { ...common, type: 'number', values: pick(column.values, rows) };
    case 'date':
      return { ...common, type: 'date', values: pick(column.values, rows) };
    case 'boolean':
      return { ...common, type: 'boolean', values: pick(column.values, rows) };
    case 'text':
      return takeTexts(column, rows, options);
  }
}

function pick<A extends Float64Array | Float32Array | Int32Array | Uint8Array>(
  values: A,
  rows: Int32Array | Uint32Array,
): A {
  const Type = values.constructor as new (buffer: SharedArrayBuffer) => A;
  const out = new Type(new SharedArrayBuffer(rows.length * values.BYTES_PER_ELEMENT));
  for (let i = 0; i < rows.length; i++) out[i] = values[rows[i] ?? 0] ?? 0;
  return out;
}
