import { expect, it } from 'vitest';
import { parametersOf } from '../define.ts';
import { cells, tableOf, testContext } from '../testing.ts';
import { interactions } from './interactions.ts';

const table = tableOf({
  id: { values: ['a', '客', 'c'], role: 'customerId' },
  paid: [10, 20, null],
  orders: [2, 0, 4],
  huge: [1e300, 1e300, 1],
});

const run = async (given: Record<string, unknown> = {}, of = table) =>
  (await interactions.run(testContext(), { table: of }, parametersOf(interactions, given))).extended;
const fresh = ({ columns }: typeof table): string[] => columns.slice(4).map(({ name }) => name);

it('multiplies each pair once, and each by itself where that is asked for', async () => {
  const products = await run();
  expect(fresh(products)).toEqual(['paid×orders', 'paid×huge', 'orders×huge']);
  expect(cells(products, 'paid×orders')).toEqual([20, 0, null]);
  const squares = await run({ squares: true, features: ['orders', 'huge'] });
  expect(fresh(squares)).toEqual(['orders×orders', 'orders×huge', 'huge×huge']);
  expect(cells(squares, 'huge×huge')).toEqual([null, null, 1]); // beyond what a number can hold
});

it('divides and subtracts the earlier by the later', async () => {
  expect(cells(await run({ how: 'ratios', features: ['paid', 'orders'] }), 'paid÷orders')).toEqual([5, null, null]);
  expect(cells(await run({ how: 'differences', features: ['orders', 'paid'] }), 'orders−paid')).toEqual([-8, -20, null]); // prettier-ignore
});

it('takes one feature, no rows, and not too many', async () => {
  expect(fresh(await run({ features: ['paid'] }))).toEqual([]);
  expect((await run({}, table.take(new Int32Array(0)))).nRows).toBe(0);
  const wide = tableOf(Object.fromEntries(Array.from({ length: 41 }, (_, i) => [`x${i}`, [i]])));
  expect((await run({}, wide)).columns).toHaveLength(41 + 10);
  const all = wide.columns.map(({ name }) => name);
  await expect(async () => run({ features: all }, wide)).rejects.toMatchObject({ code: 'bad-parameter' });
});
