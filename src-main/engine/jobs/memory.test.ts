import { expect, it } from 'vitest';
import { seededRandom } from '../maths/random.ts';
import { codedTextColumn, dateColumn, numberColumn } from '../table/column.ts';
import { Table } from '../table/table.ts';
import { requireMemory, tableBytes } from './memory.ts';

const MB = 1024 * 1024;

it('holds ten million interactions of a million users in 300 MB', () => {
  const nRows = 10_000_000;
  const random = seededRandom(3);
  const names = (letter: string, n: number): string[] => Array.from({ length: n }, (_, i) => `${letter}${i}`);
  const codes = (n: number): Int32Array => new Int32Array(nRows).map(() => random.integer(n));
  const values = (): Float64Array => new Float64Array(nRows).map(() => random.integer(1e9));
  const table = new Table([
    codedTextColumn('user', codes(1_000_000), names('user-', 1_000_000), { role: 'customerId' }),
    codedTextColumn('item', codes(100_000), names('item-', 100_000), { role: 'itemId' }),
    dateColumn('time', values(), { role: 'time' }),
    numberColumn('value', values(), { role: 'amount' }),
  ]);
  expect(table.nRows).toBe(nRows);
  expect(tableBytes(table)).toBeGreaterThan(240 * 1_000_000);
  expect(tableBytes(table)).toBeLessThan(300 * 1_000_000);
}, 60_000);

it('says how many rows would fit where the declared memory does not', () => {
  expect(() => requireMemory(10 * MB, 10 * MB, 1000)).not.toThrow();
  expect(() => requireMemory(20 * MB, 5 * MB, 1000)).toThrow(
    expect.objectContaining({ values: { neededMb: 20, availableMb: 5, rowsThatFit: 250 } }),
  );
});
