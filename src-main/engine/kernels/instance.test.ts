import { expect, it } from 'vitest';
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
