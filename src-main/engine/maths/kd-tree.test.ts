import fc from 'fast-check';
import { expect, it } from 'vitest';
import { kdTree, rowList } from './kd-tree.ts';

/** Rows on a coarse grid, so that many distances are equal, and a point. */
const problem = fc
  .tuple(fc.integer({ min: 1, max: 4 }), fc.nat(200))
  .chain(([d, n]) =>
    fc.tuple(
      fc.constant(d),
      fc.array(fc.integer({ min: -5, max: 5 }), { minLength: n * d, maxLength: n * d }),
      fc.array(fc.integer({ min: -6, max: 6 }), { minLength: d, maxLength: d }),
      fc.integer({ min: 1, max: 12 }),
    ),
  );

it('finds the same rows as a search through all', () => {
  fc.assert(
    fc.property(problem, ([d, values, given, k]) => {
      const x = { nRows: values.length / d, nColumns: d, values: Float64Array.from(values) };
      const point = Float64Array.from(given);
      const all = Array.from({ length: x.nRows }, (_, row) => ({
        row,
        squared: given.reduce((sum, value, j) => sum + (value - values[row * d + j]!) ** 2, 0),
      }));
      const tree = kdTree(x);
      const found = rowList();
      tree.within(point, 3, found);
      expect([...found.rows.subarray(0, found.length)].sort((a, b) => a - b)).toEqual(
        all.filter(({ squared }) => squared <= 9).map(({ row }) => row),
      );
      const [rows, squared] = [new Int32Array(k), new Float64Array(k)];
      const n = tree.nearest(point, k, rows, squared);
      const nearest = all.sort((a, b) => a.squared - b.squared || a.row - b.row).slice(0, k);
      expect([...rows.subarray(0, n)]).toEqual(nearest.map(({ row }) => row));
      expect([...squared.subarray(0, n)]).toEqual(nearest.map((one) => one.squared));
    }),
  );
});
