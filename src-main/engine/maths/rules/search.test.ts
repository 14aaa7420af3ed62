import fc from 'fast-check';
import { expect, it } from 'vitest';
import { binFeature, type BinnedFeature, type RuleFeature } from './bins.ts';
import { binnedDelta, binnedShares, findRule } from './search.ts';
import { shortestBetween } from './shortest.ts';

const numbers = (name: string, values: ArrayLike<number>): RuleFeature => ({
  name,
  kind: 'number',
  values: Float64Array.from(values),
});
const binned = (...features: RuleFeature[]): BinnedFeature[] =>
  features.flatMap((feature) => binFeature(feature) ?? []);
const nothing = (): void => undefined;

it('rounds a bound to the fewest digits that keep it between its neighbours', () => {
  expect(shortestBetween(12.4917, 12.508, false)).toBe(12.5);
  expect(shortestBetween(118, 131, false)).toBe(130);
  expect(shortestBetween(9, 10, false)).toBe(10);
  expect(shortestBetween(9, 10, true)).toBe(9);
  expect(shortestBetween(-0.3, 0.2, false)).toBe(0);
  expect(shortestBetween(-3100, -2950, true)).toBe(-3000);
});

it('keeps every rounded bound inside its interval, however large or small', () => {
  const finite = fc.double({ noNaN: true, noDefaultInfinity: true });
  fc.assert(
    fc.property(finite, finite, (a, b) => {
      const [low, high] = [Math.min(a, b), Math.max(a, b)];
      fc.pre(low < high);
      const [up, down] = [shortestBetween(low, high, false), shortestBetween(low, high, true)];
      expect(up > low && up <= high).toBe(true);
      expect(down >= low && down < high).toBe(true);
    }),
    { numRuns: 2000 },
  );
});

it('finds the box that the rows were chosen by, and nothing beside it', () => {
  const n = 5000;
  const at = (row: number, of: number): number => ((row * of) % n) / n;
  const a = Float64Array.from({ length: n }, (_, row) => at(row, 37) * 100);
  const b = Float64Array.from({ length: n }, (_, row) => at(row, 1009) * 10);
  const noise = Float64Array.from({ length: n }, (_, row) => at(row, 2741));
  const inside = Uint8Array.from(a, (value, row) => (value >= 50 && value < 75 && b[row]! >= 5 ? 1 : 0));
  const features = binned(numbers('a', a), numbers('noise', noise), numbers('b', b));
  const rule = findRule(features, inside, nothing);
  expect(rule?.tests.map(({ of }) => of.feature.name).sort()).toEqual(['a', 'b']);
  expect(rule?.f1).toBeGreaterThan(0.97);
});

it('names the choices that are mostly of the group, and reads a missing value as none of them', () => {
  const codes = Int32Array.from({ length: 600 }, (_, row) => (row % 6) - 1);
  const inside = Uint8Array.from(codes, (code) => (code === 1 || code === 4 ? 1 : 0));
  const rule = findRule(binned({ name: 'city', kind: 'choice', codes, nChoices: 5 }), inside, nothing);
  expect(rule).toMatchObject({ f1: 1, tests: [{ choices: [1, 4] }] });
});

it('says nothing of an empty group, of everyone, or where columns do not tell rows apart', () => {
  const some = binned(numbers('a', [1, 2, 3, 4]));
  expect(findRule(some, new Uint8Array(4), nothing)).toBeNull();
  expect(findRule(some, new Uint8Array(4).fill(1), nothing)).toBeNull();
  expect(binned(numbers('constant', [7, 7, 7]), numbers('missing', [NaN, NaN]), numbers('none', []))).toEqual([]);
  const many = Int32Array.from({ length: 100 }, (_, row) => row);
  expect(binned({ name: 'id', kind: 'choice', codes: many, nChoices: 100 })).toEqual([]);
});

it('puts bounds of dates at the start and the end of days', () => {
  const day = 86_400_000;
  const values = Float64Array.from({ length: 40 }, (_, i) => i * 2 * day + 5000);
  const [feature] = binned({ name: 'when', kind: 'date', values });
  expect(feature!.atLeast.every((value) => value % day === 0)).toBe(true);
  expect(feature!.atMost.every((value) => (value + 1) % day === 0)).toBe(true);
});

it('measures Cliff’s delta and shares as counted by hand', () => {
  // Of 2 × 3 pairs, four have the selected one larger, one smaller, one equal.
  const [feature] = binned(numbers('a', [2, 4, 1, 2, 3]));
  const inside = Uint8Array.of(0, 1, 0, 1, 0);
  expect(binnedDelta(feature!, inside)).toBeCloseTo((4 - 1) / 6, 12);
  const codes = Int32Array.of(0, 1, 2, 1, 1);
  const [choice] = binned({ name: 'c', kind: 'choice', codes, nChoices: 3 });
  expect(binnedShares(choice!, inside)).toEqual({ choice: 1, value: 1, others: 1 / 3 });
});
