import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Answer } from '../../../contract/answer.ts';
import type { LineFigure } from '../../../contract/figure.ts';
import type { MetricValue } from '../../../contract/step.ts';
import { sampledShapley } from '../../maths/explain/sampled-shapley.ts';
import { seededRandom } from '../../maths/random.ts';
import type { Table } from '../../table/table.ts';
import { parametersOf, type FittedModel } from '../define.ts';
import { fitOn } from '../predict/fixtures.ts';
import { requireStep, runDefinition } from '../registry.ts';
import { callStep } from '../run.ts';
import { cells, closeTestPools, tableOf, testContext } from '../testing.ts';

/** Whoever visits often stays, more so with a card; the noise says nothing. */
const customers = (() => {
  const random = seededRandom(8);
  const visits = Array.from({ length: 90 }, () => random.integer(20));
  const card = visits.map(() => (random.next() < 0.5 ? 'gold' : '无'));
  return tableOf(
    {
      customer_id: { values: visits.map((_, i) => `c${i}`), role: 'customerId' },
      visits,
      card,
      noise: visits.map(() => random.normal()),
      stays: { values: visits.map((n, i) => n + (card[i] === 'gold' ? 4 : 0) > 11), role: 'outcome' },
    },
    { entity: 'customer' },
  );
})();
const FEATURES = ['visits', 'card', 'noise'];
const SMALL = { features: FEATURES, epochs: 12, batchSize: 16, learningRate: 0.03, hiddenSize: 8, dropout: 0 };
const MODELS: Readonly<Record<string, object>> = {
  mlp: SMALL,
  'wide-deep': { ...SMALL, size: 2 },
  'tab-transformer': { ...SMALL, size: 4, heads: 1, blocks: 1 },
};

afterAll(closeTestPools);

describe.each(Object.keys(MODELS))('%s', (name) => {
  let model: FittedModel;
  beforeAll(async () => {
    model = (await fitOn(name, customers, { ...MODELS[name] })).model as FittedModel;
  });
  const explain = (step: string, parameters: object = {}, context = testContext()) =>
    runDefinition(requireStep(`explain.${step}`), context, { table: [customers], model: [model] }, { ...parameters });
  const numbers = (out: Record<string, unknown>, table: string, column: string): number[] =>
    cells(out[table] as Table, column).map(Number);

  it('is told by reasons that sum up to what it says, the same from the same seed', async () => {
    const asked = { nPairs: 3, mostRows: 30, row: 'c4' };
    const out = await explain('values', asked);
    const effects = FEATURES.map((feature) => numbers(out, 'values', `effect_${feature}`));
    numbers(out, 'values', 'prediction').forEach((said, row) => {
      const sum = effects.reduce((total, each) => total + each[row]!, (out.expected as MetricValue).value);
      expect(sum).toBeCloseTo(said, 9);
    });
    expect(await explain('values', asked)).toEqual(out);
  });

  it('rests on what says something', async () => {
    const out = await explain('importance', { nRepeats: 2 });
    expect(cells(out.importance as Table, 'feature')[0]).toBe('visits');
    const rules = await explain('surrogate');
    expect(Number(rules.agreement)).toBeGreaterThan(0.8);
  });

  it('has effects of one sign, alone and beside what goes with the feature', async () => {
    const out = await explain('effects', { feature: 'visits' });
    for (const column of ['dependence', 'accumulated']) {
      const along = numbers(out, 'effects', column);
      expect(along.at(-1)! - along[0]!).toBeGreaterThan(0.3);
    }
    const { series } = out.dependence as LineFigure;
    expect(series.length).toBeGreaterThan(5); // the mean, and single customers behind it
  });

  it('finds who is alike, and what would have to change', async () => {
    const leaving = cells(customers, 'stays').findIndex((stays, i) => !stays && cells(customers, 'visits')[i] === 4);
    const row = `c${leaving}`;
    const alike = await explain('similar', { row });
    expect((alike.similar as Table).nRows).toBeGreaterThan(2);
    const ways = (await explain('counterfactual', { row, goal: 'raise', mostChanges: 2 })).changes as Table;
    expect(ways.nRows).toBeGreaterThan(0);
    expect(cells(ways, 'prediction').every((said) => Number(said) >= 0.5)).toBe(true);
    expect(cells(ways, 'feature')).toContain('visits');
  });

  it('answers what if', async () => {
    const { definition } = requireStep('explain.values');
    const { whatIf } = definition.questions!;
    const answer = await callStep<Answer>(
      whatIf!.answer,
      testContext(),
      { table: customers, model },
      parametersOf(definition, {}),
      whatIf!.input.parse({ row: 'c4', feature: 'visits', position: 1 }),
    );
    expect(JSON.stringify(answer)).toContain('visits');
  });
});

it('sums up although few background rows are met, and gives nothing to a feature without a say', async () => {
  // f = a·b + c over a background of four rows, of which one order meets a single one.
  const predict = (values: Float64Array, nRows: number) =>
    Promise.resolve(
      Float64Array.from({ length: nRows }, (_, i) => values[4 * i]! * values[4 * i + 1]! + values[4 * i + 2]!),
    );
  const background = Float64Array.of(0, 0, 0, 1, 1, 1, 0, 2, 2, 1, 4, 3, 3, 0, 1, 4);
  const expected = (await predict(background, 4)).reduce((sum, value) => sum + value, 0) / 4;
  const game = {
    x: Float64Array.of(2, 5, 1, 9), nRows: 1, nColumns: 4, background, nBackground: 4, expected,
    features: [0, 1, 2, 3].map((j) => Int32Array.of(j)), predict,
  }; // prettier-ignore
  for (const nPairs of [1, 2, 5]) {
    const phi = await sampledShapley(game, nPairs, seededRandom(nPairs), () => undefined);
    expect(phi.reduce((sum, value) => sum + value, expected)).toBeCloseTo(11, 12);
    expect(phi[3]).toBe(0);
  }
  // By the formula: a gets half of 2·E[b] − E[ab] and of 10 − 5·E[a], where E[a] = 1.5, E[b] = 0.5, E[ab] = 0.75; c gets 1 − 1.25.
  const many = await sampledShapley(game, 4000, seededRandom(9), () => undefined);
  [1.375, 7.875, -0.25].forEach((exact, j) => expect(Math.abs(many[j]! - exact)).toBeLessThan(0.15));
});
