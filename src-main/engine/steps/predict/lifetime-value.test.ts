import { expect, it } from 'vitest';
import fs from 'node:fs';
import zlib from 'node:zlib';
import { datasetPath, describeWithDatasets } from '../../../../test/datasets.ts';
import { chanceAlive, fitBgNbd, forecastOrders } from '../../maths/lifetime/bg-nbd.ts';
import { groupHistories } from '../../maths/lifetime/histories.ts';
import type { Table } from '../../table/table.ts';
import { lines } from '../features/fixtures.ts';
import { requireStep, runDefinition } from '../registry.ts';
import { cells, readGolden, tableOf, testContext } from '../testing.ts';

const golden = readGolden('predict.lifetime-value');
const column = (name: string): number[] => (golden[name] ?? []).map(Number);
const summary = () =>
  tableOf({
    id: { values: column('age').map((_, i) => `c${i}`), role: 'customerId' },
    x: column('repeats'),
    last: column('last_at'),
    age: column('age'),
    mean: column('mean_value'),
  });
const named = {
  from: 'summary',
  repeats: 'x',
  lastAt: 'last',
  age: 'age',
  meanValue: 'mean',
  discount: 0.15,
  days: 360,
};

const run = async (table: Table, parameters: Record<string, unknown> = {}, context = testContext()) =>
  runDefinition(requireStep('predict.lifetime-value'), context, { table: [table] }, parameters);
const parametersOf = (out: Record<string, unknown>): Record<string, number> => {
  const table = out.parameters as Table;
  const values = cells(table, 'value');
  return Object.fromEntries(cells(table, 'parameter').map((name, i) => [String(name), Number(values[i])]));
};

it('finds the parameters that lifetimes finds', async () => {
  const found = parametersOf(await run(summary(), named));
  const expected = readGolden('predict.lifetime-value.parameters');
  for (const name of ['r', 'alpha', 'a', 'b', 'p', 'q', 'v'])
    expect(found[name]! / Number(expected[name]?.[0]), name).toBeCloseTo(1, 5);
});

it('expects what lifetimes expects of each customer', async () => {
  const customers = (await run(summary(), named)).customers as Table;
  for (const [own, theirs] of [
    ['p_alive', 'p_alive'],
    ['expected_orders', 'expected'],
    ['order_value', 'order_value'],
    ['lifetime_value', 'lifetime_value'],
  ] as const) {
    const found = cells(customers, own);
    let nCompared = 0;
    golden[theirs]?.forEach((expected, i) => {
      // Where a + b < 1, lifetimes has no answer for customers without a repeat order.
      if (expected === '') return;
      nCompared++;
      expect(Math.abs(Number(found[i]) / Number(expected) - 1), `${own} ${i}`).toBeLessThan(2e-5);
    });
    expect(nCompared).toBeGreaterThan(100);
  }
});

it('has an answer where a + b < 1 and nobody came back: that of the integral over all rates and chances', () => {
  // scipy.integrate.quad over p of (1 − ((α + T) / (α + T + p t))^r) / p · Beta(p; a, b)
  const model = { r: 0.222489745348, alpha: 3.63705383469, a: 0.304222953321, b: 0.687690516217 };
  expect(forecastOrders(model)(0, 38.86, 1, 360 / 7)).toBeCloseTo(0.2291817505691709, 9);
});

it('gives a customer without a repeat order a chance of 1, and less the longer a regular one is silent', () => {
  const model = { r: 0.243, alpha: 4.414, a: 0.793, b: 2.426 };
  expect(chanceAlive(model, 0, 0, 39)).toBe(1);
  expect(chanceAlive(model, 5, 30, 32)).toBeGreaterThan(chanceAlive(model, 5, 30, 39));
  // The example of the paper’s spreadsheet: x = 2, t_x = 30.43, T = 38.86, 39 weeks ahead.
  expect(forecastOrders(model)(2, 38.86, chanceAlive(model, 2, 30.43, 38.86), 39)).toBeCloseTo(1.226, 3);
});

it('bears very frequent customers, long horizons and a = 1', () => {
  const model = { r: 0.5, alpha: 2, a: 1, b: 3 };
  const often = forecastOrders(model)(5000, 520, chanceAlive(model, 5000, 519.9, 520), 5200);
  expect(often).toBeGreaterThan(1000);
  expect(Number.isFinite(often)).toBe(true);
  expect(forecastOrders({ ...model, a: 1.0001 })(5, 50, 1, 50)).toBeCloseTo(forecastOrders(model)(5, 50, 1, 50), 3);
  expect(forecastOrders(model)(5, 50, 1, 1e-9)).toBeCloseTo(0, 9);
});

it('tells histories that are alike once', () => {
  const groups = groupHistories({
    repeats: Float64Array.of(1, 0, 1, 1),
    lastAt: Float64Array.of(2.5, 0, 2.5, 2),
    age: Float64Array.of(9, 9, 9, 9),
  });
  expect([...groups.counts].sort()).toEqual([1, 1, 2]);
  expect(groups.groupOf[0]).toBe(groups.groupOf[2]);
  const at = groups.groupOf[3]!;
  expect([groups.repeats[at], groups.times[groups.lastAt[at]!], groups.times[groups.age[at]!]]).toEqual([1, 2, 9]);
});

it('reads orders: those of one day count once, the value is that of the repeat days', async () => {
  const rows = Array.from({ length: 40 }, (_, i) => `c${i} ${i} 2024-01-0${1 + (i % 9)} 10`);
  const repeat = Array.from({ length: 20 }, (_, i) => `c${i} r${i} 2024-03-1${i % 10} ${20 + i}`);
  const orders = lines(...rows, ...repeat, 'c0 x 2024-01-01T09:00 5', 'c0 y 2024-05-01 30', 'c0 z 2024-05-01T12:00 10');
  const out = await run(orders, { unit: 'day', holdout: 20 });
  const customers = out.customers as Table;
  const at = cells(customers, 'customer_id').indexOf('c0');
  expect(cells(customers, 'repeat_orders')[at]).toBe(2);
  expect(cells(customers, 'days_since_last')[at]).toBe(0);
  expect(cells(customers, 'days_since_first')[at]).toBe(121);
  expect((out.holdout as { series: unknown[] }).series.length).toBe(2);
  expect(Number(out.value)).toBeGreaterThan(0);
});

it('says what a summary lacks, and what orders cannot bear', async () => {
  await expect(run(summary(), { from: 'summary' })).rejects.toThrow(/repeats/);
  await expect(run(summary(), { ...named, lastAt: 'mean', age: 'x' })).rejects.toMatchObject({
    code: 'no-usable-rows',
  });
  await expect(run(lines())).rejects.toMatchObject({ code: 'too-few-rows' });
  const context = testContext();
  const out = await run(lines('a 1 2024-01-01 5', 'b 2 2024-01-02 5'), {}, context);
  expect(context.said.warnings.map(({ code }) => code)).toContain('fewValues');
  expect(out.value).toBeNull();
  const cancelled = testContext();
  cancelled.cancelAfter(3);
  await expect(run(summary(), named, cancelled)).rejects.toMatchObject({ code: 'cancelled' });
});

describeWithDatasets('CDNOW', ['cdnow-summary.csv.gz'], () => {
  it('has the published parameters within half a per cent', () => {
    const text = zlib.gunzipSync(fs.readFileSync(datasetPath('cdnow-summary.csv.gz'))).toString();
    const rows = text.trim().split('\n').slice(1).map((line) => line.split(',').map(Number)); // prettier-ignore
    const list = (j: number): Float64Array => Float64Array.from(rows, (row) => row[j]!);
    const found = fitBgNbd(groupHistories({ repeats: list(1), lastAt: list(2), age: list(3) }), () => undefined);
    for (const [name, value] of [
      ['r', 0.243],
      ['alpha', 4.414],
      ['a', 0.793],
      ['b', 2.426],
    ] as const)
      // prettier-ignore
      expect(Math.abs(found[name] / value - 1), name).toBeLessThan(0.005);
    expect(found.logLikelihood).toBeCloseTo(-9582.43, 1);
  });
});
