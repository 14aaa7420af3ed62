/** A table by which a place is drawn with its share of all weights in constant time: the place of a bucket, or its other one. */
export interface AliasTable {
  /** How often a bucket's own place is taken, from 0 to 1. */
  readonly shares: Float64Array;
  readonly others: Int32Array;
}

/**
 * Walker's alias method, as Vose (1991) builds it, doi:10.1109/32.92917.
 *
 * @param weights at least 0 and finite; all alike where they are all 0.
 */
export function aliasTable(weights: Float64Array): AliasTable {
  const n = weights.length;
  const sum = weights.reduce((total, weight) => total + weight, 0);
  const scaled = weights.map((weight) => (sum > 0 ? (weight * n) / sum : 1));
  const shares = new Float64Array(n).fill(1);
  const others = Int32Array.from({ length: n }, (_, place) => place);
  const small: number[] = [];
  const large: number[] = [];
  scaled.forEach((weight, place) => (weight < 1 ? small : large).push(place));
  while (small.length > 0 && large.length > 0) {
    const less = small.pop() as number;
    const more = large.pop() as number;
    shares[less] = scaled[less]!;
    others[less] = more;
    scaled[more] = scaled[more]! + scaled[less]! - 1;
    (scaled[more] < 1 ? small : large).push(more);
  }
  // Rounding leaves some over; their share is one but for the last digits.
  return { shares, others };
}
