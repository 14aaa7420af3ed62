import { expect, it } from 'vitest';
import { medoids } from './medoid.ts';
import { seededRandom } from './random.ts';

/** Every pair looked at. */
function byPairs(features: readonly Float64Array[], groupOf: Int32Array, group: number): number {
  const own = [...groupOf.keys()].filter((i) => groupOf[i] === group);
  const totalOf = (i: number): number =>
    own.reduce((sum, j) => sum + features.reduce((far, x) => far + Math.abs(x[i]! - x[j]!), 0), 0);
  return own.reduce((best, i) => (totalOf(i) < totalOf(best) - 1e-9 ? i : best), own[0]!);
}

it('finds the member that pairs of members find', () => {
  const random = seededRandom(4);
  const groupOf = Int32Array.from({ length: 240 }, (_, i) => i % 5);
  const features = [0, 1, 2].map(() => Float64Array.from(groupOf, () => random.normal()));
  const found = medoids(features, groupOf, 5);
  expect([...found]).toEqual([0, 1, 2, 3, 4].map((group) => byPairs(features, groupOf, group)));
});

it('is the middle of three on a line, the only one of a group of one, and none of a group of none', () => {
  const line = Float64Array.of(0, 1, 10, 5);
  expect([...medoids([line], Int32Array.of(0, 0, 0, 1), 3)]).toEqual([1, 3, -1]);
});

it('takes what is missing to be as far away as usual', () => {
  // In x the sums are 6, 4, 4 and 6, in y 3, 2 and 3 for those known; the mean of these stands for the missing one.
  const x = Float64Array.of(0, 1, 2, 3);
  const y = Float64Array.of(0, NaN, 1, 2);
  expect(medoids([x, y], new Int32Array(4), 1)[0]).toBe(2);
  expect(medoids([Float64Array.of(NaN, NaN)], new Int32Array(2), 1)[0]).toBe(0);
});
