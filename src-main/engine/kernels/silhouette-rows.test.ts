import { expect, it } from 'vitest';
import fc from 'fast-check';
import { kernelsOf } from './instance.ts';
import { silhouetteRows, type SilhouetteShared } from './silhouette-rows.ts';

/** Ordinary values and those that break loops. */
const anyDouble = fc.oneof(fc.double({ min: -1e3, max: 1e3, noNaN: true }), fc.double());

const SIZES = [3, 2];

const problems = fc.tuple(fc.integer({ min: 1, max: 5 }), fc.nat(21)).chain(([nFeatures, nRows]) =>
  fc.record({
    nFeatures: fc.constant(nFeatures),
    nRows: fc.constant(nRows),
    x: fc.array(anyDouble, { minLength: nFeatures * nRows, maxLength: nFeatures * nRows }),
    groups: fc.array(fc.tuple(fc.nat(2), fc.nat(1)), { minLength: nRows, maxLength: nRows }),
  }),
);

function shared(problem: typeof problems extends fc.Arbitrary<infer P> ? P : never): SilhouetteShared {
  const clusters = Int32Array.from(problem.groups.flatMap(([a, b]) => [a, SIZES[0]! + b]));
  const sizes = new Int32Array(SIZES[0]! + SIZES[1]!);
  for (const cluster of clusters) sizes[cluster]!++;
  return {
    x: Float64Array.from(problem.x),
    nRows: problem.nRows,
    nFeatures: problem.nFeatures,
    first: 0,
    bounds: Int32Array.of(0, SIZES[0]!, SIZES[0]! + SIZES[1]!),
    clusters,
    sizes,
    silhouettes: new Float64Array(clusters.length),
  };
}

function silhouettes(problem: Parameters<typeof shared>[0], variant: 'plain' | 'simd' | 'relaxed'): Float64Array {
  const given = shared(problem);
  silhouetteRows(0, problem.nRows, given, kernelsOf(variant));
  return given.silhouettes;
}

it('measures with plain SIMD to the byte as without, whatever the values', () => {
  fc.assert(
    fc.property(problems, (problem) => {
      expect(silhouettes(problem, 'simd')).toEqual(silhouettes(problem, 'plain'));
    }),
  );
});

it('measures with relaxed SIMD but for rounding, and the same in parts', () => {
  const ordinary = problems.map((problem) => ({
    ...problem,
    x: problem.x.map((value, i) => (Math.abs(value) <= 1e3 && Math.abs(value) > 1e-100 ? value : i)),
  }));
  fc.assert(
    fc.property(ordinary, fc.nat(21), (problem, cut) => {
      const whole = silhouettes(problem, 'relaxed');
      const plain = silhouettes(problem, 'plain');
      for (const [at, value] of whole.entries()) expect(Math.abs(value - plain[at]!)).toBeLessThan(1e-9);
      const parts = shared(problem);
      const at = Math.min(cut, problem.nRows);
      silhouetteRows(0, at, parts, kernelsOf('relaxed'));
      silhouetteRows(at, problem.nRows, parts, kernelsOf('relaxed'));
      expect(parts.silhouettes).toEqual(whole);
    }),
  );
});
