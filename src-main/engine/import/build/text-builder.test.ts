import { expect, it } from 'vitest';
import type { ImportColumn } from '../../../contract/import.ts';
import { textAt } from '../../table/column.ts';
import type { Column } from '../../table/column.ts';
import { CsvScanner } from '../read/csv-scanner.ts';
import { TextBuilder } from './text-builder.ts';

const spec: ImportColumn = {
  source: 'id', name: 'id', type: 'text', role: 'customerId', unit: null, include: true, guessed: false, dateOrder: null, decimal: null, missingWords: null,
}; // prettier-ignore

/** A text column from one value a line, read in pieces of some size. */
function build(values: readonly string[], pieceBytes: number): Extract<Column, { type: 'text' }> {
  const builder = new TextBuilder(spec, { missingWords: ['n/a'] });
  const scanner = new CsvScanner(',', '"');
  const bytes = Buffer.from(values.map((value) => `${value}\n`).join(''));
  for (let from = 0; from < bytes.length; from += pieceBytes) {
    const batch = scanner.push(bytes.subarray(from, from + pieceBytes));
    const fields = Int32Array.from({ length: batch.nRows }, (_, row) => batch.firstField[row]!);
    builder.append(batch, fields, batch.nRows, null);
  }
  return builder.finish() as Extract<Column, { type: 'text' }>;
}

it('keeps a dictionary of ids that come back late, and one text a row where most are different', () => {
  const ids = Array.from({ length: 60_000 }, (_, i) => `customer ${i}`);
  const again = build([...ids, ...ids, ...ids], 100_000);
  expect(again.codes).not.toBeNull();
  expect(again.offsets).toHaveLength(60_001);
  expect([0, 59_999, 60_000, 179_999].map((row) => textAt(again, row))).toEqual(
    ['customer 0', 'customer 59999', 'customer 0', 'customer 59999'], // prettier-ignore
  );
  const once = build([...ids, 'n/a', 'customer 3'], 100_000);
  expect(once.codes).toBeNull();
  expect([0, 60_000, 60_001].map((row) => textAt(once, row))).toEqual(['customer 0', null, 'customer 3']);
});

it('gives the dictionary up on the way where long texts hardly repeat', () => {
  const texts = Array.from({ length: 1200 }, (_, i) => `${i} ${'long '.repeat(6000)}`);
  const column = build([...texts, 'n/a', texts[7]!], 1 << 20);
  expect(column.codes).toBeNull();
  expect(column.length).toBe(1202);
  expect([0, 1199, 1200, 1201].map((row) => textAt(column, row)?.slice(0, 6) ?? null)).toEqual(['0 long', '1199 l', null, '7 long']); // prettier-ignore
});
