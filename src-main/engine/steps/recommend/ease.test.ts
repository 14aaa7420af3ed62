import { expect, it } from 'vitest';
import type { Table } from '../../table/table.ts';
import { cells, readGolden, testContext } from '../testing.ts';
import { goldenInteractions, purchases, run } from './fixtures.ts';
import type { Reason } from './reasons.ts';

const ID = 'recommend.ease';

it.each(['binary', 'orders'])('agrees with numpy, weights being %s', async (weight) => {
  const golden = readGolden('recommend.ease');
  const { recommendations } = await run(ID, { interactions: [goldenInteractions()] }, { weight, l2: 20, topK: 5 });
  const table = recommendations as Table;
  const [customers, ranks, items, scores] = ['customer_id', 'rank', 'item_id', 'score'].map((name) =>
    cells(table, name),
  );
  golden.weight?.forEach((of, i) => {
    if (of !== weight) return;
    const row = customers?.findIndex((id, at) => id === golden.customer?.[i] && ranks?.[at] === golden.rank?.[i]) ?? -1;
    expect(items?.[row]).toBe(golden.item?.[i]);
    expect(scores?.[row]).toBeCloseTo(Number(golden.score?.[i]), 10);
  });
});

it('gives reasons that sum to the score, parts that speak against an item among them', async () => {
  const { recommendations } = await run(
    ID,
    { interactions: [goldenInteractions()] },
    { l2: 5, nReasons: 20, topK: 25 },
  );
  const scores = cells(recommendations as Table, 'score');
  const shares = cells(recommendations as Table, 'reason').flatMap((cell, row) => {
    const { parts, en } = JSON.parse(String(cell)) as Reason;
    expect(parts.reduce((sum, { share }) => sum + share, 0)).toBeCloseTo(Number(scores[row]), 12);
    expect(en).toMatch(/^Follows from “ö/);
    return parts.map(({ share }) => share);
  });
  expect(Math.min(...shares)).toBeLessThan(0);
});

it('keeps as many weights as were asked for, large ones', async () => {
  const fit = async (nWeights: number) => {
    const { model } = await run(ID, { interactions: [goldenInteractions()] }, { nWeights });
    const { weights } = (model as { content: { learned: { weights: { columns: Int32Array; values: Float64Array } } } })
      .content.learned;
    return weights;
  };
  const [all, few] = [await fit(24), await fit(3)];
  expect(few.columns.length).toBe(25 * 3);
  expect((await fit(1000)).columns.length).toBe(25 * 24);
  const sizes = (values: Float64Array) => values.map(Math.abs).reduce((sum, size) => sum + size, 0);
  expect(sizes(few.values)).toBeLessThan(sizes(all.values));
  expect(sizes(few.values)).toBeGreaterThan((sizes(all.values) * 3) / 24);
});

it('says that a matrix of all items does not fit, and that l2 is too small', async () => {
  const context = { ...testContext(), budgetBytes: 1000 };
  await expect(run(ID, { interactions: [goldenInteractions()] }, {}, context)).rejects.toMatchObject({
    code: 'too-much-memory',
  });
  const pair = purchases({ ann: 'ab', bob: 'ab' });
  const huge = pair.with([{ ...pair.column('time'), name: 'time' }]);
  await expect(run(ID, { interactions: [huge] }, { l2: 0.1 })).resolves.toBeDefined();
});
