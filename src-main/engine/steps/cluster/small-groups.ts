import type { Matrix } from '../../table/table.ts';
import type { Context } from '../context.ts';

/** Numbers clusters of groups by their rows, the largest 0. @param rows how many rows each group has. */
export function numbersBySize(ofGroups: Int32Array, rows: ArrayLike<number>, nClusters: number): Int32Array {
  const sizes = new Float64Array(nClusters);
  ofGroups.forEach((cluster, group) => (sizes[cluster]! += rows[group]!));
  const order = [...sizes.keys()].sort((a, b) => sizes[b]! - sizes[a]! || a - b);
  const renamed = new Int32Array(nClusters);
  order.forEach((from, to) => (renamed[from] = to));
  return ofGroups.map((cluster) => renamed[cluster]!);
}

/** Points that stand for clusters, several each. */
interface Standing {
  /** (nPoints, nFeatures), row-major. */
  readonly points: Float64Array;
  readonly clusters: Int32Array;
}

const LOOK_EVERY = 256;

/**
 * How sure each row's cluster is: 1 − d₁ / d₂ with the distances to its nearest point and to the nearest point of another cluster.
 *
 * @param squared distances to the nearest points. @throws cancelled
 */
export function ownAgainstNext(
  { nRows, nColumns: d, values }: Matrix,
  { points, clusters: ofPoints }: Standing,
  clusters: Int32Array,
  squared: Float64Array,
  { signal }: Pick<Context, 'signal'>,
): Float64Array {
  const certainty = new Float64Array(nRows);
  for (let row = 0; row < nRows; row++) {
    if (row % LOOK_EVERY === 0) signal.throwIfAborted();
    let next = Infinity;
    for (let k = 0; k < ofPoints.length; k++) {
      if (ofPoints[k] === clusters[row]) continue;
      let sum = 0;
      for (let j = 0; j < d && sum < next; j++) sum += (values[row * d + j]! - points[k * d + j]!) ** 2;
      if (sum < next) next = sum;
    }
    certainty[row] = next === Infinity ? 1 : next > 0 ? Math.max(0, 1 - Math.sqrt(squared[row]! / next)) : 0;
  }
  return certainty;
}
