import { expect, it } from 'vitest';
import { autocorrelation, shapeOf } from '../../maths/series.ts';
import type { Table } from '../../table/table.ts';
import { requireStep, runDefinition } from '../registry.ts';
import { cells, readGolden, tableOf, testContext } from '../testing.ts';
import { lines } from './fixtures.ts';

const measured = async (table: Table, parameters: Record<string, unknown> = {}): Promise<Table> =>
  (await runDefinition(requireStep('features.series'), testContext(), { table: [table] }, parameters)).series as Table;

it('agrees with pandas and numpy', async () => {
  const golden = readGolden('features.series');
  const part = (column: string, wanted: string) => golden[column]!.filter((_, i) => golden.part![i] === wanted);
  const table = tableOf({
    customer: { values: part('customer', 'given'), role: 'customerId' },
    time: { values: part('time', 'given').map(Number), role: 'time', date: true },
    amount: { values: part('amount', 'given').map(Number), role: 'amount' },
  });
  const found = await measured(table, { until: Date.UTC(2024, 6, 1) });
  const rowOf = new Map(cells(found, 'customer').map((key, row) => [key, row]));
  part('amount', 'expected').forEach((value, i) => {
    const [customer, name] = [String(part('customer', 'expected')[i]), String(part('time', 'expected')[i])];
    const own = cells(found, name)[rowOf.get(customer)!];
    if (value === '') expect(own, `${customer} ${name}`).toBeNull();
    else expect(own, `${customer} ${name}`).toBeCloseTo(Number(value), 9);
  });
});

it('measures series as on paper', () => {
  expect(shapeOf(Float64Array.of(1, 2, 3))).toEqual({ mean: 2, variation: Math.sqrt(2 / 3) / 2, trend: 0.5 });
  expect(shapeOf(Float64Array.of(0, 0, 0))).toEqual({ mean: 0, variation: NaN, trend: NaN });
  expect(autocorrelation(Float64Array.of(1, -1, 1, -1), 1)).toBe(-0.75);
  expect(autocorrelation(Float64Array.of(0.1, 0.1, 0.1), 1)).toBeNaN();
  expect(autocorrelation(Float64Array.of(1, 2), 1)).toBeNaN();
});

it('begins with the first period of a customer, and counts rows where nothing has a worth', async () => {
  const orders = lines('a 1 2024-01-05 10', 'a 2 2024-02-20 10', 'b 3 2024-03-25 7', 'c 4 2024-04-01 1');
  const table = orders.select(['customer', 'time']);
  const found = await measured(table, { until: Date.UTC(2024, 3, 1), nPeriods: 4 });
  expect(cells(found, 'customer')).toEqual(['a', 'b']);
  expect(cells(found, 'active_share')).toEqual([2 / 3, 1]);
  expect(cells(found, 'period_mean')).toEqual([2 / 3, 1]);
  expect(cells(found, 'longest_gap')).toEqual([46, null]);
  expect(found.entity).toBe('customer');
});
