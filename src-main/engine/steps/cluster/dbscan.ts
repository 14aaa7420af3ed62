import { z } from 'zod';
import { ClienteleError } from '../../../contract/errors.ts';
import { dbscan as findDense } from '../../maths/dbscan.ts';
import { kdTree } from '../../maths/kd-tree.ts';
import { takeMatrixRows } from '../../maths/matrix.ts';
import type { Matrix } from '../../table/table.ts';
import type { Context } from '../context.ts';
import { columns, defineEstimator, figureOut, metricOut, tableIn } from '../define.ts';
import { CLUSTERED_OUTPUTS, completeMatrix } from '../features-of.ts';
import { dbscanText as text } from './dbscan-text.ts';
import { clusterGives, clusterMap, judgeClusters, type ClusterMap } from './judge.ts';
import { bendOf, reachDistances, reachFigure } from './reach.ts';

const parameters = z.object({
  radius: z
    .number()
    .positive()
    .max(1e9)
    .nullable()
    .default(null)
    .meta({ ...text.parameter('radius') }),
  minRows: z
    .int()
    .min(2)
    .max(10_000)
    .default(10)
    .meta({ ...text.parameter('minRows') }),
  features: columns({ port: 'table', types: ['number'], text: text.parameter('features') }),
});

/** What fitting leaves behind. */
export interface DbscanModel {
  readonly features: string[];
  readonly radius: number;
  /** (nCores, nFeatures), row-major. */
  readonly cores: Float64Array;
  /** The cluster of each core. */
  readonly clusters: Int32Array;
  readonly nClusters: number;
  /** Ascending distances to the last needed neighbour, for the reach curve. */
  readonly reach: Float64Array;
  readonly map: ClusterMap;
}

export const dbscan = defineEstimator({
  id: 'cluster.dbscan',
  version: 4,
  upgrade: { 1: (stored) => stored, 2: (stored) => stored, 3: (stored) => stored },
  text,
  references: ['https://dl.acm.org/doi/10.5555/3001460.3001507', 'doi:10.1145/3068335', 'doi:10.1109/ICDCSW.2011.20'],
  task: 'cluster',
  needs: { table: tableIn({ label: text.input('table'), prefersOutput: CLUSTERED_OUTPUTS }) },
  gives: {
    ...clusterGives,
    outside: metricOut({ label: text.output('outside'), better: 'lower', unit: 'share' }),
  },
  describes: {
    reach: figureOut({ label: text.output('reach') }),
    nClusters: metricOut({ label: text.output('nClusters'), better: 'none', unit: 'count' }),
    radius: metricOut({ label: text.output('radius'), better: 'none' }),
  },
  parameters,
  memory: ({ nRows, nColumns }) => nRows * (nColumns * 8 * 4 + 40),
  async fit(context, { table }, p): Promise<DbscanModel> {
    const { names, x } = completeMatrix(table, p.features);
    const reach = reachDistances(x, Math.min(p.minRows, Math.max(1, x.nRows)), context);
    const radius = p.radius ?? bendOf(reach);
    if (!(radius > 0) && x.nRows > 0)
      throw new ClienteleError('bad-parameter', { parameter: 'radius', value: radius, detail: '> 0' });
    const found = findDense(x, { radius, minRows: p.minRows }, context.signal, (share) => context.progress(share));
    const cores = Int32Array.from(found.clusters.keys()).filter((row) => found.isCore[row] === 1);
    return {
      features: names,
      radius,
      cores: takeMatrixRows(x, cores).values,
      clusters: Int32Array.from(cores, (row) => found.clusters[row]!),
      nClusters: found.nClusters,
      reach,
      map: await clusterMap(x, context),
    };
  },
  async apply(context, model, { table }) {
    const { x } = completeMatrix(table, model.features);
    const { clusters, certainty } = nearestCores(x, model, context);
    const rows = { table, features: model.features, x, map: model.map, method: text.source.title };
    const outside = clusters.reduce((n, cluster) => n + (cluster < 0 ? 1 : 0), 0);
    return {
      ...(await judgeClusters(context, rows, { clusters, nClusters: model.nClusters, certainty })),
      outside: x.nRows > 0 ? outside / x.nRows : null,
    };
  },
  describe(_context, { reach, radius, nClusters }, _inputs, { minRows }) {
    return { reach: reachFigure(reach, minRows, radius), nClusters, radius };
  },
});

/** The cluster of the nearest core within the radius, and how near that is; −1 and 0 where there is none. */
function nearestCores(x: Matrix, { cores, clusters: ofCores, radius }: DbscanModel, context: Context) {
  const tree = kdTree({ nRows: ofCores.length, nColumns: x.nColumns, values: cores });
  const [rows, squared] = [new Int32Array(1), new Float64Array(1)];
  const clusters = new Int32Array(x.nRows).fill(-1);
  const certainty = new Float64Array(x.nRows);
  for (let row = 0; row < x.nRows; row++) {
    context.signal.throwIfAborted();
    const n = tree.nearest(x.values.subarray(row * x.nColumns, (row + 1) * x.nColumns), 1, rows, squared);
    const distance = n > 0 ? Math.sqrt(squared[0]!) : Infinity;
    if (distance > radius) continue;
    clusters[row] = ofCores[rows[0]!]!;
    certainty[row] = 1 - distance / radius;
  }
  return { clusters, certainty };
}
