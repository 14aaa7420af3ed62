import { afterAll, describe, expect, it } from 'vitest';
import { variants } from '../kernels/variant.ts';
import { closeTestPools, readGolden, testContext } from '../steps/testing.ts';
import type { Matrix } from '../table/table.ts';
import { cutTree, linkage, linkageMethods } from './linkage.ts';
import { seededRandom } from './random.ts';

afterAll(closeTestPools);

const columns = Object.values(readGolden('cluster.points')) as number[][];
const x: Matrix = {
  nRows: columns[0]!.length,
  nColumns: columns.length,
  values: Float64Array.from(columns[0]!.flatMap((_, row) => columns.map((column) => column[row]!))),
};
const golden = readGolden('cluster.linkage');

describe.each(variants)('with %s kernels', (variant) => {
  it.each(linkageMethods)('%s linkage merges as scipy does', (method) => {
    const of = (name: string) => golden[name]!.filter((_, i) => golden.method![i] === method) as number[];
    const { heights, sizes } = linkage(x, method, testContext({ variant }));
    of('height').forEach((height, i) => expect(heights[i]).toBeCloseTo(height, 10));
    expect([...sizes]).toEqual(of('size'));
  });
});

it.each(linkageMethods)('%s linkage gives the same bytes with plain SIMD as without', (method) => {
  const random = seededRandom(9);
  const rows = {
    nRows: 203,
    nColumns: 5,
    values: Float64Array.from({ length: 203 * 5 }, () => Math.round(4 * random.normal())),
  };
  const withPlain = linkage(rows, method, testContext({ variant: 'plain' }));
  expect(linkage(rows, method, testContext({ variant: 'simd' }))).toEqual(withPlain);
});

it.each(linkageMethods)('%s linkage copes with no rows, one row and equal rows', (method) => {
  const tools = testContext();
  expect(linkage({ nRows: 0, nColumns: 2, values: new Float64Array(0) }, method, tools).heights).toHaveLength(0);
  expect(linkage({ nRows: 1, nColumns: 1, values: Float64Array.of(3) }, method, tools).heights).toHaveLength(0);
  const equal = linkage({ nRows: 5, nColumns: 1, values: new Float64Array(5).fill(3) }, method, tools);
  expect([...equal.heights]).toEqual([0, 0, 0, 0]);
  expect(equal.sizes.at(-1)).toBe(5);
});

it('cuts into clusters, the largest first', () => {
  const rows = { nRows: 6, nColumns: 1, values: Float64Array.of(9, 0, 1, 10, 0.5, 30) };
  const merges = linkage(rows, 'ward', testContext());
  expect([...cutTree(merges, 3)]).toEqual([1, 0, 0, 1, 0, 2]);
  expect([...cutTree(merges, 1)]).toEqual([0, 0, 0, 0, 0, 0]);
  expect(new Set(cutTree(merges, 6)).size).toBe(6);
});
