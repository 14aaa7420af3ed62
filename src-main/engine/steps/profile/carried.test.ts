import { describe, expect, it } from 'vitest';
import { twoSidedNormal } from '../../maths/statistics.ts';
import { carriedOf, likelihoodRatio, liftsOf } from './carried.ts';

/** scipy 1.17.1: chi2_contingency(table, correction=False, lambda_='log-likelihood'). */
const GOLDEN = [
  { given: [30, 100, 50, 400], ratio: 32.285252517389516, chance: 1.3311985620541157e-8 },
  { given: [12, 40, 15, 1000], ratio: 66.2953334639512, chance: 3.8817657607413446e-16 },
  { given: [5, 5, 5, 50], ratio: 32.50829733914483, chance: 1.1868472948451192e-8 },
] as const;

describe('the likelihood ratio', () => {
  it.each(GOLDEN)('of $given agrees with scipy', ({ given: [count, base, holders, all], ratio, chance }) => {
    const own = likelihoodRatio(count, base, holders, all);
    expect(own).toBeCloseTo(ratio, 10);
    expect(twoSidedNormal(Math.sqrt(own)) / chance).toBeCloseTo(1, 1);
  });
  it('is nothing where the shares are equal', () => expect(likelihoodRatio(5, 10, 50, 100)).toBe(0));
});

const things = ['tea', 'salt'].map((key) => ({ key, label: key }));
/** Of 40 customers in two groups all of the first and four of the second drink tea; salt is everyone's. */
const groupOf = Int32Array.from({ length: 40 }, (_, i) => (i < 20 ? 0 : 1));
const rows = [
  ...Array.from({ length: 24 }, (_, i) => [0, i]),
  ...Array.from({ length: 40 }, (_, i) => [1, i]),
  [0, 3],
  [1, -1],
  [-1, 5],
] as [number, number][];
const carried = carriedOf(
  things,
  rows.map(([thing]) => thing),
  rows.map(([, customer]) => customer),
  40,
);
const options = { minLift: 1.2, significance: 0.01, most: 3 };

describe('what a group carries more often', () => {
  it('counts each customer once, and nobody who is in no group', () => {
    expect([...carried.starts]).toEqual([0, 24, 64]);
    expect(carried.holders[3]).toBe(3);
  });
  it('is what its share is well above everyone’s of', () => {
    const [first, second] = liftsOf(carried, groupOf, 2, options);
    expect(first).toMatchObject([{ thing: { key: 'tea' }, count: 20, base: 20, value: 1, others: 0.2 }]);
    expect(first?.[0]?.lift).toBeCloseTo(1 / 0.6, 12);
    expect(second).toEqual([]);
  });
  it('is nothing for a group alone, nor where a handful could be chance', () => {
    expect(liftsOf(carried, new Int32Array(40), 1, options)).toEqual([[]]);
    const few = Int32Array.from(groupOf, (_, i) => (i < 4 ? 0 : 1));
    expect(liftsOf(carried, few, 2, options)[0]).toEqual([]);
  });
  it('leaves those of whom nothing is known out of the shares', () => {
    const known = carried.known.slice().fill(0, 30);
    const [first] = liftsOf({ ...carried, known }, groupOf, 2, options);
    expect(first?.[0]).toMatchObject({ base: 20, others: 0.4 });
  });
});
