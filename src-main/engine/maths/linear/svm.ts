import type { SvmKernel } from '../../kernels/svm-likeness.ts';
import { compiledSvmLoops, fitsCompiled, type SvmLoops } from '../../kernels/svm-loops.ts';
import { plainSvmLoops } from '../../kernels/svm-loops-plain.ts';
import { borrowMemory, returnMemory } from '../../kernels/resident.ts';
import type { BlockPool } from '../../kernels/pool.ts';
import { shared } from '../../table/column-base.ts';
import type { Matrix } from '../../table/table.ts';

/** A border between two classes: Σ weights · likeness to the support vectors, + intercept; above 0 is the second class. */
export interface SvmBorder {
  /** (nVectors, nColumns) */
  readonly vectors: Float64Array;
  readonly weights: Float64Array;
  readonly intercept: number;
}

interface SvmOptions {
  readonly kernel: SvmKernel;
  /** Bytes that rows of likenesses may take. */
  readonly cacheBytes: number;
  /** How far from its optimum the pair that is furthest may stay. */
  readonly tolerance: number;
  readonly maxIterations: number;
}

/** Curvature of a pair that is taken where there is none. */
const LEAST_CURVE = 1e-12;
/** Steps between two looks at whether to stop. */
const LOOK_EVERY = 16;
/** How near to a bound, as a share of the way between both, a weight rests on it. */
const ROUNDING = 1e-12;

/**
 * A support vector machine of two classes by sequential minimal optimisation: pairs by second-order information, likenesses kept in a
 * cache.
 *
 * Fan, Chen & Lin (2005), Working set selection using second order information; Chang & Lin (2011), LIBSVM, doi:10.1145/1961189.1961199.
 * Departure: all rows stay in sight instead of being set aside while they rest on a bound, since a pass over them is short.
 *
 * @param signs 1 for the second class, −1 for the first. @param bounds the most each row may weigh: C times its weight.
 * @param look told the number of steps now and then. @returns the border, and whether it settled
 */
export function fitSvm(
  x: Matrix,
  signs: Float64Array,
  bounds: Float64Array,
  { kernel, cacheBytes, tolerance, maxIterations }: SvmOptions,
  pool: BlockPool,
  look: (steps: number) => void,
): SvmBorder & { readonly isSettled: boolean } {
  const mostSlots = Math.max(2, Math.min(x.nRows, Math.floor(cacheBytes / (4 * Math.max(1, x.nRows)))));
  const isCompiled = pool.variant !== 'plain' && fitsCompiled(x, mostSlots);
  const memory = isCompiled ? borrowMemory(pool) : null;
  try {
    const loops =
      memory && pool.variant !== 'plain' ? compiledSvmLoops(x, kernel, memory, pool.variant) : plainSvmLoops(x, kernel);
    const solver = new Solver(loops, signs, bounds, mostSlots);
    let steps = 0;
    let isSettled = false;
    for (; steps < maxIterations && !isSettled; steps++) {
      if (steps % LOOK_EVERY === 0) look(steps);
      isSettled = !solver.step(tolerance);
    }
    return { ...solver.border(x), isSettled };
  } finally {
    if (memory) returnMemory(pool, memory);
  }
}

/**
 * The dual problem in signed weights w = signs·α: least of ½·wᵀ·K·w − Σ signs·w, each w between 0 and its bound on its sign's side,
 * Σ w = 0. What pulls a weight up is minus the slope.
 */
class Solver {
  readonly #loops: SvmLoops;
  readonly #weights: Float64Array;
  readonly #low: Float64Array;
  readonly #high: Float64Array;
  readonly #slots: SlotCache;
  /** The row that promises most by rising. */
  #rising: number;
  #strongest: number;

  constructor(loops: SvmLoops, signs: Float64Array, bounds: Float64Array, mostSlots: number) {
    this.#loops = loops;
    this.#weights = new Float64Array(signs.length);
    this.#low = bounds.map((bound, t) => (signs[t]! > 0 ? 0 : -bound));
    this.#high = bounds.map((bound, t) => (signs[t]! > 0 ? bound : 0));
    this.#slots = new SlotCache(mostSlots);
    loops.pulls.fill(0);
    loops.pulls.set(signs);
    loops.rise.fill(-Infinity);
    loops.fall.fill(Infinity);
    for (let t = 0; t < signs.length; t++) this.#place(t, 0);
    this.#rising = signs.findIndex((sign, t) => sign > 0 && bounds[t]! > 0);
    this.#strongest = 1;
  }

  /** Moves the pair that promises most. @returns false where none is further than the tolerance from its optimum */
  step(tolerance: number): boolean {
    const { found, diagonal, pulls } = this.#loops;
    const i = this.#rising;
    if (i < 0) return false;
    const a = this.#slotOf(i);
    const j = this.#loops.partner(a, i, this.#strongest);
    if (j < 0 || this.#strongest - found[1]! <= tolerance) return false;
    const b = this.#slotOf(j);
    const curve = Math.max(LEAST_CURVE, diagonal[i]! + diagonal[j]! - 2 * this.#loops.at(a, j));
    const [before, beforeJ] = [this.#weights[i]!, this.#weights[j]!];
    const room = Math.min(this.#high[i]! - before, beforeJ - this.#low[j]!);
    const shift = Math.min((pulls[i]! - pulls[j]!) / curve, room);
    this.#place(i, before + shift);
    this.#place(j, beforeJ - shift);
    this.#rising = this.#loops.slide(a, this.#weights[i]! - before, b, this.#weights[j]! - beforeJ);
    this.#strongest = found[0]!;
    return true;
  }

  /** The slot of a row's likenesses, worked out where they are not known. */
  #slotOf(row: number): number {
    const { slot, isFresh } = this.#slots.take(row);
    if (isFresh) this.#loops.fill(slot, row);
    return slot;
  }

  /** Gives a row its weight, onto its bound where it is there but for rounding, and says where it may go from there. */
  #place(t: number, value: number): void {
    const [low, high] = [this.#low[t]!, this.#high[t]!];
    const near = (high - low) * ROUNDING;
    const weight = value - low < near ? low : high - value < near ? high : value;
    this.#weights[t] = weight;
    this.#loops.rise[t] = weight < high ? 0 : -Infinity;
    this.#loops.fall[t] = weight > low ? 0 : Infinity;
  }

  border({ nColumns, values }: Matrix): SvmBorder {
    const kept = Array.from(this.#weights.keys()).filter((t) => this.#weights[t] !== 0);
    const vectors = new Float64Array(kept.length * nColumns);
    kept.forEach((t, k) => {
      vectors.set(values.subarray(t * nColumns, (t + 1) * nColumns), k * nColumns);
    });
    return { vectors, weights: Float64Array.from(kept, (t) => this.#weights[t]!), intercept: this.#intercept() };
  }

  /** What rows between their bounds agree on; half way between the ends where all rest on one. */
  #intercept(): number {
    const { pulls, rise, fall } = this.#loops;
    let [sum, free, low, high] = [0, 0, -Infinity, Infinity];
    for (let t = 0; t < this.#weights.length; t++) {
      const [mayRise, mayFall] = [rise[t] === 0, fall[t] === 0];
      if (mayRise && mayFall) {
        sum += pulls[t]!;
        free++;
      } else if (mayRise) low = Math.max(low, pulls[t]!);
      else if (mayFall) high = Math.min(high, pulls[t]!);
    }
    if (free > 0) return sum / free;
    const ends = [low, high].filter(Number.isFinite);
    return ends.length > 0 ? ends.reduce((total, end) => total + end, 0) / ends.length : 0;
  }
}

/** Which rows' likenesses stand in which slot; the least recently used row makes way. */
class SlotCache {
  readonly #slots = new Map<number, number>();
  readonly #most: number;

  constructor(most: number) {
    this.#most = most;
  }

  take(row: number): { readonly slot: number; readonly isFresh: boolean } {
    const known = this.#slots.get(row);
    if (known !== undefined) {
      this.#slots.delete(row);
      this.#slots.set(row, known);
      return { slot: known, isFresh: false };
    }
    let slot = this.#slots.size;
    if (slot >= this.#most) {
      const oldest = this.#slots.entries().next().value!;
      slot = oldest[1];
      this.#slots.delete(oldest[0]);
    }
    this.#slots.set(row, slot);
    return { slot, isFresh: true };
  }
}

/** Rows that a thread measures at a time. */
const ROWS_A_BLOCK = 512;
/** Blocks between two looks at whether to stop. */
const BLOCKS_A_LOOK = 64;

/** On which side of a border rows lie, and how far. @param look told the share that is done */
export async function svmDistances(
  border: SvmBorder,
  kernel: SvmKernel,
  { nRows, nColumns, values }: Matrix,
  pool: BlockPool,
  look: (share: number) => void,
): Promise<Float64Array> {
  const out = new Float64Array(new SharedArrayBuffer(nRows * 8));
  const { vectors, weights, intercept } = border;
  const own = { nColumns, kernel, vectors: shared(vectors), weights: shared(weights), intercept };
  const batch = ROWS_A_BLOCK * BLOCKS_A_LOOK;
  for (let first = 0; first < nRows; first += batch) {
    look(first / nRows);
    const last = Math.min(nRows, first + batch);
    const x = shared(values.subarray(first * nColumns, last * nColumns));
    await pool.run('svmRows', last - first, ROWS_A_BLOCK, { ...own, x, out: out.subarray(first, last) });
  }
  return out;
}
