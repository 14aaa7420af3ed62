import { concatColumns } from './concat.ts';
import {
  booleanColumn,
  dateColumn,
  isNull,
  numberColumn,
  takeRows,
  textColumn,
  type Column,
  type TextColumn,
} from './column.ts';
import { doublesOf } from './numbers.ts';

/** The same column with a value in every row that has none; the value is of the column's type. */
export function fillColumn(column: Column, value: string | number | boolean): Column {
  if (!column.nulls && column.type !== 'number' && column.type !== 'date') return column;
  switch (column.type) {
    case 'text':
      return fillTexts(column, String(value));
    case 'boolean': {
      const filled = column.values.map((known, row) => (isNull(column, row) ? Number(value) : known));
      return booleanColumn(column.name, filled, column);
    }
    default:
      return withNumbers(
        column,
        doublesOf(column).map((known) => (Number.isFinite(known) ? known : Number(value))),
      );
  }
}

/** A number or date column with other numbers. */
export function withNumbers(column: Extract<Column, { type: 'number' | 'date' }>, values: Float64Array): Column {
  return column.type === 'date' ? dateColumn(column.name, values, column) : numberColumn(column.name, values, column);
}

/** Every gap becomes a row after the last, which holds the text: bytes are copied and none is decoded. */
function fillTexts(column: TextColumn, text: string): Column {
  const longer = concatColumns(column, textColumn(column.name, [text]));
  const rows = new Int32Array(column.length);
  for (let row = 0; row < rows.length; row++) rows[row] = isNull(column, row) ? column.length : row;
  return takeRows(longer, rows);
}
