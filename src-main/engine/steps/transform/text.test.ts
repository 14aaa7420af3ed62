import { expect, it } from 'vitest';
import { formatText } from '../../../contract/text.ts';
import type { Table } from '../../table/table.ts';
import { requireStep, runDefinition } from '../registry.ts';
import { cells, readGolden, tableOf, testContext } from '../testing.ts';

const run = async (table: Table, parameters: Record<string, unknown> = {}) => {
  const context = testContext();
  const outputs = await runDefinition(requireStep('transform.text'), context, { table: [table] }, parameters);
  const said = context.said.warnings.map(({ text, values }) => formatText(text, values, 'en'));
  return { ...(outputs as { coded: Table; axes: Table; words: Table; share: number | null; model: unknown }), said };
};

const golden = readGolden('transform.text');
const goods = tableOf({ name: golden.name!.map(String) });

it('agrees with scikit-learn on axes, whose sign is free', async () => {
  const { coded, share } = await run(goods, { nColumns: 4 });
  expect(share).toBeGreaterThan(0.4);
  for (let axis = 1; axis <= 4; axis++) {
    const own = cells(coded, `name_axis_${axis}`).map(Number);
    const theirs = golden[`axis_${axis}`]!.map(Number);
    const sign = Math.sign(own.reduce((sum, value, row) => sum + value * theirs[row]!, 0));
    own.forEach((value, row) => {
      expect(sign * value, `axis ${axis} row ${row}`).toBeCloseTo(theirs[row]!, 7);
    });
  }
});

it('agrees with scikit-learn on single words and phrases', async () => {
  const { coded } = await run(goods, { give: 'words', nColumns: 500 });
  for (const word of ['cup', 'red', 'ribbon'])
    golden[word]!.forEach((value, row) => {
      expect(cells(coded, `name_${word}`)[row], `${word} ${row}`).toBeCloseTo(Number(value), 12);
    });
  const phrases = (await run(goods, { give: 'words', nColumns: 500, longest: 2, damped: false, keep: false })).coded;
  golden.phrases!.forEach((sum, row) => {
    const own = phrases.columns.reduce((total, { name }) => total + Number(cells(phrases, name)[row]), 0);
    expect(own, `row ${row}`).toBeCloseTo(Number(sum), 11);
  });
});

it('brings texts about one thing together, in Chinese as in English', async () => {
  const notes = ['红茶杯子很好', '红茶和杯子', '杯子装红茶', '木头火车玩具', '玩具火车', '火车是木头玩具', null];
  const { coded, axes, said } = await run(tableOf({ note: notes }), { nColumns: 2 });
  const place = (row: number): number[] => [1, 2].map((axis) => Number(cells(coded, `note_axis_${axis}`)[row]));
  const apart = (a: number, b: number): number => Math.hypot(...place(a).map((value, axis) => value - place(b)[axis]!));
  expect(apart(0, 1)).toBeLessThan(apart(0, 3) / 2);
  expect(apart(3, 4)).toBeLessThan(apart(1, 4) / 2);
  expect(place(6)).toEqual([0, 0]);
  expect(cells(axes, 'high').join(' ')).toMatch(/红茶/u);
  expect(said).toEqual(['1 row holds no word that counts, and is zero on every axis.']);
});

it('reads new texts by the old words', async () => {
  const { model, coded } = await run(goods, { nColumns: 3, keep: false });
  const fresh = tableOf({ name: [String(golden.name![5]), 'nothing known', null], other: [1, 2, 3] });
  const given = { model: [model], table: [fresh] };
  const applied = (await runDefinition(requireStep('transform.text:apply'), testContext(), given, {})).coded as Table;
  expect(applied.columns.map(({ name }) => name)).toEqual(['other', ...[1, 2, 3].map((axis) => `name_axis_${axis}`)]);
  const places = cells(applied, 'name_axis_2');
  expect(places[0]).toBeCloseTo(Number(cells(coded, 'name_axis_2')[5]), 12);
  expect(places.slice(1)).toEqual([0, 0]);
});

it('says where no word counts, and takes empty tables', async () => {
  for (const give of ['axes', 'words']) {
    const { coded, words, said } = await run(tableOf({ t: ['a b', '!', 'only'] }), { give });
    expect([coded.columns.length, words.nRows], give).toEqual([1, 0]);
    expect(said).toEqual(['No word stands in enough rows, and in few enough, to count.']);
    expect((await run(goods.take(new Int32Array(0)), { give })).coded.nRows).toBe(0);
  }
  await expect(run(tableOf({ x: [1] }))).rejects.toMatchObject({ code: 'no-usable-column' });
});

it('stops when cancelled', async () => {
  const context = testContext();
  context.cancelAfter(1);
  await expect(runDefinition(requireStep('transform.text'), context, { table: [goods] }, {})).rejects.toMatchObject({
    code: 'cancelled',
  });
});
