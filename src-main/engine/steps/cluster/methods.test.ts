import { afterAll, describe, expect, it } from 'vitest';
import type { HeatmapFigure, LineFigure } from '../../../contract/figure.ts';
import { formatText } from '../../../contract/text.ts';
import { seededRandom } from '../../maths/random.ts';
import type { Table } from '../../table/table.ts';
import { requireStep, runDefinition } from '../registry.ts';
import { cells, closeTestPools, tableOf, testContext, type TestContext } from '../testing.ts';
import { sameGrouping } from './fixtures.ts';

afterAll(closeTestPools);

const random = seededRandom(6);
const CENTRES = [
  [0, 0],
  [12, 0],
  [0, 12],
] as const;
const truth = Array.from({ length: 180 }, (_, i) => i % 3);

/** Three round groups of customers, who also live in a town by group. */
const table = tableOf(
  {
    customer_id: { values: truth.map((_, i) => `顾客${i}`), role: 'customerId' },
    a: truth.map((group) => CENTRES[group]![0] + random.normal()),
    b: truth.map((group) => CENTRES[group]![1] + random.normal()),
    town: truth.map((group, i) => (i % 20 === 0 ? null : ['Köln', '上海', 'Bonn'][group]!)),
  },
  { entity: 'customer' },
);
const fresh = tableOf({ a: [0.1, 12.1, -0.1], b: [0.1, -0.2, 11.8], town: ['Köln', '上海', 'Bonn'] });

const run = (
  id: string,
  parameters: Record<string, unknown> = {},
  given: Table = table,
  context: TestContext = testContext(),
) => runDefinition(requireStep(id), context, { table: [given] }, parameters);
const apply = (id: string, model: unknown, given: Table) =>
  runDefinition(requireStep(`${id}:apply`), testContext(), { model: [model], table: [given] }, {});
const clustersOf = (out: Record<string, unknown>): number[] => cells(out.clusters as Table, 'cluster').map(Number);
const titleOf = (figure: unknown): string => {
  const { text, values } = (figure as LineFigure).title;
  return formatText(text, values, 'en');
};

describe.each([
  ['cluster.kmedoids', { nClusters: 3 }],
  ['cluster.kmedoids', { nClusters: 3, distance: 'gower' }],
  ['cluster.bisecting', { nClusters: 3 }],
  ['cluster.minibatch', { nClusters: 3, batchRows: 64 }],
  ['cluster.birch', { nClusters: 3 }],
  ['cluster.optics', {}],
  ['cluster.spectral', { nClusters: 3 }],
  ['cluster.leiden', { resolution: 0.5, nNeighbours: 20 }],
  ['cluster.som', { nClusters: 3, width: 5, height: 4 }],
  ['cluster.kprototypes', { nClusters: 3 }],
])('%s %j', (id, parameters) => {
  it('finds three groups that anyone sees, and says of new rows which they are in and how sure it is', async () => {
    const out = await run(id, parameters);
    const found = clustersOf(out);
    const inside = found.flatMap((cluster, row) => (cluster < 0 ? [] : [row]));
    expect(inside.length).toBeGreaterThanOrEqual(150);
    expect(
      sameGrouping(
        inside.map((row) => found[row]),
        inside.map((row) => truth[row]),
      ),
    ).toBe(true);
    const certainty = cells(out.clusters as Table, 'certainty').map(Number);
    expect(certainty.every((own) => own >= 0 && own <= 1)).toBe(true);
    expect(Math.max(...certainty)).toBeGreaterThan(0.8);
    const applied = await apply(id, out.model, fresh);
    const example = (group: number): number | undefined => found[inside.find((row) => truth[row] === group)!];
    expect(clustersOf(applied)).toEqual([example(0), example(1), example(2)]);
    // What was found of a row does not hang on the rows beside it.
    const first = await apply(id, out.model, table.take(Int32Array.of(0, 1, 2)));
    expect(clustersOf(first)).toEqual(found.slice(0, 3));
  });
});

it.each(['cluster.kmedoids', 'cluster.bisecting', 'cluster.minibatch', 'cluster.spectral', 'cluster.kprototypes'])(
  '%s refuses fewer rows than clusters by name',
  async (id) => {
    await expect(run(id, { nClusters: 3 }, tableOf({ a: [1, 2], b: [0, 0] }))).rejects.toMatchObject({
      code: 'too-few-rows',
      values: { needed: 3, got: 2, parameter: 'nClusters' },
    });
  },
);

it('names typical rows of the table itself', async () => {
  const { typical } = (await run('cluster.kmedoids', { nClusters: 3 })) as { typical: Table };
  expect(typical.entity).toBe('customer');
  const keys = cells(typical, 'customer_id').map(String);
  const all = cells(table, 'customer_id').map(String);
  keys.forEach((key, i) => {
    const row = all.indexOf(key);
    expect(cells(typical, 'a')[i]).toBe(cells(table, 'a')[row]);
    // Within one of the middle of its group.
    expect(
      Math.hypot(
        Number(cells(typical, 'a')[i]) - CENTRES[truth[row]!]![0],
        Number(cells(typical, 'b')[i]) - CENTRES[truth[row]!]![1],
      ),
    ).toBeLessThan(1);
  });
  expect(cells(typical, 'rows')).toEqual([60, 60, 60]);
});

it('groups by categories alone, a value that was never seen among them', async () => {
  const out = await run('cluster.kprototypes', { nClusters: 3, compare: 'categories', categories: ['town'] });
  const known = truth.flatMap((_, row) => (row % 20 === 0 ? [] : [row]));
  const found = clustersOf(out);
  expect(
    sameGrouping(
      known.map((row) => found[row]),
      known.map((row) => truth[row]),
    ),
  ).toBe(true);
  expect(cells(out.prototypes as Table, 'town').toSorted()).toEqual(['Bonn', 'Köln', '上海']);
  const applied = await apply('cluster.kprototypes', out.model, tableOf({ a: [0], b: [0], town: ['Paris'] }));
  expect(cells(applied.clusters as Table, 'certainty')).toEqual([0]);
});

it('gives the middle of a group in the units of the table', async () => {
  const { prototypes } = (await run('cluster.kprototypes', { nClusters: 3 })) as { prototypes: Table };
  const a = cells(prototypes, 'a')
    .map(Number)
    .toSorted((x, y) => x - y);
  expect(Math.abs(a[2]! - 12)).toBeLessThan(0.5);
});

it('leaves out what no valley holds, and draws the valleys', async () => {
  const far = tableOf({
    a: [...cells(table, 'a').map(Number), 200, -300],
    b: [...cells(table, 'b').map(Number), 200, 100],
  });
  const out = await run('cluster.optics', {}, far);
  expect(clustersOf(out).slice(-2)).toEqual([-1, -1]);
  expect(titleOf(out.reach)).toMatch(/^3 valleys are clusters; \d+% of the rows lie in none$/);
});

it('shows where the eigenvalues part', async () => {
  const out = await run('cluster.spectral', { nClusters: 3 });
  expect(titleOf(out.eigenvalues)).toBe('The widest gap comes after 3 eigenvalues; 3 clusters were asked for');
});

it('draws the net of cells with its rows', async () => {
  const out = await run('cluster.som', { nClusters: 3, width: 5, height: 4 });
  const hits = out.hits as HeatmapFigure;
  expect([hits.columns.length, hits.rows.length]).toEqual([5, 4]);
  expect(hits.values.reduce((sum, rows) => sum + rows, 0)).toBe(180);
  expect(cells(out.clusters as Table, 'cell_across').every((cell) => Number(cell) >= 1 && Number(cell) <= 5)).toBe(
    true,
  );
  expect(titleOf(out.gaps)).toMatch(/^The widest gap is/);
});

it('warns where a given radius makes too many small groups', async () => {
  const wide = tableOf({ a: Array.from({ length: 5200 }, (_, i) => i * 1000) });
  const context = testContext({ variant: 'simd' });
  const out = await run('cluster.birch', { nClusters: 2, radius: 0.001 }, wide, context);
  expect(context.said.warnings.map(({ code }) => code)).toContain('widened');
  expect(new Set(clustersOf(out)).size).toBe(2);
});

it('stops when cancelled', async () => {
  for (const id of [
    'kmedoids',
    'bisecting',
    'minibatch',
    'birch',
    'optics',
    'spectral',
    'leiden',
    'som',
    'kprototypes',
  ]) {
    const context = testContext();
    context.cancelAfter(0);
    await expect(run(`cluster.${id}`, {}, table, context)).rejects.toMatchObject({ code: 'cancelled' });
  }
});
