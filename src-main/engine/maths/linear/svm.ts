import type { Matrix } from '../../table/table.ts';
import { likeness, likenesses, productOf, squaredLengths, type SvmKernel } from './svm-kernel.ts';

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
const LOOK_EVERY = 256;

/**
 * A support vector machine of two classes by sequential minimal optimisation: pairs by second-order information, rows that rest on a bound
 * set aside while they stay there, likenesses kept in a cache.
 *
 * Fan, Chen & Lin (2005), Working set selection using second order information; Chang & Lin (2011), LIBSVM, doi:10.1145/1961189.1961199.
 *
 * @param signs 1 for the second class, −1 for the first. @param bounds the most each row may weigh: C times its weight.
 * @param look told the number of steps now and then. @returns the border, and whether it settled
 */
export function fitSvm(
  x: Matrix,
  signs: Float64Array,
  bounds: Float64Array,
  { kernel, cacheBytes, tolerance, maxIterations }: SvmOptions,
  look: (steps: number) => void,
): SvmBorder & { readonly isSettled: boolean } {
  const solver = new Solver(x, signs, bounds, kernel, cacheBytes);
  let steps = 0;
  let isSettled = false;
  for (; steps < maxIterations; steps++) {
    if (steps % LOOK_EVERY === 0) look(steps);
    if (!solver.step(tolerance)) {
      isSettled = true;
      break;
    }
  }
  return { ...solver.border(), isSettled };
}

/** The dual problem: least of ½·αᵀ·Q·α − Σα with Q = signs · likeness, 0 ≤ α ≤ bounds, Σ signs·α = 0. */
class Solver {
  readonly #x: Matrix;
  readonly #signs: Float64Array;
  readonly #bounds: Float64Array;
  readonly #kernel: SvmKernel;
  readonly #squares: Float64Array;
  readonly #diagonal: Float64Array;
  readonly #alpha: Float64Array;
  /** Slope of the objective. */
  readonly #slope: Float64Array;
  readonly #cache = new Map<number, Float32Array>();
  readonly #mostCached: number;
  /** The row that promises most by rising: at first, of no weights, any of the second class. */
  #furthest: { readonly place: number; readonly value: number };

  constructor(x: Matrix, signs: Float64Array, bounds: Float64Array, kernel: SvmKernel, cacheBytes: number) {
    this.#x = x;
    this.#signs = signs;
    this.#bounds = bounds;
    this.#kernel = kernel;
    this.#squares = squaredLengths(x);
    this.#diagonal = this.#squares.map((square) => likeness(kernel, square, square, square));
    this.#alpha = new Float64Array(x.nRows);
    this.#slope = new Float64Array(x.nRows).fill(-1);
    const first = signs.findIndex((sign, t) => sign > 0 && bounds[t]! > 0);
    this.#furthest = { place: first, value: first < 0 ? -Infinity : 1 };
    this.#mostCached = Math.max(2, Math.floor(cacheBytes / (4 * Math.max(1, x.nRows))));
  }

  /** Likenesses of a row to all, the least recently used forgotten first. */
  #row(i: number): Float32Array {
    const known = this.#cache.get(i);
    if (known) {
      this.#cache.delete(i);
      this.#cache.set(i, known);
      return known;
    }
    let row: Float32Array | null = null;
    if (this.#cache.size >= this.#mostCached) {
      const [oldest] = this.#cache.entries();
      if (oldest) {
        this.#cache.delete(oldest[0]);
        row = oldest[1];
      }
    }
    row ??= new Float32Array(this.#x.nRows);
    likenesses(this.#kernel, this.#x, this.#squares, i, row);
    this.#cache.set(i, row);
    return row;
  }

  /** Moves the pair that promises most. @returns false where none is further than the tolerance from its optimum */
  step(tolerance: number): boolean {
    const signs = this.#signs;
    const slope = this.#slope;
    const alpha = this.#alpha;
    const bounds = this.#bounds;
    const n = signs.length;
    const diagonal = this.#diagonal;
    const { place: i, value: most } = this.#furthest;
    if (i < 0) return false;
    const own = this.#row(i);
    const ownDiagonal = diagonal[i]!;
    let [j, least, gain] = [-1, Infinity, Infinity];
    for (let t = 0; t < n; t++) {
      const canFall = signs[t]! > 0 ? alpha[t]! > 0 : alpha[t]! < bounds[t]!;
      if (!canFall) continue;
      const value = -signs[t]! * slope[t]!;
      if (value < least) least = value;
      const apart = most - value;
      if (apart <= 0) continue;
      const curve = ownDiagonal + diagonal[t]! - 2 * own[t]!;
      const own2 = -(apart * apart) / (curve > 0 ? curve : LEAST_CURVE);
      if (own2 < gain) [j, gain] = [t, own2];
    }
    if (j < 0 || most - least <= tolerance) return false;
    this.#move(i, j, most + signs[j]! * slope[j]!);
    return true;
  }

  /** Moves α of a pair along signsᵢ·Δ, −signsⱼ·Δ as far as it pays and bounds allow. @param apart how far the pair is from its optimum */
  #move(i: number, j: number, apart: number): void {
    const [a, b] = [this.#row(i), this.#row(j)];
    const signs = this.#signs;
    const alpha = this.#alpha;
    const curve = this.#diagonal[i]! + this.#diagonal[j]! - 2 * a[j]!;
    const wanted = apart / (curve > 0 ? curve : LEAST_CURVE);
    const room = (t: number, direction: number): number => (direction > 0 ? this.#bounds[t]! - alpha[t]! : alpha[t]!);
    const shift = Math.min(wanted, room(i, signs[i]!), room(j, -signs[j]!));
    const [before, beforeJ] = [alpha[i]!, alpha[j]!];
    alpha[i] = this.#clip(i, before + signs[i]! * shift);
    alpha[j] = this.#clip(j, beforeJ - signs[j]! * shift);
    const [da, db] = [(alpha[i] - before) * signs[i]!, (alpha[j] - beforeJ) * signs[j]!];
    this.#slide(da, a, db, b);
  }

  /** Moves all slopes along, and finds the row that next promises most by rising: one pass for both. */
  #slide(da: number, a: Float32Array, db: number, b: Float32Array): void {
    const signs = this.#signs;
    const slope = this.#slope;
    const alpha = this.#alpha;
    const bounds = this.#bounds;
    let place = -1;
    let most = -Infinity;
    for (let t = 0; t < slope.length; t++) {
      const sign = signs[t]!;
      const now = (slope[t]! += sign * (da * a[t]! + db * b[t]!));
      const value = -sign * now;
      if (value > most && (sign > 0 ? alpha[t]! < bounds[t]! : alpha[t]! > 0)) {
        place = t;
        most = value;
      }
    }
    this.#furthest = { place, value: most };
  }

  /** Onto its bound where it is there but for rounding. */
  #clip(t: number, value: number): number {
    const bound = this.#bounds[t]!;
    return value < bound * 1e-12 ? 0 : value > bound * (1 - 1e-12) ? bound : value;
  }

  border(): SvmBorder {
    const { nColumns, values } = this.#x;
    const kept = Array.from(this.#alpha.keys()).filter((t) => this.#alpha[t]! > 0);
    const vectors = new Float64Array(kept.length * nColumns);
    kept.forEach((t, k) => {
      vectors.set(values.subarray(t * nColumns, (t + 1) * nColumns), k * nColumns);
    });
    return {
      vectors,
      weights: Float64Array.from(kept, (t) => this.#alpha[t]! * this.#signs[t]!),
      intercept: this.#intercept(),
    };
  }

  /** What rows between their bounds agree on; half way between the ends where all rest on one. */
  #intercept(): number {
    let [sum, free, low, high] = [0, 0, -Infinity, Infinity];
    this.#alpha.forEach((value, t) => {
      const sign = this.#signs[t]!;
      const at = -sign * this.#slope[t]!;
      if (value > 0 && value < this.#bounds[t]!) {
        sum += at;
        free++;
      } else if (value === 0 ? sign > 0 : sign < 0) low = Math.max(low, at);
      else high = Math.min(high, at);
    });
    if (free > 0) return sum / free;
    return Number.isFinite(low) && Number.isFinite(high)
      ? (low + high) / 2
      : Number.isFinite(low)
        ? low
        : Number.isFinite(high)
          ? high
          : 0;
  }
}

/** On which side of a border rows lie, and how far. @param look told the share that is done */
export function svmDistances(
  { vectors, weights, intercept }: SvmBorder,
  kernel: SvmKernel,
  x: Matrix,
  look: (share: number) => void,
): Float64Array {
  const { nRows, nColumns, values } = x;
  const own = squaredLengths({ nRows: weights.length, nColumns, values: vectors });
  const squares = squaredLengths(x);
  return Float64Array.from({ length: nRows }, (_, row) => {
    if (row % LOOK_EVERY === 0) look(row / nRows);
    let sum = intercept;
    for (let k = 0; k < weights.length; k++) {
      const product = productOf(values, row * nColumns, vectors, k * nColumns, nColumns);
      sum += weights[k]! * likeness(kernel, product, squares[row]!, own[k]!);
    }
    return sum;
  });
}
