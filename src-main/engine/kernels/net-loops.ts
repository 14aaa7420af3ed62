import type { Address } from './exports.ts';
import { newKernels } from './instance.ts';
import { plainNetLoops } from './net-loops-plain.ts';
import type { Variant } from './variant.ts';

/**
 * The loops of training a small dense network on mini-batches, in single precision, with the memory that they work in: what is
 * placed there stays. Widths are multiples of four; what pads a row is zero and stays so. The plain loops give the same bytes as
 * plain SIMD.
 */
export interface NetLoops {
  /** Room for so many floats, all zero. @throws RangeError past the memory of a thread, in the compiled variants. */
  room(n: number): Address;
  /** What lies at an address; to be asked for anew after `room`. */
  view(at: Address, n: number): Float32Array;
  /**
   * c = a·b + bias; what is below zero becomes zero where `rectified`.
   *
   * @param a (m, k): element (i, p) lies at a + i·aRowBytes + p·aColumnBytes. @param b (k, n). @param bias (n), or 0 for none.
   */
  product(
    a: Address,
    aRowBytes: number,
    aColumnBytes: number,
    b: Address,
    bias: Address | 0,
    c: Address,
    m: number,
    n: number,
    k: number,
    rectified: 0 | 1,
  ): void;
  /** out (columns, rows) = w (rows, columns) with rows and columns exchanged. */
  transpose(w: Address, rows: number, columns: number, out: Address): void;
  /** out (n) = the sums of the columns of x (m, n). */
  columnSums(x: Address, m: number, n: number, out: Address): void;
  /** Makes a slope zero where the rectified output is zero. */
  rectifySlope(slope: Address, output: Address, n: number): void;
  /** x *= factors, value by value. */
  scaleBy(x: Address, factors: Address, n: number): void;
  /** The sum of squared differences, added in double precision, and slope = scale·(y − target). */
  squaredError(y: Address, target: Address, slope: Address, n: number, scale: number): number;
  /** The sum of squares, added in double precision. */
  squares(x: Address, n: number): number;
  /** One step of Adam on n weights; see `assembly/dense-net.ts`. */
  adam(w: Address, g: Address, mean: Address, variance: Address, n: number, step: AdamStep): void;
}

/** The numbers of one step of Adam. */
export interface AdamStep {
  /** What slopes are multiplied by. */
  readonly clip: number;
  /** How strongly weights are drawn to zero. */
  readonly decay: number;
  /** The step's length, corrected for the young mean: rate ÷ (1 − beta1^t). */
  readonly rate: number;
  readonly beta1: number;
  readonly beta2: number;
  /** √(1 − beta2^t). */
  readonly spread: number;
  readonly epsilon: number;
}

/** What a product copies of its second factor at a time. */
const PANEL_FLOATS = 256 * 8;

/** Loops with memory of their own. */
export function netLoops(variant: Variant): NetLoops {
  if (variant === 'plain') return plainNetLoops();
  const kernels = newKernels(variant);
  const { exports: e } = kernels;
  kernels.begin();
  const panel = kernels.room(PANEL_FLOATS * 4);
  return {
    room(n) {
      const at = kernels.room(n * 4);
      kernels.view(Float32Array, at, n).fill(0);
      return at;
    },
    view: (at, n) => kernels.view(Float32Array, at, n),
    product: (...args) => e.productSingles(...args, panel),
    transpose: (...args) => e.netTranspose(...args),
    columnSums: (...args) => e.netColumnSums(...args),
    rectifySlope: (...args) => e.netRectifySlope(...args),
    scaleBy: (...args) => e.netScaleBy(...args),
    squaredError: (...args) => e.netSquaredError(...args),
    squares: (...args) => e.netSquares(...args),
    adam(w, g, mean, variance, n, { clip, decay, rate, beta1, beta2, spread, epsilon }) {
      e.netAdam(w, g, mean, variance, n, clip, decay, rate, beta1, beta2, spread, epsilon);
    },
  };
}
