/** What rows are narrowed from and to. */
export interface NarrowShared {
  /** (nRows, nFeatures), row-major. */
  readonly x: Float64Array | Float32Array;
  readonly nFeatures: number;
  /** Taken off each feature first, so that large offsets cost no precision. */
  readonly shift: Float64Array;
  /** Then multiplied by it: a power of two. */
  readonly scale: number;
  /** Written: groups of four narrowed rows times −2, (nGroups, nFeatures, 4). */
  readonly groups: Float32Array;
  /** Written: the squared length of each narrowed row. */
  readonly norms: Float32Array;
}

/** Brings rows near to 1 and narrows them to single precision, four of them side by side. @param start a multiple of four */
export function narrowRows(
  start: number,
  end: number,
  { x, nFeatures, shift, scale, groups, norms }: NarrowShared,
): null {
  for (let row = start, at = start * nFeatures; row < end; row++) {
    let norm = 0;
    let to = (row >> 2) * nFeatures * 4 + (row & 3);
    for (let j = 0; j < nFeatures; j++, at++, to += 4) {
      const value = Math.fround((x[at]! - shift[j]!) * scale);
      groups[to] = -2 * value;
      norm += value * value;
    }
    norms[row] = norm;
  }
  return null;
}
