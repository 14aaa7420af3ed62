import { expect, it } from 'vitest';
import type { HeatmapFigure } from '../../../contract/figure.ts';
import type { Table } from '../../table/table.ts';
import { cells, tableOf } from '../testing.ts';
import { goldenOrders, run } from './fixtures.ts';

interface Found {
  sequences: Table;
  transitions: Table;
  steps: HeatmapFigure | null;
  repeats: number | null;
}
const measured = async (table: Table, given: Record<string, unknown> = {}): Promise<Found> =>
  (await run('features.sequences', { table: [table] }, given)) as unknown as Found;

/** Events written out as `customer kind hour`, in any order. */
const events = (...written: readonly string[]): Table => {
  const rows = written.map((line) => line.split(' '));
  return tableOf({
    customer: { values: rows.map(([who]) => (who === '-' ? null : who!)), role: 'customerId' },
    action: { values: rows.map(([, what]) => (what === '-' ? null : what!)), role: 'eventType' },
    time: { values: rows.map(([, , hour]) => (hour === '-' ? null : Number(hour) * 3_600_000)), role: 'time', date: true }, // prettier-ignore
  });
};
// Ann: view view cart | buy (a day later); 张: view cart cart; Bo: once; lines without a customer, kind or time count nowhere.
const shop = events('Ann cart 2', 'Ann view 0', 'Ann view 1', 'Ann buy 26', '张 cart 5', '张 view 4', '张 cart 6', 'Bo view 0', '- view 1', 'Bo - 1', 'Bo buy -'); // prettier-ignore

it('puts events in order and measures each customer, as counted by hand', async () => {
  const { sequences, transitions, repeats, steps } = await measured(shop, { nSteps: 2 });
  const who = cells(sequences, 'customer').map(String);
  const ofAll = (name: string): Record<string, unknown> => Object.fromEntries(cells(sequences, name).map((cell, i) => [who[i]!, cell])); // prettier-ignore
  expect(sequences.column('customer').label).toEqual({ en: 'Customer', zh: '顾客' });
  expect(ofAll('events')).toEqual({ Ann: 4, 张: 3, Bo: 1 });
  expect(ofAll('event_kinds')).toEqual({ Ann: 3, 张: 2, Bo: 1 });
  expect(ofAll('repeat_share')).toEqual({ Ann: 1 / 3, 张: 0.5, Bo: null });
  expect(ofAll('days_between')).toEqual({ Ann: 26 / 24 / 3, 张: 1 / 24, Bo: null });
  expect([ofAll('first_event'), ofAll('last_event'), ofAll('last_event_3')]).toEqual([
    { Ann: 'view', 张: 'view', Bo: 'view' },
    { Ann: 'buy', 张: 'cart', Bo: 'view' },
    { Ann: 'view', 张: 'view', Bo: null },
  ]);
  expect(ofAll('view_then_cart')).toEqual({ Ann: 1, 张: 1, Bo: 0 });
  // Steps: view→cart 2, view→view, cart→buy, cart→cart. Of 3 that begin with view 2 lead to cart, of all 5 three do.
  expect(cells(transitions, 'count')).toEqual([2, 1, 1, 1]);
  expect([cells(transitions, 'share')[0], cells(transitions, 'lift')[0]]).toEqual([2 / 3, 2 / 3 / (3 / 5)]);
  expect(repeats).toBeCloseTo(2 / 5, 12);
  expect(steps!.title).toMatchObject({ values: { from: 'view', to: 'cart' } });
});

it('stops at the cut-off day and at long pauses, and joins repeats', async () => {
  const early = await measured(shop, { until: 5 * 3_600_000 });
  expect(cells(early.sequences, 'events').toSorted()).toEqual([1, 1, 3]);
  const paused = await measured(shop, { pauseHours: 2 });
  expect(cells(paused.transitions, 'to')).not.toContain('buy');
  const joined = await measured(shop, { collapse: true });
  expect(joined.repeats).toBe(0);
  expect(cells(joined.sequences, 'events').toSorted()).toEqual([1, 2, 3]);
});

it('counts the steps between categories that pandas counts', async () => {
  // orders.dropna(subset=['customer', 'category', 'time']).sort_values('time', kind='stable'), then by customer the category beside
  // groupby('customer').category.shift(-1), value_counts, of pandas 3.1.1 on test/golden/features.orders.csv.
  const { transitions, sequences } = await measured(goldenOrders());
  const found = cells(transitions, 'from').map((from, i) => [`${String(from)}>${String(cells(transitions, 'to')[i])}`, cells(transitions, 'count')[i]] as const); // prettier-ignore
  expect(Object.fromEntries(found)).toEqual({
    'Garden & Co>Garden & Co': 16, 'Garden & Co>Küche': 23, 'Garden & Co>茶': 18, 'Küche>Garden & Co': 24, 'Küche>Küche': 104,
    'Küche>茶': 48, '茶>Garden & Co': 18, '茶>Küche': 50, '茶>茶': 31,
  }); // prettier-ignore
  expect(sequences.entity).toBe('customer');
});

it('takes no events, and refuses a table that does not say what happened', async () => {
  const none = await measured(shop.take(new Int32Array(0)));
  expect([none.sequences.nRows, none.transitions.nRows, none.steps, none.repeats]).toEqual([0, 0, null, null]);
  const bare = shop.select(['customer', 'time']);
  await expect(measured(bare)).rejects.toThrow(expect.objectContaining({ code: 'missing-role' }) as Error);
});
