import { afterAll, expect, it } from 'vitest';
import { cells, closeTestPools, tableOf, testContext } from '../testing.ts';
import { requireStep, runDefinition } from '../registry.ts';
import type { Table } from '../../table/table.ts';

const run = (table: Table, parameters = {}) =>
  runDefinition(requireStep('predict.baseline'), testContext(), { table: [table] }, parameters);

const x = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10];

afterAll(() => {
  closeTestPools();
});

it('gives everyone the shares of the training rows', async () => {
  const table = tableOf({ x, churned: ['no', 'no', 'yes', 'no', 'no', 'no', 'no', 'yes', 'no', 'no'] });
  const out = await run(table);
  const predictions = out.predictions as Table;
  expect(new Set(cells(predictions, 'probability'))).toEqual(new Set([0.2]));
  expect(new Set(cells(predictions, 'predicted'))).toEqual(new Set(['no']));
  expect([out.accuracy, out.rocAuc, out.rmse]).toEqual([0.8, 0.5, null]);
});

it('gives everyone the mean or the median of a number', async () => {
  const table = tableOf({ x: [...x.slice(0, 9), 100], other: x });
  const of = async (middle: string) =>
    cells((await run(table, { target: 'x', middle })).predictions as Table, 'predicted')[0];
  expect(await of('mean')).toBe(14.5);
  expect(await of('median')).toBe(5.5);
});
