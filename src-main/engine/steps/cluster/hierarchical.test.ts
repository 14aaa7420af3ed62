import { afterAll, expect, it } from 'vitest';
import { seededRandom } from '../../maths/random.ts';
import { linkage } from '../../maths/linkage.ts';
import { parametersOf } from '../define.ts';
import { cells, closeTestPools, tableOf, testContext } from '../testing.ts';
import { hierarchical, type HierarchicalModel } from './hierarchical.ts';
import { longestGap, treeFigure } from './tree-figure.ts';

afterAll(closeTestPools);

const random = seededRandom(12);
const N = 240;
const group = (i: number): number => (i % 8 < 4 ? 0 : i % 8 < 7 ? 1 : 2);
const centres = [[0, 0], [9, 0], [4, 12]]; // prettier-ignore
const table = tableOf(
  {
    customer_id: { values: Array.from({ length: N }, (_, i) => `顾客${i}`), role: 'customerId' },
    a: Array.from({ length: N }, (_, i) => centres[group(i)]![0]! + random.normal()),
    b: Array.from({ length: N }, (_, i) => centres[group(i)]![1]! + random.normal()),
  },
  { entity: 'customer' },
);

async function fit(given: Record<string, unknown>) {
  const context = testContext();
  const p = parametersOf(hierarchical, given);
  const model: HierarchicalModel = await hierarchical.fit(context, { table }, p);
  return { context, p, model };
}

it.each(['ward', 'average', 'complete'])('%s linkage cuts the tree where three groups stand apart', async (method) => {
  const { model, context, p } = await fit({ method });
  expect(model.nClusters).toBe(3);
  const { clusters } = await hierarchical.apply(context, model, { table }, p);
  expect(cells(clusters, 'cluster')).toEqual(Array.from({ length: N }, (_, i) => group(i)));
  const certainty = cells(clusters, 'certainty').map(Number);
  expect(Math.min(...certainty)).toBeGreaterThanOrEqual(0);
});

it('cuts into as many clusters as are asked for', async () => {
  const { model } = await fit({ nClusters: 7 });
  expect(new Set(model.clusters).size).toBe(7);
});

it('gives new rows the cluster of the nearest row', async () => {
  const { model, context, p } = await fit({});
  const { clusters } = await hierarchical.apply(context, model, { table: tableOf({ a: [0, 9, 4], b: [1, 1, 10] }) }, p);
  expect(cells(clusters, 'cluster')).toEqual([0, 1, 2]);
});

it('draws the highest branches, whose sizes add up to all rows', async () => {
  const { model } = await fit({});
  const figure = treeFigure(model.merges, model.clusters, 3, { en: 'Ward', zh: 'Ward' })!;
  expect(figure.leaves).toHaveLength(48);
  expect(figure.merges).toHaveLength(47);
  expect(figure.leaves.reduce((sum, { size }) => sum + size, 0)).toBe(N);
  // Two merges lie above the cut between three clusters.
  expect(figure.merges.filter(({ cluster }) => cluster < 0)).toHaveLength(2);
  for (const { height, cluster } of figure.merges) expect(height < (figure.cut ?? 0)).toBe(cluster >= 0);
});

it('finds the longest gap', () => {
  const x = { nRows: 5, nColumns: 1, values: Float64Array.of(0, 1, 10, 11, 100) };
  expect(longestGap(linkage(x, 'single', testContext()), 20)).toBe(2);
});
