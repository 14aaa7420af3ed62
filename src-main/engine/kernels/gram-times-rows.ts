import type { Kernels } from './instance.ts';
import { copyTo, STRIP, stripsOf } from './strips.ts';

/** What the product of a matrix's Gram matrix with a few columns is made of. */
export interface GramTimesShared {
  /** (nRows, nFeatures), row-major. */
  readonly x: Float64Array;
  readonly nFeatures: number;
  /** Taken off each feature first. */
  readonly shift: Float64Array;
  /** The columns in strips, (nStrips, nFeatures, 4). */
  readonly columns: Float64Array;
}

/** Rows worked on at a time. */
const BATCH = 32;

/**
 * A block's part of xᵀ·(x·columns), x less its shifts.
 *
 * @returns (nFeatures rounded up to strips, 4·nStrips), row-major.
 */
export function gramTimesRows(
  start: number,
  end: number,
  shared: GramTimesShared,
  kernels: Kernels | null,
): Float64Array {
  return kernels ? compiled(start, end, shared, kernels) : plain(start, end, shared);
}

const shapeOf = ({ nFeatures, columns }: GramTimesShared) => {
  const width = nFeatures > 0 ? columns.length / nFeatures : 0;
  return { width, nStrips: width / STRIP, height: stripsOf(nFeatures) * STRIP };
};

function compiled(start: number, end: number, shared: GramTimesShared, kernels: Kernels): Float64Array {
  const { x, nFeatures, shift, columns } = shared;
  const { exports } = kernels;
  const { width, nStrips, height } = shapeOf(shared);
  kernels.begin();
  const shiftAt = kernels.put(shift);
  const columnsAt = kernels.put(columns);
  const sumsAt = kernels.room(height * width * 8);
  const rowsAt = kernels.room(BATCH * nFeatures * 8);
  const stripsAt = kernels.room(BATCH * height * 8);
  const timesAt = kernels.room(BATCH * width * 8);
  const timesStripsAt = kernels.room(BATCH * width * 8);
  kernels.view(Float64Array, sumsAt, height * width).fill(0);
  for (let row = start; row < end; row += BATCH) {
    const nRows = Math.min(BATCH, end - row);
    copyTo(kernels, x.subarray(row * nFeatures, (row + nRows) * nFeatures), rowsAt);
    exports.takeShift(rowsAt, nRows, nFeatures, shiftAt);
    exports.productDoubles(rowsAt, nRows, nFeatures, columnsAt, nStrips, timesAt);
    exports.packStrips(rowsAt, nRows, nFeatures, 0, height / STRIP, stripsAt);
    exports.packStrips(timesAt, nRows, width, 0, nStrips, timesStripsAt);
    exports.crossProduct(stripsAt, height / STRIP, timesStripsAt, nStrips, nRows, 0, sumsAt);
  }
  return kernels.view(Float64Array, sumsAt, height * width).slice();
}

function plain(start: number, end: number, shared: GramTimesShared): Float64Array {
  const { x, nFeatures, shift, columns } = shared;
  const { width, height } = shapeOf(shared);
  const sums = new Float64Array(height * width);
  const times = new Float64Array(width);
  const row = new Float64Array(height);
  for (let at = start * nFeatures; at < end * nFeatures; at += nFeatures) {
    times.fill(0);
    for (let j = 0; j < nFeatures; j++) {
      const value = x[at + j]! - shift[j]!;
      row[j] = value;
      for (let c = 0; c < width; c++) times[c]! += value * columns[((c >> 2) * nFeatures + j) * STRIP + (c & 3)]!;
    }
    for (let j = 0, to = 0; j < height; j++) for (let c = 0; c < width; c++) sums[to++]! += row[j]! * times[c]!;
  }
  return sums;
}
