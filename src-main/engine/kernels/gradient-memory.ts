import type { SparseRows } from '../table/sparse.ts';
import type { Address } from './exports.ts';
import { kernelsOn, type Compiled, type Kernels } from './instance.ts';
import { RESIDENT_BYTES } from './resident.ts';
import { batchRows } from './strips.ts';

/** Rows that gradients are followed for at a time, so that the Gram matrix is read once for all. */
export const TOGETHER = 32;

/** Factors of two sides and what each has seen of the other, where the compiled loops of all threads reach them. */
export interface GradientMemory {
  readonly memory: WebAssembly.Memory;
  readonly variant: Compiled;
  readonly width: number;
  readonly sides: readonly [GradientSide, GradientSide];
  /** The Gram matrix of the others and the ridge, (width, width) of f32: written anew for every half of an iteration. */
  readonly gram: Address;
  /** One a thread, and which of them are in use. */
  readonly scratches: readonly GradientScratch[];
  readonly taken: Address;
}

interface GradientSide {
  /** Offsets and columns i32, weights f32. */
  readonly offsets: Address;
  readonly columns: Address;
  readonly weights: Address;
  readonly nRows: number;
  /** (nRows, width) of f32. */
  readonly factors: Address;
}

interface GradientScratch {
  /** Room for three times the rows that are worked on together and a number each. */
  readonly work: Address;
  /** Room for a batch of rows in double precision, and for their products, (width, width). */
  readonly strips: Address;
  readonly sums: Address;
}

/** One side as it is given: what it has seen, and its factors in double precision. */
export interface GivenSide {
  readonly seen: SparseRows;
  readonly factors: Float64Array;
}

/** Whether so much can be laid out. */
export function fitsGradients(sides: readonly GivenSide[], width: number, threads: number): boolean {
  const bytesOf = ({ seen, factors }: GivenSide): number =>
    seen.columns.length * 8 + seen.nRows * 4 + factors.length * 4;
  const perThread = TOGETHER * (width * 3 + 1) * 4 + batchRows(width) * width * 8 + width * width * 8 + 256;
  const all = sides.reduce((sum, side) => sum + bytesOf(side), 0) + width * width * 4 + threads * perThread;
  return all + 2 ** 16 < RESIDENT_BYTES;
}

/** Lays both sides out. @param alpha what a seen value weighs, besides 1 */
export function layOutGradients(
  memory: WebAssembly.Memory,
  variant: Compiled,
  [first, second]: readonly [GivenSide, GivenSide],
  { width, alpha }: { readonly width: number; readonly alpha: number },
  threads: number,
): GradientMemory {
  const kernels = kernelsOn(memory, variant);
  kernels.begin();
  const taken = kernels.put(new Int32Array(threads));
  const gram = kernels.room(width * width * 4);
  const scratches = Array.from({ length: threads }, () => ({
    work: kernels.room(TOGETHER * (width * 3 + 1) * 4),
    strips: kernels.room(batchRows(width) * width * 8),
    sums: kernels.room(width * width * 8),
  }));
  const sides = [putSide(kernels, first, alpha), putSide(kernels, second, alpha)] as const;
  return { memory, variant, width, sides, gram, scratches, taken };
}

function putSide(kernels: Kernels, { seen, factors }: GivenSide, alpha: number): GradientSide {
  const [offsets, columns] = [kernels.put(seen.offsets), kernels.put(seen.columns)];
  const weights = kernels.room(seen.values.length * 4);
  const weightsOf = kernels.view(Float32Array, weights, seen.values.length);
  for (let at = 0; at < weightsOf.length; at++) weightsOf[at] = alpha * seen.values[at]!;
  const at = kernels.room(factors.length * 4);
  kernels.view(Float32Array, at, factors.length).set(factors);
  return { offsets, columns, weights, nRows: seen.nRows, factors: at };
}

/** The factors of a side as they stand, read and written where the loops do. */
export function factorsOf({ memory, variant, sides, width }: GradientMemory, side: 0 | 1): Float32Array {
  return kernelsOn(memory, variant).view(Float32Array, sides[side].factors, sides[side].nRows * width);
}

/** Says which Gram matrix the next half of an iteration has. */
export function placeGram({ memory, variant, gram }: GradientMemory, values: Float64Array): void {
  kernelsOn(memory, variant).view(Float32Array, gram, values.length).set(values);
}
