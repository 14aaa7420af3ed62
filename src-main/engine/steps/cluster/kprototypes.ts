import { z } from 'zod';
import { clusterSizes } from '../../maths/cluster-indices.ts';
import { fitPrototypes, nearestPrototypes, type Prototypes } from '../../maths/cluster/k-prototypes.ts';
import { numberColumn, relabel, textColumn, type Column } from '../../table/column.ts';
import { Table } from '../../table/table.ts';
import { columns, defineEstimator, metricOut, tableIn, tableOut } from '../define.ts';
import { CLUSTERED_OUTPUTS } from '../features-of.ts';
import { clusterGives, clusterMap, judgeClusters, type ClusterMap } from './judge.ts';
import { kprototypesText as text } from './kprototypes-text.ts';
import { fitMixed, readMixed, spreadCategories, spreadNames, type MixedEncoding } from './mixed-rows.ts';

const parameters = z.object({
  nClusters: z
    .int()
    .min(1)
    .max(200)
    .default(6)
    .meta({ ...text.parameter('nClusters') }),
  compare: z
    .enum(['both', 'categories'])
    .default('both')
    .meta({ ...text.parameter('compare') }),
  features: columns({ port: 'table', types: ['number'], text: text.parameter('features') }),
  categories: columns({ port: 'table', types: ['text', 'boolean'], text: text.parameter('categories') }),
  weight: z
    .number()
    .min(0)
    .max(1000)
    .default(0.5)
    .meta({ ...text.parameter('weight') }),
  nRestarts: z
    .int()
    .min(1)
    .max(100)
    .default(5)
    .meta({ ...text.parameter('nRestarts') }),
  maxIterations: z
    .int()
    .min(1)
    .max(10_000)
    .default(100)
    .meta({ ...text.parameter('maxIterations') }),
});

/** What fitting leaves behind. */
export interface KprototypesModel {
  readonly encoding: MixedEncoding;
  readonly prototypes: Prototypes;
  readonly sizes: Int32Array;
  readonly map: ClusterMap;
}

/** Two rows that differ in a category are so far apart in each of two columns that their squares add up to the weight. */
const apartOf = (weight: number): number => Math.sqrt(weight / 2);

export const kprototypes = defineEstimator({
  id: 'cluster.kprototypes',
  version: 3,
  upgrade: { 1: (stored) => stored, 2: (stored) => stored },
  text,
  references: ['doi:10.1023/A:1009769707641'],
  task: 'cluster',
  needs: { table: tableIn({ label: text.input('table'), prefersOutput: CLUSTERED_OUTPUTS }) },
  gives: { ...clusterGives, cost: metricOut({ label: text.output('cost'), better: 'lower' }) },
  describes: {
    prototypes: tableOut({ label: text.output('prototypes'), name: 'cluster_prototypes', entity: 'none' }),
  },
  parameters,
  memory: ({ nRows, nColumns }) => nRows * (nColumns * 8 * 8 + 60),
  async fit(context, { table }, { features, categories, compare, ...p }): Promise<KprototypesModel> {
    const chosen = { numbers: features, categories, noNumbers: compare === 'categories' };
    const encoding = fitMixed(table, chosen, 'spread');
    const rows = readMixed(table, encoding);
    const { means, modes, clusters } = fitPrototypes(rows, p, context, (share, restart, iteration) =>
      context.progress(share, text.message('iteration', { restart: restart + 1, iteration })),
    );
    const map = await clusterMap(spreadCategories(rows, apartOf(p.weight)), context);
    return { encoding, prototypes: { means, modes }, sizes: clusterSizes(clusters, p.nClusters), map };
  },
  async apply(context, { encoding, prototypes, map }, { table }, { nClusters, weight }) {
    const mixed = readMixed(table, encoding);
    const { clusters, nearest, second } = nearestPrototypes(mixed, prototypes, nClusters, weight);
    const certainty = nearest.map((own, row) => (second[row]! > 0 ? 1 - Math.sqrt(own / second[row]!) : 0));
    const x = spreadCategories(mixed, apartOf(weight));
    const rows = { table, features: spreadNames(encoding), x, map, method: text.source.title };
    return {
      ...(await judgeClusters(context, rows, { clusters, nClusters, certainty })),
      cost: nearest.reduce((sum, own) => sum + own, 0),
    };
  },
  describe: (_context, model, { table }) => ({ prototypes: prototypeTable(table, model) }),
});

/** The middle of each cluster in the units of the table. */
function prototypeTable(table: Table, { encoding, prototypes, sizes }: KprototypesModel): Table {
  const { numbers, offsets, scales, categories } = encoding;
  const labelled = (column: Column): Column => {
    const { label = null, unit = null } = table.find(column.name) ?? {};
    return relabel(column, { label, unit: column.type === 'number' ? unit : null });
  };
  const clusterIds = Int32Array.from(sizes.keys());
  const own = [
    numberColumn('cluster', clusterIds, { label: text.column('cluster') }),
    numberColumn('rows', sizes, { unit: 'count', label: text.column('rows') }),
  ];
  const middles = [
    ...numbers.map((name, j) =>
      labelled(
        numberColumn(
          name,
          Float64Array.from(sizes, (_, k) => prototypes.means[k * numbers.length + j]! * scales[j]! + offsets[j]!),
        ),
      ),
    ),
    ...categories.map(({ name, values }, j) =>
      labelled(
        textColumn(
          name,
          Array.from(sizes, (_, k) => valueOf(values, prototypes.modes[k * categories.length + j]!)),
        ),
      ),
    ),
  ];
  const taken = new Set(own.map(({ name }) => name));
  return new Table([...own, ...middles.filter(({ name }) => !taken.has(name))], {
    name: 'cluster_prototypes',
    currency: table.currency,
  });
}

/** null where rows without a value, or with a rare one, are the most frequent. */
const valueOf = (values: readonly string[], mode: number): string | null =>
  values[mode] === '' ? null : (values[mode] ?? null);
