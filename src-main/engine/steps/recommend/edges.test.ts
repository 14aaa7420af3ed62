import { describe, expect, it } from 'vitest';
import { Table } from '../../table/table.ts';
import { cells, tableOf, testContext } from '../testing.ts';
import { purchases, run } from './fixtures.ts';

const recommenders = [
  'popular',
  'buy-again',
  'item-knn',
  'ease',
  'als',
  'bpr',
  'rp3beta',
  'slim',
  'spectral',
  'pure-svd',
].map((name) => `recommend.${name}`);
const shop = purchases({ ann: 'aab', bob: 'abb', cyd: 'bca' });

describe.each(recommenders)('%s', (id) => {
  it('gives a customer without a history a list of what is popular, or none, and says that', async () => {
    const customers = tableOf({ who: { values: ['new'], role: 'customerId' } }, { entity: 'customer' });
    const context = testContext();
    const out = await run(id, { interactions: [shop], customers: [customers] }, {}, context);
    const list = out.recommendations as Table;
    expect(cells(list, 'item_id')).toEqual(id === 'recommend.popular' ? ['a', 'b', 'c'] : []);
    expect(out.served).toBe(list.nRows > 0 ? 1 : 0);
    expect(context.said.warnings.map(({ code }) => code)).toEqual(list.nRows > 0 ? [] : ['customers-unserved']);
  });

  it('refuses a table without a row, and one of nothing but codes that are no products', async () => {
    const empty = shop.take(new Int32Array(0));
    await expect(run(id, { interactions: [empty] })).rejects.toMatchObject({ code: 'no-usable-rows' });
    const postage = new Table(shop.columns, { ...shop.options(), notProducts: ['a', 'b', 'c'] });
    await expect(run(id, { interactions: [postage] })).rejects.toMatchObject({ code: 'no-usable-rows' });
  });

  it('has nothing new to propose in a shop of one item', async () => {
    const { recommendations, items, coverage } = await run(id, { interactions: [purchases({ ann: 'a', bob: 'a' })] });
    expect([(recommendations as Table).nRows, items, coverage]).toEqual([0, null, 0]);
  });

  it('applies its model to a table without a row', async () => {
    const { model } = await run(id, { interactions: [shop] });
    const out = await run(`${id}:apply`, { model: [model], interactions: [shop.take(new Int32Array(0))] });
    expect([(out.recommendations as Table).nRows, out.coverage, out.served]).toEqual([0, 0, 0]);
  });
});

it('previews an empty table as empty, and a customer nobody knows with a sentence', async () => {
  const { model } = await run('recommend.item-knn', { interactions: [shop] });
  const out = await run('recommend.preview', { interactions: [shop.take(new Int32Array(0))], model: [model] });
  expect([(out.history as Table).nRows, (out.recommendations as Table).nRows, out.byCluster]).toEqual([0, 0, null]);
});
