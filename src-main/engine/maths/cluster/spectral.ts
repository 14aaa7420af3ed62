import type { Context } from '../../steps/context.ts';
import type { Matrix } from '../../table/table.ts';
import { symmetricEigen } from '../eigen.ts';
import { sampleRows, takeMatrixRows } from '../matrix.ts';
import { kdTree } from '../kd-tree.ts';
import { leadingEigen } from './leading-eigen.ts';
import type { Graph } from './neighbour-graph.ts';

type Tools = Pick<Context, 'signal' | 'random'>;

/** Rows laid out so that what hangs together lies together. */
export interface SpectralLayout {
  /** (nRows, nAxes), row-major. */
  readonly points: Float64Array;
  /** Of the normalised Laplacian, rising from 0, one an axis. */
  readonly eigenvalues: Float64Array;
}

/**
 * The first eigenvectors of a graph's normalised Laplacian, each divided by the root of the nodes' strengths, so that the first is
 * constant on a graph in one piece.
 *
 * Shi & Malik (2000), doi:10.1109/34.868688; von Luxburg (2007), doi:10.1007/s11222-007-9033-z.
 *
 * @throws cancelled
 */
export function spectralLayout(
  { nNodes, starts, targets, weights }: Graph,
  nAxes: number,
  tools: Tools,
): SpectralLayout {
  const roots = Float64Array.from({ length: nNodes }, (_, node) => {
    let sum = 0;
    for (let e = starts[node]!; e < starts[node + 1]!; e++) sum += weights[e]!;
    return sum > 0 ? Math.sqrt(sum) : 1;
  });
  const multiply = (from: Float64Array, into: Float64Array): void => {
    for (let node = 0; node < nNodes; node++) {
      let sum = 0;
      for (let e = starts[node]!; e < starts[node + 1]!; e++)
        sum += (weights[e]! * from[targets[e]!]!) / roots[targets[e]!]!;
      into[node] = sum / roots[node]!;
    }
  };
  const k = Math.min(nAxes, nNodes);
  const { values, vectors } = leadingEigen(multiply, nNodes, k, tools);
  const points = new Float64Array(nNodes * k);
  for (let axis = 0; axis < k; axis++)
    for (let node = 0; node < nNodes; node++) points[node * k + axis] = vectors[axis * nNodes + node]! / roots[node]!;
  return { points, eigenvalues: values.map((value) => Math.max(0, 1 - value)) };
}

/** Places rows by a few landmarks among them. */
export interface Landmarks {
  /** (nLandmarks, nFeatures), row-major. */
  readonly points: Float64Array;
  readonly nFeatures: number;
  /** Each row is told by so many of the nearest. */
  readonly nNearest: number;
  /** How far a landmark's pull reaches. */
  readonly width: number;
  /** (nLandmarks, nAxes): what each landmark adds to a row's place. */
  readonly weights: Float64Array;
  readonly nAxes: number;
}

const LANDMARKS = 500;
const NEAREST = 6;

/**
 * A spectral layout of many rows: each is a mixture of its nearest landmarks, and the graph between rows that these mixtures make has
 * as many eigenvectors as there are landmarks. Any further row is placed alike.
 *
 * Chen & Cai (2011), Large scale spectral clustering with landmark-based representation; a Nyström method in the sense of Fowlkes et
 * al. (2004), doi:10.1109/TPAMI.2004.1262185.
 *
 * @throws cancelled
 */
export function fitLandmarks(
  x: Matrix,
  nAxes: number,
  tools: Tools,
  watch: (share: number) => void = () => undefined,
): { landmarks: Landmarks; eigenvalues: Float64Array } {
  const chosen = takeMatrixRows(x, sampleRows(x.nRows, LANDMARKS, tools.random));
  const p = chosen.nRows;
  const nNearest = Math.min(NEAREST, p);
  const near = nearLandmarks(x, chosen.values, nNearest, tools, (share) => watch(0.5 * share));
  const width = Math.max(Number.MIN_VALUE, near.meanDistance);
  const sums = new Float64Array(p);
  mixtures(near, width, (_row, landmark, share) => (sums[landmark]! += share));
  const gram = new Float64Array(p * p);
  let start = 0;
  const [own, shares] = [new Int32Array(nNearest), new Float64Array(nNearest)];
  mixtures(near, width, (_row, landmark, share) => {
    own[start] = landmark;
    shares[start++] = share / Math.sqrt(sums[landmark]!);
    if (start < nNearest) return;
    start = 0;
    for (let a = 0; a < nNearest; a++)
      for (let b = 0; b < nNearest; b++) gram[own[a]! * p + own[b]!]! += shares[a]! * shares[b]!;
  });
  const { values, vectors } = symmetricEigen(gram, p, () => tools.signal.throwIfAborted());
  watch(0.9);
  const k = Math.min(nAxes, p);
  const weights = new Float64Array(p * k);
  for (let landmark = 0; landmark < p; landmark++)
    for (let axis = 0; axis < k; axis++)
      if (sums[landmark]! > 0 && values[axis]! > 1e-12)
        weights[landmark * k + axis] =
          vectors[axis * p + landmark]! / Math.sqrt(sums[landmark]!) / Math.sqrt(values[axis]!);
  const landmarks = { points: chosen.values, nFeatures: x.nColumns, nNearest, width, weights, nAxes: k };
  return { landmarks, eigenvalues: values.slice(0, k).map((value) => Math.max(0, 1 - value)) };
}

/** Rows placed by landmarks: (nRows, nAxes), row-major. @throws cancelled */
export function placeByLandmarks(x: Matrix, landmarks: Landmarks, tools: Pick<Context, 'signal'>): Float64Array {
  const { points, nNearest, width, weights, nAxes } = landmarks;
  const placed = new Float64Array(x.nRows * nAxes);
  const near = nearLandmarks(x, points, nNearest, tools, () => undefined);
  mixtures(near, width, (row, landmark, share) => {
    for (let axis = 0; axis < nAxes; axis++) placed[row * nAxes + axis]! += share * weights[landmark * nAxes + axis]!;
  });
  return placed;
}

interface NearLandmarks {
  readonly nNearest: number;
  readonly rows: Int32Array;
  readonly squared: Float64Array;
  /** Of rows to the last of their nearest landmarks. */
  readonly meanDistance: number;
}

function nearLandmarks(
  x: Matrix,
  points: Float64Array,
  nNearest: number,
  { signal }: Pick<Context, 'signal'>,
  watch: (share: number) => void,
): NearLandmarks {
  const d = x.nColumns;
  const tree = kdTree({ nRows: d > 0 ? points.length / d : 0, nColumns: d, values: points });
  const rows = new Int32Array(x.nRows * nNearest);
  const squared = new Float64Array(x.nRows * nNearest);
  const [own, distances] = [new Int32Array(nNearest), new Float64Array(nNearest)];
  let sum = 0;
  for (let row = 0; row < x.nRows; row++) {
    if (row % 1024 === 0) {
      signal.throwIfAborted();
      watch(row / x.nRows);
    }
    tree.nearest(x.values.subarray(row * d, (row + 1) * d), nNearest, own, distances);
    rows.set(own, row * nNearest);
    squared.set(distances, row * nNearest);
    sum += Math.sqrt(distances[nNearest - 1]!);
  }
  return { nNearest, rows, squared, meanDistance: x.nRows > 0 ? sum / x.nRows : 0 };
}

/** Tells each row's shares of its landmarks, which add up to 1. */
function mixtures(
  { nNearest, rows, squared }: NearLandmarks,
  width: number,
  tell: (row: number, landmark: number, share: number) => void,
): void {
  const pulls = new Float64Array(nNearest);
  for (let at = 0; at < rows.length; at += nNearest) {
    let sum = 0;
    for (let i = 0; i < nNearest; i++) {
      // Relative to the nearest, so that a row far from all landmarks still has shares.
      pulls[i] = Math.exp((squared[at]! - squared[at + i]!) / (2 * width * width));
      sum += pulls[i]!;
    }
    for (let i = 0; i < nNearest; i++) tell(at / nNearest, rows[at + i]!, pulls[i]! / sum);
  }
}
