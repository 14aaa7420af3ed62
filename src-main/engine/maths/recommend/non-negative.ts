import { factorPlain, solveFactoredPlain } from '../../kernels/solve-rows-plain.ts';
import type { Context } from '../../steps/context.ts';
import { transpose, type SparseRows } from '../../table/sparse.ts';
import { gramOf } from '../gram.ts';
import { sparseTimes } from '../product.ts';
import { shareRows } from './shared-rows.ts';

export interface NonNegativeOptions {
  readonly factors: number;
  readonly iterations: number;
  /** Added to the diagonal of each side's equations. */
  readonly regularisation: number;
}

/** Items as amounts of a few parts, none below zero. */
export interface NonNegativeItems {
  readonly width: number;
  /** (nItems, width), row-major. */
  readonly items: Float64Array;
  /** The items' Gram matrix and the ridge, (width, width). */
  readonly gram: Float64Array;
}

/** Rows improved between two looks at the signal. */
const ROWS_A_LOOK = 4096;

/**
 * Non-negative factors of a sparse matrix by least squares, one number at a time, rows and columns in turn.
 * O(iterations · (entries · factors + (nUsers + nItems) · factors²)).
 *
 * Lee & Seung (1999), doi:10.1038/44565; Cichocki & Phan (2009), doi:10.1587/transfun.E92.A.708.
 *
 * @param userItems (nUsers, nItems), values at least 0; not modified.
 * @param watch told the share that is done, and the iteration. @throws cancelled
 */
export async function fitNonNegative(
  userItems: SparseRows,
  { factors: width, iterations, regularisation }: NonNegativeOptions,
  tools: Pick<Context, 'pool' | 'signal' | 'random'>,
  watch: (share: number, iteration: number) => void,
): Promise<NonNegativeItems> {
  const { nRows, nColumns, values } = userItems;
  const [byUser, byItem] = [shareRows(userItems), shareRows(transpose(userItems))];
  const mean = values.reduce((sum, value) => sum + value, 0) / Math.max(1, nRows * nColumns);
  const size = Math.sqrt(mean / width);
  const start = (n: number): Float64Array => floats(n * width).map(() => size * Math.abs(tools.random.normal()));
  const [users, items] = [shared(start(nRows)), shared(start(nColumns))];
  for (let iteration = 0; iteration < iterations; iteration++) {
    watch(iteration / iterations, iteration + 1);
    await improveSide(byUser, users, items, { width, regularisation }, tools);
    await improveSide(byItem, items, users, { width, regularisation }, tools);
  }
  return { width, items: items.slice(), gram: await gramOf({ width, values: items }, regularisation, tools.pool) };
}

const floats = (n: number): Float64Array => new Float64Array(new SharedArrayBuffer(n * 8));

function shared(values: Float64Array): Float64Array {
  const own = floats(values.length);
  own.set(values);
  return own;
}

/** Moves every number of one side to where the squares that are left are least, with the other side and all else as it is. */
export async function improveSide(
  rows: SparseRows,
  own: Float64Array,
  others: Float64Array,
  { width, regularisation }: { readonly width: number; readonly regularisation: number },
  { pool, signal }: Pick<Context, 'pool' | 'signal'>,
): Promise<void> {
  const gram = await gramOf({ width, values: others }, regularisation, pool);
  const wanted = await sparseTimes(rows, others, width, { pool });
  for (let row = 0; row < rows.nRows; row++) {
    if (row % ROWS_A_LOOK === 0) signal.throwIfAborted();
    const from = row * width;
    for (let c = 0; c < width; c++) {
      const curve = gram[c * width + c]!;
      if (curve === 0) continue;
      let slope = -wanted[from + c]!;
      for (let b = 0; b < width; b++) slope += own[from + b]! * gram[b * width + c]!;
      own[from + c] = Math.max(0, own[from + c]! - slope / curve);
    }
  }
}

/** The parts that someone has something of, and the equations of these alone, factored. */
export interface Placed {
  readonly parts: readonly number[];
  readonly amounts: Float64Array;
  /** (parts.length, parts.length) */
  readonly factored: Float64Array;
}

/** Rounds of the search for the parts, for each part. */
const ROUNDS_A_PART = 3;
/** A part whose slope is at most this share of the steepest at the start is left as it is. */
const FLAT = 1e-10;

/**
 * How much of each part explains what someone has, by least squares with no amount below zero, exactly.
 *
 * Lawson & Hanson (1974), Solving least squares problems, chapter 23.
 *
 * @param wanted the products of what they have with the parts, one a part.
 */
export function placeOnParts({ width, gram }: NonNegativeItems, wanted: Float64Array): Placed {
  let placed: Placed = { parts: [], amounts: new Float64Array(0), factored: new Float64Array(0) };
  const flat = FLAT * Math.max(0, ...wanted);
  for (let round = 0; round < ROUNDS_A_PART * width; round++) {
    const next = steepest(gram, width, wanted, placed);
    if (next.slope <= flat) return placed;
    placed = withPart(gram, width, wanted, placed, next.part);
  }
  return placed;
}

/** The part of which nothing is taken yet that would take off most. */
function steepest(gram: Float64Array, width: number, wanted: Float64Array, { parts, amounts }: Placed) {
  let [part, slope] = [-1, 0];
  for (let c = 0; c < width; c++) {
    if (parts.includes(c)) continue;
    let own = wanted[c]!;
    parts.forEach((b, i) => (own -= amounts[i]! * gram[b * width + c]!));
    if (own > slope) [part, slope] = [c, own];
  }
  return { part, slope };
}

/** Takes a part in, and others out whose amount would fall below zero. */
function withPart(gram: Float64Array, width: number, wanted: Float64Array, before: Placed, part: number): Placed {
  let parts = [...before.parts, part];
  let amounts = Float64Array.of(...before.amounts, 0);
  for (;;) {
    const { solution, factored } = solveOn(gram, width, wanted, parts);
    let step = 1;
    solution.forEach((value, i) => {
      if (value <= 0) step = Math.min(step, amounts[i]! / (amounts[i]! - value));
    });
    if (step >= 1) return { parts, amounts: solution, factored };
    const moved = amounts.map((value, i) => value + step * (solution[i]! - value));
    const stays = parts.map((_, i) => solution[i]! > 0 || moved[i]! > FLAT * Math.max(...moved));
    parts = parts.filter((_, i) => stays[i]);
    amounts = moved.filter((_, i) => stays[i]);
  }
}

function solveOn(gram: Float64Array, width: number, wanted: Float64Array, parts: readonly number[]) {
  const factored = Float64Array.from(parts.flatMap((a) => parts.map((b) => gram[a * width + b]!)));
  factorPlain(factored, parts.length);
  const solution = Float64Array.from(parts, (part) => wanted[part]!);
  solveFactoredPlain(factored, parts.length, solution);
  return { solution, factored };
}
