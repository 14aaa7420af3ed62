import { leafPaths, type LeafPath } from '../maths/trees/leaf-paths.ts';
import type { TreeRows, TreeSet } from '../maths/trees/tree-set.ts';

/** What explaining by trees reads and writes. */
export interface TreeShapShared {
  readonly trees: TreeSet;
  readonly x: TreeRows;
  /** The output that is explained. */
  readonly output: number;
  /** Written: (nRows, nFeatures) what each feature adds to the row's prediction, beside the expected one. */
  readonly phi: Float64Array;
}

/** Paths up to so many features remember what each pattern of fulfilled conditions gives. */
const MOST_REMEMBERED = 11;

/**
 * Exact Shapley values of rows [start, end) by path-dependent expectations, leaf by leaf: what a leaf gives depends only on which of
 * its path's conditions the row fulfils.
 *
 * Lundberg et al. (2020), From local explanations to global understanding with explainable AI for trees, arXiv:1802.03888; Yang (2021),
 * Fast TreeSHAP, arXiv:2109.09847, for leaves that remember their patterns.
 */
export function treeShap(start: number, end: number, { trees, x, output, phi }: TreeShapShared): null {
  const { width, scale, output: firsts, starts, value } = trees;
  const room = new Float64Array(2 * 256);
  for (let tree = 0; tree < firsts.length; tree++) {
    const own = output - firsts[tree]!;
    if (own < 0 || own >= width) continue;
    for (const path of leafPaths(trees, starts[tree]!)) {
      const worth = scale * value[path.leaf * width + own]!;
      if (worth === 0 || path.features.length === 0) continue;
      addLeaf(start, end, path, worth, x, phi, room);
    }
  }
  return null;
}

function addLeaf(
  start: number,
  end: number,
  path: LeafPath,
  worth: number,
  { nColumns, values }: TreeRows,
  phi: Float64Array,
  room: Float64Array,
): void {
  const { features, lower, upper, missing, categories } = path;
  const m = features.length;
  const remembers = m <= MOST_REMEMBERED;
  const known = remembers ? new Uint8Array(1 << m) : null;
  const shares = new Float64Array(remembers ? m << m : m);
  const holds = new Uint8Array(m);
  const weights = shapleyWeights(m);
  for (let row = start; row < end; row++) {
    const from = row * nColumns;
    let pattern = 0;
    for (let i = 0; i < m; i++) {
      const v = values[from + features[i]!]!;
      const allowed = categories[i];
      let ok: boolean;
      if (v !== v) ok = missing[i] === 1;
      else if (allowed) ok = v >= 0 && v < allowed.length ? allowed[v] === 1 : missing[i] === 1;
      else ok = v > lower[i]! && v <= upper[i]!;
      holds[i] = ok ? 1 : 0;
      if (ok) pattern |= 1 << i;
    }
    let at = 0;
    if (known) {
      at = pattern * m;
      if (known[pattern] === 0) {
        known[pattern] = 1;
        patternShares(path.zero, holds, weights, worth, shares, at, room);
      }
    } else patternShares(path.zero, holds, weights, worth, shares, 0, room);
    for (let i = 0; i < m; i++) phi[from + features[i]!]! += shares[at + i]!;
  }
}

const weightsOf: Float64Array[] = [];

/** k!·(m − k − 1)! / m! for k below m. */
function shapleyWeights(m: number): Float64Array {
  const known = weightsOf[m];
  if (known) return known;
  const weights = new Float64Array(m);
  weights[0] = 1 / m;
  for (let k = 1; k < m; k++) weights[k] = (weights[k - 1]! * k) / (m - k);
  weightsOf[m] = weights;
  return weights;
}

/**
 * What each feature of a path adds where some of its conditions hold.
 *
 * With z the share of rows that go the leaf's way at a feature, and A the features whose conditions hold, feature i of A adds
 * (1 − z_i)·Π_{∉A} z·Σ_k w_k·q_k, where q are the coefficients of Π_{j ∈ A, j ≠ i} (z_j + t); and every other feature −Π_{∉A} z·Σ_k w_k·q_k with
 * those of the whole product.
 */
function patternShares(
  zero: Float64Array,
  holds: Uint8Array,
  weights: Float64Array,
  worth: number,
  out: Float64Array,
  at: number,
  q: Float64Array,
): void {
  const m = zero.length;
  let [outside, degree] = [worth, 0];
  q[0] = 1;
  for (let j = 0; j < m; j++) {
    const z = zero[j]!;
    if (!holds[j]) {
      outside *= z;
      continue;
    }
    q[degree + 1] = q[degree]!;
    for (let k = degree; k > 0; k--) q[k] = z * q[k]! + q[k - 1]!;
    q[0] = z * q[0];
    degree++;
  }
  let others = 0;
  if (degree < m) for (let k = 0; k <= degree; k++) others += weights[k]! * q[k]!;
  for (let i = 0; i < m; i++) {
    if (!holds[i]) {
      out[at + i] = -outside * others;
      continue;
    }
    const z = zero[i]!;
    let [sum, quotient] = [0, 0];
    for (let k = degree - 1; k >= 0; k--) {
      quotient = q[k + 1]! - z * quotient;
      sum += weights[k]! * quotient;
    }
    out[at + i] = outside * (1 - z) * sum;
  }
}
