import { expect, it } from 'vitest';
import { formatText } from '../../../contract/text.ts';
import { numberColumn } from '../../table/column.ts';
import { Table } from '../../table/table.ts';
import { requireStep, runDefinition } from '../registry.ts';
import { cells, readGolden, tableOf, testContext } from '../testing.ts';

const run = async (table: Table, parameters: Record<string, unknown> = {}) => {
  const context = testContext();
  const outputs = await runDefinition(requireStep('prepare.impute'), context, { table: [table] }, parameters);
  const said = context.said.warnings.map(({ text, values }) => formatText(text, values, 'en'));
  return { ...(outputs as { filled: Table; nFilled: number; fills: Table; model: unknown }), said };
};

const apply = async (model: unknown, table: Table) => {
  const given = { model: [model], table: [table] };
  const outputs = await runDefinition(requireStep('prepare.impute:apply'), testContext(), given, {});
  return outputs as { filled: Table; nFilled: number };
};

const people = tableOf(
  {
    id: { values: ['a', '客二', null, 'd', 'e', 'f'], role: 'customerId' },
    age: [20, null, 40, 90, 20, null],
    city: ['杭州', 'Bath', null, '杭州', null, 'York'],
    vip: [true, null, true, false, null, true],
    since: { values: ['2024-01-01', null, '2024-01-03', '2024-01-05', null, '2024-01-09'].map((day) => day && `${day}T00:00`), date: true },
  },
  { entity: 'customer' },
); // prettier-ignore

it('fills as on paper, and leaves keys alone', async () => {
  const { filled, nFilled } = await run(people);
  expect(cells(filled, 'age')).toEqual([20, 30, 40, 90, 20, 30]); // 20 20 40 90
  expect(cells(filled, 'city')).toEqual(['杭州', 'Bath', '杭州', '杭州', '杭州', 'York']);
  expect(cells(filled, 'vip')).toEqual([true, true, true, false, true, true]);
  expect(cells(filled, 'since')[1]).toBe(Date.UTC(2024, 0, 4));
  expect(cells(filled, 'id')).toEqual(['a', '客二', null, 'd', 'e', 'f']);
  expect(nFilled).toBe(8);
  expect(cells((await run(people, { numbers: 'mean' })).filled, 'age')[1]).toBe(42.5);
  expect(cells((await run(people, { numbers: 'mode' })).filled, 'age')[1]).toBe(20);
});

it('fills with a fixed number and word, and leaves what it is told to leave', async () => {
  const fixed = { numbers: 'constant', number: -1, categories: 'constant', word: '未知' };
  const { filled, fills } = await run(people, fixed);
  expect(cells(filled, 'age')[1]).toBe(-1);
  expect(cells(filled, 'city')[2]).toBe('未知');
  expect([cells(filled, 'vip')[1], cells(filled, 'since')[1]]).toEqual([null, null]);
  expect(cells(fills, 'filled_with')).toEqual(['-1', '未知', null, null]);
  expect(cells(fills, 'missing')).toEqual([2, 2, 2, 2]);
  const left = await run(people, { numbers: 'leave', categories: 'leave', columns: ['age', 'city'] });
  expect(left.nFilled).toBe(0);
});

it('agrees with scikit-learn on the nearest rows', async () => {
  const golden = readGolden('prepare.impute.neighbours');
  const names = ['a', 'b', 'c', 'd'];
  const given = names.map((name) =>
    numberColumn(
      name,
      Float64Array.from(golden[`given_${name}`]!, (cell) => (cell === '' ? NaN : Number(cell))),
    ),
  );
  const { filled } = await run(new Table(given), { numbers: 'neighbours', nNeighbours: 4 });
  for (const name of names)
    golden[name]!.forEach((value, row) => {
      expect(Number(cells(filled, name)[row]) / Number(value), `${name} ${row}`).toBeCloseTo(1, 9);
    });
});

it('treats new rows as the old ones were treated, unseen words among them', async () => {
  const { model } = await run(people, { flag: true });
  const { filled } = await apply(model, tableOf({ age: [null, 7], city: ['Åre', null], vip: [false, null], since: { values: [null, '2030-01-01T00:00'], date: true } })); // prettier-ignore
  expect([cells(filled, 'age'), cells(filled, 'city'), cells(filled, 'vip')]).toEqual([[30, 7], ['Åre', '杭州'], [false, true]]); // prettier-ignore
  expect([cells(filled, 'age_missing'), cells(filled, 'city_missing')]).toEqual([[true, false], [false, true]]); // prettier-ignore
  await expect(apply(model, tableOf({ city: ['x'] }))).rejects.toMatchObject({ code: 'model-mismatch' });
});

it('says what cannot be filled, and what is mostly made up', async () => {
  const { filled, said } = await run(tableOf({ none: [null, null, null], some: [1, null, null], all: [1, 2, 3] }));
  expect(cells(filled, 'none')).toEqual([null, null, null]);
  expect(said).toEqual([
    'Nothing is known of none: what is missing there stays missing.',
    'More than half of some is missing: what is filled in there is mostly made up.',
  ]);
});

it('takes infinities for gaps, one row and none, and stops when cancelled', async () => {
  const odd = new Table([numberColumn('x', Float64Array.of(1, Infinity, 3, NaN)), numberColumn('n', Int32Array.of(1, 2, 3, 4))]); // prettier-ignore
  for (const numbers of ['median', 'neighbours']) expect((await run(odd, { numbers })).nFilled).toBe(2);
  for (const numbers of ['median', 'mean', 'mode', 'neighbours'])
    expect((await run(people.take(new Int32Array(0)), { numbers })).filled.nRows).toBe(0);
  const context = testContext();
  context.cancelAfter(2);
  await expect(
    runDefinition(requireStep('prepare.impute'), context, { table: [people] }, { numbers: 'neighbours' }),
  ).rejects.toMatchObject({ code: 'cancelled' });
});
