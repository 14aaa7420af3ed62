import { afterAll, expect, it } from 'vitest';
import type { BarsFigure, HistogramFigure } from '../../../contract/figure.ts';
import { formatText } from '../../../contract/text.ts';
import type { Table } from '../../table/table.ts';
import { cells, closeTestPools, tableOf, testContext } from '../testing.ts';
import { applyTo, fitOn, goldenRows, told } from './fixtures.ts';

afterAll(() => {
  closeTestPools();
});

const FEATURES = ['visits', 'tenure', 'returns', 'place'];

/** Twelve rows whose plan says all, with an id, a date and a hidden copy of the answer. */
const customers = (extra: Record<string, (string | number | boolean | null)[]> = {}) => {
  const rows = Array.from({ length: 12 }, (_, i) => i);
  return tableOf(
    {
      id: { values: rows.map((i) => `顾客${i}`), role: 'customerId' },
      since: { values: rows.map((i) => `2024-01-${String(i + 1).padStart(2, '0')}`), date: true },
      plan: rows.map((i) => (i % 3 === 0 ? '高级' : 'basic')),
      visits: rows.map((i) => i % 5),
      copy: { values: rows.map((i) => (i % 3 === 0 ? 'yes' : 'no')), role: 'outcome' },
      churned: { values: rows.map((i) => i % 3 === 0), role: 'outcome' },
      ...extra,
    },
    { entity: 'customer' },
  );
};

it('finds the target by role, and features without ids, dates and other outcomes', async () => {
  const out = await fitOn('logistic', customers(), { target: 'churned' });
  expect(new Set(cells(out.influence as Table, 'feature'))).toEqual(new Set(['plan', 'visits', '(intercept)']));
  const predictions = out.predictions as Table;
  expect(predictions.columns.map(({ name }) => name)).toEqual(['id', 'churned', 'predicted', 'probability']);
  expect(cells(predictions, 'predicted')).toEqual(cells(predictions, 'churned').map((is) => (is ? 'yes' : 'no')));
  expect([out.accuracy, out.rocAuc]).toEqual([1, 1]);
  const [first] = (out.influences as BarsFigure).categories;
  expect(typeof first === 'object' && formatText(first.text, first.values, 'en')).toBe('plan = 高级');
  const first2 = await fitOn('logistic', customers());
  expect((first2.predictions as Table).columns[1]?.name).toBe('copy'); // of two outcomes the first
});

it('never takes a feature for the target where the table says what its outcome is', async () => {
  const fitting = fitOn('linear', customers({ copy: Array.from({ length: 12 }, (_, i) => i) }));
  await expect(fitting).rejects.toMatchObject({ code: 'target-unusable', values: { column: 'churned' } });
});

it('tells coefficients in the units of the data', async () => {
  const x = Array.from({ length: 20 }, (_, i) => i * 10);
  const table = tableOf({
    x,
    flag: x.map((_, i) => i % 2 === 0),
    y: x.map((v, i) => 5 + 0.3 * v + (i % 2 === 0 ? 2 : 0)),
  });
  const out = await fitOn('linear', table, { target: 'y' });
  const influence = out.influence as Table;
  expect(cells(influence, 'feature')).toEqual(['x', 'flag', '(intercept)']);
  expect(cells(influence, 'category')).toEqual([null, 'yes', null]);
  const [slope, jump, intercept] = cells(influence, 'coefficient').map(Number);
  expect(slope).toBeCloseTo(0.3, 10);
  expect(jump).toBeCloseTo(2, 9);
  expect(intercept).toBeCloseTo(5, 8);
  expect(out.r2).toBeCloseTo(1, 12);
});

it('reads new rows as it learned to: unseen categories and gaps are no reason to fail', async () => {
  const out = await fitOn('logistic', goldenRows(['churned']));
  const rows = goldenRows(['churned']);
  const strange = tableOf({
    visits: [40, 40, null],
    tenure: [3, 3, 3],
    returns: [0, 0, 0],
    place: ['south', '火星', null],
  });
  const applied = await applyTo(out, 'logistic', strange);
  const [, unseen, missing] = told(applied);
  expect(unseen).toBeGreaterThan(0);
  expect(missing).toBeLessThan(1);
  expect([applied.accuracy, applied.rocAuc]).toEqual([null, null]); // nobody knows what happened
  const again = await applyTo(out, 'logistic', rows);
  expect(told(again)).toEqual(told(out));
  const none = await applyTo(out, 'logistic', rows.take(new Int32Array(0)));
  expect([(none.predictions as Table).nRows, none.spread]).toEqual([0, null]);
});

it('refuses rows it cannot read, column by column', async () => {
  const out = await fitOn('logistic', goldenRows(['churned']));
  const wrong = tableOf({ visits: ['many'], returns: [1], place: [7] });
  const error = (await applyTo(out, 'logistic', wrong).catch((thrown: unknown) => thrown)) as {
    code: string;
    values: { detail: { en: string } };
  };
  expect(error.code).toBe('model-mismatch');
  expect(error.values.detail.en).toBe(
    '“visits” is text, not a number; “tenure” is missing; “place” is a number, not text',
  );
});

it.each<[string, Record<string, (string | number | boolean | null)[]>, Record<string, unknown>, string]>([
  ['one class only', { churned: new Array<string>(12).fill('no') }, { target: 'churned' }, 'target-unusable'],
  [
    'a class of one row',
    { churned: ['yes', ...new Array<string>(11).fill('no')] },
    { target: 'churned' },
    'target-unusable',
  ],
  ['a target without values', { churned: new Array<null>(12).fill(null) }, { target: 'churned' }, 'target-unusable'],
  [
    'an empty feature',
    { hollow: new Array<null>(12).fill(null) },
    { target: 'churned', features: ['hollow'] },
    'no-usable-column',
  ],
  ['a date for a feature', {}, { target: 'churned', features: ['since'] }, 'no-usable-column'],
  ['the target for a feature', {}, { target: 'churned', features: ['churned'] }, 'no-usable-column'],
  ['infinity', { visits: [Infinity, ...new Array<number>(11).fill(1)] }, { target: 'churned' }, 'infinite-values'],
  ['an event that nobody has', {}, { target: 'churned', positive: 'maybe' }, 'bad-parameter'],
  ['a date for a target', {}, { target: 'since' }, 'target-unusable'],
  ['a column that is not there', {}, { target: 'gone' }, 'missing-column'],
])('refuses %s', async (_, extra, parameters, code) => {
  await expect(fitOn('logistic', customers(extra), parameters)).rejects.toMatchObject({ code });
});

it('refuses few rows, a constant number, text for a number, and what is no class', async () => {
  const few = customers().take(Int32Array.of(0, 1, 2, 3, 4));
  await expect(fitOn('logistic', few)).rejects.toMatchObject({ code: 'too-few-rows', values: { needed: 10, got: 5 } });
  const flat = customers({ spend: new Array<number>(12).fill(7) });
  await expect(fitOn('linear', flat, { target: 'spend' })).rejects.toMatchObject({ code: 'target-unusable' });
  await expect(fitOn('linear', customers(), { target: 'plan' })).rejects.toMatchObject({ code: 'target-unusable' });
  const ids = tableOf({
    x: Array.from({ length: 120 }, (_, i) => i),
    y: Array.from({ length: 120 }, (_, i) => `k${i}`),
  });
  await expect(fitOn('logistic', ids, { target: 'y' })).rejects.toMatchObject({ code: 'target-unusable' });
});

it('leaves rows without a target and columns without values out, and says so', async () => {
  const context = testContext();
  const table = customers({
    churned: [null, ...Array.from({ length: 11 }, (_, i) => i % 2 === 0)],
    hollow: new Array<null>(12).fill(null),
  });
  const out = await fitOn('logistic', table, { target: 'churned' }, context);
  expect((out.predictions as Table).nRows).toBe(12);
  expect(context.said.warnings.map(({ code }) => code)).toEqual(['target-missing', 'columns-left-out']);
});

it('stays finite with constant columns and huge numbers', async () => {
  const rows = Array.from({ length: 30 }, (_, i) => i);
  const table = tableOf({ flat: rows.map(() => 3), huge: rows.map((i) => i * 1e150), y: rows.map((i) => i % 2 === 0) });
  for (const model of ['logistic', 'nearest', 'naive-bayes', 'discriminant', 'baseline'])
    expect(
      told(await fitOn(model, table, { target: 'y' })).every((p) => p >= 0 && p <= 1),
      model,
    ).toBe(true);
});

it('moves what is predicted with the threshold, and the event with its name', async () => {
  const table = goldenRows(['churned']);
  const low = await fitOn('logistic', table, { threshold: 0 });
  expect(new Set(cells(low.predictions as Table, 'predicted'))).toEqual(new Set(['yes']));
  const turned = await fitOn('logistic', table, { positive: 'no' });
  told(turned).forEach((p, row) => expect(p).toBeCloseTo(1 - told(low)[row]!, 9));
  expect((low.spread as HistogramFigure).series[0]?.counts.reduce((sum, n) => sum + n, 0)).toBe(120);
});

it('finds more of a rare class when classes are balanced, in every way', async () => {
  const rows = Array.from({ length: 200 }, (_, i) => i);
  const isRare = rows.map((i) => i % 10 === 0);
  const table = tableOf({ x: rows.map((i) => (isRare[i] ? 1 : 0) + Math.sin(i * 7.1)), y: isRare });
  const found = async (balance: string) =>
    told(await fitOn('logistic', table, { target: 'y', balance })).filter((p) => p >= 0.5).length;
  const plain = await found('none');
  for (const balance of ['weights', 'under', 'over']) expect(await found(balance), balance).toBeGreaterThan(plain + 20);
});

it('bends overconfident probabilities towards what happens', async () => {
  const loss = async (calibration: string) => {
    const rows = Array.from({ length: 400 }, (_, i) => i);
    const noise = (i: number, k: number) => Math.sin(i * 12.9898 + k * 78.233) * 1.3;
    // Six copies of one hint: naive Bayes counts it six times.
    const hint = rows.map((i) => (i % 2) + noise(i, 1));
    const copies = Object.fromEntries(
      [0, 1, 2, 3, 4, 5].map((k) => [`h${k}`, hint.map((h, i) => h + noise(i, k) / 50)]),
    );
    const out = await fitOn('naive-bayes', tableOf({ ...copies, y: rows.map((i) => i % 2 === 1) }), {
      target: 'y',
      calibration,
    });
    const p = told(out);
    return rows.reduce((sum, i) => sum + (p[i]! - (i % 2)) ** 2, 0) / rows.length;
  };
  const plain = await loss('none');
  expect(await loss('platt')).toBeLessThan(plain - 0.01);
  expect(await loss('isotonic')).toBeLessThan(plain - 0.01);
});

it('stops when cancelled', async () => {
  for (const model of ['logistic', 'discriminant', 'linear']) {
    const context = testContext();
    context.cancelAfter(1);
    const target = model === 'linear' ? 'spend' : 'churned';
    await expect(fitOn(model, goldenRows(), { target, features: FEATURES }, context)).rejects.toMatchObject({
      code: 'cancelled',
    });
  }
});
