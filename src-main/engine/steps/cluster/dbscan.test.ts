import { afterAll, expect, it } from 'vitest';
import { seededRandom } from '../../maths/random.ts';
import { parametersOf } from '../define.ts';
import { cells, closeTestPools, tableOf, testContext } from '../testing.ts';
import { dbscan, type DbscanModel } from './dbscan.ts';
import { bendOf, reachFigure } from './reach.ts';

afterAll(closeTestPools);

const random = seededRandom(6);
/** Two bands and a few rows far from both. */
const rows = Array.from({ length: 400 }, (_, i) =>
  i < 240 ? [i / 40, 0.1 * random.normal()] : i < 390 ? [(i - 240) / 30, 2 + 0.1 * random.normal()] : [20 + 3 * i, 50],
);
const table = tableOf(
  {
    customer_id: { values: rows.map((_, i) => `顾客${i}`), role: 'customerId' },
    a: rows.map(([a]) => a!),
    b: rows.map(([, b]) => b!),
  },
  { entity: 'customer' },
);

async function run(given: Record<string, unknown>) {
  const context = testContext();
  const p = parametersOf(dbscan, given);
  const model: DbscanModel = await dbscan.fit(context, { table }, p);
  return { context, p, model, outputs: await dbscan.apply(context, model, { table }, p) };
}

it('finds two bands and leaves out what is far from both', async () => {
  const { outputs, context } = await run({ radius: 0.4, minRows: 5 });
  const clusters = cells(outputs.clusters, 'cluster');
  expect(new Set(clusters.slice(0, 240))).toEqual(new Set([0]));
  expect(new Set(clusters.slice(240, 390))).toEqual(new Set([1]));
  expect(new Set(clusters.slice(390))).toEqual(new Set([-1]));
  expect(outputs.outside).toBeCloseTo(10 / 400, 12);
  expect(outputs.silhouette).toBeGreaterThan(0);
  expect(context.said.warnings.map(({ code }) => code)).toContain('unclustered');
});

it('reads the radius off the reach curve where none is given', async () => {
  const { model, p } = await run({ minRows: 5 });
  expect(model.radius).toBe(bendOf(model.reach));
  expect(model.nClusters).toBeGreaterThan(0);
  expect(reachFigure(model.reach, p.minRows, model.radius)?.series[1]?.y[0]).toBe(model.radius);
});

it('labels new rows by the nearest core within the radius', async () => {
  const { model, context, p } = await run({ radius: 0.4, minRows: 5 });
  const fresh = tableOf({ a: [3, 3, 3], b: [0, 2, 1] });
  const { clusters } = await dbscan.apply(context, model, { table: fresh }, p);
  expect(cells(clusters, 'cluster')).toEqual([0, 1, -1]);
});

it('says so where nothing is dense', async () => {
  const { outputs, context } = await run({ radius: 1e-6, minRows: 5 });
  expect(new Set(cells(outputs.clusters, 'cluster'))).toEqual(new Set([-1]));
  expect([outputs.profile, outputs.silhouette]).toEqual([null, null]);
  expect(context.said.warnings.map(({ code }) => code)).toContain('noClusters');
});

it('bends where the curve leaves its flat part', () => {
  expect(bendOf(Float64Array.of(1, 1.1, 1.2, 1.3, 9))).toBe(1.3);
  expect(bendOf(new Float64Array(0))).toBe(0);
});
