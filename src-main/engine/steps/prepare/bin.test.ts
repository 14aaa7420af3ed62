import { expect, it } from 'vitest';
import { numberColumn } from '../../table/column.ts';
import { Table } from '../../table/table.ts';
import { requireStep, runDefinition } from '../registry.ts';
import { cells, readGolden, tableOf, testContext } from '../testing.ts';

const run = async (table: Table, parameters: Record<string, unknown> = {}) => {
  const outputs = await runDefinition(requireStep('prepare.bin'), testContext(), { table: [table] }, parameters);
  return outputs as { binned: Table; bins: Table; model: unknown };
};

const golden = readGolden('prepare.bin');
const part = (column: string, wanted: string) => golden[column]!.filter((_, i) => golden.part![i] === wanted);
const given = tableOf({
  value: part('value', 'given').map(Number),
  amount: part('amount', 'given').map(Number),
  group: part('group', 'given').map(String),
});

it.each([
  ['uniform', { method: 'width', nBins: 5 }],
  ['quantile', { method: 'quantile', nBins: 5 }],
  ['amount', { method: 'target', target: 'amount', nBins: 5 }],
  ['group', { method: 'target', target: 'group', nBins: 4 }],
])('cuts where scikit-learn cuts: %s', async (expected, parameters) => {
  const { bins } = await run(given, { ...parameters, columns: ['value'] });
  const cuts = cells(bins, 'high').slice(0, -1).map(Number);
  const edges = part('value', expected).map(Number);
  expect(cuts.length).toBe(edges.length);
  cuts.forEach((cut, i) => expect(cut).toBeCloseTo(edges[i]!, 6)); // a tree's edges pass through single precision
  expect(cells(bins, 'rows').reduce((sum: number, n) => sum + Number(n), 0)).toBe(80);
});

const paid = tableOf({
  id: { values: ['a', '客', 'c', 'd', 'e'], role: 'customerId' },
  paid: [0, 10, 20, -20, null],
});

it('names ranges, which hold their lower edge', async () => {
  const { binned, bins } = await run(paid, { method: 'width', nBins: 4 });
  expect(cells(binned, 'paid_bin')).toEqual(['0 … 10', '≥ 10', '≥ 10', '< −10', null]);
  expect(cells(bins, 'range')).toEqual(['< −10', '−10 … 0', '0 … 10', '≥ 10']);
  expect(cells(bins, 'rows')).toEqual([1, 0, 1, 2]);
  const numbers = (await run(paid, { method: 'width', nBins: 4, write: 'number', keep: false })).binned;
  expect(cells(numbers, 'paid')).toEqual([2, 3, 3, 0, null]);
});

it('cuts new rows at the old edges', async () => {
  const { model } = await run(paid, { method: 'width', nBins: 2, write: 'number' });
  const fresh = { model: [model], table: [tableOf({ paid: [-1e300, 0, 1e300, null] })] };
  const { binned } = await runDefinition(requireStep('prepare.bin:apply'), testContext(), fresh, {});
  expect(cells(binned as Table, 'paid_bin')).toEqual([0, 1, 1, null]);
});

it('makes fewer ranges of values that repeat, and tells near edges apart', async () => {
  const most = await run(tableOf({ x: [0, 0, 0, 0, 0, 0, 0, 1, 2, 3] }), { nBins: 5 });
  expect(cells(most.bins, 'range')).toEqual(['< 1.2', '≥ 1.2']); // quintiles 0 0 0 1.2
  const near = await run(new Table([numberColumn('x', Float64Array.of(1e6 + 1, 1e6 + 2, 1e6 + 3, 1e6 + 4))]), {
    nBins: 4,
  });
  expect(new Set(cells(near.bins, 'range')).size).toBe(4);
});

it('makes one range where there is nothing to cut', async () => {
  for (const method of ['quantile', 'width', 'target']) {
    const flat = tableOf({ x: [7, 7, 7], none: [null, null, null], y: [1, 2, 3] });
    const { bins } = await run(flat, { method, target: 'y', columns: ['x', 'none'] });
    expect(cells(bins, 'range'), method).toEqual(['−∞ … ∞', '−∞ … ∞']);
    expect((await run(flat.take(new Int32Array(0)), { method, target: 'y', columns: ['x'] })).binned.nRows).toBe(0);
  }
  await expect(run(paid, { method: 'target' })).rejects.toMatchObject({ code: 'missing-role' });
});
