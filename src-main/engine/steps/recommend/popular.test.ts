import { expect, it } from 'vitest';
import { formatText } from '../../../contract/text.ts';
import type { Table } from '../../table/table.ts';
import { cells, readGolden, tableOf } from '../testing.ts';
import { goldenInteractions, purchases, run } from './fixtures.ts';
import type { Reason } from './reasons.ts';

const ID = 'recommend.popular';

it('ranks items by how many customers have them, less their own', async () => {
  // a 3, b 2, c 1, d 1: equal counts stand in the order of ids.
  const { recommendations } = await run(ID, {
    interactions: [purchases({ ann: 'aab', bob: 'adb', cyd: 'ca', dan: 'c' })],
  });
  const lists = Map.groupBy(
    cells(recommendations as Table, 'item_id').keys(),
    (row) => cells(recommendations as Table, 'customer_id')[row],
  );
  const of = (customer: string) => lists.get(customer)?.map((row) => cells(recommendations as Table, 'item_id')[row]);
  expect(of('ann')).toEqual(['c', 'd']);
  expect(of('bob')).toEqual(['c']);
  expect(of('dan')).toEqual(['a', 'b', 'd']);
});

it.each([0, 30])('agrees with the golden scores, half-life %i', async (halfLife) => {
  const parameters = { topK: 25, excludeSeen: false, halfLifeDays: halfLife || null };
  const { recommendations } = await run(ID, { interactions: [goldenInteractions()] }, parameters);
  const table = recommendations as Table;
  const [items, scores] = [cells(table, 'item_id').slice(0, 25), cells(table, 'score')];
  const golden = readGolden('recommend.popular');
  golden.item?.forEach((item, i) => {
    if (golden.half_life?.[i] === halfLife)
      expect(scores[items.indexOf(item)]).toBeCloseTo(Number(golden.score?.[i]), 10);
  });
});

it.each([
  ['customers', 'Bought by 2 customers'],
  ['orders', 'In 3 orders'],
  ['quantity', '3 sold'],
])('says why: %s', async (measure, sentence) => {
  const interactions = tableOf({
    customer: { values: ['a', 'a', 'b', 'c'], role: 'customerId' },
    item: { values: ['x', 'x', 'x', 'y'], role: 'itemId' },
    quantity: { values: [1, 1, 1, 1], role: 'quantity' },
  });
  const { recommendations } = await run(ID, { interactions: [interactions] }, { measure });
  const [row] = [cells(recommendations as Table, 'customer_id').indexOf('c')];
  const reason = JSON.parse(String(cells(recommendations as Table, 'reason')[row])) as Reason;
  expect(reason.en).toBe(sentence);
  expect(reason.parts).toEqual([{ shop: true, share: cells(recommendations as Table, 'score')[row] }]);
});

it('needs times for a half-life', async () => {
  const interactions = tableOf({
    customer: { values: ['a'], role: 'customerId' },
    item: { values: ['x'], role: 'itemId' },
  });
  await expect(run(ID, { interactions: [interactions] }, { halfLifeDays: 7 })).rejects.toMatchObject({
    code: 'missing-role',
    values: { role: 'time' },
  });
});

it('titles its figure with the item recommended most', async () => {
  const { items } = await run(ID, { interactions: [purchases({ ann: 'ab', bob: 'a', cyd: 'a' })] });
  const { title } = items as { title: Parameters<typeof formatText>[0] & { text: never; values: never } };
  expect(formatText(title.text, title.values, 'en')).toBe('“b” is recommended most: to 2 of 3 customers');
  expect(formatText(title.text, title.values, 'zh')).toBe('“b”被推荐最多：3 位顾客中有 2 位');
});
