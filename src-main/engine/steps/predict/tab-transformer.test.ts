import { afterAll, expect, it } from 'vitest';
import type { LineFigure } from '../../../contract/figure.ts';
import { decodeWeights } from '../../tensor/training/weights-file.ts';
import { requireStep, runDefinition } from '../registry.ts';
import { closeTestPools, tableOf, testContext } from '../testing.ts';
import { applyTo, fitOn, told } from './fixtures.ts';

afterAll(() => {
  closeTestPools();
});

const QUICK = { size: 4, heads: 1, blocks: 1, hiddenSize: 8, epochs: 8, batchSize: 32, learningRate: 0.03, dropout: 0 };
/** Enough to find what no feature tells alone. */
const LOOKS = { size: 8, heads: 2, epochs: 10, patience: 0, batchSize: 16, learningRate: 0.02 };
const rows = (n: number) => Array.from({ length: n }, (_, i) => i);

/** Whoever pays monthly for fibre leaves, and whoever pays yearly for the others: neither says anything alone. */
const shop = tableOf({
  noise: rows(160).map((i) => (i % 9 === 0 ? null : Math.sin(i * 5.7))),
  pays: rows(160).map((i) => (i % 2 === 0 ? 'monthly' : 'yearly')),
  line: rows(160).map((i) => (i % 4 < 2 ? 'fibre' : 'copper')),
  left: rows(160).map((i) => (i % 2 === 0) === i % 4 < 2),
});

it('learns what a feature means by looking at another, and reads what it never met', async () => {
  const context = testContext();
  const out = await fitOn('tab-transformer', shop, { ...QUICK, ...LOOKS, target: 'left' }, context);
  expect(out.accuracy).toBe(1);
  expect(out.loss as LineFigure).toEqual(context.said.previews.at(-1));
  const strange = tableOf({
    noise: [0, 0, null],
    pays: ['monthly', 'weekly', null],
    line: ['fibre', 'fibre', 'copper'],
  });
  const [known, unseen, missing] = told(await applyTo(out, 'tab-transformer', strange));
  expect(known).toBeGreaterThan(0.9);
  for (const share of [unseen, missing]) expect(share! >= 0 && share! <= 1).toBe(true);
  const other = await runDefinition(
    requireStep('predict.tab-transformer:apply'),
    testContext({ variant: 'relaxed', threads: 2 }),
    { model: [out.model], table: [shop] },
    {},
  );
  told(other).forEach((p, row) => expect(p).toBeCloseTo(told(out)[row]!, 5));
  const { content } = out.model as { content: { learned: { weights: Uint8Array } } };
  const { network, weights } = decodeWeights(content.learned.weights);
  // A number, the flag for its gaps, and two lists of categories.
  expect(network[1]).toMatchObject({ kind: 'transformer', length: 4, sees: 'all' });
  // Nobody lacked a way to pay: its vector is that of the average row, of which half paid either way.
  const [monthly, yearly, none] = [0, 8, 16].map((from) => weights[2]!.subarray(from, from + 8));
  none!.forEach((value, j) => expect(value).toBeCloseTo((monthly![j]! + yearly![j]!) / 2, 5));
});

it('predicts a number and three classes, the same from the same seed', async () => {
  const x = rows(120).map((i) => Math.sin(i * 1.7) * 3);
  const bent = tableOf({ x, spend: x.map((value) => 5000 + 800 * value * value) });
  const out = await fitOn('tab-transformer', bent, { ...QUICK, epochs: 15, target: 'spend' });
  expect(Number(out.r2)).toBeGreaterThan(0.8);
  const three = tableOf({ x, size: x.map((value) => (value < -1 ? 'small' : value < 1 ? 'middle' : 'large')) });
  const few = { ...QUICK, epochs: 3, target: 'size' };
  const sizes = await fitOn('tab-transformer', three, few);
  const shares = ['small', 'middle', 'large'].map((name) => told(sizes, `probability_${name}`));
  shares[0]!.forEach((p, row) => expect(p + shares[1]![row]! + shares[2]![row]!).toBeCloseTo(1, 12));
  expect(told(await fitOn('tab-transformer', three, few), 'probability_small')).toEqual(shares[0]);
});

const answers = rows(40).map((i) => (i % 2 === 0 ? 'yes' : 'no'));
it.each<[string, Record<string, (string | number | null)[]>, string]>([
  ['one class', { x: rows(40), y: rows(40).map(() => 'no') }, 'target-unusable'],
  ['nine rows', { x: rows(9), y: answers.slice(0, 9) }, 'too-few-rows'],
  ['only a column without values', { x: rows(40).map(() => null), y: answers }, 'no-usable-column'],
  ['a constant number', { x: rows(40), y: rows(40).map(() => 7) }, 'target-unusable'],
  ['infinity', { x: [Infinity, ...rows(39)], y: answers }, 'infinite-values'],
])('refuses %s', async (_, columns, code) => {
  await expect(fitOn('tab-transformer', tableOf(columns), { ...QUICK, target: 'y' })).rejects.toMatchObject({ code });
});

it('learns from ten rows of numbers or of categories alone, and from a column that never changes', async () => {
  const tables: Record<string, (string | number)[]>[] = [
    { x: rows(10) },
    { place: rows(10).map((i) => 'ab'[i % 2]!) },
    { flat: rows(10).map(() => 1) },
  ];
  for (const columns of tables) {
    const table = tableOf({ ...columns, y: answers.slice(0, 10) });
    const out = await fitOn('tab-transformer', table, { ...QUICK, target: 'y', epochs: 2 });
    expect(told(out).every((p) => p > 0 && p < 1)).toBe(true);
  }
});
