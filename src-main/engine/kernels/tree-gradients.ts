import { addGradients, rowLoss, type LossName } from '../maths/trees/losses.ts';

/** Rows that trees are grown for, as all threads see them. */
export interface TreeGradientsShared {
  readonly loss: LossName;
  readonly nOutputs: number;
  /** (nRows, nOutputs) what the trees say so far, on the loss's own scale. */
  readonly raw: Float64Array;
  /** (nRows) a number, or a class's number. */
  readonly target: Float64Array;
  /** (nRows); null where each row weighs 1. */
  readonly weights: Float64Array | null;
  /** (nRows) 1 for rows that are not learned from; null where all are. */
  readonly isHeld: Uint8Array | null;
  /** Written: (nRows, 2) gradient and hessian of each row as whole numbers, times the scales. */
  readonly pairs: Int32Array;
  /** What gradients and hessians are multiplied with. */
  readonly scales: Float64Array;
  /** Written: (nBlocks, 2) what was found of a block's gradients and hessians: how large they are, or their sums over rows learned from. */
  readonly totals: Float64Array;
  /** Written: (nRows) the loss of each row times its weight; empty where nobody asks. */
  readonly losses: Float64Array;
  /** (nOutputs, nRows) numbers of rows, those of a leaf of the output's new tree side by side. */
  readonly places: Int32Array;
  /** (nLeaves, 3) of the new trees: from which place and up to which, and the output. */
  readonly leaves: Int32Array;
  /** (nLeaves) what a leaf says. */
  readonly leafValues: Float64Array;
}

/** Rows of which gradients are worked out at once. */
export const ROWS_A_BLOCK = 4096;

const rowsOf = (block: number, { target }: TreeGradientsShared): [number, number] => [
  block * ROWS_A_BLOCK,
  Math.min(target.length, (block + 1) * ROWS_A_BLOCK),
];

/** Writes gradients and hessians of a block of rows by one output, and their sums. */
export function writeGradients(block: number, output: number, shared: TreeGradientsShared): void {
  const { loss, weights, pairs, isHeld, totals } = shared;
  const [start, end] = rowsOf(block, shared);
  if (loss === 'binary' && !weights) writeBinary(start, end, shared);
  else writeAny(start, end, output, shared);
  let [gradients, hessians] = [0, 0];
  for (let row = start; row < end; row++) {
    if (isHeld?.[row]) continue;
    gradients += pairs[row * 2]!;
    hessians += pairs[row * 2 + 1]!;
  }
  totals[block * 2] = gradients;
  totals[block * 2 + 1] = hessians;
}

/** The commonest case in one pass. */
function writeBinary(start: number, end: number, { raw, target, scales, pairs }: TreeGradientsShared): void {
  const [gScale, hScale] = [scales[0]!, scales[1]!];
  for (let row = start, at = start * 2; row < end; row++, at += 2) {
    const p = 1 / (1 + Math.exp(-raw[row]!));
    pairs[at] = Math.floor((p - target[row]!) * gScale + 0.5);
    pairs[at + 1] = Math.floor(p * (1 - p) * hScale + 0.5);
  }
}

function writeAny(start: number, end: number, output: number, shared: TreeGradientsShared): void {
  const { scales, pairs } = shared;
  const found = gradientsOf(start, end, output, shared);
  for (let i = 0, at = start * 2; i < found.length; i++, at++) pairs[at] = Math.floor(found[i]! * scales[i & 1]! + 0.5);
}

function gradientsOf(start: number, end: number, output: number, shared: TreeGradientsShared): Float64Array {
  const found = new Float64Array((end - start) * 2);
  addGradients(start, end, output, shared, found);
  return found;
}

/** Finds how large gradients and hessians of a block of rows are. */
export function measureGradients(block: number, output: number, shared: TreeGradientsShared): void {
  const found = gradientsOf(...rowsOf(block, shared), output, shared);
  let [largest, largestHessian] = [0, 0];
  for (let i = 0; i < found.length; i += 2) {
    largest = Math.max(largest, Math.abs(found[i]!));
    largestHessian = Math.max(largestHessian, found[i + 1]!);
  }
  shared.totals[block * 2] = largest;
  shared.totals[block * 2 + 1] = largestHessian;
}

/** Adds what a leaf says to its rows. */
export function addLeaf(leaf: number, { raw, nOutputs, places, leaves, leafValues }: TreeGradientsShared): void {
  const [from, to, output] = [leaves[leaf * 3]!, leaves[leaf * 3 + 1]!, leaves[leaf * 3 + 2]!];
  const value = leafValues[leaf]!;
  for (let i = from; i < to; i++) raw[places[i]! * nOutputs + output]! += value;
}

/** Works out the loss of a block of rows. */
export function writeLosses(block: number, shared: TreeGradientsShared): void {
  const { loss, raw, target, weights, nOutputs, losses } = shared;
  const [start, end] = rowsOf(block, shared);
  for (let row = start; row < end; row++)
    losses[row] = (weights ? weights[row]! : 1) * rowLoss(loss, raw, target[row]!, row * nOutputs, nOutputs);
}
