import type { Matrix } from '../../table/table.ts';
import type { Leaving } from '../hdbscan.ts';
import { kdTree } from '../kd-tree.ts';
import { takeMatrixRows } from '../matrix.ts';

/** The tree of densities, and which of its clusters were chosen. */
export interface ChosenTree {
  readonly leavings: readonly Leaving[];
  /** By cluster of the tree, its parent; −1 for the whole. */
  readonly parents: Int32Array;
  readonly births: Float64Array;
  /** Chosen clusters of the tree, in the order of the result's columns. */
  readonly chosen: readonly number[];
}

/** Keeps divisions by a density of 0 finite. */
const LEAST = 1e-8;

/**
 * How likely each row, noise too, belongs to each chosen cluster: by its distance to the rows in the hearts of the cluster, and by the density
 * at which it joins it in the tree. A row of shares sums up to how likely the row belongs to any.
 *
 * As `all_points_membership_vectors` of hdbscan, McInnes, Healy & Astels (2017), doi:10.21105/joss.00205.
 *
 * @param x (nRows, nFeatures). @param look called now and then; what it throws ends the work.
 * @returns (nRows, chosen.length), row-major.
 */
export function softMemberships(x: Matrix, tree: ChosenTree, look: () => void): Float64Array {
  const { leavings, births, chosen } = tree;
  const n = chosen.length;
  const out = new Float64Array(x.nRows * n);
  if (n === 0) return out;
  const peaks = new Float64Array(births.length);
  for (const { parent, density } of leavings) peaks[parent] = Math.max(peaks[parent]!, density);
  const hearts = exemplars(tree, x.nRows, peaks).map((rows) => kdTree(takeMatrixRows(x, rows)));
  const joins = joinDensities(tree);
  const [found, squared] = [new Int32Array(1), new Float64Array(1)];
  const near = new Float64Array(n);
  const heights = new Float64Array(n);
  let done = 0;
  // Scores of all rows before they are made comparable, as the largest of all is taken off.
  const depths = new Float64Array(x.nRows * n);
  let deepest = -Infinity;
  for (const { parent, child, density } of leavings) {
    if (child >= x.nRows) continue;
    for (let k = 0; k < n; k++) {
      const join = joins[parent * n + k]!;
      const depth = Math.exp(-ratio(peaks[parent]! + LEAST, Number.isNaN(join) ? density : join));
      depths[child * n + k] = depth;
      deepest = Math.max(deepest, depth);
    }
  }
  for (const { parent, child, density } of leavings) {
    if (child >= x.nRows) continue;
    if (done++ % 256 === 0) look();
    const point = x.values.subarray(child * x.nColumns, (child + 1) * x.nColumns);
    let isAt = -1;
    for (let k = 0; k < n; k++) {
      hearts[k]!.nearest(point, 1, found, squared);
      near[k] = 1 / Math.sqrt(squared[0]!);
      if (squared[0] === 0 && isAt < 0) isAt = k;
      const join = joins[parent * n + k]!;
      heights[k] = Number.isNaN(join) ? density : join;
    }
    let total = 0;
    for (let k = 0; k < n; k++) {
      const byDistance = isAt < 0 ? near[k]! : near[k] === Infinity ? 1 : 0;
      const share = byDistance * Math.exp(depths[child * n + k]! - deepest);
      out[child * n + k] = share;
      total += share;
    }
    let highest = 0;
    for (let k = 1; k < n; k++) if (heights[k]! > heights[highest]!) highest = k;
    const inAny = ratio(heights[highest]!, Math.max(peaks[chosen[highest]!]!, density));
    for (let k = 0; k < n; k++) out[child * n + k]! *= total > 0 ? inAny / total : 0;
  }
  return out;
}

/** Of equal densities 1, infinite ones too. */
const ratio = (a: number, b: number): number => (a === b ? 1 : a / b);

/** The rows that stay longest in the leaves below each chosen cluster. */
function exemplars({ leavings, parents, chosen }: ChosenTree, nRows: number, peaks: Float64Array): Int32Array[] {
  const hasChildren = new Uint8Array(parents.length);
  for (const parent of parents) if (parent >= 0) hasChildren[parent] = 1;
  const column = new Int32Array(parents.length).fill(-1);
  chosen.forEach((cluster, k) => (column[cluster] = k));
  for (let cluster = 0; cluster < parents.length; cluster++)
    if (column[cluster] === -1 && parents[cluster]! >= 0) column[cluster] = column[parents[cluster]!]!;
  const rows = chosen.map((): number[] => []);
  for (const { parent, child, density } of leavings)
    if (child < nRows && hasChildren[parent] === 0 && column[parent]! >= 0 && density === peaks[parent])
      rows[column[parent]!]!.push(child);
  return rows.map((own) => Int32Array.from(own).sort());
}

/** (tree clusters, chosen): the density at which a cluster joins a chosen one; NaN where one lies within the other. */
function joinDensities({ parents, births, chosen }: ChosenTree): Float64Array {
  const joins = new Float64Array(parents.length * chosen.length).fill(NaN);
  for (let cluster = 0; cluster < parents.length; cluster++) {
    chosen.forEach((other, k) => {
      let [left, right, last] = [cluster, other, -1];
      let [tookLeft, tookRight] = [false, false];
      // A child has a higher number than its parent.
      while (left !== right) {
        if (left > right) {
          [tookLeft, last] = [true, left];
          left = parents[left]!;
        } else {
          [tookRight, last] = [true, right];
          right = parents[right]!;
        }
      }
      if (tookLeft && tookRight) joins[cluster * chosen.length + k] = births[last]!;
    });
  }
  return joins;
}
