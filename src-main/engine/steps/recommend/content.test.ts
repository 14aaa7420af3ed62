import { expect, it } from 'vitest';
import type { Table } from '../../table/table.ts';
import { cells, tableOf } from '../testing.ts';
import { purchases, run } from './fixtures.ts';
import { readReason } from './reasons.ts';

const products = tableOf(
  {
    id: { values: ['a', 'b', 'c', 'd', 'e', 'f'], role: 'itemId' },
    name: { values: ['red cotton dress', 'blue cotton', 'red wool scarf', 'steel kettle', 'glass kettle', '棉 连衣裙'], role: 'itemName' }, // prettier-ignore
    notes: { values: ['summer', 'dress', null, 'kitchen', 'kitchen red', '夏天 dress'], role: 'text' },
    category: { values: ['X', 'Y', 'X', 'Z', 'Z', null], role: 'category' },
    price: { values: [10, 30, 50, 70, 90, 11], role: 'price' },
  },
  { entity: 'product' },
);
const shop = purchases({ ann: 'a', bob: 'bd', cyd: 'ce' });
const plain = { words: 1, category: 0, price: 0, attributes: 0, weight: 'binary' };
const listOf = (out: Record<string, unknown>, customer: string): [unknown, unknown][] => {
  const table = out.recommendations as Table;
  const own = cells(table, 'customer_id').map((id) => id === customer);
  return cells(table, 'item_id').flatMap((item, row) => (own[row] ? [[item, cells(table, 'score')[row]]] : []));
};

/**
 * scikit-learn 1.x: TfidfVectorizer(sublinear_tf=True, min_df=2, max_df=.5).fit_transform of name and notes, then x[0] @ x.T:
 * a 1, b .8403191786581485, c .5420919460564738, d 0, e .27787251372832406, f .5420919460564738
 */
it('scores words as scikit-learn’s TF-IDF does, new items that nobody has among them, English and Chinese', async () => {
  const out = await run('recommend.content', { interactions: [shop], products: [products] }, plain);
  const ann = listOf(out, 'ann');
  expect(ann.map(([item]) => item)).toEqual(['b', 'c', 'f', 'e']); // c and f score alike; f was never bought
  [0.8403191786581485, 0.5420919460564738, 0.5420919460564738, 0.27787251372832406].forEach((score, i) =>
    expect(ann[i]![1]).toBeCloseTo(score, 12),
  );
  const table = out.recommendations as Table;
  const reason = readReason(cells(table, 'reason')[cells(table, 'customer_id').indexOf('ann')] as string);
  expect(reason?.en).toBe('Like “red cotton dress”: cotton, dress');
});

it('counts category and price as it is told to', async () => {
  const byCategory = await run('recommend.content', { interactions: [shop], products: [products] }, { ...plain, words: 0, category: 1 }); // prettier-ignore
  expect(listOf(byCategory, 'ann')).toEqual([['c', 1]]);
  const byPrice = await run('recommend.content', { interactions: [shop], products: [products] }, { ...plain, words: 0, price: 1 }); // prettier-ignore
  expect(listOf(byPrice, 'ann')[0]![0]).toBe('f');
});

it('reads the interactions where there are no products, and refuses where nothing is known', async () => {
  const named = shop.with([
    tableOf({
      name: { values: ['red y1', 'red y1', 'q2 z3', 'q4', 'q2'], role: 'itemName' },
    }).columns[0]!,
  ]);
  expect(listOf(await run('recommend.content', { interactions: [named] }, plain), 'ann').length).toBeGreaterThan(0);
  await expect(run('recommend.content', { interactions: [shop] })).rejects.toMatchObject({ code: 'no-usable-column' });
});

it('is evaluated with the products beside it', async () => {
  const models = [{ steps: [{ step: 'recommend.content', parameters: plain }] }];
  const larger = purchases({ ann: 'abcd', bob: 'abcd', cyd: 'abcd', dan: 'bcde', eve: 'acde' });
  const options = { split: 'random', testShare: 0.5, ks: [3], nResamples: 0 };
  const { evaluation } = await run(
    'evaluate.ranking',
    { interactions: [larger], products: [products], models },
    options,
  );
  expect((evaluation as Table).nRows).toBeGreaterThan(0);
});
