import { expect, it } from 'vitest';
import type { Table } from '../../table/table.ts';
import { cells, tableOf, testContext } from '../testing.ts';
import { purchases, run } from './fixtures.ts';

const ID = 'recommend.space';

/** Two kinds of customers who share nothing. */
const interactions = purchases({
  ann: 'abc',
  bob: 'abd',
  cat: 'bcd',
  dan: 'acd',
  eve: 'wxy',
  fay: 'wxz',
  gus: 'xyz',
  hal: 'wyz',
});

async function spaceOf(step: string, given: Record<string, unknown> = {}, context = testContext()) {
  const { model } = await run(step, { interactions: [interactions] });
  return run(ID, { interactions: [interactions], model: [model] }, given, context);
}

const vectorsOf = (table: Table): number[][] => {
  const axes = table.columns.filter(({ name }) => name.startsWith('axis_')).map(({ name }) => cells(table, name));
  return Array.from({ length: table.nRows }, (_, row) => axes.map((axis) => axis[row] as number));
};
const cosine = (a: number[], b: number[]): number => a.reduce((sum, value, i) => sum + value * b[i]!, 0);

it('keeps how alike two items are in what is shown beside them', async () => {
  // With every direction kept, S·V·Vᵀ·Sᵀ = S·Sᵀ: the cosine of two items is that of their rows of weights. With one place a list,
  // a row holds 1 for the item and 1 / log2(3)… of its first: 1 / log2(2 + 0 + 1) = 0.6309 beside it.
  const { items } = (await spaceOf('recommend.item-knn', { nAxes: 8, nShown: 1 })) as { items: Table };
  const vectors = vectorsOf(items);
  const weight = 1 / Math.log2(3);
  // All four of a kind stand to each other alike, so that each shows the first of the others: b, c, d show a, and a shows b.
  const alike = (weight * weight) / (1 + weight * weight);
  expect(cosine(vectors[1]!, vectors[2]!)).toBeCloseTo(alike, 10);
  expect(cosine(vectors[0]!, vectors[1]!)).toBeCloseTo((2 * weight) / (1 + weight * weight), 10);
  expect(cosine(vectors[0]!, vectors[4]!)).toBeCloseTo(0, 10);
});

it('lets customers lie amid what they have, apart from those who have nothing in common with them', async () => {
  const out = (await spaceOf('recommend.item-knn')) as { items: Table; customers: Table; map: unknown; trust: number };
  const [customers, items] = [vectorsOf(out.customers), vectorsOf(out.items)];
  expect(cells(out.customers, 'customer_id')).toEqual(['ann', 'bob', 'cat', 'dan', 'eve', 'fay', 'gus', 'hal']);
  expect(cosine(customers[0]!, items[0]!)).toBeGreaterThan(0.9);
  expect(cosine(customers[0]!, customers[4]!)).toBeCloseTo(0, 10);
  expect(cells(out.items, 'buyers')).toEqual([3, 3, 3, 3, 3, 3, 3, 3]);
  expect(out.map).toMatchObject({ kind: 'scatter', table: 'items' });
  expect(out.trust).toBeGreaterThan(0.5);
});

it('colours by category and cluster where these are known', async () => {
  const products = tableOf({
    item: { values: Array.from('abcdwxyz'), role: 'itemId' },
    kind: { values: Array.from('猫猫猫猫犬犬犬犬'), role: 'category' },
  });
  const clusters = tableOf({
    customer: { values: ['ann', 'eve'], role: 'customerId' },
    cluster: { values: [0, 1] },
  });
  const { model } = await run('recommend.item-knn', { interactions: [interactions] });
  const inputs = { interactions: [interactions], model: [model], products: [products], clusters: [clusters] };
  const { items, customers, map, customerMap } = (await run(ID, inputs)) as Record<string, Table>;
  expect(cells(items!, 'category')[7]).toBe('犬');
  expect(cells(customers!, 'cluster').slice(0, 5)).toEqual(['0', null, null, null, '1']);
  expect([map, customerMap]).toMatchObject([{ color: { as: 'category' } }, { color: { as: 'cluster' } }]);
});

it('warns of a recommender that shows everyone the same, and asks for one where none is connected', async () => {
  const context = testContext();
  await spaceOf('recommend.popular', { nShown: 2 }, context);
  expect(context.said.warnings.map(({ code }) => code)).toEqual(['flat']);
  await expect(run(ID, { interactions: [interactions] })).rejects.toMatchObject({ code: 'missing-input' });
});
