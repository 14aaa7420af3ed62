import { expect, it } from 'vitest';
import type { Answer } from '../../../contract/answer.ts';
import type { BarsFigure } from '../../../contract/figure.ts';
import type { Table } from '../../table/table.ts';
import { arrangeInputs, requireStep } from '../registry.ts';
import { cells, tableOf, testContext } from '../testing.ts';
import { goldenInteractions, parametersFor, purchases, run } from './fixtures.ts';

const ID = 'recommend.preview';
const baskets = { ann: 'abc', bob: 'ab', cyd: 'bc', dan: 'de', eve: 'd', fay: 'def' };
const interactions = purchases(baskets);
const clusters = tableOf(
  {
    id: { values: ['ann', 'bob', 'cyd', 'dan', 'eve', 'fay'], role: 'customerId' },
    cluster: [1, 1, 1, 2, 2, 2],
    certainty: [0.5, 0.9, 0.9, 0.2, 0.3, 0.1],
  },
  { entity: 'customer' },
);

async function ask(
  question: string,
  inputs: Readonly<Record<string, readonly unknown[]>>,
  input: unknown,
): Promise<Answer> {
  const { definition, info } = requireStep(ID);
  const asked = definition.questions?.[question] as unknown as { answer(...given: unknown[]): Promise<Answer> };
  return asked.answer(testContext(), arrangeInputs(info, inputs), parametersFor(ID), input);
}

const fitted = () => run('recommend.item-knn', { interactions: [interactions] }, { similarity: 'jaccard', shrink: 0 });

it('shows the customer each cluster is surest of, history beside recommendations', async () => {
  const { recommendations } = await fitted();
  const out = await run(ID, { interactions: [interactions], recommendations: [recommendations], clusters: [clusters] });
  const [history, list] = [out.history as Table, out.recommendations as Table];
  expect(cells(history, 'customer_id')).toEqual(['bob', 'bob', 'eve']); // bob before cyd, equally certain
  expect(cells(history, 'cluster')).toEqual(['1', '1', '2']);
  expect(cells(history, 'item_id')).toEqual(['b', 'a', 'd']); // the newest first
  expect(cells(list, 'item_id')).toEqual(['c', 'e', 'f']);
  expect(cells(list, 'reason_en')[1]).toBe('Goes with “d”');
  expect(cells(list, 'reason_zh')[1]).toBe('与“d”搭配');
});

it('says the same from a model as from the table it made', async () => {
  const { recommendations, model } = await fitted();
  const stored = await run(ID, {
    interactions: [interactions],
    recommendations: [recommendations],
    clusters: [clusters],
  });
  const asked = await run(ID, { interactions: [interactions], model: [model], clusters: [clusters] });
  for (const name of ['customer_id', 'rank', 'item_id', 'score', 'reason_en']) {
    expect(cells(asked.recommendations as Table, name)).toEqual(cells(stored.recommendations as Table, name));
  }
  expect(asked.byCluster).toEqual(stored.byCluster);
});

it('asks a model about buying again as of the newest purchase of the shop, not of the customer', async () => {
  const all = goldenInteractions();
  const { recommendations, model } = await run('recommend.buy-again', { interactions: [all] });
  for (const customer of ['客00', '客33']) {
    const [fromTable, fromModel] = await Promise.all(
      ([{ recommendations: [recommendations] }, { model: [model] }] as Record<string, unknown[]>[]).map((source) =>
        ask('customer', { interactions: [all], ...source }, { customer }),
      ),
    );
    expect(fromModel).toEqual(fromTable);
  }
});

it('takes the median customer where clusters say no certainty, and draws some where there are no clusters', async () => {
  const { recommendations } = await fitted();
  const plain = clusters.select(['id', 'cluster']);
  const out = await run(ID, { interactions: [interactions], recommendations: [recommendations], clusters: [plain] });
  expect(new Set(cells(out.history as Table, 'customer_id'))).toEqual(new Set(['cyd', 'dan'])); // 2 2 3 and 1 2 3 items
  const drawn = await run(ID, { interactions: [interactions], recommendations: [recommendations] }, { nCustomers: 2 });
  expect(new Set(cells(drawn.history as Table, 'customer_id')).size).toBe(2);
  expect((drawn.history as Table).find('cluster')).toBeNull();
  expect(drawn.byCluster).toBeNull();
});

it('finds what sets a cluster apart', async () => {
  const { recommendations } = await fitted();
  const { byCluster } = await run(ID, {
    interactions: [interactions],
    recommendations: [recommendations],
    clusters: [clusters],
  });
  expect(byCluster).toMatchObject({
    kind: 'heatmap',
    rows: [{ values: { cluster: '1' } }, { values: { cluster: '2' } }],
    title: { values: { item: 'f', cluster: '2' } },
  });
});

it('answers for any customer', async () => {
  const { recommendations } = await fitted();
  const inputs = { interactions: [interactions], recommendations: [recommendations], clusters: [clusters] };
  const { messages, tables } = await ask('customer', inputs, { customer: 'eve' });
  expect(messages.map(({ code, values }) => [code, values])).toEqual([
    ['customer-found', { customer: 'eve', items: 1, recommended: 2 }],
    ['customer-in-cluster', { cluster: '2' }],
  ]);
  expect(tables[0]?.rows).toEqual([['d', null, 1, null, Date.UTC(2024, 0, 1)]]);
  expect(tables[1]?.rows[0]?.slice(0, 3)).toEqual([1, 'e', null]);
  expect(tables[1]?.rows[0]?.[4]).toEqual({ en: 'Goes with “d”', zh: '与“d”搭配' });
  expect(await ask('customer', inputs, { customer: '{nobody}' })).toMatchObject({
    messages: [{ code: 'customer-unknown' }],
    tables: [],
  });
});

it('answers for a cluster and finds customers by a part of their id', async () => {
  const { recommendations } = await fitted();
  const inputs = { interactions: [interactions], recommendations: [recommendations], clusters: [clusters] };
  const { tables } = await ask('cluster', inputs, { cluster: '2' });
  expect(tables[0]?.rows[0]).toEqual(['d', null, 3, 1, 2]); // half of everyone has d
  expect(tables[1]?.rows[0]).toEqual(['f', null, 2, 2 / 3, 2]);
  expect(tables[2]?.rows.map(([customer, rank]) => [customer, rank])).toEqual([
    ['dan', 1],
    ['eve', 2],
  ]);
  expect(await ask('cluster', inputs, { cluster: '9' })).toMatchObject({ messages: [{ code: 'cluster-unknown' }] });
  expect(await ask('cluster', { ...inputs, clusters: [] }, { cluster: '1' })).toMatchObject({
    messages: [{ code: 'no-clusters' }],
  });
  expect((await ask('find', inputs, { find: 'A' })).tables[0]?.rows).toEqual([['ann'], ['dan'], ['fay']]);
});

it('needs recommendations or a model, and a cluster column that is there', async () => {
  await expect(run(ID, { interactions: [interactions] })).rejects.toMatchObject({ code: 'missing-input' });
  const { model } = await fitted();
  const inputs = { interactions: [interactions], model: [model], clusters: [clusters] };
  await expect(run(ID, inputs, { clusterColumn: 'no' })).rejects.toMatchObject({ code: 'missing-column' });
});

it('shows what a list would be had something else been bought, as a model would see it', async () => {
  const { model } = await fitted();
  const inputs = { interactions: [interactions], model: [model] };
  const { tables, messages } = await ask('whatIf', inputs, { customer: 'bob', add: ['D'], remove: ['a'] });
  const changed = purchases({ ...baskets, bob: 'bd' });
  const { recommendations } = await run('recommend.item-knn:apply', { model: [model], interactions: [changed] });
  const own = cells(recommendations as Table, 'customer_id').map((id) => id === 'bob');
  const expected = cells(recommendations as Table, 'item_id').filter((_, row) => own[row]);
  expect(tables[0]?.rows.map(([, item]) => item)).toEqual(expected);
  expect(tables[0]?.rows.map(([, item, , before]) => [item, before])).toContainEqual(['c', 1]);
  expect(tables).toHaveLength(1); // c stays; a, e and f come
  expect(messages.at(-1)).toMatchObject({ code: 'list-changed', values: { items: 2 } });
  const stranger = await ask('whatIf', inputs, { customer: 'new', add: ['e', 'zzz'], remove: [] });
  expect(stranger.messages.map(({ code }) => code)).toEqual([
    'new-customer',
    'items-unknown',
    'with-items',
    'list-changed',
  ]);
  expect(stranger.tables[0]?.rows[0]?.[1]).toBe('d'); // two of d’s three customers have e, one of f’s one and e’s two
});

it('says of a product who would want it and what goes with it, from a model as from the table it made', async () => {
  const { model, recommendations } = await fitted();
  for (const source of [{ model: [model] }, { recommendations: [recommendations] }] as Record<string, unknown[]>[]) {
    const { tables } = await ask('product', { interactions: [interactions], ...source }, { product: 'f' });
    expect(tables[0]?.rows.map(([customer]) => customer)).toEqual(['dan', 'eve']);
    // f's one customer, fay, also has d (3 of 6 customers) and e (2 of 6).
    expect(tables[1]?.rows.map(([item, , both, , lift]) => [item, both, lift])).toEqual([
      ['e', 1, 3],
      ['d', 1, 2],
    ]);
  }
  expect(await ask('product', { interactions: [interactions], model: [model] }, { product: '?' })).toMatchObject({
    messages: [{ code: 'item-unknown' }],
  });
});

it('puts models side by side, and what each shows of the catalogue beside what is bought', async () => {
  const { model } = await fitted();
  const popular = (await run('recommend.popular', { interactions: [interactions] })).model;
  const inputs = { interactions: [interactions], model: [model, popular] };
  const { tables } = await ask('customer', inputs, { customer: 'eve' });
  expect(tables.slice(1).map(({ title }) => title.en)).toEqual([
    'Recommended: Items bought together',
    'Recommended: Popular items',
  ]);
  const out = await run(ID, inputs, { nCustomers: 6 });
  expect(new Set(cells(out.recommendations as Table, 'model')).size).toBe(2);
  const { figures, messages } = await ask('catalogue', inputs, { topK: 1 });
  const [figure] = figures as [BarsFigure];
  for (const { values } of figure.series) expect(values.reduce((sum, share) => sum + share, 0)).toBeCloseTo(1, 12);
  // Purchases, the best-sellers first: b 3, d 3, a 2, c 2, e 2, f 1 of 13. Everyone but ann is shown b or d by popularity.
  expect([...figure.series[0]!.values]).toEqual([3, 3, 2, 2, 2, 1].map((count) => count / 13));
  expect(figure.series[2]!.values[0]! + figure.series[2]!.values[1]!).toBe(1);
  expect(messages).toHaveLength(2);
});
