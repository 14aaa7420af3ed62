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

/** Draws x towards the solution by a few steps of conjugate gradients. */
export function solveByGradientsPlain(
  gram: Float64Array,
  rows: readonly Float64Array[],
  weights: Float64Array,
  x: Float64Array,
  nSteps: number,
): void {
  const width = x.length;
  const r = new Float64Array(width);
  const ap = new Float64Array(width);
  gramTimes(gram, x, -1, r);
  rows.forEach((y, i) => {
    const weight = weights[i]!;
    addMultiple(r, 1 + weight - weight * dot(y, x), y);
  });
  const p = r.slice();
  let size = dot(r, r);
  for (let step = 0; step < nSteps && size > 1e-20; step++) {
    gramTimes(gram, p, 1, ap);
    rows.forEach((y, i) => {
      addMultiple(ap, weights[i]! * dot(y, p), y);
    });
    const length = size / dot(p, ap);
    addMultiple(x, length, p);
    addMultiple(r, -length, ap);
    const next = dot(r, r);
    const kept = next / size;
    for (let j = 0; j < width; j++) p[j] = r[j]! + kept * p[j]!;
    size = next;
  }
}

function gramTimes(gram: Float64Array, x: Float64Array, sign: number, out: Float64Array): void {
  const width = x.length;
  out.fill(0);
  for (let i = 0; i < width; i++) addMultiple(out, sign * x[i]!, gram.subarray(i * width, (i + 1) * width));
}

function addMultiple(out: Float64Array, factor: number, y: Float64Array): void {
  for (let j = 0; j < out.length; j++) out[j]! += factor * y[j]!;
}

function dot(x: Float64Array, y: Float64Array): number {
  let [even, odd] = [0, 0];
  for (let j = 0; j < x.length; j += 2) {
    even += x[j]! * y[j]!;
    odd += x[j + 1]! * y[j + 1]!;
  }
  return even + odd;
}
