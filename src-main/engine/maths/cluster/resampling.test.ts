import { expect, it } from 'vitest';
import { matrix } from '../../steps/cluster/fixtures.ts';
import { seededRandom } from '../random.ts';
import { chooseByGap, consensus, dunnIndex, gapOf, predictionStrength, strewnRows } from './resampling.ts';

it('takes the weakest cluster’s share of pairs that stay together', () => {
  // The first stays whole (3 of 3 pairs); of the second 2 + 2 of 4 rows go apart: 2 of 6 pairs stay.
  const own = Int32Array.of(0, 0, 0, 1, 1, 1, 1);
  expect(predictionStrength(own, Int32Array.of(2, 2, 2, 0, 0, 1, 1), 3)).toBeCloseTo(2 / 6, 12);
  expect(
    predictionStrength(
      own,
      own.map((cluster) => 1 - cluster),
      2,
    ),
  ).toBe(1);
  expect(predictionStrength(Int32Array.of(0, 1), Int32Array.of(0, 0), 2)).toBe(1); // nothing to foretell
});

it('measures the gap in logarithms, with the error of its references', () => {
  const { gap, error } = gapOf(2, Math.E, [Math.E ** 2, Math.E ** 4]);
  expect(gap).toBeCloseTo(3 - 1, 12);
  expect(error).toBeCloseTo(1 * Math.sqrt(1.5), 12);
});

it('chooses the first number that the next does not beat by its error', () => {
  const gaps = [0.1, 0.5, 1.2, 1.25, 1.4].map((gap, i) => ({ k: i + 1, gap, error: 0.1 }));
  expect(chooseByGap(gaps)).toBe(3);
  expect(chooseByGap(gaps.slice(0, 2))).toBe(2);
  expect(chooseByGap([])).toBeNull();
});

it('divides the nearest two clusters’ distance by the widest cluster', () => {
  const x = matrix([
    [0, 0],
    [0, 3],
    [4, 0],
    [4, 1],
  ]);
  expect(dunnIndex(x, Int32Array.of(0, 0, 1, 1))).toBeCloseTo(4 / 3, 12);
  expect(dunnIndex(x, new Int32Array(4))).toBeNaN();
});

it('counts pairs only where both were drawn', () => {
  const seen = consensus(3);
  seen.add(Int32Array.of(0, 0, 1));
  seen.add(Int32Array.of(0, 1, -1));
  expect([...seen.shares()]).toEqual([1, 0.5, 0, 0.5, 1, 0, 0, 0, 1]);
});

it('strews rows over the same box', () => {
  const x = matrix([
    [0, 5],
    [10, 5],
    [2, 7],
  ]);
  const strewn = strewnRows(x, seededRandom(1));
  expect(
    strewn.values.every((value, at) => (at % 2 === 0 ? value >= 0 && value <= 10 : value >= 5 && value <= 7)),
  ).toBe(true);
  expect(new Set(strewn.values).size).toBe(6);
});
