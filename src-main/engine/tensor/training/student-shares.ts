/**
 * Each row's share of every centre: by Student's t of one degree of freedom of the distance between its code and the centre.
 *
 * @param codes (nRows, codeSize), row-major. @param centres (nClusters, codeSize). @returns (nRows, nClusters), rows of sum 1.
 */
export function studentShares(
  codes: Float32Array | Float64Array | Int32Array | Uint8Array,
  centres: Float64Array,
  codeSize: number,
): Float64Array {
  const [n, k] = [codes.length / codeSize, centres.length / codeSize];
  const shares = new Float64Array(n * k);
  for (let row = 0; row < n; row++) {
    let total = 0;
    for (let c = 0; c < k; c++) {
      let squared = 0;
      for (let j = 0; j < codeSize; j++) squared += (codes[row * codeSize + j]! - centres[c * codeSize + j]!) ** 2;
      total += shares[row * k + c] = 1 / (1 + squared);
    }
    for (let c = 0; c < k; c++) shares[row * k + c]! /= total;
  }
  return shares;
}

/** Shares made sharper, and clusters that hold much less greedy: squared, over what each cluster holds, of sum 1 a row. */
export function sharpened(shares: Float64Array, nRows: number): Float32Array {
  const k = shares.length / Math.max(1, nRows);
  const held = new Float64Array(k);
  shares.forEach((share, at) => (held[at % k]! += share));
  const out = new Float32Array(shares.length);
  for (let row = 0; row < nRows; row++) {
    let total = 0;
    for (let c = 0; c < k; c++) total += shares[row * k + c]! ** 2 / held[c]!;
    for (let c = 0; c < k; c++) out[row * k + c] = shares[row * k + c]! ** 2 / held[c]! / total;
  }
  return out;
}

/** The cluster of which each row has the largest share, of equal ones the first. */
export function strongest(shares: Float64Array, nRows: number): Int32Array {
  const k = shares.length / Math.max(1, nRows);
  return Int32Array.from({ length: nRows }, (_, row) => {
    let best = 0;
    for (let c = 1; c < k; c++) if (shares[row * k + c]! > shares[row * k + best]!) best = c;
    return best;
  });
}
