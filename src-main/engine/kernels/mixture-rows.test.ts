import fc from 'fast-check';
import { expect, it } from 'vitest';
import { seededRandom } from '../maths/random.ts';
import { kernelsOf } from './instance.ts';
import { mixtureRows, type MixtureShared } from './mixture-rows.ts';

/** Ordinary values, and those that strain loops: equal, huge and tiny ones, and what is no number. */
const value = fc.oneof(
  { weight: 8, arbitrary: fc.double({ min: -50, max: 50, noNaN: true }) },
  { weight: 2, arbitrary: fc.integer({ min: -2, max: 2 }) },
  { weight: 1, arbitrary: fc.constantFrom(1e200, -1e160, 5e-324, 1e-310, Infinity, NaN) },
);

const problems = fc
  .record({ nRows: fc.nat(21), d: fc.integer({ min: 1, max: 7 }), k: fc.integer({ min: 1, max: 5 }), isDiagonal: fc.boolean() })
  .chain(({ nRows, d, k, isDiagonal }) => {
    const array = (n: number) => fc.array(value, { minLength: n, maxLength: n });
    return fc.record({
      x: array(nRows * d),
      means: array(k * d),
      whiteners: array(k * (isDiagonal ? d : (d * (d + 1)) / 2)),
      offsets: array(k),
      shape: fc.constant({ nRows, nFeatures: d, nComponents: k, isDiagonal }),
    });
  }); // prettier-ignore

function pass(given: Omit<MixtureShared, 'clusters' | 'certainty'>, nRows: number, variant: 'plain' | 'simd') {
  const clusters = new Int32Array(nRows);
  const certainty = new Float64Array(nRows);
  const sums = mixtureRows(0, nRows, { ...given, clusters, certainty }, kernelsOf(variant));
  return { ...sums, clusters, certainty };
}

it('gives with SIMD to the byte what it gives without', () => {
  fc.assert(
    fc.property(problems, ({ x, means, whiteners, offsets, shape: { nRows, ...shape } }) => {
      const [rows, middles] = [Float64Array.from(x), Float64Array.from(means)];
      const shapes = { whiteners: Float64Array.from(whiteners), offsets: Float64Array.from(offsets) };
      const given = { x: rows, means: middles, ...shapes, ...shape };
      expect(pass(given, nRows, 'simd')).toEqual(pass(given, nRows, 'plain'));
    }),
    { numRuns: 400 },
  );
});

it('shares rows between components as exponentials of their logarithms do', () => {
  const random = seededRandom(4);
  const nRows = 500;
  const x = Float64Array.from({ length: nRows }, () => 40 * random.normal());
  const offsets = Float64Array.of(-1, -2, 0.5);
  const given = { x, nFeatures: 1, nComponents: 3, means: Float64Array.of(-9, 0, 20), whiteners: Float64Array.of(1, 0.5, 0.25), isDiagonal: false, offsets }; // prettier-ignore
  const { weights, certainty, logLikelihood } = pass(given, nRows, 'plain');
  let [first, likelihood] = [0, 0];
  x.forEach((at, row) => {
    const logs = [0, 1, 2].map((k) => offsets[k]! - ((at - given.means[k]!) * given.whiteners[k]!) ** 2 / 2);
    const most = Math.max(...logs);
    const parts = logs.map((log) => Math.exp(log - most));
    const total = parts[0]! + parts[1]! + parts[2]!;
    first += parts[0]! / total;
    likelihood += most + Math.log(total);
    expect(certainty[row]).toBeCloseTo(1 / total, 14);
  });
  expect(weights[0]! / first).toBeCloseTo(1, 13);
  expect(logLikelihood / likelihood).toBeCloseTo(1, 13);
});
