import { expect, it } from 'vitest';
import type { LineFigure } from '../../../contract/figure.ts';
import { formatLabel } from '../../../contract/text.ts';
import { numberColumn } from '../../table/column.ts';
import type { Table } from '../../table/table.ts';
import { requireStep, runDefinition } from '../registry.ts';
import { cells, readGolden, tableOf, testContext } from '../testing.ts';

const rossi = readGolden('predict.survival.rows');
const numbers = (name: string): number[] => (rossi[name] ?? []).map(Number);
const rows = () =>
  tableOf({
    week: numbers('week'),
    arrest: numbers('arrest'),
    fin: numbers('fin').map((fin) => (fin ? '补助' : 'none')),
  });
const asked = { duration: 'week', event: 'arrest' };

const run = (table: Table, parameters: Record<string, unknown> = {}, context = testContext()) =>
  runDefinition(requireStep('predict.survival-curve'), context, { table: [table] }, parameters);

it('draws a curve a group, tests them and tells medians', async () => {
  const out = await run(rows(), { ...asked, group: 'fin' });
  const golden = readGolden('predict.survival-curve');
  expect(out.logRank).toBeCloseTo(Number(readGolden('predict.survival-curve.log-rank').p?.[0]), 10);
  const curves = out.curves as Table;
  const aided = (golden.survival ?? []).filter((_, i) => golden.group?.[i] === 1);
  const found = cells(curves, 'survival').filter((_, i) => cells(curves, 'group')[i] === '补助');
  found.forEach((share, i) => expect(Number(share)).toBeCloseTo(Number(aided[i]), 10));
  expect(cells(out.groups as Table, 'rows')).toEqual([216, 216]);
  expect(cells(out.groups as Table, 'median')).toEqual([null, null]); // three in four stayed free to the end
  expect((out.curve as LineFigure).series.length).toBe(2);
});

it('takes the outcomes of a target by themselves, and texts of two values', async () => {
  const table = tableOf({
    days: { values: [1, 2, 2, 3], role: 'outcome' },
    came: { values: [true, true, false, false], role: 'outcome' },
    said: ['Yes', 'Yes', 'No', 'No'],
  });
  const own = await run(table);
  const text = await run(table, { event: 'said' });
  expect(cells(own.curves as Table, 'survival')).toEqual([1, 0.75, 0.5, 0.5]);
  expect(cells(text.curves as Table, 'survival')).toEqual([1, 0.75, 0.5, 0.5]);
  expect(own.median).toBe(2);
  expect(own.logRank).toBeNull();
});

it('leaves out rows that say too little, and refuses what is no duration', async () => {
  const table = tableOf({
    days: [1, null, 3, 4],
    came: [true, true, null, false],
    bad: [-1, 2, 3, 4],
    three: ['a', 'b', 'c', 'c'],
  });
  const context = testContext();
  const out = await run(table, { duration: 'days', event: 'came' }, context);
  expect(cells(out.groups as Table, 'rows')).toEqual([2]);
  expect(context.said.warnings.map(({ code }) => code)).toEqual(['unknown']);
  await expect(run(table, { duration: 'bad', event: 'came' })).rejects.toThrow(/lie below 0/);
  await expect(run(table, { duration: 'days', event: 'three' })).rejects.toThrow(/more than two values/);
  await expect(run(table)).rejects.toThrow(/choose a number column with durations/);
});

it('tells days as days, and calls the one group of all by a name', async () => {
  const days = numberColumn('days', Float64Array.of(5, 7, 9, 11), { role: 'outcome', unit: 'days' });
  const table = tableOf({ came: { values: [true, true, true, false], role: 'outcome' } }).with([days]);
  const out = await run(table);
  expect(out.median).toEqual({ value: 7, unit: 'days' });
  const { title } = out.curve as LineFigure;
  expect(formatLabel(title, 'en')).toBe('Half have had the event by 7 days');
  expect(formatLabel(title, 'zh')).toContain('7 天');
  expect((out.curves as Table).number('time').unit).toBe('days');
  expect(cells(out.groups as Table, 'group')).toEqual(['all']);
});
