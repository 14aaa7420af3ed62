import { expect, it } from 'vitest';
import { seededRandom } from '../../maths/random.ts';
import { testContext } from '../testing.ts';
import { bootstrapMeans, bootstrapRatio } from './bootstrap.ts';

const { signal } = testContext();

it('comes close to the interval that theory gives for a mean', () => {
  const random = seededRandom(3);
  const values = Float64Array.from({ length: 400 }, () => random.normal() * 2 + 5);
  const mean = values.reduce((sum, value) => sum + value, 0) / 400;
  const deviation = Math.sqrt(values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / 400);
  const { lower, upper } = bootstrapMeans({ nRows: 400, nColumns: 1, values }, 2000, 0.95, seededRandom(1), signal);
  const half = (1.96 * deviation) / Math.sqrt(400);
  expect(Math.abs((lower[0] ?? 0) - (mean - half))).toBeLessThan(0.1 * half);
  expect(Math.abs((upper[0] ?? 0) - (mean + half))).toBeLessThan(0.1 * half);
});

it('keeps columns paired: a constant difference has an interval of no width', () => {
  const values = Float64Array.from({ length: 60 }, (_, i) => (i % 2 === 0 ? i : i - 1 + 7));
  const differences = Float64Array.from(
    { length: 30 },
    (_, row) => (values[2 * row + 1] ?? 0) - (values[2 * row] ?? 0),
  );
  const { lower, upper } = bootstrapMeans(
    { nRows: 30, nColumns: 1, values: differences },
    100,
    0.9,
    seededRandom(1),
    signal,
  );
  expect([lower[0], upper[0]]).toEqual([7, 7]);
  const both = bootstrapMeans({ nRows: 30, nColumns: 2, values }, 100, 0.9, seededRandom(1), signal);
  expect((both.lower[1] ?? 0) - (both.lower[0] ?? 0)).toBeCloseTo(7, 10);
});

it('gives the same numbers for the same seed and stops when cancelled', () => {
  const x = { nRows: 3, nColumns: 1, values: Float64Array.of(1, 2, 4) };
  expect(bootstrapMeans(x, 50, 0.95, seededRandom(9), signal)).toEqual(
    bootstrapMeans(x, 50, 0.95, seededRandom(9), signal),
  );
  const context = testContext();
  context.cancelAfter(3);
  expect(() => bootstrapMeans(x, 50, 0.95, seededRandom(9), context.signal)).toThrow(
    expect.objectContaining({ code: 'cancelled' }),
  );
});

it('gives a ratio of means that stays paired, and widens as theory says where it is not', () => {
  const random = seededRandom(4);
  const [first, second] = [0, 1].map(() => Float64Array.from({ length: 500 }, () => 10 + random.normal()));
  const beside = (above: Float64Array, below: Float64Array) => ({
    nRows: 500,
    nColumns: 2,
    values: Float64Array.from({ length: 1000 }, (_, at) => (at % 2 === 0 ? above : below)[at >> 1]!),
  });
  const doubled = beside(
    first!.map((value) => 2 * value),
    first!,
  );
  const same = bootstrapRatio(doubled, 200, 0.95, seededRandom(1), signal);
  expect([same.lower, same.upper].map((end) => Number(end.toFixed(12)))).toEqual([2, 2]);
  const { lower, upper } = bootstrapRatio(beside(first!, second!), 2000, 0.95, seededRandom(1), signal);
  // The delta method: two means of standard error 1 / √500, ten high each.
  const half = (1.96 * Math.sqrt(2 / 500)) / 10;
  expect((upper - lower) / (2 * half)).toBeGreaterThan(0.9);
  expect((upper - lower) / (2 * half)).toBeLessThan(1.1);
});
