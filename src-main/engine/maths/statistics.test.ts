import { expect, it } from 'vitest';
import { mean, quantile, skewness, sortedFinite, twoSidedNormal, variance } from './statistics.ts';

it('sorts what is finite', () => {
  expect(Array.from(sortedFinite([3, NaN, -1, Infinity, 10]))).toEqual([-1, 3, 10]);
});

it('takes quantiles as numpy does', () => {
  const sorted = [1, 2, 4, 8];
  expect([0, 0.25, 0.5, 0.75, 1].map((q) => quantile(sorted, q))).toEqual([1, 1.75, 3, 5, 8]);
  expect([quantile([], 0.5), quantile([7], 0.3)]).toEqual([NaN, 7]);
});

it('has mean, variance and skewness of what is finite', () => {
  expect([mean([1, NaN, 3]), mean([])]).toEqual([2, NaN]);
  expect([variance([1, 2, 3, NaN]), variance([1, 2, 3], 0), variance([5])]).toEqual([1, 2 / 3, NaN]);
  // Deviations −1, −1, 2 of 1, 1, 4: the cubes' mean is 2, the squares' mean is 2.
  expect(skewness([1, 1, 4, NaN])).toBeCloseTo(2 / 2 ** 1.5, 12);
  expect([skewness([1, 2, 3]), skewness([4, 4]), skewness([])]).toEqual([0, 0, 0]);
});

it('knows how rare a normal number is', () => {
  expect(twoSidedNormal(0)).toBeCloseTo(1, 6);
  expect(twoSidedNormal(1.959964)).toBeCloseTo(0.05, 6);
  expect(twoSidedNormal(-1.959964)).toBe(twoSidedNormal(1.959964));
});
