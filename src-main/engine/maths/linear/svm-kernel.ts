import type { Matrix } from '../../table/table.ts';

/** How alike two rows are: their product, its power, a bell around each, or its hyperbolic tangent. */
export interface SvmKernel {
  readonly kind: 'linear' | 'rbf' | 'polynomial' | 'sigmoid';
  readonly gamma: number;
  /** Of a power. */
  readonly degree: number;
  /** Added to the product of a power or a tangent. */
  readonly offset: number;
}

/** Squared length of each row. */
export function squaredLengths({ nRows, nColumns, values }: Matrix): Float64Array {
  const out = new Float64Array(nRows);
  for (let row = 0, at = 0; row < nRows; row++)
    for (let j = 0; j < nColumns; j++, at++) out[row]! += values[at]! * values[at]!;
  return out;
}

/** How alike two rows are whose product is given. */
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
      return Math.exp(-gamma * Math.max(0, aSquared + bSquared - 2 * product));
    case 'polynomial':
      return (gamma * product + offset) ** degree;
    case 'sigmoid':
      return Math.tanh(gamma * product + offset);
  }
}

/** The product of two rows, in four sums side by side. */
export function productOf(a: Float64Array, at: number, b: Float64Array, bAt: number, n: number): number {
  let [s0, s1, s2, s3] = [0, 0, 0, 0];
  let j = 0;
  for (; j + 4 <= n; j += 4) {
    s0 += a[at + j]! * b[bAt + j]!;
    s1 += a[at + j + 1]! * b[bAt + j + 1]!;
    s2 += a[at + j + 2]! * b[bAt + j + 2]!;
    s3 += a[at + j + 3]! * b[bAt + j + 3]!;
  }
  for (; j < n; j++) s0 += a[at + j]! * b[bAt + j]!;
  return s0 + s1 + (s2 + s3);
}

/** How alike one row is to every row. @param out written, one a row */
export function likenesses(
  kernel: SvmKernel,
  { nRows, nColumns, values }: Matrix,
  squares: Float64Array,
  i: number,
  out: Float32Array,
): void {
  const own = values.slice(i * nColumns, (i + 1) * nColumns);
  const { kind, gamma, degree, offset } = kernel;
  const square = squares[i]!;
  for (let row = 0; row < nRows; row++) out[row] = productOf(own, 0, values, row * nColumns, nColumns);
  // One loop a kind: a choice inside would cost as much as the rest.
  if (kind === 'rbf')
    for (let row = 0; row < nRows; row++)
      out[row] = Math.exp(-gamma * Math.max(0, square + squares[row]! - 2 * out[row]!));
  else if (kind === 'polynomial')
    for (let row = 0; row < nRows; row++) out[row] = (gamma * out[row]! + offset) ** degree;
  else if (kind === 'sigmoid') for (let row = 0; row < nRows; row++) out[row] = Math.tanh(gamma * out[row]! + offset);
}
