import { expect, it } from 'vitest';
import type { HeatmapFigure, LineFigure, ScatterFigure } from '../../../contract/figure.ts';
import type { ClienteleError } from '../../../contract/errors.ts';
import { formatText, type Text } from '../../../contract/text.ts';
import { numberColumn } from '../../table/column.ts';
import { Table } from '../../table/table.ts';
import { requireStep, runDefinition } from '../registry.ts';
import { cells, readGolden, tableOf, testContext } from '../testing.ts';

const run = async (table: Table, parameters: Record<string, unknown> = {}) =>
  runDefinition(requireStep('project.pca'), testContext(), { table: [table] }, parameters);

const goldenPoints = (): Table =>
  new Table(
    Object.entries(readGolden('cluster.points')).map(([name, values]) =>
      numberColumn(name, Float64Array.from(values, Number)),
    ),
  );

it('agrees with scikit-learn in loadings, variances and rows', async () => {
  const golden = readGolden('project.pca');
  const out = await run(goldenPoints(), { nComponents: 4 });
  const loadings = out.loadings as HeatmapFigure;
  golden.loading?.forEach((value, i) => expect(loadings.values[i]).toBeCloseTo(Number(value), 9));
  const scree = out.scree as LineFigure;
  expect(scree.series[0]?.y.length).toBe(4);
  scree.series[0]?.y.forEach((share, c) => expect(share).toBeCloseTo(Number(golden.share?.[c * 4]), 9));
  expect(out.explained).toBeCloseTo(1, 12);
  for (const [name, values] of Object.entries(readGolden('project.pca.rows'))) {
    cells(out.components as Table, name).forEach((value, row) => expect(value).toBeCloseTo(Number(values[row]), 9));
  }
});

it('finds the one line that rows lie on', async () => {
  const table = tableOf(
    { id: { values: ['甲', 'b', 'c'], role: 'customerId' }, x: [0, 3, 6], y: [0, 4, 8] },
    { entity: 'customer' },
  );
  const out = await run(table, { nComponents: 2 });
  const components = out.components as Table;
  expect(cells(components, 'id')).toEqual(['甲', 'b', 'c']);
  [-5, 0, 5].forEach((value, row) => expect(cells(components, 'pc1')[row]).toBeCloseTo(value, 12));
  cells(components, 'pc2').forEach((value) => expect(value).toBeCloseTo(0, 12));
  expect(
    Array.from((out.loadings as HeatmapFigure).values.subarray(0, 2), (value) => Number(value.toFixed(12))),
  ).toEqual([0.6, 0.8]);
  const map = out.map as ScatterFigure;
  expect(formatText(map.title.text, map.title.values, 'en')).toBe('Two components show 100% of the differences');
});

it('points features out on the map, and says in words what each component means', async () => {
  const out = await run(tableOf({ x: [0, 3, 6], y: [0, 4, 8], still: [1, 1, 1] }), { nComponents: 2 });
  const { arrows } = out.map as ScatterFigure;
  expect(arrows?.map(({ name }) => name)).toEqual(['y', 'x']);
  expect(arrows![0]!.x / arrows![1]!.x).toBeCloseTo(4 / 3, 9);
  expect(cells(out.meanings as Table, 'rises_with')[0]).toBe('y (0.80), x (0.60)');
  expect(cells(out.meanings as Table, 'share')[0]).toBeCloseTo(1, 9);
});

it('gives no more components than features, and no map of one', async () => {
  const out = await run(tableOf({ x: [1, 2, 4] }));
  expect((out.components as Table).columns.map(({ name }) => name)).toEqual(['pc1']);
  expect(out.map).toBeNull();
});

it('survives rows that do not differ, and one row', async () => {
  for (const table of [tableOf({ x: [2, 2], y: [3, 3] }), tableOf({ x: [1], y: [2] })]) {
    const out = await run(table, { nComponents: 2 });
    expect(out.explained).toBe(0);
    expect(new Set(cells(out.components as Table, 'pc1'))).toEqual(new Set([0]));
  }
});

it('projects new rows on the old axes, and refuses missing values by column', async () => {
  const { model } = await run(tableOf({ x: [0, 3, 6], y: [0, 4, 8] }));
  const apply = (table: Table) =>
    runDefinition(requireStep('project.pca:apply'), testContext(), { model: [model], table: [table] }, {});
  const { components } = await apply(tableOf({ y: [12], x: [9] }));
  expect(cells(components as Table, 'pc1')[0]).toBeCloseTo(10, 12);
  await expect(apply(tableOf({ x: [1], y: [null] }))).rejects.toMatchObject({
    code: expect.stringMatching(/missing-values|model-mismatch/) as unknown,
  });
  await expect(run(tableOf({ x: [1, null], y: [1, 2] }))).rejects.toMatchObject({
    code: 'missing-values',
    values: { column: 'x', count: 1 },
  });
});

it('says what to do with a table of single orders', async () => {
  const lines = tableOf({
    id: { values: ['a', 'b'], role: 'customerId' },
    'price {each}': { values: [1, 2], role: 'price' },
  });
  const refused = await run(lines).catch((thrown: unknown) => thrown);
  expect(refused).toMatchObject({ code: 'no-usable-column' });
  const { en, zh } = (refused as ClienteleError).values.detail as Text;
  expect(formatText({ en, zh }, {}, 'en')).toContain('(price {each}) describe single orders');
  expect(zh).toContain('顾客特征');
});
