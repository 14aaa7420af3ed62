import fc from 'fast-check';
import { afterAll, expect, it } from 'vitest';
import { entryAt, newTiles, tileStart, type Tiles } from '../kernels/tiles.ts';
import { closeTestPools, testContext } from '../steps/testing.ts';
import { choleskyInverse, invertTiles } from './cholesky.ts';
import { seededRandom } from './random.ts';

afterAll(closeTestPools);

/** A matrix of random columns times itself, and a ridge. */
function positive(n: number, seed: number): Float64Array {
  const random = seededRandom(seed);
  const half = Float64Array.from({ length: n * n }, () => random.normal());
  return Float64Array.from({ length: n * n }, (_, at) => {
    const [i, j] = [Math.floor(at / n), at % n];
    let sum = i === j ? n / 4 : 0;
    for (let k = 0; k < n; k++) sum += half[i * n + k]! * half[j * n + k]!;
    return sum;
  });
}

function inTiles(matrix: Float64Array, n: number): Tiles {
  const tiles = newTiles(n);
  const { size, values } = tiles;
  for (let i = 0; i < n; i++) {
    for (let j = 0; j <= i; j++) {
      const [a, b] = [Math.floor(i / size), Math.floor(j / size)];
      values[tileStart(a, b, size) + (i - a * size) * size + (j - b * size)] = matrix[i * n + j]!;
    }
  }
  return tiles;
}

/** The largest difference of matrix · inverse from the unit matrix. */
function distanceFromUnit(matrix: Float64Array, n: number, inverse: (i: number, j: number) => number): number {
  let worst = 0;
  // Of a large matrix some columns tell enough.
  const step = Math.ceil(n / 40);
  for (let i = 0; i < n; i++) {
    for (let j = 0; j < n; j += step) {
      let sum = i === j ? -1 : 0;
      for (let k = 0; k < n; k++) sum += matrix[i * n + k]! * inverse(k, j);
      worst = Math.max(worst, Math.abs(sum));
    }
  }
  return worst;
}

it('inverts a matrix worked on paper, and tells one that is not positive definite', () => {
  expect(Array.from(choleskyInverse(Float64Array.of(4, 2, 2, 2), 2) ?? [])).toEqual([0.5, -0.5, -0.5, 1]);
  expect(choleskyInverse(Float64Array.of(1, 2, 2, 1), 2)).toBeNull();
  expect(choleskyInverse(Float64Array.of(NaN), 1)).toBeNull();
  expect(choleskyInverse(new Float64Array(0), 0)).toEqual(new Float64Array(0));
});

it('gives the unit matrix with what it inverted, whatever the size', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 20 }), fc.integer(), (n, seed) => {
      const matrix = positive(n, seed);
      const inverse = choleskyInverse(matrix, n)!;
      expect(distanceFromUnit(matrix, n, (i, j) => inverse[i * n + j]!)).toBeLessThan(1e-9);
    }),
    { numRuns: 40 },
  );
});

it.each([1, 3, 4, 130, 260])(
  'inverts %i rows in tiles: as whole, and alike on one thread and two, with SIMD and without',
  async (n) => {
    const matrix = positive(n, n);
    const results: Float64Array[] = [];
    for (const [threads, variant] of [
      [1, 'plain'],
      [2, 'simd'],
      [2, 'relaxed'],
    ] as const) {
      const tiles = inTiles(matrix, n);
      expect(await invertTiles(tiles, testContext({ threads, variant }), () => undefined)).toBe(true);
      expect(distanceFromUnit(matrix, n, (i, j) => entryAt(tiles, i, j))).toBeLessThan(1e-9);
      results.push(tiles.values);
    }
    expect(results[1]).toEqual(results[0]);
  },
);

it('tells a matrix in tiles that is not positive definite, and stops when cancelled', async () => {
  const matrix = positive(200, 1);
  matrix[150 * 200 + 150] = -1;
  expect(await invertTiles(inTiles(matrix, 200), testContext(), () => undefined)).toBe(false);
  const context = testContext();
  context.cancelAfter(1);
  await expect(
    invertTiles(inTiles(positive(300, 1), 300), context, () => context.signal.throwIfAborted()),
  ).rejects.toMatchObject({ code: 'cancelled' });
});
