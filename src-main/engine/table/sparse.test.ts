import { expect, it } from 'vitest';
import { transpose, valueAt, type SparseRows } from './sparse.ts';

const rows: SparseRows = {
  nRows: 3,
  nColumns: 4,
  offsets: Int32Array.of(0, 2, 2, 4),
  columns: Int32Array.of(1, 3, 0, 3),
  values: Float64Array.of(5, 6, 7, 8),
};

it('turns rows into columns and back', () => {
  const turned = transpose(rows);
  expect(turned).toMatchObject({ nRows: 4, nColumns: 3 });
  expect([...turned.offsets]).toEqual([0, 1, 2, 2, 4]);
  expect([...turned.columns]).toEqual([2, 0, 0, 2]);
  expect([...turned.values]).toEqual([7, 5, 6, 8]);
  expect(transpose(turned)).toEqual(rows);
});

it('finds the value of a place, 0 where nothing is stored', () => {
  expect([valueAt(rows, 0, 3), valueAt(rows, 0, 0), valueAt(rows, 1, 1), valueAt(rows, 2, 0)]).toEqual([6, 0, 0, 7]);
});
