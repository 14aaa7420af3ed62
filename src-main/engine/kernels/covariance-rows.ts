import type { Kernels } from './instance.ts';
import { batchRows, copyTo, STRIP, stripsOf } from './strips.ts';

/** What sums of products are taken of. */
export interface CovarianceShared {
  /** (nRows, nFeatures), row-major. */
  readonly x: Float64Array;
  readonly nFeatures: number;
  /** Taken off each feature first; near its mean, so that sums of squares lose nothing. */
  readonly shift: Float64Array;
}

/** The width of what {@link covarianceRows} returns: the features, a column of ones, and what fills a strip. */
export const covarianceWidth = (nFeatures: number): number => stripsOf(nFeatures + 1) * STRIP;

/**
 * Sums over a block of rows of the products of each two features less their shifts; the column after the last feature holds the sums of
 * the features themselves.
 *
 * @returns (width, width), right of the diagonal; see {@link covarianceWidth}.
 */
export function covarianceRows(
  start: number,
  end: number,
  shared: CovarianceShared,
  kernels: Kernels | null,
): Float64Array {
  return kernels ? compiled(start, end, shared, kernels) : plain(start, end, shared);
}

function compiled(
  start: number,
  end: number,
  { x, nFeatures, shift }: CovarianceShared,
  kernels: Kernels,
): Float64Array {
  const { exports } = kernels;
  const width = covarianceWidth(nFeatures);
  const nStrips = width / STRIP;
  const most = batchRows(width);
  kernels.begin();
  const shiftAt = kernels.put(shift);
  const rowsAt = kernels.room(most * nFeatures * 8);
  const stripsAt = kernels.room(most * width * 8);
  const sumsAt = kernels.put(new Float64Array(width * width));
  for (let row = start; row < end; row += most) {
    const nRows = Math.min(most, end - row);
    copyTo(kernels, x.subarray(row * nFeatures, (row + nRows) * nFeatures), rowsAt);
    exports.takeShift(rowsAt, nRows, nFeatures, shiftAt);
    exports.packStrips(rowsAt, nRows, nFeatures, 1, nStrips, stripsAt);
    exports.crossProduct(stripsAt, nStrips, stripsAt, nStrips, nRows, 1, sumsAt);
  }
  return kernels.view(Float64Array, sumsAt, width * width).slice();
}

function plain(start: number, end: number, { x, nFeatures, shift }: CovarianceShared): Float64Array {
  const width = covarianceWidth(nFeatures);
  const sums = new Float64Array(width * width);
  const row = new Float64Array(width);
  row[nFeatures] = 1;
  for (let at = start * nFeatures; at < end * nFeatures; at += nFeatures) {
    for (let j = 0; j < nFeatures; j++) row[j] = x[at + j]! - shift[j]!;
    for (let i = 0; i < width; i++) {
      const a = row[i]!;
      // From the first column of its tile on, as compiled loops do.
      for (let j = i & -STRIP, to = i * width + j; j < width; j++, to++) sums[to]! += a * row[j]!;
    }
  }
  return sums;
}
