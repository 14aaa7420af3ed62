/** One feature of rows that are compared: numbers with what lies between the smallest and the largest, or codes of choices. NaN is missing. */
export interface ComparedFeature {
  readonly kind: 'number' | 'choice';
  readonly values: Float64Array;
  /** Of numbers; 0 where all are alike. */
  readonly range: number;
}

/**
 * How unlike one row is to others, from 0 (alike in all features) to 1 (as unlike as can be): the mean over the features that both have,
 * of numbers their difference by the range, of choices 0 or 1. Gower (1971), doi:10.2307/2528823.
 *
 * @param features of the others, each of length nRows. @param row the one row's values, one a feature; NaN where missing.
 * @returns (nRows); 1 where two rows have no feature in common.
 */
export function gowerDistances(features: readonly ComparedFeature[], row: ArrayLike<number>): Float64Array {
  const nRows = features[0]?.values.length ?? 0;
  const sums = new Float64Array(nRows);
  const counts = new Int32Array(nRows);
  features.forEach(({ kind, values, range }, j) => {
    const own = row[j]!;
    if (Number.isNaN(own)) return;
    for (let other = 0; other < nRows; other++) {
      const value = values[other]!;
      if (Number.isNaN(value)) continue;
      counts[other]!++;
      if (kind === 'choice') sums[other]! += value === own ? 0 : 1;
      else if (value !== own) sums[other]! += range > 0 ? Math.min(1, Math.abs(value - own) / range) : 1;
    }
  });
  return sums.map((sum, other) => (counts[other]! > 0 ? sum / counts[other]! : 1));
}
