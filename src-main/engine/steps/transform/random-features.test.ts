import { expect, it } from 'vitest';
import { seededRandom } from '../../maths/random.ts';
import type { Table } from '../../table/table.ts';
import { requireStep, runDefinition } from '../registry.ts';
import { cells, tableOf, testContext } from '../testing.ts';

const run = async (table: Table, given: Record<string, unknown> = {}) =>
  (await runDefinition(requireStep('transform.random-features'), testContext(), { table: [table] }, given)) as { waves: Table; gamma: number; model: unknown }; // prettier-ignore

const random = seededRandom(4);
const n = 40;
const columns = Object.fromEntries(['a', 'b', 'c'].map((name) => [name, Array.from({ length: n }, () => random.normal())])); // prettier-ignore
const table = tableOf({ customer_id: { values: Array.from({ length: n }, (_, i) => `客${i}`), role: 'customerId' }, ...columns }, { entity: 'customer' }); // prettier-ignore

it('products over two rows come near to the Gaussian kernel, the nearer the more waves there are', async () => {
  const gamma = 0.3;
  const errorWith = async (nWaves: number): Promise<number> => {
    const { waves } = await run(table, { nWaves, gamma });
    const made = Array.from({ length: nWaves }, (_, wave) => cells(waves, `wave_${wave + 1}`).map(Number));
    let squares = 0;
    for (let i = 0; i < n; i++) {
      for (let j = 0; j < n; j++) {
        const apart = Object.values(columns).reduce((sum, own) => sum + (own[i]! - own[j]!) ** 2, 0);
        squares += (made.reduce((sum, own) => sum + own[i]! * own[j]!, 0) - Math.exp(-gamma * apart)) ** 2;
      }
    }
    return Math.sqrt(squares / n ** 2);
  };
  // Each product is a mean of nWaves independent terms of variance below 1 (Rahimi & Recht 2007).
  expect(await errorWith(50)).toBeLessThan(1 / Math.sqrt(50));
  expect(await errorWith(600)).toBeLessThan(1 / Math.sqrt(600));
});

it('lets a linear model see a ring', async () => {
  const rows = 300;
  const own = Array.from({ length: rows }, () => [3 * random.normal(), 3 * random.normal()]);
  const ring = tableOf({ x: own.map(([x]) => x!), y: own.map(([, y]) => y!), inside: own.map(([x, y]) => (Math.hypot(x!, y!) < 3.5 ? 'yes' : 'no')) }); // prettier-ignore
  const accuracy = async (given: Table): Promise<unknown> =>
    (await runDefinition(requireStep('predict.logistic'), testContext(), { table: [given] }, { target: 'inside' })).accuracy; // prettier-ignore
  expect(await accuracy(ring)).toBeLessThan(0.7);
  expect(await accuracy((await run(ring, { keep: true, gamma: 0.1 })).waves)).toBeGreaterThan(0.95);
});

it('keeps the key, gives new rows the same waves, and chooses the nearness by the spread', async () => {
  const { waves, gamma, model } = await run(table, { nWaves: 3 });
  expect(waves.columns.map(({ name }) => name)).toEqual(['customer_id', 'wave_1', 'wave_2', 'wave_3']);
  const spread = Object.values(columns).reduce((sum, own) => {
    const mean = own.reduce((all, value) => all + value, 0) / n;
    return sum + own.reduce((all, value) => all + (value - mean) ** 2, 0) / n;
  }, 0);
  expect(gamma).toBeCloseTo(1 / spread, 10);
  const few = table.take(Int32Array.of(7));
  const applied = (await runDefinition(requireStep('transform.random-features:apply'), testContext(), { table: [few], model: [model] }, {})) as { waves: Table }; // prettier-ignore
  expect(cells(applied.waves, 'wave_2')[0]).toBe(cells(waves, 'wave_2')[7]);
  expect((await run(tableOf({ a: [1, 1, 1] }))).gamma).toBe(1);
  await expect(run(tableOf({ a: [1, null] }))).rejects.toMatchObject({ code: 'missing-values' });
});
