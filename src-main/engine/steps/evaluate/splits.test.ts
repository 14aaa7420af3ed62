import { expect, it } from 'vitest';
import { seededRandom } from '../../maths/random.ts';
import type { Table } from '../../table/table.ts';
import { cells, tableOf } from '../testing.ts';
import { countForesight, splitInteractions, type SplitOptions } from './splits.ts';

/** Interactions from rows such as `ann a o1 3`: customer, item, order and day. */
function rowsOf(rows: readonly string[], more: Record<string, readonly (string | boolean | null)[]> = {}): Table {
  const parts = rows.map((row) => row.split(' '));
  const column = (at: number) => parts.map((part) => part[at] ?? null);
  return tableOf({
    customer: { values: column(0), role: 'customerId' },
    item: { values: column(1), role: 'itemId' },
    order: { values: column(2), role: 'orderId' },
    time: { values: column(3).map((day) => (day ? Number(day) * 86_400_000 : null)), role: 'time', date: true },
    ...more,
  });
}

const split = (table: Table, options: Partial<SplitOptions>) =>
  splitInteractions(table, { split: 'time', cut: null, testShare: 0.2, testColumn: null, ...options }, seededRandom(3));
const pairs = (table: Table) =>
  cells(table, 'customer').map((customer, row) => `${customer} ${cells(table, 'item')[row]}`);

it('holds out the last order of each customer, whole, and nothing of those with one', () => {
  const table = rowsOf([
    'ann b o2 5',
    'ann a o1 1',
    'ann c o2 5',
    'bob a o3 2',
    'bob d o3 3',
    'cyd a o4 1',
    'cyd b o5 ',
  ]);
  const { train, test, nUndated, cut } = split(table, { split: 'last' });
  expect(pairs(test)).toEqual(['ann b', 'ann c']);
  expect(pairs(train)).toEqual(['ann a', 'bob a', 'bob d', 'cyd a']);
  expect([nUndated, cut]).toEqual([1, null]);
});

it('holds out a share of each customer’s items, all rows of an item together', () => {
  const rows = Array.from({ length: 10 }, (_, i) => [`ann i${i} o${i} ${i}`, `ann i${i} p${i} ${i + 20}`]).flat();
  const { train, test } = split(rowsOf([...rows, 'bob x o 1', 'cyd x o 1', 'cyd y o 1']), {
    split: 'random',
    testShare: 0.3,
  });
  const held = pairs(test);
  expect(held.filter((pair) => pair.startsWith('ann')).length).toBe(6);
  expect(held.filter((pair) => pair.startsWith('bob')).length).toBe(0);
  expect(held.filter((pair) => pair.startsWith('cyd')).length).toBe(1);
  expect(pairs(train).filter((pair) => held.includes(pair))).toEqual([]);
});

it('never learns from customers who are held out, and knows some of their items', () => {
  const rows = Array.from({ length: 20 }, (_, user) => [0, 1, 2, 3, 4].map((item) => `u${user} i${item} o 1`)).flat();
  const { train, known, test } = split(rowsOf(rows), { split: 'new-customers', testShare: 0.25 });
  const customers = (table: Table) => new Set(cells(table, 'customer'));
  expect([customers(train).size, customers(known).size, customers(test).size]).toEqual([15, 5, 5]);
  expect([...customers(known)].filter((customer) => customers(train).has(customer))).toEqual([]);
  expect([known.nRows, test.nRows]).toEqual([20, 5]);
});

it('takes a split by a column, and refuses one that tells what it asks', () => {
  const rows = ['ann a o1 1', 'ann b o2 2', 'bob a o3 3', 'bob b o4 4'];
  const given = split(rowsOf(rows, { part: ['train', 'test', null, 'test'] }), { split: 'given', testColumn: 'part' });
  expect([pairs(given.train), pairs(given.test)]).toEqual([['ann a'], ['ann b', 'bob b']]);
  const copied = rowsOf([...rows, 'ann a o1 1'], { part: [false, true, false, true, true] });
  expect(() => split(copied, { split: 'given', testColumn: 'part' })).toThrow(
    expect.objectContaining({ code: 'leaking-split' }),
  );
  expect(() => split(copied, { split: 'given' })).toThrow(expect.objectContaining({ code: 'leaking-split' }));
});

it('counts customers of whom the future is learned', () => {
  const table = rowsOf(['ann a o1 1', 'ann b o2 2', 'bob a o3 3', 'bob b o4 4'], { part: [true, false, false, true] });
  expect(countForesight(split(table, { split: 'given', testColumn: 'part' }))).toBe(1);
});

it('refuses to split where nobody has two items', () => {
  for (const kind of ['random', 'last'] as const)
    expect(() => split(rowsOf(['ann a o1 1', 'bob b o2 2']), { split: kind })).toThrow(
      expect.objectContaining({ code: 'leaking-split' }),
    );
});
