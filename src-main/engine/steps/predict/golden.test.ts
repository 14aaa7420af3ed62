import { afterAll, describe, expect, it } from 'vitest';
import { closeTestPools, readGolden } from '../testing.ts';
import { fitOn, goldenRows, told } from './fixtures.ts';

const found = readGolden('predict.found');
const FEATURES = ['visits', 'tenure', 'returns', 'place'];

/** The largest difference from what scikit-learn predicts. */
function apart(values: readonly number[], column: string): number {
  const expected = found[column] ?? expect.fail();
  expect(values.length).toBe(expected.length);
  return values.reduce((most, value, row) => Math.max(most, Math.abs(value - Number(expected[row]))), 0);
}

afterAll(() => {
  closeTestPools();
});

/** Column of the golden table, step, parameters, target, tolerance. */
const CASES: readonly (readonly [string, string, Record<string, unknown>, string, number])[] = [
  ['logistic_ridge', 'logistic', {}, 'churned', 1e-9],
  ['logistic_weights', 'logistic', { balance: 'weights' }, 'churned', 1e-9],
  ['logistic_none', 'logistic', { penalty: 'none' }, 'churned', 1e-9],
  ['logistic_lasso', 'logistic', { penalty: 'lasso', strength: 5 }, 'churned', 1e-6],
  ['logistic_elastic', 'logistic', { penalty: 'elastic', strength: 5 }, 'churned', 1e-6],
  ['linear_none', 'linear', {}, 'spend', 1e-9],
  ['linear_ridge', 'linear', { penalty: 'ridge', strength: 0.3 }, 'spend', 1e-9],
  ['linear_lasso', 'linear', { penalty: 'lasso', strength: 0.5 }, 'spend', 1e-7],
  ['linear_elastic', 'linear', { penalty: 'elastic', strength: 0.5, mix: 0.3 }, 'spend', 1e-7],
  ['nearest', 'nearest', { nNeighbours: 7 }, 'churned', 1e-12],
  ['nearest_manhattan', 'nearest', { nNeighbours: 5, metric: 'manhattan' }, 'spend', 1e-9],
  ['nearest_cosine', 'nearest', { nNeighbours: 5, metric: 'cosine', weights: 'distance' }, 'spend', 1e-6],
  ['naive_bayes', 'naive-bayes', { features: ['visits', 'returns', 'place'] }, 'churned', 1e-9],
  ['discriminant_linear', 'discriminant', {}, 'churned', 1e-9],
  ['discriminant_quadratic', 'discriminant', { shape: 'quadratic', shrinkage: 0.1 }, 'churned', 1e-9],
];

describe('agrees with scikit-learn', () => {
  it.each(CASES)('%s', async (column, step, parameters, target, tolerance) => {
    const out = await fitOn(step, goldenRows(), { features: FEATURES, target, ...parameters });
    expect(apart(told(out, target === 'spend' ? 'predicted' : 'probability'), column)).toBeLessThan(tolerance);
  });

  it('logistic of three classes', async () => {
    const out = await fitOn('logistic', goldenRows(), { features: FEATURES, target: 'plan' });
    for (const plan of ['basic', 'plus', 'top'])
      expect(apart(told(out, `probability_${plan}`), `logistic_many_${plan}`)).toBeLessThan(1e-5);
  });
});
