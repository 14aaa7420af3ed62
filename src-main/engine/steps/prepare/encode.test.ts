import { expect, it } from 'vitest';
import { formatText } from '../../../contract/text.ts';
import type { Table } from '../../table/table.ts';
import { requireStep, runDefinition } from '../registry.ts';
import { cells, readGolden, tableOf, testContext } from '../testing.ts';

const run = async (table: Table, parameters: Record<string, unknown> = {}) => {
  const outputs = await runDefinition(requireStep('prepare.encode'), testContext(), { table: [table] }, parameters);
  return outputs as { encoded: Table; model: unknown };
};
const apply = async (model: unknown, table: Table) => {
  const context = testContext();
  const given = { model: [model], table: [table] };
  const { encoded } = await runDefinition(requireStep('prepare.encode:apply'), context, given, {});
  const said = context.said.warnings.map(({ text, values }) => formatText(text, values, 'en'));
  return { encoded: encoded as Table, said };
};
const names = ({ columns }: Table): string[] => columns.map(({ name }) => name);

const golden = readGolden('prepare.encode');
const words = (name: string): string[] => golden[name]!.map(String);
const given = tableOf({
  city: words('city'),
  spent: golden.spent!,
  stays: words('stays'),
  level: words('level'),
});
const expectGolden = (encoded: Table, own: string, theirs: string): void => {
  golden[theirs]!.forEach((value, row) => {
    expect(cells(encoded, own)[row], `${theirs} ${row}`).toBeCloseTo(Number(value), 12);
  });
};

it('agrees with scikit-learn: one-hot, the rarest together', async () => {
  const { encoded } = await run(given, { columns: ['city'], maxCategories: 4 });
  expect(names(encoded).slice(0, 4)).toEqual(['city=Bath', 'city=York', 'city=杭州', 'city=other']);
  for (const city of ['Bath', 'York', '杭州']) expectGolden(encoded, `city=${city}`, `hot_${city}`);
  expectGolden(encoded, 'city=other', 'hot_infrequent_sklearn');
});

it('agrees with scikit-learn: hashing', async () => {
  const { encoded } = await run(given, { columns: ['city'], method: 'hashing', nBuckets: 6 });
  expect(names(encoded)).toEqual(['spent', 'stays', 'level', ...[1, 2, 3, 4, 5, 6].map((i) => `hash_${i}`)]);
  for (let i = 1; i <= 6; i++) expectGolden(encoded, `hash_${i}`, `hash_${i}`);
});

it('agrees with scikit-learn: means of numbers, of two words and of several', async () => {
  const target = { columns: ['city'], method: 'target', folds: 1 };
  expectGolden((await run(given, { ...target, target: 'spent' })).encoded, 'city_spent', 'spent_auto');
  expectGolden((await run(given, { ...target, target: 'spent', strength: 10 })).encoded, 'city_spent', 'spent_10');
  expectGolden((await run(given, { ...target, target: 'stays' })).encoded, 'city_stays', 'stays_auto');
  const { encoded } = await run(given, { ...target, target: 'level' });
  for (const level of ['high', 'low', 'middle']) expectGolden(encoded, `city_level=${level}`, `level_${level}`);
});

it('shows no row its own target', async () => {
  // Every word stands once, so that only a row itself could tell of it.
  const n = 40;
  const alone = tableOf(
    {
      id: { values: Array.from({ length: n }, (_, i) => `c${i}`), role: 'customerId' },
      word: Array.from({ length: n }, (_, i) => `w${i}`),
      good: Array.from({ length: n }, (_, i) => i % 2 === 0),
    },
    { entity: 'customer' },
  );
  const parameters = { method: 'target', target: 'good', strength: 0, columns: ['word'] };
  const leaky = cells((await run(alone, { ...parameters, folds: 1 })).encoded, 'word_good');
  expect(leaky).toEqual(cells(alone, 'good').map(Number));
  const { encoded, model } = await run(alone, parameters);
  const kept = cells(encoded, 'word_good').map(Number);
  expect(new Set(kept).size).toBeLessThanOrEqual(5); // the mean of the other folds
  for (const value of kept) expect(Math.abs(value - 0.5)).toBeLessThan(0.2);
  // The same rows without the target, in another order.
  const turned = alone.take(Int32Array.from({ length: n }, (_, i) => n - 1 - i)).select(['id', 'word']);
  expect(cells((await apply(model, turned)).encoded, 'word_good').map(Number)).toEqual(kept.reverse());
});

const shop = tableOf(
  {
    id: { values: ['a', 'b', 'c', 'd'], role: 'customerId' },
    tier: ['gold', null, 'basic', 'gold'],
    vip: [true, false, null, true],
    spent: [1, 2, 3, 4],
  },
  { entity: 'customer' },
);

it('encodes as on paper, unseen and missing words among them', async () => {
  const fresh = tableOf({ tier: ['新', null, 'basic'], vip: [false, null, true], spent: [9, 9, 9] });
  const hot = await run(shop);
  expect(names(hot.encoded)).toEqual(['id', 'tier=basic', 'tier=gold', 'vip', 'spent']);
  expect(cells(hot.encoded, 'tier=gold')).toEqual([1, 0, 0, 1]);
  expect(cells(hot.encoded, 'vip')).toEqual([1, 0, null, 1]);
  const applied = await apply(hot.model, fresh);
  expect([cells(applied.encoded, 'tier=basic'), cells(applied.encoded, 'tier=gold')]).toEqual([[0, 0, 1], [0, 0, 0]]); // prettier-ignore
  expect(applied.said).toEqual(['1 row has a value of “tier” that was not there when the model was fitted.']);

  const order = await run(shop, { method: 'ordinal' });
  expect(cells(order.encoded, 'tier_order')).toEqual([1, null, 0, 1]);
  expect(cells((await apply(order.model, fresh)).encoded, 'tier_order')).toEqual([null, null, 0]);

  const share = await run(shop, { method: 'frequency', keep: true });
  expect(names(share.encoded)).toEqual(['id', 'tier', 'tier_share', 'vip', 'spent']);
  expect(cells(share.encoded, 'tier_share')).toEqual([0.5, 0.25, 0.25, 0.5]);
  expect(cells((await apply(share.model, fresh)).encoded, 'tier_share')).toEqual([0, 0.25, 0.25]);

  const mean = await run(shop, { method: 'target', target: 'spent', folds: 1, strength: 0 });
  expect(cells(mean.encoded, 'tier_spent')).toEqual([2.5, 2, 3, 2.5]);
  expect(cells((await apply(mean.model, fresh)).encoded, 'tier_spent')).toEqual([2.5, 2, 3]);
});

it('puts rare and unseen words into the column of the others', async () => {
  const { model, encoded } = await run(tableOf({ c: ['a', 'a', 'b', 'b', 'x', 'y'] }), { maxCategories: 3 });
  expect(cells(encoded, 'c=other')).toEqual([0, 0, 0, 0, 1, 1]);
  expect(cells((await apply(model, tableOf({ c: ['z', 'x', 'a', null] }))).encoded, 'c=other')).toEqual([1, 1, 0, 0]);
});

it('refuses what cannot be a target, and takes empty tables', async () => {
  await expect(run(shop, { method: 'target' })).rejects.toMatchObject({ code: 'missing-role' });
  const many = tableOf({ word: ['a', 'b'], name: ['x', 'y'] }).take(Int32Array.from([0, 1]));
  expect((await run(many, { method: 'target', target: 'name' })).encoded.nRows).toBe(2);
  await expect(run(tableOf({ x: [1] }))).rejects.toMatchObject({ code: 'no-usable-column' });
  const none = shop.take(new Int32Array(0));
  for (const method of ['onehot', 'ordinal', 'frequency', 'hashing', 'target'])
    expect((await run(none, { method, target: 'spent' })).encoded.nRows, method).toBe(0);
});
