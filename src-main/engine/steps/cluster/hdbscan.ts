import { z } from 'zod';
import { hdbscan as findLasting, type HdbscanFit } from '../../maths/hdbscan.ts';
import { kdTree } from '../../maths/kd-tree.ts';
import { numberColumn } from '../../table/column.ts';
import { Table, type Matrix } from '../../table/table.ts';
import type { Context } from '../context.ts';
import { columns, defineEstimator, figureOut, metricOut, stepText, tableIn, tableOut } from '../define.ts';
import { completeMatrix } from '../features-of.ts';
import { condensedFigure } from './condensed-figure.ts';
import { clusterColumns, clusterFeatures, clusterOutputs } from './cluster-words.ts';
import { clusterGives, clusterMap, judgeClusters, type ClusterMap } from './judge.ts';

const text = stepText({
  title: { en: 'HDBSCAN', zh: 'HDBSCAN 密度聚类' },
  summary: {
    en: 'Finds groups of any form and of different density, and leaves out the rest.',
    zh: '找出任意形状、疏密不同的群体，其余的不归入任何组。',
  },
  about: {
    en: 'Like DBSCAN it finds groups where rows lie dense and leaves others in **no cluster** (shown as −1), but it looks at all densities at once and keeps the groups that last longest, so that a loose group beside a tight one is found and no radius has to be chosen. Say only how many rows make a group.\n\nThe **certainty** is how deep a row lies in its group: 1 in its middle, near 0 at its rim. *Longest lasting* finds the main groups, *finest* splits them as far as groups are large enough. Raise **least rows** to smooth: more rows at rims then fall out. Scale the features first, and prefer few: with many, nothing is dense.\n\nNew rows take the group of the nearest row, unless that is further than where the group begins.\n\nThe **soft membership** says of each row, also of one in no cluster, how likely it belongs to each: by how near it is to the heart of the cluster and by how dense it has to be to join it. The shares of a row add up to how likely it belongs to any. The **tree of densities** shows at which distance groups part; those kept have a colour.',
    zh: '与 DBSCAN 一样，它在行密集处找出群体，其余的**不属于任何聚类**（显示为 −1）；但它同时考察所有密度，保留持续最久的群体，因此能在紧密的组旁找到松散的组，也不必选择半径。只需说明多少行才算一组。\n\n**确定度**表示一行在组里有多深：在中间为 1，在边缘接近 0。*持续最久*找出主要的组，*最细*在组足够大的前提下尽量拆分。增大**最少近邻**会更平滑，边缘会有更多行被略去。请先缩放特征，特征宜少：特征太多时处处都不密集。\n\n新的行归入最近的行所在的组，除非距离超出该组开始出现之处。\n\n**软归属**说明每行（包括不属于任何聚类的行）属于各聚类的可能性：看它离聚类核心多近，以及要多密集才会并入。一行的各项之和是它属于任何聚类的可能性。**密度树**显示各组在什么距离上分开，保留的组带有颜色。',
  },
  inputs: { table: { en: 'Rows to group', zh: '要分组的行' } },
  outputs: {
    ...clusterOutputs,
    nClusters: { en: 'Clusters found', zh: '找到的聚类' },
    outside: { en: 'In no cluster', zh: '不属于任何聚类' },
    memberships: { en: 'Soft membership', zh: '软归属' },
    tree: { en: 'Tree of densities', zh: '密度树' },
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
  columns: { ...clusterColumns, likeliest: { en: 'Likeliest cluster', zh: '最可能的聚类' } },
  messages: {
    growing: { en: 'growing the tree', zh: '正在生成树' },
    membership: { en: 'Membership of cluster {n}', zh: '聚类 {n} 的归属度' },
    manyClusters: {
      en: 'More than 100 clusters: the soft membership is left out.',
      zh: '超过 100 个聚类：未计算软归属。',
    },
    treeTitle: {
      en: '{clusters, plural, =0 {No group lasts} one {# group lasts} other {# groups last}} among {all, number} that appear',
      zh: '出现过的 {all, number} 个组中有 {clusters, number} 个持续存在',
    },
    treeSubtitle: {
      en: 'Groups by the distance at which they part; {rows, number} rows',
      zh: '各组分开时的距离；{rows, number} 行',
    },
    height: { en: 'Distance', zh: '距离' },
    leaf: { en: 'Cluster {cluster}, {rows, number} rows', zh: '聚类 {cluster}，{rows, number} 行' },
    leafNone: { en: 'In no cluster, {rows, number} rows', zh: '不属于任何聚类，{rows, number} 行' },
  },
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
  version: 3,
  upgrade: { 1: (stored) => stored, 2: (stored) => stored },
  text,
  references: ['doi:10.1007/978-3-642-37456-2_14', 'doi:10.21105/joss.00205'],
  task: 'cluster',
  needs: { table: tableIn({ label: text.input('table'), prefersOutput: 'features_scaled' }) },
  gives: {
    ...clusterGives,
    outside: metricOut({ label: text.output('outside'), better: 'lower', unit: 'share' }),
  },
  describes: {
    nClusters: metricOut({ label: text.output('nClusters'), better: 'none', unit: 'count' }),
    memberships: tableOut({ label: text.output('memberships'), name: 'cluster_memberships', entity: 'same' }),
    tree: figureOut({ label: text.output('tree') }),
  },
  parameters,
  memory: ({ nRows, nColumns }) => nRows * (nColumns * 8 * 4 + 600),
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
  describe(context, { nClusters, memberships, tree, clusters }, { table }) {
    if (!memberships) context.warn(text.message('manyClusters'));
    return {
      nClusters,
      memberships: membershipTable(table, memberships ?? new Float64Array(0), nClusters),
      tree: condensedFigure(tree, {
        title: text.message('treeTitle', { clusters: nClusters, all: tree.parents.length - 1 }),
        subtitle: text.message('treeSubtitle', { rows: clusters.length }),
        height: text.message('height'),
        leaf: (cluster, rows) =>
          cluster < 0 ? text.message('leafNone', { rows }) : text.message('leaf', { cluster, rows }),
      }),
    };
  },
});

/** Each row's key, the cluster that it likeliest belongs to, and its share of every one. @param shares (nRows, nClusters), or empty */
function membershipTable(table: Table, shares: Float64Array, nClusters: number): Table {
  const n = shares.length > 0 ? nClusters : 0;
  const key = table.key();
  const likeliest = Int32Array.from({ length: table.nRows }, (_, row) => {
    const own = shares.subarray(row * n, (row + 1) * n);
    return own.length > 0 ? own.indexOf(Math.max(...own)) : -1;
  });
  const { en, zh } = text.source.messages.membership;
  return new Table(
    [
      ...(key ? [key] : []),
      numberColumn('likeliest_cluster', likeliest, { label: text.column('likeliest') }),
      ...Array.from({ length: n }, (_, k) =>
        numberColumn(
          `membership_${k}`,
          Float64Array.from({ length: table.nRows }, (__, row) => shares[row * n + k]!),
          { unit: 'share', label: { en: en.replace('{n}', String(k)), zh: zh.replace('{n}', String(k)) } },
        ),
      ),
    ],
    table.options(),
  );
}

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
