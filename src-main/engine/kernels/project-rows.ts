import type { Kernels } from './instance.ts';
import { batchRows, copyTo, STRIP } from './strips.ts';

/** What rows are placed on axes from. */
export interface ProjectShared {
  /** (nRows, nFeatures), row-major. */
  readonly x: Float64Array;
  readonly nFeatures: number;
  /** Taken off each feature first. */
  readonly shift: Float64Array;
  /** The axes as columns in strips, (nStrips, nFeatures, 4). */
  readonly axes: Float64Array;
  readonly nAxes: number;
  /** Written, (nRows, nAxes), row-major. */
  readonly points: Float64Array;
}

/** Places a block of rows on axes: (x − shift) · axes. */
export function projectRows(start: number, end: number, shared: ProjectShared, kernels: Kernels | null): null {
  if (kernels) compiled(start, end, shared, kernels);
  else plain(start, end, shared);
  return null;
}

function compiled(start: number, end: number, shared: ProjectShared, kernels: Kernels): void {
  const { x, nFeatures, shift, axes, nAxes, points } = shared;
  const width = nFeatures > 0 ? axes.length / nFeatures : 0;
  const most = batchRows(nFeatures);
  kernels.begin();
  const shiftAt = kernels.put(shift);
  const axesAt = kernels.put(axes);
  const rowsAt = kernels.room(most * nFeatures * 8);
  const outAt = kernels.room(most * width * 8);
  const out = kernels.view(Float64Array, outAt, most * width);
  for (let row = start; row < end; row += most) {
    const nRows = Math.min(most, end - row);
    copyTo(kernels, x.subarray(row * nFeatures, (row + nRows) * nFeatures), rowsAt);
    kernels.exports.takeShift(rowsAt, nRows, nFeatures, shiftAt);
    kernels.exports.rowsTimes(rowsAt, nRows, nFeatures, axesAt, width / STRIP, outAt);
    for (let r = 0, to = row * nAxes; r < nRows; r++)
      for (let c = 0, at = r * width; c < nAxes; c++) points[to++] = out[at++]!;
  }
}

function plain(start: number, end: number, { x, nFeatures, shift, axes, nAxes, points }: ProjectShared): void {
  for (let row = start; row < end; row++) {
    for (let c = 0; c < nAxes; c++) {
      let sum = 0;
      let axis = (c >> 2) * nFeatures * STRIP + (c & 3);
      for (let j = 0, at = row * nFeatures; j < nFeatures; j++, at++, axis += STRIP)
        sum += (x[at]! - shift[j]!) * axes[axis]!;
      points[row * nAxes + c] = sum;
    }
  }
}
