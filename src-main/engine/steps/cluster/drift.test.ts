import { expect, it } from 'vitest';
import type { BarsFigure, HeatmapFigure, SankeyFigure } from '../../../contract/figure.ts';
import { formatText } from '../../../contract/text.ts';
import type { Table } from '../../table/table.ts';
import { requireStep, runDefinition } from '../registry.ts';
import { cells, tableOf, testContext } from '../testing.ts';
import { stabilityIndexOf } from './drift-measures.ts';

const of = (keys: string[], cluster: (number | null)[], more: Record<string, number[]> = {}) =>
  tableOf({ customer_id: { values: keys, role: 'customerId' }, cluster, ...more }, { entity: 'customer' });
const run = (inputs: Record<string, Table[]>, context = testContext()) =>
  runDefinition(requireStep('cluster.drift'), context, inputs, {});
const titleOf = (figure: unknown): string => {
  const { text, values } = (figure as HeatmapFigure).title;
  return formatText(text, values, 'en');
};

const before = of(['甲', 'b', 'c', 'd', 'e', 'f'], [0, 0, 0, 0, 1, 1]);
const after = of(['f', '甲', 'b', 'c', 'd', 'g'], [1, 0, 1, 1, 0, 1]);

it('says who moved, joined and left', async () => {
  const out = await run({ before: [before], after: [after] });
  const movers = out.movers as Table;
  expect(movers.entity).toBe('customer');
  expect(cells(movers, 'customer_id')).toEqual(['b', 'c', 'e', 'g']);
  expect(cells(movers, 'before')).toEqual(['0', '0', '1', null]);
  expect(cells(movers, 'after')).toEqual(['1', '1', null, '1']);
  expect(out.moved).toBe(2 / 5);
  const { values, rows } = out.migration as HeatmapFigure;
  expect(rows.length).toBe(3);
  expect([...values]).toEqual([0.5, 0.5, 0, 0, 0.5, 0.5, 0, 1, 0]);
  expect(titleOf(out.migration)).toBe('40% of those in both periods moved; the most from cluster 0 to cluster 1');
  expect(cells(out.everyone as Table, 'customer_id')).toEqual(['甲', 'b', 'c', 'd', 'e', 'f', 'g']);
  expect(cells(out.everyone as Table, 'after')).toEqual(['0', '1', '1', '0', null, '1', '1']);
  expect(titleOf(out.flow)).toBe('3 stayed, 2 moved, 1 joined and 1 left');
  const { flows, from, to } = out.flow as SankeyFigure;
  expect(flows).toEqual([
    { from: 0, to: 0, count: 2 },
    { from: 0, to: 1, count: 2 },
    { from: 1, to: 1, count: 1 },
    { from: 1, to: 2, count: 1 },
    { from: 2, to: 1, count: 1 },
  ]);
  expect([from, to].map(({ groups }) => groups.map(({ values: own }) => own))).toEqual([
    [['0'], ['1'], []],
    [['0'], ['1'], []],
  ]);
  expect(titleOf(out.sizes)).toBe('Cluster 0 shrank from 66.7% to 33.3% of all');
  expect((out.sizes as BarsFigure).series.map(({ values: shares }) => [...shares])).toEqual([
    [4 / 6, 2 / 6],
    [2 / 6, 4 / 6],
  ]);
  const changes = out.changes as Table;
  expect(cells(changes, 'rows_after')).toEqual([2, 4]);
  expect(cells(changes, 'stayed')).toEqual([0.5, 0.5]);
  expect(out.shifts).toBeNull();
});

it('works out the stability index', () => {
  const index = (1 / 3 - 2 / 3) * Math.log(1 / 2) + (2 / 3 - 1 / 3) * Math.log(2);
  expect(stabilityIndexOf(Float64Array.of(4, 2), Float64Array.of(2, 4))).toBeCloseTo(index, 12);
  expect(stabilityIndexOf(Float64Array.of(1, 1), Float64Array.of(50, 50))).toBe(0);
  expect(stabilityIndexOf(Float64Array.of(1, 0), Float64Array.of(1, 1))).toBeLessThan(10);
  expect(stabilityIndexOf(new Float64Array(2), Float64Array.of(1, 1))).toBeNaN();
});

it('measures how centres shifted, in standard deviations before', async () => {
  const keys = ['a', 'b', 'c', 'd'];
  const clusters = of(keys, [0, 0, 1, 1]);
  const first = of(keys, [9, 9, 9, 9], { visits: [1, 1, 3, 3], age: [30, 40, 30, 40] });
  const second = of(keys, [9, 9, 9, 9], { visits: [1, 1, 6, 8], age: [30, 40, 30, 40] });
  const out = await run({
    before: [clusters],
    after: [clusters],
    featuresBefore: [first.select(['customer_id', 'visits', 'age'])],
    featuresAfter: [second.select(['customer_id', 'visits', 'age'])],
  });
  expect([...(out.shifts as HeatmapFigure).values]).toEqual([0, 0, 4, 0]);
  expect(titleOf(out.shifts)).toBe('Cluster 1: visits went up by 4.0 standard deviations');
  expect(cells(out.changes as Table, 'shift')).toEqual([0, 4]);
  expect(cells(out.changes as Table, 'most_shifted')).toEqual(['visits', 'visits']);
  expect(out.stabilityIndex).toBe(0);
});

it('warns where one period’s features are missing, and survives clusters that are gone', async () => {
  const context = testContext();
  const out = await run({ before: [of(['a'], [3])], after: [of(['b'], [4])], featuresAfter: [after] }, context);
  expect(context.said.warnings.map(({ code }) => code)).toEqual(['noFeatures']);
  expect(out.moved).toBeNull();
  expect(cells(out.changes as Table, 'cluster')).toEqual(['3', '4']);
});

it('asks for tables with keys', async () => {
  const bare = tableOf({ cluster: [0, 1] });
  await expect(run({ before: [bare], after: [bare] })).rejects.toMatchObject({ code: 'wrong-entity' });
});
