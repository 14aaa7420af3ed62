import { expect, it } from 'vitest';
import fc from 'fast-check';
import { assignRows, type AssignShared } from './assign-rows.ts';
import { KERNEL_MEMORY_BYTES, kernelsOf } from './instance.ts';
import { canRun, chosenVariant, variants } from './variant.ts';

it('has compiled kernels on the machines that test it', () => {
  expect(variants.filter(canRun)).toEqual(['relaxed', 'simd', 'plain']);
  expect(chosenVariant()).toBe(process.env.CLIENTELE_KERNELS ?? 'relaxed');
});

it('places arrays apart, grows by need and begins anew', () => {
  const kernels = kernelsOf('simd')!;
  kernels.begin();
  const first = kernels.put(Float64Array.of(1, 2, 3));
  const second = kernels.put(new Float64Array(100_000).fill(7));
  expect(Array.from(kernels.view(Float64Array, first, 3))).toEqual([1, 2, 3]);
  expect(second % 64).toBe(0);
  expect(kernels.view(Float64Array, second, 100_000).every((value) => value === 7)).toBe(true);
  kernels.begin();
  expect(kernels.room(8)).toBe(first);
  expect(() => kernels.room(KERNEL_MEMORY_BYTES)).toThrow(RangeError);
  kernels.begin();
});

/** Ordinary values and those that break loops. */
const anyDouble = fc.oneof(fc.double({ min: -1e3, max: 1e3, noNaN: true }), fc.double());

function assignment(x: readonly number[], centres: readonly number[], nFeatures: number): AssignShared {
  const nRows = x.length / nFeatures;
  return {
    x: Float64Array.from(x),
    centres: Float64Array.from(centres),
    nFeatures,
    nClusters: centres.length / nFeatures,
    clusters: new Int32Array(nRows),
    distances: new Float64Array(nRows),
  };
}

const problem = fc
  .tuple(fc.integer({ min: 1, max: 5 }), fc.nat(17), fc.integer({ min: 1, max: 7 }))
  .chain(([f, n, k]) =>
    fc.tuple(
      fc.array(anyDouble, { minLength: n * f, maxLength: n * f }),
      fc.array(anyDouble, { minLength: k * f, maxLength: k * f }),
      fc.constant(f),
    ),
  );

it('assigns rows with plain SIMD to the byte as without', () => {
  fc.assert(
    fc.property(problem, ([x, centres, nFeatures]) => {
      const [plain, simd] = [assignment(x, centres, nFeatures), assignment(x, centres, nFeatures)];
      const nRows = x.length / nFeatures;
      expect(assignRows(0, nRows, simd, kernelsOf('simd'))).toEqual(assignRows(0, nRows, plain, null));
      expect([simd.clusters, simd.distances]).toEqual([plain.clusters, plain.distances]);
    }),
  );
});
