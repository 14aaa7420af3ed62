import type { SparseRows } from '../table/sparse.ts';
import type { Address } from './exports.ts';
import type { Kernels } from './instance.ts';
import { addWeightedPlain, solvePositivePlain } from './solve-rows-plain.ts';

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
  /** Written, (nRows, width), row-major. */
  readonly factors: Float64Array;
}

/** Seen rows that are added at a time. */
const BATCH = 64;

/** Solves a block of rows of weighted least squares: (others' Gram + Σ weight·y·yᵀ)·x = Σ (1 + weight)·y. Hu, Koren & Volinsky (2008). */
export function solveRows(start: number, end: number, shared: SolveShared, kernels: Kernels | null): null {
  const solve = kernels ? compiledSolver(kernels, shared) : plainSolver(shared);
  for (let row = start; row < end; row++) solve(row);
  return null;
}

function compiledSolver(kernels: Kernels, shared: SolveShared): (row: number) => void {
  const { seen, alpha, others, width, gram, factors } = shared;
  const { offsets, columns, values } = seen;
  const { exports } = kernels;
  kernels.begin();
  const aAt = kernels.room(gram.byteLength);
  const bAt = kernels.room(width * 8);
  const stripsAt = kernels.room(BATCH * width * 8);
  const scaledAt = kernels.room(BATCH * width * 8);
  const weightsAt = kernels.room(BATCH * 8);
  const rowsAt = kernels.room(BATCH * width * 8);
  const floats = (at: Address, n: number) => kernels.view(Float64Array, at, n);
  const [rows, weights] = [floats(rowsAt, BATCH * width), floats(weightsAt, BATCH)];
  const [a, b] = [floats(aAt, gram.length), floats(bAt, width)];

  function gather(from: number, to: number): void {
    for (let entry = from; entry < to; entry++) {
      const other = columns[entry]! * width;
      weights[entry - from] = alpha * values[entry]!;
      rows.set(others.subarray(other, other + width), (entry - from) * width);
    }
  }

  return (row) => {
    a.set(gram);
    b.fill(0);
    for (let from = offsets[row]!, stop = offsets[row + 1]!; from < stop; from += BATCH) {
      const to = Math.min(stop, from + BATCH);
      gather(from, to);
      exports.addWeighted(rowsAt, weightsAt, to - from, width, stripsAt, scaledAt, aAt, bAt);
    }
    exports.solvePositive(aAt, width, bAt);
    factors.set(b, row * width);
  };
}

function plainSolver({ seen, alpha, others, width, gram, factors }: SolveShared): (row: number) => void {
  const a = new Float64Array(width * width);
  const b = new Float64Array(width);
  return (row) => {
    const [from, to] = [seen.offsets[row]!, seen.offsets[row + 1]!];
    const rows = Array.from(seen.columns.subarray(from, to), (other) =>
      others.subarray(other * width, (other + 1) * width),
    );
    const weights = seen.values.slice(from, to).map((value) => alpha * value);
    a.set(gram);
    b.fill(0);
    addWeightedPlain(rows, weights, a, b);
    solvePositivePlain(a, width, b);
    factors.set(b, row * width);
  };
}
