import { z } from 'zod';
import { fitMedoids, mostMedoidRows, nearestMedoids, type MedoidDistance } from '../../maths/cluster/k-medoids.ts';
import { takeMatrixRows } from '../../maths/matrix.ts';
import { numberColumn } from '../../table/column.ts';
import { Table, type Matrix } from '../../table/table.ts';
import { columns, defineEstimator, metricOut, tableIn, tableOut } from '../define.ts';
import { CLUSTERED_OUTPUTS, completeMatrix } from '../features-of.ts';
import { clusterGives, clusterMap, judgeClusters, type ClusterMap } from './judge.ts';
import { kmedoidsText as text } from './kmedoids-text.ts';
import { fitMixed, readMixed, spreadCategories, spreadNames, type MixedEncoding } from './mixed-rows.ts';

const parameters = z.object({
  nClusters: z
    .int()
    .min(1)
    .max(200)
    .default(6)
    .meta({ ...text.parameter('nClusters') }),
  distance: z
    .enum(['euclidean', 'manhattan', 'gower'])
    .default('euclidean')
    .meta({ ...text.parameter('distance') }),
  features: columns({ port: 'table', types: ['number'], text: text.parameter('features') }),
  categories: columns({ port: 'table', types: ['text', 'boolean'], text: text.parameter('categories') }),
});
type Distance = z.output<typeof parameters>['distance'];

/** What fitting leaves behind. */
export interface KmedoidsModel {
  readonly features: string[];
  /** How categories are read; null where only numbers are compared. */
  readonly mixed: MixedEncoding | null;
  /** (nClusters, nFeatures), row-major. */
  readonly medoids: Float64Array;
  /** Where the medoids stand in the table that was fitted, how many rows each has, and how far these are on average. */
  readonly rows: Int32Array;
  readonly sizes: Int32Array;
  readonly meanDistances: Float64Array;
  readonly map: ClusterMap;
}

/** Two categories that differ are apart by 1 over both columns. */
const GOWER_APART = 0.5;

const matrixOf = (table: Table, features: readonly string[], mixed: MixedEncoding | null): Matrix =>
  mixed ? gowerMatrix(table, mixed) : completeMatrix(table, features).x;

/** Columns whose summed differences are Gower's distance (1971), doi:10.2307/2528823. */
function gowerMatrix(table: Table, mixed: MixedEncoding): Matrix {
  const x = spreadCategories(readMixed(table, mixed), GOWER_APART);
  const nFeatures = mixed.numbers.length + mixed.categories.length;
  return { ...x, values: x.values.map((value) => value / nFeatures) };
}

const measureOf = (distance: Distance): MedoidDistance => (distance === 'gower' ? 'manhattan' : distance);

export const kmedoids = defineEstimator({
  id: 'cluster.kmedoids',
  version: 3,
  upgrade: { 1: (stored) => stored, 2: (stored) => stored },
  text,
  references: ['doi:10.1016/j.is.2021.101804', 'doi:10.1002/9780470316801', 'doi:10.2307/2528823'],
  task: 'cluster',
  needs: { table: tableIn({ label: text.input('table'), prefersOutput: CLUSTERED_OUTPUTS }) },
  gives: { ...clusterGives, loss: metricOut({ label: text.output('loss'), better: 'lower' }) },
  describes: { typical: tableOut({ label: text.output('typical'), name: 'typical_rows', entity: 'same' }) },
  parameters,
  memory: ({ nRows, nColumns }, { nClusters }) =>
    nRows * (nColumns * 8 * 2 + 60) + Math.min(nRows, mostMedoidRows(nClusters)) ** 2 * 8,
  async fit(context, { table }, { features, categories, distance, nClusters }): Promise<KmedoidsModel> {
    const mixed = distance === 'gower' ? fitMixed(table, { numbers: features, categories }, 'range') : null;
    const names = mixed ? spreadNames(mixed) : completeMatrix(table, features).names;
    const x = matrixOf(table, names, mixed);
    const fit = fitMedoids(x, { nClusters, distance: measureOf(distance) }, context, (share) =>
      context.progress(share, text.message('looking')),
    );
    if (fit.isSampled)
      context.warn(text.message('sampled', { rows: Math.floor(mostMedoidRows(nClusters) / 2), all: x.nRows }));
    const sizes = new Int32Array(nClusters);
    const sums = new Float64Array(nClusters);
    fit.clusters.forEach((cluster, row) => {
      sizes[cluster]!++;
      sums[cluster]! += fit.nearest[row]!;
    });
    return {
      features: names,
      mixed,
      medoids: takeMatrixRows(x, fit.medoids).values,
      rows: fit.medoids,
      sizes,
      meanDistances: sums.map((sum, cluster) => (sizes[cluster]! > 0 ? sum / sizes[cluster]! : 0)),
      map: await clusterMap(x, context),
    };
  },
  async apply(context, model, { table }, { distance, nClusters }) {
    const x = matrixOf(table, model.features, model.mixed);
    const { clusters, nearest, second } = nearestMedoids(x, model.medoids, measureOf(distance));
    const certainty = nearest.map((own, row) => (second[row]! > 0 ? 1 - own / second[row]! : 0));
    const rows = { table, features: model.features, x, map: model.map, method: text.source.title };
    return {
      ...(await judgeClusters(context, rows, { clusters, nClusters, certainty })),
      loss: x.nRows > 0 ? nearest.reduce((sum, own) => sum + own, 0) / x.nRows : null,
    };
  },
  describe: (_context, model, { table }) => ({ typical: typicalRows(table, model) }),
});

/** The medoids as rows of the table that was fitted, with what they stand for. */
function typicalRows(table: Table, { rows, sizes, meanDistances }: KmedoidsModel): Table {
  const typical = table.take(rows);
  const key = typical.key();
  const own = [
    numberColumn(
      'cluster',
      Int32Array.from(rows, (_, cluster) => cluster),
      { label: text.column('cluster') },
    ),
    numberColumn('rows', sizes, { unit: 'count', label: text.column('rows') }),
    numberColumn('mean_distance', meanDistances, { label: text.column('meanDistance') }),
  ];
  const taken = new Set([...own.map(({ name }) => name), key?.name]);
  return new Table(
    [...(key ? [key] : []), ...own, ...typical.columns.filter(({ name }) => !taken.has(name))],
    typical.options(),
  );
}
