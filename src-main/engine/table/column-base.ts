import type { ColumnRole, Unit } from '../../contract/table.ts';
import type { Text } from '../../contract/text.ts';

/** What all columns have. */
export interface ColumnBase {
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

/** What all columns have, in one order of keys. */
export const columnBase = (
  name: string,
  length: number,
  nulls: Uint8Array | null,
  options: ColumnOptions,
): ColumnBase => ({
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
