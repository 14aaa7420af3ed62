import { expect, it } from 'vitest';
import type { Table } from '../../table/table.ts';
import { cells, readGolden, tableOf, testContext } from '../testing.ts';
import { repeatScore, type RepeatHabits } from './buy-again.ts';
import { goldenInteractions, run } from './fixtures.ts';
import type { Reason } from './reasons.ts';
import type { UserHistory } from './recommender.ts';

const ID = 'recommend.buy-again';
const DAY = 86_400_000;

const habits: RepeatHabits = { minOrders: 1, returnShare: Float64Array.of(0.5), gapDays: Float64Array.of(10) };

/** Bought `times` times over `span` days, the last `since` days ago. */
const history = (times: number, span: number, since: number): UserHistory => ({
  items: Int32Array.of(0),
  weights: Float64Array.of(times),
  occasions: Int32Array.of(times),
  first: Float64Array.of(0),
  last: Float64Array.of(span * DAY),
  asOf: (span + since) * DAY,
});

it('scores as on paper', () => {
  // Four orders over 30 days, own gap (30 + 10) / 4 = 10. Due today: w = 0, so 0.5 · 30 · 5 / (30 + 0 + 10).
  expect(repeatScore(habits, history(4, 30, 10), 0)).toBeCloseTo(1.875, 12);
  // Bought today: w = 2 · 10.
  expect(repeatScore(habits, history(4, 30, 0), 0)).toBeCloseTo(75 / 60, 12);
  // Long gone: w is the days since.
  expect(repeatScore(habits, history(4, 30, 160), 0)).toBeCloseTo(75 / 200, 12);
});

it('is highest when the item is due, and falls on both sides', () => {
  const at = (since: number) => repeatScore(habits, history(4, 30, since), 0);
  for (let since = 0; since < 10; since++) expect(at(since)).toBeLessThan(at(since + 1));
  for (let since = 10; since < 60; since++) expect(at(since)).toBeGreaterThan(at(since + 1));
});

it('agrees with the golden lists', async () => {
  const { recommendations } = await run(ID, { interactions: [goldenInteractions()] }, { topK: 5 });
  const table = recommendations as Table;
  const [customers, ranks, items, scores] = ['customer_id', 'rank', 'item_id', 'score'].map((name) =>
    cells(table, name),
  );
  const golden = readGolden('recommend.buy-again');
  golden.customer?.forEach((customer, i) => {
    const row = customers?.findIndex((id, at) => id === customer && ranks?.[at] === golden.rank?.[i]) ?? -1;
    expect(items?.[row]).toBe(golden.item?.[i]);
    expect(scores?.[row]).toBeCloseTo(Number(golden.score?.[i]), 10);
  });
});

const coffee = tableOf({
  customer: { values: ['ann', 'ann', 'ann', 'ann', 'bob'], role: 'customerId' },
  item: { values: ['coffee', 'coffee', 'coffee', 'cup', 'coffee'], role: 'itemId' },
  time: { values: ['2024-01-01', '2024-01-11', '2024-01-21', '2024-01-01', '2024-01-31'], role: 'time', date: true },
});

it('proposes what a customer takes regularly, with the reason', async () => {
  const { recommendations } = await run(ID, { interactions: [coffee] });
  const table = recommendations as Table;
  expect(cells(table, 'item_id')).toEqual(['coffee', 'cup', 'coffee']);
  const [first, second] = cells(table, 'reason').map((cell) => JSON.parse(String(cell)) as Reason);
  expect(first?.en).toBe('Bought 3 times, about every 10 days, last 10 days ago');
  expect(first?.parts).toEqual([{ item: 'coffee', share: cells(table, 'score')[0] }]);
  expect(second?.zh).toBe('30 天前买过一次；其他顾客约 10 天后再买');
});

it('waits for so many orders where asked', async () => {
  const { recommendations } = await run(ID, { interactions: [coffee] }, { minOrders: 2 });
  expect(cells(recommendations as Table, 'customer_id')).toEqual(['ann']);
});

it('has nothing to propose where nobody ever came back, or no row has a time', async () => {
  const once = tableOf({
    customer: { values: ['ann', 'bob'], role: 'customerId' },
    item: { values: ['x', 'x'], role: 'itemId' },
    time: { values: ['2024-01-01', null], role: 'time', date: true },
  });
  const context = testContext();
  const { recommendations } = await run(ID, { interactions: [once] }, {}, context);
  expect((recommendations as Table).nRows).toBe(0);
  expect(context.said.warnings.map(({ code }) => code)).toEqual(['customers-unserved']);
});
