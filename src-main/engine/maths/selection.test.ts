import { expect, it } from 'vitest';
import { seededRandom } from './random.ts';
import { nthLargest, quantilesOf } from './selection.ts';
import { quantile, sortedFinite } from './statistics.ts';

const SHARES = [0, 0.05, 0.25, 0.5, 0.75, 0.999, 1];

it.each([
  ['none', () => []],
  ['one', () => [3]],
  ['two', () => [5, -2]],
  ['missing and infinite', () => [NaN, 4, Infinity, 1, -Infinity, 2]],
  ['random', () => Array.from({ length: 5001 }, seededRandom(3).next)],
  ['repeated', () => Array.from({ length: 5000 }, (_, i) => (i * 7919) % 4)],
  ['constant', () => new Array<number>(4000).fill(0.1)],
  ['ascending', () => Array.from({ length: 3000 }, (_, i) => i)],
  ['an organ pipe, which misleads the pivot', () => Array.from({ length: 4000 }, (_, i) => Math.min(i, 4000 - i))],
])('selects what sorting finds: %s', (_, make) => {
  const values = Float64Array.from(make());
  const before = values.slice();
  const sorted = sortedFinite(values);
  expect(quantilesOf(values, SHARES)).toEqual(SHARES.map((share) => quantile(sorted, share)));
  expect(values).toEqual(before);
});

it('finds the n-th largest as sorting does, ties among them, and nothing beyond the last', () => {
  const random = seededRandom(7);
  const values = Float64Array.from({ length: 300 }, () => random.integer(40));
  const sorted = values.toSorted().reverse();
  for (const n of [1, 2, 33, 150, 299, 300]) expect(nthLargest(values.slice(), n)).toBe(sorted[n - 1]);
  expect(nthLargest(values.slice(), 301)).toBe(-Infinity);
});
