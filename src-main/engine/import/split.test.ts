import { expect, it } from 'vitest';
import { cells, tableOf } from '../steps/testing.ts';
import { splitFlat } from './split.ts';

const flat = tableOf(
  {
    sku: { values: ['b', 'a', 'a', 'a', null, 'b', 'c'], role: 'itemId' },
    description: { values: ['Pot', 'Cup', 'Mug', 'Cup', 'none', null, null], role: 'itemName' },
    price: { values: [10, 2, 3, 2.5, 1, 12, -1], role: 'price' },
    who: { values: ['X', 'X', 'Y', 'Y', 'Y', 'Y', null], role: 'customerId' },
    country: { values: ['UK', 'UK', 'FR', 'DE', 'DE', 'FR', 'ES'], role: 'place' },
    quantity: { values: [1, 2, 3, 4, 5, 6, 7], role: 'quantity' },
  },
  { currency: 'GBP' },
);

it('gives products and customers their most frequent words and middle prices', () => {
  const { products, customers } = splitFlat(flat);
  expect(products?.info()).toMatchObject({ nRows: 3, entity: 'product', currency: 'GBP' });
  expect(products?.columns.map(({ name }) => name)).toEqual(['sku', 'description', 'price', 'lines']);
  expect(cells(products!, 'sku')).toEqual(['a', 'b', 'c']);
  expect(cells(products!, 'description')).toEqual(['Cup', 'Pot', null]);
  expect(cells(products!, 'price')).toEqual([2.5, 11, null]);
  expect(cells(products!, 'lines')).toEqual([3, 2, 1]);
  expect(customers?.entity).toBe('customer');
  // A tie: the word that comes first in order.
  expect(cells(customers!, 'country')).toEqual(['UK', 'DE']);
});

it('reports what was disputed', () => {
  const { conflicts, conflictTable } = splitFlat(flat);
  expect(conflicts).toBe(2);
  expect(
    ['table', 'column', 'key', 'chosen', 'others', 'chosen_rows', 'rows'].map((name) => cells(conflictTable, name)),
  ).toEqual([
    ['customers', 'products'],
    ['country', 'description'],
    ['Y', 'a'],
    ['DE', 'Cup'],
    ['FR', 'Mug'],
    [2, 2],
    [4, 3],
  ]);
});

it('takes along what never differs for an item, and nothing from a table without items or customers', () => {
  const ids = Array.from({ length: 60 }, (_, i) => `i${i % 20}`);
  const table = tableOf({
    item: { values: ids, role: 'itemId' },
    brand: ids.map((id) => `brand of ${id}`),
    note: ids.map((_, i) => `n${i}`),
  });
  expect(splitFlat(table).products?.columns.map(({ name }) => name)).toEqual(['item', 'brand', 'lines']);
  expect(splitFlat(tableOf({ a: [1, 2] }))).toMatchObject({ products: null, customers: null, conflicts: 0 });
});
