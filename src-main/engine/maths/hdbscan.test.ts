import { afterAll, expect, it } from 'vitest';
import { closeTestPools, readGolden, testContext } from '../steps/testing.ts';
import type { Matrix } from '../table/table.ts';
import { adjustedRand } from './cluster-indices.ts';
import { softMemberships } from './cluster/soft-membership.ts';
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

it('says how likely each row belongs to each cluster, exactly as hdbscan does of the same tree', async () => {
  const { x } = goldenOf('eom');
  const golden = readGolden('cluster.hdbscan.tree') as Record<string, number[]>;
  const theirs = readGolden('cluster.hdbscan.memberships') as Record<string, number[]>;
  const leavings = golden.parent!.map((parent, i) => ({
    parent: parent - x.nRows,
    child: golden.child![i]!,
    density: golden.density![i]!,
    size: golden.size![i]!,
  }));
  const split = leavings.filter(({ child }) => child >= x.nRows);
  const parents = new Int32Array(split.length + 1).fill(-1);
  const births = new Float64Array(split.length + 1);
  for (const { parent, child, density } of split)
    [parents[child - x.nRows], births[child - x.nRows]] = [parent, density];
  const chosen = golden.child!.filter((_, i) => golden.chosen![i] === 1).map((child) => child - x.nRows).sort(); // prettier-ignore
  const found = softMemberships(x, { leavings, parents, births, chosen }, () => undefined);
  chosen.forEach((_, k) =>
    theirs[`m${k}`]!.forEach((share, row) => expect(found[row * chosen.length + k]).toBeCloseTo(share, 10)),
  );
  // Of its own tree, which differs where distances are equal.
  const own = await hdbscan(x, { ...options, choose: 'eom' }, testContext());
  expect(adjustedRand(own.clusters, theirs.label!)).toBe(1);
  const numbers = Array.from({ length: own.nClusters }, (_, k) => theirs.label![own.clusters.indexOf(k)]!);
  const apart = own.memberships!.map((share, at) => Math.abs(share - theirs[`m${numbers[at % own.nClusters]!}`]![Math.floor(at / own.nClusters)]!)); // prettier-ignore
  expect(apart.reduce((sum, value) => sum + value, 0) / apart.length).toBeLessThan(0.01);
  expect(own.tree.sizes[0]).toBe(x.nRows);
  expect(new Set(own.tree.owners)).toEqual(new Set([-1, 0, 1, 2]));
});

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
