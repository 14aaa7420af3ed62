import { expect, it } from 'vitest';
import { aggregates } from '../../table/aggregate.ts';
import type { Table } from '../../table/table.ts';
import { requireStep, runDefinition } from '../registry.ts';
import { cells, readGolden, tableOf, testContext } from '../testing.ts';

const run = async (table: Table, parameters: Record<string, unknown> = {}) => {
  const outputs = await runDefinition(requireStep('prepare.aggregate'), testContext(), { table: [table] }, parameters);
  return outputs as { groups: Table; used: number };
};

const orders = tableOf({
  customer: { values: ['b', 'a', 'b', null, 'a'], role: 'customerId' },
  time: { values: ['2024-01-05', '2024-01-09', '2024-01-10', '2024-01-09', null], role: 'time', date: true },
  paid: [1, 2, 4, 100, null],
});

it('agrees with pandas over two keys, values missing among them', async () => {
  const golden = readGolden('prepare.aggregate');
  const part = (name: string, wanted: string) => (golden[name] ?? []).filter((_, i) => golden.part?.[i] === wanted);
  const orNull = (cell: string | number): number | null => (cell === '' ? null : Number(cell));
  const table = tableOf({
    customer: part('customer', 'given'),
    item: part('item', 'given'),
    value: part('value', 'given').map(orNull),
  });
  for (const measure of aggregates) {
    const { groups } = await run(table, { by: ['customer', 'item'], measure });
    expect(cells(groups, 'customer')).toEqual(part('customer', 'expected'));
    expect(cells(groups, 'item')).toEqual(part('item', 'expected'));
    expect(cells(groups, 'rows')).toEqual(part('rows', 'expected'));
    part(measure, 'expected').forEach((value, row) => {
      const own = cells(groups, `value_${measure}`)[row];
      if (value === '') expect(own, `${measure} ${row}`).toBeNull();
      else expect(own, `${measure} ${row}`).toBeCloseTo(Number(value), 12);
    });
  }
});

it('makes one row a customer, who is then what the table is about', async () => {
  const { groups, used } = await run(orders);
  expect(groups.entity).toBe('customer');
  expect(cells(groups, 'customer')).toEqual(['a', 'b']);
  expect([cells(groups, 'rows'), cells(groups, 'paid_sum')]).toEqual([[2, 2], [2, 5]]); // prettier-ignore
  expect(used).toBe(4 / 5);
});

it('counts only what lies before the cut-off date, and in the days before it', async () => {
  const until = Date.UTC(2024, 0, 10);
  expect(cells((await run(orders, { until })).groups, 'paid_sum')).toEqual([2, 1]);
  expect(cells((await run(orders, { until, days: 1 })).groups, 'customer')).toEqual(['a']);
  await expect(run(orders, { days: 3 })).rejects.toMatchObject({
    code: 'bad-parameter',
    values: { parameter: 'days' },
  });
});
