import Database from 'better-sqlite3';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { booleanColumn, dateColumn, numberColumn, textColumn, type Column } from '../../table/column.ts';
import { cellFormats } from '../sql-cells.ts';
import { cellColumn } from './cell-columns.ts';
import { IMAGE_TABLE, RowImageWriter } from './row-image.ts';
import { varintSize, writeVarint } from './varint.ts';

/** The rows of columns as SQLite reads them from their images. */
function throughImages(columns: readonly Column[], problems: unknown[] = []): unknown[][] {
  const formats = cellFormats(columns);
  const types = formats.map(({ sqlType }) => sqlType);
  const writer = new RowImageWriter(columns.map(cellColumn), types);
  const nRows = columns[0]?.length ?? 0;
  const rows: unknown[][] = [];
  for (let first = 0; first < nRows;) {
    const { bytes, end } = writer.write(first, nRows);
    const db = new Database(Buffer.from(bytes));
    problems.push(...db.prepare('PRAGMA quick_check').pluck().all());
    const select = db.prepare(`SELECT * FROM ${IMAGE_TABLE} ORDER BY rowid`).raw();
    rows.push(...(select.all() as unknown[][]));
    db.close();
    expect(rows).toHaveLength(end);
    first = end;
  }
  return rows;
}

/** The rows as SQL is to show them. */
const expected = (columns: readonly Column[]): unknown[][] => {
  const formats = cellFormats(columns);
  return Array.from({ length: columns[0]?.length ?? 0 }, (_, row) =>
    formats.map(({ cell }) => {
      const value = cell(row);
      return value === 0 ? 0 : value;
    }),
  );
};

const numbers = fc.oneof(
  fc.double(),
  fc.integer({ min: -(2 ** 47) - 2, max: 2 ** 47 + 2 }),
  fc.constantFrom(NaN, -0, 0, 1, -1, 127, 128, -128, -129, 32767, 32768, -32768, -32769, 8388607, 8388608, -8388608, -8388609, 2147483647, 2147483648, -2147483648, -2147483649, 140737488355327, 140737488355328, -140737488355329, 2 ** 53 - 1, 1 - 2 ** 53, 2 ** 53, Infinity, -Infinity, 5e-324),
); // prettier-ignore
const wholes = fc.maxSafeInteger();
const texts = fc.oneof(fc.string({ unit: 'grapheme', maxLength: 70 }), fc.constant(null), fc.constant(''));

it('gives every value of every type back as it was', () => {
  const row = fc.record({ number: numbers, whole: wholes, text: texts, date: fc.date({ min: new Date('1000-01-01'), max: new Date('2999-12-31'), noInvalidDate: true }), flag: fc.constantFrom(true, false, null) }); // prettier-ignore
  fc.assert(
    fc.property(fc.array(row, { minLength: 1, maxLength: 60 }), (rows) => {
      const columns = [
        numberColumn('number', Float64Array.from(rows, ({ number }) => number)),
        numberColumn('whole', Float64Array.from(rows, ({ whole }) => whole)),
        textColumn('text', rows.map(({ text }) => text)),
        dateColumn('date', Float64Array.from(rows, ({ date, flag }) => (flag === null ? NaN : date.getTime()))),
        booleanColumn('flag', rows.map(({ flag }) => flag)),
        dateColumn('day', Float64Array.from(rows, ({ date }) => Math.floor(date.getTime() / 86_400_000) * 86_400_000)),
        dateColumn('far', Float64Array.from(rows, (_, i) => [8.64e15, -8.64e15, -1, 253_402_300_800_000][i % 4]!)),
        numberColumn('small', Int32Array.from(rows, (_, i) => i * i * (i % 2 ? 1 : -1))),
      ]; // prettier-ignore
      const problems: unknown[] = [];
      expect(throughImages(columns, problems)).toEqual(expected(columns));
      expect(problems).toEqual(['ok']);
    }),
    { seed: 1, numRuns: 200 },
  );
});

it('spreads rows over pages and images, and long texts over pages of their own', () => {
  const sizes = [0, 65_480, 65_500, 65_501, 65_502, 65_540, 70_000, 131_000, 300_001];
  const n = 60_000;
  const text = Array.from({ length: n }, (_, row) =>
    row % 5000 === 17 ? `${'x'.repeat(sizes[Math.floor(row / 5000) % sizes.length]!)}${row}` : `row ${row} of many`,
  );
  const columns = [
    textColumn('text', text),
    numberColumn(
      'row',
      Int32Array.from(text, (_, row) => row),
    ),
  ];
  const problems: unknown[] = [];
  expect(throughImages(columns, problems)).toEqual(expected(columns));
  expect(problems.length).toBeGreaterThan(1);
  expect(new Set(problems)).toEqual(new Set(['ok']));
});

it('holds texts whose record ends anywhere around the end of a page', () => {
  for (let size = 65_460; size < 65_530; size++) {
    const columns = [textColumn('text', ['a', 'é'.repeat(10) + 'x'.repeat(size - 20), 'b'])];
    expect(throughImages(columns)).toEqual(expected(columns));
  }
});

it('holds as many columns as SQLite does', () => {
  const columns = Array.from({ length: 2000 }, (_, j) => textColumn(`column ${j}`, [`v${j}`.repeat(30), null, '']));
  const problems: unknown[] = [];
  expect(throughImages(columns, problems)).toEqual(expected(columns));
  expect(problems).toEqual(['ok']);
});

it('writes whole numbers in as few bytes as they need', () => {
  const bytes = new Uint8Array(10);
  for (const [value, written] of [[0, [0]], [127, [127]], [128, [0x81, 0]], [16_383, [0xff, 0x7f]], [16_384, [0x81, 0x80, 0]], [2 ** 35, [0x81, 0x80, 0x80, 0x80, 0x80, 0]]] as const) {
    expect(writeVarint(bytes, 0, value)).toBe(varintSize(value));
    expect([...bytes.subarray(0, varintSize(value))]).toEqual(written);
  } // prettier-ignore
});
