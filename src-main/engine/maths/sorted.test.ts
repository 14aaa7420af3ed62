import fc from 'fast-check';
import { expect, it } from 'vitest';
import { countBelow, countUpTo, firstWhere } from './sorted.ts';

const number = fc.oneof(fc.integer({ min: -5, max: 5 }), fc.double({ noNaN: true }));

it('counts as looking at every number does, ties, infinities and none among them', () => {
  fc.assert(
    fc.property(fc.array(number), number, (given, value) => {
      const sorted = Float64Array.from(given).sort();
      expect(countBelow(sorted, value)).toBe(sorted.filter((other) => other < value).length);
      expect(countUpTo(sorted, value)).toBe(sorted.filter((other) => other <= value).length);
      expect(firstWhere(sorted, (other) => other > value)).toBe(countUpTo(sorted, value));
    }),
    { numRuns: 500 },
  );
});

it('puts a missing number behind all, or before them, and begins where it is told', () => {
  const sorted = Float64Array.of(1, 2, 3);
  expect([countBelow(sorted, NaN), countUpTo(sorted, NaN)]).toEqual([3, 0]);
  expect(firstWhere(sorted, () => true, 2)).toBe(2);
  expect(firstWhere(sorted, () => false)).toBe(3);
});
