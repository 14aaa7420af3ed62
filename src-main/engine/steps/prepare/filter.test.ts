import { expect, it } from 'vitest';
import type { Table } from '../../table/table.ts';
import { parametersOf } from '../define.ts';
import { cells, tableOf, testContext } from '../testing.ts';
import { filter } from './filter.ts';

const table = tableOf(
  {
    customer_id: { values: ['a', 'b', 'c', 'd'], role: 'customerId' },
    spent: [10, 20, null, 40],
    city: ['York', '杭州', 'York', null],
  },
  { entity: 'customer', currency: 'EUR' },
);

const run = (of: Table, condition: unknown) =>
  filter.run(testContext(), { table: of }, parametersOf(filter, { condition })) as Awaited<
    ReturnType<typeof filter.run>
  >;

it('keeps the rows that meet a nested condition; a missing value meets none', () => {
  const { rows, kept } = run(table, {
    op: 'and',
    args: [
      { op: 'not', arg: { op: 'in', column: 'city', values: ['杭州'] } },
      { op: 'between', column: 'spent', min: 10, max: 30 },
    ],
  });
  expect([cells(rows, 'customer_id'), kept]).toEqual([['a'], 0.25]);
  expect([rows.entity, rows.currency]).toEqual(['customer', 'EUR']);
});

it('keeps all rows without a condition, and says nothing about the share of nothing', () => {
  expect(run(table, null).rows).toBe(table);
  expect(run(table.take(new Int32Array(0)), null).kept).toBeNull();
});

it('refuses a column that is not there, by its name', () => {
  expect(() => run(table, { op: 'null', column: 'age' })).toThrow(
    expect.objectContaining({ values: expect.objectContaining({ column: 'age' }) as unknown }) as Error,
  );
});
