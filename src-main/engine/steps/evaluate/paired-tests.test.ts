import { expect, it } from 'vitest';
import { holm, pairedT, wilcoxonSignedRank } from './paired-tests.ts';

// scipy 1.17.1: ttest_1samp(x, 0), wilcoxon(x, zero_method='wilcox', correction=False, method='approx'), x as below.
const x = Float64Array.of(0.1, -0.2, 0.3, 0.3, 0, 0.5, -0.1, 0.2, 0.4, 0.2, 0.7, -0.3);
const far = Float64Array.from({ length: 40 }, (_, i) => 1 + (i % 7) / 10);

it('agrees with scipy', () => {
  expect(pairedT(x).statistic).toBeCloseTo(2.071020199909942, 10);
  expect(pairedT(x).p).toBeCloseTo(0.06266249176911397, 12);
  expect(wilcoxonSignedRank(x).statistic).toBe(12.5);
  expect(wilcoxonSignedRank(x).p).toBeCloseTo(0.0671256895206043, 12);
  expect(wilcoxonSignedRank(far).p / 3.306890139475216e-8).toBeCloseTo(1, 9);
});

it('finds no difference where there is none, and cannot say with one customer', () => {
  const zeros = new Float64Array(5);
  expect(pairedT(zeros).p).toBe(1);
  expect(wilcoxonSignedRank(zeros).p).toBe(1);
  expect(pairedT(Float64Array.of(2, 2, 2)).p).toBe(0);
  expect(pairedT(Float64Array.of(1)).p).toBeNaN();
});

it('holds for all tests at once, as on paper', () => {
  expect(holm([0.01, 0.04, 0.03, NaN])).toEqual([0.03, 0.06, 0.06, NaN]);
  expect(holm([0.5, 0.9])).toEqual([1, 1]);
  expect(holm([])).toEqual([]);
});
