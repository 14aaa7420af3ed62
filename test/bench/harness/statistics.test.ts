import { describe, expect, it } from 'vitest';
import { checksum, disagreements, median, pairedRatios } from './statistics.ts';

describe('the median', () => {
  it('is the middle value, whatever the order', () => {
    expect(median([9, 1, 5])).toBe(5);
    expect(median([10, 9, 1])).toBe(9);
  });

  it('is the mean of the middle two where there is no middle', () => {
    expect(median([4, 1, 3, 2])).toBe(2.5);
  });

  it('is not a number for nothing', () => {
    expect(median([])).toBeNaN();
  });
});

it('sets each turn beside its own, so that a slow moment cancels', () => {
  const slowMoment = 10;
  expect(median(pairedRatios([1, slowMoment, 1], [2, 2 * slowMoment, 2]))).toBe(0.5);
});

describe('two sides', () => {
  it('agree within the tolerance, relative to the larger', () => {
    expect(disagreements({ inertia: 1000 }, { inertia: 1000.9 }, 1e-3)).toEqual([]);
    expect(disagreements({ inertia: -5 }, { inertia: -5 }, 0)).toEqual([]);
    expect(disagreements({ empty: 0 }, { empty: 0 }, 0)).toEqual([]);
  });

  it('disagree beyond it, and the number is named', () => {
    expect(disagreements({ inertia: 1000, rows: 3 }, { inertia: 1002, rows: 3 }, 1e-3)).toEqual([
      'inertia: ours 1000, reference 1002',
    ]);
    expect(disagreements({ sum: 1 }, { sum: -1 }, 1e-3)).toHaveLength(1);
  });

  it('disagree where one has a number that the other lacks, or none at all', () => {
    expect(disagreements({ a: 1 }, { b: 1 }, 1)).toHaveLength(2);
    expect(disagreements({ a: NaN }, { a: NaN }, 1)).toHaveLength(1);
  });
});

it('tells orders of the same numbers apart', () => {
  expect(checksum([1, 2, 3])).not.toBe(checksum([3, 2, 1]));
  // 1·1 + 2·2 + 3·3; the weight begins anew after 97.
  expect(checksum([1, 2, 3])).toBe(14);
  expect(checksum(Float64Array.from({ length: 98 }, (_, i) => (i === 97 ? 1 : 0)))).toBe(1);
});
