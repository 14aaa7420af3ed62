import fc from 'fast-check';
import { expect, it } from 'vitest';
import { createPool, type BlockPool } from '../kernels/pool.ts';
import type { SparseRows } from '../table/sparse.ts';
import type { Matrix } from '../table/table.ts';
import { product, sparseTimes } from './product.ts';

const [relaxed, simd, plain] = [createPool(1, 'relaxed'), createPool(1, 'simd'), createPool(1, 'plain')];

const anyNumber = fc.oneof(fc.double({ min: -100, max: 100, noNaN: true }), fc.double());
const matrix = (nRows: number, nColumns: number): fc.Arbitrary<Matrix> =>
  fc
    .array(anyNumber, { minLength: nRows * nColumns, maxLength: nRows * nColumns })
    .map((values) => ({ nRows, nColumns, values: Float64Array.from(values) }));
const size = fc.integer({ min: 0, max: 9 });

/** NaN has many bit patterns, and processors differ in which they give. */
const same = (a: Float64Array, b: Float64Array) => expect(Array.from(a)).toEqual(Array.from(b));
const tame = (nRows: number, nColumns: number, seed: number): Matrix => ({
  nRows,
  nColumns,
  values: Float64Array.from({ length: nRows * nColumns }, (_, i) => Math.sin((i + seed) * 12.9898) * 3),
});

/** By the definition, term after term. */
function byHand(a: Matrix, b: Matrix): Float64Array {
  const out = new Float64Array(a.nRows * b.nColumns);
  for (let i = 0; i < a.nRows; i++)
    for (let j = 0; j < b.nColumns; j++)
      for (let p = 0; p < a.nColumns; p++)
        out[i * b.nColumns + j]! += a.values[i * a.nColumns + p]! * b.values[p * b.nColumns + j]!;
  return out;
}

/** A matrix without what is zero in it. */
function sparseOf({ nRows, nColumns, values }: Matrix): SparseRows {
  const [offsets, columns, kept] = [[0], [] as number[], [] as number[]];
  for (let row = 0; row < nRows; row++) {
    for (let column = 0; column < nColumns; column++) {
      const value = values[row * nColumns + column]!;
      if (value === 0) continue;
      columns.push(column);
      kept.push(value);
    }
    offsets.push(kept.length);
  }
  return {
    nRows,
    nColumns,
    offsets: Int32Array.from(offsets),
    columns: Int32Array.from(columns),
    values: Float64Array.from(kept),
  };
}

it('multiplies (2, 3) by (3, 2) as one does by hand', async () => {
  const a = { nRows: 2, nColumns: 3, values: Float64Array.of(1, 2, 3, 4, 5, 6) };
  const b = { nRows: 3, nColumns: 2, values: Float64Array.of(7, 8, 9, 10, 11, 12) };
  for (const pool of [relaxed, simd, plain]) {
    same((await product(a, b, { pool })).values, Float64Array.of(58, 64, 139, 154));
    same((await product(a, b, { pool }, Float64Array.of(1, 1, 1))).values, Float64Array.of(31, 34, 112, 124));
  }
});

it('multiplies any numbers alike with plain SIMD and without, empty and odd sizes among them', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.tuple(size, size, size).chain(([m, k, n]) => fc.tuple(matrix(m, k), matrix(k, n))),
      async ([a, b]) => {
        const [fast, slow] = [await product(a, b, { pool: simd }), await product(a, b, { pool: plain })];
        expect([fast.nRows, fast.nColumns]).toEqual([a.nRows, b.nColumns]);
        same(fast.values, slow.values);
        same(slow.values, byHand(a, b));
      },
    ),
    { numRuns: 60 },
  );
});

it('goes on over more terms and columns than fit the nearest cache', async () => {
  const [a, b] = [tame(37, 601, 1), tame(601, 131, 2)];
  const expected = byHand(a, b);
  same((await product(a, b, { pool: simd })).values, expected);
  (await product(a, b, { pool: relaxed })).values.forEach((value, at) => expect(value).toBeCloseTo(expected[at]!, 8));
});

it('takes columns in parts where they are too many for a thread', async () => {
  const [a, b] = [tame(2, 60_000, 3), tame(60_000, 45, 4)];
  same((await product(a, b, { pool: simd })).values, byHand(a, b));
}, 20_000);

it('multiplies a sparse matrix alike with plain SIMD and without, as its dense twin', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.tuple(size, size, fc.integer({ min: 1, max: 19 })).chain(([m, k, n]) => fc.tuple(matrix(m, k), matrix(k, n))),
      async ([a, b]) => {
        const sparse = sparseOf(a);
        const of = (pool: BlockPool) => sparseTimes(sparse, b.values, b.nColumns, { pool });
        same(await of(simd), await of(plain));
      },
    ),
    { numRuns: 60 },
  );
  const [a, b] = [tame(300, 41, 5), tame(41, 27, 6)];
  const sparse = sparseOf({ ...a, values: a.values.map((value) => (value > 1 ? value : 0)) });
  const expected = byHand({ ...a, values: a.values.map((value) => (value > 1 ? value : 0)) }, b);
  same(await sparseTimes(sparse, b.values, 27, { pool: simd }), expected);
  (await sparseTimes(sparse, b.values, 27, { pool: relaxed })).forEach((value, at) =>
    expect(value).toBeCloseTo(expected[at]!, 9),
  );
});
