import fc from 'fast-check';
import { expect, it } from 'vitest';
import { aliasTable } from './alias.ts';

it('gives each place its share of all weights', () => {
  fc.assert(
    fc.property(fc.array(fc.double({ min: 0, max: 1e6, noNaN: true }), { minLength: 1, maxLength: 30 }), (weights) => {
      const { shares, others } = aliasTable(Float64Array.from(weights));
      const found = new Float64Array(weights.length);
      shares.forEach((share, place) => {
        found[place]! += share / weights.length;
        found[others[place]!]! += (1 - share) / weights.length;
      });
      const sum = weights.reduce((total, weight) => total + weight, 0);
      weights.forEach((weight, place) => {
        // All alike where nothing weighs anything.
        expect(found[place]).toBeCloseTo(sum > 0 ? weight / sum : 1 / weights.length, 9);
      });
    }),
  );
  expect(aliasTable(new Float64Array(0)).shares.length).toBe(0);
});
