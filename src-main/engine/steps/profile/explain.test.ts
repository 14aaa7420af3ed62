import { expect, it } from 'vitest';
import type { BarsFigure, TreemapFigure } from '../../../contract/figure.ts';
import { predicate } from '../../../contract/table.ts';
import { formatLabel, formatText } from '../../../contract/text.ts';
import { seededRandom } from '../../maths/random.ts';
import { shortestBetween } from '../../maths/rules/shortest.ts';
import { evaluatePredicate } from '../../table/predicate.ts';
import type { Table } from '../../table/table.ts';
import { requireStep, runDefinition } from '../registry.ts';
import { cells, tableOf, testContext } from '../testing.ts';

const run = (clusters: Table, features: Table, given: Record<string, unknown> = {}, context = testContext()) =>
  runDefinition(requireStep('profile.explain'), context, { clusters: [clusters], features: [features] }, given);

const random = seededRandom(3);
const N = 300;
const ids = Array.from({ length: N }, (_, i) => `顾客${i}`);
const orders = ids.map(() => 1 + random.integer(30));
const town = ids.map((_, i) => (i % 50 === 0 ? null : ['Köln', "L'Aquila", '上海'][random.integer(3)]!));
/** Those with at least 20 orders; of the others those from a town with a quote; and the rest. */
const truth = orders.map((n, i) => (n >= 20 ? 0 : town[i] === "L'Aquila" ? 1 : 2));
const features = tableOf(
  {
    customer_id: { values: ids, role: 'customerId' },
    orders,
    town,
    noise: ids.map(() => random.next()),
  },
  { entity: 'customer' },
);
const clusters = tableOf(
  { customer_id: { values: ids.toReversed(), role: 'customerId' }, cluster: truth.toReversed() },
  { entity: 'customer' },
);

it('finds the rules that made the clusters, in words, as a predicate and in SQL', async () => {
  const rules = (await run(clusters, features)).rules as Table;
  expect(cells(rules, 'rule_en')[0]).toBe('orders at least 20');
  expect(String(cells(rules, 'rule_en')[1]).split(' and ').toSorted()).toEqual([
    'orders at most 19',
    "town is L'Aquila",
  ]);
  expect(cells(rules, 'precision')).toEqual([1, 1, 1]);
  expect(cells(rules, 'recall')).toEqual([1, 1, 1]);
  expect(cells(rules, 'condition')[0]).toBe('("orders" >= 20)');
  expect(String(cells(rules, 'condition')[1])).toContain("\"town\" = 'L''Aquila'");
  expect(cells(rules, 'rule_zh')[0]).toBe('orders不少于 20');
  expect(cells(rules, 'lift')[0]).toBeCloseTo(N / truth.filter((own) => own === 0).length, 12);
  // What stands in the column is what a segment takes, and picks who it says.
  const stored = predicate.parse(JSON.parse(String(cells(rules, 'predicate')[1])));
  expect([...evaluatePredicate(features, stored)]).toEqual(truth.map((own) => (own === 1 ? 1 : 0)));
});

it('tells all clusters by one tree, and what sets each apart', async () => {
  const out = await run(clusters, features);
  expect(out.accuracy).toBe(1);
  const tree = out.tree as TreemapFigure;
  expect(formatText(tree.title.text, tree.title.values, 'en')).toBe('2 conditions tell 100% of the rows’ clusters');
  expect(
    tree.labels.map((label) => formatLabel(label, 'en')).some((label) => label.includes('→ cluster 0, 100%')),
  ).toBe(true);
  expect(tree.values[0]).toBe(N);
  const differences = out.differences as Table;
  expect(cells(differences, 'feature')[0]).toBe('orders');
  const [own, others] = ['own', 'others'].map((name) => Number(cells(differences, name)[0]));
  const mean = (values: number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length;
  expect(own).toBeCloseTo(mean(orders.filter((n) => n >= 20)), 12);
  expect(others).toBeCloseTo(mean(orders.filter((n) => n < 20)), 12);
  const p = truth.filter((c) => c === 0).length / N;
  // Ten bins that the cut at 20 does not quite follow tell nearly all of the entropy.
  expect(cells(differences, 'gain')[0]).toBeGreaterThan(0.8 * -(p * Math.log2(p) + (1 - p) * Math.log2(1 - p)));
  expect((out.quality as BarsFigure).series.map(({ values }) => [...values])).toEqual([
    [1, 1, 1],
    [1, 1, 1],
  ]);
});

it('explains the one cluster that is asked for, and refuses one that is not there', async () => {
  const rules = (await run(clusters, features, { cluster: '2' })).rules as Table;
  expect(cells(rules, 'cluster')).toEqual(['2']);
  await expect(run(clusters, features, { cluster: 'x' })).rejects.toMatchObject({ code: 'bad-parameter' });
});

it('counts rows without a value where the tree sends them', async () => {
  const values = [1, 2, 3, 10, 11, 12, null, null];
  const own = tableOf({ visits: values });
  const rules = (await run(tableOf({ cluster: [0, 0, 0, 1, 1, 1, 1, 1] }), own, { minShare: 0 })).rules as Table;
  expect(cells(rules, 'rule_en')).toEqual(['visits at most 9', 'visits at least 10 (or unknown)']);
  expect(cells(rules, 'recall')).toEqual([1, 1]);
  expect(cells(rules, 'condition')[1]).toBe('((("visits" >= 10) OR "visits" IS NULL))');
});

it('says that there is no short rule where nothing tells a cluster apart', async () => {
  const out = await run(tableOf({ cluster: [0, 1, 0, 1] }), tableOf({ a: [5, 5, 5, 5] }));
  expect(cells(out.rules as Table, 'rule_en')).toEqual(['everyone', 'everyone']);
  expect(cells(out.rules as Table, 'precision')).toEqual([0.5, 0.5]);
  expect(out.tree).toBeNull();
});

it('takes the number with the fewest digits between two', () => {
  expect(shortestBetween(19, 20, true)).toBe(19);
  expect(shortestBetween(19, 20, false)).toBe(20);
  expect(shortestBetween(1.2345, 1.4, false)).toBe(1.4);
  expect(shortestBetween(1.2345, 1.4, true)).toBe(1.3);
  expect(shortestBetween(987, 1234, false)).toBe(1000);
  expect(shortestBetween(-0.31, 0.27, true)).toBe(0);
  expect(shortestBetween(3, Infinity, true)).toBe(3);
});

it('stops when cancelled, warns of rows without features, and refuses where nothing matches', async () => {
  const cancelled = testContext();
  cancelled.cancelAfter(1);
  await expect(run(clusters, features, {}, cancelled)).rejects.toMatchObject({ code: 'cancelled' });
  const context = testContext();
  await run(clusters, features.take(Int32Array.from({ length: 200 }, (_, i) => i)), {}, context);
  expect(context.said.warnings.map(({ code }) => code)).toEqual(['unmatched']);
  const other = tableOf({ customer_id: { values: ['z'], role: 'customerId' }, a: [1] }, { entity: 'customer' });
  await expect(run(clusters, other)).rejects.toMatchObject({ code: 'no-usable-rows' });
});
