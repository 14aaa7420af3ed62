import { invariant } from '../../contract/errors.ts';
import type { ColumnInfo, ColumnRole, ColumnType, Unit } from '../../contract/table.ts';
import type { Text } from '../../contract/text.ts';

interface ColumnBase {
  readonly name: string;
  readonly length: number;
  /** Bit i (byte i >> 3, bit i & 7) is set where row i has no value; null where every row has one. */
  readonly nulls: Uint8Array | null;
  readonly role: ColumnRole | null;
  readonly unit: Unit | null;
  readonly label: Text | null;
}

/** Numbers; a row without a value holds NaN (0 in an Int32Array). */
export interface NumberColumn extends ColumnBase {
  readonly type: 'number';
  readonly values: Float64Array | Float32Array | Int32Array;
}

/** Wall-clock times in epoch milliseconds; a row without a value holds NaN. */
export interface DateColumn extends ColumnBase {
  readonly type: 'date';
  readonly values: Float64Array;
}

/** 0 or 1; a row without a value holds 0. */
export interface BooleanColumn extends ColumnBase {
  readonly type: 'boolean';
  readonly values: Uint8Array;
}

/**
 * UTF-8 bytes with offsets. With codes, entry `codes[i]` is the text of row i and −1 stands for no value; without,
 * entry i is the text of row i.
 */
export interface TextColumn extends ColumnBase {
  readonly type: 'text';
  readonly codes: Int32Array | null;
  readonly offsets: Int32Array;
  readonly bytes: Uint8Array;
}

/** One column of a table, over shared memory, never modified once made. */
export type Column = NumberColumn | DateColumn | BooleanColumn | TextColumn;

/** What a column is called and means, apart from its values. */
export interface ColumnOptions {
  readonly role?: ColumnRole | null;
  readonly unit?: Unit | null;
  readonly label?: Text | null;
}

const base = (name: string, length: number, nulls: Uint8Array | null, options: ColumnOptions): ColumnBase => ({
  name,
  length,
  nulls,
  role: options.role ?? null,
  unit: options.unit ?? null,
  label: options.label ?? null,
});

/** Copies into shared memory, so that a column travels between threads without another copy. */
export function shared<A extends Float64Array | Float32Array | Int32Array | Uint8Array>(array: A): A {
  if (array.buffer instanceof SharedArrayBuffer) return array;
  const Type = array.constructor as new (buffer: SharedArrayBuffer) => A;
  const copy = new Type(new SharedArrayBuffer(array.byteLength));
  copy.set(array);
  return copy;
}

/** Whether row i has no value. */
export function isNull(column: Column, row: number): boolean {
  return column.nulls !== null && ((column.nulls[row >> 3] ?? 0) & (1 << (row & 7))) !== 0;
}

/** How many rows have no value. */
export function countNulls(column: Column): number {
  if (!column.nulls) return 0;
  let count = 0;
  for (let row = 0; row < column.length; row++) if (isNull(column, row)) count++;
  return count;
}

/** The bitmap of the rows for which `missing` holds, or null where there is none. */
export function nullBitmap(length: number, missing: (row: number) => boolean): Uint8Array | null {
  let bitmap: Uint8Array | null = null;
  for (let row = 0; row < length; row++) {
    if (!missing(row)) continue;
    bitmap ??= new Uint8Array(new SharedArrayBuffer((length + 7) >> 3));
    bitmap[row >> 3] = (bitmap[row >> 3] ?? 0) | (1 << (row & 7));
  }
  return bitmap;
}

/** A number column; NaN becomes a missing value. */
export function numberColumn(name: string, values: Float64Array | Float32Array | Int32Array, options: ColumnOptions = {}): NumberColumn {
  const nulls = values instanceof Int32Array ? null : nullBitmap(values.length, (row) => Number.isNaN(values[row]));
  return { ...base(name, values.length, nulls, options), type: 'number', values: shared(values) };
}

/** A date column of epoch milliseconds; NaN becomes a missing value. */
export function dateColumn(name: string, values: Float64Array, options: ColumnOptions = {}): DateColumn {
  const nulls = nullBitmap(values.length, (row) => Number.isNaN(values[row]));
  return { ...base(name, values.length, nulls, options), type: 'date', values: shared(values) };
}

/** A column of yes and no; null is a missing value. */
export function booleanColumn(name: string, values: readonly (boolean | null)[] | Uint8Array, options: ColumnOptions = {}): BooleanColumn {
  const isBytes = values instanceof Uint8Array;
  const nulls = isBytes ? null : nullBitmap(values.length, (row) => values[row] === null);
  const bytes = isBytes ? values : Uint8Array.from(values, (value) => (value ? 1 : 0));
  return { ...base(name, values.length, nulls, options), type: 'boolean', values: shared(bytes) };
}

/** Packs texts one after the other, as offsets and bytes. */
function packTexts(texts: readonly string[]): { offsets: Int32Array; bytes: Uint8Array } {
  const packed = new TextEncoder().encode(texts.join(''));
  const offsets = new Int32Array(new SharedArrayBuffer((texts.length + 1) * 4));
  let offset = 0;
  texts.forEach((text, i) => {
    offset += Buffer.byteLength(text, 'utf8');
    offsets[i + 1] = offset;
  });
  invariant(offset === packed.length, 'text offsets cover the bytes');
  return { offsets, bytes: shared(packed) };
}

/** A text column from one string (or null) a row; a dictionary is kept where distinct values are under half. */
export function textColumn(name: string, values: readonly (string | null)[], options: ColumnOptions = {}): TextColumn {
  const codeOf = new Map<string, number>();
  const codes = new Int32Array(new SharedArrayBuffer(values.length * 4));
  values.forEach((value, row) => {
    if (value === null) {
      codes[row] = -1;
      return;
    }
    let code = codeOf.get(value);
    if (code === undefined) codeOf.set(value, (code = codeOf.size));
    codes[row] = code;
  });
  if (codeOf.size * 2 < values.length) return codedTextColumn(name, codes, [...codeOf.keys()], options);
  const nulls = nullBitmap(values.length, (row) => values[row] === null);
  const plain = packTexts(values.map((value) => value ?? ''));
  return { ...base(name, values.length, nulls, options), type: 'text', codes: null, ...plain };
}

/** A text column from dictionary codes (−1 for a missing value) and the dictionary's texts. */
export function codedTextColumn(name: string, codes: Int32Array, dictionary: readonly string[], options: ColumnOptions = {}): TextColumn {
  const nulls = nullBitmap(codes.length, (row) => (codes[row] ?? -1) < 0);
  return { ...base(name, codes.length, nulls, options), type: 'text', codes: shared(codes), ...packTexts(dictionary) };
}

const decoder = new TextDecoder();
const dictionaries = new WeakMap<TextColumn['offsets'], readonly string[]>();

/** The distinct texts of a coded column, or the text of every row of a plain one; decoded once. */
export function dictionaryOf(column: TextColumn): readonly string[] {
  let texts = dictionaries.get(column.offsets);
  if (!texts) {
    // TextDecoder refuses shared memory.
    const bytes = new Uint8Array(column.bytes);
    texts = Array.from({ length: column.offsets.length - 1 }, (_, i) =>
      decoder.decode(bytes.subarray(column.offsets[i], column.offsets[i + 1])),
    );
    dictionaries.set(column.offsets, texts);
  }
  return texts;
}

/** The text of a row, or null. */
export function textAt(column: TextColumn, row: number): string | null {
  if (isNull(column, row)) return null;
  const texts = dictionaryOf(column);
  return (column.codes ? texts[column.codes[row] ?? -1] : texts[row]) ?? null;
}

/** Every row's text, or null where missing. */
export function textsOf(column: TextColumn): (string | null)[] {
  return Array.from({ length: column.length }, (_, row) => textAt(column, row));
}

/** A code a row (−1 for missing) and the texts they stand for, whatever the column's layout. */
export function codesOf(column: TextColumn): { codes: Int32Array; dictionary: readonly string[] } {
  if (column.codes) return { codes: column.codes, dictionary: dictionaryOf(column) };
  const codeOf = new Map<string, number>();
  const codes = new Int32Array(column.length);
  for (let row = 0; row < column.length; row++) {
    const text = textAt(column, row);
    if (text === null) {
      codes[row] = -1;
      continue;
    }
    let code = codeOf.get(text);
    if (code === undefined) codeOf.set(text, (code = codeOf.size));
    codes[row] = code;
  }
  return { codes, dictionary: [...codeOf.keys()] };
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
export function relabel<C extends Column>(column: C, changes: Partial<Pick<ColumnBase, 'name' | 'role' | 'unit' | 'label'>>): C {
  return { ...column, ...changes };
}

/** The rows of a column at the given positions, in that order. */
export function takeRows(column: Column, rows: Int32Array | Uint32Array): Column {
  const options = { role: column.role, unit: column.unit, label: column.label };
  const nulls = column.nulls ? nullBitmap(rows.length, (i) => isNull(column, rows[i] ?? 0)) : null;
  const common = base(column.name, rows.length, nulls, options);
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

function pick<A extends Float64Array | Float32Array | Int32Array | Uint8Array>(values: A, rows: Int32Array | Uint32Array): A {
  const Type = values.constructor as new (buffer: SharedArrayBuffer) => A;
  const out = new Type(new SharedArrayBuffer(rows.length * values.BYTES_PER_ELEMENT));
  for (let i = 0; i < rows.length; i++) out[i] = values[rows[i] ?? 0] ?? 0;
  return out;
}

/** Codes are renumbered by first appearance, so that equal texts give equal bytes wherever they came from. */
function takeTexts(column: TextColumn, rows: Int32Array | Uint32Array, options: ColumnOptions): TextColumn {
  return textColumn(
    column.name,
    Array.from(rows, (row) => textAt(column, row)),
    options,
  );
}
