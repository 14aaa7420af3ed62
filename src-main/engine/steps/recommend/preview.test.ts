import { expect, it } from 'vitest';
import type { Answer } from '../../../contract/answer.ts';
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
    rows: ['1', '2'],
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
  expect(tables[0]?.rows[0]).toEqual(['d', null, 3, 1]);
  expect(tables[1]?.rows[0]).toEqual(['f', null, 2, 2 / 3]);
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
