import { expect, it } from 'vitest';
import { goldenMatrix, matrix, sameGrouping } from '../../steps/cluster/fixtures.ts';
import { readGolden, testContext } from '../../steps/testing.ts';
import { takeMatrixRows } from '../matrix.ts';
import { seededRandom } from '../random.ts';
import { fitMedoids, nearestMedoids, type MedoidDistance } from './k-medoids.ts';

it('finds the medoids that FasterPAM finds', () => {
  const golden = readGolden('cluster.kmedoids');
  golden.k?.forEach((k, i) => {
    const options = { nClusters: Number(k), distance: golden.distance?.[i] as MedoidDistance };
    const { medoids, loss } = fitMedoids(goldenMatrix(), options, testContext());
    expect(loss).toBeLessThanOrEqual(Number(golden.loss?.[i]) + 1e-9);
    expect([...medoids].sort((a, b) => a - b).join(' ')).toBe(String(golden.medoids?.[i]));
  });
});

it('is not moved by an outlier as a mean is', () => {
  const x = matrix([[0], [1], [2], [3], [1000]]);
  const { medoids, loss } = fitMedoids(x, { nClusters: 1, distance: 'euclidean' }, testContext());
  expect([...medoids]).toEqual([2]);
  expect(loss).toBe(2 + 1 + 0 + 1 + 998);
});

it('finds far groups among samples where there are too many rows', () => {
  const random = seededRandom(2);
  const x = matrix(Array.from({ length: 1000 }, (_, i) => [20 * (i % 5) + random.normal(), random.normal()]));
  const fit = fitMedoids(x, { nClusters: 5, distance: 'euclidean', mostRows: 400 }, testContext());
  expect(fit.isSampled).toBe(true);
  expect(
    sameGrouping(
      fit.clusters,
      Array.from(fit.clusters, (_, row) => row % 5),
    ),
  ).toBe(true);
  const { nearest } = nearestMedoids(x, takeMatrixRows(x, fit.medoids).values, 'euclidean');
  expect(fit.loss).toBe(nearest.reduce((sum, own) => sum + own, 0));
});

it('ends where rows lie on each other, takes every row where there are as many clusters, and refuses more', () => {
  const x = matrix([[1], [1], [5]]);
  for (const nClusters of [2, 3])
    expect(fitMedoids(x, { nClusters, distance: 'manhattan' }, testContext()).loss).toBe(0);
  expect(() => fitMedoids(x, { nClusters: 4, distance: 'manhattan' }, testContext())).toThrow(
    expect.objectContaining({ code: 'too-few-rows' }) as Error,
  );
});
