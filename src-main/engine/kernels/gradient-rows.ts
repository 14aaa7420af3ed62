import type { SparseRows } from '../table/sparse.ts';
import { TOGETHER, type GradientMemory } from './gradient-memory.ts';
import { followGradientsPlain } from './gradient-rows-plain.ts';
import { kernelsOn } from './instance.ts';
import { takePlace } from './scratches.ts';
import { batchRows } from './strips.ts';

/** Rows of weighted least squares, of which each is drawn towards its solution. */
export type GradientShared = (PlainGradients | CompiledGradients) & { readonly nSteps: number };

/** Where they lie as the compiled loops read them. */
interface CompiledGradients {
  readonly resident: GradientMemory;
  /** Which side's rows are drawn; those of the other stay. */
  readonly side: 0 | 1;
}

interface PlainGradients {
  readonly resident: null;
  /** What the rows have seen of the other side; values at least 0. */
  readonly seen: SparseRows;
  /** A seen value v weighs 1 + alpha·v, an unseen one 1. */
  readonly alpha: number;
  /** (nOthers, width), row-major; the width is a multiple of four. */
  readonly others: Float32Array;
  readonly width: number;
  /** The others' Gram matrix and the ridge, (width, width). */
  readonly gram: Float32Array;
  /** Read and written, (nRows, width), row-major. */
  readonly factors: Float32Array;
}

/**
 * Draws a block of rows towards the solutions of (others' Gram + Σ weight·y·yᵀ)·x = Σ (1 + weight)·y by conjugate gradients, from what the
 * factors hold, in single precision as `implicit` does. Takács, Pilászy & Tikk (2011), doi:10.1145/2043932.2043987.
 */
export function gradientRows(start: number, end: number, shared: GradientShared): null {
  if (shared.resident) compiled(start, end, shared, shared.nSteps);
  else for (let row = start; row < end; row++) plain(row, shared, shared.nSteps);
  return null;
}

function compiled(start: number, end: number, { resident, side }: CompiledGradients, nSteps: number): void {
  const { memory, variant, width, sides, gram, scratches, taken } = resident;
  const { exports } = kernelsOn(memory, variant);
  const { place, giveBack } = takePlace(memory, taken, scratches.length);
  const { offsets, columns, weights, factors } = sides[side];
  const others = sides[side === 0 ? 1 : 0].factors;
  const { work } = scratches[place]!;
  for (let row = start; row < end; row += TOGETHER) {
    const n = Math.min(TOGETHER, end - row);
    exports.followGradients(gram, others, columns, weights, offsets + row * 4, n, width, factors + row * width * 4, work, nSteps); // prettier-ignore
  }
  giveBack();
}

function plain(row: number, { seen, alpha, others, width, gram, factors }: PlainGradients, nSteps: number): void {
  const [from, to] = [seen.offsets[row]!, seen.offsets[row + 1]!];
  const rows = Array.from(seen.columns.subarray(from, to), (other) =>
    others.subarray(other * width, (other + 1) * width),
  );
  const weights = Float32Array.from(seen.values.subarray(from, to), (value) => alpha * value);
  followGradientsPlain(gram, rows, weights, factors.subarray(row * width, (row + 1) * width), nSteps);
}

/**
 * Sums over a block of a side's rows of the products of each two factors.
 *
 * @returns (width, width), right of the diagonal.
 */
export function factorGrams(start: number, end: number, { resident, side }: CompiledGradients): Float64Array {
  const { memory, variant, width, sides, scratches, taken } = resident;
  const { exports, view } = kernelsOn(memory, variant);
  const { place, giveBack } = takePlace(memory, taken, scratches.length);
  const { strips, sums } = scratches[place]!;
  const found = view(Float64Array, sums, width * width).fill(0);
  const rows = sides[side].factors + start * width * 4;
  exports.gramOfSingles(rows, end - start, width, batchRows(width), strips, sums);
  const made = found.slice();
  giveBack();
  return made;
}
