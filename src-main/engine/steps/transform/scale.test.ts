import { expect, it } from 'vitest';
import { numberColumn } from '../../table/column.ts';
import { Table } from '../../table/table.ts';
import { requireStep, runDefinition } from '../registry.ts';
import { cells, readGolden, tableOf, testContext } from '../testing.ts';

const METHODS = ['zscore', 'minmax', 'robust', 'log', 'auto'] as const;
const BENT = ['power', 'quantile', 'normal'] as const;

const run = async (table: Table, parameters: Record<string, unknown> = {}) =>
  runDefinition(requireStep('transform.scale'), testContext(), { table: [table] }, parameters);
const scaledBy = async (table: Table, parameters: Record<string, unknown> = {}): Promise<Table> =>
  (await run(table, parameters)).scaled as Table;

function goldenTable(file: string): {
  table: Table;
  expected: (method: string, column: string) => (string | number)[];
} {
  const golden = readGolden(file);
  const names = [...new Set(golden.column)].map(String);
  const ofColumn = (values: readonly (string | number)[] = [], name: string) =>
    values.filter((_, i) => golden.column?.[i] === name);
  const columns = names.map((name) => {
    const values = Float64Array.from(ofColumn(golden.given, name), (cell) => (cell === '' ? NaN : Number(cell)));
    return numberColumn(name, values, { unit: name.startsWith('share') ? 'share' : null });
  });
  return { table: new Table(columns), expected: (method, name) => ofColumn(golden[method], name) };
}

it.each([...METHODS, ...BENT])('agrees with scikit-learn: %s', async (method) => {
  const isBent = BENT.includes(method as (typeof BENT)[number]);
  const { table, expected } = goldenTable(isBent ? 'transform.scale.bent' : 'transform.scale');
  // The best power of a column is found to eight digits.
  const digits = method === 'power' ? 6 : 9;
  const scaled = await scaledBy(table, { method, fillMissing: false });
  for (const { name } of table.columns) {
    expected(method, name).forEach((value, row) => {
      const own = cells(scaled, name)[row];
      if (value === '') expect(own, `${name} ${row}`).toBeNull();
      else expect(own, `${name} ${row}`).toBeCloseTo(Number(value), digits);
    });
  }
});

it('scales as on paper', async () => {
  const table = tableOf(
    { id: { values: ['客a', 'b', 'c', 'd', 'e'], role: 'customerId' }, x: [0, 10, 20, 30, 140] },
    { entity: 'customer' },
  );
  expect(cells(await scaledBy(table, { method: 'minmax' }), 'x')).toEqual([0, 1 / 14, 1 / 7, 3 / 14, 1]);
  expect(cells(await scaledBy(table, { method: 'robust' }), 'x')).toEqual([-1, -0.5, 0, 0.5, 6]); // median 20, quartiles 10 and 30
  expect(cells(await scaledBy(table, { method: 'robust', limit: 2 }), 'x')).toEqual([-1, -0.5, 0, 0.5, 2]);
  expect(cells(await scaledBy(table), 'id')).toEqual(['客a', 'b', 'c', 'd', 'e']);
});

it('keeps the proportions of shares, and takes logarithms of long tails alone', async () => {
  const share = (name: string, values: number[]) => numberColumn(name, Float64Array.from(values), { unit: 'share' });
  const table = new Table([
    share('large', [0, 1]),
    share('small', [0, 0.0001]),
    numberColumn('plain', Float64Array.of(-5, 5)),
  ]);
  const scaled = await scaledBy(table, { method: 'auto' });
  const half = (name: string): number => Number(cells(scaled, name)[1]);
  expect(half('large') / half('small')).toBeCloseTo(100, 9); // √1 : √0.0001
  expect((half('large') ** 2 + half('small') ** 2) / 2).toBeCloseTo(1, 9); // a typical share has spread 1
  expect(half('plain')).toBe(1);
});

it('multiplies what was scaled and cut by the weights given, then and when applied', async () => {
  const weights = tableOf({ feature: ['x', 'other', 'y', null], weight: [0.5, 9, null, 7] });
  const table = tableOf({ x: [0, 10], y: [0, 10], z: [0, 10] });
  const parameters = { method: 'zscore', limit: 0.8 };
  const given = { table: [table], weights: [weights] };
  const { scaled, model } = await runDefinition(requireStep('transform.scale'), testContext(), given, parameters);
  const columns = (of: unknown) => ['x', 'y', 'z'].map((name) => cells(of as Table, name));
  expect(columns(scaled)).toEqual([[-0.4, 0.4], [-0.8, 0.8], [-0.8, 0.8]]); // prettier-ignore
  const again = { model: [model], table: [table] };
  const applied = await runDefinition(requireStep('transform.scale:apply'), testContext(), again, {});
  expect(columns(applied.scaled)).toEqual(columns(scaled));
});

it('measures new rows by the old scale', async () => {
  const { model } = await run(tableOf({ x: [0, 10] }), { method: 'minmax' });
  const { scaled } = await runDefinition(
    requireStep('transform.scale:apply'),
    testContext(),
    { model: [model], table: [tableOf({ other: [1, 2], x: [20, 5] })] },
    {},
  );
  expect((scaled as Table).columns.map(({ name }) => name)).toEqual(['x']);
  expect(cells(scaled as Table, 'x')).toEqual([2, 0.5]);
});

it('turns constant, one-row and missing columns into the middle', async () => {
  for (const method of [...METHODS, ...BENT]) {
    const middle = method === 'minmax' || method === 'quantile' ? 0.5 : 0;
    const odd = await scaledBy(
      tableOf({ constant: [0.1, 0.1, 0.1], missing: [null, null, null], some: [1, null, 3] }),
      { method },
    );
    expect(cells(odd, 'constant'), method).toEqual([0, 0, 0]);
    expect(cells(odd, 'missing'), method).toEqual([middle, middle, middle]);
    expect(cells(odd, 'some')[1], method).toBe(middle);
    expect(cells(await scaledBy(tableOf({ x: [7] }), { method }), 'x'), method).toEqual([0]);
    expect((await scaledBy(new Table([numberColumn('x', new Float64Array(0))]), { method })).nRows).toBe(0);
  }
});

it('bends columns with huge and constant values, and keeps new ones on the scale', async () => {
  const huge = tableOf({ x: [1e300, -1e300, 5, 0, null], few: [1, 1, 1, 1, 2] });
  for (const method of BENT) {
    const scaled = await scaledBy(huge, { method });
    for (const name of ['x', 'few'])
      for (const value of cells(scaled, name)) expect(Number.isFinite(value), `${method} ${name}`).toBe(true);
  }
  const { model } = await run(tableOf({ x: [0, 1, 2] }), { method: 'normal' });
  const given = { model: [model], table: [tableOf({ x: [-100, 1, 100] })] };
  const { scaled } = await runDefinition(requireStep('transform.scale:apply'), testContext(), given, {});
  const [low, middle, high] = cells(scaled as Table, 'x').map(Number);
  expect(middle).toBeCloseTo(0, 12);
  expect(high).toBeCloseTo(5.19933758, 6); // one row in ten million lies beyond
  expect(low).toBeCloseTo(-5.19933758, 6);
});

it('refuses a table without numbers, and a column that is not there', async () => {
  await expect(run(tableOf({ name: ['a'] }))).rejects.toMatchObject({ code: 'no-usable-column' });
  await expect(run(tableOf({ x: [1] }), { features: ['y'] })).rejects.toMatchObject({
    code: 'missing-column',
    values: { column: 'y' },
  });
});
