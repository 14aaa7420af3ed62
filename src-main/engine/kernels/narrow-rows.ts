/** What rows are narrowed from and to. */
export interface NarrowShared {
  /** (nRows, nFeatures), row-major. */
  readonly x: Float64Array | Float32Array;
  readonly nFeatures: number;
  /** Taken off each feature first, so that large offsets cost no precision. */
  readonly shift: Float64Array;
  /** Then multiplied by it: a power of two. */
  readonly scale: number;
  /** Written: (nRows, nFeatures). */
  readonly rows: Float32Array;
  /** Written: the squared length of each narrowed row. */
  readonly norms: Float32Array;
}

/** Brings rows near to 1 and narrows them to single precision. */
export function narrowRows(
  start: number,
  end: number,
  { x, nFeatures, shift, scale, rows, norms }: NarrowShared,
): null {
  for (let row = start, at = start * nFeatures; row < end; row++) {
    let norm = 0;
    for (let j = 0; j < nFeatures; j++, at++) {
      const value = Math.fround((x[at]! - shift[j]!) * scale);
      rows[at] = value;
      norm += value * value;
    }
    norms[row] = norm;
  }
  return null;
}
