import { expect, it } from 'vitest';
import type { Table } from '../../table/table.ts';
import { requireStep, runDefinition } from '../registry.ts';
import { cells, readGolden, tableOf, testContext } from '../testing.ts';
import { lines } from './fixtures.ts';

const measured = async (table: Table, parameters: Record<string, unknown> = {}): Promise<Table> =>
  (await runDefinition(requireStep('features.windows'), testContext(), { table: [table] }, parameters))
    .windows as Table;

it('agrees with pandas', async () => {
  const golden = readGolden('features.windows');
  const part = (column: string, wanted: string) => golden[column]!.filter((_, i) => golden.part![i] === wanted);
  const table = tableOf({
    customer: { values: part('customer', 'given'), role: 'customerId' },
    order: { values: part('order', 'given').map(String), role: 'orderId' },
    time: { values: part('time', 'given').map(Number), role: 'time', date: true },
    amount: { values: part('amount', 'given').map(Number), role: 'amount' },
  });
  const found = await measured(table, { until: Date.UTC(2024, 0, 1) + 110 * 86_400_000, days: [45, 7, 30, 7] });
  expect(found.columns.length).toBe(2 + 3 * 6);
  const rowOf = new Map(cells(found, 'customer').map((key, row) => [key, row]));
  part('amount', 'expected').forEach((value, i) => {
    const [customer, name] = [part('customer', 'expected')[i]!, String(part('order', 'expected')[i])];
    const own = cells(found, name)[rowOf.get(String(customer))!];
    expect(own, `${customer} ${name}`).toBeCloseTo(Number(value), 9);
  });
});

it('counts nothing that lies at or after the date, and keeps those who were active long ago', async () => {
  const table = lines('a 1 2023-01-01 10', 'a 2 2024-02-28 5', 'b 3 2022-05-05 7', 'c 4 2024-03-01 9');
  const found = await measured(table, { until: Date.UTC(2024, 2, 1), days: [7] });
  expect(found.entity).toBe('customer');
  expect(cells(found, 'customer')).toEqual(['a', 'b']);
  expect(cells(found, 'rows_7d')).toEqual([1, 0]);
  expect(cells(found, 'amount_7d')).toEqual([5, 0]);
  expect(cells(found, 'rows_trend_7d')).toEqual([1, 0]);
  expect(cells(found, 'days_since_last')[0]).toBe(2);
  const whole = await measured(table, { days: [30], trends: false });
  expect(whole.columns.map(({ name }) => name)).toEqual(['customer', 'days_since_last', 'rows_30d', 'amount_30d', 'orders_30d', 'active_30d']); // prettier-ignore
});

it('takes other keys and values, missing ones among them', async () => {
  const table = tableOf({
    shop: ['杭州', null, '杭州', 'Bath'],
    time: { values: ['2024-01-02T09:00', '2024-01-02T09:00', null, '2024-01-01T00:00'], role: 'time', date: true },
    weight: [1, 2, 3, null],
  });
  const found = await measured(table, { by: 'shop', values: ['weight'], days: [1] });
  expect(found.entity).toBe('none');
  expect(cells(found, 'shop')).toEqual(['Bath', '杭州']);
  expect(cells(found, 'weight_1d')).toEqual([0, 1]);
  await expect(measured(table)).rejects.toMatchObject({ code: 'missing-role' });
  const undated = tableOf({ customer: { values: ['a'], role: 'customerId' }, time: { values: [null], role: 'time', date: true } }); // prettier-ignore
  await expect(measured(undated)).rejects.toMatchObject({ code: 'too-few-rows' });
});
