import type { Kernels } from './instance.ts';
import {
  inPanels,
  likeness,
  packPanels,
  productOf,
  squaredLengths,
  SVM_KINDS,
  SVM_PANEL,
  type SvmKernel,
} from './svm-likeness.ts';

/** A border between two classes, and the rows whose distances from it are wanted. */
export interface SvmRowsShared {
  /** (nRows, nColumns), row-major. */
  readonly x: Float64Array;
  readonly nColumns: number;
  readonly kernel: SvmKernel;
  /** (nVectors, nColumns) */
  readonly vectors: Float64Array;
  readonly weights: Float64Array;
  readonly intercept: number;
  /** Written: on which side each row lies, and how far. */
  readonly out: Float64Array;
}

/** Vectors are taken so many bytes at a time, which the processor keeps near while rows pass by. */
const GROUP_BYTES = 128 * 1024;

/** Distances of rows [start, end) from a border. */
export function svmRows(start: number, end: number, shared: SvmRowsShared, kernels: Kernels | null): null {
  const { nColumns, vectors, weights, out, intercept } = shared;
  out.fill(intercept, start, end);
  const most = SVM_PANEL * Math.max(1, Math.floor(GROUP_BYTES / (SVM_PANEL * 8 * Math.max(1, nColumns))));
  for (let first = 0; first < weights.length; first += most) {
    const last = Math.min(weights.length, first + most);
    const group = {
      ...shared,
      vectors: vectors.subarray(first * nColumns, last * nColumns),
      weights: weights.subarray(first, last),
    };
    if (kernels) addCompiled(start, end, group, kernels);
    else addPlain(start, end, group);
  }
  return null;
}

function addCompiled(start: number, end: number, shared: SvmRowsShared, kernels: Kernels): void {
  const { x, nColumns, vectors, weights, kernel, out } = shared;
  const n = inPanels(weights.length);
  kernels.begin();
  const panelsAt = kernels.room(n * nColumns * 8);
  packPanels(vectors, weights.length, nColumns, kernels.view(Float64Array, panelsAt, n * nColumns));
  const squaresAt = kernels.put(squaredLengths(vectors, weights.length, nColumns));
  const weightsAt = kernels.room(n * 8);
  const roomAt = kernels.room(SVM_PANEL * 8);
  const pointAt = kernels.room(nColumns * 8);
  const own = kernels.view(Float64Array, weightsAt, n);
  own.fill(0);
  own.set(weights);
  const point = kernels.view(Float64Array, pointAt, nColumns);
  const { kind, gamma, offset, degree } = kernel;
  for (let row = start; row < end; row++) {
    const from = row * nColumns;
    point.set(x.subarray(from, from + nColumns));
    out[row]! += kernels.exports.svmSum(
      panelsAt, n / SVM_PANEL, nColumns, pointAt, productOf(x, from, x, from, nColumns), squaresAt, SVM_KINDS[kind], gamma, offset,
      degree, roomAt, weightsAt,
    ); // prettier-ignore
  }
}

function addPlain(start: number, end: number, shared: SvmRowsShared): void {
  const { x, nColumns, vectors, weights, kernel, out } = shared;
  const squares = squaredLengths(vectors, weights.length, nColumns);
  const sums = new Float64Array(4);
  for (let row = start; row < end; row++) {
    const from = row * nColumns;
    const square = productOf(x, from, x, from, nColumns);
    // As four lanes add them.
    sums.fill(0);
    for (let k = 0; k < weights.length; k++) {
      const product = productOf(x, from, vectors, k * nColumns, nColumns);
      sums[k & 3]! += likeness(kernel, product, square, squares[k]!) * weights[k]!;
    }
    out[row]! += sums[0]! + sums[2]! + (sums[1]! + sums[3]!);
  }
}
