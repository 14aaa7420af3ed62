import { expect, it } from 'vitest';
import type { BarsFigure, LineFigure } from '../../../contract/figure.ts';
import { formatLabel } from '../../../contract/text.ts';
import { numberColumn, textColumn } from '../../table/column.ts';
import type { Table } from '../../table/table.ts';
import { requireStep, runDefinition } from '../registry.ts';
import { cells, readGolden, tableOf, testContext } from '../testing.ts';

const rossi = readGolden('predict.survival.rows');
const FEATURES = ['fin', 'age', 'race', 'wexp', 'mar', 'paro', 'prio'];
const rows = () =>
  tableOf(Object.fromEntries(['week', 'arrest', ...FEATURES].map((name) => [name, (rossi[name] ?? []).map(Number)])));
const asked = { duration: 'week', event: 'arrest', penalty: 0, day: 20 };

const run = (
  id: string,
  inputs: Record<string, unknown[]>,
  parameters: Record<string, unknown>,
  context = testContext(),
) => runDefinition(requireStep(id), context, inputs, parameters);
const codes = ({ said }: ReturnType<typeof testContext>): string[] => said.warnings.map(({ code }) => code);

it('tells the hazard ratios that lifelines tells', async () => {
  const golden = readGolden('predict.cox');
  const out = await run('predict.cox', { table: [rows()] }, asked);
  const table = out.coefficients as Table;
  expect(cells(table, 'feature')).toEqual(FEATURES);
  FEATURES.forEach((name, j) => {
    const i = (golden.covariate ?? []).findIndex((own, at) => own === name && golden.penalty?.[at] === 0);
    const [coef, se] = [Number(golden.coef?.[i]), Number(golden.se?.[i])];
    expect(cells(table, 'coefficient')[j]).toBeCloseTo(coef, 7);
    expect(cells(table, 'lower')[j]).toBeCloseTo(Math.exp(coef - 1.959963984540054 * se), 7);
    expect(cells(table, 'p')[j]).toBeCloseTo(Number(golden.p?.[i]), 5);
  });
  expect(out.concordance).toBeCloseTo(Number(golden.concordance?.[0]), 10);
});

it('expects survival of new rows as lifelines does', async () => {
  const { model } = await run('predict.cox', { table: [rows()] }, asked);
  const fresh = rows()
    .take(Int32Array.of(0, 1, 2, 3, 4))
    .select(FEATURES);
  const { scored } = await run('predict.cox:apply', { model: [model], table: [fresh] }, {});
  const golden = readGolden('predict.cox.survival');
  const at = (golden.time ?? []).findIndex((time, i) => time === 20 && golden.penalty?.[i] === 0);
  cells(scored as Table, 'survival').forEach((share, row) =>
    expect(Number(share)).toBeCloseTo(Number(golden[`row_${row}`]?.[at]), 7),
  );
});

it('reads categories, non-ASCII ones among them, and fills missing numbers', async () => {
  const n = 60;
  const group = Array.from({ length: n }, (_, i) => (i % 3 === 0 ? '茶' : 'mug'));
  const table = tableOf({
    days: { values: group.map((own, i) => (own === '茶' ? 10 : 30) + (i % 7)), role: 'outcome' },
    came: { values: group.map((_, i) => i % 5 !== 0), role: 'outcome' },
    group,
    noise: group.map((_, i) => (i % 4 === 0 ? null : (i * 7) % 10)),
  });
  const context = testContext();
  const out = await run('predict.cox', { table: [table] }, { day: 12 }, context);
  const found = out.coefficients as Table;
  expect(cells(found, 'category')).toEqual(['茶', null]);
  expect(Number(cells(found, 'hazard_ratio')[0])).toBeGreaterThan(3);
  const survival = cells(out.scored as Table, 'survival');
  expect(Number(survival[0])).toBeLessThan(Number(survival[1]));
  const unseen = table.take(Int32Array.of(0)).with([tableOf({ group: ['neu'] }).column('group')]);
  const applied = await run('predict.cox:apply', { model: [out.model], table: [unseen] }, {});
  expect(Number.isFinite(Number(cells(applied.scored as Table, 'risk')[0]))).toBe(true);
});

it('warns of few events and of days that nobody was watched', async () => {
  const context = testContext();
  await run(
    'predict.cox',
    { table: [rows().take(Int32Array.from({ length: 100 }, (_, i) => i))] },
    { ...asked, day: 99 },
    context,
  );
  expect(codes(context)).toEqual(expect.arrayContaining(['fewEvents', 'pastEnd']));
  await expect(run('predict.cox', { table: [rows().take(Int32Array.of(0))] }, asked)).rejects.toMatchObject({
    code: 'too-few-rows',
  });
  const cancelled = testContext();
  cancelled.cancelAfter(1);
  await expect(run('predict.cox', { table: [rows()] }, asked, cancelled)).rejects.toMatchObject({ code: 'cancelled' });
});

it('draws ratios from one on, and tells of the time by which half have had the event', async () => {
  const n = 40;
  const category = textColumn(
    'first',
    Array.from({ length: n }, (_, i) => (i % 4 === 0 ? 'Baby' : 'Toys')),
    {
      label: { en: 'First category', zh: '首单品类' },
    },
  );
  const days = numberColumn(
    'days',
    Float64Array.from({ length: n }, (_, i) => (i % 4 === 0 ? 10 : 30) + (i % 9)),
    {
      role: 'outcome',
      unit: 'days',
    },
  );
  const table = tableOf({ came: { values: Array.from({ length: n }, (_, i) => i % 7 > 0), role: 'outcome' } }).with([
    days,
    category,
  ]);
  const out = await run('predict.cox', { table: [table] }, {});
  const ratios = out.ratios as BarsFigure;
  expect([ratios.from, ratios.value.scale]).toEqual([1, 'log']);
  expect(formatLabel(ratios.categories[0]!, 'zh')).toBe('首单品类 = Baby');
  expect(formatLabel(ratios.title, 'en')).toMatch(/^“First category = Baby” weighs most: the event comes [\d.]+ times/);
  const curves = out.curves as LineFigure;
  // Nobody named a day: half of the middle row’s kind have had the event by the one that is told of.
  const told = /^By (\d+) days/.exec(formatLabel(curves.title, 'en'));
  const middle = curves.series[1]!;
  const at = Array.from(middle.x).indexOf(Number(told![1]));
  expect([middle.y[at]! > 0.5, middle.y[at + 1]! <= 0.5]).toEqual([true, true]);
  expect(curves.x.unit).toBe('days');
  const named = await run('predict.cox', { table: [table] }, { day: 12 });
  expect(formatLabel((named.curves as LineFigure).title, 'zh')).toContain('到 12 天时');
});
