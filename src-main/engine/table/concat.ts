import { ClienteleError } from '../../contract/errors.ts';
import type { ColumnType } from '../../contract/table.ts';
import { ByteDictionary } from './byte-dictionary.ts';
import {
  booleanColumn,
  cellAt,
  countNulls,
  dateColumn,
  isNull,
  nullBitmap,
  numberColumn,
  packedTextColumn,
  textColumn,
  type Column,
  type ColumnOptions,
  type TextColumn,
} from './column.ts';
import { isoText } from './iso-text.ts';
import { numberAt } from './table.ts';

/** A column of some length without any value. */
export function missingColumn(name: string, type: ColumnType, length: number, options: ColumnOptions = {}): Column {
  switch (type) {
    case 'number':
      return numberColumn(name, new Float64Array(length).fill(NaN), options);
    case 'date':
      return dateColumn(name, new Float64Array(length).fill(NaN), options);
    case 'boolean':
      return booleanColumn(name, new Array<null>(length).fill(null), options);
    case 'text':
      return textColumn(name, new Array<null>(length).fill(null), options);
  }
}

/** A column's values as another type can hold them: anything as text, and nothing as anything. @throws wrong-column-type */
export function castColumn(column: Column, type: ColumnType): Column {
  if (column.type === type) return column;
  if (countNulls(column) === column.length) return missingColumn(column.name, type, column.length, column);
  if (type !== 'text')
    throw new ClienteleError('wrong-column-type', { column: column.name, got: column.type, needed: type });
  const texts = Array.from({ length: column.length }, (_, row) => {
    const cell = cellAt(column, row);
    return cell === null ? null : column.type === 'date' ? isoText(Number(cell)) : String(cell);
  });
  return textColumn(column.name, texts, column);
}

/** One column after another of its type, under the first one's name and role. @throws wrong-column-type */
export function concatColumns(first: Column, second: Column): Column {
  const length = first.length + second.length;
  const missing = (row: number): boolean =>
    row < first.length ? isNull(first, row) : isNull(second, row - first.length);
  if (first.type === 'text' && second.type === 'text') return concatTexts(first, second);
  if (first.type === 'boolean' && second.type === 'boolean') {
    const values = new Uint8Array(new SharedArrayBuffer(length));
    values.set(first.values);
    values.set(second.values, first.length);
    return { ...booleanColumn(first.name, values, first), nulls: nullBitmap(length, missing) };
  }
  if (
    first.type !== second.type ||
    (first.type !== 'number' && first.type !== 'date') ||
    (second.type !== 'number' && second.type !== 'date')
  ) {
    throw new ClienteleError('wrong-column-type', { column: first.name, got: second.type, needed: first.type });
  }
  const values = new Float64Array(new SharedArrayBuffer(length * 8));
  for (let row = 0; row < first.length; row++) values[row] = numberAt(first, row);
  for (let row = 0; row < second.length; row++) values[first.length + row] = numberAt(second, row);
  return first.type === 'date' ? dateColumn(first.name, values, first) : numberColumn(first.name, values, first);
}

function concatTexts(first: TextColumn, second: TextColumn): Column {
  const known = new ByteDictionary();
  const codes = new Int32Array(new SharedArrayBuffer((first.length + second.length) * 4));
  let at = 0;
  for (const column of [first, second]) {
    const { offsets, bytes } = column;
    const entryCodes = new Int32Array(offsets.length - 1).fill(-1);
    for (let row = 0; row < column.length; row++, at++) {
      const entry = isNull(column, row) ? -1 : (column.codes?.[row] ?? row);
      if (entry >= 0 && entryCodes[entry]! < 0)
        entryCodes[entry] = known.codeOf(bytes, offsets[entry]!, offsets[entry + 1]!);
      codes[at] = entry < 0 ? -1 : entryCodes[entry]!;
    }
  }
  return packedTextColumn(first.name, codes, known.offsets(), known.bytes, first);
}
