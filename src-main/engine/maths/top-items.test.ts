import fc from 'fast-check';
import { expect, it } from 'vitest';
import { TopItems } from './top-items.ts';

it('keeps what sorting everything would put first, whatever the order of offers', () => {
  const scores = fc.array(fc.integer({ min: 0, max: 5 }), { maxLength: 30 });
  fc.assert(
    fc.property(scores, fc.integer({ min: 1, max: 8 }), fc.boolean(), (given, capacity, backwards) => {
      const top = new TopItems(capacity);
      const offers = given.map((score, item) => ({ score, item }));
      for (const { score, item } of backwards ? offers.toReversed() : offers) top.offer(item, score);
      const expected = offers.toSorted((a, b) => b.score - a.score || a.item - b.item).slice(0, capacity);
      expect([...top.items.subarray(0, top.size)]).toEqual(expected.map(({ item }) => item));
      expect([...top.scores.subarray(0, top.size)]).toEqual(expected.map(({ score }) => score));
    }),
  );
});

it('fills empty places with −1 and NaN', () => {
  const top = new TopItems(3);
  top.offer(7, 0.5);
  const ranked = { items: new Int32Array(6), scores: new Float64Array(6) };
  top.writeTo(ranked, 3);
  expect([...ranked.items]).toEqual([0, 0, 0, 7, -1, -1]);
  expect([...ranked.scores]).toEqual([0, 0, 0, 0.5, NaN, NaN]);
});
