import { afterAll, expect, it } from 'vitest';
import type { DendrogramFigure } from '../../../contract/figure.ts';
import type { Table } from '../../table/table.ts';
import { seededRandom } from '../../maths/random.ts';
import { parametersOf } from '../define.ts';
import { cells, closeTestPools, tableOf, testContext } from '../testing.ts';
import { hdbscan, type HdbscanModel } from './hdbscan.ts';

afterAll(closeTestPools);

const random = seededRandom(15);
/** A tight group, a loose one, and rows that are strewn about. */
const rows = Array.from({ length: 330 }, (_, i) => {
  if (i < 150) return [0.2 * random.normal(), 0.2 * random.normal()];
  if (i < 300) return [12 + 2 * random.normal(), 2 * random.normal()];
  return [40 * random.next() - 15, 30 + 40 * random.next()];
});
const table = tableOf(
  {
    customer_id: { values: rows.map((_, i) => `顾客${i}`), role: 'customerId' },
    a: rows.map(([a]) => a!),
    b: rows.map(([, b]) => b!),
  },
  { entity: 'customer' },
);

async function run(given: Record<string, unknown> = {}) {
  const context = testContext();
  const p = parametersOf(hdbscan, given);
  const model: HdbscanModel = await hdbscan.fit(context, { table }, p);
  return { context, p, model, outputs: await hdbscan.apply(context, model, { table }, p) };
}

it('finds a tight and a loose group at once, and leaves out what is strewn about', async () => {
  const { outputs, model } = await run();
  expect(model.nClusters).toBe(2);
  const clusters = cells(outputs.clusters, 'cluster');
  expect(new Set(clusters.slice(0, 150))).toHaveProperty('size', 1);
  const loose = clusters.slice(150, 300).filter((cluster) => cluster !== -1 && cluster !== clusters[0]);
  expect(loose.length).toBeGreaterThan(120);
  expect(clusters.slice(300).every((cluster) => cluster === -1)).toBe(true);
});

it('says of training rows what it found, and how deep they lie', async () => {
  const { outputs, model } = await run();
  expect(cells(outputs.clusters, 'cluster')).toEqual([...model.clusters]);
  expect(cells(outputs.clusters, 'certainty')).toEqual([...model.strengths]);
});

it('gives new rows the cluster they lie in, or none', async () => {
  const { model, context, p } = await run();
  const fresh = tableOf({ a: [0.01, 12.01, 500], b: [0.01, 0.01, 500] });
  const found = cells((await hdbscan.apply(context, model, { table: fresh }, p)).clusters, 'cluster');
  expect(found).toEqual([
    model.clusters[0],
    model.clusters.find((cluster) => cluster >= 0 && cluster !== model.clusters[0]),
    -1,
  ]);
});

it('says of strewn rows, too, where they would likeliest belong, and draws the tree that it chose from', async () => {
  const { model, context, p } = await run();
  const { memberships, tree } = (await hdbscan.describe!(context, model, { table }, p)) as { memberships: Table; tree: DendrogramFigure }; // prettier-ignore
  expect(cells(memberships, 'likeliest_cluster').slice(0, 150)).toEqual(new Array(150).fill(model.clusters[0]));
  const shares = Array.from({ length: model.nClusters }, (_, k) => cells(memberships, `membership_${k}`).map(Number));
  table.keys().forEach((_, row) => {
    const total = shares.reduce((sum, own) => sum + own[row]!, 0);
    expect(total).toBeLessThanOrEqual(1 + 1e-12);
    // A row in the middle of a group is surely in it, a strewn one hardly in any.
    if (row >= 300) expect(total).toBeLessThan(0.3);
    if (model.strengths[row] === 1) expect(total).toBeCloseTo(1, 6);
  });
  expect(tree.leaves.length).toBe(tree.merges.length + 1);
  expect(new Set(tree.leaves.map(({ cluster }) => cluster).filter((cluster) => cluster >= 0)).size).toBe(2);
  const heights = tree.merges.map(({ height }) => height);
  expect(heights).toEqual(heights.toSorted((a, b) => a - b));
});
