import { isNull, type Column, type DateColumn, type TextColumn } from '../../table/column.ts';
import { MS_PER_DAY, dateParts, isoDay } from '../sql-cells.ts';

/** Serial types of SQLite's record format: what a cell is, and by it how long. */
const NULL = 0;
const INT8 = 1;
const INT16 = 2;
const INT24 = 3;
const INT32 = 4;
const INT48 = 5;
const INT64 = 6;
const REAL = 7;
const ZERO = 8;
const ONE = 9;
const TEXT = 13;

const SIZES = Int32Array.of(0, 1, 2, 3, 4, 6, 8, 8, 0, 0);

/** Bytes that a cell of a serial type takes. */
export const cellSize = (type: number): number => (type < TEXT ? SIZES[type]! : (type - TEXT) >>> 1);

/** One column on its way into records, many rows at a time, so that each loop stays on one type. */
export interface CellColumn {
  /** Finds the serial types of rows `first … first + n`. */
  types(first: number, n: number, out: Int32Array): void;
  /**
   * Writes the cells of those rows, each at its cursor, which moves past it.
   *
   * @param cursors where each row's cell begins; a row below 0 is left out. @param types what `types` found.
   */
  write(first: number, n: number, types: Int32Array, bytes: Uint8Array, cursors: Int32Array): void;
}

const INT32_MAX = 0x7fff_ffff;

/** The serial type of a number: whole ones are stored as such, in columns of fractions too, as SQLite itself does. */
function numberType(value: number): number {
  if (value !== value) return NULL;
  if (!Number.isSafeInteger(value)) return REAL;
  if (value === 0) return ZERO;
  if (value === 1) return ONE;
  const size = value < 0 ? -value - 1 : value;
  if (size <= 0x7f) return INT8;
  if (size <= 0x7fff) return INT16;
  if (size <= 0x7f_ffff) return INT24;
  if (size <= INT32_MAX) return INT32;
  return size < 2 ** 47 ? INT48 : INT64;
}

const scratch = new DataView(new ArrayBuffer(8));

/** Writes a number of a serial type, the highest byte first. */
function writeNumber(bytes: Uint8Array, at: number, value: number, type: number): void {
  if (type <= INT32) {
    let shift = SIZES[type]! * 8;
    for (let i = at; shift > 0; i++) bytes[i] = value >> (shift -= 8);
    return;
  }
  if (type >= ZERO) return;
  if (type === REAL) scratch.setFloat64(0, value);
  else scratch.setBigInt64(0, BigInt(value));
  const size = SIZES[type]!;
  for (let i = 0; i < size; i++) bytes[at + i] = scratch.getUint8(8 - size + i);
}

function numberCells(values: Float64Array | Float32Array | Int32Array | Uint8Array, column: Column): CellColumn {
  const hasNulls = column.nulls !== null;
  return {
    types(first, n, out) {
      for (let i = 0; i < n; i++)
        out[i] = hasNulls && isNull(column, first + i) ? NULL : numberType(values[first + i]!);
    },
    write(first, n, types, bytes, cursors) {
      for (let i = 0; i < n; i++) {
        const at = cursors[i]!;
        const type = types[i]!;
        if (at < 0 || type === NULL) continue;
        writeNumber(bytes, at, values[first + i]!, type);
        cursors[i] = at + SIZES[type]!;
      }
    },
  };
}

/** The entry of packed texts that a row shows, −1 where it has none. */
function textCells(column: TextColumn): CellColumn {
  const { codes, offsets, bytes: texts } = column;
  const hasNulls = column.nulls !== null;
  const entryOf = (row: number): number => (hasNulls && isNull(column, row) ? -1 : codes ? codes[row]! : row);
  return {
    types(first, n, out) {
      for (let i = 0; i < n; i++) {
        const entry = entryOf(first + i);
        out[i] = entry < 0 ? NULL : TEXT + (offsets[entry + 1]! - offsets[entry]!) * 2;
      }
    },
    write(first, n, types, bytes, cursors) {
      for (let i = 0; i < n; i++) {
        let to = cursors[i]!;
        if (to < 0 || types[i] === NULL) continue;
        const entry = entryOf(first + i);
        const end = offsets[entry + 1]!;
        // A loop beats `set(subarray)` here: most texts are short, and a subarray is an allocation.
        for (let from = offsets[entry]!; from < end; from++, to++) bytes[to] = texts[from]!;
        cursors[i] = to;
      }
    },
  };
}

const [COLON, SPACE, DOT] = [0x3a, 0x20, 0x2e];

/** Writes a whole number with leading zeros. @returns where it ends. */
function writeDigits(bytes: Uint8Array, at: number, value: number, width: number): number {
  let rest = value;
  for (let i = at + width - 1; i >= at; i--) {
    bytes[i] = 0x30 + (rest % 10);
    rest = Math.floor(rest / 10);
  }
  return at + width;
}

/** Dates as the text that SQL shows: the same number of letters in every row, but for years beyond 9999. */
function dateCells(column: DateColumn): CellColumn {
  const { values } = column;
  const { hasTime, hasMs } = dateParts(column);
  const timeSize = hasTime ? (hasMs ? 13 : 9) : 0;
  const days = new Map<number, Uint8Array>();
  let lastDay = NaN;
  let text: Uint8Array = new Uint8Array();
  const dayText = (day: number): Uint8Array => {
    if (day === lastDay) return text;
    lastDay = day;
    const known = days.get(day);
    text = known ?? Buffer.from(isoDay(day));
    if (!known) days.set(day, text);
    return text;
  };
  return {
    types(first, n, out) {
      for (let i = 0; i < n; i++) {
        const ms = values[first + i]!;
        out[i] = ms !== ms ? NULL : TEXT + (dayText(Math.floor(ms / MS_PER_DAY)).length + timeSize) * 2;
      }
    },
    write(first, n, types, bytes, cursors) {
      for (let i = 0; i < n; i++) {
        let to = cursors[i]!;
        if (to < 0 || types[i] === NULL) continue;
        const ms = values[first + i]!;
        const day = Math.floor(ms / MS_PER_DAY);
        const shown = dayText(day);
        for (let from = 0; from < shown.length; from++, to++) bytes[to] = shown[from]!;
        if (hasTime) to = writeTime(bytes, to, ms - day * MS_PER_DAY, hasMs);
        cursors[i] = to;
      }
    },
  };
}

/** ` 08:26:05`, or ` 08:26:05.123`. @returns where it ends. */
function writeTime(bytes: Uint8Array, at: number, ms: number, hasMs: boolean): number {
  const seconds = Math.floor(ms / 1000);
  let to = at;
  bytes[to++] = SPACE;
  to = writeDigits(bytes, to, Math.floor(seconds / 3600), 2);
  bytes[to++] = COLON;
  to = writeDigits(bytes, to, Math.floor(seconds / 60) % 60, 2);
  bytes[to++] = COLON;
  to = writeDigits(bytes, to, seconds % 60, 2);
  if (!hasMs) return to;
  bytes[to++] = DOT;
  return writeDigits(bytes, to, Math.floor(ms % 1000), 3);
}

/** A column's cells as records hold them: what `cellFormats` says, without a string on the way. */
export function cellColumn(column: Column): CellColumn {
  switch (column.type) {
    case 'text':
      return textCells(column);
    case 'date':
      return dateCells(column);
    case 'number':
    case 'boolean':
      return numberCells(column.values, column);
  }
}
