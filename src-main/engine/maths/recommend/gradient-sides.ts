import { factorsOf, fitsGradients, layOutGradients, placeGram, type GivenSide } from '../../kernels/gradient-memory.ts';
import type { BlockPool } from '../../kernels/pool.ts';
import { borrowMemory, returnMemory } from '../../kernels/resident.ts';
import type { SparseRows } from '../../table/sparse.ts';
import type { Factors, SolveOptions } from '../als.ts';
import { gramBlock, gramOf, gramOfParts } from '../gram.ts';

/** Steps of conjugate gradients an iteration, as the paper of Takács et al. has it and `implicit` too. */
const STEPS = 3;
const ROWS_A_BLOCK = 256;

/** Users and items of which now one side is drawn towards its solutions, now the other. */
export interface GradientSides {
  /** Follows gradients from where the factors of users (0) or items (1) stand. @throws cancelled */
  follow(side: 0 | 1): Promise<void>;
  /** Writes the factors back; nothing is followed any more. */
  close(): void;
}

/** Keeps both sides in single precision from one half of an iteration to the next, where compiled loops reach them if they run. */
export function gradientSides(
  byUser: SparseRows,
  byItem: SparseRows,
  users: Factors,
  items: Factors,
  options: SolveOptions,
  pool: BlockPool,
): GradientSides {
  const { threads, variant } = pool;
  const { alpha, regularisation } = options;
  const { width } = users;
  const given = [
    { seen: byUser, factors: users.values },
    { seen: byItem, factors: items.values },
  ] as const;
  if (variant === 'plain' || !fitsGradients(given, width, threads)) return plainSides(given, width, options, pool);
  const memory = borrowMemory(pool);
  const resident = layOutGradients(memory, variant, given, { width, alpha }, threads);
  const grams = (side: 0 | 1) => {
    const { nRows } = resident.sides[side];
    return pool.run('factorGrams', nRows, gramBlock(nRows, width), { resident, side });
  };
  let isStart = true;
  return {
    async follow(side) {
      const other = side === 0 ? 1 : 0;
      // What is started from has more digits than are kept.
      const gram = isStart
        ? await gramOf({ width, values: given[other].factors }, regularisation, pool)
        : gramOfParts(await grams(other), width, width, regularisation);
      isStart = false;
      placeGram(resident, gram);
      await pool.run('gradientRows', resident.sides[side].nRows, ROWS_A_BLOCK, { resident, side, nSteps: STEPS });
    },
    close() {
      users.values.set(factorsOf(resident, 0));
      items.values.set(factorsOf(resident, 1));
      returnMemory(pool, memory);
    },
  };
}

function plainSides(
  given: readonly [GivenSide, GivenSide],
  width: number,
  { alpha, regularisation }: SolveOptions,
  pool: BlockPool,
): GradientSides {
  const narrow = given.map(({ factors }) => narrowed(factors));
  return {
    async follow(side) {
      const other = side === 0 ? 1 : 0;
      const { seen, factors } = given[side];
      const gram = Float32Array.from(await gramOf({ width, values: given[other].factors }, regularisation, pool));
      const [others, own] = [narrow[other]!, narrow[side]!];
      const shared = { resident: null, seen, alpha, others, width, gram, nSteps: STEPS, factors: own };
      await pool.run('gradientRows', seen.nRows, ROWS_A_BLOCK, shared);
      factors.set(own);
    },
    close: () => undefined,
  };
}

/** In single precision and shared memory. */
function narrowed(values: Float64Array): Float32Array {
  const narrow = new Float32Array(new SharedArrayBuffer(values.length * 4));
  narrow.set(values);
  return narrow;
}
