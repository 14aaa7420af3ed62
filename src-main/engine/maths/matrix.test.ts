import { expect, it } from 'vitest';
import { matrix } from '../steps/cluster/fixtures.ts';
import { columnMeans, columnVariances, sampleRows, sharedMatrix, takeMatrixRows } from './matrix.ts';
import { seededRandom } from './random.ts';

const x = matrix([
  [1, 10],
  [2, 20],
  [6, 0],
]);

it('has means and variances as on paper', () => {
  expect(Array.from(columnMeans(x))).toEqual([3, 10]);
  expect(Array.from(columnVariances(x, columnMeans(x)))).toEqual([14 / 3, 200 / 3]);
  expect(Array.from(columnVariances(x, columnMeans(x), 1))).toEqual([7, 100]);
});

it('has zeros for means of no rows', () => {
  expect(Array.from(columnMeans({ nRows: 0, nColumns: 2, values: new Float64Array(0) }))).toEqual([0, 0]);
});

it('takes rows in order, as a copy that threads can share', () => {
  const taken = takeMatrixRows(x, Int32Array.of(2, 0));
  expect([taken.nRows, Array.from(taken.values)]).toEqual([2, [6, 0, 1, 10]]);
  expect(taken.values.buffer).toBeInstanceOf(SharedArrayBuffer);
  expect(sharedMatrix(taken)).toBe(taken);
  expect(Array.from(sharedMatrix(x).values)).toEqual(Array.from(x.values));
});

it('samples each row once, in order', () => {
  const rows = Array.from(sampleRows(100, 30, seededRandom(1)));
  expect(new Set(rows).size).toBe(30);
  expect(rows).toEqual(rows.toSorted((a, b) => a - b));
  expect(Array.from(sampleRows(3, 10, seededRandom(1)))).toEqual([0, 1, 2]);
});
