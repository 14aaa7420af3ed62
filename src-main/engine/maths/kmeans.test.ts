import { afterAll, expect, it } from 'vitest';
import { goldenMatrix, matrix, sameGrouping } from '../steps/cluster/fixtures.ts';
import { closeTestPools, readGolden, testContext } from '../steps/testing.ts';
import { fitKmeans, nearestCentres, seedCentres, settleCentres } from './kmeans.ts';
import { seededRandom } from './random.ts';

const OPTIONS = { nClusters: 3, nRestarts: 5, maxIterations: 300, tolerance: 0 };

afterAll(() => {
  closeTestPools();
});

it('splits two groups that can be told apart by eye', async () => {
  const x = matrix([
    [0, 0],
    [0, 2],
    [9, 9],
    [9, 11],
  ]);
  const { clusters, inertia, centres, distances } = await fitKmeans(x, { ...OPTIONS, nClusters: 2 }, testContext());
  expect(sameGrouping(clusters, [0, 0, 1, 1])).toBe(true);
  expect(inertia).toBe(4); // four rows, each 1 unit from its centre
  expect(Array.from(distances)).toEqual([1, 1, 1, 1]);
  expect(Array.from(centres).toSorted((a, b) => a - b)).toEqual([0, 1, 9, 10]);
});

it('comes from the same starting centres to the clusters of scikit-learn', async () => {
  const x = goldenMatrix();
  const golden = readGolden('cluster.indices');
  const labels = readGolden('cluster.labels');
  for (const [at, k] of (golden.k ?? []).map(Number).entries()) {
    const start = x.values.slice(0, k * x.nColumns);
    const fit = await settleCentres(x, start, OPTIONS, testContext());
    expect(Array.from(fit.clusters), `k = ${k}`).toEqual(labels[`k${k}`]);
    expect(fit.inertia).toBeCloseTo(Number(golden.inertia?.[at]), 8);
    expect(start).toEqual(x.values.slice(0, k * x.nColumns)); // the start is left as it was
  }
});

it('never raises inertia from one iteration to the next', async () => {
  const x = goldenMatrix();
  const seen: number[] = [];
  const centres = seedCentres(x, 4, seededRandom(2));
  for (let n = 1; n < 8; n++)
    seen.push((await settleCentres(x, centres, { maxIterations: n, tolerance: 0 }, testContext())).inertia);
  expect(seen).toEqual(seen.toSorted((a, b) => b - a));
});

it('numbers clusters by size', async () => {
  const { clusters } = await fitKmeans(matrix([[0], [10], [10.1], [10.2], [20], [20.1]]), OPTIONS, testContext());
  expect(Array.from(clusters)).toEqual([2, 0, 0, 0, 1, 1]);
});

it('seeds with rows that are apart, never twice the same', () => {
  const x = matrix([[0], [0], [0], [5], [5], [90]]);
  for (let seed = 0; seed < 20; seed++)
    expect(Array.from(seedCentres(x, 3, seededRandom(seed))).toSorted((a, b) => a - b)).toEqual([0, 5, 90]);
});

it('leaves the first of two equally near centres its row, and a centre without rows in its place', async () => {
  const x = matrix([[0], [2]]);
  const { clusters } = await nearestCentres(x, Float64Array.of(1, 1), testContext());
  expect(Array.from(clusters)).toEqual([0, 0]);
  const { centres } = await settleCentres(x, Float64Array.of(1, 50), OPTIONS, testContext());
  expect(Array.from(centres)).toEqual([1, 50]);
});

it('gives the same bytes on one thread and on four', async () => {
  const random = seededRandom(8);
  const x = { nRows: 40_000, nColumns: 3, values: Float64Array.from({ length: 120_000 }, () => random.normal()) };
  const start = x.values.slice(0, 15);
  const settle = (threads: number) =>
    settleCentres(x, start, { maxIterations: 5, tolerance: 0 }, testContext({ threads }));
  expect((await settle(4)).centres).toEqual((await settle(1)).centres);
});

it('refuses fewer rows than clusters', async () => {
  await expect(fitKmeans(matrix([[1], [2]]), OPTIONS, testContext())).rejects.toMatchObject({ code: 'too-few-rows' });
});
