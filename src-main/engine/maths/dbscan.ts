import type { CancelSignal } from '../steps/context.ts';
import type { Matrix } from '../table/table.ts';
import { bySize } from './cluster-indices.ts';
import { kdTree, rowList } from './kd-tree.ts';

/** Clusters by density. */
export interface DensityClusters {
  /** By size, the largest 0; −1 for noise. */
  readonly clusters: Int32Array;
  readonly nClusters: number;
  /** 1 for rows with enough neighbours. */
  readonly isCore: Uint8Array;
}

/**
 * DBSCAN: rows with at least `minRows` rows within `radius`, themselves among them, are cores; cores within reach of each
 * other form a cluster, rows within reach of a core join the first that reaches them (Ester, Kriegel, Sander & Xu 1996).
 *
 * @param x (nRows, nFeatures), finite. @param watch told the share of the rows that is done. @throws cancelled
 */
export function dbscan(
  x: Matrix,
  { radius, minRows }: { radius: number; minRows: number },
  signal: CancelSignal,
  watch: (share: number) => void = () => undefined,
): DensityClusters {
  const { nRows, nColumns, values } = x;
  const tree = kdTree(x);
  const clusters = new Int32Array(nRows).fill(UNSEEN);
  const isCore = new Uint8Array(nRows);
  const found = rowList();
  const waiting: number[] = [];
  let [nClusters, nSeen] = [0, 0];
  const near = (row: number): boolean => {
    signal.throwIfAborted();
    if (nSeen++ % WATCH_EVERY === 0) watch(nSeen / nRows);
    tree.within(values.subarray(row * nColumns, (row + 1) * nColumns), radius, found);
    isCore[row] = found.length >= minRows ? 1 : 0;
    return isCore[row] === 1;
  };
  /** Takes in what the last search found; rows that nobody has looked around yet wait for it. */
  const takeIn = (cluster: number): void => {
    for (let i = 0; i < found.length; i++) {
      const row = found.rows[i]!;
      if (clusters[row] === UNSEEN) waiting.push(row);
      if (clusters[row]! < 0) clusters[row] = cluster;
    }
  };
  for (let row = 0; row < nRows; row++) {
    if (clusters[row] !== UNSEEN) continue;
    clusters[row] = NOISE;
    if (!near(row)) continue;
    const cluster = nClusters++;
    takeIn(cluster);
    for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) if (near(next)) takeIn(cluster);
  }
  return { ...bySize(clusters, nClusters), isCore };
}

const NOISE = -1;
const UNSEEN = -2;
const WATCH_EVERY = 512;
