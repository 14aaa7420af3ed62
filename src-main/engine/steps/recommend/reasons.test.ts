import fc from 'fast-check';
import { expect, it } from 'vitest';
import { readReason, reasonParts } from './reasons.ts';

const items = ['a', 'b', 'c', 'd', 'e'];

it('shows the largest alone and adds up the rest', () => {
  const contributions = [
    { item: 1, share: 0.5 },
    { item: 0, share: 0.25 },
    { item: 3, share: 0.125 },
  ];
  expect(reasonParts(contributions, 0.875, items, 1)).toEqual([
    { item: 'b', share: 0.5 },
    { more: 2, share: 0.375 },
  ]);
  expect(reasonParts(contributions, 0.875, items, 5)).toHaveLength(3);
});

it('keeps the sum whatever is rounded', () => {
  const shares = fc.array(fc.double({ min: 1e-9, max: 1e6, noNaN: true }), { minLength: 1, maxLength: 5 });
  fc.assert(
    fc.property(shares, fc.integer({ min: 1, max: 6 }), (given, nParts) => {
      const score = given.reduce((sum, share) => sum + share, 0);
      const parts = reasonParts(
        given.map((share, item) => ({ item, share })),
        score,
        items,
        nParts,
      );
      const sum = parts.reduce((total, { share }) => total + share, 0);
      expect(Math.abs(sum - score)).toBeLessThanOrEqual(1e-14 * score);
    }),
  );
});

it('reads nothing from a cell that holds something else', () => {
  expect([null, 'Bought often', '{"parts":[]}', '3'].map(readReason)).toEqual([null, null, null, null]);
});
