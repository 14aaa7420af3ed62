import { STRIP } from './strips.ts';

// The loops of `assembly/least-squares.ts` in TypeScript: the same bytes as plain SIMD.

/** a += Σ weight·y·yᵀ, b += Σ (1 + weight)·y. */
export function addWeightedPlain(
  rows: readonly Float64Array[],
  weights: Float64Array,
  a: Float64Array,
  b: Float64Array,
): void {
  const width = b.length;
  rows.forEach((y, row) => {
    const weight = weights[row]!;
    const whole = 1 + weight;
    for (let j = 0; j < width; j++) b[j]! += whole * y[j]!;
    for (let i = 0; i < width; i++) {
      const scaled = weight * y[i]!;
      for (let j = i & -STRIP; j < width; j++) a[i * width + j]! += scaled * y[j]!;
    }
  });
}

/** Solves a·x = b by the Cholesky factor, which the upper triangle of a becomes; b becomes x. */
export function solvePositivePlain(a: Float64Array, width: number, b: Float64Array): void {
  factorPlain(a, width);
  solveFactoredPlain(a, width, b);
}

/** The upper triangle of a becomes its Cholesky factor r, a = rᵀ·r. */
export function factorPlain(a: Float64Array, width: number): void {
  for (let p = 0; p < width; p++) {
    const row = p * width;
    const scale = 1 / Math.sqrt(a[row + p]!);
    for (let j = p; j < width; j++) a[row + j] = a[row + j]! * scale;
    for (let i = p + 1; i < width; i++) {
      const factor = -a[row + i]!;
      for (let j = i; j < width; j++) a[i * width + j]! += factor * a[row + j]!;
    }
  }
}

/** Solves rᵀ·r·x = b with the upper triangle r; b becomes x. */
export function solveFactoredPlain(r: Float64Array, width: number, b: Float64Array): void {
  for (let p = 0; p < width; p++) {
    const value = b[p]! / r[p * width + p]!;
    b[p] = value;
    for (let j = p + 1; j < width; j++) b[j] = b[j]! - value * r[p * width + j]!;
  }
  for (let p = width - 1; p >= 0; p--) {
    let value = b[p]!;
    for (let j = p + 1; j < width; j++) value -= r[p * width + j]! * b[j]!;
    b[p] = value / r[p * width + p]!;
  }
}
