import { afterAll, expect, it } from 'vitest';
import type { BarsFigure, LineFigure } from '../../../contract/figure.ts';
import type { Chain } from '../../../contract/step.ts';
import { decodeWeights } from '../../tensor/training/weights-file.ts';
import type { Table } from '../../table/table.ts';
import { requireStep, runDefinition } from '../registry.ts';
import { cells, closeTestPools, tableOf, testContext, type TestContext } from '../testing.ts';
import { applyTo, fitOn, goldenRows, told } from './fixtures.ts';
import { mlpNetwork } from './mlp.ts';

afterAll(() => {
  closeTestPools();
});

const QUICK = { hiddenSize: 16, epochs: 60, batchSize: 16, learningRate: 0.02, dropout: 0, numbers: 'standard' };
const rows = (n: number) => Array.from({ length: n }, (_, i) => i);

it('is built as the textbook’s: 128–64–1 unless told otherwise', () => {
  const { info } = requireStep('predict.mlp');
  const { properties } = info.parameters as { properties: Record<string, { default: number }> };
  const [hiddenSize, hiddenLayers] = [properties.hiddenSize!.default, properties.hiddenLayers!.default];
  const widths = mlpNetwork(20, 1, { hiddenSize, hiddenLayers, dropout: 0.1 }).flatMap((layer) =>
    layer.kind === 'dense' ? [layer.nOut] : [],
  );
  expect(widths).toEqual([128, 64, 1]);
});

it('learns XOR, which no weighted sum can', async () => {
  const table = tableOf({
    a: rows(80).map((i) => i % 2 === 0),
    b: rows(80).map((i) => i % 4 < 2),
    apart: rows(80).map((i) => (i % 2 === 0) !== i % 4 < 2),
  });
  const out = await fitOn('mlp', table, { target: 'apart', ...QUICK });
  expect(out.accuracy).toBe(1);
  expect((await fitOn('mlp', table, { target: 'apart', ...QUICK, hiddenLayers: 0 })).accuracy).toBeLessThan(0.8);
});

it('tells three rings apart, and shows its losses as they fall', async () => {
  const ring = rows(180).map((i) => i % 3);
  const radius = ring.map((r, i) => r + 1 + Math.sin(i * 5.3) / 6);
  const table = tableOf({
    x: radius.map((r, i) => r * Math.cos(i * 2.4)),
    y: radius.map((r, i) => r * Math.sin(i * 2.4)),
    ring: ring.map((r) => ['inner', 'middle', 'outer'][r]!),
  });
  const context = testContext();
  const out = await fitOn('mlp', table, { target: 'ring', ...QUICK, hiddenSize: 32, patience: 0 }, context);
  expect(Number(out.accuracy)).toBeGreaterThan(0.97);
  const loss = out.loss as LineFigure;
  expect(loss).toEqual(context.said.previews.at(-1));
  expect(loss.series.map(({ y }) => y.length)).toEqual([60, 60]);
  expect(Number(out.validationLoss)).toBeLessThan(Math.log(3) / 4);
});

it('predicts a bent number in its own units', async () => {
  const x = rows(200).map((i) => Math.sin(i * 1.7) * 3);
  const table = tableOf({ x, spend: x.map((value) => 5000 + 800 * value * value) });
  const out = await fitOn('mlp', table, { target: 'spend', ...QUICK });
  expect(Number(out.r2)).toBeGreaterThan(0.97);
});

it('says the same of a row on every backend that it was trained on or is asked on', async () => {
  const table = goldenRows(['plan']);
  const out = await fitOn('mlp', table, QUICK);
  expect(told(await applyTo(out, 'mlp', table), 'probability_top')).toEqual(told(out, 'probability_top'));
  for (const variant of ['simd', 'relaxed'] as const) {
    const context = testContext({ variant, threads: 2 });
    const other = await runDefinition(
      requireStep('predict.mlp:apply'),
      context,
      { model: [out.model], table: [table] },
      {},
    );
    told(other, 'probability_top').forEach((p, row) => expect(p).toBeCloseTo(told(out, 'probability_top')[row]!, 5));
  }
  const onJs = await fitOn('mlp', table, QUICK, testContext({ backend: 'js' }));
  told(onJs, 'probability_top').forEach((p, row) => expect(p).toBeCloseTo(told(out, 'probability_top')[row]!, 4));
});

it('stops when cancelled, and hands on where it is to go on from', async () => {
  const table = goldenRows(['churned']);
  const cut = testContext();
  cut.cancelAfter(6);
  await expect(fitOn('mlp', table, { ...QUICK, epochs: 10_000, patience: 0 }, cut)).rejects.toMatchObject({
    code: 'cancelled',
  });
  const context = testContext();
  let handed: unknown = null;
  const { tensor } = context;
  const watched: TestContext = {
    ...context,
    tensor: {
      run(task, payload, options) {
        handed = options?.checkpoint;
        return tensor.run(task, payload, options);
      },
    },
  };
  const out = await fitOn('mlp', table, QUICK, watched);
  expect(handed).toBe(context.checkpoint);
  expect(told(await fitOn('mlp', table, QUICK))).toEqual(told(out)); // the same seed, the same network
});

it('reads gaps, unseen categories and columns that say nothing as neighbours do', async () => {
  const table = tableOf({
    flat: rows(60).map(() => 3),
    huge: rows(60).map((i) => i * 1e150),
    place: rows(60).map((i) => (i % 5 === 0 ? null : i % 3 === 0 ? 'north' : 'south')),
    visits: rows(60).map((i) => (i % 4 === 0 ? null : i % 7)),
    // Gone where visits are not known: the flag alone says it.
    gone: rows(60).map((i) => (i % 4 === 0 ? 'yes' : 'no')),
  });
  const out = await fitOn('mlp', table, { ...QUICK, target: 'gone' });
  expect(out.accuracy).toBe(1);
  const strange = tableOf({
    flat: [3, 9, null],
    huge: [1e151, 3e151, null],
    place: ['火星', 'north', null],
    visits: [2, null, 3],
  });
  const probabilities = told(await applyTo(out, 'mlp', strange));
  expect(probabilities.every((p) => p >= 0 && p <= 1)).toBe(true);
  expect(probabilities[1]).toBeGreaterThan(0.5);
  // A category that nobody had, where none was missing either, reads as the average row.
  const known = tableOf({ place: rows(60).map((i) => 'abc'[i % 3]!), y: rows(60).map((i) => i % 3 === 0) });
  const plain = await fitOn('mlp', known, { ...QUICK, target: 'y' });
  const [a, b, unseen] = told(await applyTo(plain, 'mlp', tableOf({ place: ['a', 'b', 'z'] })));
  expect(unseen).toBeLessThan(a!);
  expect(unseen).toBeGreaterThan(b!);
});

const answers = rows(40).map((i) => (i % 2 === 0 ? 'yes' : 'no'));
it.each<[string, Record<string, (string | number | null)[]>, string]>([
  ['one class', { x: rows(40), y: rows(40).map(() => 'no') }, 'target-unusable'],
  ['nine rows', { x: rows(9), y: answers.slice(0, 9) }, 'too-few-rows'],
  ['only a column without values', { x: rows(40).map(() => null), y: answers }, 'no-usable-column'],
  ['a constant number', { x: rows(40), y: rows(40).map(() => 7) }, 'target-unusable'],
  ['infinity', { x: [Infinity, ...rows(39)], y: answers }, 'infinite-values'],
])('refuses %s', async (_, columns, code) => {
  await expect(fitOn('mlp', tableOf(columns), { ...QUICK, target: 'y' })).rejects.toMatchObject({ code });
});

it('learns from ten rows, without setting any aside', async () => {
  const table = tableOf({ x: rows(10), y: answers.slice(0, 10) });
  const out = await fitOn('mlp', table, { ...QUICK, target: 'y', epochs: 5 });
  expect(out.validationLoss).toBeNull();
  expect(out.epochs).toBe(5);
});

it('finds more of a rare class when classes weigh alike', async () => {
  const isRare = rows(300).map((i) => i % 10 === 0);
  const table = tableOf({ x: rows(300).map((i) => (isRare[i] ? 1 : 0) + Math.sin(i * 7.1)), y: isRare });
  const found = async (balance: string) =>
    told(await fitOn('mlp', table, { ...QUICK, target: 'y', balance })).filter((p) => p >= 0.5).length;
  expect(await found('weights')).toBeGreaterThan(2 * (await found('none')));
});

it('can be explained and tuned', async () => {
  const table = goldenRows(['churned']);
  const out = await fitOn('mlp', table, QUICK);
  const why = await runDefinition(
    requireStep('explain.importance'),
    testContext(),
    { table: [table], model: [out.model] },
    {},
  );
  const { categories } = why.importances as BarsFigure;
  expect(categories[0]).toBe('visits');
  const chain: Chain = { steps: [{ step: 'predict.mlp', parameters: QUICK }] };
  const tuned = await runDefinition(
    requireStep('tune.predictor'),
    testContext(),
    { table: [table], model: [chain] },
    { values: 'hiddenLayers = 0, 1\nepochs = 3', nTrials: 2, nFolds: 2, search: 'grid' },
  );
  expect((tuned.trials as Table).nRows).toBe(3);
  expect(cells(tuned.trials as Table, 'value').every((value) => Number(value) > 0.4)).toBe(true);
});

it('gives its weights away as a file that says what the network is', async () => {
  const out = await fitOn('mlp', goldenRows(['churned']), QUICK);
  const { content } = out.model as { content: { learned: { weights: Uint8Array } } };
  const { network, weights } = decodeWeights(content.learned.weights);
  expect(network.map((layer) => layer.kind)).toEqual(['dense', 'dense', 'dense']);
  expect(weights[0]!.length).toBe(16 * 7); // three numbers, a flag for gaps of tenure, three places
});
