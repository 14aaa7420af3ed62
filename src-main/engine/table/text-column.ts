import { invariant } from '../../contract/errors.ts';
import { ByteDictionary } from './byte-dictionary.ts';
import {
  columnBase,
  isNull,
  nullBitmap,
  shared,
  type Column,
  type ColumnOptions,
  type TextColumn,
} from './column-base.ts';

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
  return { ...columnBase(name, values.length, nulls, options), type: 'text', codes: null, ...plain };
}

/** A text column from dictionary codes (−1 for a missing value) and the dictionary's texts. */
export function codedTextColumn(
  name: string,
  codes: Int32Array,
  dictionary: readonly string[],
  options: ColumnOptions = {},
): TextColumn {
  const nulls = nullBitmap(codes.length, (row) => (codes[row] ?? -1) < 0);
  return {
    ...columnBase(name, codes.length, nulls, options),
    type: 'text',
    codes: shared(codes),
    ...packTexts(dictionary),
  };
}

/**
 * A text column from packed UTF-8.
 *
 * @param codes for each row its entry, −1 for a missing value. @param offsets where each entry begins, and where the last ends.
 */
export function packedTextColumn(
  name: string,
  codes: Int32Array,
  offsets: Int32Array,
  bytes: Uint8Array,
  options: ColumnOptions = {},
): TextColumn {
  const nulls = nullBitmap(codes.length, (row) => codes[row]! < 0);
  return {
    ...columnBase(name, codes.length, nulls, options),
    type: 'text',
    codes: shared(codes),
    offsets: shared(offsets),
    bytes: shared(bytes),
  };
}

/** A text column without a dictionary from packed UTF-8: entry i is the text of row i, empty where `nulls` says it is missing. */
export function plainTextColumn(
  name: string,
  nulls: Uint8Array | null,
  offsets: Int32Array,
  bytes: Uint8Array,
  options: ColumnOptions = {},
): TextColumn {
  return {
    ...columnBase(name, offsets.length - 1, nulls, options),
    type: 'text',
    codes: null,
    offsets: shared(offsets),
    bytes: shared(bytes),
  };
}

const dictionaries = new WeakMap<TextColumn['offsets'], readonly string[]>();
const numbered = new WeakMap<TextColumn['offsets'], CodedTexts>();

const entryAt = ({ offsets, bytes }: TextColumn, entry: number): string =>
  Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('utf8', offsets[entry], offsets[entry + 1]);

/** The distinct texts of a coded column, or the text of every row of a plain one; decoded once. */
export function dictionaryOf(column: TextColumn): readonly string[] {
  let texts = dictionaries.get(column.offsets);
  if (!texts) {
    const { offsets, bytes } = column;
    const packed = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    texts = Array.from({ length: offsets.length - 1 }, (_, i) => packed.toString('utf8', offsets[i], offsets[i + 1]));
    dictionaries.set(offsets, texts);
  }
  return texts;
}

/** The text of a row, or null. Of a plain column only that row is decoded: the grid shows few of a million. */
export function textAt(column: TextColumn, row: number): string | null {
  if (isNull(column, row)) return null;
  if (column.codes) return dictionaryOf(column)[column.codes[row] ?? -1] ?? null;
  return dictionaries.get(column.offsets)?.[row] ?? entryAt(column, row);
}

/** Every row's text, or null where missing. */
export function textsOf(column: TextColumn): (string | null)[] {
  const texts = dictionaryOf(column);
  const { codes } = column;
  if (codes) return Array.from(codes, (code, row) => (isNull(column, row) ? null : (texts[code] ?? null)));
  return Array.from(texts, (text, row) => (isNull(column, row) ? null : text));
}

/** 1 for every row whose text passes a test, which a coded column puts to each distinct text once; missing rows get 0. */
export function flagTexts(column: TextColumn, test: (text: string) => boolean): Uint8Array {
  const texts = dictionaryOf(column);
  const flags = new Uint8Array(column.length);
  if (!column.codes) {
    for (let row = 0; row < flags.length; row++) flags[row] = !isNull(column, row) && test(texts[row] ?? '') ? 1 : 0;
    return flags;
  }
  const passes = Uint8Array.from(texts, (text) => (test(text) ? 1 : 0));
  for (let row = 0; row < flags.length; row++) flags[row] = isNull(column, row) ? 0 : (passes[column.codes[row]!] ?? 0);
  return flags;
}

/** A code a row (−1 for missing) and the texts they stand for. */
export interface CodedTexts {
  readonly codes: Int32Array;
  readonly dictionary: readonly string[];
}

/** A code a row and the texts they stand for, whatever the column's layout; worked out once. */
export function codesOf(column: TextColumn): CodedTexts {
  if (column.codes) return { codes: column.codes, dictionary: dictionaryOf(column) };
  let found = numbered.get(column.offsets);
  if (!found) numbered.set(column.offsets, (found = numberTexts(column)));
  return found;
}

/** Numbers the texts of a plain column by first appearance. */
function numberTexts(column: TextColumn): CodedTexts {
  const { offsets, bytes, length } = column;
  const known = new ByteDictionary();
  const codes = new Int32Array(length);
  const dictionary: string[] = [];
  for (let row = 0; row < length; row++) {
    codes[row] = isNull(column, row) ? -1 : known.codeOf(bytes, offsets[row]!, offsets[row + 1]!);
    if (codes[row] === dictionary.length) dictionary.push(textAt(column, row) ?? '');
  }
  return { codes, dictionary };
}

/** A text column with a dictionary, as the key of a join is: what reads it next compares codes. Other columns stay as they are. */
export function withCodes(column: Column): Column {
  if (column.type !== 'text' || column.codes) return column;
  const { offsets, bytes, length } = column;
  const known = new ByteDictionary();
  const codes = new Int32Array(new SharedArrayBuffer(length * 4));
  for (let row = 0; row < length; row++)
    codes[row] = isNull(column, row) ? -1 : known.codeOf(bytes, offsets[row]!, offsets[row + 1]!);
  return packedTextColumn(column.name, codes, known.offsets(), known.bytes, column);
}

/** Codes are renumbered by first appearance, so that equal texts give equal bytes wherever they came from. */
export function takeTexts(column: TextColumn, rows: Int32Array | Uint32Array, options: ColumnOptions): TextColumn {
  const { offsets, bytes } = column;
  const entries = Int32Array.from(rows, (row) => (isNull(column, row) ? -1 : (column.codes?.[row] ?? row)));
  if (!column.codes) return takePlain(column, entries, options);
  const renumbered = new Int32Array(offsets.length).fill(-1);
  const used: number[] = [];
  const codes = new Int32Array(new SharedArrayBuffer(entries.length * 4));
  entries.forEach((entry, i) => {
    if (entry >= 0 && renumbered[entry]! < 0) renumbered[entry] = used.push(entry) - 1;
    codes[i] = entry < 0 ? -1 : renumbered[entry]!;
  });
  if (used.length * 2 >= entries.length) return packRows(column.name, entries, offsets, bytes, options);
  return packedTextColumn(column.name, codes, ...packEntries(Int32Array.from(used), offsets, bytes), options);
}

/** Rows of a column of mostly distinct texts may be few of them, often. */
function takePlain({ name, offsets, bytes }: TextColumn, entries: Int32Array, options: ColumnOptions): TextColumn {
  const known = new ByteDictionary();
  const codes = entries.map((entry) => (entry < 0 ? -1 : known.codeOf(bytes, offsets[entry]!, offsets[entry + 1]!)));
  if (known.size * 2 >= entries.length) return packRows(name, entries, offsets, bytes, options);
  return packedTextColumn(name, codes, known.offsets(), known.bytes, options);
}

/** A plain column of the given entries, −1 for a missing one. */
function packRows(
  name: string,
  entries: Int32Array,
  offsets: Int32Array,
  bytes: Uint8Array,
  options: ColumnOptions,
): TextColumn {
  const nulls = nullBitmap(entries.length, (i) => entries[i]! < 0);
  const [freshOffsets, freshBytes] = packEntries(entries, offsets, bytes);
  return {
    ...columnBase(name, entries.length, nulls, options),
    type: 'text',
    codes: null,
    offsets: freshOffsets,
    bytes: freshBytes,
  };
}

/** Copies entries of packed texts one after the other; −1 is an empty one. */
function packEntries(entries: Int32Array, offsets: Int32Array, bytes: Uint8Array): [Int32Array, Uint8Array] {
  const freshOffsets = new Int32Array(new SharedArrayBuffer((entries.length + 1) * 4));
  let size = 0;
  entries.forEach((entry, i) => {
    if (entry >= 0) size += offsets[entry + 1]! - offsets[entry]!;
    freshOffsets[i + 1] = size;
  });
  const fresh = new Uint8Array(new SharedArrayBuffer(size));
  entries.forEach((entry, i) => {
    if (entry < 0) return;
    // A loop beats `set(subarray)` here: most texts are short, and a subarray is an allocation.
    for (let from = offsets[entry]!, to = freshOffsets[i]!; from < offsets[entry + 1]!; from++, to++)
      fresh[to] = bytes[from]!;
  });
  return [freshOffsets, fresh];
}
