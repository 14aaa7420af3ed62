import { expect, it } from 'vitest';
import type { Table } from '../../table/table.ts';
import { requireStep, runDefinition } from '../registry.ts';
import { cells, readGolden, tableOf, testContext } from '../testing.ts';

const pivoted = async (table: Table, parameters: Record<string, unknown> = {}): Promise<Table> =>
  (await runDefinition(requireStep('prepare.pivot'), testContext(), { table: [table] }, parameters)).wide as Table;
const unpivoted = async (table: Table, parameters: Record<string, unknown> = {}): Promise<Table> =>
  (await runDefinition(requireStep('prepare.unpivot'), testContext(), { table: [table] }, parameters)).long as Table;
const names = ({ columns }: Table): string[] => columns.map(({ name }) => name);

const golden = readGolden('prepare.pivot');
const part = (column: string, wanted: string) => golden[column]!.filter((_, i) => golden.part![i] === wanted);
const lines = tableOf({
  customer: { values: part('customer', 'given').map(String), role: 'customerId' },
  category: { values: part('category', 'given').map(String), role: 'category' },
  paid: part('paid', 'given').map(Number),
});

it.each([
  ['sum', { value: 'paid', measure: 'sum' }],
  ['mean', { value: 'paid', measure: 'mean' }],
  ['median', { value: 'paid', measure: 'median' }],
  ['max', { value: 'paid', measure: 'max' }],
  ['shares', { shares: true }],
])('agrees with pandas: %s', async (expected, parameters) => {
  const wide = await pivoted(lines, { ...parameters, fillZero: expected === 'shares' });
  expect(wide.entity).toBe('customer');
  const rowOf = new Map(cells(wide, 'customer').map((key, row) => [key, row]));
  part('paid', expected).forEach((value, i) => {
    const [customer = '', category = ''] = [part('customer', expected)[i], part('category', expected)[i]];
    const own = cells(wide, String(category))[rowOf.get(String(customer))!];
    if (value === '') expect(own).toBeNull();
    else expect(own, `${customer} ${category}`).toBeCloseTo(Number(value), 12);
  });
});

const few = tableOf({
  who: ['a', 'b', 'a', null, 'a', '客'],
  what: ['x', 'y', 'z', 'x', 'x', null],
  n: [1, 2, 3, 4, null, 6],
});

it('keeps the most frequent values apart, the others together', async () => {
  const wide = await pivoted(few, { by: ['who'], names: 'what', maxColumns: 1 });
  expect(names(wide)).toEqual(['who', 'x', 'other']);
  expect(['who', 'x', 'other'].map((name) => cells(wide, name))).toEqual([['a', 'b', '客'], [2, 0, 0], [1, 1, 0]]); // prettier-ignore
  const sums = await pivoted(few, { by: ['who'], names: 'what', value: 'n', fillZero: false });
  expect(['x', 'y', 'z'].map((name) => cells(sums, name))).toEqual([[1, null, null], [null, 2, null], [3, null, null]]); // prettier-ignore
});

it('has no shares of nothing, and no columns of nothing', async () => {
  const wide = await pivoted(few, { by: ['who'], names: 'what', shares: true });
  expect(cells(wide, 'x')).toEqual([2 / 3, 0, null]);
  const empty = await pivoted(few.take(new Int32Array(0)), { by: ['who'], names: 'what' });
  expect([empty.nRows, names(empty)]).toEqual([0, ['who']]);
  await expect(pivoted(few)).rejects.toMatchObject({ code: 'missing-role' });
});

it('turns columns back into rows, other columns repeated', async () => {
  const wide = tableOf({ who: ['a', '客'], name: ['A', 'K'], jan: [1, null], feb: [3, 4] });
  const long = await unpivoted(wide, { values: ['jan', 'feb'] });
  expect(names(long)).toEqual(['who', 'name', 'name_2', 'value']);
  expect(['who', 'name_2', 'value'].map((name) => cells(long, name))).toEqual([['a', 'a', '客'], ['jan', 'feb', 'feb'], [1, 3, 4]]); // prettier-ignore
  const all = await unpivoted(wide, { values: ['jan', 'feb'], dropMissing: false, nameColumn: '月' });
  expect(cells(all, '月')).toEqual(['jan', 'feb', 'jan', 'feb']);
  expect(cells(all, 'value')).toEqual([1, 3, null, 4]);
});

it('gives back what was pivoted', async () => {
  const wide = await pivoted(lines, { value: 'paid', fillZero: false });
  const again = await pivoted(await unpivoted(wide), { names: 'name', value: 'value', fillZero: false });
  for (const name of names(wide)) expect(cells(again, name)).toEqual(cells(wide, name));
});
