import { tileStart, type Tiles } from '../kernels/tiles.ts';
import type { Context } from '../steps/context.ts';

/**
 * The inverse of a symmetric positive definite matrix by its Cholesky factor; only the lower triangle is read. Golub & Van Loan (2013), 4.2.
 *
 * @param matrix (n, n), row-major; not modified. @returns null where it is not positive definite.
 */
export function choleskyInverse(matrix: Float64Array, n: number): Float64Array | null {
  const inverse = inverseFactor(matrix, n);
  return inverse && crossed(inverse, n);
}

/**
 * The inverse L⁻¹ of the Cholesky factor of a symmetric positive definite matrix L·Lᵀ, of which only the lower triangle is read.
 *
 * @param matrix (n, n), row-major; not modified. @returns (n, n), zero above the diagonal; null where the matrix is not positive definite.
 */
export function inverseFactor(matrix: Float64Array, n: number): Float64Array | null {
  const l = matrix.slice();
  for (let i = 0; i < n; i++) {
    const own = i * n;
    for (let j = 0; j <= i; j++) {
      const other = j * n;
      let sum = l[own + j]!;
      for (let k = 0; k < j; k++) sum -= l[own + k]! * l[other + k]!;
      if (i !== j) l[own + j] = sum / l[other + j]!;
      else if (sum > 0) l[own + i] = Math.sqrt(sum);
      else return null;
    }
  }
  const inverse = new Float64Array(n * n);
  for (let i = 0; i < n; i++) {
    const own = inverse.subarray(i * n, i * n + i + 1);
    for (let k = 0; k < i; k++) {
      const factor = l[i * n + k]!;
      for (let j = 0, at = k * n; j <= k; j++) own[j]! -= factor * inverse[at + j]!;
    }
    own[i] = 1;
    for (let j = 0; j <= i; j++) own[j] = own[j]! / l[i * n + i]!;
  }
  return inverse;
}

/** L⁻ᵀ·L⁻¹, row by row of L⁻¹. */
function crossed(inverse: Float64Array, n: number): Float64Array {
  const out = new Float64Array(n * n);
  for (let k = 0; k < n; k++) {
    for (let i = 0; i <= k; i++) {
      const factor = inverse[k * n + i]!;
      for (let j = 0, at = k * n, to = i * n; j <= i; j++) out[to + j]! += factor * inverse[at + j]!;
    }
  }
  for (let i = 0; i < n; i++) for (let j = 0; j < i; j++) out[j * n + i] = out[i * n + j]!;
  return out;
}

/** Tiles that a thread changes at a time. */
const TILES = 8;

/**
 * Turns a symmetric positive definite matrix into its inverse, in place, tile by tile: each pivot tile is the Schur complement that block
 * Cholesky would meet, its inverse comes from its Cholesky factor, and all other tiles are swept by it (Goodnight 1979,
 * doi:10.1080/00031305.1979.10482685). n³ multiplications, half of them spared by symmetry.
 *
 * @param watch told the share that is done.
 * @returns false where the matrix is not positive definite; it is then of no use. @throws cancelled
 */
export async function invertTiles(
  { n, size, nTiles, values }: Tiles,
  { pool }: Pick<Context, 'pool'>,
  watch: (share: number) => void,
): Promise<boolean> {
  if (n === 0) return true;
  const cells = size * size;
  const panel = () => new Float64Array(new SharedArrayBuffer(nTiles * cells * 8));
  const [row, scaled] = [panel(), panel()];
  for (let pivot = 0; pivot < nTiles; pivot++) {
    watch(pivot / nTiles);
    const tile = values.subarray(tileStart(pivot, pivot, size)).subarray(0, cells);
    const inverse = choleskyInverse(tile, size);
    if (!inverse) return false;
    const shared = { values, size, nTiles, pivot, inverse, row, scaled };
    await pool.run('sweepPanel', nTiles, 1, shared);
    await pool.run('sweepTiles', (nTiles * (nTiles + 1)) / 2, TILES, shared);
    for (let at = 0; at < cells; at++) tile[at] = -inverse[at]!;
  }
  for (let at = 0; at < values.length; at++) values[at] = -values[at]!;
  return true;
}
