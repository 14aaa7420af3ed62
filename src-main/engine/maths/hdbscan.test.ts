import { afterAll, expect, it } from 'vitest';
import { closeTestPools, readGolden, testContext } from '../steps/testing.ts';
import type { Matrix } from '../table/table.ts';
import { adjustedRand } from './cluster-indices.ts';
import { hdbscan } from './hdbscan.ts';

afterAll(closeTestPools);

const rowsOf = (rows: readonly (readonly number[])[]): Matrix => ({
  nRows: rows.length,
  nColumns: rows[0]?.length ?? 1,
  values: Float64Array.from(rows.flat()),
});
const goldenOf = (choose: 'eom' | 'leaf') => {
  const golden = readGolden(`cluster.hdbscan.${choose}`) as Record<string, number[]>;
  return {
    x: rowsOf(golden.x!.map((value, i) => [value, golden.y![i]!])),
    labels: golden.label!,
    strengths: golden.strength!,
  };
};
const options = { minClusterSize: 15, minRows: 5 };

it.each(['eom', 'leaf'] as const)(
  'finds the clusters, noise and strengths that scikit-learn finds (%s)',
  async (choose) => {
    const { x, labels, strengths } = goldenOf(choose);
    const found = await hdbscan(x, { ...options, choose }, testContext());
    expect(found.nClusters).toBe(new Set(labels.filter((label) => label >= 0)).size);
    expect([...found.clusters].map((cluster) => cluster < 0)).toEqual(labels.map((label) => label < 0));
    expect(adjustedRand(found.clusters, labels)).toBe(1);
    found.strengths.forEach((strength, row) => expect(strength).toBeCloseTo(strengths[row]!, 6));
  },
);

it('gives the same with compiled kernels', async () => {
  const { x } = goldenOf('eom');
  const plain = await hdbscan(x, { ...options, choose: 'eom' }, testContext());
  expect(await hdbscan(x, { ...options, choose: 'eom' }, testContext({ variant: 'simd' }))).toEqual(plain);
});

it('finds no cluster where there is nothing to tell apart', async () => {
  const few = (rows: readonly (readonly number[])[]) =>
    hdbscan(rowsOf(rows), { ...options, choose: 'eom' }, testContext());
  expect((await few([])).nClusters).toBe(0);
  expect([...(await few([[1]])).clusters]).toEqual([-1]);
  expect(new Set((await few(Array.from({ length: 40 }, () => [2]))).clusters)).toEqual(new Set([-1]));
});

it('finds the same among many features, where it looks at all rows at once', async () => {
  const { x, labels } = goldenOf('eom');
  // Features that are all alike change no distance.
  const wide = rowsOf(labels.map((_, row) => [...x.values.subarray(2 * row, 2 * row + 2), 7, 7, 7]));
  for (const variant of ['plain', 'simd'] as const) {
    const found = await hdbscan(wide, { ...options, choose: 'eom' }, testContext({ variant }));
    const narrow = await hdbscan(x, { ...options, choose: 'eom' }, testContext({ variant }));
    expect(found.clusters).toEqual(narrow.clusters);
    expect(found.coreDistances).toEqual(narrow.coreDistances);
  }
  expect((await hdbscan(rowsOf([[1, 1, 1, 1, 1]]), { ...options, choose: 'eom' }, testContext())).nClusters).toBe(0);
});
