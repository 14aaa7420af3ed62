import type { SparseRows } from '../table/sparse.ts';
import type { Address } from './exports.ts';
import type { Kernels } from './instance.ts';
import { addWeightedPlain, solveByGradientsPlain, solvePositivePlain } from './solve-rows-plain.ts';

/** Rows of factors that are solved for, and the other side's that they are solved from. */
export interface SolveShared {
  /** What the rows have seen of the other side; values at least 0. */
  readonly seen: SparseRows;
  /** A seen value v weighs 1 + alpha·v, an unseen one 1. */
  readonly alpha: number;
  /** (nOthers, width), row-major; the width is a multiple of four. */
  readonly others: Float64Array;
  readonly width: number;
  /** The others' Gram matrix and the ridge, (width, width). */
  readonly gram: Float64Array;
  /** Steps of conjugate gradients from what `factors` holds; 0 to solve exactly. */
  readonly nSteps: number;
  /** Written, (nRows, width), row-major. */
  readonly factors: Float64Array;
}

/** Seen rows that are added at a time where the Gram matrix is formed; and the most that gradients walk over. */
const BATCH = 64;
const MOST_SEEN_BYTES = 24 * 2 ** 20;

/** Solves a block of rows of weighted least squares: (others' Gram + Σ weight·y·yᵀ)·x = Σ (1 + weight)·y. Hu, Koren & Volinsky (2008). */
export function solveRows(start: number, end: number, shared: SolveShared, kernels: Kernels | null): null {
  const { width, seen, nSteps } = shared;
  const most = Math.floor(MOST_SEEN_BYTES / (width * 8));
  const solver = kernels ? compiledSolver(kernels, shared, most) : plainSolver(shared);
  for (let row = start; row < end; row++) {
    // Who has seen more than a thread holds is solved exactly, whatever is asked.
    const nSeen = seen.offsets[row + 1]! - seen.offsets[row]!;
    if (nSteps > 0 && nSeen <= most) solver.byGradients(row);
    else solver.exactly(row);
  }
  return null;
}

interface Solver {
  exactly(row: number): void;
  byGradients(row: number): void;
}

function compiledSolver(kernels: Kernels, shared: SolveShared, most: number): Solver {
  const { seen, alpha, others, width, gram, factors, nSteps } = shared;
  const { offsets, columns, values } = seen;
  const { exports } = kernels;
  kernels.begin();
  const gramAt = kernels.put(gram);
  const aAt = kernels.room(gram.byteLength);
  const bAt = kernels.room(width * 8);
  const workAt = kernels.room(width * 3 * 8);
  const stripsAt = kernels.room(BATCH * width * 8);
  const scaledAt = kernels.room(BATCH * width * 8);
  const longest = nSteps > 0 ? longestRow(seen, most) : BATCH;
  const weightsAt = kernels.room(Math.max(BATCH, longest) * 8);
  const rowsAt = kernels.room(Math.max(BATCH, longest) * width * 8);
  const floats = (at: Address, n: number) => kernels.view(Float64Array, at, n);
  const [rows, weights] = [
    floats(rowsAt, Math.max(BATCH, longest) * width),
    floats(weightsAt, Math.max(BATCH, longest)),
  ];
  const [a, b] = [floats(aAt, gram.length), floats(bAt, width)];

  function gather(from: number, to: number): void {
    for (let entry = from, at = 0; entry < to; entry++) {
      weights[entry - from] = alpha * values[entry]!;
      for (let other = columns[entry]! * width, stop = other + width; other < stop; other++)
        rows[at++] = others[other]!;
    }
  }

  return {
    exactly(row) {
      a.set(gram);
      b.fill(0);
      for (let from = offsets[row]!, stop = offsets[row + 1]!; from < stop; from += BATCH) {
        const to = Math.min(stop, from + BATCH);
        gather(from, to);
        exports.addWeighted(rowsAt, weightsAt, to - from, width, stripsAt, scaledAt, aAt, bAt);
      }
      exports.solvePositive(aAt, width, bAt);
      factors.set(b, row * width);
    },
    byGradients(row) {
      const [from, to] = [offsets[row]!, offsets[row + 1]!];
      gather(from, to);
      b.set(factors.subarray(row * width, (row + 1) * width));
      exports.solveByGradients(gramAt, rowsAt, weightsAt, to - from, width, bAt, workAt, nSteps);
      factors.set(b, row * width);
    },
  };
}

function longestRow({ nRows, offsets }: SparseRows, most: number): number {
  let longest = 0;
  for (let row = 0; row < nRows; row++) {
    const length = offsets[row + 1]! - offsets[row]!;
    if (length <= most && length > longest) longest = length;
  }
  return longest;
}

function plainSolver({ seen, alpha, others, width, gram, factors, nSteps }: SolveShared): Solver {
  const a = new Float64Array(width * width);
  const b = new Float64Array(width);
  const read = (row: number) => {
    const [from, to] = [seen.offsets[row]!, seen.offsets[row + 1]!];
    return {
      rows: Array.from(seen.columns.subarray(from, to), (other) => others.subarray(other * width, (other + 1) * width)),
      weights: seen.values.slice(from, to).map((value) => alpha * value),
    };
  };
  return {
    exactly(row) {
      const { rows, weights } = read(row);
      a.set(gram);
      b.fill(0);
      addWeightedPlain(rows, weights, a, b);
      solvePositivePlain(a, width, b);
      factors.set(b, row * width);
    },
    byGradients(row) {
      const { rows, weights } = read(row);
      solveByGradientsPlain(gram, rows, weights, factors.subarray(row * width, (row + 1) * width), nSteps);
    },
  };
}
