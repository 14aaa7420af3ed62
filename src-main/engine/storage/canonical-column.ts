import { ByteDictionary } from '../table/byte-dictionary.ts';
import type { Column, TextColumn } from '../table/column.ts';

/**
 * One column in the only layout in which it is stored: equal values give equal bytes, whoever made them. Missing rows
 * hold NaN, 0 or an empty text; a bitmap without bits is left out; a dictionary holds each text once, in the order of
 * first appearance, and only where distinct texts are under half of the rows.
 */
export interface CanonicalColumn {
  readonly column: Column;
  readonly layout: 'f64' | 'f32' | 'i32' | 'bits' | 'coded' | 'plain';
}

/** Brings a column to its stored layout; the column itself is not modified. */
export function canonicalColumn(column: Column): CanonicalColumn {
  const nulls = canonicalNulls(column.nulls, column.length);
  switch (column.type) {
    case 'number': {
      const layout =
        column.values instanceof Float64Array ? 'f64' : column.values instanceof Float32Array ? 'f32' : 'i32';
      return {
        layout,
        column: { ...column, nulls, values: blankMissing(column.values, nulls, layout === 'i32' ? 0 : NaN) },
      };
    }
    case 'date':
      return { layout: 'f64', column: { ...column, nulls, values: blankMissing(column.values, nulls, NaN) } };
    case 'boolean':
      return { layout: 'bits', column: { ...column, nulls, values: blankMissing(column.values, nulls, 0) } };
    case 'text': {
      const text = column.codes
        ? canonicalCodes({ ...column, nulls }, column.codes)
        : canonicalPlain({ ...column, nulls });
      return { layout: text.codes ? 'coded' : 'plain', column: text };
    }
  }
}

function canonicalNulls(nulls: Uint8Array | null, length: number): Uint8Array | null {
  if (!nulls) return null;
  const size = (length + 7) >> 3;
  const bitmap = nulls.slice(0, size);
  if (length & 7 && size > 0) bitmap[size - 1] = (bitmap[size - 1] ?? 0) & ((1 << (length & 7)) - 1);
  return bitmap.some((byte) => byte !== 0) ? bitmap : null;
}

function blankMissing<A extends Float64Array | Float32Array | Int32Array | Uint8Array>(
  values: A,
  nulls: Uint8Array | null,
  blank: number,
): A {
  if (!nulls) return values;
  const out = values.slice() as A;
  for (let byte = 0; byte < nulls.length; byte++) {
    const bits = nulls[byte] ?? 0;
    if (bits === 0) continue;
    for (let bit = 0; bit < 8; bit++) if (bits & (1 << bit)) out[byte * 8 + bit] = blank;
  }
  return out;
}

/** Renumbers a dictionary by first appearance, each text once; spreads it out where it saves nothing. */
function canonicalCodes(column: TextColumn, codes: Int32Array): TextColumn {
  const entryOf = firstEntries(column);
  const renumbered = new Int32Array(entryOf.length).fill(-1);
  const used = new Int32Array(entryOf.length);
  let nUsed = 0;
  let isTidy = true;
  const fresh = new Int32Array(codes.length);
  let nulls = column.nulls;
  for (let row = 0; row < codes.length; row++) {
    const code = codes[row] ?? -1;
    const missing = code < 0 || (column.nulls !== null && ((column.nulls[row >> 3] ?? 0) & (1 << (row & 7))) !== 0);
    if (missing) {
      fresh[row] = -1;
      if (code < 0 && (!nulls || ((nulls[row >> 3] ?? 0) & (1 << (row & 7))) === 0)) {
        if (nulls === column.nulls) nulls = nulls ? nulls.slice() : new Uint8Array((codes.length + 7) >> 3);
        if (nulls) nulls[row >> 3] = (nulls[row >> 3] ?? 0) | (1 << (row & 7));
      }
      continue;
    }
    const entry = entryOf[code] ?? 0;
    let number = renumbered[entry] ?? -1;
    if (number < 0) {
      number = nUsed++;
      renumbered[entry] = number;
      used[number] = entry;
      isTidy &&= number === entry;
    }
    fresh[row] = number;
  }
  if (nUsed * 2 < codes.length) {
    const { offsets, bytes } = column;
    const isPacked = isTidy && nUsed === used.length && offsets[0] === 0 && offsets[nUsed] === bytes.length;
    const packed = isPacked ? {} : pickTexts(column, used.subarray(0, nUsed));
    return { ...column, nulls, codes: fresh, ...packed };
  }
  const rows = fresh.map((number) => (number < 0 ? -1 : used[number]!));
  return { ...column, nulls, codes: null, ...pickTexts(column, rows) };
}

/** For each entry of a dictionary the first one with the same text. */
function firstEntries({ offsets, bytes }: TextColumn): Int32Array {
  const known = new ByteDictionary();
  const firsts = new Int32Array(offsets.length - 1);
  const entryOf = new Int32Array(offsets.length - 1);
  let nKnown = 0;
  for (let entry = 0; entry < entryOf.length; entry++) {
    const code = known.codeOf(bytes, offsets[entry]!, offsets[entry + 1]!);
    if (code === nKnown) firsts[nKnown++] = entry;
    entryOf[entry] = firsts[code]!;
  }
  return entryOf;
}

/** Texts of the given entries, one after the other; −1 is an empty text. */
function pickTexts(column: TextColumn, entries: Int32Array): { offsets: Int32Array; bytes: Uint8Array } {
  const { offsets, bytes } = column;
  const picked = new Int32Array(entries.length + 1);
  entries.forEach((entry, i) => {
    const size = entry < 0 ? 0 : (offsets[entry + 1] ?? 0) - (offsets[entry] ?? 0);
    picked[i + 1] = (picked[i] ?? 0) + size;
  });
  const out = new Uint8Array(picked[entries.length] ?? 0);
  entries.forEach((entry, i) => {
    if (entry >= 0) out.set(bytes.subarray(offsets[entry], offsets[entry + 1]), picked[i]);
  });
  return { offsets: picked, bytes: out };
}

function canonicalPlain(column: TextColumn): TextColumn {
  const { offsets, bytes, nulls, length } = column;
  const isMissing = (row: number): boolean => nulls !== null && ((nulls[row >> 3] ?? 0) & (1 << (row & 7))) !== 0;
  let tidy = offsets.length === length + 1 && (offsets[0] ?? 0) === 0 && (offsets[length] ?? 0) === bytes.length;
  for (let row = 0; tidy && row < length; row++) tidy = !isMissing(row) || offsets[row] === offsets[row + 1];
  if (tidy) return column;
  const rows = new Int32Array(length).map((_, row) => (isMissing(row) ? -1 : row));
  return { ...column, ...pickTexts(column, rows) };
}
