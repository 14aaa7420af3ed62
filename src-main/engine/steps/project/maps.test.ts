import { describe, expect, it } from 'vitest';
import type { LineFigure, ScatterFigure } from '../../../contract/figure.ts';
import { formatText, type Message } from '../../../contract/text.ts';
import { seededRandom } from '../../maths/random.ts';
import type { Table } from '../../table/table.ts';
import { requireStep, runDefinition } from '../registry.ts';
import { cells, tableOf, testContext, type TestContext } from '../testing.ts';

/** Sooner than the defaults, and enough for small tables. */
const QUICK: Readonly<Record<string, Record<string, unknown>>> = {
  'project.umap': { epochs: 100, nNeighbours: 8 },
  'project.tsne': { perplexity: 8, earlyIterations: 100, iterations: 200 },
};

const NAMES = ['Küche', '茶具', 'Garden'];

/** Three groups of rows that are far from each other. */
function groups(nRows = 90): Table {
  const random = seededRandom(2);
  const group = Array.from({ length: nRows }, (_, row) => row % 3);
  const feature = (at: number): number[] => group.map((own) => (own === at ? 10 : 0) + random.normal());
  return tableOf(
    {
      id: { values: group.map((_, row) => `顾客${row}`), role: 'customerId' },
      a: feature(0),
      b: feature(1),
      c: feature(2),
      likes: group.map((own) => NAMES[own]!),
    },
    { entity: 'customer' },
  );
}

const say = ({ text, values }: Message): string => formatText(text, values ?? {}, 'en');

describe.each(Object.keys(QUICK))('%s', (id) => {
  const run = (
    table: Table,
    parameters: Record<string, unknown> = {},
    context: TestContext = testContext({ variant: 'simd' }),
  ) => runDefinition(requireStep(id), context, { table: [table] }, { ...QUICK[id], ...parameters });
  const place = (model: unknown, table: Table) =>
    runDefinition(requireStep(`${id}:apply`), testContext({ variant: 'simd' }), { model: [model], table: [table] }, {});
  const at = (out: Record<string, unknown>): [number, number][] => {
    const [x, y] = [cells(out.places as Table, 'map_x'), cells(out.places as Table, 'map_y')];
    return x.map((value, row) => [Number(value), Number(y[row])]);
  };

  it('keeps groups together, says how far it can be trusted, and colours by a chosen column', async () => {
    const context = testContext({ variant: 'simd' });
    const out = await run(groups(), { color: 'likes' }, context);
    const places = at(out);
    const nearest = places.map(([x, y], row) => {
      const apart = places.map(([u, v], other) => (other === row ? Infinity : Math.hypot(x - u, y - v)));
      return apart.indexOf(Math.min(...apart)) % 3;
    });
    expect(nearest).toEqual(places.map((_, row) => row % 3));
    expect(out.trust).toBeGreaterThan(0.85);
    expect((out.places as Table).columns.map(({ name }) => name)).toEqual(['id', 'map_x', 'map_y', 'likes']);
    const map = out.map as ScatterFigure;
    expect(map.color).toMatchObject({ column: 'likes', as: 'category' });
    expect(say(map.title)).toContain('trustworthy');
    expect((context.said.previews[0] as LineFigure).marksOnly).toBe(true);
    expect(context.said.warnings.every((warning) => warning.code === 'parts')).toBe(true);
  });

  it('places new rows among those that they are like, and known ones where they are', async () => {
    const table = groups();
    const out = await run(table);
    const fresh = tableOf({
      a: [10, 0, cells(table, 'a')[4] as number],
      b: [0, 10, cells(table, 'b')[4] as number],
      c: [0, 0, cells(table, 'c')[4] as number],
    });
    const known = at(out);
    const there = await place(out.model, fresh);
    expect(say((there.map as ScatterFigure).subtitle!)).toContain(
      '3 new rows placed beside their nearest on a map of 90',
    );
    const placed = at(there);
    expect(placed[2]).toEqual(known[4]);
    [0, 1].forEach((row) => {
      const [x, y] = placed[row]!;
      const apart = known.map(([u, v]) => Math.hypot(x - u, y - v));
      expect(apart.indexOf(Math.min(...apart)) % 3).toBe(row);
    });
    const alone = at(await place(out.model, fresh.take(Int32Array.of(1))));
    expect(alone[0]).toEqual(placed[1]);
  });

  it('lays out a sample of a larger table, places the rest, and says so', async () => {
    const out = await run(groups(150), { mostLandmarks: 100 });
    expect(at(out).flat().every(Number.isFinite)).toBe(true);
    expect(say((out.map as ScatterFigure).subtitle!)).toContain('100 rows laid out');
    expect(out.trust).toBeGreaterThan(0.8);
  });

  it('survives fewer rows than neighbours, one row, none, equal rows and huge values', async () => {
    for (const x of [[], [1], [1, 2], [3, 3, 3, 3, 3, 3], [1e300, -1e300, 2e299, 0], [1e-300, 2e-300, 3e-300]]) {
      const context = testContext({ variant: 'simd' });
      const out = await run(tableOf({ x, y: x.map(() => 7) }), {}, context);
      expect(at(out).flat().every(Number.isFinite)).toBe(true);
      expect(at(out)).toHaveLength(x.length);
      if (x.length > 0) expect(context.said.warnings[0]?.code).toBe('fewRows');
      if (x.length < 3) expect(out.trust).toBeNull();
    }
  });

  it('names the column that has a missing value, and ends when it is cancelled', async () => {
    await expect(run(tableOf({ x: [1, null, 3], y: [1, 2, 3] }))).rejects.toMatchObject({
      code: 'missing-values',
      values: { column: 'x', count: 1 },
    });
    const context = testContext({ variant: 'simd' });
    context.cancelAfter(50);
    await expect(run(groups(), {}, context)).rejects.toMatchObject({ code: 'cancelled' });
  });
});

it('says where no neighbour connects the rows', async () => {
  const context = testContext({ variant: 'simd' });
  const table = tableOf({ x: [0, 1, 2, 3, 4, 1000, 1001, 1002, 1003, 1004], y: [0, 1, 0, 1, 0, 1, 0, 1, 0, 1] });
  await runDefinition(requireStep('project.umap'), context, { table: [table] }, { nNeighbours: 3, epochs: 20 });
  expect(context.said.warnings.map((warning) => warning.code)).toEqual(['parts']);
  expect(say(context.said.warnings[0]!)).toContain('2 parts');
});
