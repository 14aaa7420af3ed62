import { codesOf, isNull, type Column } from './column.ts';
import type { Table } from './table.ts';

/** A column's rows as 32-bit words: equal values have equal words. */
interface Words {
  readonly words: Int32Array | Uint32Array | Uint8Array;
  readonly perRow: 1 | 2;
}

function wordsOf(column: Column): Words[] {
  if (column.type === 'text') return [{ words: codesOf(column).codes, perRow: 1 }];
  const { values, length } = column;
  if (values instanceof Float64Array)
    return [{ words: new Uint32Array(values.buffer, values.byteOffset, length * 2), perRow: 2 }];
  if (values instanceof Float32Array)
    return [{ words: new Uint32Array(values.buffer, values.byteOffset, length), perRow: 1 }];
  // A missing value holds 0 here, which is not the same as 0.
  const missing = column.nulls
    ? [{ words: Uint8Array.from(values, (_, row) => (isNull(column, row) ? 1 : 0)), perRow: 1 as const }]
    : [];
  return [{ words: values, perRow: 1 }, ...missing];
}

/** For each row the first row that equals it in all columns: itself where none came before. */
export function firstEqualRows(table: Table): Int32Array {
  const columns = table.columns.flatMap(wordsOf);
  const size = 1 << Math.max(4, Math.ceil(Math.log2(Math.max(1, table.nRows) * 2)));
  const slots = new Int32Array(size).fill(-1);
  const first = new Int32Array(table.nRows);
  const same = (a: number, b: number): boolean =>
    columns.every(
      ({ words, perRow }) =>
        words[a * perRow] === words[b * perRow] && (perRow === 1 || words[a * 2 + 1] === words[b * 2 + 1]),
    );
  for (let row = 0; row < table.nRows; row++) {
    let hash = 0x811c9dc5;
    for (const { words, perRow } of columns) {
      for (let w = 0; w < perRow; w++) hash = Math.imul(hash ^ words[row * perRow + w]!, 0x01000193) ^ (hash >>> 15);
    }
    let at = (hash >>> 0) & (size - 1);
    while (slots[at]! >= 0 && !same(slots[at]!, row)) at = (at + 1) & (size - 1);
    if (slots[at]! < 0) slots[at] = row;
    first[row] = slots[at]!;
  }
  return first;
}

/** 1 for every row that equals an earlier one in all columns. */
export function duplicateRows(table: Table): Uint8Array {
  return Uint8Array.from(firstEqualRows(table), (first, row) => (first === row ? 0 : 1));
}
