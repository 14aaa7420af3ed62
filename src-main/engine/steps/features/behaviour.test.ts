import { expect, it } from 'vitest';
import type { HeatmapFigure } from '../../../contract/figure.ts';
import { formatText } from '../../../contract/text.ts';
import { Table } from '../../table/table.ts';
import { requireStep, runDefinition } from '../registry.ts';
import { cells, readGolden, tableOf, testContext } from '../testing.ts';
import { goldenOrders, lines, run } from './fixtures.ts';

const behaviour = async (orders: Table, parameters: Record<string, unknown> = {}, returns: Table | null = null) =>
  run('features.behaviour', { orders: [orders], returns: returns ? [returns] : [] }, parameters);
const tableFrom = (out: Record<string, unknown>): Table => out.behaviour as Table;

it('measures rhythm as on paper', async () => {
  // Ann: 1, 5 and 15 March, gaps of 4 and 10 days; the reference date is 22 March. Bob: once.
  const table = tableFrom(
    await behaviour(
      lines(
        'ann 1 2024-03-01 10',
        'ann 2 2024-03-05 20',
        'ann 3 2024-03-15 60',
        'ann 3 2024-03-15 10',
        'bob 4 2024-03-21 5',
      ),
    ),
  );
  expect(cells(table, 'customer_id')).toEqual(['ann', 'bob']);
  expect(cells(table, 'tenure')).toEqual([21, 1]);
  expect(cells(table, 'gap_mean')).toEqual([7, null]);
  expect(cells(table, 'gap_sd')).toEqual([Math.sqrt(18), null]);
  expect(cells(table, 'gap_ratio')).toEqual([1, null]);
  expect(cells(table, 'trend')).toEqual([0, null]); // of two later orders one came early, one late
  expect(cells(table, 'basket_lines')).toEqual([4 / 3, 1]);
  expect(cells(table, 'basket_value')).toEqual([100 / 3, 5]);
  expect(cells(table, 'weekday_friday')).toEqual([2 / 3, 0]);
  expect(cells(table, 'weekday_thursday')).toEqual([0, 1]);
});

it('agrees with pandas and scipy in every column', async () => {
  const golden = readGolden('features.behaviour');
  const table = tableFrom(await behaviour(goldenOrders()));
  expect(cells(table, 'customer_id')).toEqual(golden.customer);
  const names = Object.keys(golden).filter((name) => name !== 'customer');
  expect(table.columns.map(({ name }) => name).toSorted()).toEqual(['customer_id', ...names].toSorted());
  for (const name of names) {
    cells(table, name).forEach((value, i) => {
      const expected = golden[name]?.[i];
      if (expected === '') expect(value, `${name} ${i}`).toBeNull();
      else expect(value, `${name} ${i}`).toBeCloseTo(Number(expected), 9);
    });
  }
});

it('gives shares that add up to one', async () => {
  const table = tableFrom(await behaviour(goldenOrders()));
  for (const prefix of ['category_', 'channel_', 'weekday_', 'hour_']) {
    const group = table.columns.filter(({ name }) => name.startsWith(prefix)).map(({ name }) => cells(table, name));
    for (let row = 0; row < table.nRows; row++) {
      const known = group.map((column) => column[row]).filter((share) => share !== null);
      if (known.length > 0) expect(known.reduce<number>((sum, share) => sum + Number(share), 0)).toBeCloseTo(1, 9);
    }
  }
});

it('has a column only for what the table can tell', async () => {
  const names = tableFrom(await behaviour(lines('ann 1 2024-03-01 10'))).columns.map(({ name }) => name);
  expect(names.filter((name) => /^(category|channel|hour|return|discount|line_|diversity)/.test(name))).toEqual([]);
  expect(names).toContain('basket_value');
  const timesAlone = tableFrom(await behaviour(lines('ann 1 2024-03-01T09:30 10').select(['customer', 'time'])));
  expect(timesAlone.find('basket_value')).toBeNull();
  expect(cells(timesAlone, 'hour_09_12')).toEqual([1]);
});

it('counts returned lines of either table, by customer', async () => {
  const orders = lines(
    'ann 1 2024-03-01 10',
    'ann 1 2024-03-01 10',
    'ann 2 2024-03-02 -10',
    'bob 3 2024-03-03 5',
    'cyd 4 2024-03-04 5',
  );
  const returns = lines('bob R3 2024-03-03 -5', 'bob R3 2024-03-03 -5', 'zoe R9 2024-03-03 -5', 'cyd R4 2024-06-01 -5');
  expect(cells(tableFrom(await behaviour(orders)), 'return_rate')).toEqual([1 / 2, 0, 0]);
  // Bob sent back more than he bought here: at most all. Cyd's return lies past the reference date.
  expect(cells(tableFrom(await behaviour(orders, {}, returns)), 'return_rate')).toEqual([1 / 2, 1, 0]);
});

it('leaves postage out of baskets and tastes, and its price in their value', async () => {
  const given = tableOf({
    who: { values: ['ann', 'ann', 'bob'], role: 'customerId' },
    order: { values: ['1', '1', '2'], role: 'orderId' },
    at: { values: ['2024-03-01T10:00', '2024-03-01T10:00', '2024-03-01T10:00'], role: 'time', date: true },
    item: { values: ['tea', 'POST', 'POST'], role: 'itemId' },
    amount: { values: [10, 4, 4], role: 'amount' },
  });
  const table = tableFrom(await behaviour(new Table(given.columns, { ...given.options(), notProducts: ['POST'] })));
  expect(cells(table, 'basket_lines')).toEqual([1, 0]);
  expect(cells(table, 'basket_value')).toEqual([14, 4]);
  expect(cells(table, 'diversity')).toEqual([0, null]);
});

it('keeps the most frequent categories and puts the rest together, now and when applied', async () => {
  const bought = (categories: readonly string[]): Table =>
    tableOf({
      who: { values: categories.map(() => 'ann'), role: 'customerId' },
      at: { values: categories.map(() => '2024-03-01T10:00'), role: 'time', date: true },
      kind: { values: categories, role: 'category' },
    });
  const out = await behaviour(bought(['茶', '茶', 'A/B', 'a b', 'others', "{d'}"]), { maxKinds: 3 });
  const names = (table: Table): string[] =>
    table.columns.map(({ name }) => name).filter((name) => name.startsWith('category_'));
  expect(names(tableFrom(out))).toEqual(['category_茶', 'category_a_b', 'category_a_b_2', 'category_others']);
  expect(cells(tableFrom(out), 'category_others')).toEqual([1 / 3]);
  const applied = await run('features.behaviour:apply', {
    model: [out.model],
    orders: [bought(['new', '茶'])],
    returns: [],
  });
  expect(names(tableFrom(applied))).toEqual(names(tableFrom(out)));
  expect(['category_茶', 'category_a_b', 'category_others'].map((name) => cells(tableFrom(applied), name)[0])).toEqual([
    1 / 2,
    0,
    1 / 2,
  ]);
});

it('labels columns by data that looks like a message', async () => {
  const table = tableFrom(
    await behaviour(
      tableOf({
        who: { values: ['ann'], role: 'customerId' },
        at: { values: ['2024-03-01T10:00'], role: 'time', date: true },
        kind: { values: ["{d'}"], role: 'category' },
      }),
    ),
  );
  const { label, name } = table.columns.find((column) => column.name.startsWith('category_')) ?? expect.fail();
  expect(name).toBe('category_d');
  expect(label && formatText(label, {}, 'en')).toBe("Share of {d'}");
});

it('groups hours of the clock as asked, the last ones too', async () => {
  const table = tableFrom(
    await behaviour(lines('ann 1 2024-03-01T23:59 1', 'ann 2 2024-03-02T04:59 1', 'ann 3 1969-12-31T22:00 1'), {
      hoursPerBin: 5,
    }),
  );
  expect(table.columns.map(({ name }) => name).filter((name) => name.startsWith('hour_'))).toEqual([
    'hour_00_05',
    'hour_05_10',
    'hour_10_15',
    'hour_15_20',
    'hour_20_24',
  ]);
  expect(cells(table, 'hour_20_24')).toEqual([2 / 3]);
  expect(cells(table, 'weekday_wednesday')).toEqual([1 / 3]); // the day before the epoch
});

it('counts lines without an order id as orders of their own, and skips those without a time or a customer', async () => {
  const table = tableFrom(
    await behaviour(lines('ann - 2024-03-01 1', 'ann - 2024-03-01 1', 'ann 1 - 1', '- 2 2024-03-01 1')),
  );
  expect([cells(table, 'customer_id'), cells(table, 'basket_lines'), cells(table, 'gap_mean')]).toEqual([
    ['ann'],
    [1],
    [0],
  ]);
});

it('sums up rhythm in a figure and metrics', async () => {
  const out = await behaviour(
    lines('ann 1 2024-03-01T10:00 1', 'ann 2 2024-03-08T11:00 1', 'bob 3 2024-03-02T04:00 1'),
  );
  const figure = out.rhythm as HeatmapFigure;
  expect(figure.values.reduce((sum, value) => sum + value, 0)).toBeCloseTo(1, 12);
  expect(formatText(figure.title.text, figure.title.values, 'en')).toBe(
    'Orders come most on Friday from 9:00 to 12:00',
  );
  expect([out.customers, out.usualGap, out.onceOnly]).toEqual([2, 7, 1 / 2]);
});

it('refuses a reference date before every order', async () => {
  await expect(behaviour(lines('ann 1 2024-03-01 1'), { referenceDate: 0 })).rejects.toMatchObject({
    code: 'too-few-rows',
  });
});

it.each(['features.behaviour', 'features.rfm'])('says how far it is and stops in the middle: %s', async (id) => {
  // A table of its own each time: what was measured of one is remembered.
  const many = () => ({
    orders: [lines(...Array.from({ length: 5000 }, (_, i) => `c${i} ${i} 2024-03-01 1`))],
    returns: [],
  });
  const context = testContext();
  await runDefinition(requireStep(id), context, many(), {});
  const { progress } = context.said;
  expect(new Set(progress).size).toBeGreaterThan(3);
  expect(progress).toEqual(progress.toSorted((a, b) => a - b));
  const impatient = testContext();
  impatient.cancelAfter(3);
  await expect(runDefinition(requireStep(id), impatient, many(), {})).rejects.toMatchObject({
    code: 'cancelled',
  });
  expect(Math.max(...impatient.said.progress)).toBeLessThan(0.8);
});
