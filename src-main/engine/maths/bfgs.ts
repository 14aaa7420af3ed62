import { dot } from './dot.ts';

/** A function to be made small: fills the gradient at a place and returns the value; NaN or ∞ where it cannot be measured. */
export type Objective = (at: Float64Array, gradient: Float64Array) => number;

interface Minimum {
  readonly at: Float64Array;
  readonly value: number;
  /** Whether the gradient fell below the tolerance, or nothing lower could be found in double precision. */
  readonly converged: boolean;
}

const ARMIJO = 1e-4;
const SETTLED = 1e-14;

/**
 * Makes a smooth function of a few numbers small, by BFGS with backtracking.
 *
 * Nocedal & Wright (2006), Numerical Optimization, algorithm 6.1. Departure: the line search looks for sufficient decrease alone, and an
 * update without curvature is skipped.
 *
 * @param tolerance of the largest component of the gradient.
 */
export function minimise(f: Objective, start: Float64Array, { tolerance = 1e-9, maxIterations = 500 } = {}): Minimum {
  const n = start.length;
  let at = start.slice();
  let gradient = new Float64Array(n);
  let value = f(at, gradient);
  let inverse = identity(n);
  for (let i = 0; i < maxIterations; i++) {
    if (gradient.every((slope) => Math.abs(slope) <= tolerance)) return { at, value, converged: true };
    let direction = times(inverse, gradient).map((slope) => -slope);
    let slope = dot(direction, gradient);
    if (!(slope < 0)) {
      inverse = identity(n);
      direction = gradient.map((own) => -own);
      slope = dot(direction, gradient);
    }
    // What a whole step could still gain is below what a sum of many rows can tell.
    if (-slope <= SETTLED * Math.max(1, Math.abs(value))) return { at, value, converged: true };
    const next = searchLine(f, at, value, direction, slope);
    if (!next) {
      // A direction of no use may be the fault of the inverse: once along the gradient before giving up.
      if (isIdentity(inverse, n)) return { at, value, converged: true };
      inverse = identity(n);
      continue;
    }
    updateInverse(inverse, difference(next.at, at), difference(next.gradient, gradient));
    ({ at, value, gradient } = next);
  }
  return { at, value, converged: false };
}

/** A step along a direction, at most 2 in any component, that lowers the value enough; null where none does. */
function searchLine(f: Objective, at: Float64Array, value: number, direction: Float64Array, slope: number) {
  const longest = direction.reduce((most, own) => Math.max(most, Math.abs(own)), 0);
  const gradient = new Float64Array(at.length);
  for (let step = Math.min(1, 2 / longest), i = 0; i < 40; i++, step /= 2) {
    const there = at.map((own, j) => own + step * direction[j]!);
    const found = f(there, gradient);
    if (Number.isFinite(found) && found < value && found <= value + ARMIJO * step * slope)
      return { at: there, value: found, gradient };
  }
  return null;
}

/** H ← (I − ρ s yᵀ) H (I − ρ y sᵀ) + ρ s sᵀ, in place. */
function updateInverse(inverse: Float64Array, s: Float64Array, y: Float64Array): void {
  const n = s.length;
  const curvature = dot(s, y);
  if (!(curvature > 1e-14 * Math.sqrt(dot(s, s) * dot(y, y)))) return;
  const hy = times(inverse, y);
  const factor = (1 + dot(y, hy) / curvature) / curvature;
  for (let i = 0; i < n; i++)
    for (let j = 0; j < n; j++)
      inverse[i * n + j]! += factor * s[i]! * s[j]! - (hy[i]! * s[j]! + s[i]! * hy[j]!) / curvature;
}

const difference = (a: Float64Array, b: Float64Array): Float64Array => a.map((value, i) => value - b[i]!);
const identity = (n: number): Float64Array =>
  Float64Array.from({ length: n * n }, (_, at) => (at % (n + 1) === 0 ? 1 : 0));
const isIdentity = (matrix: Float64Array, n: number): boolean =>
  matrix.every((value, at) => value === (at % (n + 1) === 0 ? 1 : 0));
const times = (matrix: Float64Array, x: Float64Array): Float64Array =>
  x.map((_, i) => x.reduce((sum, value, j) => sum + matrix[i * x.length + j]! * value, 0));
