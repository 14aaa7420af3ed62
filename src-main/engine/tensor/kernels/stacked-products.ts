import type * as tf from '@tensorflow/tfjs-core';
import type { BackendWasm } from '@tensorflow/tfjs-backend-wasm';
import type { Address } from '../../kernels/exports.ts';
import { newKernels, type Kernels } from '../../kernels/instance.ts';
import { moduleBytes } from '../../kernels/variant.ts';

/** What a product copies of its second factor at a time. */
const PANEL_FLOATS = 256 * 8;
/** Matrices with more values than this, both factors and their product, are left to tfjs. */
const MOST_FLOATS = 2 ** 23;

/** Numbers of floats are multiples of it where vectors of four are read. */
const LANES = 4;

/** Terms that WebAssembly's kernel sums before it adds them to what is there. */
const DEPTH = 48;

type Shape = readonly number[];

/** One stack of products: a (m, k) times b (k, n), turned where said so. */
interface Stack {
  readonly n: number;
  readonly m: number;
  readonly k: number;
  readonly turnsA: boolean;
  readonly turnsB: boolean;
}

/**
 * Products of stacks of matrices, such as those of attention, on the engine’s loops: WebAssembly's own kernel takes one value after the
 * other wherever there is more than one matrix. The sums are the same, term after term, so that the bytes are too.
 *
 * @returns the kernel itself where vectors of numbers cannot be computed.
 */
export function withStacks(kernel: tf.KernelConfig): tf.KernelConfig {
  if (!moduleBytes('simd')) return kernel;
  let loops: Kernels | null = null;
  return {
    ...kernel,
    kernelFunc(given) {
      const { a, b } = given.inputs as unknown as Record<'a' | 'b', tf.Tensor>;
      const { transposeA = false, transposeB = false } = given.attrs as { transposeA?: boolean; transposeB?: boolean };
      const stack = stackOf(a.shape, b.shape, transposeA, transposeB);
      if (!stack || a.dtype !== 'float32' || b.dtype !== 'float32') return kernel.kernelFunc(given);
      loops ??= newKernels('simd');
      const backend = given.backend as BackendWasm;
      const out = backend.makeOutput([...a.shape.slice(0, -2), stack.m, stack.n], 'float32');
      const views = [a, b, out].map((tensor) => backend.typedArrayFromHeap(tensor)) as Float32Array[];
      multiplyStack(loops, views[0]!, views[1]!, views[2]!, stack);
      return out;
    },
  };
}

/** Null for what is left to tfjs: single matrices, a matrix for a whole stack, and what does not fit the loops’ memory. */
function stackOf(a: Shape, b: Shape, turnsA: boolean, turnsB: boolean): Stack | null {
  const isStack = a.length > 2 && a.length === b.length && a.slice(0, -2).every((size, axis) => size === b[axis]);
  if (!isStack || a.slice(0, -2).every((size) => size === 1)) return null;
  const [m = 0, k = 0] = turnsA ? a.slice(-2).reverse() : a.slice(-2);
  const n = b.at(turnsB ? -2 : -1) ?? 0;
  if (m * n * k === 0) return null;
  return m * k + 2 * k * padded(n) + m * padded(n) < MOST_FLOATS ? { m, n, k, turnsA, turnsB } : null;
}

const padded = (n: number): number => Math.ceil(n / LANES) * LANES;

/** @param out (stack, m, n), written. */
function multiplyStack(
  loops: Kernels,
  a: Float32Array,
  b: Float32Array,
  out: Float32Array,
  { m, n, k, turnsA, turnsB }: Stack,
): void {
  const { exports: e } = loops;
  const width = padded(n);
  loops.begin();
  const panel = loops.room(PANEL_FLOATS * 4);
  const [left, right, given, product] = [m * k, k * width, k * width, m * width].map((size) => loops.room(size * 4));
  const at = (address: typeof left, size: number) => loops.view(Float32Array, address!, size);
  // What pads a row stays zero.
  at(right, k * width).fill(0);
  at(given, k * width).fill(0);
  const [ownLeft, ownRight, ownGiven, ownProduct] = [
    at(left, m * k),
    at(right, k * width),
    at(given, k * width),
    at(product, m * width),
  ];
  const count = a.length / (m * k);
  for (let i = 0; i < count; i++) {
    ownLeft.set(a.subarray(i * m * k, (i + 1) * m * k));
    const own = b.subarray(i * k * n, (i + 1) * k * n);
    if (turnsB) {
      ownGiven.set(own);
      e.netTranspose(given!, width, k, right!);
    } else copyRows(own, n, ownRight, width);
    const [row, column] = turnsA ? [4, m * 4] : [k * 4, 4];
    const sums = out.subarray(i * m * n, (i + 1) * m * n);
    for (let from = 0; from < k; from += DEPTH) {
      const [a0, b0] = [after(left!, from * column), after(right!, from * width * 4)];
      e.productSingles(a0, row, column, b0, 0, product!, m, width, Math.min(DEPTH, k - from), 0, panel);
      if (from === 0) takeRows(ownProduct, width, sums, n);
      else addRows(ownProduct, width, sums, n);
    }
  }
}

const after = (at: Address, bytes: number): Address => (at + bytes) as Address;

/** Copies rows of one width into wider ones. */
function copyRows(from: Float32Array, width: number, to: Float32Array, toWidth: number): void {
  if (width === toWidth) to.set(from);
  else
    for (let at = 0, put = 0; at < from.length; at += width, put += toWidth)
      for (let j = 0; j < width; j++) to[put + j] = from[at + j]!;
}

/** Copies rows of one width, without what pads them. */
function takeRows(from: Float32Array, width: number, to: Float32Array, toWidth: number): void {
  if (width === toWidth) to.set(from);
  else
    for (let at = 0, put = 0; put < to.length; at += width, put += toWidth)
      for (let j = 0; j < toWidth; j++) to[put + j] = from[at + j]!;
}

/** Adds rows of one width to narrower ones. */
function addRows(from: Float32Array, width: number, to: Float32Array, toWidth: number): void {
  for (let at = 0, put = 0; put < to.length; at += width, put += toWidth)
    for (let j = 0; j < toWidth; j++) to[put + j]! += from[at + j]!;
}
