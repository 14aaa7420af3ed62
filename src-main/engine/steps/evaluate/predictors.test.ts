import { afterAll, expect, it } from 'vitest';
import type { BarsFigure, HeatmapFigure, LineFigure, ScatterFigure } from '../../../contract/figure.ts';
import type { MetricValue } from '../../../contract/step.ts';
import { formatLabel, formatText } from '../../../contract/text.ts';
import { seededRandom } from '../../maths/random.ts';
import { relabel } from '../../table/column.ts';
import type { Table } from '../../table/table.ts';
import { goldenRows } from '../predict/fixtures.ts';
import { requireStep, runDefinition } from '../registry.ts';
import { cells, closeTestPools, tableOf, testContext, type TestContext } from '../testing.ts';
import { planFolds, type FoldPlan } from './predict-folds.ts';

const run = (
  table: Table,
  chains: readonly string[],
  parameters: Record<string, unknown> = {},
  context: TestContext = testContext(),
) =>
  runDefinition(
    requireStep('evaluate.predictors'),
    context,
    {
      table: [table],
      models: chains.map((id) => ({ steps: id.split(' ').map((step) => ({ step, parameters: {} })) })),
    },
    { nResamples: 20, ...parameters },
  );

const valueOf = (out: Record<string, unknown>, model: string, metric: string): number => {
  const table = out.evaluation as Table;
  const row = cells(table, 'model').findIndex((name, at) => name === model && cells(table, 'metric')[at] === metric);
  return Number(cells(table, 'value')[row]);
};

afterAll(() => {
  closeTestPools();
});

const PLAN: FoldPlan = {
  scheme: 'k-fold',
  nFolds: 4,
  nRepeats: 1,
  testShare: 0.25,
  codes: null,
  groups: null,
  times: null,
};
const random = () => seededRandom(3);

it('tests every row once, classes in proportion', () => {
  const codes = Int32Array.from({ length: 40 }, (_, i) => (i < 8 ? 1 : 0));
  const folds = planFolds(40, { ...PLAN, codes }, random());
  expect(folds.flatMap(({ test }) => [...test]).sort((a, b) => a - b)).toEqual([...codes.keys()]);
  for (const { train, test } of folds) {
    expect(test.filter((row) => codes[row] === 1).length).toBe(2);
    expect(new Set([...train, ...test]).size).toBe(40);
  }
});

it('keeps groups together, and never learns from what comes later', () => {
  const groups = Int32Array.from({ length: 30 }, (_, i) => i >> 1);
  for (const scheme of ['k-fold', 'hold-out', 'leave-one-out'] as const)
    for (const { train, test } of planFolds(30, { ...PLAN, scheme, groups, nRepeats: 2 }, random())) {
      const learned = new Set(Array.from(train, (row) => groups[row]));
      expect(
        [...test].every((row) => !learned.has(groups[row])),
        scheme,
      ).toBe(true);
    }
  const times = Float64Array.from({ length: 30 }, (_, i) => Math.floor(i / 7));
  const rolled = planFolds(30, { ...PLAN, scheme: 'rolling', times }, random());
  expect(rolled.length).toBeGreaterThan(2);
  for (const { train, test } of rolled)
    expect(Math.max(...Array.from(train, (row) => times[row]!))).toBeLessThan(
      Math.min(...Array.from(test, (row) => times[row]!)),
    );
  expect(() => planFolds(9, { ...PLAN, scheme: 'rolling', times: new Float64Array(9) }, random())).toThrow(
    expect.objectContaining({ code: 'leaking-split' }) as Error,
  );
  expect(() => planFolds(3, PLAN, random())).toThrow(expect.objectContaining({ code: 'too-few-rows' }) as Error);
});

it('learns nothing where there is nothing to learn, however well it could learn the rows by heart', async () => {
  const own = seededRandom(8);
  const table = tableOf({
    ...Object.fromEntries(
      ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h'].map((name) => [name, Array.from({ length: 80 }, () => own.normal())]),
    ),
    churned: Array.from({ length: 80 }, () => own.next() < 0.5),
  });
  const out = await run(table, ['predict.nearest', 'predict.logistic']);
  for (const model of ['nearest', 'logistic']) expect(Math.abs(valueOf(out, model, 'rocAuc') - 0.5)).toBeLessThan(0.2);
});

it('names the best with its interval, and says how it compares', async () => {
  const table = goldenRows(['churned']);
  const out = await run(table, ['predict.baseline', 'predict.logistic', 'transform.scale predict.nearest'], {
    nFolds: 4,
  });
  expect((out.winner as { steps: { step: string }[] }).steps.at(-1)?.step).toBe('predict.logistic');
  const { value, lower, upper } = out.best as Required<MetricValue>;
  expect(lower).toBeLessThan(value);
  expect(upper).toBeGreaterThan(value);
  expect(valueOf(out, 'logistic', 'rocAuc')).toBe(value);
  expect(valueOf(out, 'baseline', 'rocAuc')).toBeCloseTo(0.5, 1);
  const comparison = out.comparison as Table;
  expect(cells(comparison, 'model')).toEqual(['baseline', 'nearest']);
  const [ahead, close] = ['best_is_better', 'alike', 'best_is_worse'].reduce<number[]>(
    (sums, name) => cells(comparison, name).map((chance, i) => (sums[i] ?? 0) + Number(chance)),
    [],
  );
  expect([ahead, close].every((sum) => Math.abs(Number(sum) - 1) < 1e-9)).toBe(true);
  expect(Number(cells(comparison, 'p_value')[0])).toBeLessThan(0.05);
  const title = (out.quality as BarsFigure).title;
  expect(formatText(title.text, title.values, 'en')).toMatch(/^Logistic regression .*ROC-AUC/);
  expect((out.roc as LineFigure).series.map(({ x }) => x.length > 1)).toEqual([true, true, true, true]);
  const heldOut = out.heldOut as Table;
  expect(heldOut.nRows).toBe(120);
  expect(heldOut.column('churned').role).toBe('outcome');
  const { values, select } = out.confusion as HeatmapFigure;
  expect(values.reduce((sum, n) => sum + n, 0)).toBe(120);
  // Each cell selects as many rows as it says.
  const [actual, predicted] = [select!.rows.column, select!.columns.column].map((name) => cells(heldOut, name));
  select!.rows.values.forEach((row, i) =>
    select!.columns.values.forEach((column, j) =>
      expect(actual!.filter((value, at) => value === row && predicted![at] === column).length).toBe(values[i * 2 + j]),
    ),
  );
  expect(out.residualPlot).toBeNull();
  expect(cells(out.report as Table, 'class')).toEqual(['no', 'yes', 'accuracy', 'macro avg', 'weighted avg']);
});

it('judges numbers, leaves out what predicts no number, and says so', async () => {
  const context = testContext();
  const out = await run(
    goldenRows(['spend']),
    ['predict.linear', 'predict.logistic', 'predict.baseline'],
    { target: 'spend' },
    context,
  );
  expect(context.said.warnings.map(({ code }) => code)).toContain('left-out');
  expect(valueOf(out, 'linear', 'rmse')).toBeLessThan(valueOf(out, 'baseline', 'rmse') / 1.5);
  expect(out.roc).toBeNull();
  expect(out.residuals).not.toBeNull();
  const plot = out.residualPlot as ScatterFigure;
  const [spend, guess, error] = ['spend', plot.x.column, plot.y.column].map((name) =>
    cells(out.heldOut as Table, name),
  );
  error!.forEach((value, row) => expect(Number(spend![row]) - Number(guess![row])).toBeCloseTo(Number(value), 10));
  expect((out.report as Table).nRows).toBe(0);
  await expect(run(goldenRows(['spend']), ['predict.logistic'], { target: 'spend' })).rejects.toMatchObject({
    code: 'target-unusable',
  });
  await expect(run(goldenRows(['spend']), ['predict.linear'], { target: 'spend', metric: 'f1' })).rejects.toMatchObject(
    {
      code: 'bad-parameter',
      values: { parameter: 'metric' },
    },
  );
});

it('warns where groups are selected unlike each other', async () => {
  const own = seededRandom(4);
  const rows = Array.from({ length: 300 }, (_, i) => i);
  const hint = rows.map(() => own.normal());
  const table = tableOf({
    region: rows.map((i) => (i % 2 ? '东' : '西')),
    hint: hint.map((h, i) => h + (i % 2 ? 1 : 0)),
    churned: rows.map((i) => hint[i]! + (i % 2 ? 1 : 0) + own.normal() / 3 > 0.8),
  });
  const context = testContext();
  const region = relabel(table.column('region'), { label: { en: 'Region', zh: '地区' } });
  const out = await run(table.with([region]), ['predict.logistic'], { audit: 'region' }, context);
  const gap = context.said.warnings.find(({ code }) => code === 'unfair-gap');
  expect(formatLabel(gap!, 'zh')).toContain('“地区”');
  expect(formatLabel((out.fairness as BarsFigure).title, 'en')).toContain('“Region”');
  const groups = out.groups as Table;
  expect(cells(groups, 'rows')).toEqual([150, 150]);
  const [a, b] = cells(groups, 'selection_rate').map(Number);
  expect(Math.min(a!, b!) / Math.max(a!, b!)).toBeLessThan(0.8);
});

it('keeps a customer’s rows in one fold by itself, and stops when cancelled', async () => {
  const rows = Array.from({ length: 60 }, (_, i) => i);
  const table = tableOf({
    customer: { values: rows.map((i) => `c${i >> 1}`), role: 'customerId' },
    x: rows.map((i) => Math.sin(i)),
    y: rows.map((i) => i % 4 < 2),
  });
  const context = testContext();
  await run(table, ['predict.logistic'], {}, context);
  expect(context.said.warnings.map(({ code }) => code)).toContain('grouped');
  const cancelled = testContext();
  cancelled.cancelAfter(6);
  await expect(run(table, ['predict.logistic'], {}, cancelled)).rejects.toMatchObject({ code: 'cancelled' });
});

it('finds the line that earns most, as on paper, and answers what another would earn', async () => {
  // From .8 on: two events of two; from .4 on: three of four.
  const probability = [0.9, 0.8, 0.6, 0.4, 0.3, 0.2, 0.1, 0.1, 0.1, 0.05];
  const churned = [true, true, false, true, false, false, false, false, false, false];
  const table = tableOf({ churned, probability });
  const step = requireStep('evaluate.threshold');
  const given = { benefit: 30, cost: 10 };
  const out = await runDefinition(step, testContext(), { table: [table] }, given);
  expect([out.threshold, out.profit, out.reached]).toEqual([0.4, 3 * 30 - 4 * 10, 0.4]);
  const tight = await runDefinition(step, testContext(), { table: [table] }, { ...given, mostReached: 0.25 });
  expect([tight.threshold, tight.profit]).toEqual([0.8, 2 * 30 - 2 * 10]);
  const dear = await runDefinition(step, testContext(), { table: [table] }, { benefit: 1, cost: 10 });
  expect([dear.threshold, dear.profit, dear.reached]).toEqual([null, 0, 0]);
  const answer = step.definition.questions!.whatIf!.answer(
    testContext(),
    { table } as never,
    { target: null, score: null, positive: '', missed: 0, mostReached: 1, ...given } as never,
    { at: 0.5 } as never,
  ) as { messages: { text: { en: string; zh: string }; values: never }[] };
  expect(formatText(answer.messages[0]!.text, answer.messages[0]!.values, 'en')).toMatch(
    /^From 0\.50 on, 3 rows \(30%\) would be reached, 2 of them events \(67%\)/,
  );
});
