import type { Matrix } from '../../table/table.ts';
import { singularAxes } from './singular.ts';
import type { ReduceTools } from './axes.ts';

/** Rows as sums of parts, none of them below zero. */
export interface Parts {
  /** (nParts, nFeatures). */
  readonly parts: Float64Array;
  /** (nRows, nParts): how much of each part a row has. */
  readonly amounts: Float64Array;
  readonly hasSettled: boolean;
}

/**
 * Non-negative matrix factorisation by least squares: one column of either side at a time, from singular vectors.
 *
 * Lee & Seung (1999), doi:10.1038/44565; Cichocki & Phan (2009), doi:10.1587/transfun.E92.A.708; Boutsidis & Gallopoulos (2008),
 * doi:10.1016/j.patcog.2007.09.010, for its start.
 *
 * @param x (nRows, nFeatures), none below 0. @param tolerance it has settled once a round takes off less than this share of the squares
 * that are left. @throws cancelled
 */
export async function nonNegativeParts(
  x: Matrix,
  nParts: number,
  maxIterations: number,
  tolerance: number,
  tools: ReduceTools,
  watch: (share: number) => void,
): Promise<Parts> {
  const { parts, amounts } = await startParts(x, nParts, tools);
  const k = parts.length / Math.max(1, x.nColumns);
  let hasSettled = k === 0 || x.nRows === 0;
  let left = squaresLeft(x, amounts, parts, k);
  for (let i = 0; i < maxIterations && !hasSettled; i++) {
    tools.signal.throwIfAborted();
    improveAmounts(x, amounts, parts, k);
    improveParts(x, amounts, parts, k);
    const now = squaresLeft(x, amounts, parts, k);
    hasSettled = left - now <= tolerance * left;
    left = now;
    watch((i + 1) / maxIterations);
  }
  return { parts, amounts, hasSettled };
}

const PLACE_ROUNDS = 500;
const PLACE_SETTLED = 1e-10;
const PLACE_ROWS = 4096;

/** How much of each part rows have, by least squares: (nRows, nParts). @throws cancelled */
export function amountsOf(
  x: Matrix,
  parts: Float64Array,
  { signal }: Pick<ReduceTools, 'signal'>,
  watch: (share: number) => void,
): Float64Array {
  const d = x.nColumns;
  const k = parts.length / Math.max(1, d);
  const amounts = new Float64Array(x.nRows * k);
  for (let first = 0; first < x.nRows; first += PLACE_ROWS) {
    signal.throwIfAborted();
    const end = Math.min(x.nRows, first + PLACE_ROWS);
    const rows: Matrix = { nRows: end - first, nColumns: d, values: x.values.subarray(first * d, end * d) };
    const own = amounts.subarray(first * k, end * k);
    for (let round = 0; round < PLACE_ROUNDS; round++) if (improveAmounts(rows, own, parts, k) < PLACE_SETTLED) break;
    watch(end / x.nRows);
  }
  return amounts;
}

/** The sum of squares that the parts leave. */
export function squaresLeft(x: Matrix, amounts: Float64Array, parts: Float64Array, k: number): number {
  const d = x.nColumns;
  let sum = 0;
  for (let row = 0; row < x.nRows; row++) {
    for (let j = 0; j < d; j++) {
      let value = x.values[row * d + j]!;
      for (let c = 0; c < k; c++) value -= amounts[row * k + c]! * parts[c * d + j]!;
      sum += value * value;
    }
  }
  return sum;
}

/** Products of the parts with each other, (k, k). */
function products(parts: Float64Array, k: number, d: number): Float64Array {
  const out = new Float64Array(k * k);
  for (let a = 0; a < k; a++)
    for (let b = 0; b < k; b++) for (let j = 0; j < d; j++) out[a * k + b]! += parts[a * d + j]! * parts[b * d + j]!;
  return out;
}

/** @returns how far an amount moved at most, relative to the largest */
function improveAmounts(x: Matrix, amounts: Float64Array, parts: Float64Array, k: number): number {
  const d = x.nColumns;
  const inner = products(parts, k, d);
  let [moved, largest] = [0, 0];
  for (let row = 0; row < x.nRows; row++) {
    for (let c = 0; c < k; c++) {
      if (inner[c * k + c] === 0) continue;
      let slope = 0;
      for (let j = 0; j < d; j++) slope -= x.values[row * d + j]! * parts[c * d + j]!;
      for (let b = 0; b < k; b++) slope += amounts[row * k + b]! * inner[b * k + c]!;
      const before = amounts[row * k + c]!;
      const after = Math.max(0, before - slope / inner[c * k + c]!);
      amounts[row * k + c] = after;
      moved = Math.max(moved, Math.abs(after - before));
      largest = Math.max(largest, after);
    }
  }
  return largest > 0 ? moved / largest : 0;
}

function improveParts(x: Matrix, amounts: Float64Array, parts: Float64Array, k: number): void {
  const d = x.nColumns;
  const inner = new Float64Array(k * k);
  const outer = new Float64Array(k * d);
  for (let row = 0; row < x.nRows; row++) {
    for (let a = 0; a < k; a++) {
      const amount = amounts[row * k + a]!;
      if (amount === 0) continue;
      for (let b = 0; b < k; b++) inner[a * k + b]! += amount * amounts[row * k + b]!;
      for (let j = 0; j < d; j++) outer[a * d + j]! += amount * x.values[row * d + j]!;
    }
  }
  for (let c = 0; c < k; c++) {
    if (inner[c * k + c] === 0) continue;
    for (let j = 0; j < d; j++) {
      let slope = -outer[c * d + j]!;
      for (let b = 0; b < k; b++) slope += inner[c * k + b]! * parts[b * d + j]!;
      parts[c * d + j] = Math.max(0, parts[c * d + j]! - slope / inner[c * k + c]!);
    }
  }
}

/** The larger of the positive and the negative side of each singular pair. */
async function startParts(x: Matrix, nParts: number, tools: ReduceTools) {
  const d = x.nColumns;
  const { axes, singular } = await singularAxes(x, nParts, tools);
  const k = singular.length;
  const parts = new Float64Array(k * d);
  const amounts = new Float64Array(x.nRows * k);
  for (let c = 0; c < k && singular[c]! > 0; c++) {
    const right = axes.subarray(c * d, (c + 1) * d);
    const left = Float64Array.from({ length: x.nRows }, (_, row) => {
      let along = 0;
      for (let j = 0; j < d; j++) along += x.values[row * d + j]! * right[j]!;
      return along / singular[c]!;
    });
    const sides = [1, -1].map((sign) => {
      const [u, v] = [left, right].map((vector) => vector.map((value) => Math.max(0, sign * value))) as [
        Float64Array,
        Float64Array,
      ];
      const [lengthU, lengthV] = [lengthOf(u), lengthOf(v)];
      return { u, v, lengthU, lengthV, size: lengthU * lengthV };
    });
    const { u, v, lengthU, lengthV, size } = sides[0]!.size >= sides[1]!.size ? sides[0]! : sides[1]!;
    const scale = Math.sqrt(singular[c]! * size);
    v.forEach((value, j) => (parts[c * d + j] = lengthV > 0 ? (scale * value) / lengthV : 0));
    u.forEach((value, row) => (amounts[row * k + c] = lengthU > 0 ? (scale * value) / lengthU : 0));
  }
  return { parts, amounts };
}

function lengthOf(vector: Float64Array): number {
  let sum = 0;
  for (const value of vector) sum += value * value;
  return Math.sqrt(sum);
}
