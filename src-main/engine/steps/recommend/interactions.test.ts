import { expect, it } from 'vitest';
import { Table } from '../../table/table.ts';
import { tableOf } from '../testing.ts';
import { customerIdsOf, pickCustomers, readInteractions } from './interactions.ts';
import { historyOf } from './recommender.ts';

const options = { weighting: 'orders', excludeItems: [] } as const;

const table = tableOf({
  customer: { values: ['b', 'a', 'b', 'b', null, 'a', 'ü'], role: 'customerId' },
  item: { values: ['y', 'x', 'y', 'y', 'x', null, '茶'], role: 'itemId' },
  name: { values: ['Tea ', 'Pot', 'Tea ', 'Teas', 'Pot', 'Pot', null], role: 'itemName' },
  order: { values: ['o1', 'o2', 'o1', 'o3', 'o4', 'o5', 'o6'], role: 'orderId' },
  quantity: { values: [1, 2, 3, 4, 5, 6, 7], role: 'quantity' },
  time: {
    values: ['2024-01-03', '2024-01-01', '2024-01-03', '2024-01-09', '2024-02-01', '2024-02-01', null],
    role: 'time',
    date: true,
  },
});

it('counts separate orders of each customer and item, with first and last time', () => {
  const read = readInteractions(table, options);
  expect(read.users).toEqual(['a', 'b', 'ü']);
  expect(read.items).toEqual(['x', 'y', '茶']);
  expect(read.itemNames).toEqual(['Pot', 'Tea', null]);
  expect([...read.rows.values]).toEqual([1, 2, 1]);
  const { first, last } = historyOf(read.rows, 1);
  expect([first[0], last[0]]).toEqual([Date.UTC(2024, 0, 3), Date.UTC(2024, 0, 9)]);
  expect(historyOf(read.rows, 2).first[0]).toBeNaN();
  expect(read.rows.asOf).toBe(Date.UTC(2024, 0, 9)); // the rows of February lack a customer or an item
  expect(read.skipped).toEqual({ missing: 2, returned: 0, notProducts: 0, unknown: 0 });
});

it('does not depend on the order of rows', () => {
  const shuffled = table.take(Int32Array.of(6, 3, 0, 5, 2, 4, 1));
  expect(readInteractions(shuffled, options)).toEqual(readInteractions(table, options));
});

it.each([
  ['binary', [1, 1]],
  ['quantity', [2, 8]],
  ['log-quantity', [Math.log1p(2), Math.log1p(8)]],
  ['amount', [20, 16]],
  ['rating', [5, 2]],
] as const)('weighs by %s', (weighting, expected) => {
  const rated = tableOf({
    customer: { values: ['a', 'b', 'b', 'b'], role: 'customerId' },
    item: { values: ['x', 'y', 'y', 'y'], role: 'itemId' },
    quantity: { values: [2, 1, 3, 4], role: 'quantity' },
    price: { values: [10, 2, 2, 2], role: 'price' },
    stars: { values: [5, 1, 2, 3], role: 'rating' },
  });
  expect([...readInteractions(rated, { weighting, excludeItems: [] }).rows.values]).toEqual(expected);
});

it('leaves out returns, codes that are no products and items that a model does not know', () => {
  const given = tableOf({
    customer: { values: ['a', 'a', 'a', 'a', 'b'], role: 'customerId' },
    item: { values: ['x', 'y', 'POST', 'z', 'w'], role: 'itemId' },
    quantity: { values: [1, -1, 1, 0, null], role: 'quantity' },
  });
  const marked = new Table(given.columns, { ...given.options(), notProducts: ['POST'] });
  const read = readInteractions(marked, { ...options, excludeItems: ['nothing'] });
  expect(read.items).toEqual(['w', 'x']);
  expect(read.skipped).toEqual({ missing: 0, returned: 2, notProducts: 1, unknown: 0 });
  const known = readInteractions(marked, { ...options, items: ['x', 'y'] });
  expect(known.skipped).toMatchObject({ unknown: 2, notProducts: 1 });
  expect(known.items).toEqual(['x', 'y']);
});

it('counts times as orders where there is no order id, and rows where there is neither', () => {
  const { columns } = table;
  const without = (...roles: string[]) => new Table(columns.filter(({ role }) => !roles.includes(role ?? '')));
  expect([...readInteractions(without('orderId'), options).rows.values]).toEqual([1, 2, 1]);
  expect([...readInteractions(without('orderId', 'time'), options).rows.values]).toEqual([1, 3, 1]);
});

it('reads a table of nothing but missing ids as nothing', () => {
  const empty = tableOf({
    customer: { values: ['a', null], role: 'customerId' },
    item: { values: [null, 'x'], role: 'itemId' },
  });
  const read = readInteractions(empty, options);
  expect([read.users, read.items, read.rows.columns.length]).toEqual([[], [], 0]);
});

it('names the role that is missing', () => {
  expect(() => readInteractions(tableOf({ item: { values: ['x'], role: 'itemId' } }), options)).toThrow(/customerId/);
  expect(() => readInteractions(table, { weighting: 'rating', excludeItems: [] })).toThrow(/rating/);
});

it('picks customers in the order asked for, once each, with empty histories for strangers', () => {
  const chosen = customerIdsOf(tableOf({ id: { values: ['ü', 'nobody', 'b', null, 'ü'], role: 'customerId' } }));
  expect(chosen).toEqual(['ü', 'nobody', 'b']);
  const { rows } = pickCustomers(readInteractions(table, options), chosen);
  expect([...rows.offsets]).toEqual([0, 1, 1, 2]);
  expect([...rows.columns]).toEqual([2, 1]);
});
