import fc from 'fast-check';
import { expect, it } from 'vitest';
import { kernelsOf, newMemory } from './instance.ts';
import type { SvmKernel } from './svm-likeness.ts';
import { compiledSvmLoops, type SvmLoops } from './svm-loops.ts';
import { plainSvmLoops } from './svm-loops-plain.ts';
import { svmRows } from './svm-rows.ts';

/** Ordinary values, and those that strain loops: equal, huge and tiny ones, and what is no number. */
const value = fc.oneof(
  { weight: 12, arbitrary: fc.double({ min: -5, max: 5, noNaN: true }) },
  { weight: 3, arbitrary: fc.integer({ min: -2, max: 2 }) },
  { weight: 1, arbitrary: fc.constantFrom(1e160, -1e30, 5e-324, 1e-310, Infinity, NaN) },
);
const array = (n: number) =>
  fc.array(value, { minLength: n, maxLength: n }).map((numbers) => Float64Array.from(numbers));
const kernel: fc.Arbitrary<SvmKernel> = fc.record({
  kind: fc.constantFrom('linear', 'rbf', 'polynomial', 'sigmoid'),
  gamma: fc.double({ min: 1e-3, max: 3, noNaN: true }),
  degree: fc.integer({ min: 1, max: 4 }),
  offset: fc.integer({ min: -1, max: 1 }),
});
const problems = fc
  .record({ nRows: fc.integer({ min: 1, max: 40 }), nColumns: fc.nat(5) })
  .chain(({ nRows, nColumns }) =>
    fc.record({
      kernel,
      x: array(nRows * nColumns).map((values) => ({ nRows, nColumns, values })),
      pulls: array(nRows),
      free: fc.array(fc.nat(3), { minLength: nRows, maxLength: nRows }),
      row: fc.nat(nRows - 1),
      by: fc.tuple(value, value),
    }),
  );

const memory = newMemory(2 ** 24);

it('moves pairs with SIMD to the byte as it does without', () => {
  fc.assert(
    fc.property(problems, ({ kernel, x, pulls, free, row, by }) => {
      const said = (loops: SvmLoops) => {
        loops.pulls.fill(0).set(pulls);
        loops.rise.fill(-Infinity).set(free.map((may) => (may & 1 ? 0 : -Infinity)));
        loops.fall.fill(Infinity).set(free.map((may) => (may & 2 ? 0 : Infinity)));
        loops.fill(0, row);
        loops.fill(1, x.nRows - 1);
        const rising = loops.slide(0, by[0], 1, by[1]);
        const strongest = loops.found[0]!;
        const falling = loops.partner(0, row, strongest);
        const alike = free.map((_, t) => [loops.at(0, t), loops.at(1, t)]);
        return { rising, strongest, falling, found: loops.found.slice(), alike, pulls: loops.pulls.slice(0, x.nRows) };
      };
      expect(said(compiledSvmLoops(x, kernel, memory, 'simd'))).toEqual(said(plainSvmLoops(x, kernel)));
    }),
    { numRuns: 300 },
  );
});

it('measures rows from a border with SIMD to the byte as it does without', () => {
  const finite = fc.double({ min: -5, max: 5, noNaN: true });
  const numbers = (n: number) =>
    fc.array(finite, { minLength: n, maxLength: n }).map((list) => Float64Array.from(list));
  const borders = fc
    .record({ nRows: fc.nat(5), nVectors: fc.nat(40), nColumns: fc.nat(4) })
    .chain(({ nRows, nVectors, nColumns }) =>
      fc.record({
        kernel,
        nColumns: fc.constant(nColumns),
        x: numbers(nRows * nColumns),
        vectors: numbers(nVectors * nColumns),
        weights: numbers(nVectors),
        intercept: finite,
        nRows: fc.constant(nRows),
      }),
    );
  fc.assert(
    fc.property(borders, ({ nRows, ...border }) => {
      const [compiled, plain] = (['simd', 'plain'] as const).map((variant) => {
        const out = new Float64Array(nRows);
        svmRows(0, nRows, { ...border, out }, kernelsOf(variant));
        return out;
      });
      expect(compiled).toEqual(plain);
    }),
    { numRuns: 200 },
  );
});

it('takes vectors in groups without another result', () => {
  // 70 columns and 400 vectors are more than the processor keeps near at a time.
  const [nColumns, nVectors] = [70, 400];
  const vectors = Float64Array.from({ length: nVectors * nColumns }, (_, i) => Math.sin(i * 1.7));
  const weights = Float64Array.from({ length: nVectors }, (_, i) => Math.cos(i));
  const kernel: SvmKernel = { kind: 'rbf', gamma: 0.02, degree: 1, offset: 0 };
  const x = vectors.slice(0, 3 * nColumns);
  const out = new Float64Array(3);
  svmRows(0, 3, { x, nColumns, kernel, vectors, weights, intercept: 0.25, out }, kernelsOf('simd'));
  for (let row = 0; row < 3; row++) {
    let sum = 0.25;
    for (let k = 0; k < nVectors; k++) {
      let apart = 0;
      for (let j = 0; j < nColumns; j++) apart += (vectors[row * nColumns + j]! - vectors[k * nColumns + j]!) ** 2;
      sum += weights[k]! * Math.exp(-0.02 * apart);
    }
    expect(out[row]).toBeCloseTo(sum, 10);
  }
});
