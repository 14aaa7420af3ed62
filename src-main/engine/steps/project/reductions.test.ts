import { describe, expect, it } from 'vitest';
import type { HeatmapFigure, ScatterFigure } from '../../../contract/figure.ts';
import { ClienteleError } from '../../../contract/errors.ts';
import { numberColumn, textColumn } from '../../table/column.ts';
import { Table } from '../../table/table.ts';
import { requireStep, runDefinition } from '../registry.ts';
import { cells, readGolden, tableOf, testContext, type TestContext } from '../testing.ts';

const golden = readGolden('cluster.points');

const points = (lift = 0, group: readonly (string | number)[] = []): Table =>
  new Table([
    ...Object.entries(golden).map(([name, values]) => {
      const least = lift ? Math.min(...values.map(Number)) : 0;
      return numberColumn(
        name,
        Float64Array.from(values, (value) => Number(value) - least),
      );
    }),
    ...(group.length > 0 ? [textColumn('group', group.map(String))] : []),
  ]);

const run = (
  id: string,
  table: Table,
  parameters: Record<string, unknown> = {},
  context: TestContext = testContext(),
) => runDefinition(requireStep(`project.${id}`), context, { table: [table] }, parameters);
const apply = (id: string, model: unknown, table: Table) =>
  runDefinition(requireStep(`project.${id}:apply`), testContext(), { model: [model], table: [table] }, {});

/** Compares rows on axes with a golden table of columns axis1 … */
function expectRows(out: Record<string, unknown>, prefix: string, name: string, digits: number): void {
  const rows = readGolden(`project.${name}`);
  const axes = Object.keys(rows).filter((column) => column.startsWith('axis'));
  expect((out.components as Table).columns.filter((column) => column.name.startsWith(prefix))).toHaveLength(
    axes.length,
  );
  for (const axis of axes) {
    const own = cells(out.components as Table, axis.replace('axis', prefix));
    rows[axis]!.forEach((value, row) => expect(own[row]).toBeCloseTo(Number(value), digits));
  }
}

function expectLoadings(out: Record<string, unknown>, name: string, digits: number): void {
  const columns = Object.values(readGolden(`project.${name}.loadings`));
  const { values } = out.loadings as HeatmapFigure;
  columns.forEach((column, j) => {
    column.forEach((value, k) => expect(values[k * columns.length + j]).toBeCloseTo(Number(value), digits));
  });
}

describe('agrees with scikit-learn', () => {
  it('on discriminants', async () => {
    const out = await run('lda', points(0, readGolden('project.lda').group));
    expectRows(out, 'discriminant', 'lda', 7);
    expect(cells(out.meanings as Table, 'share')[0]).toBeCloseTo(0.994673178462, 9);
    expect((out.map as ScatterFigure).color).toMatchObject({ column: 'group', as: 'category' });
  });

  it('on singular axes', async () => {
    const out = await run('svd', points(), { nComponents: 3 });
    expectRows(out, 'svd', 'svd', 8);
    expectLoadings(out, 'svd', 8);
  });

  it.each([
    ['factors', 'varimax'],
    ['factors.plain', 'none'],
  ])('on %s', async (name, rotation) => {
    const out = await run('factors', points(), { nComponents: 2, rotation });
    expectLoadings(out, name, 4);
    expectRows(out, 'factor', name, 3);
  });

  it('on independent sources', async () => {
    expectRows(await run('ica', points(), { nComponents: 3 }), 'source', 'ica', 5);
  });

  it('on parts that are never below zero', async () => {
    const out = await run('nmf', points(1), { nComponents: 2, equalWeight: false, maxIterations: 10_000 });
    const { values, columns } = out.loadings as HeatmapFigure;
    const d = columns.length;
    Object.values(readGolden('project.nmf')).forEach((product, c) => {
      const amounts = cells(out.components as Table, `part${c + 1}`);
      product.forEach((value, at) =>
        expect(Number(amounts[Math.floor(at / d)]) * values[c * d + (at % d)]!).toBeCloseTo(Number(value), 1),
      );
    });
    const whole = [...points(1).matrix(Object.keys(golden)).values].reduce((sum, value) => sum + value ** 2, 0);
    expect(out.explained).toBeCloseTo(1 - 745.17444808 / whole, 5);
  });

  it('on bent axes', async () => {
    const out = await run('kernel-pca', points(), { nComponents: 3, gamma: 0.1 });
    expectRows(out, 'bent', 'kernel-pca', 7);
  });
});

it('says in words what each axis means', async () => {
  const table = tableOf({ a: [0, 1, 2, 3, 9], b: [0, -1, -2, -3, -9], c: [1, 2, 1, 2, 1] });
  const out = await run('factors', table, { nComponents: 1 });
  const meanings = out.meanings as Table;
  expect(cells(meanings, 'axis')).toEqual(['factor1']);
  expect(cells(meanings, 'rises_with')[0]).toMatch(/^a \(1\.00\)$/);
  expect(cells(meanings, 'falls_with')[0]).toMatch(/^b \(-1\.00\)$/);
});

it('finds the two signals that were mixed', async () => {
  const first = Array.from({ length: 400 }, (_, i) => Math.sign(Math.sin(i / 7)));
  const second = Array.from({ length: 400 }, (_, i) => ((i % 37) / 18 - 1) ** 3);
  const mixed = tableOf({ x: first.map((a, i) => a + second[i]!), y: first.map((a, i) => 2 * a - second[i]!) });
  const { components } = await run('ica', mixed, { nComponents: 2 });
  const square = ['source1', 'source2'].map((name) => cells(components as Table, name).map(Number));
  const likeness = square.map((own) => Math.abs(own.reduce((sum, value, i) => sum + value * first[i]!, 0)) / 400);
  expect(Math.max(...likeness)).toBeGreaterThan(0.99);
});

describe.each(['svd', 'factors', 'ica', 'nmf', 'kernel-pca', 'lda'])('%s', (id) => {
  const group = { values: ['甲', 'b', '甲', 'b', '甲', 'b', '甲', 'b'] };

  it('places new rows as it placed the old ones, without what was only needed to fit', async () => {
    const table = tableOf(
      {
        id: { values: ['k1', 'k2', 'k3', 'k4', 'k5', 'k6', 'k7', 'k8'], role: 'customerId' },
        x: [1, 4, 2, 8, 5, 7, 3, 6],
        y: [2, 1, 4, 3, 8, 6, 7, 5],
        z: [5, 5, 1, 1, 2, 9, 2, 2],
        group,
      },
      { entity: 'customer' },
    );
    const out = await run(id, table, { nComponents: 1 });
    const before = out.components as Table;
    const name = before.columns.find((column) => column.name.endsWith('1'))!.name;
    const { components } = await apply(id, out.model, tableOf({ z: [1, 5], y: [4, 2], x: [2, 1] }));
    const again = cells(components as Table, name);
    expect(again[0]).toBeCloseTo(Number(cells(before, name)[2]), 6);
    expect(again[1]).toBeCloseTo(Number(cells(before, name)[0]), 6);
  });

  it('ends in numbers or a plain error, whatever the table', async () => {
    for (const x of [
      [],
      [1],
      [2, 2, 2, 2, 2, 2, 2, 2],
      [1e300, -1e300, 5, 5, 5, 5, 5, 5],
      [0, 0, 0, 0, 0, 0, 0, 1e-300],
    ]) {
      const table = tableOf({ x, y: x.map((value) => value * 2), group: group.values.slice(0, x.length) });
      const out = await run(id, table).catch((thrown: unknown) => thrown);
      if (out instanceof ClienteleError) {
        expect(['no-usable-column', 'no-usable-rows', 'too-few-rows']).toContain(out.code);
        continue;
      }
      const { components } = out as { components: Table };
      for (const column of components.columns.filter(({ type }) => type === 'number'))
        expect(cells(components, column.name).every(Number.isFinite)).toBe(true);
    }
  });

  it('names the column that has a missing value', async () => {
    const refused = run(id, tableOf({ x: [1, null, 3], y: [1, 2, 4], group: ['a', 'b', 'a'] }));
    await expect(refused).rejects.toMatchObject({ code: 'missing-values', values: { column: 'x', count: 1 } });
  });
});

it('leaves out rows whose group is not known, and refuses one group', async () => {
  const table = tableOf({ x: [1, 2, 9, 10, 500], y: [1, 1, 2, 3, 9], group: ['a', 'a', 'b', 'b', null] });
  const without = await run('lda', table.take(Int32Array.of(0, 1, 2, 3)));
  const out = await run('lda', table);
  expect(cells(out.components as Table, 'discriminant1').slice(0, 4)).toEqual(
    cells(without.components as Table, 'discriminant1'),
  );
  await expect(run('lda', tableOf({ x: [1, 2], group: ['a', 'a'] }), { target: 'group' })).rejects.toMatchObject({
    code: 'no-usable-rows',
  });
});

it('measures features with values below zero from their least, and says so', async () => {
  const context = testContext();
  const { components } = await run('nmf', tableOf({ x: [-1, 2, 3, 5], y: [1, 2, 0, 4] }), { nComponents: 2 }, context);
  expect(context.said.warnings.map(({ code, values }) => [code, values])).toEqual([
    ['lifted', { columns: { list: ['x'] } }],
  ]);
  for (const name of ['part1', 'part2'])
    expect(cells(components as Table, name).every((value) => Number(value) >= 0)).toBe(true);
});
