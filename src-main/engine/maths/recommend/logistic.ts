import { STRIP, stripsOf } from '../../kernels/strips.ts';
import type { Context } from '../../steps/context.ts';
import { transpose, type SparseRows } from '../../table/sparse.ts';
import { shareRows } from './shared-rows.ts';

export interface LogisticOptions {
  readonly factors: number;
  readonly iterations: number;
  readonly alpha: number;
  readonly nUnseen: number;
  readonly learningRate: number;
  readonly regularisation: number;
}

/** What was learned of the items, and the log-likelihood of a pair before each iteration. */
export interface LogisticFit {
  readonly width: number;
  /** (nItems, width), row-major: factors, then the item's bias; what pads a row is zero. */
  readonly items: Float64Array;
  readonly likelihoods: readonly number[];
}

const ROWS_A_BLOCK = 256;
const FIRST_SIZE = 0.1;

/**
 * Factors by which a logistic function tells what users have from what they have not, users and items stepping in turn.
 *
 * Johnson (2014), Logistic matrix factorization for implicit feedback data.
 * Departure from the paper: what users have not is drawn by chance, a few for each that they have, as `implicit` does.
 *
 * @param userItems (nUsers, nItems), values at least 0; not modified.
 * @param watch told the share that is done, and the iteration. @throws cancelled
 */
export async function fitLogistic(
  userItems: SparseRows,
  options: LogisticOptions,
  { pool, signal, random }: Pick<Context, 'pool' | 'signal' | 'random'>,
  watch: (share: number, iteration: number) => void,
): Promise<LogisticFit> {
  const width = options.factors + 1;
  const [byUser, byItem] = [shareRows(userItems), shareRows(transpose(userItems))];
  const start = (n: number) => {
    const [rows, squares] = [floats(n * width), floats(n * width)];
    for (let at = 0; at < rows.length; at++) rows[at] = at % width === width - 1 ? 0 : FIRST_SIZE * random.normal();
    return { rows, squares };
  };
  const [users, items] = [start(userItems.nRows), start(userItems.nColumns)];
  const { alpha, nUnseen, regularisation, learningRate: rate } = options;
  const climb = (seen: SparseRows, own: ReturnType<typeof start>, others: Float64Array) =>
    pool.run('climbRows', seen.nRows, ROWS_A_BLOCK, {
      ...own,
      ...stillSide(others, width),
      ...{ seen, width, alpha, nUnseen, rate, regularisation, seed: random.integer(2 ** 32) },
    });
  const likelihoods: number[] = [];
  for (let iteration = 0; iteration < options.iterations; iteration++) {
    signal.throwIfAborted();
    watch(iteration / options.iterations, iteration + 1);
    const parts = await climb(byUser, users, items.rows);
    likelihoods.push(parts.reduce((sum, part) => sum + part, 0) / Math.max(1, userItems.columns.length));
    await climb(byItem, items, users.rows);
  }
  return { ...padded(items.rows, width), likelihoods };
}

const floats = (n: number): Float64Array => new Float64Array(new SharedArrayBuffer(n * 8));

/** One side while the other steps: biases apart, a 1 in their place. */
function stillSide(rows: Float64Array, width: number) {
  const others = floats(rows.length);
  others.set(rows);
  const otherBiases = floats(rows.length / width);
  for (let row = 0, at = width - 1; row < otherBiases.length; row++, at += width) {
    otherBiases[row] = rows[at]!;
    others[at] = 1;
  }
  return { others, otherBiases };
}

/** Rows whose width is a multiple of four: factors, then the bias. */
function padded(rows: Float64Array, given: number): Pick<LogisticFit, 'width' | 'items'> {
  const width = stripsOf(given) * STRIP;
  const n = rows.length / given;
  const items = new Float64Array(n * width);
  for (let row = 0; row < n; row++) items.set(rows.subarray(row * given, (row + 1) * given), row * width);
  return { width, items };
}
