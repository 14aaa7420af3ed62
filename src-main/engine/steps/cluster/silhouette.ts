import type { SilhouetteFigure } from '../../../contract/figure.ts';
import type { Message } from '../../../contract/text.ts';
import { silhouettesOf, type Grouping } from '../../maths/cluster-indices.ts';
import { sampleRows, takeMatrixRows } from '../../maths/matrix.ts';
import type { Random } from '../../maths/random.ts';
import type { BlockPool } from '../../kernels/pool.ts';
import type { Matrix } from '../../table/table.ts';

/** Distances between rows, times the numbers each is made of, that a step may take; beyond, rows are sampled. */
const MOST_WORK = 1e9;
const BARS_PER_CLUSTER = 1000;

/** Silhouettes of all rows or of a sample. */
export interface SampledSilhouettes {
  readonly values: Float64Array;
  readonly clusters: Int32Array;
  /** NaN where fewer than two clusters have rows. */
  readonly mean: number;
}

/**
 * The silhouettes of each row under each grouping, or of a random sample where there are too many: time grows with the
 * square of the rows.
 *
 * @param watch told the share of the work that is done.
 */
export async function sampledSilhouettes(
  x: Matrix,
  groupings: readonly Grouping[],
  pool: BlockPool,
  random: Random,
  watch?: (share: number) => void,
): Promise<{ isSample: boolean; nRows: number; found: SampledSilhouettes[] }> {
  const nRows = Math.floor(Math.sqrt(MOST_WORK / (x.nColumns + groupings.length)));
  const isSample = x.nRows > nRows;
  const rows = isSample ? sampleRows(x.nRows, nRows, random) : null;
  const picked = rows ? takeMatrixRows(x, rows) : x;
  const own = rows
    ? groupings.map(({ clusters, nClusters }) => ({
        nClusters,
        clusters: Int32Array.from(rows, (row) => clusters[row]!),
      }))
    : groupings;
  const all = await silhouettesOf(picked, own, pool, watch);
  const found = all.map((values, g): SampledSilhouettes => {
    const clusters = own[g]!.clusters;
    const mean = new Set(clusters).size < 2 ? NaN : values.reduce((sum, value) => sum + value, 0) / values.length;
    return { values, clusters, mean };
  });
  return { isSample, nRows: picked.nRows, found };
}

/** The bars of a silhouette plot: sorted within each cluster, thinned evenly where a cluster has too many. */
export function silhouetteFigure(
  found: SampledSilhouettes,
  nClusters: number,
  words: { title: Message; summary: Message; subtitle: Message; name: (cluster: number) => Message },
): SilhouetteFigure {
  const { title, summary, subtitle, name } = words;
  const clusters = Array.from({ length: nClusters }, (_, id) => {
    const own = found.values
      .filter((_value, row) => found.clusters[row] === id)
      .sort()
      .reverse();
    const step = Math.max(1, own.length / BARS_PER_CLUSTER);
    const values =
      own.length <= BARS_PER_CLUSTER
        ? own
        : Float64Array.from({ length: BARS_PER_CLUSTER }, (_, i) => own[Math.floor(i * step)]!);
    return { id, name: name(id), size: own.length, values };
  });
  return { kind: 'silhouette', title, subtitle, summary, clusters, mean: found.mean };
}
