import { afterAll, describe, expect, it } from 'vitest';
import type { Figure, LineFigure, TreemapFigure } from '../../../contract/figure.ts';
import { formatLabel } from '../../../contract/text.ts';
import { seededRandom } from '../../maths/random.ts';
import type { Table } from '../../table/table.ts';
import { cells, closeTestPools, tableOf } from '../testing.ts';
import { applyTo, fitOn, told } from './fixtures.ts';

afterAll(() => {
  closeTestPools();
});

/** Customers of two kinds of contract: those by month in their first year leave, and a few by chance. */
function customers(n = 240): Table {
  const random = seededRandom(12);
  const months = Array.from({ length: n }, () => random.integer(60));
  const contract = months.map(() => (random.next() < 0.5 ? '按月' : 'jährlich'));
  return tableOf({
    customer_id: { values: months.map((_, i) => `c${i}`), role: 'customerId' },
    months: months.map((value, i) => (i % 11 === 0 ? null : value)),
    contract,
    newsletter: months.map(() => random.next() < 0.5),
    churned: months.map((value, i) => ((contract[i] === '按月' && value < 12) !== random.next() < 0.05 ? 'yes' : 'no')),
  });
}

const share = (out: Record<string, unknown>): number => out.accuracy as number;

/** Enough for so few rows. */
const SMALL: Readonly<Record<string, object>> = { tree: {}, forest: { nTrees: 40 }, boosting: { nRounds: 80 } };

describe.each(['tree', 'forest', 'boosting'])('predict.%s', (step) => {
  const fit = (table: Table, parameters: object) => fitOn(step, table, { ...SMALL[step], ...parameters });

  it('learns who leaves, with gaps and categories as they are', async () => {
    const out = await fit(customers(), { target: 'churned', leastRows: 5 });
    expect(share(out)).toBeGreaterThan(0.92);
    const [first, second] = cells(out.influence as Table, 'feature');
    expect(new Set([first, second])).toEqual(new Set(['months', 'contract']));
  });

  it('takes what it has never seen, and nothing at all', async () => {
    const out = await fit(customers(), { target: 'churned' });
    const strange = tableOf({
      customer_id: { values: ['a', 'b'], role: 'customerId' },
      months: [1e300, null],
      contract: ['never seen', null],
      newsletter: [null, true],
    });
    for (const probability of told(await applyTo(out, step, strange)))
      expect(probability >= 0 && probability <= 1).toBe(true);
    const empty = strange.take(new Int32Array(0));
    expect(told(await applyTo(out, step, empty))).toEqual([]);
  });

  it('predicts a number', async () => {
    const table = customers().select(['months', 'contract', 'newsletter']);
    const numbers = table.with([
      tableOf({ spend: cells(table, 'months').map((m, i) => (m === null ? i : 3 * Number(m))) }).column('spend'),
    ]);
    const out = await fit(numbers, { target: 'spend', leastRows: 5 });
    expect(out.r2 as number).toBeGreaterThan(0.5);
    expect(out.accuracy ?? null).toBeNull();
  });

  it('tells three classes with probabilities that sum to one', async () => {
    const table = customers();
    const plan = cells(table, 'months').map((m) => (m === null ? 'none' : Number(m) < 20 ? 'new' : 'old'));
    const out = await fit(table.with([tableOf({ plan }).column('plan')]), {
      target: 'plan',
      features: ['months'],
      leastRows: 5,
    });
    const predictions = out.predictions as Table;
    expect(share(out)).toBe(1);
    const sums = ['new', 'none', 'old'].map((name) => cells(predictions, `probability_${name}`).map(Number));
    sums[0]!.forEach((_, row) => expect(sums.reduce((sum, each) => sum + each[row]!, 0)).toBeCloseTo(1, 9));
  });
});

it('shows a tree as rules and as nested areas that hold all rows', async () => {
  const out = await fitOn('tree', customers(), { target: 'churned', maxDepth: 2 });
  const rules = out.rules as Table;
  expect(cells(rules, 'rule').some((rule) => String(rule).includes('contract ∈ {按月'))).toBe(true);
  expect(cells(rules, 'n_rows').reduce<number>((sum, rows) => sum + Number(rows), 0)).toBe(240);
  expect(out.nLeaves).toBe(rules.nRows);
  const figure = out.tree as TreemapFigure;
  expect(figure.values[0]).toBe(240);
  expect(formatLabel(figure.labels[1]!, 'zh')).toMatch(/^months ≤ 11：.+%/);
});

it('prunes a tree to a single leaf where nothing is worth asking', async () => {
  const out = await fitOn('tree', customers(), { target: 'churned', pruning: 1 });
  expect([out.nLeaves, cells(out.rules as Table, 'rule')]).toEqual([1, ['*']]);
});

it('judges a forest by the rows that its trees left out, and extra trees not at all', async () => {
  const table = customers();
  expect((await fitOn('forest', table, { target: 'churned', nTrees: 60 })).outOfBag as number).toBeGreaterThan(0.88);
  expect((await fitOn('forest', table, { target: 'churned', method: 'extra', nTrees: 5 })).outOfBag).toBeNull();
});

it('draws the losses of boosting, and says what directions cannot be kept', async () => {
  const table = customers();
  const out = await fitOn('boosting', table, { target: 'churned', nRounds: 60, falling: ['months'] });
  expect((out.losses as Figure).kind).toBe('line');
  expect((out.losses as LineFigure).series[1]!.y.length).toBeGreaterThanOrEqual(out.nRounds as number);
  const refused = (parameters: object) => fitOn('boosting', table, { target: 'churned', ...parameters });
  await expect(refused({ rising: ['months'], falling: ['months'] })).rejects.toMatchObject({ code: 'bad-parameter' });
  await expect(refused({ rising: ['nowhere'] })).rejects.toMatchObject({ code: 'missing-column' });
  const spend = table.with([tableOf({ spend: cells(table, 'months').map((_, i) => i - 3) }).column('spend')]);
  const counted = fitOn('boosting', spend, { target: 'spend', numbers: 'poisson' });
  await expect(counted).rejects.toMatchObject({ code: 'bad-parameter' });
});
