import { z } from 'zod';
import type { LineFigure } from '../../../contract/figure.ts';
import { opticsOrder, steepValleys, type OpticsOrder } from '../../maths/cluster/optics.ts';
import { bySize } from '../../maths/cluster-indices.ts';
import { kdTree } from '../../maths/kd-tree.ts';
import { sampleRows, takeMatrixRows } from '../../maths/matrix.ts';
import type { Matrix } from '../../table/table.ts';
import type { Context } from '../context.ts';
import { columns, defineEstimator, figureOut, metricOut, tableIn } from '../define.ts';
import { CLUSTERED_OUTPUTS, completeMatrix } from '../features-of.ts';
import { say } from './cluster-words.ts';
import { clusterGives, clusterMap, judgeClusters, type ClusterMap } from './judge.ts';
import { opticsText as text } from './optics-text.ts';

const parameters = z.object({
  minRows: z
    .int()
    .min(2)
    .max(10_000)
    .default(10)
    .meta({ ...text.parameter('minRows') }),
  minClusterSize: z
    .int()
    .min(2)
    .max(100_000)
    .default(25)
    .meta({ ...text.parameter('minClusterSize') }),
  xi: z
    .number()
    .min(0.001)
    .max(0.5)
    .default(0.05)
    .meta({ ...text.parameter('xi') }),
  features: columns({ port: 'table', types: ['number'], text: text.parameter('features') }),
});

/** What fitting leaves behind: the rows that were walked through, with what was found of each. */
export interface OpticsModel {
  readonly features: string[];
  /** (nRows, nFeatures), row-major. */
  readonly rows: Float64Array;
  readonly clusters: Int32Array;
  readonly nClusters: number;
  readonly walk: OpticsOrder;
  /** For each cluster its least core distance, and the largest reach within it. */
  readonly densest: Float64Array;
  readonly widest: Float64Array;
  readonly map: ClusterMap;
}

/** Each row of the walk is compared with all that follow. */
const MOST_ROWS = 20_000;

export const optics = defineEstimator({
  id: 'cluster.optics',
  version: 4,
  upgrade: { 1: (stored) => stored, 2: (stored) => stored, 3: (stored) => stored },
  text,
  references: ['doi:10.1145/304181.304187', 'https://ceur-ws.org/Vol-2191/paper37.pdf'],
  task: 'cluster',
  needs: { table: tableIn({ label: text.input('table'), prefersOutput: CLUSTERED_OUTPUTS }) },
  gives: {
    ...clusterGives,
    outside: metricOut({ label: text.output('outside'), better: 'lower', unit: 'share' }),
  },
  describes: {
    reach: figureOut({ label: text.output('reach') }),
    nClusters: metricOut({ label: text.output('nClusters'), better: 'none', unit: 'count' }),
  },
  parameters,
  memory: ({ nRows, nColumns }) => nRows * (nColumns * 8 * 3 + 100),
  async fit(context, { table }, { features, ...p }): Promise<OpticsModel> {
    const { names, x: all } = completeMatrix(table, features);
    const isSample = all.nRows > MOST_ROWS;
    const x = isSample ? takeMatrixRows(all, sampleRows(all.nRows, MOST_ROWS, context.random.fork(0))) : all;
    if (isSample) context.warn(text.message('sampled', { rows: x.nRows, all: all.nRows }));
    const walk = opticsOrder(x, p.minRows, context, (share) => context.progress(share, text.message('walking')));
    const valleys = steepValleys(walk, p);
    const { clusters, nClusters } = bySize(valleys.clusters, valleys.nClusters);
    const limits = limitsOf(walk, clusters, nClusters);
    return {
      features: names,
      rows: x.values,
      clusters,
      nClusters,
      walk,
      ...limits,
      map: await clusterMap(all, context),
    };
  },
  async apply(context, model, { table }) {
    const { x } = completeMatrix(table, model.features);
    const found = nearestWalked(x, model, context);
    const rows = { table, features: model.features, x, map: model.map, method: text.source.title };
    const outside = found.clusters.reduce((n, cluster) => n + (cluster < 0 ? 1 : 0), 0);
    return {
      ...(await judgeClusters(context, rows, { ...found, nClusters: model.nClusters })),
      outside: x.nRows > 0 ? outside / x.nRows : null,
    };
  },
  describe: (_context, model) => ({ reach: reachFigure(model), nClusters: model.nClusters }),
});

function limitsOf({ order, reach, coreDistances }: OpticsOrder, clusters: Int32Array, nClusters: number) {
  const densest = new Float64Array(nClusters).fill(Infinity);
  const widest = new Float64Array(nClusters);
  let before = -1;
  for (const row of order) {
    const own = clusters[row]!;
    if (own >= 0) {
      densest[own] = Math.min(densest[own]!, coreDistances[row]!);
      // The first of a valley was reached from outside it.
      const within = before === own ? reach[row]! : coreDistances[row]!;
      widest[own] = Math.max(widest[own]!, within);
    }
    before = own;
  }
  return { densest, widest };
}

/** The cluster of the nearest row of the walk where its cluster reaches so far, and how dense that is. */
function nearestWalked(x: Matrix, model: OpticsModel, { signal }: Pick<Context, 'signal'>) {
  const d = x.nColumns;
  const tree = kdTree({ nRows: model.clusters.length, nColumns: d, values: model.rows });
  const [rows, squared] = [new Int32Array(1), new Float64Array(1)];
  const clusters = new Int32Array(x.nRows).fill(-1);
  const certainty = new Float64Array(x.nRows);
  for (let row = 0; row < x.nRows; row++) {
    signal.throwIfAborted();
    if (tree.nearest(x.values.subarray(row * d, (row + 1) * d), 1, rows, squared) === 0) continue;
    const own = model.clusters[rows[0]!]!;
    if (own < 0) continue;
    const distance = Math.max(Math.sqrt(squared[0]!), model.walk.coreDistances[rows[0]!]!);
    if (squared[0]! > 0 && distance > model.widest[own]!) continue;
    clusters[row] = own;
    certainty[row] = distance > 0 ? Math.min(1, model.densest[own]! / distance) : 1;
  }
  return { clusters, certainty };
}

const MOST_POINTS = 2000;

/** The reach of rows in the order of the walk, a curve for each cluster and one for the rows in none. */
function reachFigure({ walk, clusters, nClusters }: OpticsModel): LineFigure | null {
  const { order, reach } = walk;
  if (order.length < 2) return null;
  const step = Math.max(1, Math.ceil(order.length / MOST_POINTS));
  const highest = reach.reduce((most, own) => (Number.isFinite(own) ? Math.max(most, own) : most), 0);
  const series = Array.from({ length: nClusters + 1 }, () => ({ x: [] as number[], y: [] as number[] }));
  for (let at = 0; at < order.length; at += step) {
    // Of the rows left out the highest is drawn, so that no wall between two valleys is lost.
    let row = order[at]!;
    for (const other of order.subarray(at, at + step)) if (reach[other]! > reach[row]!) row = other;
    const own = series[clusters[row]! + 1]!;
    own.x.push(at);
    own.y.push(Math.min(highest, reach[row]!));
  }
  const outside = clusters.reduce((n, cluster) => n + (cluster < 0 ? 1 : 0), 0) / clusters.length;
  const title = text.message('reachTitle', { clusters: nClusters, outside: { percent: outside } });
  return {
    kind: 'line',
    marksOnly: true,
    title,
    subtitle: text.message('reachSubtitle', { rows: order.length }),
    summary: title,
    x: { label: text.message('orderAxis') },
    y: { label: text.message('reachAxis') },
    series: series
      .map(({ x, y }, i) => ({
        name: i === 0 ? say('outside') : say('clusterName', { cluster: i - 1 }),
        x: Float64Array.from(x),
        y: Float64Array.from(y),
      }))
      .filter(({ x }) => x.length > 0),
  };
}
