import { afterAll, expect, it } from 'vitest';
import { formatText } from '../../../contract/text.ts';
import { adjustedRand } from '../../maths/cluster-indices.ts';
import { seededRandom } from '../../maths/random.ts';
import type { Table } from '../../table/table.ts';
import { requireStep, runDefinition } from '../registry.ts';
import { cells, closeTestPools, tableOf, testContext } from '../testing.ts';

afterAll(closeTestPools);

const random = seededRandom(8);
const n = 180;
/** Three groups on a plane, bent into six features; and a column that says nothing. */
const group = Array.from({ length: n }, (_, i) => i % 3);
const plane = group.map((own) => [own * 1.5 + 0.2 * random.normal(), (own === 1 ? 1.5 : 0) + 0.2 * random.normal()]);
const table = tableOf(
  {
    customer_id: { values: group.map((_, i) => `顾客${i}`), role: 'customerId' },
    ...Object.fromEntries(
      Array.from({ length: 6 }, (_, j) => [`f${j}`, plane.map(([u, v]) => Math.sin(0.5 * u! * Math.cos(j) + 0.5 * v! * Math.sin(j)) + 0.02 * random.normal())]),
    ),
    flat: new Array<number>(n).fill(3),
  },
  { entity: 'customer' },
); // prettier-ignore
const given = { nClusters: 3, codeSize: 2, hiddenLayers: 1, hiddenSize: 16, pretraining: 30, epochs: 8, batchSize: 64 };

async function run(rows: Table, parameters: Record<string, unknown> = {}, context = testContext()) {
  const outputs = await runDefinition(requireStep('cluster.deep'), context, { table: [rows] }, { ...given, ...parameters }); // prettier-ignore
  const said = context.said.warnings.map(({ text, values }) => formatText(text, values, 'en'));
  return { ...(outputs as { clusters: Table; codes: Table; moved: number; agreement: number; model: unknown }), said };
}

it('finds groups that are bent into more features, sharper with each epoch, and gives new rows their cluster', async () => {
  const context = testContext();
  const { clusters, codes, moved, said, model } = await run(table, {}, context);
  const found = cells(clusters, 'cluster').map(Number);
  expect(adjustedRand(found, group)).toBeGreaterThan(0.95);
  expect(moved).toBeLessThan(0.05);
  expect(said.join()).toContain('Left out, because its value never changes: flat');
  expect(codes.columns.map(({ name }) => name)).toEqual(['customer_id', 'code_1', 'code_2']);
  expect(context.said.progress.every((share, i, all) => i === 0 || share >= all[i - 1]!)).toBe(true);
  const few = table.take(Int32Array.of(5, 0, 4));
  const applied = await runDefinition(requireStep('cluster.deep:apply'), testContext(), { table: [few], model: [model] }, {}); // prettier-ignore
  expect(cells((applied as { clusters: Table }).clusters, 'cluster')).toEqual([found[5], found[0], found[4]]);
});

it('goes on from what it kept to the same clusters, and refuses what it cannot learn from', async () => {
  // Rows without groups change theirs for long.
  const strewn = tableOf(Object.fromEntries(['a', 'b', 'c'].map((name) => [name, group.map(() => random.normal())])));
  const cut = testContext();
  let saves = 0;
  const training = run(strewn, {}, {
    ...cut,
    checkpoint: {
      load: () => Promise.resolve(null),
      save(bytes) {
        if (++saves === 1) cut.cancelAfter(0);
        return cut.checkpoint.save(bytes);
      },
    },
  }); // prettier-ignore
  await expect(training).rejects.toMatchObject({ code: 'cancelled' });
  const resumed = testContext();
  resumed.kept = cut.kept;
  const rest = await run(strewn, {}, resumed);
  expect(cells(rest.clusters, 'certainty')).toEqual(cells((await run(strewn)).clusters, 'certainty'));
  await expect(run(table.take(Int32Array.of(1, 2, 3)))).rejects.toMatchObject({ code: 'too-few-rows' });
  await expect(run(tableOf({ x: new Array<number>(30).fill(1) }))).rejects.toMatchObject({ code: 'no-usable-column' });
});
