import { z } from 'zod';
import { hdbscan as findLasting, type HdbscanFit } from '../../maths/hdbscan.ts';
import { kdTree } from '../../maths/kd-tree.ts';
import type { Matrix } from '../../table/table.ts';
import type { Context } from '../context.ts';
import { columns, defineEstimator, metricOut, stepText, tableIn } from '../define.ts';
import { completeMatrix } from '../features-of.ts';
import { clusterColumns, clusterFeatures, clusterOutputs } from './cluster-words.ts';
import { clusterGives, clusterMap, judgeClusters, type ClusterMap } from './judge.ts';

const text = stepText({
  title: { en: 'HDBSCAN', zh: 'HDBSCAN 密度聚类' },
  summary: {
    en: 'Finds groups of any form and of different density, and leaves out the rest.',
    zh: '找出任意形状、疏密不同的群体，其余的不归入任何组。',
  },
  about: {
    en: 'Like DBSCAN it finds groups where rows lie dense and leaves others in **no cluster** (shown as −1), but it looks at all densities at once and keeps the groups that last longest, so that a loose group beside a tight one is found and no radius has to be chosen. Say only how many rows make a group.\n\nThe **certainty** is how deep a row lies in its group: 1 in its middle, near 0 at its rim. *Longest lasting* finds the main groups, *finest* splits them as far as groups are large enough. Raise **least rows** to smooth: more rows at rims then fall out. Scale the features first, and prefer few: with many, nothing is dense.\n\nNew rows take the group of the nearest row, unless that is further than where the group begins.',
    zh: '与 DBSCAN 一样，它在行密集处找出群体，其余的**不属于任何聚类**（显示为 −1）；但它同时考察所有密度，保留持续最久的群体，因此能在紧密的组旁找到松散的组，也不必选择半径。只需说明多少行才算一组。\n\n**确定度**表示一行在组里有多深：在中间为 1，在边缘接近 0。*持续最久*找出主要的组，*最细*在组足够大的前提下尽量拆分。增大**最少近邻**会更平滑，边缘会有更多行被略去。请先缩放特征，特征宜少：特征太多时处处都不密集。\n\n新的行归入最近的行所在的组，除非距离超出该组开始出现之处。',
  },
  inputs: { table: { en: 'Rows to group', zh: '要分组的行' } },
  outputs: {
    ...clusterOutputs,
    nClusters: { en: 'Clusters found', zh: '找到的聚类' },
    outside: { en: 'In no cluster', zh: '不属于任何聚类' },
  },
  parameters: {
    minClusterSize: {
      label: { en: 'Rows in a group', zh: '一组的行数' },
      help: { en: 'A group with fewer rows is no cluster.', zh: '行数更少的不算一个聚类。' },
    },
    minRows: {
      label: { en: 'Least rows', zh: '最少近邻' },
      help: {
        en: 'How many near rows, itself among them, make a row dense; as many as a group needs where it is empty.',
        zh: '附近有多少行（含自身）才算密集；留空则与一组的行数相同。',
      },
      advanced: true,
    },
    choose: {
      label: { en: 'Keep', zh: '保留' },
      help: { en: 'Which groups of the tree of densities to keep.', zh: '保留密度树中的哪些组。' },
      options: { eom: { en: 'The longest lasting', zh: '持续最久的' }, leaf: { en: 'The finest', zh: '最细的' } },
      advanced: true,
    },
    features: clusterFeatures,
  },
  columns: clusterColumns,
  messages: { growing: { en: 'growing the tree', zh: '正在生成树' } },
});

const parameters = z.object({
  minClusterSize: z
    .int()
    .min(2)
    .max(100_000)
    .default(25)
    .meta({ ...text.parameter('minClusterSize') }),
  features: columns({ port: 'table', types: ['number'], text: text.parameter('features') }),
  minRows: z
    .int()
    .min(1)
    .max(10_000)
    .nullable()
    .default(null)
    .meta({ ...text.parameter('minRows') }),
  choose: z
    .enum(['eom', 'leaf'])
    .default('eom')
    .meta({ ...text.parameter('choose') }),
});

/** What fitting leaves behind: the training rows with what was found of each. */
export interface HdbscanModel extends HdbscanFit {
  readonly features: string[];
  /** (nRows, nFeatures), row-major. */
  readonly rows: Float64Array;
  readonly map: ClusterMap;
}

export const hdbscan = defineEstimator({
  id: 'cluster.hdbscan',
  version: 1,
  text,
  references: ['doi:10.1007/978-3-642-37456-2_14', 'doi:10.21105/joss.00205'],
  task: 'cluster',
  needs: { table: tableIn({ label: text.input('table'), prefersOutput: 'features_scaled' }) },
  gives: {
    ...clusterGives,
    outside: metricOut({ label: text.output('outside'), better: 'lower', unit: 'share' }),
  },
  describes: { nClusters: metricOut({ label: text.output('nClusters'), better: 'none', unit: 'count' }) },
  parameters,
  memory: ({ nRows, nColumns }) => nRows * (nColumns * 8 * 4 + 300),
  async fit(context, { table }, { features, minClusterSize, minRows, choose }): Promise<HdbscanModel> {
    const { names, x } = completeMatrix(table, features);
    const options = { minClusterSize, minRows: minRows ?? minClusterSize, choose };
    const fit = await findLasting(x, options, context, (share) => context.progress(share, text.message('growing')));
    return { features: names, rows: x.values, map: await clusterMap(x, context), ...fit };
  },
  async apply(context, model, { table }) {
    const { x } = completeMatrix(table, model.features);
    const found = nearestRows(x, model, context);
    const rows = { table, features: model.features, x, map: model.map, method: text.source.title };
    const outside = found.clusters.reduce((n, cluster) => n + (cluster < 0 ? 1 : 0), 0);
    return {
      ...(await judgeClusters(context, rows, { ...found, nClusters: model.nClusters })),
      outside: x.nRows > 0 ? outside / x.nRows : null,
    };
  },
  describe: (_context, { nClusters }) => ({ nClusters }),
});

/** A training row keeps what was found of it; another takes the cluster of the nearest where that reaches so far. */
function nearestRows(x: Matrix, model: HdbscanModel, context: Context) {
  const d = x.nColumns;
  const tree = kdTree({ nRows: model.clusters.length, nColumns: d, values: model.rows });
  const [rows, squared] = [new Int32Array(1), new Float64Array(1)];
  const clusters = new Int32Array(x.nRows).fill(-1);
  const certainty = new Float64Array(x.nRows);
  for (let row = 0; row < x.nRows; row++) {
    context.signal.throwIfAborted();
    if (tree.nearest(x.values.subarray(row * d, (row + 1) * d), 1, rows, squared) === 0) continue;
    const nearest = rows[0]!;
    const cluster = model.clusters[nearest]!;
    if (cluster < 0) continue;
    const density = 1 / Math.max(Math.sqrt(squared[0]!), model.coreDistances[nearest]!);
    const isSame = squared[0] === 0;
    if (!isSame && density < model.births[cluster]!) continue;
    clusters[row] = cluster;
    certainty[row] = isSame ? model.strengths[nearest]! : Math.min(1, density / model.peaks[cluster]!);
  }
  return { clusters, certainty };
}
