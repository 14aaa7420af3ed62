import { describe, expect, it } from 'vitest';
import { dateColumn, numberColumn, relabel, textColumn } from './column.ts';
import { pageOf, type PageRequest } from './page.ts';
import { Table } from './table.ts';

const all: PageRequest = { offset: 0, limit: 10, sort: [], filter: null, find: '', within: null };
const table = new Table([
  textColumn('city', ['Oslo', null, 'Bergen', 'oslo', 'Hamar']),
  numberColumn('n', Float64Array.of(3, 1, NaN, 25, -7.5)),
  dateColumn('at', Float64Array.of(Date.UTC(2011, 11, 1, 8, 26), NaN, Date.UTC(2012, 0, 5), 0, 1)),
]);
const shown = (request: Partial<PageRequest>): readonly number[] => pageOf(table, { ...all, ...request }).rowIndices;

describe('a page', () => {
  it('is a window on the rows in their order', () => {
    const page = pageOf(table, { ...all, offset: 1, limit: 2 });
    expect(page).toMatchObject({ nMatching: 5, offset: 1, rowIndices: [1, 2], selected: null });
    expect(page.rows).toEqual([
      [null, 1, null],
      ['Bergen', null, Date.UTC(2012, 0, 5)],
    ]);
    expect(shown({ offset: 99 })).toEqual([]);
  });

  it('sorts, filters, finds and stays within a selection, all at once', () => {
    expect(shown({ sort: [{ column: 'city', descending: false }] })).toEqual([2, 4, 0, 3, 1]);
    expect(shown({ sort: [{ column: 'n', descending: true }] })).toEqual([3, 0, 1, 4, 2]);
    expect(shown({ find: 'OSLO' })).toEqual([0, 3]);
    expect(shown({ find: '2011-12-01 08' })).toEqual([0]);
    expect(shown({ find: '-7.5' })).toEqual([4]);
    expect(shown({ find: '25' })).toEqual([3]);
    expect(shown({ filter: { op: 'null', column: 'n' } })).toEqual([2]);
    expect(
      shown({ within: Uint8Array.of(1, 0, 0, 1, 1), find: 'o', sort: [{ column: 'n', descending: true }] }),
    ).toEqual([3, 0]);
  });

  it('tells what names are called, and finds them under it in any language', () => {
    const words = { city: { names: { Hamar: { en: 'Home of the ark', zh: '哈马尔' } }, within: false } };
    expect(shown({ find: 'ARK', words })).toEqual([4]);
    expect(shown({ find: '马', words })).toEqual([4]);
    expect(shown({ find: 'hamar', words })).toEqual([4]);
    expect(shown({ find: 'ark' })).toEqual([]);
    const { columns } = pageOf(table, { ...all, words }).info;
    expect(columns.map(({ words: told }) => told?.names)).toEqual([words.city.names, undefined, undefined]);
  });

  it('finds its order again when columns are relabelled, and not when others take their place', () => {
    const request: PageRequest = { ...all, sort: [{ column: 'n', descending: false }] };
    pageOf(table, request);
    const relabelled = new Table(table.columns.map((column) => relabel(column, { role: null })));
    expect(pageOf(relabelled, request).rowIndices).toEqual([4, 1, 0, 3, 2]);
    const other = table.with([numberColumn('n', Float64Array.of(5, 4, 3, 2, 1))]);
    expect(pageOf(other, request).rowIndices).toEqual([4, 3, 2, 1, 0]);
  });
});

it('sorts a million rows once, and shows any page of them', () => {
  const n = 1_000_000;
  const numbers = Float64Array.from({ length: n }, (_, i) => ((i * 2_654_435_761) % 4_294_967_296) / 1000 - 1e6);
  const large = new Table([numberColumn('value', numbers)]);
  const request: PageRequest = { ...all, limit: 100, sort: [{ column: 'value', descending: true }] };
  const sorted = numbers.toSorted().reverse();
  for (const offset of [0, 49_000, n - 100]) {
    const { rows } = pageOf(large, { ...request, offset });
    expect(rows.map(([value]) => value)).toEqual([...sorted.subarray(offset, offset + 100)]);
  }
});
