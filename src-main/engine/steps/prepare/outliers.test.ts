import { expect, it } from 'vitest';
import { formatText } from '../../../contract/text.ts';
import { numberColumn } from '../../table/column.ts';
import { Table } from '../../table/table.ts';
import { requireStep, runDefinition } from '../registry.ts';
import { cells, readGolden, tableOf, testContext } from '../testing.ts';

const run = async (table: Table, parameters: Record<string, unknown> = {}) => {
  const context = testContext();
  const outputs = await runDefinition(requireStep('prepare.outliers'), context, { table: [table] }, parameters);
  const said = context.said.warnings.map(({ text, values }) => formatText(text, values, 'en'));
  return { ...(outputs as { rows: Table; share: number | null; limits: Table; model: unknown }), said };
};

// Quartiles 2 and 4, so that 1.5 ranges reach from −1 to 7.
const orders = tableOf(
  { id: { values: ['a', 'b', '客', 'd', 'e', 'f'], role: 'customerId' }, paid: [1, 2, 3, 4, 100, null] },
  { entity: 'customer' },
);

it.each(['iqr', 'z', 'mad'])('agrees with numpy and scipy: %s', async (method) => {
  const golden = readGolden('prepare.outliers');
  const at = (part: string, column: string): number[] =>
    golden.part!.flatMap((name, i) => (name === part && golden.column![i] === column ? [i] : []));
  for (const name of ['plain', 'tailed']) {
    const values = Float64Array.from(at('given', name), (i) => (golden.low![i] === '' ? NaN : Number(golden.low![i])));
    const { limits } = await run(new Table([numberColumn(name, values)]), { method });
    const [expected = -1] = at(method, name);
    expect(cells(limits, 'low')[0]).toBeCloseTo(Number(golden.low![expected]), 10);
    expect(cells(limits, 'high')[0]).toBeCloseTo(Number(golden.high![expected]), 10);
  }
});

it('caps, drops and marks', async () => {
  const capped = await run(orders);
  expect(cells(capped.rows, 'paid')).toEqual([1, 2, 3, 4, 7, null]);
  expect([cells(capped.limits, 'above'), cells(capped.limits, 'below')]).toEqual([[1], [0]]);
  expect(capped.share).toBe(1 / 6);
  expect(cells((await run(orders, { action: 'drop' })).rows, 'id')).toEqual(['a', 'b', '客', 'd', 'f']);
  const marked = (await run(orders, { action: 'mark' })).rows;
  expect(cells(marked, 'is_outlier')).toEqual([false, false, false, false, true, false]);
  expect(cells(marked, 'n_outliers')).toEqual([0, 0, 0, 0, 1, 0]);
  expect(cells(marked, 'paid')).toEqual(cells(orders, 'paid'));
});

it('looks at one side alone where it is told to', async () => {
  const both = tableOf({ x: [-100, 1, 2, 3, 4, 5, 100] });
  expect(cells((await run(both, { side: 'high' })).rows, 'x')[0]).toBe(-100);
  expect(cells((await run(both, { side: 'low' })).rows, 'x')[6]).toBe(100);
});

it('measures new rows by the old limits', async () => {
  const { model } = await run(orders);
  const given = { model: [model], table: [tableOf({ paid: [-50, 5, 900, null], other: [1, 2, 3, 4] })] };
  const { rows } = await runDefinition(requireStep('prepare.outliers:apply'), testContext(), given, {});
  expect(cells(rows as Table, 'paid')).toEqual([-1, 5, 7, null]);
});

it('leaves columns without width alone, and says so', async () => {
  const mostly = tableOf({ same: [0, 0, 0, 0, 0, 0, 0, 9], constant: new Array<number>(8).fill(0.1) });
  for (const method of ['iqr', 'mad']) {
    const { rows, said } = await run(mostly, { method });
    expect(cells(rows, 'same')[7]).toBe(9);
    expect(said).toEqual(['Most rows of same, constant share one value, so nothing there counts as an outlier.']);
  }
  expect((await run(mostly, { method: 'z' })).said[0]).toContain('of constant share');
});

it('takes empty tables, missing columns and infinities', async () => {
  expect((await run(orders.take(new Int32Array(0)))).share).toBeNull();
  expect(cells((await run(tableOf({ x: [null, null] }))).rows, 'x')).toEqual([null, null]);
  const endless = new Table([numberColumn('x', Float64Array.of(1, 2, 3, 4, 5, Infinity))]);
  expect(cells((await run(endless)).rows, 'x')).toEqual([1, 2, 3, 4, 5, 7]);
  await expect(run(tableOf({ name: ['x'] }))).rejects.toMatchObject({ code: 'no-usable-column' });
});
