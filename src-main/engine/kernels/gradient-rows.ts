import type { SparseRows } from '../table/sparse.ts';
import { followGradientsPlain } from './gradient-rows-plain.ts';
import type { Kernels } from './instance.ts';

/** Rows of weighted least squares, of which each is drawn towards its solution. */
export interface GradientShared {
  /** What the rows have seen of the other side; values at least 0. */
  readonly seen: SparseRows;
  /** A seen value v weighs 1 + alpha·v, an unseen one 1. */
  readonly alpha: number;
  /** (nOthers, width), row-major; the width is a multiple of four. */
  readonly others: Float32Array;
  readonly width: number;
  /** The others' Gram matrix and the ridge, (width, width). */
  readonly gram: Float32Array;
  readonly nSteps: number;
  /** Read and written, (nRows, width), row-major. */
  readonly factors: Float32Array;
}

/** Rows that gradients are followed for at a time, and what those they have seen may take of a thread's memory. */
const TOGETHER = 32;
const MOST_SEEN_BYTES = 24 * 2 ** 20;

/**
 * Draws a block of rows towards the solutions of (others' Gram + Σ weight·y·yᵀ)·x = Σ (1 + weight)·y by conjugate gradients, from what the
 * factors hold, in single precision as `implicit` does. Takács, Pilászy & Tikk (2011), doi:10.1145/2043932.2043987.
 */
export function gradientRows(start: number, end: number, shared: GradientShared, kernels: Kernels | null): null {
  const { width, seen } = shared;
  const most = Math.floor(MOST_SEEN_BYTES / (width * 4));
  const compiled = kernels && compiledLoop(kernels, shared, longestStretch(seen, start, end, most));
  for (let row = start; row < end;) {
    let last = row;
    const fits = seen.offsets[row]! + most;
    while (compiled && last < end && last < row + TOGETHER && seen.offsets[last + 1]! <= fits) last++;
    // Who has seen more than a thread holds goes the plain way.
    if (compiled && last > row) compiled(row, last);
    else plain((last = row + 1) - 1, shared);
    row = last;
  }
  return null;
}

/** The most that rows which are worked on together have seen. */
function longestStretch({ offsets }: SparseRows, start: number, end: number, most: number): number {
  let longest = 0;
  for (let row = start; row < end; row++)
    longest = Math.max(longest, offsets[Math.min(end, row + TOGETHER)]! - offsets[row]!);
  return Math.min(longest, most);
}

function compiledLoop(
  kernels: Kernels,
  { seen, alpha, others, width, gram, nSteps, factors }: GradientShared,
  longest: number,
): (from: number, to: number) => void {
  const { offsets, columns, values } = seen;
  kernels.begin();
  const gramAt = kernels.put(gram);
  const workAt = kernels.room(TOGETHER * (width * 3 + 1) * 4);
  const xAt = kernels.room(TOGETHER * width * 4);
  const startsAt = kernels.room((TOGETHER + 1) * 4);
  const weightsAt = kernels.room(longest * 4);
  const rowsAt = kernels.room(longest * width * 4);
  const weights = kernels.view(Float32Array, weightsAt, longest);
  const rows = kernels.view(Float32Array, rowsAt, longest * width);
  const starts = kernels.view(Int32Array, startsAt, TOGETHER + 1);
  return (from, to) => {
    const first = offsets[from]!;
    for (let entry = first, at = 0; entry < offsets[to]!; entry++, at++) {
      const other = columns[entry]! * width;
      weights[at] = alpha * values[entry]!;
      rows.set(others.subarray(other, other + width), at * width);
    }
    for (let row = from; row <= to; row++) starts[row - from] = offsets[row]! - first;
    const x = kernels.view(Float32Array, xAt, (to - from) * width);
    x.set(factors.subarray(from * width, to * width));
    kernels.exports.followGradients(gramAt, rowsAt, weightsAt, startsAt, to - from, width, xAt, workAt, nSteps);
    factors.set(x, from * width);
  };
}

function plain(row: number, { seen, alpha, others, width, gram, nSteps, factors }: GradientShared): void {
  const [from, to] = [seen.offsets[row]!, seen.offsets[row + 1]!];
  const rows = Array.from(seen.columns.subarray(from, to), (other) =>
    others.subarray(other * width, (other + 1) * width),
  );
  const weights = Float32Array.from(seen.values.subarray(from, to), (value) => alpha * value);
  followGradientsPlain(gram, rows, weights, factors.subarray(row * width, (row + 1) * width), nSteps);
}
