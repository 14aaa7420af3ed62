/** What holds coefficients small: strength · (mix·‖w‖₁ + (1 − mix)/2·‖w‖²). */
export interface Penalty {
  readonly strength: number;
  /** 0 for squares alone (ridge), 1 for absolute values alone (lasso). */
  readonly mix: number;
}

/** The penalty of coefficients. */
export function penaltyOf(values: Float64Array, { strength, mix }: Penalty): number {
  let sum = 0;
  for (const value of values) sum += mix * Math.abs(value) + ((1 - mix) / 2) * value * value;
  return strength * sum;
}

/** A quadratic function ½·wᵀ·A·w − bᵀ·w. */
export interface Quadratic {
  readonly n: number;
  /** (n, n), row-major, symmetric and positive semidefinite. */
  readonly a: Float64Array;
  readonly b: Float64Array;
}

/** Sweeps over all coefficients that are enough for any that settle. */
const MOST_SWEEPS = 10_000;

/**
 * Where a quadratic function and a penalty are least: by Cholesky for squares alone, else by coordinate descent from `start`.
 *
 * Friedman, Hastie & Tibshirani (2010), doi:10.18637/jss.v033.i01.
 *
 * @param isFree 1 for coefficients without a penalty. @param tolerance of a coefficient, relative to the largest.
 */
export function leastPenalised(
  { n, a, b }: Quadratic,
  { strength, mix }: Penalty,
  isFree: Uint8Array,
  start: Float64Array,
  tolerance: number,
): Float64Array {
  const ridge = Float64Array.from(isFree, (free) => (free ? 0 : strength * (1 - mix)));
  if (mix === 0 || strength === 0) return solveRidge(n, a, b, ridge);
  const w = start.slice();
  // Slope of the quadratic part at w.
  const slope = Float64Array.from(b, (value, i) => {
    let sum = -value;
    for (let j = 0; j < n; j++) sum += a[i * n + j]! * w[j]!;
    return sum;
  });
  for (let sweep = 0; sweep < MOST_SWEEPS; sweep++) {
    let [largest, moved] = [0, 0];
    for (let i = 0; i < n; i++) {
      const curve = a[i * n + i]!;
      // A column without spread tells nothing.
      if (!(curve + ridge[i]! > 0)) continue;
      const pull = curve * w[i]! - slope[i]!;
      const limit = isFree[i] ? 0 : strength * mix;
      const next = (Math.sign(pull) * Math.max(0, Math.abs(pull) - limit)) / (curve + ridge[i]!);
      const step = next - w[i]!;
      if (step !== 0) for (let j = 0, at = i * n; j < n; j++, at++) slope[j]! += step * a[at]!;
      w[i] = next;
      largest = Math.max(largest, Math.abs(next));
      moved = Math.max(moved, Math.abs(step));
    }
    if (moved <= tolerance * largest || largest === 0) break;
  }
  return w;
}

/** Below this share of its own diagonal, what is left of a column is rounding: it repeats others, and gets no coefficient. */
const DEPENDENT = 1e-11;

/** (A + diag(ridge))·w = b by Cholesky; a column that repeats others gets 0. */
export function solveRidge(n: number, a: Float64Array, b: Float64Array, ridge: Float64Array): Float64Array {
  const l = new Float64Array(n * n);
  const isOut = new Uint8Array(n);
  for (let i = 0; i < n; i++) {
    for (let j = 0; j <= i; j++) {
      if (j < i && isOut[j]) continue;
      let sum = a[i * n + j]! + (i === j ? ridge[i]! : 0);
      for (let k = 0; k < j; k++) sum -= l[i * n + k]! * l[j * n + k]!;
      if (j < i) l[i * n + j] = sum / l[j * n + j]!;
      else if (sum > DEPENDENT * (a[i * n + i]! + ridge[i]!)) l[i * n + i] = Math.sqrt(sum);
      else isOut[i] = 1;
    }
    if (isOut[i]) l.fill(0, i * n, i * n + i + 1);
  }
  const w = new Float64Array(n);
  for (let i = 0; i < n; i++) {
    if (isOut[i]) continue;
    let sum = b[i]!;
    for (let k = 0; k < i; k++) sum -= l[i * n + k]! * w[k]!;
    w[i] = sum / l[i * n + i]!;
  }
  for (let i = n - 1; i >= 0; i--) {
    if (isOut[i]) continue;
    let sum = w[i]!;
    for (let k = i + 1; k < n; k++) sum -= l[k * n + i]! * w[k]!;
    w[i] = sum / l[i * n + i]!;
  }
  return w;
}
