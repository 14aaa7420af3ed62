import { describe, expect, it } from 'vitest';
import { cells, tableOf } from '../steps/testing.ts';
import type { Table } from '../table/table.ts';
import type { ImportPlan } from '../../contract/import.ts';
import { mergeVersions, planForDataset } from './versions.ts';

const orders = (rows: readonly (readonly [string, string, string, number, string | null])[]): Table =>
  tableOf({
    order: { values: rows.map(([order]) => order), role: 'orderId' },
    item: { values: rows.map(([, item]) => item), role: 'itemId' },
    at: { values: rows.map(([, , at]) => at), role: 'time', date: true },
    quantity: { values: rows.map(([, , , quantity]) => quantity), role: 'quantity' },
    country: { values: rows.map(([, , , , country]) => country), role: 'place' },
  });

describe('appending order lines', () => {
  it('leaves out those that are there already, as many as there were', () => {
    const november = orders([['1', 'a', '2011-11-30', 2, 'UK'], ['1', 'b', '2011-11-30', 1, 'UK'], ['1', 'b', '2011-11-30', 1, 'UK']]); // prettier-ignore
    const both = orders([
      ['1', 'a', '2011-11-30', 2, 'United Kingdom'],
      ['1', 'b', '2011-11-30', 1, 'UK'],
      ['1', 'b', '2011-11-30', 1, 'UK'],
      ['1', 'b', '2011-11-30', 1, 'UK'],
      ['2', 'a', '2011-12-01', 2, null],
    ]);
    const { table, counts, differences } = mergeVersions(november, both, 'append');
    expect(counts).toEqual({ added: 2, alreadyThere: 3, updated: 0 });
    expect(cells(table, 'order')).toEqual(['1', '1', '1', '1', '2']);
    expect(cells(table, 'country')).toEqual(['UK', 'UK', 'UK', 'UK', null]);
    expect(differences).toEqual({ lacking: [], extra: [], cast: [] });
    expect(mergeVersions(table, both, 'append').counts.added).toBe(0);
  });

  it('compares whole rows where nothing tells order lines apart', () => {
    const notes = tableOf({ note: ['x', 'y'], n: [1, null] });
    const more = tableOf({ note: ['y', 'y', 'z'], n: [null, 0, null] });
    expect(mergeVersions(notes, more, 'append').counts).toEqual({ added: 2, alreadyThere: 1, updated: 0 });
  });
});

it('puts customers that changed in the place of what they were', () => {
  const old = tableOf(
    { id: { values: ['A', 'B', 'C'], role: 'customerId' }, city: ['Rome', 'Oslo', 'Bonn'] },
    { entity: 'customer' },
  );
  const fresh = tableOf(
    { id: { values: ['B', 'D', 'C'], role: 'customerId' }, city: ['Oslo', 'Lyon', 'Köln'] },
    { entity: 'customer' },
  );
  const { table, counts } = mergeVersions(old, fresh, 'append');
  expect(counts).toEqual({ added: 1, alreadyThere: 1, updated: 1 });
  expect(cells(table, 'id')).toEqual(['A', 'B', 'C', 'D']);
  expect(cells(table, 'city')).toEqual(['Rome', 'Oslo', 'Köln', 'Lyon']);
  expect(table.entity).toBe('customer');
});

describe('a file with other columns', () => {
  const old = tableOf({
    Order: { values: ['1'], role: 'orderId' },
    amount: { values: [5], role: 'amount' },
    code: ['x'],
    gone: [true],
  });

  it('is brought to the dataset, and what differs is said', () => {
    const fresh = tableOf({ order: ['2', '3'], amount: [7, 8], code: [12, null], voucher: ['v', null] });
    const { table, differences } = mergeVersions(old, fresh, 'append');
    expect(differences).toEqual({ lacking: ['gone'], extra: ['voucher'], cast: ['code'] });
    expect(table.columns.map(({ name, type, role }) => [name, type, role])).toEqual([
      ['Order', 'text', 'orderId'],
      ['amount', 'number', 'amount'],
      ['code', 'text', null],
      ['gone', 'boolean', null],
      ['voucher', 'text', null],
    ]);
    expect(cells(table, 'code')).toEqual(['x', '12', null]);
    expect(cells(table, 'gone')).toEqual([true, null, null]);
    expect(cells(table, 'voucher')).toEqual([null, 'v', null]);
  });

  it('is refused where numbers come as words, and takes an empty column for anything', () => {
    expect(() => mergeVersions(old, tableOf({ order: ['2'], amount: ['much'] }), 'append')).toThrow(/“amount” is text/);
    const empty = tableOf({ order: ['2'], amount: { values: [null], role: 'amount' } });
    expect(cells(mergeVersions(old, empty, 'append').table, 'amount')).toEqual([5, null]);
  });

  it('takes the place of the dataset where it is to replace it', () => {
    const fresh = tableOf({ order: ['2', '3'] });
    const { table, counts, differences } = mergeVersions(old, fresh, 'replace');
    expect([table.nRows, counts.added, differences.lacking]).toEqual([2, 2, ['amount', 'code', 'gone']]);
  });
});

it('plans a file for a dataset with the types that the dataset has', () => {
  const column = { source: 'Amount', name: 'Amount', type: 'text', role: null, unit: null, dateOrder: null, decimal: null, missingWords: null, include: true, guessed: true } as const; // prettier-ignore
  const plan = {
    columns: [column, { ...column, source: 'new', name: 'new' }],
    entity: 'none',
    currency: null,
  } as unknown as ImportPlan;
  const dataset = {
    entity: 'none',
    currency: 'EUR',
    columns: [{ name: 'amount', type: 'number', role: 'amount', unit: 'money' }],
  } as const;
  const made = planForDataset(plan, { ...dataset, columns: [...dataset.columns] }, { mode: 'append', datasetId: 'd1' });
  expect(made.columns[0]).toMatchObject({
    source: 'Amount',
    name: 'amount',
    type: 'number',
    role: 'amount',
    unit: 'money',
    guessed: false,
  });
  expect(made.columns[1]).toMatchObject({ name: 'new', type: 'text', guessed: true });
  expect(made).toMatchObject({ currency: 'EUR', target: { mode: 'append', datasetId: 'd1' } });
});
