import fc from 'fast-check';
import { expect, it } from 'vitest';
import {
  averagePrecisionAt,
  cappedRecallAt,
  hitAt,
  metricFunctions,
  ndcgAt,
  precisionAt,
  rankingMetrics,
  recallAt,
  reciprocalRankAt,
} from './ranking-metrics.ts';

// Ranks 2 and 4 are hits; three items were relevant in all.
const hits = [0, 1, 0, 1];

it('agrees with a case worked on paper', () => {
  expect(recallAt(hits, 3, 4)).toBeCloseTo(2 / 3, 15);
  expect(recallAt(hits, 3, 2)).toBeCloseTo(1 / 3, 15);
  expect(precisionAt(hits, 3, 4)).toBe(0.5);
  expect(ndcgAt(hits, 3, 4)).toBeCloseTo(
    (1 / Math.log2(3) + 1 / Math.log2(5)) / (1 + 1 / Math.log2(3) + 1 / Math.log2(4)),
    15,
  );
  expect(averagePrecisionAt(hits, 3, 4)).toBeCloseTo((1 / 2 + 2 / 4) / 3, 15);
  expect([hitAt(hits, 3, 1), hitAt(hits, 3, 2)]).toEqual([0, 1]);
  expect([reciprocalRankAt(hits, 3, 1), reciprocalRankAt(hits, 3, 4)]).toEqual([0, 0.5]);
});

it('divides recall by all relevant items, capped recall by at most k', () => {
  expect(recallAt([1, 1], 10, 2)).toBe(0.2);
  expect(cappedRecallAt([1, 1], 10, 2)).toBe(1);
  expect(cappedRecallAt([1, 0], 1, 2)).toBe(1);
});

it('counts missing places as misses', () => {
  expect(precisionAt([1], 3, 10)).toBe(0.1);
  expect(ndcgAt([1], 1, 10)).toBe(1);
});

const cases = fc.array(fc.integer({ min: 0, max: 1 }), { minLength: 1, maxLength: 30 }).chain((list) =>
  fc.tuple(
    fc.constant(list),
    fc.integer({
      min: Math.max(
        1,
        list.reduce((sum, hit) => sum + hit, 0),
      ),
      max: 40,
    }),
  ),
);

it('stays within 0 and 1, and is 1 for a perfect list', () => {
  fc.assert(
    fc.property(cases, fc.integer({ min: 1, max: 30 }), ([list, nRelevant], k) => {
      for (const metric of rankingMetrics) {
        const value = metricFunctions[metric](list, nRelevant, k);
        expect(value).toBeGreaterThanOrEqual(0);
        expect(value).toBeLessThanOrEqual(1 + 1e-12);
      }
      const perfect = new Array<number>(Math.min(k, nRelevant)).fill(1);
      for (const metric of ['capped-recall', 'ndcg', 'map', 'hit-rate', 'mrr'] as const)
        expect(metricFunctions[metric](perfect, nRelevant, k)).toBeCloseTo(1, 12);
    }),
  );
});

it('never falls as lists grow, for recall, hit rate and MRR', () => {
  fc.assert(
    fc.property(cases, fc.integer({ min: 1, max: 29 }), ([list, nRelevant], k) => {
      for (const metric of ['recall', 'hit-rate', 'mrr'] as const) {
        expect(metricFunctions[metric](list, nRelevant, k + 1)).toBeGreaterThanOrEqual(
          metricFunctions[metric](list, nRelevant, k),
        );
      }
    }),
  );
});
