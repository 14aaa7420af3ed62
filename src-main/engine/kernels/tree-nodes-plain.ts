// The loops of `assembly/tree-histograms.ts` in TypeScript: the same numbers. A bin is three of them: gradients, hessians, rows.

const BINS = 256;
const GROUP = 8;
const MISSING = 255;
/** Numbers of a bin here. */
export const PLAIN_BIN = 3;

/** Adds rows to the histograms of eight features. @param words the group's (nRows, 8). @param histogram (8, 256, 3) */
export function addToHistogramsPlain(
  words: Uint8Array,
  pairs: Int32Array,
  rows: Int32Array | null,
  n: number,
  histogram: Float64Array,
): void {
  for (let i = 0; i < n; i++) {
    const row = rows ? rows[i]! : i;
    const [g, h] = [pairs[row * 2]!, pairs[row * 2 + 1]!];
    for (let k = 0; k < GROUP; k++) {
      const at = (k * BINS + words[row * GROUP + k]!) * PLAIN_BIN;
      histogram[at]! += g;
      histogram[at + 1]! += h;
      histogram[at + 2]! += 1;
    }
  }
}

/** Takes one histogram from another. */
export function subtractHistogramsPlain(from: Float64Array, taken: Float64Array): void {
  for (let at = 0; at < from.length; at++) from[at]! -= taken[at]!;
}

/** See `parting` of the compiled loops. */
export function partingPlain(bins: Uint8Array, rows: Int32Array, goesLeft: Uint8Array, spare: Int32Array): number {
  let [left, right] = [0, 0];
  for (const row of rows) {
    if (goesLeft[bins[row * GROUP]!]) rows[left++] = row;
    else spare[right++] = row;
  }
  rows.set(spare.subarray(0, right), left);
  return left;
}

function valueOf(g: number, h: number, l2: number, lower: number, upper: number): number {
  const value = -g / (h + l2 + 1e-15);
  return value < lower ? lower : value > upper ? upper : value;
}

/** See `bestSplit` of the compiled loops. @param histogram (256, 3) of one feature. */
export function bestSplitPlain(
  histogram: Float64Array,
  nBins: number,
  node: Float64Array,
  rules: Float64Array,
  monotone: number,
  best: Float64Array,
): 0 | 1 {
  const [total, totalHessian, totalRows, value, lower, upper, gScale, hScale] = node as unknown as number[];
  const [l2, leastRows, leastHessian] = rules as unknown as [number, number, number];
  const loss = total! * value!;
  const missingAt = MISSING * PLAIN_BIN;
  const hasMissing = histogram[missingAt + 2]! > 0;
  let bestGain = 0;
  let found: 0 | 1 = 0;
  for (let side = 0; side < (hasMissing ? 2 : 1); side++) {
    let g = side === 1 ? histogram[missingAt]! * gScale! : 0;
    let h = side === 1 ? histogram[missingAt + 1]! * hScale! : 0;
    let n = side === 1 ? histogram[missingAt + 2]! : 0;
    const end = hasMissing && side === 0 ? nBins : nBins - 1;
    for (let bin = 0, at = 0; bin < end; bin++, at += PLAIN_BIN) {
      if (histogram[at + 2] === 0) continue;
      g += histogram[at]! * gScale!;
      h += histogram[at + 1]! * hScale!;
      n += histogram[at + 2]!;
      if (n < leastRows) continue;
      if (totalRows! - n < leastRows) break;
      if (h < leastHessian) continue;
      const rightH = totalHessian! - h;
      if (rightH < leastHessian) break;
      const rightG = total! - g;
      const left = valueOf(g, h, l2, lower!, upper!);
      const right = valueOf(rightG, rightH, l2, lower!, upper!);
      if (monotone > 0 && left > right) continue;
      if (monotone < 0 && left < right) continue;
      const gain = loss - g * left - rightG * right;
      if (!(gain > bestGain)) continue;
      bestGain = gain;
      found = 1;
      best[0] = gain;
      best[1] = bin;
      best[2] = hasMissing ? side + 1 : 0;
      best[3] = g;
      best[4] = h;
      best[5] = n;
      best[6] = left;
      best[7] = right;
    }
  }
  return found;
}
