import { afterAll, expect, it } from 'vitest';
import { decodeBundle, encodeBundle } from '../../../contract/bundle.ts';
import type { LineFigure } from '../../../contract/figure.ts';
import { seededRandom } from '../../maths/random.ts';
import { textColumn } from '../../table/column.ts';
import { requireStep, runDefinition } from '../registry.ts';
import { closeTestPools, tableOf, testContext } from '../testing.ts';
import { encodeTable, learnEncoding } from './encoding.ts';
import { applyTo, fitOn, goldenRows, told } from './fixtures.ts';
import { fillUnseen } from './network-input.ts';
import { readTarget } from './target.ts';
import { learnWideInput, putWideCodes, wideCodes, wideColumns } from './wide-input.ts';

afterAll(() => {
  closeTestPools();
});

const QUICK = { hiddenSize: 12, size: 3, nPairs: 3, epochs: 12, batchSize: 32, learningRate: 0.03, dropout: 0 };
const rows = (n: number) => Array.from({ length: n }, (_, i) => i);

/** Whoever pays monthly for fibre leaves, and whoever pays yearly for the others: neither says anything alone. */
const shop = tableOf({
  noise: rows(240).map((i) => Math.sin(i * 5.7)),
  pays: rows(240).map((i) => (i % 2 === 0 ? 'monthly' : 'yearly')),
  line: rows(240).map((i) => (i % 4 < 2 ? 'fibre' : 'copper')),
  left: rows(240).map((i) => (i % 2 === 0) === i % 4 < 2),
});

it('finds the pair of features that tells what neither tells alone', () => {
  const columns = ['noise', 'pays', 'line'].map((name) => shop.column(name));
  const encoding = learnEncoding(columns, 'codes');
  const x = encodeTable(shop, encoding);
  const { target } = readTarget(shop, { target: 'left', kind: 'auto', positive: '' }, ['classes']);
  const wide = learnWideInput(x, encoding, target, 1, seededRandom(1));
  expect(wide.crosses.map(({ first, second }) => [first, second])).toEqual([[1, 2]]);
  expect([...wide.crosses[0]!.pairs]).toEqual([0, 1, 3, 4]); // three codes a list: two categories, and none
  expect(wideColumns(wide)).toBe(4);
  expect(wideCodes(wide)).toBe(8 + 1 + 3 + 3 + 4 + 1);
  const out = new Float32Array(4);
  // A number below all, “monthly” (code 0), a line that nobody had.
  putWideCodes(wide, { nRows: 1, nColumns: 3, values: Float64Array.of(-9, 0, NaN) }, 0, out, 0);
  expect([...out]).toEqual([0, 9, 12 + 2, 15 + 4]);
  expect(learnWideInput(x, encoding, target, 0, seededRandom(1)).crosses).toEqual([]);
});

it('gives a code that was never met what the others have on average', () => {
  const learned = Float32Array.of(1, 10, 4, 40, 9, 9, 2, 2, 7, 7);
  fillUnseen(learned, 2, [Float64Array.of(2, 1, 0), Float64Array.of(3, 5)]);
  expect([...learned]).toEqual([1, 10, 4, 40, 2, 20, 2, 2, 7, 7]);
});

it('learns the pair, shows its losses, and reads what it never met as the average row', async () => {
  const context = testContext();
  const out = await fitOn('wide-deep', shop, { ...QUICK, target: 'left' }, context);
  expect(out.accuracy).toBe(1);
  expect(out.loss as LineFigure).toEqual(context.said.previews.at(-1));
  const strange = tableOf({
    noise: [0, 0, null],
    pays: ['monthly', 'weekly', null],
    line: ['fibre', 'fibre', 'copper'],
  });
  const [known, unseen, missing] = told(await applyTo(out, 'wide-deep', strange));
  expect(known).toBeGreaterThan(0.9);
  expect(unseen).toBeLessThan(known!);
  expect(missing).toBeGreaterThan(0);
});

it('scores new rows from a saved model with the same numbers, and what nobody had before as the average', async () => {
  const out = await fitOn('wide-deep', shop, { ...QUICK, epochs: 4, target: 'left' });
  const saved = { ...out, model: decodeBundle(encodeBundle(out.model)) };
  const at = [3, 5, 8, 200];
  const given = told(out);
  // Other rows beside them, another order, and columns that it never read.
  const fresh = shop
    .take(Int32Array.from([...at].reverse()))
    .with([textColumn('channel', ['web', 'web', 'shop', null])]);
  const again = told(await applyTo(saved, 'wide-deep', fresh)).reverse();
  again.forEach((chance, i) => expect(chance).toBeCloseTo(given[at[i]!]!, 6));
  const ask = (pays: string) => tableOf({ noise: [0.2], pays: [pays], line: ['fibre'] });
  const of = async (pays: string) => told(await applyTo(saved, 'wide-deep', ask(pays)))[0]!;
  const [monthly, yearly, weekly, never] = [await of('monthly'), await of('yearly'), await of('weekly'), await of('∅')];
  expect(weekly).toBe(never); // any category that it never met is the same to it
  expect(weekly).toBeGreaterThan(Math.min(monthly, yearly));
  expect(weekly).toBeLessThan(Math.max(monthly, yearly));
});

it('predicts numbers and three classes, alike wherever it is asked', async () => {
  const spend = await fitOn('wide-deep', goldenRows(['spend']), { ...QUICK, epochs: 30, target: 'spend' });
  expect(Number(spend.r2)).toBeGreaterThan(0.8);
  const table = goldenRows(['plan']);
  const few = { ...QUICK, epochs: 3, target: 'plan' };
  const out = await fitOn('wide-deep', table, few);
  const again = await fitOn('wide-deep', table, few);
  expect(told(again, 'probability_plus')).toEqual(told(out, 'probability_plus'));
  const inputs = { model: [out.model], table: [table] };
  const other = await runDefinition(
    requireStep('predict.wide-deep:apply'),
    testContext({ variant: 'relaxed', threads: 2 }),
    inputs,
    {},
  );
  told(other, 'probability_plus').forEach((p, row) => expect(p).toBeCloseTo(told(out, 'probability_plus')[row]!, 5));
});

const answers = rows(40).map((i) => (i % 2 === 0 ? 'yes' : 'no'));
it.each<[string, Record<string, (string | number | null)[]>, string]>([
  ['one class', { x: rows(40), y: rows(40).map(() => 'no') }, 'target-unusable'],
  ['nine rows', { x: rows(9), y: answers.slice(0, 9) }, 'too-few-rows'],
  ['only a column without values', { x: rows(40).map(() => null), y: answers }, 'no-usable-column'],
  ['a constant number', { x: rows(40), y: rows(40).map(() => 7) }, 'target-unusable'],
  ['infinity', { x: [Infinity, ...rows(39)], y: answers }, 'infinite-values'],
])('refuses %s', async (_, columns, code) => {
  await expect(fitOn('wide-deep', tableOf(columns), { ...QUICK, target: 'y' })).rejects.toMatchObject({ code });
});

it('learns from ten rows of numbers or of categories alone, and from a column that never changes', async () => {
  const tables: Record<string, (string | number)[]>[] = [
    { x: rows(10) },
    { place: rows(10).map((i) => 'ab'[i % 2]!) },
    { flat: rows(10).map(() => 1) },
  ];
  for (const columns of tables) {
    const table = tableOf({ ...columns, y: answers.slice(0, 10) });
    const out = await fitOn('wide-deep', table, { ...QUICK, target: 'y', epochs: 2 });
    expect(told(out).every((p) => p > 0 && p < 1)).toBe(true);
  }
});
