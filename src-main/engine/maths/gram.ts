import { covarianceWidth } from '../kernels/covariance-rows.ts';
import type { BlockPool } from '../kernels/pool.ts';
import { rowsOfBlock } from './row-sums.ts';

/** Rows of factors, (n, width), in shared memory. */
interface Rows {
  readonly width: number;
  readonly values: Float64Array;
}

/** rowsᵀ·rows + ridge·I, (width, width). @throws cancelled */
export async function gramOf({ width: n, values }: Rows, ridge: number, pool: BlockPool): Promise<Float64Array> {
  const nRows = n > 0 ? values.length / n : 0;
  const work = { x: values, nFeatures: n, shift: new Float64Array(n) };
  return gramOfParts(await pool.run('covarianceRows', nRows, gramBlock(nRows, n), work), n, covarianceWidth(n), ridge);
}

/** Rows a block of which products of each two of n factors are added up. */
export const gramBlock = (nRows: number, n: number): number => rowsOfBlock(nRows, covarianceWidth(n) ** 2 * 8);

/** The sum of what blocks gave and ridge·I. @param parts (any, stride), right of the diagonal; what is beyond n columns is left out. */
export function gramOfParts(parts: readonly Float64Array[], n: number, stride: number, ridge: number): Float64Array {
  const gram = new Float64Array(n * n);
  for (let i = 0; i < n; i++) {
    for (let j = i; j < n; j++) {
      let sum = 0;
      for (const part of parts) sum += part[i * stride + j]!;
      gram[i * n + j] = gram[j * n + i] = sum;
    }
    gram[i * n + i]! += ridge;
  }
  return gram;
}
