import { exponential } from './exponential.ts';

/** How alike two rows are: their product, its power, a bell around each, or its hyperbolic tangent. */
export interface SvmKernel {
  readonly kind: 'linear' | 'rbf' | 'polynomial' | 'sigmoid';
  readonly gamma: number;
  /** Of a power: a whole number from 1 on. */
  readonly degree: number;
  /** Added to the product of a power or a tangent. */
  readonly offset: number;
}

/** As compiled loops number the kinds. */
export const SVM_KINDS: Readonly<Record<SvmKernel['kind'], number>> = { linear: 0, rbf: 1, polynomial: 2, sigmoid: 3 };

/** How alike two rows are whose product and squared lengths are given, with the digits of `assembly/support-vectors.ts`. */
export function likeness(
  { kind, gamma, degree, offset }: SvmKernel,
  product: number,
  aSquared: number,
  bSquared: number,
): number {
  switch (kind) {
    case 'linear':
      return product;
    case 'rbf':
      return exponential(-gamma * Math.max(0, aSquared + bSquared - 2 * product));
    case 'polynomial': {
      const base = gamma * product + offset;
      let raised = base;
      for (let i = 1; i < degree; i++) raised *= base;
      return raised;
    }
    case 'sigmoid': {
      const z = gamma * product + offset;
      const small = exponential(-2 * Math.abs(z));
      const size = (1 - small) / (1 + small);
      return z < 0 ? -size : size;
    }
  }
}

/** Rows side by side in compiled loops. */
export const SVM_PANEL = 16;

/** Rows in whole panels. */
export const inPanels = (nRows: number): number => Math.ceil(nRows / SVM_PANEL) * SVM_PANEL;

/** Lays rows (nRows, nColumns) side by side; the last stands for those that are not there. @param out (nPanels, nColumns, 16), written */
export function packPanels(rows: Float64Array, nRows: number, nColumns: number, out: Float64Array): void {
  for (let place = 0; place < inPanels(nRows); place++) {
    let to = (place - (place % SVM_PANEL)) * nColumns + (place % SVM_PANEL);
    const from = Math.min(place, nRows - 1) * nColumns;
    for (let at = from; at < from + nColumns; at++, to += SVM_PANEL) out[to] = rows[at]!;
  }
}

/** Squared length of each row, in whole panels. */
export function squaredLengths(rows: Float64Array, nRows: number, nColumns: number): Float64Array {
  return Float64Array.from({ length: inPanels(nRows) }, (_, place) => {
    const at = Math.min(place, nRows - 1) * nColumns;
    return productOf(rows, at, rows, at, nColumns);
  });
}

/** How alike rows are to themselves. */
export const selfLikeness = (kernel: SvmKernel, squares: Float64Array): Float64Array =>
  squares.map((square) => likeness(kernel, square, square, square));

/** The product of two rows. */
export function productOf(a: Float64Array, aAt: number, b: Float64Array, bAt: number, n: number): number {
  let sum = 0;
  for (let j = 0; j < n; j++) sum += a[aAt + j]! * b[bAt + j]!;
  return sum;
}
