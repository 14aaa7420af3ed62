import fc from 'fast-check';
import { afterAll, expect, it } from 'vitest';
import { createPool } from '../kernels/pool.ts';
import { variants } from '../kernels/variant.ts';
import type { Matrix } from '../table/table.ts';
import { nearestRows } from './neighbours.ts';
import { seededRandom } from './random.ts';

const pools = new Map(variants.map((variant) => [variant, createPool(2, variant)]));
afterAll(() => {
  for (const pool of pools.values()) pool.close();
});

/** Every distance, sorted. */
function slowly({ nRows, nColumns, values }: Matrix, k: number): { rows: number[]; squared: number[] } {
  const all = Array.from({ length: nRows }, (_, row) =>
    Array.from({ length: nRows }, (__, other) => {
      let squared = 0;
      for (let j = 0; j < nColumns; j++) squared += (values[row * nColumns + j]! - values[other * nColumns + j]!) ** 2;
      return { other, squared };
    })
      .filter(({ other }) => other !== row)
      .sort((a, b) => a.squared - b.squared || a.other - b.other)
      .slice(0, k),
  ).flat();
  return { rows: all.map(({ other }) => other), squared: all.map(({ squared }) => squared) };
}

const matrix = (nColumns: number, values: readonly number[]): Matrix => ({
  nRows: values.length / nColumns,
  nColumns,
  values: Float64Array.from(values),
});

/** Coarse numbers with many ties, numbers far from zero, and tiny and huge ones side by side. */
const anyNumber = fc.oneof(
  fc.integer({ min: -2, max: 2 }),
  fc.double({ min: 1e6, max: 1e6 + 1, noNaN: true }),
  fc.constantFrom(1e-200, 1e200, 5e-324, -1e30),
);
const problem = fc
  .tuple(fc.integer({ min: 1, max: 5 }), fc.nat(60), fc.integer({ min: 1, max: 7 }))
  .chain(([d, n, k]) =>
    fc.tuple(fc.constant(d), fc.array(anyNumber, { minLength: d * n, maxLength: d * n }), fc.constant(k)),
  );

it.each(variants)('finds what sorting every distance finds, with %s kernels', async (variant) => {
  await fc.assert(
    fc.asyncProperty(problem, async ([d, values, k]) => {
      const x = matrix(d, values);
      const { rows, squared } = await nearestRows(x, k, pools.get(variant)!);
      const golden = slowly(x, k);
      expect([...squared]).toEqual(golden.squared);
      expect([...rows]).toEqual(golden.rows);
    }),
    { numRuns: 60 },
  );
});

it('gives the same bytes with every variant, also where lists run over', async () => {
  const random = seededRandom(5);
  // Two thirds of the rows are the same, so that no list can hold all that are equally near.
  const values = Array.from({ length: 900 * 3 }, (_, i) => (Math.floor(i / 3) % 3 ? 1 : random.normal()));
  const x = matrix(3, values);
  const [plain, simd, relaxed] = await Promise.all(
    (['plain', 'simd', 'relaxed'] as const).map((v) => nearestRows(x, 10, pools.get(v)!)),
  );
  expect(simd).toEqual(plain);
  expect(relaxed).toEqual(plain);
});

it('finds the first of rows that are all the same', async () => {
  const x = matrix(2, new Array<number>(2 * 400).fill(7));
  for (const variant of variants) {
    const { rows, squared } = await nearestRows(x, 3, pools.get(variant)!);
    expect([...rows.subarray(0, 6), ...rows.subarray(-3)]).toEqual([1, 2, 3, 0, 2, 3, 0, 1, 2]);
    expect(squared.every((distance) => distance === 0)).toBe(true);
  }
});

it('gives fewer where there are no more rows', async () => {
  const pool = pools.get('simd')!;
  expect((await nearestRows(matrix(1, [1, 2, 4]), 9, pool)).k).toBe(2);
  expect((await nearestRows(matrix(1, [1]), 9, pool)).rows).toHaveLength(0);
  expect((await nearestRows(matrix(1, []), 9, pool)).rows).toHaveLength(0);
});
