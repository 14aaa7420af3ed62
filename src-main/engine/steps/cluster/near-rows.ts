import { kdTree } from '../../maths/kd-tree.ts';
import type { Matrix } from '../../table/table.ts';
import type { Context } from '../context.ts';

/** Rows whose clusters are known. */
export interface KnownRows {
  /** (nRows, nFeatures), row-major. */
  readonly rows: Float64Array;
  /** −1 for a row in none. */
  readonly clusters: Int32Array;
  readonly nClusters: number;
}

const LOOK_EVERY = 256;

/**
 * The clusters of rows by those of the known rows nearest to them: the most frequent one, or its own where a known row lies on it.
 *
 * @returns certainty: the share of the nearest that are in that cluster. @throws cancelled
 */
export function voteOfNearest(
  x: Matrix,
  { rows: known, clusters: ofKnown, nClusters }: KnownRows,
  nNearest: number,
  { signal }: Pick<Context, 'signal'>,
): { clusters: Int32Array; certainty: Float64Array } {
  const d = x.nColumns;
  const k = Math.min(nNearest, ofKnown.length);
  const tree = kdTree({ nRows: ofKnown.length, nColumns: d, values: known });
  const [rows, squared] = [new Int32Array(k), new Float64Array(k)];
  const clusters = new Int32Array(x.nRows).fill(-1);
  const certainty = new Float64Array(x.nRows);
  const votes = new Int32Array(nClusters);
  for (let row = 0; row < x.nRows; row++) {
    if (row % LOOK_EVERY === 0) signal.throwIfAborted();
    const n = tree.nearest(x.values.subarray(row * d, (row + 1) * d), k, rows, squared);
    if (n === 0) continue;
    votes.fill(0);
    for (let i = 0; i < n; i++) if (ofKnown[rows[i]!]! >= 0) votes[ofKnown[rows[i]!]!]!++;
    const own = squared[0] === 0 ? ofKnown[rows[0]!]! : votes.indexOf(Math.max(...votes));
    clusters[row] = own;
    certainty[row] = own < 0 ? 0 : votes[own]! / n;
  }
  return { clusters, certainty };
}
