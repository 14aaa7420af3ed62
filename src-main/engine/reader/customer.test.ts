import { expect, it } from 'vitest';
import { dateColumn, numberColumn, textColumn } from '../table/column.ts';
import { Table } from '../table/table.ts';
import type { Loader } from '../notebook/load.ts';
import { customerView } from './customer.ts';
import type { Query, StoredInput } from './protocol.ts';

const DAY = 86_400_000;
const key = (ids: string[]) => textColumn('customer_id', ids, { role: 'customerId' });
const tables: Record<string, Table> = {
  orders: new Table(
    [
      key(['B', 'A', 'B', 'B', 'B']),
      textColumn('order', ['o1', 'o2', 'o3', 'o3', 'o4'], { role: 'orderId' }),
      textColumn('item', ['cup', 'cup', 'pot', 'POST', 'cup'], { role: 'itemId' }),
      dateColumn('at', Float64Array.of(1, 2, 9, 9, 12).map((day) => day * DAY), { role: 'time' }),
      numberColumn('pieces', Float64Array.of(2, 1, 1, 1, -1), { role: 'quantity' }),
      numberColumn('price', Float64Array.of(5, 5, 30, 4, 5), { role: 'price' }),
    ],
    { currency: 'EUR', notProducts: ['POST'] },
  ),
  products: new Table([textColumn('item', ['cup', 'pot'], { role: 'itemId' }), textColumn('name', ['Tea cup', 'Tea pot'], { role: 'itemName' })]),
  features: new Table([key(['A', 'B', 'C', 'D']), numberColumn('x', Float64Array.of(0, 10, 11, NaN)), numberColumn('y', Float64Array.of(0, 100, 0, 0))], { entity: 'customer' }),
  clusters: new Table([key(['A', 'B', 'C', 'D']), numberColumn('cluster', Int32Array.of(0, 1, 1, 0)), numberColumn('certainty', Float64Array.of(1, 0.25, 0.5, 1))], { entity: 'customer' }),
  segment: new Table([key(['B', 'D'])], { entity: 'customer' }),
  reviews: new Table([key(['B', 'A', 'B']), dateColumn('on', Float64Array.of(3, 4, 11).map((day) => day * DAY), { role: 'time' }), textColumn('item', ['cup', 'cup', 'pot'], { role: 'itemId' }), textColumn('said', ['Fine.', 'Bad.', null], { role: 'text' })]),
  lists: new Table([key(['B', 'B', 'A']), textColumn('item', ['pot', 'cup', 'pot'], { role: 'itemId' }), numberColumn('rank', Int32Array.of(2, 1, 1)), textColumn('reason', [null, '{"en":"why","zh":"因为","parts":[]}', null])]),
}; // prettier-ignore

const stored = (hash: string): StoredInput => ({ kind: 'stored', hash, contentHash: hash, name: hash, overlay: null });
const loader = { table: ({ hash }: StoredInput) => new Table(tables[hash]!.columns, { ...tables[hash]!.options(), name: hash }) } as unknown as Loader; // prettier-ignore
const query = (customerId: string, more: object = {}): Extract<Query, { kind: 'customer' }> => ({
  kind: 'customer',
  customerId,
  against: null,
  orders: stored('orders'),
  about: [stored('segment')],
  events: [{ input: stored('reviews'), kind: 'reviews' }],
  products: [stored('products')],
  features: [stored('features')],
  groups: [
    { kind: 'segment', ref: { from: 'segment', segmentId: 's' }, by: null, name: 'Kept', input: stored('segment') },
    { kind: 'cluster', ref: { from: 'clustering', panelId: 'p' }, by: 'K', name: null, input: stored('clusters') },
  ],
  near: { input: stored('features'), scaled: false },
  lists: [{ input: stored('lists'), by: 'R', panelId: 'r' }],
  ...more,
});

it('gathers the orders of one customer, what they are worth, and what was bought', () => {
  const { orders, nOrders, total, bought, currency } = customerView(query('B'), loader);
  expect(orders).toEqual([
    { id: 'o4', at: 12 * DAY, amount: -5, nLines: 1, products: ['Tea cup'] },
    { id: 'o3', at: 9 * DAY, amount: 34, nLines: 2, products: ['Tea pot', 'POST'] },
    { id: 'o1', at: DAY, amount: 10, nLines: 1, products: ['Tea cup'] },
  ]);
  // What was sent back is no order, and lowers the total.
  expect([nOrders, total, currency]).toEqual([2, 39, 'EUR']);
  expect(bought).toEqual([
    { id: 'pot', name: 'Tea pot', quantity: 1, amount: 30 },
    { id: 'cup', name: 'Tea cup', quantity: 1, amount: 5 },
  ]);
});

it('tells what else happened, newest first, with the names of products', () => {
  const { events } = customerView(query('B'), loader);
  expect(events.map(({ at, kind, about }) => [at / DAY, kind, about.map(({ value }) => value)])).toEqual([
    [11, 'reviews', ['Tea pot']],
    [3, 'reviews', ['Tea cup', 'Fine.']],
  ]);
});

it('puts features beside a group’s and everyone’s median', () => {
  const { features, groups, against } = customerView(query('B'), loader);
  expect(groups.map(({ kind, size, certainty }) => [kind, size, certainty])).toEqual([['segment', 2, null], ['cluster', 2, 0.25]]); // prettier-ignore
  expect(against).toEqual({ from: 'clustering', panelId: 'p' });
  // x of all: 0, 10, 11; of cluster 1: 10 and 11; one of three is lower, and the customer’s own counts half.
  expect(features[0]).toMatchObject({ value: 10, group: 10.5, everyone: 10, place: 0.5 });
  const beside = customerView(query('B', { against: { from: 'segment', segmentId: 's' } }), loader);
  expect([beside.features[0]?.group, beside.features[1]?.group]).toEqual([10, 50]);
});

it('finds who is alike, by each feature’s deviation where nobody scaled them, and what is recommended', () => {
  const { nearest, recommended } = customerView(query('C'), loader);
  // Deviations are those of the known values: 4.97 of x, 43.3 of y. D is the same in y and unknown in x.
  expect(nearest.map(({ id }) => id)).toEqual(['D', 'A', 'B']);
  expect(customerView(query('C', { near: { input: stored('features'), scaled: true } }), loader).nearest[1]).toEqual({ id: 'A', distance: 11, group: { code: 'cluster', text: { en: 'Cluster {cluster}', zh: '聚类 {cluster}' }, values: { cluster: '0' } } }); // prettier-ignore
  expect(recommended).toEqual([]);
  expect(customerView(query('B'), loader).recommended).toEqual([
    { by: 'R', panelId: 'r', items: [{ id: 'cup', name: 'Tea cup', reason: { en: 'why', zh: '因为' } }, { id: 'pot', name: 'Tea pot', reason: null }] },
  ]); // prettier-ignore
});

it('says so where nobody knows the customer', () => {
  expect(() => customerView(query('nobody'), loader)).toThrow(expect.objectContaining({ code: 'not-found' }));
});
