import type { TableSort } from '../../contract/table.ts';
import { isNull, type Column } from './column.ts';
import { numberWords, radixSort } from './radix.ts';
import { rankTexts } from './rank-texts.ts';
import type { Table } from './table.ts';

const MISSING = 0xffff_ffff;

const rankCache = new WeakMap<Int32Array, Uint32Array>();

/** Words by which a column's rows are ordered; all bits are set where a value is missing. */
function sortWords(column: Column): Uint32Array[] {
  if (column.type === 'text') {
    let ranks = rankCache.get(column.offsets);
    if (!ranks) rankCache.set(column.offsets, (ranks = rankTexts(column)));
    const words = new Uint32Array(column.length);
    for (let row = 0; row < words.length; row++)
      words[row] = isNull(column, row) ? MISSING : ranks[column.codes?.[row] ?? row]!;
    return [words];
  }
  const words = column.type === 'boolean' ? [Uint32Array.from(column.values)] : numberWords(column.values);
  if (column.nulls)
    for (let row = 0; row < column.length; row++)
      if (isNull(column, row)) for (const word of words) word[row] = MISSING;
  return words;
}

/** Turns the order round, but for missing values, which come last either way. */
function reversed(words: readonly Uint32Array[]): Uint32Array[] {
  // Of numbers no word but that of a missing value is all ones; of codes and flags nothing is as large.
  if (words.length > 1)
    return words.map((word) => word.map((value, row) => (words[0]![row] === MISSING ? MISSING : ~value)));
  return words.map((word) => word.map((value) => (value === MISSING ? MISSING : MISSING - 1 - value)));
}

/**
 * Row numbers in sorted order; rows that compare equal keep their order. Missing values come last either way.
 *
 * @param rows the rows to sort; not modified.
 * @throws missing-column
 */
export function sortRows(table: Table, rows: Int32Array, sorts: readonly TableSort[]): Int32Array {
  const keys = sorts.flatMap(({ column, descending }) => {
    const words = sortWords(table.column(column));
    return descending ? reversed(words) : words;
  });
  return radixSort(keys, rows);
}
