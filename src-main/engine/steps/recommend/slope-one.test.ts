import { expect, it } from 'vitest';
import type { Table } from '../../table/table.ts';
import { cells, tableOf, testContext } from '../testing.ts';
import { ratings, run } from './fixtures.ts';
import type { Reason } from './reasons.ts';

const ID = 'recommend.slope-one';

/** The scores of lists, by customer and item. */
function scoresOf(lists: Table): Record<string, number> {
  const [customer, item, score] = ['customer_id', 'item_id', 'score'].map((name) => cells(lists, name));
  return Object.fromEntries(customer!.map((who, row) => [`${String(who)} ${String(item![row])}`, Number(score![row])]));
}

it('adds the difference to the rating, as the paper’s first figure does', async () => {
  const table = ratings(['A I 1', 'A J 1.5', 'B I 2']);
  const { recommendations } = await run(ID, { interactions: [table] }, { minRaters: 1 });
  expect(scoresOf(recommendations as Table)).toEqual({ 'B J': 2.5 });
});

it('weighs differences by how many rated both, as on paper, and gives parts that sum to the score', async () => {
  const table = ratings(['john a 5', 'john b 3', 'john c 2', 'mark a 3', 'mark b 4', 'lucy b 2', 'lucy c 5']);
  const { recommendations } = await run(ID, { interactions: [table] }, { minRaters: 1, nReasons: 5 });
  const scores = scoresOf(recommendations as Table);
  // lucy: (2·(2 + ½) + 1·(5 + 3)) / 3; mark: (1·(3 − 3) + 2·(4 + 1)) / 3.
  expect(Object.keys(scores).sort()).toEqual(['lucy a', 'mark c']);
  expect(scores['lucy a']).toBeCloseTo(13 / 3, 12);
  expect(scores['mark c']).toBeCloseTo(10 / 3, 12);
  const reasons = cells(recommendations as Table, 'reason').map((reason) => JSON.parse(String(reason)) as Reason);
  const shares = reasons.map(({ parts }) => parts.map(({ share }) => share));
  expect(shares[0]!.map((share) => share.toFixed(4))).toEqual(['2.6667', '1.6667']);
  expect(shares[1]!.map((share) => share.toFixed(4))).toEqual(['3.3333']);
});

it('leaves out pairs that few rated, and keeps those that most did', async () => {
  const table = ratings(['a x 1', 'a y 2', 'a z 5', 'b x 2', 'b y 3', 'c x 3', 'c z 1', 'd x 4']);
  const lists = async (given: Record<string, unknown>) =>
    scoresOf((await run(ID, { interactions: [table] }, given)).recommendations as Table);
  expect(await lists({ minRaters: 3 })).toEqual({});
  // Of d's one rating: y is one star above x twice, z four above once and two below once.
  expect(await lists({ minRaters: 2 })).toMatchObject({ 'd y': 5, 'd z': 5 });
  // Of equal counts the lower item is kept, so that x says nothing of z.
  expect(await lists({ minRaters: 2, nNeighbours: 1 })).not.toHaveProperty('d z');
});

it('takes likes and dislikes apart in the bi-polar scheme, as on paper', async () => {
  const table = ratings(['u1 a 5', 'u1 b 4', 'u1 c 1', 'u1 d 2', 'u2 a 5', 'u2 b 3', 'u2 c 1', 'u3 a 4', 'u3 c 2']);
  const { recommendations } = await run(ID, { interactions: [table] }, { scheme: 'bi-polar', minRaters: 1 });
  // u3 likes a, and u1 likes b one star less: 3; u3 dislikes c, and u2 dislikes b two stars less: 4. d: u1 dislikes it one star less.
  expect(scoresOf(recommendations as Table)).toMatchObject({ 'u3 b': 3.5, 'u3 d': 3 });
});

it('serves someone who rated nothing with what everyone rates best', async () => {
  const customers = tableOf({ id: { values: ['new'], role: 'customerId' } });
  const table = ratings(['ann a 5', 'bob a 5', 'ann b 1', 'bob b 2', 'cyd c ']);
  const { recommendations } = await run(ID, { interactions: [table], customers: [customers] }, { topK: 3 });
  expect(cells(recommendations as Table, 'item_id')).toEqual(['a', 'c', 'b']);
  const { en } = JSON.parse(String(cells(recommendations as Table, 'reason')[0])) as Reason;
  expect(en).toBe('Rated well by everyone');
});

it('refuses a table without ratings and stops when cancelled', async () => {
  await expect(run(ID, { interactions: [ratings(['ann a 0', 'bob b '])] })).rejects.toMatchObject({
    code: 'no-usable-rows',
  });
  const cancelled = testContext();
  cancelled.cancelAfter(3);
  const table = ratings(Array.from({ length: 20 }, (_, at) => `u${at % 4} i${at} ${1 + (at % 5)}`));
  await expect(run(ID, { interactions: [table] }, {}, cancelled)).rejects.toMatchObject({ code: 'cancelled' });
});
