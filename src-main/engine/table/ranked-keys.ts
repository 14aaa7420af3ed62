import { dictionaryOf, isNull, type TextColumn } from './column.ts';
import { countsToOffsets, stableOrder } from './code-order.ts';
import { rankTexts } from './rank-texts.ts';

/** A text column whose codes stand in the order of the texts. */
export interface RankedKeys {
  /** Of each row the place of its text in `keys`; −1 where it has none. */
  readonly codes: Int32Array;
  /** The texts that occur, by code point. */
  readonly keys: readonly string[];
}

/** Numbers the texts of a column in their order. */
export function rankKeys(column: TextColumn): RankedKeys {
  const ranks = rankTexts(column, 'exact');
  const texts = dictionaryOf(column);
  const codes = new Int32Array(column.length);
  const entryOf = new Int32Array(ranks.length).fill(-1);
  for (let row = 0; row < codes.length; row++) {
    const entry = column.codes ? column.codes[row]! : row;
    if (entry < 0 || isNull(column, row)) codes[row] = -1;
    else entryOf[(codes[row] = ranks[entry]!)] = entry;
  }
  const keys: string[] = [];
  const place = new Int32Array(ranks.length);
  for (let rank = 0; rank < entryOf.length; rank++)
    if (entryOf[rank]! >= 0) place[rank] = keys.push(texts[entryOf[rank]!]!) - 1;
  if (keys.length < ranks.length)
    for (let row = 0; row < codes.length; row++) if (codes[row]! >= 0) codes[row] = place[codes[row]!]!;
  return { codes, keys };
}

/** Rows by the key they belong to, in key order: group g holds rows[offsets[g] … offsets[g + 1]), ascending. */
export interface KeyGroups {
  readonly keys: readonly string[];
  readonly offsets: Int32Array;
  readonly rows: Int32Array;
}

/** Groups rows by a text column, keys by code point; rows without a key are in no group. */
export function groupByKey(column: TextColumn): KeyGroups {
  const { codes, keys } = rankKeys(column);
  const offsets = countsToOffsets(codes, keys.length);
  return { keys, offsets, rows: stableOrder(codes, keys.length, undefined, offsets) };
}
