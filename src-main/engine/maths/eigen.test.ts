import { expect, it } from 'vitest';
import { symmetricEigen } from './eigen.ts';
import { seededRandom } from './random.ts';

it('finds the axes of a matrix worked on paper', () => {
  const { values, vectors } = symmetricEigen(Float64Array.of(2, 1, 1, 2), 2);
  const half = Math.SQRT1_2;
  [3, 1].forEach((value, i) => expect(values[i]).toBeCloseTo(value, 12));
  [half, half, half, -half].forEach((value, i) => expect(vectors[i]).toBeCloseTo(value, 12));
});

it('rebuilds a matrix from its vectors, which are of length one and at right angles', () => {
  const random = seededRandom(6);
  const n = 12;
  const matrix = new Float64Array(n * n);
  for (let i = 0; i < n; i++) for (let j = i; j < n; j++) matrix[i * n + j] = matrix[j * n + i] = random.normal();
  const { values, vectors } = symmetricEigen(matrix, n);
  expect(Array.from(values)).toEqual(Array.from(values).toSorted((a, b) => b - a));
  const dot = (a: number, b: number): number =>
    Array.from({ length: n }, (_, i) => vectors[a * n + i]! * vectors[b * n + i]!).reduce(
      (sum, value) => sum + value,
      0,
    );
  for (let i = 0; i < n; i++) {
    for (let j = 0; j < n; j++) {
      expect(dot(i, j)).toBeCloseTo(i === j ? 1 : 0, 10);
      const rebuilt = Array.from(values, (value, k) => value * vectors[k * n + i]! * vectors[k * n + j]!).reduce(
        (sum, value) => sum + value,
        0,
      );
      expect(rebuilt).toBeCloseTo(matrix[i * n + j]!, 10);
    }
  }
});

it('makes the largest entry of each vector positive, and leaves the matrix alone', () => {
  const matrix = Float64Array.of(0, -1, -1, 0);
  expect(symmetricEigen(matrix, 2).vectors.every((value, i) => i % 2 === 1 || value > 0)).toBe(true);
  expect(Array.from(matrix)).toEqual([0, -1, -1, 0]);
  expect(symmetricEigen(new Float64Array(0), 0).values.length).toBe(0);
});
