import { afterAll, expect, it } from 'vitest';
import { formatLabel } from '../../../contract/text.ts';
import { parametersOf } from '../define.ts';
import { cells, closeTestPools, tableOf, testContext } from '../testing.ts';
import type { Table } from '../../table/table.ts';
import { nearest } from './nearest.ts';

afterAll(closeTestPools);

const run = async (table: Table, given: Record<string, unknown> = {}) =>
  nearest.run(testContext(), { table }, parametersOf(nearest, given));

it('lists for each customer the nearest others with their distance', async () => {
  const table = tableOf(
    { customer_id: { values: ['甲', '乙', '丙'], role: 'customerId' }, spend: [0, 3, 10], visits: [0, 4, 4] },
    { entity: 'customer' },
  );
  const out = await run(table, { nNeighbours: 2 });
  expect(cells(out.nearest, 'customer_id')).toEqual(['甲', '甲', '乙', '乙', '丙', '丙']);
  expect(cells(out.nearest, 'neighbour')).toEqual(['乙', '丙', '甲', '丙', '乙', '甲']);
  expect(cells(out.nearest, 'place')).toEqual([1, 2, 1, 2, 1, 2]);
  expect(cells(out.nearest, 'distance').map((d) => Number(d).toFixed(4))).toEqual([
    '5.0000',
    '10.7703',
    '5.0000',
    '7.0000',
    '7.0000',
    '10.7703',
  ]);
  expect(out.typical).toBe(5);
  expect(formatLabel(out.distances!.title, 'en')).toBe('Half of the rows have another within 5.00');
});

it('names rows by their number where they have no key, and looks at the chosen features alone', async () => {
  const out = await run(tableOf({ a: [1, 2, 9], b: [100, 0, 1] }), { nNeighbours: 1, features: ['b'] });
  expect(cells(out.nearest, 'row')).toEqual([1, 2, 3]);
  expect(cells(out.nearest, 'neighbour')).toEqual([3, 3, 2]);
});

it('refuses a single row, and missing values by their column', async () => {
  await expect(run(tableOf({ a: [1] }))).rejects.toMatchObject({ code: 'too-few-rows' });
  await expect(run(tableOf({ a: [1, null] }))).rejects.toMatchObject({
    code: 'missing-values',
    values: { column: 'a' },
  });
});
