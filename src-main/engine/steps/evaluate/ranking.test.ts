import { expect, it } from 'vitest';
import { formatText } from '../../../contract/text.ts';
import type { MetricValue } from '../../../contract/step.ts';
import type { BarsFigure } from '../../../contract/figure.ts';
import { Table } from '../../table/table.ts';
import { goldenInteractions, run } from '../recommend/fixtures.ts';
import { chainNames } from './chain-names.ts';
import { cells, readGolden, tableOf, testContext } from '../testing.ts';

const ID = 'evaluate.ranking';
const DAY = 86_400_000;
const chainOf = (step: string, parameters: Record<string, unknown> = {}, title?: string) => ({
  steps: [{ step, parameters }],
  ...(title ? { title } : {}),
});

/** Interactions on two sides of the cut at day 10, written as `customer item` pairs. */
function twoSides(before: readonly string[], after: readonly string[]): Table {
  const pairs = [...before, ...after].map((pair) => pair.split(' '));
  return tableOf({
    customer: { values: pairs.map(([customer]) => customer ?? null), role: 'customerId' },
    item: { values: pairs.map(([, item]) => item ?? null), role: 'itemId' },
    time: { values: pairs.map((_, i) => (i < before.length ? 1 : 20) * DAY), role: 'time', date: true },
  });
}

const valueOf = (out: Record<string, unknown>, model: string, metric: string, k: number): unknown => {
  const table = out.evaluation as Table;
  const row = cells(table, 'model').findIndex(
    (name, at) => name === model && cells(table, 'metric')[at] === metric && cells(table, 'k')[at] === k,
  );
  return cells(table, 'value')[row];
};

it('measures popularity as on paper', async () => {
  // Popular: a 3, b 2, c 1, d 1. ann (a) is offered b c d and buys b and d; bob (a b) is offered c d and buys d.
  const table = twoSides(
    ['ann a', 'bob a', 'bob b', 'cyd a', 'cyd b', 'cyd c', 'cyd d'],
    ['ann b', 'ann d', 'ann a', 'bob d', 'new a'],
  );
  const out = await run(
    ID,
    { interactions: [table], models: [chainOf('recommend.popular')] },
    { cut: 10 * DAY, ks: [1, 2] },
  );
  expect(out.nCustomers).toBe(2);
  expect(valueOf(out, 'popular', 'recall', 1)).toBe((1 / 2 + 0) / 2);
  expect(valueOf(out, 'popular', 'recall', 2)).toBe((1 / 2 + 1) / 2);
  expect(valueOf(out, 'popular', 'capped-recall', 1)).toBe((1 + 0) / 2);
  expect(valueOf(out, 'popular', 'precision', 2)).toBe((1 / 2 + 1 / 2) / 2);
  expect(valueOf(out, 'popular', 'mrr', 2)).toBe((1 + 1 / 2) / 2);
  expect(valueOf(out, 'popular', 'coverage', 1)).toBe(2 / 4);
  expect(valueOf(out, 'popular', 'coverage', 2)).toBe(3 / 4);
});

it('counts bought items again once they are not masked', async () => {
  const table = twoSides(['ann a', 'ann a', 'bob a', 'bob b'], ['ann a', 'bob b']);
  const models = [chainOf('recommend.popular')];
  const masked = run(ID, { interactions: [table], models }, { cut: 10 * DAY, ks: [1] });
  await expect(masked).rejects.toMatchObject({ code: 'leaking-split' }); // nobody buys anything new
  const open = await run(ID, { interactions: [table], models }, { cut: 10 * DAY, ks: [1], maskBought: false });
  expect(valueOf(open, 'popular', 'recall', 1)).toBe(1 / 2);
});

it('agrees with the golden table, bought items masked and not', async () => {
  const golden = readGolden('evaluate.ranking');
  for (const masked of [1, 0]) {
    const out = await run(
      ID,
      { interactions: [goldenInteractions()] },
      { cut: 150 * DAY, ks: [1, 3, 10], maskBought: masked === 1 },
    );
    golden.value?.forEach((value, i) => {
      if (golden.masked?.[i] !== masked) return;
      const [model, metric, k] = [String(golden.model?.[i]), String(golden.metric?.[i]), Number(golden.k?.[i])];
      expect(valueOf(out, model, metric, k), `${masked} ${model} ${metric} ${k}`).toBeCloseTo(Number(value), 10);
      expect(out.nCustomers).toBe(golden.customers?.[i]);
    });
  }
});

it('gives intervals that hold the value, and the same ones for the same seed', async () => {
  const runs = await Promise.all(
    [1, 1].map((seed) => run(ID, { interactions: [goldenInteractions()] }, { nResamples: 200 }, testContext({ seed }))),
  );
  const [first, second] = runs.map(({ evaluation }) => evaluation as Table);
  const [lower, value, upper] = ['lower', 'value', 'upper'].map((name) => cells(first as Table, name));
  value?.forEach((mean, row) => {
    if (cells(first as Table, 'metric')[row] === 'coverage') {
      expect([lower?.[row], upper?.[row]]).toEqual([null, null]);
      return;
    }
    expect(Number(lower?.[row])).toBeLessThanOrEqual(Number(mean));
    expect(Number(upper?.[row])).toBeGreaterThanOrEqual(Number(mean));
  });
  expect(cells(second as Table, 'lower')).toEqual(lower);
});

/** Twenty customers of two tastes, four items each: all but one of them bought before the cut, that one after it. */
function twoTastes(): Table {
  const pairs = Array.from({ length: 20 }, (_, u) =>
    [0, 1, 2, 3].map((item) => ({ pair: `u${u} ${u % 2 ? 'odd' : 'even'}${item}`, later: item === (u >> 1) % 4 })),
  ).flat();
  const side = (later: boolean) => pairs.filter((entry) => entry.later === later).map(({ pair }) => pair);
  return twoSides(side(false), side(true));
}

it('names the winner with its value, and the next best', async () => {
  const models = [chainOf('recommend.popular'), chainOf('recommend.item-knn', {}, '我们的{模型}')];
  const { quality, best } = await run(ID, { interactions: [twoTastes()], models }, { cut: 10 * DAY, ks: [1] });
  const { title } = quality as BarsFigure;
  expect(formatText(title.text, title.values, 'en')).toMatch(
    /^我们的\{模型\} is best: Recall at 1 is 1\.000, against 0\.\d{3} of Popular items$/,
  );
  expect(best as MetricValue).toEqual({ value: 1, lower: 1, upper: 1 });
});

it('says where a difference may be chance', async () => {
  const parameters = { cut: 150 * DAY, ks: [10] };
  const twins = [chainOf('recommend.item-knn'), chainOf('recommend.item-knn', { nNeighbours: 25 })];
  const alike = await run(ID, { interactions: [goldenInteractions()], models: twins }, parameters);
  expect((alike.quality as BarsFigure).title.code).toBe('best-unclear');
  expect(new Set(cells(alike.evaluation as Table, 'model'))).toEqual(
    new Set(['item-knn', 'item-knn (nNeighbours=25)']),
  );
  const alone = await run(
    ID,
    { interactions: [goldenInteractions()], models: twins.slice(0, 1) },
    { ...parameters, nResamples: 0 },
  );
  expect((alone.quality as BarsFigure).title.code).toBe('best-alone');
  expect((alone.quality as BarsFigure).series[0]?.lower).toBeUndefined();
});

it('tells chains apart by their steps, their parameters, or a number', () => {
  const link = (step: string, parameters: Record<string, unknown> = {}) => ({ step, parameters });
  const chains = [
    [link('prepare.clean'), link('recommend.item-knn')],
    [link('recommend.item-knn', { shrink: 1 })],
    [link('recommend.popular')],
  ];
  expect(chainNames([...chains, chains[1] ?? []].map((steps) => ({ steps })))).toEqual([
    'clean → item-knn',
    'item-knn (shrink=1)',
    'popular',
    'item-knn (shrink=1) #2',
  ]);
  expect(chainNames([{ title: 'Mine', steps: [link('recommend.popular')] }])).toEqual(['Mine']);
});

it('recall never falls with k', async () => {
  const ks = [1, 2, 3, 5, 8, 13];
  const out = await run(ID, { interactions: [goldenInteractions()] }, { ks });
  for (const model of ['popular', 'item-knn']) {
    const recall = ks.map((k) => Number(valueOf(out, model, 'recall', k)));
    expect(recall.toSorted((a, b) => a - b)).toEqual(recall);
  }
});

it('says what took no part, and counts new items only where asked', async () => {
  const table = twoSides(['ann a', 'bob a', 'bob b', 'cyd b'], ['ann b', 'ann new', 'cyd b']);
  const context = testContext();
  const parameters = { cut: 10 * DAY, ks: [2] };
  const models = [chainOf('recommend.popular')];
  const out = await run(ID, { interactions: [table], models }, parameters, context);
  expect(context.said.warnings.map(({ code }) => code)).toEqual(['without-target', 'new-items']);
  expect(valueOf(out, 'popular', 'recall', 2)).toBe(1);
  const strict = await run(ID, { interactions: [table], models }, { ...parameters, countNewItems: true });
  expect(valueOf(strict, 'popular', 'recall', 2)).toBe(1 / 2);
});

it('keeps codes that are no products out of lists and targets', async () => {
  const given = twoSides(['ann a', 'ann POST', 'bob a', 'bob b', 'bob POST'], ['ann b', 'bob POST']);
  const table = new Table(given.columns, { ...given.options(), notProducts: ['POST'] });
  const out = await run(
    ID,
    { interactions: [table], models: [chainOf('recommend.popular')] },
    { cut: 10 * DAY, ks: [1], maskBought: false },
  );
  expect(out.nCustomers).toBe(1);
  expect(valueOf(out, 'popular', 'coverage', 1)).toBe(1 / 2);
});

it('shows its figure as models come in, and stops when cancelled', async () => {
  const context = testContext();
  await run(ID, { interactions: [goldenInteractions()] }, {}, context);
  expect(context.said.previews.map((figure) => (figure as BarsFigure).series.length)).toEqual([1, 2, 3]);
  expect(context.said.progress.toSorted((a, b) => a - b)).toEqual(context.said.progress);
  const cancelled = testContext();
  cancelled.cancelAfter(5);
  await expect(run(ID, { interactions: [goldenInteractions()] }, {}, cancelled)).rejects.toMatchObject({
    code: 'cancelled',
  });
});

it('refuses a chain that does not recommend, and parameters that a step does not have', async () => {
  const inputs = (chain: unknown) => ({ interactions: [goldenInteractions()], models: [chain] });
  await expect(run(ID, inputs(chainOf('recommend.popular', { halfLife: 3 })))).rejects.toMatchObject({
    code: 'bad-parameter',
    values: { parameter: 'halfLife' },
  });
  await expect(run(ID, inputs(chainOf('recommend.nothing')))).rejects.toMatchObject({ code: 'not-found' });
});

const rowsIn = (out: Record<string, unknown>, output: string): Record<string, unknown>[] => {
  const table = out[output] as Table;
  return Array.from({ length: table.nRows }, (_, row) =>
    Object.fromEntries(table.columns.map(({ name }) => [name, cells(table, name)[row]])),
  );
};

it('says what lists are like beside accuracy, as on paper', async () => {
  // Popular offers ann (a) b c, bob (a b) c d of a b c d; shown: b c c d. Customers: a 3, b 2, c 1, d 1 of 3.
  const table = twoSides(['ann a', 'bob a', 'bob b', 'cyd a', 'cyd b', 'cyd c', 'cyd d'], ['ann b', 'bob d']);
  const out = await run(
    ID,
    { interactions: [table], models: [chainOf('recommend.popular')] },
    { cut: 10 * DAY, ks: [2] },
  );
  const of: Readonly<Record<string, number>> = Object.fromEntries(
    rowsIn(out, 'beyond').map(({ metric, value }) => [String(metric), Number(value)]),
  );
  expect(of.gini).toBeCloseTo((-3 * 0 + -1 * 1 + 1 * 1 + 3 * 2) / (4 * 4), 12);
  expect(of.entropy).toBeCloseTo(1.5 / 2, 12);
  expect(of.novelty).toBeCloseTo((Math.log2(3 / 2) + 3 * Math.log2(3)) / 4, 12);
  expect(of.popularity).toBeCloseTo((2 / 3 + 3 / 3) / 4, 12);
  // Over the seven purchases before the cut: three of a, two of b, one of c and of d.
  expect(of['popularity-lift']).toBeCloseTo(5 / 3 / 4 / (5 / 7), 12);
  // b and c share one of two and one customers; c and d one of one and one.
  expect(of.diversity).toBeCloseTo((1 - 1 / Math.sqrt(2) + (1 - 1)) / 2, 12);
});

it('compares each pair on the same customers, and each group of customers and items', async () => {
  const models = [chainOf('recommend.popular'), chainOf('recommend.item-knn')];
  const out = await run(ID, { interactions: [twoTastes()], models }, { cut: 10 * DAY, ks: [1] });
  const [pair, ...others] = rowsIn(out, 'differences');
  expect(others).toEqual([]);
  expect(pair).toMatchObject({ model: 'popular', other: 'item-knn' });
  const value = Number(valueOf(out, 'popular', 'recall', 1)) - 1;
  expect(pair?.difference).toBeCloseTo(value, 12);
  expect(Number(pair?.lower)).toBeLessThanOrEqual(value);
  expect(Number(pair?.p_t)).toBeLessThan(0.01);
  expect(pair?.p_t_holm).toBe(pair?.p_t);
  const groups = rowsIn(out, 'groups');
  expect(
    groups.filter(({ model }) => model === 'item-knn').map(({ by, from, to, n, value: of }) => [by, from, to, n, of]),
  ).toEqual([
    ['history', 3, 3, 20, 1],
    ['popularity', 7, 7, 12, 1],
    ['popularity', 8, 8, 8, 1],
  ]);
});

it.each(['last', 'random', 'new-customers'])('tests on another split: %s', async (split) => {
  const models = [chainOf('recommend.popular'), chainOf('recommend.item-knn')];
  const context = testContext();
  const out = await run(ID, { interactions: [goldenInteractions()], models }, { split, ks: [5] }, context);
  expect(Number(out.nCustomers)).toBeGreaterThan(8);
  expect(Number(valueOf(out, 'item-knn', 'recall', 5))).toBeGreaterThan(0);
  expect(((out.quality as BarsFigure).subtitle as { code: string }).code).toBe(`basis-${split}`);
  expect(context.said.warnings.some(({ code }) => code === 'foresight')).toBe(split !== 'last');
});
