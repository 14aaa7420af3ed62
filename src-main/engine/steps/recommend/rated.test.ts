import { expect, it } from 'vitest';
import type { Table } from '../../table/table.ts';
import { cells, tableOf, testContext } from '../testing.ts';
import { ratings, run, twoTastes } from './fixtures.ts';
import type { Reason } from './reasons.ts';

const ID = 'recommend.rated';

it('expects the mean, the item’s part and the customer’s, as on paper', async () => {
  // Factors held to nothing, biases free: the least squares of mean + user + item, which these ratings follow exactly.
  const table = ratings(['ann a 5', 'ann b 4', 'bob a 3', 'bob b 2', 'bob c 1', 'cyd a 4', 'cyd b 3']);
  const out = await run(
    ID,
    { interactions: [table] },
    { regularisation: 100, biasShrinkage: 0.01, iterations: 200, factors: 1 },
  );
  const lists = out.recommendations as Table;
  expect(cells(lists, 'customer_id')).toEqual(['ann', 'cyd']);
  expect(cells(lists, 'item_id')).toEqual(['c', 'c']);
  expect(Number(cells(lists, 'score')[0])).toBeCloseTo(3, 1);
  expect(Number(cells(lists, 'score')[1])).toBeCloseTo(2, 1);
});

it('finds tastes, and gives parts that sum to the expected rating', async () => {
  const out = await run(
    ID,
    { interactions: [twoTastes()] },
    { factors: 2, regularisation: 0.01, nReasons: 20, topK: 1 },
  );
  const lists = out.recommendations as Table;
  cells(lists, 'customer_id').forEach((customer, row) => {
    const user = Number(String(customer).slice(1));
    expect(Number(String(cells(lists, 'item_id')[row]).slice(1)) % 2, String(customer)).toBe(user % 2);
    const score = Number(cells(lists, 'score')[row]);
    expect(score).toBeGreaterThan(4);
    const { parts } = JSON.parse(String(cells(lists, 'reason')[row])) as Reason;
    const others = parts.slice(0, -1).reduce((sum, { share }) => sum + share, 0);
    expect(Math.abs(score - others - parts.at(-1)!.share)).toBeLessThan(1e-12);
    expect(Math.abs(parts.at(-1)!.share)).toBeLessThan(5);
  });
});

it('serves someone who rated nothing with what everyone rates best', async () => {
  const customers = tableOf({ id: { values: ['new'], role: 'customerId' } });
  const table = ratings(['ann a 5', 'bob a 5', 'ann b 1', 'bob b 2', 'cyd c ']);
  const { recommendations } = await run(ID, { interactions: [table], customers: [customers] }, { topK: 3 });
  expect(cells(recommendations as Table, 'item_id')).toEqual(['a', 'c', 'b']);
  const { en } = JSON.parse(String(cells(recommendations as Table, 'reason')[0])) as Reason;
  expect(en).toBe('Rated well by everyone');
});

it('gives the same bytes on three threads, refuses a table without ratings, stops when cancelled', async () => {
  const one = await run(ID, { interactions: [twoTastes()] });
  const three = await run(ID, { interactions: [twoTastes()] }, {}, testContext({ threads: 3, variant: 'simd' }));
  expect(cells(three.recommendations as Table, 'score')).toEqual(cells(one.recommendations as Table, 'score'));
  await expect(run(ID, { interactions: [ratings(['ann a 0', 'bob b '])] })).rejects.toMatchObject({
    code: 'no-usable-rows',
  });
  const cancelled = testContext();
  cancelled.cancelAfter(3);
  await expect(run(ID, { interactions: [twoTastes()] }, {}, cancelled)).rejects.toMatchObject({ code: 'cancelled' });
});
