import { expect, it } from 'vitest';
import type { Table } from '../../table/table.ts';
import { cells, tableOf, testContext } from '../testing.ts';
import { run } from './fixtures.ts';
import type { Reason } from './reasons.ts';

/** Interactions from rows such as `ann a 3`: customer, item and day. */
function days(rows: readonly string[]): Table {
  const parts = rows.map((row) => row.split(' '));
  return tableOf({
    customer: { values: parts.map(([customer]) => customer ?? null), role: 'customerId' },
    item: { values: parts.map(([, item]) => item ?? null), role: 'itemId' },
    time: {
      values: parts.map(([, , day]) => (day ? Number(day) * 86_400_000 : null)),
      role: 'time',
      date: true,
    },
  });
}

const stranger = tableOf({ id: { values: ['stranger'], role: 'customerId' } });
const shown = (out: Record<string, unknown>) => cells(out.recommendations as Table, 'item_id');
const scores = (out: Record<string, unknown>) => cells(out.recommendations as Table, 'score');

it('trending counts what is more than usual, as on paper', async () => {
  // Window of 10 days up to day 40, 30 days before it. rise: 3 recently, none before. steady: 1 of 3 expected. fall: none.
  const shop = days([
    'a rise 39',
    'b rise 40',
    'c rise 38',
    'a steady 1',
    'b steady 9',
    'c steady 20',
    'd steady 35',
    'e steady 36',
    'a fall 10',
  ]);
  const out = await run('recommend.trending', { interactions: [shop], customers: [stranger] }, { windowDays: 10 });
  // From day 1 to day 30 are 29 days: three customers there let expect 30 / 29.
  const expected = 30 / 29;
  expect(shown(out)).toEqual(['rise', 'steady']);
  expect(scores(out)[0]).toBeCloseTo(3, 12);
  expect(scores(out)[1]).toBeCloseTo((2 - expected) / Math.sqrt(expected + 1), 12);
  const { en } = JSON.parse(String(cells(out.recommendations as Table, 'reason')[1])) as Reason;
  expect(en).toBe('Bought by 2 customers lately, 1 would be usual');
});

it('newest items come by their first or their last purchase, those without a time not at all', async () => {
  const shop = days(['a old 1', 'b old 40', 'a new 30', 'a undated ', 'b mid 20']);
  const inputs = { interactions: [shop], customers: [stranger] };
  const first = await run('recommend.recent', inputs, { halfLifeDays: 10 });
  expect(shown(first)).toEqual(['new', 'mid', 'old']);
  expect(scores(first)).toEqual([2 ** -1, 2 ** -2, 2 ** -3.9]);
  const last = await run('recommend.recent', inputs, { by: 'last' });
  expect(shown(last)).toEqual(['old', 'new', 'mid']);
  expect(shown(await run('recommend.recent', inputs, { minCustomers: 2 }))).toEqual(['old']);
});

it('says that times are missing', async () => {
  const undated = days(['a x ', 'b x ']);
  for (const id of ['recommend.trending', 'recommend.recent'])
    await expect(run(id, { interactions: [undated] })).rejects.toMatchObject({ code: 'missing-role' });
  const cancelled = testContext();
  cancelled.cancelAfter(0);
  await expect(run('recommend.recent', { interactions: [days(['a x 1'])] }, {}, cancelled)).rejects.toMatchObject({
    code: 'cancelled',
  });
});
