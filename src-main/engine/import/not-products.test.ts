import { expect, it } from 'vitest';
import { tableOf } from '../steps/testing.ts';
import { detectNotProducts } from './not-products.ts';

const repeat = <T>(n: number, of: (i: number) => T): T[] => Array.from({ length: n }, (_, i) => of(i));

it('tells charges from products by name, code, sign and price', () => {
  const codes = [
    ...repeat(200, (i) => String(22000 + (i % 100))),
    'POST',
    'POST',
    'X',
    'X',
    'X',
    '22999',
    '22998',
    'ZZ',
  ];
  const names = [
    ...repeat(200, (i) => `CUP NUMBER ${i % 100}`),
    'POSTAGE',
    'POSTAGE',
    null,
    null,
    null,
    'Next Day Carriage',
    'BAROQUE CARRIAGE CLOCK',
    'ODD THING',
  ];
  const table = tableOf({
    code: { values: codes, role: 'itemId' },
    name: { values: names, role: 'itemName' },
    quantity: { values: [...repeat(200, () => 1), 1, 1, -1, -1, -1, 1, 1, 1], role: 'quantity' },
    price: { values: [...repeat(200, () => 2), 5, 900, 1, 2, 3, 15, 30, 8], role: 'price' },
  });
  const found = detectNotProducts(table);
  expect(found.map(({ code, nRows }) => [code, nRows])).toEqual([['X', 3], ['POST', 2], ['22999', 1]]); // prettier-ignore
  expect(found[1]).toMatchObject({ name: 'POSTAGE' });
  expect(found[1]?.reasons.map(({ code }) => code)).toEqual([
    'not-product.name',
    'not-product.code',
    'not-product.shape',
  ]);
  expect(found[0]?.reasons.map(({ code }) => code)).toEqual(['not-product.shape', 'not-product.negative']);
});

it('reads Chinese names', () => {
  const table = tableOf({
    sku: { values: ['A1', 'A2', 'A3', 'A4'], role: 'itemId' },
    name: { values: ['保温杯', '邮费补拍', '运费', '礼品卡套装盒子'], role: 'itemName' },
  });
  expect(detectNotProducts(table).map(({ code }) => code)).toEqual(['A2', 'A3']);
});

it('finds nothing where there are no items, or no shape of codes prevails', () => {
  expect(detectNotProducts(tableOf({ a: ['x'] }))).toEqual([]);
  expect(detectNotProducts(tableOf({ a: { values: ['x1', '22', 'POST-IT', 'M'], role: 'itemId' } }))).toEqual([]);
});
