import { expect, it } from 'vitest';
import type { Table } from '../../table/table.ts';
import { lines } from '../features/fixtures.ts';
import { requireStep, runDefinition } from '../registry.ts';
import { cells, testContext } from '../testing.ts';

const run = async (orders: Table, parameters: Record<string, unknown> = {}, context = testContext()) => {
  const out = await runDefinition(requireStep('prepare.target-lifetime'), context, { orders: [orders] }, parameters);
  return Object.assign(out, { stays: out.stays as Table });
};

const shop = () =>
  lines(
    'ann 1 2024-01-01 10',
    'ann 2 2024-01-20 20',
    'ann 3 2024-03-30 20',
    'bob 4 2024-01-10T10:00 7',
    'cat 5 2024-03-20 5',
    'cat 5 2024-03-20 4',
    'dan 6 2024-03-11 4',
  );

it('counts a customer as gone at the end of the first long silence, even one who came back', async () => {
  const { stays, left, customers } = await run(shop(), { silence: 20 });
  expect(cells(stays, 'customer_id')).toEqual(['ann', 'bob', 'cat', 'dan']);
  // ann: 19 days to the second order, then 20 of silence; cat is watched to 31 March; dan has been silent for just 20 days then.
  expect(cells(stays, 'days_stayed')).toEqual([39, 20, 11, 20]);
  expect(cells(stays, 'left')).toEqual([true, true, false, true]);
  expect([left, customers]).toEqual([0.75, 4]);
  expect(cells(stays, 'first_value')).toEqual([10, 7, 9, 4]);
  expect(cells(stays, 'first_lines')).toEqual([1, 1, 2, 1]);
});

it('tells only what was known at the first order', async () => {
  const early = await run(shop(), { silence: 20, until: Date.UTC(2024, 0, 15) });
  expect(cells(early.stays, 'customer_id')).toEqual(['ann', 'bob']);
  expect(cells(early.stays, 'days_stayed')).toEqual([14, 5]);
  expect(cells(early.stays, 'first_value')).toEqual([10, 7]);
});

it('says so where nobody was silent as long, and where there is nobody', async () => {
  const context = testContext();
  await run(shop(), { silence: 500 }, context);
  expect(context.said.warnings.map(({ code }) => code)).toEqual(['noneLeft']);
  await expect(run(shop(), { until: Date.UTC(2020, 0, 1) })).rejects.toMatchObject({ code: 'too-few-rows' });
});

it('feeds the survival steps as it is', async () => {
  const { stays } = await run(shop(), { silence: 20 });
  const { curves } = await runDefinition(requireStep('predict.survival-curve'), testContext(), { table: [stays] }, {});
  expect(cells(curves as Table, 'time')).toEqual([0, 11, 20, 39]);
  // Of four, cat is censored at 11; of three, two leave at 20; the last at 39.
  expect(cells(curves as Table, 'survival').map((share) => Math.round(Number(share) * 1e9) / 1e9)).toEqual([
    1, 1, 0.333333333, 0,
  ]);
});
