import { afterAll, expect, it } from 'vitest';
import { decodeBundle, encodeBundle } from '../../../contract/bundle.ts';
import type { BarsFigure } from '../../../contract/figure.ts';
import type { Chain } from '../../../contract/step.ts';
import { averageWeights, mixtureWeights } from '../../maths/metrics/mixture-weights.ts';
import type { Table } from '../../table/table.ts';
import { requireStep, runDefinition } from '../registry.ts';
import { cells, closeTestPools, readGolden, tableOf, testContext, type TestContext } from '../testing.ts';
import { encodeTable, learnEncoding } from './encoding.ts';
import { applyTo, goldenRows, told } from './fixtures.ts';
import { DEFAULT_MEMBERS } from './members.ts';
import { outOfFold } from './out-of-fold.ts';
import type { TrainingData } from './predictor.ts';
import { fitStack, stacking } from './stacking.ts';
import { readTarget } from './target.ts';
import { bestWeights } from './voting.ts';

const link = (step: string, parameters: Record<string, unknown> = {}): Chain => ({
  steps: [{ step: `predict.${step}`, parameters }],
});
const THREE = [link('logistic'), link('nearest', { nNeighbours: 7 }), link('discriminant')];
const golden = readGolden('predict.ensembles');
const column = (name: string): number[] => golden[name]!.map(Number);

const fit = (
  step: string,
  table: Table,
  chains: Record<string, Chain[]>,
  parameters: Record<string, unknown> = {},
  context: TestContext = testContext(),
) => runDefinition(requireStep(`predict.${step}`), context, { table: [table], ...chains }, parameters);

function expectClose(found: readonly number[], expected: readonly number[], tolerance: number): void {
  expect(found.length).toBe(expected.length);
  expect(found.reduce((most, value, i) => Math.max(most, Math.abs(value - expected[i]!)), 0)).toBeLessThan(tolerance);
}

/** Rows as an ensemble reads them, every fifth in a fold. */
function everyFifth(target: string, models: Chain[]): { data: TrainingData; table: Table; folds: Int32Array } {
  const table = goldenRows([target]);
  const features = table.columns.filter(({ name }) => name !== target);
  const encoding = learnEncoding(features, 'codes');
  const read = readTarget(table, { target, kind: 'auto', positive: '' }, ['classes', 'number']);
  const data = { x: encodeTable(table, encoding), encoding, target: read.target, weights: null, chains: { models } };
  return { data, table, folds: Int32Array.from({ length: table.nRows }, (_, row) => row % 5) };
}

afterAll(closeTestPools);

it('votes as scikit-learn’s VotingClassifier does, softly and hard', async () => {
  const table = goldenRows(['churned']);
  const soft = await fit('voting', table, { models: THREE }, { weights: 'given', given: [2, 1, 1] });
  expectClose(told(soft), column('soft'), 1e-8);
  expect(cells(soft.members as Table, 'weight')).toEqual([0.5, 0.25, 0.25]);
  const hard = await fit('voting', table, { models: THREE }, { vote: 'hard', weights: 'given', given: [3, 2, 2] });
  expect(cells(hard.predictions as Table, 'predicted').map((name) => (name === 'yes' ? 1 : 0))).toEqual(column('hard'));
  await expect(fit('voting', table, { models: THREE }, { weights: 'given', given: [1] })).rejects.toMatchObject({
    code: 'bad-parameter',
    values: { parameter: 'given' },
  });
});

it('holds rows out as cross_val_predict does, and finds the weights of least log loss', async () => {
  const { data, table, folds } = everyFifth('churned', THREE);
  const held = await outOfFold(testContext(), THREE, table, data.target, folds);
  ['logistic', 'nearest', 'discriminant'].forEach((name, m) =>
    expectClose(
      Array.from(held.rows, (_, i) => held.said[m]![i * 2 + 1]!),
      column(`held_${name}`),
      1e-7,
    ),
  );
  // The loss is flat about its least; scipy's SLSQP; the first line of the golden table has its weights.
  const weights = bestWeights(data.target, held.rows, held.said);
  [0.6324930455, 0.2202128759, 0.1472940786].forEach((weight, m) => expect(weights[m]).toBeCloseTo(weight, 3));
});

it('stacks as scikit-learn does, classes and numbers', async () => {
  const classes = everyFifth('churned', THREE);
  const context = testContext();
  const content = (learned: unknown, { data }: typeof classes) =>
    ({ target: data.target, encoding: data.encoding, calibration: [], learned }) as never;
  const two = await fitStack(context, classes.data, classes.folds, false);
  const found = await stacking.predictor!.predict(context, content(two, classes), classes.data.x);
  expectClose(
    Array.from({ length: 120 }, (_, row) => found[row * 2 + 1]!),
    column('stacked'),
    1e-6,
  );
  const numbers = everyFifth('spend', [link('linear'), link('nearest', { nNeighbours: 7 })]);
  const sum = await fitStack(context, numbers.data, numbers.folds, false);
  const spend = await stacking.predictor!.predict(context, content(sum, numbers), numbers.data.x);
  expectClose([...spend], column('stacked_spend'), 1e-6);
});

it('learns weights, leaves out what cannot predict the target, and says so', async () => {
  const context = testContext();
  const models = [link('linear'), link('logistic'), link('baseline')];
  const out = await fit('voting', goldenRows(['spend']), { models }, { target: 'spend', weights: 'learned' }, context);
  expect(context.said.warnings.map(({ code }) => code)).toContain('leftOut');
  expect(cells(out.members as Table, 'member')).toEqual(['linear', 'baseline']);
  expect(Number(cells(out.members as Table, 'weight')[0])).toBeGreaterThan(0.9);
  expect((out.weights as BarsFigure).series[0]!.values.length).toBe(2);
  await expect(
    fit('voting', goldenRows(['spend']), { models: [link('logistic')] }, { target: 'spend' }),
  ).rejects.toMatchObject({
    code: 'target-unusable',
  });
});

it('finds the closed form of the best mean', () => {
  // Errors of variance 1 and 4 that have nothing in common: weights 4/5 and 1/5.
  const said = [Float64Array.of(1, -1, 1, -1), Float64Array.of(2, 2, -2, -2)];
  expect([...averageWeights(said, new Float64Array(4))]).toEqual([0.8, 0.2]);
  expect([...mixtureWeights([Float64Array.of(0.9, 0.8), Float64Array.of(0.1, 0.2)])].map(Math.round)).toEqual([1, 0]);
});

it('is the member itself where nothing is drawn, and steadier than it where rows are', async () => {
  const table = goldenRows(['churned']);
  const alone = await fit('logistic', table, {});
  const same = await fit('bagging', table, { member: [link('logistic')] }, { nMembers: 2, replace: false });
  expectClose(told(same), told(alone), 1e-12);
  const bagged = await fit('bagging', table, { member: [link('tree')] }, { nMembers: 15, featureShare: 0.75 });
  expect(Number(bagged.outOfBag)).toBeGreaterThan(0.6);
  expect(new Set(told(bagged)).size).toBeGreaterThan(new Set(told(await fit('tree', table, {}))).size);
});

it('is a chain that can be compared, explained and applied after it was saved', async () => {
  const table = goldenRows(['plan']);
  const models = [{ steps: [{ step: 'prepare.impute', parameters: {} }, ...THREE[0]!.steps] }, link('tree')];
  const out = await fit('stacking', table, { models }, { nFolds: 3, passFeatures: true });
  const chain = out.chain as Chain;
  expect(chain.steps[0]).toMatchObject({ step: 'predict.stacking', parameters: { nFolds: 3, passFeatures: true } });
  const saved = { ...out, model: decodeBundle(encodeBundle(out.model)) };
  const fresh = tableOf({ visits: [40, null], tenure: [3, 2.5], returns: [0, 1], place: ['西', 'never seen'] });
  const applied = await applyTo(saved, 'stacking', fresh);
  expect(told(applied, 'probability_top').every((p) => p > 0 && p < 1)).toBe(true);
  const compared = await runDefinition(
    requireStep('evaluate.predictors'),
    testContext(),
    { table: [table], models: [chain, link('baseline')] },
    { nFolds: 3, nResamples: 0 },
  );
  expect((compared.winner as Chain).steps[0]!.step).toBe('predict.stacking');
  const explained = await runDefinition(
    requireStep('explain.importance'),
    testContext(),
    { table: [table], model: [saved.model] },
    {},
  );
  expect(Object.values(explained).some((value) => value !== null)).toBe(true);
});

it('nests, and stops when cancelled', async () => {
  const table = goldenRows(['churned']);
  const inner: Chain = {
    steps: [{ step: 'predict.bagging', parameters: { nMembers: 2 }, chains: { member: [link('tree')] } }],
  };
  const out = await fit('voting', table, { models: [inner, link('logistic')] });
  expect(told(await applyTo(out, 'voting', table))).toEqual(told(out));
  const context = testContext();
  context.cancelAfter(5);
  await expect(fit('stacking', table, { models: THREE }, {}, context)).rejects.toMatchObject({ code: 'cancelled' });
});

it('says nothing of the proposed member that is for the other kind of target', async () => {
  const context = testContext();
  await fit('voting', goldenRows(['spend']), { models: [...DEFAULT_MEMBERS] }, { target: 'spend' }, context);
  expect(context.said.warnings).toEqual([]);
});
