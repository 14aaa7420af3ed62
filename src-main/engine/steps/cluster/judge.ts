import type { ScatterFigure } from '../../../contract/figure.ts';
import type { Label, Text } from '../../../contract/text.ts';
import { calinskiHarabasz, clusterSizes, daviesBouldin } from '../../maths/cluster-indices.ts';
import { sharedMatrix, takeMatrixRows } from '../../maths/matrix.ts';
import { fitPca, projectPca } from '../../maths/pca.ts';
import type { Matrix, Table } from '../../table/table.ts';
import type { Context } from '../context.ts';
import { figureOut, metricOut, tableOut } from '../define.ts';
import { assignmentTable } from './assignment.ts';
import { profileFigure } from './cluster-profile.ts';
import { groupPhrase } from './group-names.ts';
import { groupShapes, shapedFeatures } from './group-shapes.ts';
import { clusterColumns, clusterOutputs, say } from './cluster-words.ts';
import { sampledSilhouettes, silhouetteFigure, type SampledSilhouettes } from './silhouette.ts';

/** What every clusterer gives: who is where, how that looks, and how well it separates. */
export const clusterGives = {
  clusters: tableOut({ label: clusterOutputs.clusters, name: 'clusters', entity: 'same' }),
  map: figureOut({ label: clusterOutputs.map }),
  profile: figureOut({ label: clusterOutputs.profile }),
  lines: figureOut({ label: clusterOutputs.lines }),
  ridges: figureOut({ label: clusterOutputs.ridges }),
  radar: figureOut({ label: clusterOutputs.radar }),
  silhouettes: figureOut({ label: clusterOutputs.silhouettes }),
  silhouette: metricOut({ label: clusterOutputs.silhouette, better: 'higher' }),
  calinskiHarabasz: metricOut({ label: clusterOutputs.calinskiHarabasz, better: 'higher' }),
  daviesBouldin: metricOut({ label: clusterOutputs.daviesBouldin, better: 'lower' }),
};

/** The two axes on which clusters are drawn: the first principal axes of the training rows. */
export interface ClusterMap {
  readonly means: Float64Array;
  readonly axes: Float64Array;
}

const MAP_AXES = 2;

/** The axes for a map of these rows. */
export async function clusterMap(x: Matrix, context: Context): Promise<ClusterMap> {
  const { means, axes } = await fitPca(x, MAP_AXES, context);
  return { means, axes };
}

/** What a clusterer found. */
export interface FoundClusters {
  /** −1 for a row in no cluster. */
  readonly clusters: Int32Array;
  readonly nClusters: number;
  /** How sure each row's cluster is, from 0 to 1. */
  readonly certainty: Float64Array;
}

/** Where it was found. */
export interface ClusteredRows {
  readonly table: Table;
  readonly features: string[];
  /** The features of all rows, without missing values. */
  readonly x: Matrix;
  readonly map: ClusterMap;
  /** What the clusterer is called. */
  readonly method: Text;
}

/**
 * Tables, figures and indices of a clustering. Rows in no cluster are on the map and in no index.
 *
 * @throws cancelled
 */
export async function judgeClusters(context: Context, rows: ClusteredRows, found: FoundClusters) {
  const { table, features, map, method } = rows;
  const { clusters, nClusters, certainty } = found;
  const inside = insideOf(rows.x, clusters);
  const sampled = await judgeSilhouettes(context, inside, nClusters);
  context.signal.throwIfAborted();
  const sizes = clusterSizes(inside.clusters, nClusters);
  warn(context, sizes, rows.x.nRows);
  const at = await projectPca(map, rows.x, context);
  return {
    clusters: assignmentTable(table, clusters, certainty, mapColumns(at)),
    map: mapFigure(sizes, at, method),
    profile: nClusters > 0 ? profileFigure(table, features, inside.x, { clusters: inside.clusters, nClusters }) : null,
    ...groupShapes(
      {
        features: shapedFeatures(table, features, rows.x),
        groups: clusters,
        names: Array.from({ length: nClusters }, (_, cluster) => say('clusterName', { cluster })),
        phrases: Array.from({ length: nClusters }, (_, cluster) => groupPhrase(String(cluster), true)),
        ids: [...Array(nClusters).keys()],
        rows: { from: 'input', port: 'table' },
        at: null,
        currency: table.currency,
      },
      context.random.fork(2),
    ),
    ...sampled,
    calinskiHarabasz: calinskiHarabasz(inside.x, inside.clusters, nClusters),
    daviesBouldin: daviesBouldin(inside.x, inside.clusters, nClusters),
  };
}

/** The rows that are in a cluster. */
function insideOf(x: Matrix, clusters: Int32Array): { x: Matrix; clusters: Int32Array } {
  if (!clusters.includes(-1)) return { x, clusters };
  const rows = Int32Array.from(clusters.keys()).filter((row) => clusters[row]! >= 0);
  return { x: takeMatrixRows(sharedMatrix(x), rows), clusters: Int32Array.from(rows, (row) => clusters[row]!) };
}

/** From which share of the work on silhouettes are measured, and how much of it that is. */
const SILHOUETTES_FROM = 0.1;
const SILHOUETTE_SHARE = 0.7;

async function judgeSilhouettes(
  context: Context,
  { x, clusters }: { x: Matrix; clusters: Int32Array },
  nClusters: number,
) {
  context.progress(SILHOUETTES_FROM);
  const { found, isSample, nRows } = await sampledSilhouettes(
    x,
    [{ clusters, nClusters }],
    context.pool,
    context.random.fork(1),
    (share) => context.progress(SILHOUETTES_FROM + SILHOUETTE_SHARE * share),
  );
  const sampled: SampledSilhouettes = found[0]!;
  const mean = { decimal: sampled.mean, digits: 2 };
  // Fewer than two clusters stand apart from nothing.
  if (Number.isNaN(sampled.mean)) return { silhouettes: null, silhouette: null };
  return {
    silhouettes: silhouetteFigure(sampled, nClusters, {
      title: say('silhouetteTitle', { mean }),
      subtitle: say(isSample ? 'silhouetteSample' : 'silhouetteAll', { rows: nRows }),
      summary: say('silhouetteSummary', { clusters: nClusters, mean }),
      name: (cluster) => say('clusterName', { cluster }),
    }),
    silhouette: sampled.mean,
  };
}

function warn(context: Context, sizes: Int32Array, nRows: number): void {
  const empty = sizes.filter((size) => size === 0).length;
  if (empty > 0) context.warn(say('emptyClusters', { empty, clusters: sizes.length }));
  const outside = nRows - sizes.reduce((sum, size) => sum + size, 0);
  if (sizes.length === 0) context.warn(say('noClusters'));
  else if (outside > 0) context.warn(say('unclustered', { rows: outside, all: nRows }));
}

const AXIS_LABELS = [clusterColumns.axis1, clusterColumns.axis2];

function mapColumns({ nRows, nColumns, values }: Matrix) {
  return AXIS_LABELS.slice(0, nColumns).map((label, axis) => ({
    name: `axis_${axis + 1}`,
    values: Float64Array.from({ length: nRows }, (_, row) => values[row * nColumns + axis]!),
    label,
  }));
}

function mapFigure(sizes: Int32Array, { nRows, nColumns }: Matrix, method: Text): ScatterFigure | null {
  if (nColumns < MAP_AXES || nRows === 0) return null;
  const nClusters = sizes.length;
  const cluster = sizes.indexOf(Math.max(...sizes));
  const largest = { cluster, share: { percent: (sizes[cluster] ?? 0) / nRows }, clusters: nClusters, rows: nRows };
  return {
    kind: 'scatter',
    title: nClusters === 0 ? say('noClusters') : say(nClusters === 1 ? 'mapTitleOne' : 'mapTitle', largest),
    subtitle: say('mapSubtitle', { method, rows: nRows }),
    summary: nClusters === 0 ? say('noClusters') : say('mapSummary', largest),
    table: 'clusters',
    x: { column: 'axis_1', label: { code: 'axis', text: clusterColumns.axis1 } },
    y: { column: 'axis_2', label: { code: 'axis', text: clusterColumns.axis2 } },
    color: { column: 'cluster', as: 'cluster', label: { code: 'cluster', text: clusterColumns.cluster } },
    names: clusterNames(sizes, nRows),
  };
}

/** What the values of the cluster column are called. */
function clusterNames(sizes: Int32Array, nRows: number): Readonly<Record<string, Label>> {
  const names = Array.from(sizes, (_, cluster) => [String(cluster), say('clusterName', { cluster })] as const);
  const isAll = sizes.reduce((sum, size) => sum + size, 0) === nRows;
  return Object.fromEntries(isAll ? names : [...names, ['-1', say('outside')] as const]);
}
