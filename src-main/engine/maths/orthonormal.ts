import type { Random } from './random.ts';

/** What is left of a vector counts as nothing below this share of it. */
const NOTHING = 1e-10;

/**
 * Makes rows unit vectors at right angles (Gram–Schmidt, each twice); a row that depends on those before it is replaced by chance.
 *
 * @param rows (nRows, n), nRows at most n; changed.
 */
export function orthonormalise(rows: Float64Array, nRows: number, n: number, random: Random): void {
  for (let a = 0; a < nRows; a++) {
    const own = rows.subarray(a * n, (a + 1) * n);
    for (let tries = 0; ; tries++) {
      const before = lengthOf(own);
      for (let twice = 0; twice < 2; twice++) for (let b = 0; b < a; b++) takeOff(own, rows, b * n);
      const after = lengthOf(own);
      if (after > NOTHING * before || tries === TRIES) {
        if (after > 0) for (let j = 0; j < n; j++) own[j] = own[j]! / after;
        break;
      }
      for (let j = 0; j < n; j++) own[j] = random.normal();
    }
  }
}

const TRIES = 3;

function lengthOf(vector: Float64Array): number {
  let sum = 0;
  for (const value of vector) sum += value ** 2;
  return Math.sqrt(sum);
}

function takeOff(own: Float64Array, rows: Float64Array, at: number): void {
  let dot = 0;
  for (let j = 0; j < own.length; j++) dot += own[j]! * rows[at + j]!;
  for (let j = 0; j < own.length; j++) own[j] = own[j]! - dot * rows[at + j]!;
}

/** A matrix (n, m) turned to (m, n). */
export function turned(matrix: Float64Array, n: number, m: number): Float64Array {
  const out = new Float64Array(matrix.length);
  for (let i = 0; i < n; i++) for (let j = 0; j < m; j++) out[j * n + i] = matrix[i * m + j]!;
  return out;
}
