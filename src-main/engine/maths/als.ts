import { stripsOf, STRIP } from '../kernels/strips.ts';
import type { Context } from '../steps/context.ts';
import { transpose, type SparseRows } from '../table/sparse.ts';
import { gramOf } from './gram.ts';
import { gradientSides } from './recommend/gradient-sides.ts';
import { shareRows } from './recommend/shared-rows.ts';

/** How rows of factors are solved for. */
export interface SolveOptions {
  /** Added to the diagonal of each row's equations, above 0. */
  readonly regularisation: number;
  /** A value v weighs 1 + alpha·v; what is not there weighs 1. */
  readonly alpha: number;
}

export interface AlsOptions extends SolveOptions {
  readonly factors: number;
  readonly iterations: number;
  readonly solver: AlsSolver;
}

export const alsSolvers = ['cholesky', 'conjugate-gradient'] as const;
export type AlsSolver = (typeof alsSolvers)[number];

/** Factors of one side, (n, width), row-major; the width is a multiple of four, what pads a row is zero. In shared memory. */
export interface Factors {
  readonly width: number;
  readonly values: Float64Array;
}

type Tools = Pick<Context, 'pool' | 'signal' | 'random'>;

const FIRST_SIZE = 0.01;

/** Starts factors small and at random. */
function randomFactors(n: number, factors: number, random: Context['random']): Factors {
  const made = emptyFactors(n, factors);
  for (let row = 0; row < n; row++)
    for (let j = 0; j < factors; j++) made.values[row * made.width + j] = FIRST_SIZE * random.normal();
  return made;
}

/** Factors that are all zero. */
export function emptyFactors(n: number, factors: number): Factors {
  const width = stripsOf(factors) * STRIP;
  return { width, values: new Float64Array(new SharedArrayBuffer(n * width * 8)) };
}

/**
 * Item factors of implicit feedback by alternating least squares: users and items are solved for in turn, each row exactly or by a few
 * steps of conjugate gradients.
 *
 * Hu, Koren & Volinsky (2008), doi:10.1109/ICDM.2008.22; Takács, Pilászy & Tikk (2011), doi:10.1145/2043932.2043987.
 *
 * @param userItems (nUsers, nItems), values at least 0; not modified.
 * @param watch told the share of the work that is done. @throws cancelled
 */
export async function fitAls(
  userItems: SparseRows,
  options: AlsOptions,
  tools: Tools,
  watch: (share: number, iteration: number) => void,
): Promise<Factors> {
  const items = randomFactors(userItems.nColumns, options.factors, tools.random);
  const users = randomFactors(userItems.nRows, options.factors, tools.random);
  await alternate(userItems, users, items, options, tools, watch);
  return items;
}

/** Solves for users and items in turn, from where their factors stand; the factors are changed. @throws cancelled */
export async function alternate(
  userItems: SparseRows,
  users: Factors,
  items: Factors,
  options: AlsOptions,
  tools: Pick<Tools, 'pool' | 'signal'>,
  watch: (share: number, iteration: number) => void,
): Promise<void> {
  const byUser = shareRows(userItems);
  const byItem = shareRows(transpose(userItems));
  const sides = options.solver === 'cholesky' ? null : gradientSides(byUser, byItem, users, items, options, tools.pool);
  try {
    for (let iteration = 0; iteration < options.iterations; iteration++) {
      watch(iteration / options.iterations, iteration + 1);
      await (sides ? sides.follow(0) : solveFactors(byUser, items, users, options, tools));
      watch((iteration + 0.5) / options.iterations, iteration + 1);
      await (sides ? sides.follow(1) : solveFactors(byItem, users, items, options, tools));
    }
  } finally {
    sides?.close();
  }
}

/**
 * Where rows that were not there in training lie among the given factors: each is solved for exactly.
 *
 * @param gram the factors' Gram matrix and the ridge, where that is known already. @throws cancelled
 */
export async function foldIn(
  rows: SparseRows,
  others: Factors,
  options: SolveOptions,
  tools: Pick<Tools, 'pool'>,
  gram?: Float64Array,
): Promise<Factors> {
  const found = emptyFactors(rows.nRows, others.width);
  await solveFactors(shareRows(rows), others, found, options, tools, gram);
  return found;
}

const ROWS_A_BLOCK = 256;

async function solveFactors(
  seen: SparseRows,
  others: Factors,
  found: Factors,
  { regularisation, alpha }: SolveOptions,
  { pool }: Pick<Tools, 'pool'>,
  known?: Float64Array,
): Promise<void> {
  const { width } = others;
  const gram = known ?? (await gramOf(others, regularisation, pool));
  const shared = { seen, alpha, others: others.values, width, gram, factors: found.values };
  await pool.run('solveRows', seen.nRows, ROWS_A_BLOCK, shared);
}
