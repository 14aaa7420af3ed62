import { STRIP, stripsOf, toStrips } from '../kernels/strips.ts';
import type { Context } from '../steps/context.ts';
import type { Matrix } from '../table/table.ts';
import { faceForward, symmetricEigen } from './eigen.ts';
import { orthonormalise, turned } from './orthonormal.ts';
import type { Pca } from './pca.ts';
import { nearMeans, rowsOfBlock } from './row-sums.ts';

/** Columns searched beyond those that are wanted, and how often they pass through the Gram matrix. */
const OVERSAMPLED = 10;
const PASSES = 7;

/** What columns and their sums may take of a thread's memory. */
const COLUMN_BYTES = 40 * 2 ** 20;

/**
 * A few principal axes of many features: random columns are drawn towards the axes of the largest variances by the Gram matrix, which is
 * never formed.
 *
 * Halko, Martinsson & Tropp (2011), Finding structure with randomness, doi:10.1137/090771806, algorithms 4.4 and 5.3.
 *
 * @param x in shared memory. @param kept at most a quarter of the features.
 */
export async function fewAxes(
  x: Matrix,
  kept: number,
  { pool, signal, random }: Pick<Context, 'pool' | 'signal' | 'random'>,
): Promise<Pca> {
  const { nRows, nColumns: n, values } = x;
  const { means, totalVariance } = await moments(x, pool);
  const width = Math.min(n, kept + OVERSAMPLED);
  const work = { x: values, nFeatures: n, shift: means };
  const q = Float64Array.from({ length: width * n }, () => random.normal());
  orthonormalise(q, width, n, random);
  const times = async (): Promise<Float64Array> => {
    const out = new Float64Array(width * n);
    const most = Math.max(STRIP, Math.floor(COLUMN_BYTES / (16 * n * STRIP)) * STRIP);
    for (let first = 0; first < width; first += most) {
      const some = Math.min(most, width - first);
      const columns = toStrips(turned(q.subarray(first * n, (first + some) * n), some, n), n, some);
      const bytes = stripsOf(some) * STRIP * n * 8;
      const sums = await pool.run('gramTimesRows', nRows, rowsOfBlock(nRows, bytes), { ...work, columns });
      addTurned(out, sums, first, some, n);
    }
    return out;
  };
  for (let pass = 1; pass < PASSES; pass++) {
    signal.throwIfAborted();
    q.set(await times());
    orthonormalise(q, width, n, random);
  }
  return { means, totalVariance, ...rotated(q, await times(), kept, width, n, Math.max(1, nRows - 1)) };
}

/** Adds blocks' sums, (nFeatures, width), to some of the rows of (width, nFeatures). */
function addTurned(out: Float64Array, sums: readonly Float64Array[], first: number, some: number, n: number): void {
  const width = stripsOf(some) * STRIP;
  for (const part of sums)
    for (let c = 0; c < some; c++) for (let j = 0; j < n; j++) out[(first + c) * n + j]! += part[j * width + c]!;
}

/** The axes within what the columns span (Rayleigh and Ritz). */
function rotated(q: Float64Array, z: Float64Array, kept: number, width: number, n: number, divisor: number) {
  const inner = new Float64Array(width * width);
  for (let a = 0; a < width; a++) {
    for (let b = a; b < width; b++) {
      let sum = 0;
      for (let j = 0; j < n; j++) sum += q[a * n + j]! * z[b * n + j]!;
      inner[a * width + b] = inner[b * width + a] = sum;
    }
  }
  const { values, vectors } = symmetricEigen(inner, width);
  const axes = new Float64Array(kept * n);
  for (let k = 0; k < kept; k++) {
    const axis = axes.subarray(k * n, (k + 1) * n);
    for (let c = 0; c < width; c++) {
      const part = vectors[k * width + c]!;
      for (let j = 0; j < n; j++) axis[j]! += part * q[c * n + j]!;
    }
    faceForward(axis);
  }
  return { axes, variances: values.slice(0, kept).map((value) => Math.max(0, value) / divisor) };
}

async function moments(x: Matrix, pool: Context['pool']): Promise<Pick<Pca, 'means' | 'totalVariance'>> {
  const { nRows, nColumns: n, values } = x;
  const shift = nearMeans(x);
  const sums = new Float64Array(2 * n);
  for (const part of await pool.run('momentRows', nRows, rowsOfBlock(nRows, sums.byteLength), {
    x: values,
    nFeatures: n,
    shift,
  }))
    for (let at = 0; at < sums.length; at++) sums[at]! += part[at]!;
  const off = Float64Array.from({ length: n }, (_, j) => (nRows > 0 ? sums[j]! / nRows : 0));
  let totalVariance = 0;
  for (let j = 0; j < n; j++) totalVariance += (sums[n + j]! - nRows * off[j]! ** 2) / Math.max(1, nRows - 1);
  return { means: off.map((value, j) => shift[j]! + value), totalVariance };
}
