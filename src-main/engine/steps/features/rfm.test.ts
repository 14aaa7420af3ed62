import { createHash } from 'node:crypto';
import { expect, it } from 'vitest';
import { datasetPath, describeWithDatasets } from '../../../../test/datasets.ts';
import { importAll } from '../../../../test/checks/import-harness.ts';
import type { BarsFigure, HeatmapFigure } from '../../../contract/figure.ts';
import { formatText } from '../../../contract/text.ts';
import type { Table } from '../../table/table.ts';
import { cells, readGolden, tableOf } from '../testing.ts';
import { goldenOrders, lines, run } from './fixtures.ts';

const rfm = async (orders: Table, parameters: Record<string, unknown> = {}) =>
  run('features.rfm', { orders: [orders] }, parameters);
const tableFrom = (out: Record<string, unknown>): Table => out.rfm as Table;

it('measures as on paper', async () => {
  const out = await rfm(
    lines(
      'ann 1 2024-03-01 10',
      'ann 1 2024-03-01 5',
      'ann 2 2024-03-09T23:59 1.5',
      'bob 3 2024-03-07T00:01 7',
      '- 4 2024-03-09 99',
    ),
  );
  const table = tableFrom(out);
  expect(cells(table, 'customer_id')).toEqual(['ann', 'bob']);
  // The reference date is 10 March: the day after the last order, whoever made it.
  expect(cells(table, 'recency')).toEqual([1, 3]);
  expect(cells(table, 'frequency')).toEqual([2, 1]);
  expect(cells(table, 'monetary')).toEqual([16.5, 7]);
  expect(cells(table, 'group')).toEqual(['champions', 'lost']);
  expect([out.customers, out.revenue]).toEqual([2, 23.5]);
  expect(table.entity).toBe('customer');
});

it('agrees with pandas, ties broken by customer id', async () => {
  const golden = readGolden('features.rfm');
  const table = tableFrom(await rfm(goldenOrders()));
  expect(cells(table, 'customer_id')).toEqual(golden.customer);
  for (const name of ['recency', 'frequency', 'recency_score', 'frequency_score', 'monetary_score'])
    expect(cells(table, name), name).toEqual(golden[name]);
  cells(table, 'monetary').forEach((value, i) => expect(value).toBeCloseTo(Number(golden.monetary?.[i]), 9));
});

it('gives every score to a fifth of the customers', async () => {
  const ids = Array.from({ length: 23 }, (_, i) => `c${String(i).padStart(2, '0')}`);
  const table = tableFrom(await rfm(lines(...ids.map((id) => `${id} ${id} 2024-03-01 10`))));
  const scores = cells(table, 'monetary_score');
  expect([1, 2, 3, 4, 5].map((score) => scores.filter((own) => own === score).length)).toEqual([5, 5, 4, 5, 4]);
  expect(scores).toEqual(scores.toSorted((a, b) => Number(a) - Number(b))); // equal amounts: by id alone
});

it('scores new customers by the edges of the old ones, and counts recency to the end of the new file', async () => {
  const old = ['a', 'b', 'c', 'd', 'e'].map((id, i) => `${id} ${id} 2024-03-0${i + 1} ${10 * (i + 1)}`);
  const { model } = await rfm(lines(...old));
  const table = tableFrom(
    await run('features.rfm:apply', {
      model: [model],
      orders: [lines('x 1 2024-05-01 35', 'y 2 2024-05-01 1000', 'z 3 2024-04-28 1')],
    }),
  );
  expect(cells(table, 'recency')).toEqual([1, 1, 4]);
  expect(cells(table, 'monetary_score')).toEqual([4, 5, 1]);
});

it('looks at customers on the reference date, without what came later', async () => {
  const table = tableFrom(
    await rfm(lines('ann 1 2024-03-01 10', 'ann 2 2024-03-20 10', 'bob 3 2024-03-15 5'), {
      referenceDate: Date.UTC(2024, 2, 11),
    }),
  );
  expect(cells(table, 'customer_id')).toEqual(['ann']);
  expect([cells(table, 'recency'), cells(table, 'frequency')]).toEqual([[10], [1]]);
});

it('takes a day of a customer for an order where there are no order ids', async () => {
  const orders = tableOf({
    who: { values: ['客一', '客一', '客一'], role: 'customerId' },
    at: { values: ['2024-03-01T08:00', '2024-03-01T20:00', '2024-03-02T08:00'], role: 'time', date: true },
    quantity: { values: [2, 1, 1], role: 'quantity' },
    price: { values: [3, 4, null], role: 'price' },
  });
  const table = tableFrom(await rfm(orders));
  expect([cells(table, 'customer_id'), cells(table, 'frequency'), cells(table, 'monetary')]).toEqual([
    ['客一'],
    [2],
    [10],
  ]);
});

it('refuses a table without any time, and one without amounts, by what is missing', async () => {
  await expect(rfm(lines('ann 1 - 10'))).rejects.toMatchObject({ code: 'too-few-rows' });
  await expect(rfm(lines('ann 1 2024-03-01 10'), { referenceDate: 0 })).rejects.toMatchObject({ code: 'too-few-rows' });
  await expect(rfm(lines('ann 1 2024-03-01 10').select(['customer', 'order', 'time']))).rejects.toMatchObject({
    code: 'missing-role',
    values: { role: 'amount' },
  });
});

it('titles its figures with what they show', async () => {
  const out = await rfm(goldenOrders());
  const groups = out.groups as BarsFigure;
  const grid = out.grid as HeatmapFigure;
  for (const { values } of groups.series) expect(values.reduce((sum, value) => sum + value, 0)).toBeCloseTo(1, 9);
  const [customers = [], revenue = []] = groups.series.map(({ values }) => Array.from(values));
  const share = customers[revenue.indexOf(Math.max(...revenue))] ?? NaN;
  expect(formatText(groups.title.text, groups.title.values, 'en')).toContain(
    `${Math.round(share * 100)}% of the customers`,
  );
  const best = Math.max(...Array.from(grid.values).filter(Number.isFinite));
  expect(grid.title.values?.money).toEqual({ money: best, currency: 'EUR' });
});

describeWithDatasets('RFM of Online Retail', ['online-retail.csv.gz'], () => {
  it('equals the pandas recomputation for every customer', async () => {
    const { table: imported } = await importAll([datasetPath('online-retail.csv.gz')]);
    const { clean } = await run('prepare.clean', { orders: [imported] });
    const table = tableFrom(await rfm(clean as Table));
    const thousandths = cells(table, 'monetary').map((value) => Math.floor(Number(value) * 1000 + 0.5));
    const columns = [cells(table, 'customer_id'), cells(table, 'recency'), cells(table, 'frequency'), thousandths];
    const scores = ['recency', 'frequency', 'monetary'].map((measure) => cells(table, `${measure}_score`));
    const rows = thousandths.map((_, i) => [...columns, ...scores].map((column) => column[i]).join(','));
    const golden = readGolden('features.rfm.online-retail');
    const found = ['recency', 'frequency', 'monetary'].flatMap((_, m) =>
      [1, 2, 3, 4, 5].map((score) =>
        thousandths.reduce((sum, paid, i) => sum + (scores[m]?.[i] === score ? paid : 0), 0),
      ),
    );
    expect([table.nRows, ...found]).toEqual([golden.customers?.[0], ...(golden.thousandths?.slice(1) ?? [])]);
    expect(createHash('sha256').update(rows.join('\n')).digest('hex')).toBe(golden.sha256?.[0]);
  });
});
