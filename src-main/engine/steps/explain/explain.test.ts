import { afterAll, describe, expect, it } from 'vitest';
import type { BarsFigure, LineFigure } from '../../../contract/figure.ts';
import { formatLabel } from '../../../contract/text.ts';
import { accumulate, gridOf, intervalOf } from '../../maths/explain/local-effects.ts';
import { sampledShapley } from '../../maths/explain/sampled-shapley.ts';
import { seededRandom } from '../../maths/random.ts';
import type { Table } from '../../table/table.ts';
import { fitOn } from '../predict/fixtures.ts';
import { requireStep, runDefinition } from '../registry.ts';
import { cells, closeTestPools, tableOf, testContext } from '../testing.ts';

afterAll(() => {
  closeTestPools();
});

/** Spend is 3·months, and 20 more with a loyalty card; the noise says nothing. */
function customers(n = 120): Table {
  const random = seededRandom(5);
  const months = Array.from({ length: n }, () => random.integer(50));
  const card = months.map(() => (random.next() < 0.5 ? 'gold' : 'keine'));
  return tableOf(
    {
      customer_id: { values: months.map((_, i) => `顾客${i}`), role: 'customerId' },
      months,
      card,
      noise: months.map(() => random.normal()),
      spend: months.map((m, i) => 3 * m + (card[i] === 'gold' ? 20 : 0)),
      loyal: months.map((m) => (m > 24 ? 'yes' : 'no')),
    },
    { entity: 'customer' },
  );
}

const FEATURES = ['months', 'card', 'noise'];

/** Small models, since what is told of them is looked at, not how good they are. */
const SMALL: Readonly<Record<string, object>> = {
  forest: { nTrees: 20 },
  boosting: { nRounds: 20, learningRate: 0.2 },
};

async function explain(step: string, model: string, target: string, parameters: object = {}, fitting: object = {}) {
  const table = customers();
  const fitted = await fitOn(model, table, { target, features: FEATURES, ...SMALL[model], ...fitting });
  return runDefinition(
    requireStep(`explain.${step}`),
    testContext(),
    { table: [table], model: [fitted.model] },
    { ...parameters },
  );
}

describe('importance by shuffling', () => {
  it('ranks what the model rests on, and finds that noise costs nothing', async () => {
    const out = await explain('importance', 'linear', 'spend');
    const table = out.importance as Table;
    expect(cells(table, 'feature')).toEqual(['months', 'card', 'noise']);
    const [months, card, noise] = cells(table, 'importance').map(Number);
    expect(months!).toBeGreaterThan(card!);
    expect(Math.abs(noise!)).toBeLessThan(0.01 * card!);
    expect(formatLabel((out.importances as BarsFigure).title, 'en')).toContain('months');
  });

  it('says what is missing: a model, the target, a second class', async () => {
    const table = customers();
    const run = (given: Table, model: unknown[]) =>
      runDefinition(requireStep('explain.importance'), testContext(), { table: [given], model }, {});
    await expect(run(table, [])).rejects.toMatchObject({ code: 'missing-input' });
    const { model } = await fitOn('tree', table, { target: 'loyal', features: FEATURES });
    await expect(run(table.select(FEATURES), [model])).rejects.toMatchObject({ code: 'missing-column' });
    const loyal = table.filter(Uint8Array.from(cells(table, 'loyal'), (value) => (value === 'yes' ? 1 : 0)));
    await expect(run(loyal, [model])).rejects.toMatchObject({ code: 'target-unusable' });
    await expect(run(table.take(new Int32Array(0)), [model])).rejects.toMatchObject({ code: 'no-usable-rows' });
  });
});

describe('reasons', () => {
  const sumsUp = (out: Record<string, unknown>): void => {
    const table = out.values as Table;
    const effects = FEATURES.map((name) => cells(table, `effect_${name}`).map(Number));
    cells(table, 'prediction').forEach((said, row) => {
      const sum = effects.reduce((total, each) => total + each[row]!, out.expected as number);
      expect(sum).toBeCloseTo(Number(said), 6);
    });
  };

  it.each(['tree', 'forest', 'boosting', 'linear'])('of %s sum up to the prediction', async (model) => {
    sumsUp(await explain('values', model, 'spend'));
  });

  it('of a linear rule are what each feature adds beside its mean', async () => {
    const out = await explain('values', 'linear', 'spend');
    const months = cells(customers(), 'months').map(Number);
    const mean = months.reduce((sum, value) => sum + value, 0) / months.length;
    cells(out.values as Table, 'effect_months').forEach((effect, row) => {
      expect(Number(effect)).toBeCloseTo(3 * (months[row]! - mean), 4);
    });
  });

  it('of a model that can only be asked come close by sampling', async () => {
    const out = await explain(
      'values',
      'nearest',
      'spend',
      { nPairs: 40, mostRows: 20, row: '顾客3' },
      { nNeighbours: 3 },
    );
    expect(
      cells(out.values as Table, 'reason').filter((reason) => String(reason).startsWith('months')).length,
    ).toBeGreaterThan(10);
    expect(cells(out.values as Table, 'customer_id')[0]).toBe('顾客3');
  });

  it('tell of one customer in a sentence, in both languages', async () => {
    const out = await explain('values', 'boosting', 'loyal', { row: '顾客7' });
    const { title } = out.one as BarsFigure;
    const months = cells(customers(), 'months')[7];
    expect(formatLabel(title, 'en')).toMatch(new RegExp(`顾客7: .* likely “yes”.*months = ${months}`));
    expect(formatLabel(title, 'zh')).toMatch(/顾客7：“yes”的可能性为 .*months = /);
    await expect(explain('values', 'boosting', 'loyal', { row: 'nobody' })).rejects.toMatchObject({
      code: 'not-found',
    });
    await expect(explain('values', 'tree', 'loyal', { class: 'maybe' })).rejects.toMatchObject({
      code: 'bad-parameter',
    });
  });

  it('of the other of two classes are the opposite', async () => {
    const [yes, no] = [
      await explain('values', 'boosting', 'loyal'),
      await explain('values', 'boosting', 'loyal', { class: 'no' }),
    ];
    const of = (out: Record<string, unknown>) => cells(out.values as Table, 'effect_months').map(Number);
    of(yes).forEach((effect, row) => expect(of(no)[row]).toBeCloseTo(-effect, 12));
  });
});

it('gives by sampling what can be worked out on paper', async () => {
  // f = 2·a + a·b from a background of zeros, at (1, 3): a gets 2 + 1.5, b 1.5.
  const predict = (values: Float64Array, nRows: number) =>
    Promise.resolve(
      Float64Array.from({ length: nRows }, (_, row) => 2 * values[row * 2]! + values[row * 2]! * values[row * 2 + 1]!),
    );
  const game = {
    x: Float64Array.of(1, 3), nRows: 1, nColumns: 2, background: new Float64Array(2), nBackground: 1, expected: 0,
    features: [Int32Array.of(0), Int32Array.of(1)], predict,
  }; // prettier-ignore
  expect([...(await sampledShapley(game, 1, seededRandom(1), () => undefined))]).toEqual([3.5, 1.5]);
});

describe('effects', () => {
  it('shows the feature that moves predictions most where none is chosen, its rows behind the mean', async () => {
    const fitting = { features: ['noise', 'card', 'months'] };
    const out = await explain('effects', 'linear', 'spend', {}, fitting);
    const { x, series } = out.dependence as LineFigure;
    expect(x.label).toBe('months');
    expect(series.map(({ isFaint = false }) => isFaint)).toEqual([false, ...Array.from({ length: 20 }, () => true)]);
  });

  it('of a number that adds three a month are a line of that slope, by both ways', async () => {
    const out = await explain('effects', 'linear', 'spend', { feature: 'months' });
    const table = out.effects as Table;
    const [x, mean, local] = ['value', 'dependence', 'accumulated'].map((name) => cells(table, name).map(Number));
    for (let i = 1; i < x!.length; i++) {
      expect((mean![i]! - mean![i - 1]!) / (x![i]! - x![i - 1]!)).toBeCloseTo(3, 4);
      expect((local![i]! - local![i - 1]!) / (x![i]! - x![i - 1]!)).toBeCloseTo(3, 4);
    }
    expect((out.dependence as LineFigure).series.length).toBe(21);
  });

  it('of a category are one bar each', async () => {
    const out = await explain('effects', 'linear', 'spend', { feature: 'card' });
    const [gold, none] = cells(out.effects as Table, 'dependence').map(Number);
    expect(gold! - none!).toBeCloseTo(20, 3);
    expect(out.accumulated).toBeNull();
    expect(formatLabel((out.dependence as BarsFigure).title, 'zh')).toContain('card');
  });

  it('of a feature that the model does not read cannot be told', async () => {
    await expect(explain('effects', 'tree', 'spend', { feature: 'loyal' })).rejects.toMatchObject({
      code: 'missing-column',
    });
  });

  it('are cut where rows lie, and add up to a mean of nothing', () => {
    const grid = gridOf(Float64Array.of(1, 2, 3, 4, 5), 2);
    expect([...grid]).toEqual([1, 3, 5]);
    expect([0, 1, 3, 3.1, 9].map((value) => intervalOf(value, grid))).toEqual([0, 0, 0, 1, 1]);
    // Changes of 2 and 4 in two intervals of one row each: 0, 2, 6 less the mean of 1 and 4.
    expect([...accumulate(Int32Array.of(0, 1), Float64Array.of(2, 4), 2)]).toEqual([-2.5, -0.5, 3.5]);
  });
});
