import type { SparseRows } from '../table/sparse.ts';
import type { Address } from './exports.ts';
import { kernelsOn, type Compiled } from './instance.ts';
import { RESIDENT_BYTES } from './resident.ts';

/** A sparse matrix times dense columns. */
export interface SparseTimesShared {
  /** (nRows, nMiddle) */
  readonly sparse: SparseRows;
  /** (nMiddle, width), row-major. */
  readonly columns: Float64Array;
  readonly width: number;
  /** Written, (nRows, width), row-major. */
  readonly out: Float64Array;
  /** The same arrays where the compiled loops of all threads reach them; null where the plain loop is to run. */
  readonly placed: PlacedFactors | null;
}

/** Both factors and their product in memory that compiled loops work on. */
export interface PlacedFactors {
  readonly memory: WebAssembly.Memory;
  readonly variant: Compiled;
  readonly offsets: Address;
  readonly places: Address;
  readonly values: Address;
  readonly columns: Address;
  readonly out: Address;
}

type Factors = Pick<SparseTimesShared, 'sparse' | 'columns' | 'width'>;

/** Room between arrays. */
const GAPS = 4096;

/** Whether so much can be laid out. */
export const fitFactors = ({ sparse, columns, width }: Factors): boolean =>
  sparse.values.length * 12 + (sparse.nRows + 1) * 4 + columns.length * 8 + sparse.nRows * width * 8 + GAPS <
  RESIDENT_BYTES;

/** Copies both factors in, with room for their product. */
export function placeFactors(
  memory: WebAssembly.Memory,
  variant: Compiled,
  { sparse, columns, width }: Factors,
): PlacedFactors {
  const kernels = kernelsOn(memory, variant);
  kernels.begin();
  return {
    memory,
    variant,
    offsets: kernels.put(sparse.offsets),
    places: kernels.put(sparse.columns),
    values: kernels.put(sparse.values),
    columns: kernels.put(columns),
    out: kernels.room(sparse.nRows * width * 8),
  };
}

/** Rows [start, end) of sparse·columns. */
export function sparseTimesRows(start: number, end: number, shared: SparseTimesShared): null {
  if (shared.placed) compiled(start, end, shared, shared.placed);
  else plain(start, end, shared);
  return null;
}

function compiled(start: number, end: number, { width, out }: SparseTimesShared, placed: PlacedFactors): void {
  const { exports, view } = kernelsOn(placed.memory, placed.variant);
  exports.sparseTimes(placed.offsets, placed.places, placed.values, placed.columns, width, placed.out, start, end);
  const made = view(Float64Array, (placed.out + start * width * 8) as Address, (end - start) * width);
  out.set(made, start * width);
}

function plain(start: number, end: number, { sparse, columns, width, out }: SparseTimesShared): void {
  for (let row = start; row < end; row++) {
    const own = out.subarray(row * width, (row + 1) * width).fill(0);
    for (let entry = sparse.offsets[row]!; entry < sparse.offsets[row + 1]!; entry++) {
      const value = sparse.values[entry]!;
      for (let j = 0, at = sparse.columns[entry]! * width; j < width; j++, at++) own[j]! += value * columns[at]!;
    }
  }
}
