/** What a measurement of how far a map can be trusted reads. */
export interface TrustShared {
  /** (nRows, nFeatures), and their places, (nRows, 2). */
  readonly x: Float64Array;
  readonly nFeatures: number;
  readonly nRows: number;
  readonly places: Float64Array;
  /** The rows that are looked at. */
  readonly sample: Int32Array;
  readonly k: number;
}

/**
 * For rows [start, end) of the sample: how far beyond the k nearest by features those are that are among the k nearest on the map,
 * summed.
 */
export function trustRows(
  start: number,
  end: number,
  { x, nFeatures: d, nRows, places, sample, k }: TrustShared,
): number {
  const squared = new Float64Array(nRows);
  const onMap = new Int32Array(k);
  const near = new Float64Array(k);
  let sum = 0;
  for (let i = start; i < end; i++) {
    const row = sample[i]!;
    let n = 0;
    for (let other = 0; other < nRows; other++) {
      let square = 0;
      for (let j = 0, a = row * d, b = other * d; j < d; j++, a++, b++) {
        const apart = x[a]! - x[b]!;
        square += apart * apart;
      }
      squared[other] = square;
      if (other === row) continue;
      const [dx, dy] = [places[2 * row]! - places[2 * other]!, places[2 * row + 1]! - places[2 * other + 1]!];
      const apart = dx * dx + dy * dy;
      if (n === k && !(apart < near[k - 1]!)) continue;
      let at = n < k ? n++ : k - 1;
      for (; at > 0 && near[at - 1]! > apart; at--) {
        near[at] = near[at - 1]!;
        onMap[at] = onMap[at - 1]!;
      }
      near[at] = apart;
      onMap[at] = other;
    }
    sum += beyond(row, onMap.subarray(0, n), squared, k);
  }
  return sum;
}

/** By how many places rows are further than the k-th, each; of equally far ones the first is nearer. */
function beyond(row: number, onMap: Int32Array, squared: Float64Array, k: number): number {
  const order = onMap.slice().sort((a, b) => squared[a]! - squared[b]! || a - b);
  // How many rows lie between one of them and the next.
  const between = new Int32Array(order.length + 1);
  for (let other = 0; other < squared.length; other++) {
    if (other === row) continue;
    const own = squared[other]!;
    let at = order.length;
    while (at > 0 && (own < squared[order[at - 1]!]! || (own === squared[order[at - 1]!]! && other < order[at - 1]!)))
      at--;
    between[at]!++;
  }
  let [sum, rank] = [0, 0];
  for (let i = 0; i < order.length; i++) {
    rank += between[i]!;
    sum += Math.max(0, rank + 1 - k);
  }
  return sum;
}
