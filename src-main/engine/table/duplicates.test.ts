import { expect, it } from 'vitest';
import { booleanColumn, numberColumn, textColumn } from './column.ts';
import { castColumn, concatColumns } from './concat.ts';
import { duplicateRows, firstEqualRows } from './duplicates.ts';
import { Table } from './table.ts';
import { cells } from '../steps/testing.ts';

it('finds equal rows, missing values equal to each other and to nothing else', () => {
  const table = new Table([
    textColumn('t', ['a', 'a', null, null, 'a', 'a']),
    numberColumn('n', Float64Array.of(1, 1, NaN, NaN, 1, 1.5)),
    booleanColumn('b', [null, null, null, null, false, null]),
  ]);
  expect([...firstEqualRows(table)]).toEqual([0, 0, 2, 2, 4, 5]);
  expect([...duplicateRows(table)]).toEqual([0, 1, 0, 1, 0, 0]);
});

it('puts columns of every type one after the other', () => {
  const pairs = [
    [textColumn('c', ['a', null]), textColumn('c', ['b', 'a', 'a', 'a'])],
    [numberColumn('c', Int32Array.of(1, 2)), numberColumn('c', Float64Array.of(NaN, 4, 5.5, 6))],
    [booleanColumn('c', [true, null]), booleanColumn('c', [false, null, true, true])],
  ] as const;
  const joined = pairs.map(([first, second]) => cells(new Table([concatColumns(first, second)]), 'c'));
  expect(joined).toEqual([['a', null, 'b', 'a', 'a', 'a'], [1, 2, null, 4, 5.5, 6], [true, null, false, null, true, true]]); // prettier-ignore
  expect(() => concatColumns(pairs[0][0], pairs[1][0])).toThrow(/needs text/);
  expect(cells(new Table([castColumn(pairs[2][0], 'text')]), 'c')).toEqual(['true', null]);
});
