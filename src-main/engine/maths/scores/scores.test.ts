import { describe, expect, it } from 'vitest';
import { digamma } from '../digamma.ts';
import { seededRandom } from '../random.ts';
import { readGolden } from '../../steps/testing.ts';
import { equalFrequencyBins } from './bins.ts';
import { contingency, chiSquare, cramersV, gainRatio, giniDecrease, informationGain } from './contingency.ts';
import { distanceCorrelation, pearson, ranks, spearman } from './correlation.ts';
import { laplacianScores } from './laplacian.ts';
import { mutualInformationOfClass, mutualInformationOfNumbers } from './mutual-information.ts';
import { reliefF } from './relief.ts';
import { anovaF, etaSquared, fisherScore } from './variance-scores.ts';

const golden = readGolden('select.scores');
const rows = readGolden('select.rows');
const names = golden.feature as string[];
const numbers = (name: string): Float64Array => Float64Array.from(rows[name] as number[]);
const group = { codes: Int32Array.from(rows.group as string[], (name) => Number(name.slice(1))), n: 3 };
const spend = numbers('spend');
const random = () => seededRandom(1);
const signal = { aborted: false, throwIfAborted: () => undefined };

/** All features as one matrix, each changed in place. */
function matrixOf(change: (values: Float64Array) => Float64Array) {
  const columns = names.map((name) => change(numbers(name)));
  const nRows = spend.length;
  const values = Float64Array.from(
    { length: nRows * names.length },
    (_, i) => columns[i % names.length]![Math.floor(i / names.length)]!,
  );
  return { nRows, nColumns: names.length, values };
}

const toRange = (values: Float64Array): Float64Array => {
  const [low, high] = [Math.min(...values), Math.max(...values)];
  return values.map((value) => (value - low) / (high - low));
};

const toUnit = (values: Float64Array): Float64Array => {
  const centre = values.reduce((sum, value) => sum + value, 0) / values.length;
  const spread = Math.sqrt(values.reduce((sum, value) => sum + (value - centre) ** 2, 0) / values.length);
  return values.map((value) => (value - centre) / spread);
};

describe('scores of each feature agree with scikit-learn, scipy and the definitions', () => {
  const binned = (name: string) => contingency(equalFrequencyBins(numbers(name), 10), group);
  const scores: Record<string, (name: string) => number> = {
    information_gain: (name) => informationGain(binned(name)),
    gain_ratio: (name) => gainRatio(binned(name)),
    gini: (name) => giniDecrease(binned(name)),
    chi_square: (name) => chiSquare(binned(name)),
    cramers_v: (name) => cramersV(binned(name)),
    anova_f: (name) => anovaF(numbers(name), group),
    eta_squared: (name) => etaSquared(numbers(name), group),
    fisher: (name) => fisherScore(numbers(name), group),
    mi_class: (name) => mutualInformationOfClass(numbers(name), group, 3, random()),
    mi_number: (name) => mutualInformationOfNumbers(numbers(name), spend, 3, random()),
    pearson: (name) => pearson(numbers(name), spend),
    spearman: (name) => spearman(numbers(name), spend),
    distance_correlation: (name) => distanceCorrelation(numbers(name), spend),
  };
  it.each(Object.entries(scores))('%s', (id, score) => {
    names.forEach((name, j) => expect(score(name), name).toBeCloseTo(golden[id]![j] as number, 8));
  });

  it('ReliefF', () => {
    const found = reliefF(matrixOf(toRange), group.codes, 3, 10, signal);
    found.forEach((score, j) => expect(score).toBeCloseTo(golden.relieff![j] as number, 10));
  });

  it('the Laplacian score', () => {
    const found = laplacianScores(matrixOf(toUnit), 5, signal);
    found.forEach((score, j) => expect(score).toBeCloseTo(golden.laplacian![j] as number, 8));
  });
});

it('digamma agrees with tables', () => {
  // Abramowitz & Stegun, table 6.1 and equation 6.3.2.
  expect(digamma(1)).toBeCloseTo(-0.5772156649015329, 12);
  expect(digamma(2)).toBeCloseTo(0.4227843350984671, 12);
  expect(digamma(0.5)).toBeCloseTo(-1.9635100260214235, 12);
  expect(digamma(100)).toBeCloseTo(4.600161852738087, 12);
});

it('ties share the mean of their ranks, and a missing number has none', () => {
  expect(Array.from(ranks(Float64Array.of(5, 1, NaN, 5, 9)))).toEqual([2.5, 1, NaN, 2.5, 4]);
});

it('what says nothing scores nothing', () => {
  const constant = new Float64Array(6).fill(4);
  const two = { codes: Int32Array.of(0, 1, 0, 1, 0, 1), n: 2 };
  expect(equalFrequencyBins(constant, 10).n).toBe(1);
  const table = contingency(equalFrequencyBins(constant, 10), two);
  expect([informationGain(table), gainRatio(table), giniDecrease(table), cramersV(table)]).toEqual([0, 0, 0, 0]);
  expect([fisherScore(constant, two), etaSquared(constant, two)]).toEqual([0, 0]);
  expect([pearson(constant, spend.subarray(0, 6)), distanceCorrelation(constant, spend.slice(0, 6))]).toEqual([
    NaN,
    NaN,
  ]);
  expect(mutualInformationOfClass(constant, { codes: new Int32Array(6).fill(-1), n: 1 }, 3, random())).toBe(0);
  expect(mutualInformationOfNumbers(new Float64Array(0), new Float64Array(0), 3, random())).toBe(0);
});
