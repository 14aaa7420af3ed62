import { afterAll, expect, it } from 'vitest';
import { parametersOf } from '../define.ts';
import { cells, closeTestPools, tableOf, testContext } from '../testing.ts';
import { seededRandom } from '../../maths/random.ts';
import { gaussianMixture, type MixtureModel } from './gaussian-mixture.ts';

afterAll(closeTestPools);

const random = seededRandom(8);
const N = 400;
/** A tight group inside a wide one. */
const table = tableOf(
  {
    customer_id: { values: Array.from({ length: N }, (_, i) => `客户${i}`), role: 'customerId' },
    spend: Array.from({ length: N }, (_, i) => (i % 4 ? 0.2 : 4) * random.normal()),
    visits: Array.from({ length: N }, (_, i) => (i % 4 ? 0.2 : 4) * random.normal()),
  },
  { entity: 'customer' },
);

async function run(given: Record<string, unknown>) {
  const context = testContext();
  const p = parametersOf(gaussianMixture, given);
  const model: MixtureModel = await gaussianMixture.fit(context, { table }, p);
  return { context, outputs: await gaussianMixture.apply(context, model, { table }, p) };
}

it('tells a tight group from the wide one around it, and says how sure it is', async () => {
  const { outputs } = await run({ nClusters: 2 });
  const clusters = cells(outputs.clusters, 'cluster');
  const tight = clusters.filter((_, i) => i % 4 !== 0);
  expect(tight.filter((cluster) => cluster === 0).length / tight.length).toBeGreaterThan(0.97);
  const certainty = cells(outputs.clusters, 'certainty').map(Number);
  expect(Math.min(...certainty)).toBeGreaterThanOrEqual(0.5);
  expect(Math.max(...certainty)).toBeLessThanOrEqual(1);
});

it('BIC prefers two groups to one and to five', async () => {
  const bic = async (nClusters: number): Promise<number> => Number((await run({ nClusters })).outputs.bic);
  const [one, two, five] = [await bic(1), await bic(2), await bic(5)];
  expect(two).toBeLessThan(one);
  expect(two).toBeLessThan(five);
});

it('has nothing to say about separation with one group', async () => {
  const { outputs } = await run({ nClusters: 1 });
  expect([outputs.silhouette, outputs.silhouettes]).toEqual([null, null]);
  expect(outputs.map?.title.text.en).toContain('One cluster');
});

it('says when it has not settled', async () => {
  const { context } = await run({ nClusters: 4, maxIterations: 1, tolerance: 0 });
  expect(context.said.warnings.map(({ code }) => code)).toContain('notSettled');
});
