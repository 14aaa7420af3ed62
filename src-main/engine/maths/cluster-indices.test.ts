import { afterAll, expect, it } from 'vitest';
import { goldenMatrix, matrix } from '../steps/cluster/fixtures.ts';
import { closeTestPools, readGolden, testContext } from '../steps/testing.ts';
import { adjustedRand, calinskiHarabasz, clusterCentres, daviesBouldin, silhouettesOf } from './cluster-indices.ts';

const { pool } = testContext();
const labelsOf = (k: number): Int32Array => Int32Array.from(readGolden('cluster.labels')[`k${k}`] ?? [], Number);

afterAll(() => {
  closeTestPools();
});

it('agrees with scikit-learn for two to six clusters', async () => {
  const x = goldenMatrix();
  const golden = readGolden('cluster.indices');
  const ks = (golden.k ?? []).map(Number);
  const silhouettes = await silhouettesOf(
    x,
    ks.map((k) => ({ nClusters: k, clusters: labelsOf(k) })),
    pool,
  );
  ks.forEach((k, at) => {
    expect(calinskiHarabasz(x, labelsOf(k), k)).toBeCloseTo(Number(golden.calinski_harabasz?.[at]), 8);
    expect(daviesBouldin(x, labelsOf(k), k)).toBeCloseTo(Number(golden.davies_bouldin?.[at]), 9);
    const expected = readGolden('cluster.labels')[`s${k}`] ?? [];
    silhouettes[at]?.forEach((value, row) => expect(value).toBeCloseTo(Number(expected[row]), 9));
  });
});

it('measures silhouettes as on paper', async () => {
  const [values] = await silhouettesOf(
    matrix([[0], [1], [5]]),
    [{ nClusters: 3, clusters: Int32Array.of(0, 0, 1) }],
    pool,
  );
  // Row 0: a = 1, b = 5. Row 1: a = 1, b = 4. Row 2 is alone. The third cluster is empty.
  expect(Array.from(values ?? [])).toEqual([4 / 5, 3 / 4, 0]);
});

it('measures the same silhouettes alone and beside other groupings, on one thread and on four', async () => {
  const x = goldenMatrix();
  const groupings = [2, 5].map((k) => ({ nClusters: k, clusters: labelsOf(k) }));
  const both = await silhouettesOf(x, groupings, testContext({ threads: 4 }).pool);
  for (const [at, grouping] of groupings.entries())
    expect((await silhouettesOf(x, [grouping], pool))[0]).toEqual(both[at]);
});

it('has no indices for one cluster, and perfect ones for rows on their centres', () => {
  const x = matrix([[0], [0], [3]]);
  expect([calinskiHarabasz(x, Int32Array.of(0, 0, 0), 1), daviesBouldin(x, Int32Array.of(0, 0, 0), 1)]).toEqual([
    NaN,
    NaN,
  ]);
  expect([calinskiHarabasz(x, Int32Array.of(0, 0, 1), 2), daviesBouldin(x, Int32Array.of(0, 0, 1), 2)]).toEqual([1, 0]);
  expect(Array.from(clusterCentres(x, Int32Array.of(2, 2, 0), 3))).toEqual([3, 0, 0]);
});

it('finds groupings alike whatever their numbers', () => {
  expect(adjustedRand([0, 0, 1, 1], ['b', 'b', 'a', 'a'])).toBe(1);
  expect(adjustedRand([0, 0, 1, 1], [0, 1, 0, 1])).toBeCloseTo(-0.5, 12);
  // Hubert & Arabie: pairs 1, sums 2 and 3, expected 2 · 3 / 10.
  expect(adjustedRand([0, 0, 1, 1, 2], [0, 0, 0, 1, 2])).toBeCloseTo((1 - 0.6) / (2.5 - 0.6), 12);
});
