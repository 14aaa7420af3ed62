import fc from 'fast-check';
import { expect, it } from 'vitest';
import { booleanColumn, cellAt, numberColumn, textColumn, type Column } from './column.ts';
import { rankTexts } from './rank-texts.ts';
import { sortRows } from './sort.ts';
import { Table } from './table.ts';

const rowsOf = (table: Table): Int32Array => Int32Array.from({ length: table.nRows }, (_, row) => row);

/** The order as anybody would write it down, for comparison. */
function plainOrder(table: Table, sorts: readonly { column: string; descending: boolean }[]): number[] {
  const compareCells = (column: Column, a: number, b: number, descending: boolean): number => {
    const [x, y] = [cellAt(column, a), cellAt(column, b)];
    if (x === null || y === null) return x === y ? 0 : x === null ? 1 : -1;
    let order: number;
    if (typeof x === 'string' && typeof y === 'string') {
      const fold = (text: string): string => text.replace(/[A-Z]/g, (letter) => letter.toLowerCase());
      order =
        Buffer.compare(Buffer.from(fold(x)), Buffer.from(fold(y))) || Buffer.compare(Buffer.from(x), Buffer.from(y));
    } else order = Number(x) - Number(y) || 0;
    return descending ? -order : order;
  };
  return [...rowsOf(table)].sort((a, b) => {
    for (const { column, descending } of sorts) {
      const order = compareCells(table.column(column), a, b, descending);
      if (order !== 0) return order;
    }
    return a - b;
  });
}

it('agrees with a plain sort on any table, missing values last and equal rows in their order', () => {
  const numbers = fc.oneof(fc.constantFrom(NaN, 0, -0, 1, -1, Infinity, -Infinity), fc.double(), fc.integer());
  const texts = fc.option(
    fc.oneof(
      fc.constantFrom('', 'a', 'A', 'ab', 'abcde', 'abcdf', '李', 'é'),
      fc.string({ maxLength: 8, unit: 'grapheme' }),
    ),
  );
  const row = fc.tuple(numbers, texts, fc.option(fc.boolean()), fc.integer({ min: -3, max: 3 }));
  const sort = fc.record({ column: fc.constantFrom('n', 't', 'b', 'i'), descending: fc.boolean() });
  fc.assert(
    fc.property(fc.array(row, { maxLength: 60 }), fc.array(sort, { minLength: 1, maxLength: 3 }), (rows, sorts) => {
      const table = new Table([
        numberColumn(
          'n',
          Float64Array.from(rows, ([n]) => n),
        ),
        textColumn('t', rows.map(([, t]) => t)), // prettier-ignore
        booleanColumn('b', rows.map(([, , b]) => b)), // prettier-ignore
        numberColumn(
          'i',
          Int32Array.from(rows, ([, , , i]) => i),
        ),
      ]);
      expect([...sortRows(table, rowsOf(table), sorts)]).toEqual(plainOrder(table, sorts));
    }),
    { seed: 1, numRuns: 300 },
  );
});

it('sorts some rows of a table and leaves the others out', () => {
  const table = new Table([numberColumn('n', Float64Array.of(5, 1, 4, 2))]);
  expect([...sortRows(table, Int32Array.of(0, 2, 3), [{ column: 'n', descending: true }])]).toEqual([0, 2, 3]);
});

it('ranks texts without regard to case first', () => {
  const texts = plainTexts(['banana', 'Apple', 'apple', 'Äpfel', '', 'apple']);
  expect([...rankTexts(texts)]).toEqual([3, 1, 2, 4, 0, 2]);
  const alike = plainTexts(['customer 10', 'customer 9', 'Customer 1', 'customer 100000001', 'customer 100000000']);
  expect([...rankTexts(alike)]).toEqual([1, 4, 0, 3, 2]);
});

function plainTexts(texts: readonly string[]): { offsets: Int32Array; bytes: Uint8Array } {
  const offsets = new Int32Array(texts.length + 1);
  texts.forEach((text, i) => (offsets[i + 1] = offsets[i]! + Buffer.byteLength(text)));
  return { offsets, bytes: Buffer.from(texts.join('')) };
}
