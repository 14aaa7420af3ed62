import { expect, it } from 'vitest';
import { decodeBundle, encodeBundle } from '../../../contract/bundle.ts';
import type { FittedModel } from '../define.ts';
import type { Table } from '../../table/table.ts';
import { cells, readGolden, tableOf, testContext } from '../testing.ts';
import { goldenInteractions, purchases, run } from './fixtures.ts';
import type { Reason } from './reasons.ts';

const ID = 'recommend.item-knn';
const plain = { similarity: 'jaccard', shrink: 0 } as const;
const listOf = (table: unknown, customer: string) =>
  cells(table as Table, 'customer_id').flatMap((id, row) =>
    id === customer ? [cells(table as Table, 'item_id')[row]] : [],
  );

it('adds up the likeness to what a customer has', async () => {
  // a has four customers, b three, c one; two have a and b, one a and c, none b and c.
  const { recommendations } = await run(
    ID,
    { interactions: [purchases({ ann: 'ab', bob: 'ab', cyd: 'ac', dan: 'b', eve: 'a' })] },
    plain,
  );
  const table = recommendations as Table;
  expect(listOf(table, 'dan')).toEqual(['a']);
  expect(listOf(table, 'eve')).toEqual(['b', 'c']);
  const scores = cells(table, 'score').filter((_, row) => cells(table, 'customer_id')[row] === 'eve');
  expect(scores[0]).toBeCloseTo(2 / 5, 12);
  expect(scores[1]).toBeCloseTo(1 / 4, 12);
});

it('recommends first what was withheld from a checkerboard', async () => {
  // Even customers buy even items, odd ones odd items; each lacks one of their own.
  const items = 'abcdefghij';
  const baskets = Object.fromEntries(
    Array.from({ length: 10 }, (_, u) => [
      `u${u}`,
      Array.from(items, (item, i) => (i % 2 === u % 2 && i !== u ? item : '')).join(''),
    ]),
  );
  const { recommendations } = await run(ID, { interactions: [purchases(baskets)] });
  for (let u = 0; u < 10; u++) expect(listOf(recommendations, `u${u}`)[0]).toBe(items[u]);
});

it('agrees with the golden lists', async () => {
  const golden = readGolden('recommend.item-knn.lists');
  for (const weight of ['binary', 'orders', 'log-quantity']) {
    const { recommendations } = await run(ID, { interactions: [goldenInteractions()] }, { weight, topK: 5 });
    const table = recommendations as Table;
    const [customers, ranks, items, scores] = ['customer_id', 'rank', 'item_id', 'score'].map((name) =>
      cells(table, name),
    );
    golden.weight?.forEach((of, i) => {
      if (of !== weight) return;
      const row =
        customers?.findIndex((id, at) => id === golden.customer?.[i] && ranks?.[at] === golden.rank?.[i]) ?? -1;
      expect(items?.[row]).toBe(golden.item?.[i]);
      expect(scores?.[row]).toBeCloseTo(Number(golden.score?.[i]), 10);
    });
  }
});

it('gives reasons that sum to the score', async () => {
  const { recommendations } = await run(ID, { interactions: [goldenInteractions()] }, { nReasons: 2 });
  const table = recommendations as Table;
  const scores = cells(table, 'score');
  cells(table, 'reason').forEach((cell, row) => {
    const { parts, en, zh } = JSON.parse(String(cell)) as Reason;
    expect(parts.reduce((sum, { share }) => sum + share, 0)).toBeCloseTo(Number(scores[row]), 14);
    expect(parts.length).toBeLessThanOrEqual(3);
    expect(en).toMatch(/^Goes with “ö/);
    expect(zh).toMatch(/^与“ö/);
  });
});

it('writes no reasons where none are asked for', async () => {
  const { recommendations } = await run(ID, { interactions: [goldenInteractions()] }, { nReasons: 0 });
  expect(new Set(cells(recommendations as Table, 'reason'))).toEqual(new Set([null]));
});

it('never recommends what is excluded, seen, or no product', async () => {
  const baskets = { ann: 'abp', bob: 'abp', cyd: 'ap' };
  const all = await run(ID, { interactions: [purchases(baskets)] }, { ...plain, excludeItems: ['p'] });
  expect(listOf(all.recommendations, 'cyd')).toEqual(['b']);
  const seen = await run(
    ID,
    { interactions: [purchases(baskets)] },
    { ...plain, excludeItems: ['p'], excludeSeen: false },
  );
  expect(listOf(seen.recommendations, 'cyd')).toEqual(['b']); // a is no neighbour of itself
  expect(listOf(seen.recommendations, 'ann')).toEqual(['a', 'b']);
});

it('serves the customers that are named, strangers and repeated ids included', async () => {
  const customers = tableOf({ id: { values: ['cyd', 'stranger', 'cyd'], role: 'customerId' } });
  const context = testContext();
  const out = await run(
    ID,
    { interactions: [purchases({ ann: 'ab', cyd: 'a' })], customers: [customers] },
    plain,
    context,
  );
  expect(cells(out.recommendations as Table, 'customer_id')).toEqual(['cyd']);
  expect(out.served).toBe(0.5);
  expect(context.said.warnings.map(({ code }) => code)).toEqual(['customers-unserved']);
});

it('applies a stored model to later interactions, items unknown to it aside', async () => {
  const { model } = await run(ID, { interactions: [purchases({ ann: 'ab', bob: 'ab' })] }, plain);
  const stored = decodeBundle(encodeBundle(model)) as FittedModel;
  const context = testContext();
  const out = await run(`${ID}:apply`, { model: [stored], interactions: [purchases({ new: 'bq' })] }, {}, context);
  expect(cells(out.recommendations as Table, 'item_id')).toEqual(['a']);
  expect(context.said.warnings.map(({ code, values }) => [code, values?.count])).toEqual([['rows-unknown', 1]]);
});

it('gives one customer of one item nothing, and says so', async () => {
  const context = testContext();
  const out = await run(ID, { interactions: [purchases({ only: 'a' })] }, {}, context);
  expect((out.recommendations as Table).nRows).toBe(0);
  expect(out.items).toBeNull();
  expect(context.said.warnings.map(({ code }) => code)).toEqual(['customers-unserved']);
});

it('refuses a table without a usable row, and one without the roles', async () => {
  const empty = tableOf({
    customer: { values: [null, 'a'], role: 'customerId' },
    item: { values: ['x', null], role: 'itemId' },
  });
  await expect(run(ID, { interactions: [empty] })).rejects.toMatchObject({ code: 'no-usable-rows' });
  await expect(run(ID, { interactions: [tableOf({ item: { values: ['x'], role: 'itemId' } })] })).rejects.toMatchObject(
    { code: 'missing-role' },
  );
  await expect(run(ID, {})).rejects.toMatchObject({ code: 'missing-input' });
});

it('stops when cancelled, while fitting and while ranking', async () => {
  for (const looks of [0, 2]) {
    const context = testContext();
    context.cancelAfter(looks);
    await expect(run(ID, { interactions: [goldenInteractions()] }, {}, context)).rejects.toMatchObject({
      code: 'cancelled',
    });
  }
});

it('shows which items are recommended most', async () => {
  const { items, coverage } = await run(ID, { interactions: [goldenInteractions()] }, { topK: 3 });
  expect(items).toMatchObject({ kind: 'bars', title: { code: 'most-recommended', values: { total: 60 } } });
  expect(coverage).toBeGreaterThan(0.5);
});
