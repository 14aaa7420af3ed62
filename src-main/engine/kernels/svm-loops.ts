import type { Matrix } from '../table/table.ts';
import { kernelsOn, type Compiled } from './instance.ts';
import { RESIDENT_BYTES } from './resident.ts';
import {
  inPanels,
  packPanels,
  selfLikeness,
  squaredLengths,
  SVM_KINDS,
  SVM_PANEL,
  type SvmKernel,
} from './svm-likeness.ts';

/** What choosing and moving pairs of a support vector machine reads and writes, by rows in whole panels. */
export interface SvmState {
  /** How strongly each row pulls its weight up: minus its sign times the slope of the objective. */
  readonly pulls: Float64Array;
  /** 0 where a weight may rise, −∞ where not. */
  readonly rise: Float64Array;
  /** 0 where a weight may fall, ∞ where not. */
  readonly fall: Float64Array;
  /** How alike each row is to itself. */
  readonly diagonal: Float64Array;
}

/** The loops over all rows of a support vector machine. Likenesses of a row to all stand in slots, numbered from 0. */
export interface SvmLoops extends SvmState {
  /** [0] what the last call found most of, [1] the weakest pull of the rows that may fall. */
  readonly found: Float64Array;
  /** Writes how alike a row is to all. @param slot one that was written before, or the next */
  fill(slot: number, row: number): void;
  /** How alike the row of a slot is to another. */
  at(slot: number, other: number): number;
  /** Takes what two rows changed off all pulls. @returns the row of those that may rise that pulls strongest; −1 where none may */
  slide(a: number, byA: number, b: number, byB: number): number;
  /** @returns the row that gains most by falling while another rises, which pulls so strongly; −1 where none gains */
  partner(slot: number, row: number, strongest: number): number;
}

/** Bytes that a compiled machine keeps. */
const bytesOf = ({ nRows, nColumns }: Matrix, nSlots: number): number =>
  inPanels(nRows) * (nColumns * 8 + 48 + nSlots * 4) + 2 ** 20;

/** Whether the compiled loops can hold rows and slots. */
export const fitsCompiled = (x: Matrix, nSlots: number): boolean => bytesOf(x, nSlots) <= RESIDENT_BYTES;

/** Compiled loops on memory that nobody else uses meanwhile. */
export function compiledSvmLoops(
  x: Matrix,
  kernel: SvmKernel,
  memory: WebAssembly.Memory,
  variant: Compiled,
): SvmLoops {
  const { nRows, nColumns, values } = x;
  const kernels = kernelsOn(memory, variant);
  const { exports } = kernels;
  const n = inPanels(nRows);
  const squares = squaredLengths(values, nRows, nColumns);
  kernels.begin();
  const panelsAt = kernels.room(n * nColumns * 8);
  packPanels(values, nRows, nColumns, kernels.view(Float64Array, panelsAt, n * nColumns));
  const squaresAt = kernels.put(squares);
  const pointAt = kernels.room(nColumns * 8);
  const roomAt = kernels.room(SVM_PANEL * 8);
  const foundAt = kernels.room(16);
  const arrayAt = () => kernels.room(n * 8);
  const [pullsAt, riseAt, fallAt, diagonalAt] = [arrayAt(), arrayAt(), arrayAt(), arrayAt()];
  const slots: ReturnType<typeof kernels.room>[] = [];
  const point = kernels.view(Float64Array, pointAt, nColumns);
  const arrayOf = (at: typeof pullsAt) => kernels.view(Float64Array, at, n);
  const diagonal = arrayOf(diagonalAt);
  diagonal.set(selfLikeness(kernel, squares));
  const found = kernels.view(Float64Array, foundAt, 2);
  return {
    pulls: arrayOf(pullsAt),
    rise: arrayOf(riseAt),
    fall: arrayOf(fallAt),
    diagonal,
    found,
    fill(slot, row) {
      if (slot === slots.length) slots.push(kernels.room(n * 4));
      point.set(values.subarray(row * nColumns, (row + 1) * nColumns));
      const { kind, gamma, offset, degree } = kernel;
      exports.svmLiken(
        panelsAt, n / SVM_PANEL, nColumns, pointAt, squares[row]!, squaresAt, SVM_KINDS[kind], gamma, offset, degree, roomAt,
        slots[slot]!,
      ); // prettier-ignore
    },
    at: (slot, other) => kernels.view(Float32Array, slots[slot]!, n)[other]!,
    slide: (a, byA, b, byB) => exports.svmSlide(n, pullsAt, slots[a]!, byA, slots[b]!, byB, riseAt, foundAt),
    partner: (slot, row, strongest) =>
      exports.svmPartner(n, pullsAt, fallAt, diagonalAt, slots[slot]!, diagonal[row]!, strongest, foundAt),
  };
}
