import { addGradients, type LossName } from '../maths/trees/losses.ts';

/** What one round of boosting reads and writes, by rows. */
export interface TreeGradientsShared {
  readonly loss: LossName;
  readonly nOutputs: number;
  /** The output whose tree is grown next. */
  readonly output: number;
  /** (nRows, nOutputs) what the trees say so far, on the loss's own scale. */
  readonly raw: Float64Array;
  /** (nRows) a number, or a class's number. */
  readonly target: Float64Array;
  /** (nRows); null where each row weighs 1. */
  readonly weights: Float64Array | null;
  /** Written: gradient and hessian of each row as whole numbers, times these; null to find how large they are. */
  readonly pairs: Int32Array | null;
  readonly gScale: number;
  readonly hScale: number;
}

/** The largest gradient and hessian of a block of rows, and the sums of those that were written. */
export interface GradientTotals {
  readonly largest: number;
  readonly largestHessian: number;
  readonly gradients: number;
  readonly hessians: number;
}

/** Works out gradients and hessians of rows [start, end). */
export function treeGradients(start: number, end: number, shared: TreeGradientsShared): GradientTotals {
  const { pairs, gScale, hScale, loss, weights } = shared;
  if (loss === 'binary' && pairs && !weights) return writeBinary(start, end, shared, pairs);
  const found = new Float64Array((end - start) * 2);
  addGradients(start, end, shared, found);
  return pairs ? written(start, found, pairs, gScale, hScale) : largestOf(found);
}

/** The commonest case in one pass. */
function writeBinary(
  start: number,
  end: number,
  { raw, target, gScale, hScale }: TreeGradientsShared,
  pairs: Int32Array,
): GradientTotals {
  let [gradients, hessians] = [0, 0];
  for (let row = start, at = start * 2; row < end; row++, at += 2) {
    const p = 1 / (1 + Math.exp(-raw[row]!));
    const g = Math.floor((p - target[row]!) * gScale + 0.5);
    const h = Math.floor(p * (1 - p) * hScale + 0.5);
    pairs[at] = g;
    pairs[at + 1] = h;
    gradients += g;
    hessians += h;
  }
  return { largest: 0, largestHessian: 0, gradients, hessians };
}

function written(
  start: number,
  found: Float64Array,
  pairs: Int32Array,
  gScale: number,
  hScale: number,
): GradientTotals {
  let [gradients, hessians] = [0, 0];
  for (let i = 0, at = start * 2; i < found.length; i += 2, at += 2) {
    const g = Math.floor(found[i]! * gScale + 0.5);
    const h = Math.floor(found[i + 1]! * hScale + 0.5);
    pairs[at] = g;
    pairs[at + 1] = h;
    gradients += g;
    hessians += h;
  }
  return { largest: 0, largestHessian: 0, gradients, hessians };
}

function largestOf(found: Float64Array): GradientTotals {
  let [largest, largestHessian] = [0, 0];
  for (let i = 0; i < found.length; i += 2) {
    largest = Math.max(largest, Math.abs(found[i]!));
    largestHessian = Math.max(largestHessian, found[i + 1]!);
  }
  return { largest, largestHessian, gradients: 0, hessians: 0 };
}
