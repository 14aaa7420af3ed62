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

it('samples all rows where as many are wanted, and none where none are', () => {
  const random = seededRandom(1);
  expect([...sampleRows(4, 4, random)]).toEqual([0, 1, 2, 3]);
  expect([...sampleRows(3, 9, random)]).toEqual([0, 1, 2]);
  expect([...sampleRows(9, 0, random)]).toEqual([]);
  expect([...sampleRows(0, 5, random)]).toEqual([]);
});

it('samples different rows, ascending, the same for a seed', () => {
  const drawn = [...sampleRows(100_000, 500, seededRandom(7))];
  expect(new Set(drawn).size).toBe(500);
  expect(drawn).toEqual([...drawn].sort((a, b) => a - b));
  expect(drawn.every((row) => row >= 0 && row < 100_000)).toBe(true);
  expect([...sampleRows(100_000, 500, seededRandom(7))]).toEqual(drawn);
});

it('samples every row and every pair of rows equally often', () => {
  const [n, size, times] = [12, 4, 30_000];
  const random = seededRandom(3);
  const single = new Float64Array(n);
  const pairs = new Float64Array(n * n);
  for (let time = 0; time < times; time++) {
    const kept = sampleRows(n, size, random);
    for (const a of kept) {
      single[a]!++;
      for (const b of kept) if (b > a) pairs[a * n + b]!++;
    }
  }
  // Five standard deviations of a binomial count.
  const within = (count: number, share: number) =>
    expect(Math.abs(count - times * share)).toBeLessThan(5 * Math.sqrt(times * share * (1 - share)));
  for (const count of single) within(count, size / n);
  for (let a = 0; a < n; a++)
    for (let b = a + 1; b < n; b++) within(pairs[a * n + b]!, (size * (size - 1)) / (n * (n - 1)));
});

it('samples two thousand million rows without a table of them', () => {
  const kept = sampleRows(2 ** 31 - 1, 1000, seededRandom(5));
  const mean = kept.reduce((sum, row) => sum + row, 0) / 1000 / 2 ** 31;
  expect(Math.abs(mean - 0.5)).toBeLessThan(5 * Math.sqrt(1 / 12 / 1000));
});
