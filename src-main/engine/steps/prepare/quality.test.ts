import { expect, it } from 'vitest';
import type { Figure } from '../../../contract/figure.ts';
import { formatText } from '../../../contract/text.ts';
import { seededRandom } from '../../maths/random.ts';
import { stabilityIndex } from '../../maths/stability.ts';
import type { Table } from '../../table/table.ts';
import { requireStep, runDefinition } from '../registry.ts';
import { cells, tableOf, testContext } from '../testing.ts';

const run = async (table: Table, parameters: Record<string, unknown> = {}) => {
  const context = testContext();
  const outputs = await runDefinition(requireStep('prepare.quality'), context, { table: [table] }, parameters);
  const { findings, picture, nClean } = outputs as { findings: Table; picture: Figure | null; nClean: number };
  const said = context.said.warnings.map(({ text, values }) => formatText(text, values, 'en'));
  const found = cells(findings, 'column').map(
    (column, i) => `${String(column)} ${String(cells(findings, 'finding')[i])}`,
  );
  return { findings, found, picture, nClean, said };
};

const n = 400;
const random = seededRandom(5);
const numbers = (make: (i: number) => number | null): (number | null)[] => Array.from({ length: n }, (_, i) => make(i));
const good = numbers(() => random.normal());
const stays = good.map((value, i) => (i % 7 === 0 ? Number(value) : random.normal()) > 0);
const table = tableOf({
  id: { values: Array.from({ length: n }, (_, i) => `客${i}`), role: 'customerId' },
  good,
  twice: good.map((value) => Math.exp(Number(value)) * 100),
  gappy: numbers((i) => (i % 3 === 0 ? null : random.normal())),
  flat: numbers((i) => (i === 7 ? 1 : 0)),
  refunded: stays.map((yes) => (yes ? 0 : 1) + random.next() / 10),
  drifting: numbers((i) => random.normal() + i / 100),
  channel: Array.from({ length: n }, (_, i) => (i % 50 === 0 ? 'shop' : 'web')),
  kanal: Array.from({ length: n }, (_, i) => (i % 50 === 0 ? 'Laden' : 'Netz')),
  stays,
  time: {
    values: Array.from({ length: n }, (_, i) => new Date(Date.UTC(2024, 0, 1 + i)).toISOString().slice(0, 16)),
    role: 'time',
    date: true,
  },
});

it('finds what was planted, and nothing else', async () => {
  const { found, findings, said, nClean, picture } = await run(table, { target: 'stays' });
  expect(found).toEqual([
    'gappy missing', 'flat constant', 'channel lopsided', 'kanal lopsided', 'twice alike', 'kanal alike', 'refunded leak', 'drifting drift',
  ]); // prettier-ignore
  expect(cells(findings, 'beside').slice(4)).toEqual(['good', 'channel', 'stays', 'time']);
  expect(cells(findings, 'strength')[0]).toBeCloseTo(134 / 400, 12);
  expect(nClean).toBe(2); // good and stays
  expect(said).toHaveLength(6);
  expect(said[3]).toMatch(/^refunded tell “stays” almost alone/u);
  expect(picture).toMatchObject({ kind: 'heatmap', title: { values: { found: 7, all: 9 } } });
});

it('says of each finding which step mends it and how, and running that step does', async () => {
  const { findings } = await run(table, { target: 'stays', cut: Date.UTC(2024, 5, 1) });
  let mended = table;
  for (let row = 0; row < findings.nRows; row++) {
    const [step, given] = [cells(findings, 'mended_by')[row], cells(findings, 'mend_parameters')[row]].map(String);
    const name = String(cells(findings, 'column')[row]);
    // What one mending left out, another has nothing to mend in.
    if (!mended.find(name)) continue;
    const outputs = await runDefinition(requireStep(step!), testContext(), { table: [mended] }, JSON.parse(given!) as Record<string, unknown>); // prettier-ignore
    mended = Object.values(outputs).find((output) => output instanceof Object && 'nRows' in output) as Table;
  }
  expect((await run(mended, { target: 'stays', cut: Date.UTC(2024, 5, 1) })).found).toEqual([]);
  expect(cells(findings, 'finding').at(-1)).toBe('late');
  expect(cells(findings, 'strength').at(-1)).toBeCloseTo(1 - 153 / 400, 12);
});

it('leaves a lopsided target to the model that weighs its classes', async () => {
  const { findings } = await run(tableOf({ a: good, rare: good.map((_, i) => (i % 50 ? 'no' : 'yes')) }), {
    target: 'rare',
  });
  expect([cells(findings, 'finding'), cells(findings, 'mended_by')]).toEqual([['lopsided'], [null]]);
});

it('leaves columns out, or keeps them alone, and the key stays', async () => {
  const choose = async (given: Record<string, unknown>): Promise<string[]> => {
    const { chosen } = await runDefinition(requireStep('prepare.columns'), testContext(), { table: [keyed] }, given);
    return (chosen as Table).columns.map(({ name }) => name);
  };
  const keyed = tableOf(
    { 编号: { values: ['甲', '乙'], role: 'customerId' }, a: [1, 2], 金额: [3, 4] },
    { entity: 'customer' },
  );
  expect(await choose({ columns: ['金额'] })).toEqual(['编号', 'a']);
  expect(await choose({ columns: ['金额'], mode: 'keep' })).toEqual(['编号', '金额']);
  expect(await choose({})).toEqual(['编号', 'a', '金额']);
  await expect(choose({ columns: ['none'] })).rejects.toThrow(
    expect.objectContaining({ code: 'missing-column' }) as Error,
  );
});

it('finds nothing in a sound table, and needs no target and no time', async () => {
  const sound = tableOf({ a: good, b: numbers(() => random.normal()) });
  expect(await run(sound)).toMatchObject({ found: [], picture: null, nClean: 2, said: [] });
});

it('takes one row, none, and columns without values', async () => {
  for (const rows of [0, 1]) expect((await run(table.take(Int32Array.from({ length: rows }, (_, i) => i)))).nClean).toBeGreaterThanOrEqual(0); // prettier-ignore
  const { found } = await run(tableOf({ none: [null, null], words: ['a', null] }));
  expect(found).toEqual(['none missing', 'none constant', 'words missing', 'words constant']);
});

it('measures stability as on paper', () => {
  const shares = (0.5 - 0.2) * Math.log(0.5 / 0.2) + (0.5 - 0.8) * Math.log(0.5 / 0.8);
  expect(stabilityIndex(Float64Array.of(2, 8), Float64Array.of(10, 10))).toBeCloseTo(shares, 12);
  expect(stabilityIndex(Float64Array.of(2, 8), Float64Array.of(1, 4))).toBe(0);
  expect(stabilityIndex(Float64Array.of(0, 0), Float64Array.of(1, 4))).toBeNaN();
});
