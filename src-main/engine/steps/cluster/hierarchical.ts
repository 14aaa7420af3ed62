import { z } from 'zod';
import { clusterCentres, clusterSizes } from '../../maths/cluster-indices.ts';
import { kdTree } from '../../maths/kd-tree.ts';
import { fitKmeans } from '../../maths/kmeans.ts';
import { cutTree, linkage, linkageMethods, pairBytes, type LinkageMethod, type Merges } from '../../maths/linkage.ts';
import type { Matrix } from '../../table/table.ts';
import type { Context } from '../context.ts';
import { columns, defineEstimator, figureOut, metricOut, tableIn } from '../define.ts';
import { CLUSTERED_OUTPUTS, completeMatrix } from '../features-of.ts';
import { hierarchicalText as text } from './hierarchical-text.ts';
import { clusterGives, clusterMap, judgeClusters, type ClusterMap } from './judge.ts';
import { longestGap, treeFigure } from './tree-figure.ts';

const parameters = z.object({
  nClusters: z
    .int()
    .min(1)
    .max(200)
    .nullable()
    .default(null)
    .meta({ ...text.parameter('nClusters') }),
  method: z
    .enum(linkageMethods)
    .default('ward')
    .meta({ ...text.parameter('method') }),
  features: columns({ port: 'table', types: ['number'], text: text.parameter('features') }),
});

/** What fitting leaves behind. */
export interface HierarchicalModel {
  readonly features: string[];
  /** (nLeaves, nFeatures), row-major: the rows, or the small groups, that the tree joins. */
  readonly leaves: Float64Array;
  readonly clusters: Int32Array;
  readonly nClusters: number;
  readonly merges: Merges;
  readonly map: ClusterMap;
}

/** Up to so many rows the tree joins rows themselves. */
const MOST_ROWS: Readonly<Record<LinkageMethod, number>> = {
  ward: 50_000,
  single: 50_000,
  average: 30_000,
  complete: 30_000,
};
const SMALL_GROUPS = 5000;
/** The longest gap is looked for among so many clusters. */
const MOST_BY_GAP = 20;

const needsPairs = (method: LinkageMethod): boolean => method === 'average' || method === 'complete';

export const hierarchical = defineEstimator({
  id: 'cluster.hierarchical',
  version: 3,
  upgrade: { 1: (stored) => stored, 2: (stored) => stored },
  text,
  references: ['doi:10.1080/01621459.1963.10500845', 'doi:10.1093/comjnl/26.4.354', 'doi:10.1007/s00357-014-9161-z'],
  task: 'cluster',
  needs: { table: tableIn({ label: text.input('table'), prefersOutput: CLUSTERED_OUTPUTS }) },
  gives: clusterGives,
  describes: {
    tree: figureOut({ label: text.output('tree') }),
    nClusters: metricOut({ label: text.output('nClusters'), better: 'none', unit: 'count' }),
  },
  parameters,
  memory({ nRows, nColumns }, { method }) {
    const nLeaves = nRows > MOST_ROWS[method] ? SMALL_GROUPS : nRows;
    return nRows * (nColumns * 8 * 3 + 60) + (needsPairs(method) ? pairBytes(nLeaves) : 0);
  },
  async fit(context, { table }, { method, features, nClusters: wanted }): Promise<HierarchicalModel> {
    const { names, x } = completeMatrix(table, features);
    const { leaves, weights, share } = await leavesOf(x, method, context);
    const merges = linkage(
      leaves,
      method,
      context,
      (done) => context.progress(share + (1 - share) * done, text.message('joining')),
      weights,
    );
    const nClusters = Math.min(wanted ?? longestGap(merges, MOST_BY_GAP), leaves.nRows);
    return {
      features: names,
      leaves: leaves.values,
      clusters: cutTree(merges, nClusters),
      nClusters,
      merges,
      map: await clusterMap(x, context),
    };
  },
  async apply(context, model, { table }) {
    const { x } = completeMatrix(table, model.features);
    const rows = { table, features: model.features, x, map: model.map, method: text.source.title };
    return judgeClusters(context, rows, { ...nearestLeaves(x, model, context), nClusters: model.nClusters });
  },
  describe(_context, { merges, clusters, nClusters }, _inputs, { method }) {
    return { tree: treeFigure(merges, clusters, nClusters, text.source.parameters.method.options[method]), nClusters };
  },
});

/** The rows, or where there are too many the centres of small groups, with how many rows each stands for. */
async function leavesOf(
  x: Matrix,
  method: LinkageMethod,
  context: Context,
): Promise<{ leaves: Matrix; weights: Int32Array; share: number }> {
  if (x.nRows <= MOST_ROWS[method]) return { leaves: x, weights: new Int32Array(x.nRows).fill(1), share: 0 };
  const options = { nClusters: SMALL_GROUPS, nRestarts: 1, maxIterations: 10, tolerance: 1e-3 };
  const share = 0.5;
  const fit = await fitKmeans(x, options, context, (fraction) => context.progress(share * fraction));
  const sizes = clusterSizes(fit.clusters, SMALL_GROUPS);
  const used = [...sizes.keys()].filter((group) => sizes[group]! > 0);
  context.warn(text.message('drawnTogether', { rows: x.nRows, groups: used.length }));
  const centres = clusterCentres(x, fit.clusters, SMALL_GROUPS);
  const values = new Float64Array(used.length * x.nColumns);
  used.forEach((group, i) => {
    values.set(centres.subarray(group * x.nColumns, (group + 1) * x.nColumns), i * x.nColumns);
  });
  const weights = Int32Array.from(used, (group) => sizes[group]!);
  return { leaves: { nRows: used.length, nColumns: x.nColumns, values }, weights, share };
}

/** The cluster of the nearest leaf, and how much nearer that is than the nearest leaf of the next cluster's centre. */
function nearestLeaves(x: Matrix, { leaves, clusters: ofLeaves, nClusters }: HierarchicalModel, context: Context) {
  const d = x.nColumns;
  const tree = kdTree({ nRows: ofLeaves.length, nColumns: d, values: leaves });
  const centres = clusterCentres({ nRows: ofLeaves.length, nColumns: d, values: leaves }, ofLeaves, nClusters);
  const [rows, squared] = [new Int32Array(1), new Float64Array(1)];
  const clusters = new Int32Array(x.nRows);
  const certainty = new Float64Array(x.nRows);
  for (let row = 0; row < x.nRows; row++) {
    context.signal.throwIfAborted();
    const point = x.values.subarray(row * d, (row + 1) * d);
    tree.nearest(point, 1, rows, squared);
    const own = ofLeaves[rows[0]!]!;
    clusters[row] = own;
    certainty[row] = certaintyAt(point, own, centres, nClusters);
  }
  return { clusters, certainty };
}

/** 1 − d₁ / d₂ with the distances to the own centre and the nearest other; 0 where another is nearer, 1 where there is none. */
function certaintyAt(point: Float64Array, own: number, centres: Float64Array, nClusters: number): number {
  const d = point.length;
  let [toOwn, toNext] = [0, Infinity];
  for (let k = 0; k < nClusters; k++) {
    let squared = 0;
    for (let j = 0; j < d; j++) squared += (point[j]! - centres[k * d + j]!) ** 2;
    if (k === own) toOwn = squared;
    else toNext = Math.min(toNext, squared);
  }
  if (toNext === Infinity) return 1;
  return toNext > 0 ? Math.max(0, 1 - Math.sqrt(toOwn / toNext)) : 0;
}
