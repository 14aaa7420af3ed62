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
  const width = covarianceWidth(n);
  const sums = new Float64Array(width * width);
  const nRows = n > 0 ? values.length / n : 0;
  const work = { x: values, nFeatures: n, shift: new Float64Array(n) };
  for (const part of await pool.run('covarianceRows', nRows, rowsOfBlock(nRows, sums.byteLength), work))
    for (let at = 0; at < sums.length; at++) sums[at]! += part[at]!;
  const gram = new Float64Array(n * n);
  for (let i = 0; i < n; i++) {
    for (let j = i; j < n; j++) gram[i * n + j] = gram[j * n + i] = sums[i * width + j]!;
    gram[i * n + i]! += ridge;
  }
  return gram;
}
