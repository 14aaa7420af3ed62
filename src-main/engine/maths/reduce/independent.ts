import type { Matrix } from '../../table/table.ts';
import { symmetricEigen } from '../eigen.ts';
import { fitPca, projectPca } from '../pca.ts';
import { correlations, turnForward, type ReducedAxes, type ReduceTools } from './axes.ts';

/** Independent sources. */
export interface Sources extends ReducedAxes {
  /** Whether the search settled. */
  readonly hasSettled: boolean;
}

/** Directions with a smaller share of all variance are no sources. */
const NOTHING = 1e-10;

/**
 * Independent component analysis: directions on which rows lie as unlike a bell curve as can be (FastICA, all at once, by log cosh).
 *
 * Hyvärinen (1999), doi:10.1109/72.761722; Hyvärinen & Oja (2000), doi:10.1016/S0893-6080(00)00026-5.
 *
 * @param x (nRows, nFeatures), finite. @returns axes on which rows have mean 0 and variance 1 (divided by nRows), the least like a bell curve
 * first; loadings are correlations with features. @throws cancelled
 */
export async function independentSources(
  x: Matrix,
  nSources: number,
  maxIterations: number,
  tolerance: number,
  tools: ReduceTools,
  watch: (share: number) => void,
): Promise<Sources> {
  const d = x.nColumns;
  const pca = await fitPca(x, Math.min(nSources, d, Math.max(1, x.nRows - 1)), tools);
  const k = pca.variances.filter((variance) => variance > NOTHING * pca.totalVariance).length;
  const unbiased = x.nRows > 0 ? (x.nRows - 1) / x.nRows : 1;
  const white = pca.axes
    .slice(0, k * d)
    .map((value, at) => value / Math.sqrt(pca.variances[Math.floor(at / d)]! * unbiased));
  const z = await projectPca({ means: pca.means, axes: white }, x, tools);
  let turn = evenly(
    Float64Array.from({ length: k * k }, () => tools.random.normal()),
    k,
  );
  let hasSettled = k === 0;
  for (let i = 0; i < maxIterations && !hasSettled; i++) {
    tools.signal.throwIfAborted();
    const next = evenly(sharpened(z, turn, k), k);
    hasSettled = turnedBy(next, turn, k) < tolerance;
    turn = next;
    watch((i + 1) / maxIterations);
  }
  const axes = new Float64Array(k * d);
  for (let c = 0; c < k; c++)
    for (let a = 0; a < k; a++) for (let j = 0; j < d; j++) axes[c * d + j]! += turn[c * k + a]! * white[a * d + j]!;
  sortByTails(axes, await projectPca({ means: pca.means, axes }, x, tools), d);
  const loadings = correlations(x, await projectPca({ means: pca.means, axes }, x, tools));
  turnForward(loadings, d, axes);
  return { means: pca.means, axes, loadings, shares: null, hasSettled };
}

/** One step of the search: E[z tanh(w · z)] − E[1 − tanh²(w · z)] w for each direction. */
function sharpened({ nRows, values }: Matrix, turn: Float64Array, k: number): Float64Array {
  const out = new Float64Array(k * k);
  const slopes = new Float64Array(k);
  for (let row = 0, at = 0; row < nRows; row++, at += k) {
    for (let c = 0; c < k; c++) {
      let along = 0;
      for (let a = 0; a < k; a++) along += turn[c * k + a]! * values[at + a]!;
      const height = Math.tanh(along);
      slopes[c]! += 1 - height * height;
      for (let a = 0; a < k; a++) out[c * k + a]! += height * values[at + a]!;
    }
  }
  return out.map((value, at) => (value - slopes[Math.floor(at / k)]! * turn[at]!) / nRows);
}

/** The nearest rows at right angles: (W Wᵀ)^(−½) W. */
function evenly(rows: Float64Array, k: number): Float64Array {
  const inner = new Float64Array(k * k);
  for (let a = 0; a < k; a++)
    for (let b = 0; b < k; b++) for (let j = 0; j < k; j++) inner[a * k + b]! += rows[a * k + j]! * rows[b * k + j]!;
  const { values, vectors } = symmetricEigen(inner, k);
  const out = new Float64Array(k * k);
  for (let m = 0; m < k; m++) {
    const scale = 1 / Math.sqrt(Math.max(values[m]!, Number.MIN_VALUE));
    for (let j = 0; j < k; j++) {
      let along = 0;
      for (let b = 0; b < k; b++) along += vectors[m * k + b]! * rows[b * k + j]!;
      for (let a = 0; a < k; a++) out[a * k + j]! += scale * vectors[m * k + a]! * along;
    }
  }
  return out;
}

/** How far directions turned at most: 1 − |cosine|. */
function turnedBy(a: Float64Array, b: Float64Array, k: number): number {
  let most = 0;
  for (let c = 0; c < k; c++) {
    let dot = 0;
    for (let j = 0; j < k; j++) dot += a[c * k + j]! * b[c * k + j]!;
    most = Math.max(most, Math.abs(1 - Math.abs(dot)));
  }
  return most;
}

/** Sorts axes by how far the fourth moments of the rows on them are from a bell curve's. */
function sortByTails(axes: Float64Array, at: Matrix, d: number): void {
  const k = at.nColumns;
  const tails = new Float64Array(k);
  at.values.forEach((value, i) => (tails[i % k]! += value ** 4 / at.nRows));
  const order = Array.from(tails, (_, c) => c);
  order.sort((a, b) => Math.abs(tails[b]! - 3) - Math.abs(tails[a]! - 3) || a - b);
  const before = axes.slice();
  order.forEach((from, to) => {
    axes.set(before.subarray(from * d, (from + 1) * d), to * d);
  });
}
