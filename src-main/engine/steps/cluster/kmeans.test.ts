import { afterAll, expect, it } from 'vitest';
import type { HeatmapFigure, LineFigure, ScatterFigure, SilhouetteFigure } from '../../../contract/figure.ts';
import { formatText } from '../../../contract/text.ts';
import { adjustedRand } from '../../maths/cluster-indices.ts';
import { seededRandom } from '../../maths/random.ts';
import { numberColumn } from '../../table/column.ts';
import { Table } from '../../table/table.ts';
import { requireStep, runDefinition } from '../registry.ts';
import { cells, closeTestPools, readGolden, tableOf, testContext, type TestContext } from '../testing.ts';
import { goldenPoints, sameGrouping } from './fixtures.ts';

const ID = 'cluster.kmeans';
const run = async (table: Table, parameters: Record<string, unknown> = {}, context: TestContext = testContext()) =>
  runDefinition(requireStep(ID), context, { table: [table] }, parameters);
const clustersOf = (out: Record<string, unknown>): Table => out.clusters as Table;

/** Rows in three round groups of 1/2, 1/3 and 1/6. */
function groups(nRows: number): { table: Table; truth: number[] } {
  const random = seededRandom(3);
  const truth = Array.from({ length: nRows }, (_, i) => [0, 0, 0, 1, 1, 2][i % 6] ?? 0);
  const feature = (name: string, centres: number[]) =>
    numberColumn(
      name,
      Float64Array.from(truth, (group) => (centres[group] ?? 0) + random.normal()),
    );
  return { table: new Table([feature('a', [0, 8, 0]), feature('b', [0, 0, 9])]), truth };
}

afterAll(() => {
  closeTestPools();
});

it('splits two groups that can be told apart by eye', async () => {
  const table = tableOf(
    { id: { values: ['顾', 'b', 'c', 'd', 'e'], role: 'customerId' }, x: [0, 0, 9, 9, 9], y: [0, 2, 9, 11, 10] },
    { entity: 'customer' },
  );
  const out = await run(table, { nClusters: 2 });
  expect(cells(clustersOf(out), 'cluster')).toEqual([1, 1, 0, 0, 0]); // the larger one is 0
  expect(cells(clustersOf(out), 'id')).toEqual(['顾', 'b', 'c', 'd', 'e']);
  expect(out.inertia).toBeCloseTo(1 + 1 + 1 + 1 + 0, 9);
  const certainty = cells(clustersOf(out), 'certainty').map(Number);
  expect(certainty[4]).toBe(1); // on its centre
  expect(certainty[0]).toBeCloseTo(1 - 1 / Math.hypot(9, 10), 9);
});

it('agrees with scikit-learn where every start finds the same three groups', async () => {
  const golden = readGolden('cluster.indices');
  const out = await run(goldenPoints(), { nClusters: 3 });
  const at = golden.k?.indexOf(3) ?? -1;
  expect(sameGrouping(cells(clustersOf(out), 'cluster'), readGolden('cluster.labels').k3 ?? [])).toBe(true);
  expect(out.inertia).toBeCloseTo(Number(golden.inertia?.[at]), 8);
  expect(out.silhouette).toBeCloseTo(Number(golden.silhouette?.[at]), 9);
  expect(out.calinskiHarabasz).toBeCloseTo(Number(golden.calinski_harabasz?.[at]), 8);
  expect(out.daviesBouldin).toBeCloseTo(Number(golden.davies_bouldin?.[at]), 9);
});

it('gives the same bytes on one thread and on four, also beyond the sample that starts are tried on', async () => {
  const { table, truth } = groups(30_000);
  const [one, four] = [
    await run(table, { nClusters: 3 }, testContext({ threads: 1 })),
    await run(table, { nClusters: 3 }, testContext({ threads: 4 })),
  ];
  expect(cells(clustersOf(four), 'cluster')).toEqual(cells(clustersOf(one), 'cluster'));
  expect([four.inertia, four.silhouette]).toEqual([one.inertia, one.silhouette]);
  expect(adjustedRand(cells(clustersOf(one), 'cluster').map(Number), truth)).toBeGreaterThan(0.99);
  const silhouettes = one.silhouettes as SilhouetteFigure;
  expect(formatText((silhouettes.subtitle ?? expect.fail()).text, silhouettes.subtitle?.values, 'en')).toMatch(
    /^A random sample of 1[0-9],[0-9]{3} rows$/,
  );
  expect(silhouettes.clusters.every(({ values }) => values.length <= 1000)).toBe(true);
});

it('shows a map as it forms, and says how far it is', async () => {
  const context = testContext();
  await run(groups(600).table, { nClusters: 3 }, context);
  const preview = context.said.previews[0] as LineFigure;
  expect(preview.marksOnly).toBe(true);
  expect(preview.series.reduce((sum, { x }) => sum + x.length, 0)).toBe(600);
  const { progress } = context.said;
  expect(progress.length).toBeGreaterThan(3);
  expect(progress).toEqual(progress.toSorted((a, b) => a - b));
});

it('stops in the middle of its work when cancelled', async () => {
  const context = testContext();
  context.cancelAfter(3);
  await expect(run(groups(3000).table, { nClusters: 3 }, context)).rejects.toMatchObject({ code: 'cancelled' });
});

it('puts new rows to the old centres', async () => {
  const { model } = await run(tableOf({ x: [0, 1, 2, 10, 11] }), { nClusters: 2 });
  const out = await runDefinition(
    requireStep(`${ID}:apply`),
    testContext(),
    { model: [model], table: [tableOf({ x: [12, -1, 8] })] },
    {},
  );
  expect(cells(clustersOf(out), 'cluster')).toEqual([0, 1, 0].map((near) => (near === 0 ? 1 : 0)));
  await expect(
    runDefinition(requireStep(`${ID}:apply`), testContext(), { model: [model], table: [tableOf({ z: [1] })] }, {}),
  ).rejects.toMatchObject({ code: 'model-mismatch' });
});

it('draws where clusters lie and what sets them apart', async () => {
  const out = await run(tableOf({ age: [20, 21, 60, 61, 62], basket: [5, 5, 5, 5, 5] }), { nClusters: 2 });
  const map = out.map as ScatterFigure;
  expect(Object.keys(map.names ?? {})).toEqual(['0', '1']);
  expect(formatText(map.title.text, map.title.values, 'en')).toBe('The largest of 2 clusters holds 60% of the rows');
  const profile = out.profile as HeatmapFigure;
  expect(Array.from(profile.values, (value) => Math.sign(value))).toEqual([1, 0, -1, 0]); // a constant feature sets nobody apart
  expect(formatText(profile.title.text, profile.title.values, 'en')).toBe(
    'Cluster 1 stands out: age is 1.2 standard deviations below average',
  );
});

it('warns of clusters that no row belongs to', async () => {
  const context = testContext();
  const out = await run(tableOf({ x: [1, 1, 1, 1], y: [2, 2, 2, 2] }), { nClusters: 3 }, context);
  expect(context.said.warnings.map(({ text, values }) => formatText(text, values, 'en'))).toEqual([
    '2 of 3 clusters are empty.',
  ]);
  expect([out.silhouette, out.calinskiHarabasz, out.daviesBouldin]).toEqual([null, NaN, NaN]);
});

it('refuses fewer rows than clusters, and missing values, by name', async () => {
  await expect(run(tableOf({ x: [1, 2] }), { nClusters: 3 })).rejects.toMatchObject({
    code: 'too-few-rows',
    values: { needed: 3, got: 2, parameter: 'nClusters' },
  });
  await expect(run(tableOf({ x: [1, null, 3] }), { nClusters: 2 })).rejects.toMatchObject({
    code: 'missing-values',
    values: { column: 'x', count: 1 },
  });
});
