import { z } from 'zod';
import { drawTogether } from '../../maths/cluster/birch.ts';
import { nearestCentres } from '../../maths/kmeans.ts';
import { cutTree, linkage } from '../../maths/linkage.ts';
import type { Matrix } from '../../table/table.ts';
import type { Context } from '../context.ts';
import { columns, defineEstimator, metricOut, stepText, tableIn } from '../define.ts';
import { CLUSTERED_OUTPUTS, completeMatrix } from '../features-of.ts';
import { clusterColumns, clusterCount, clusteredRows, clusterFeatures, clusterOutputs } from './cluster-words.ts';
import { clusterGives, clusterMap, judgeClusters, type ClusterMap } from './judge.ts';
import { numbersBySize, ownAgainstNext } from './small-groups.ts';

const text = stepText({
  title: { en: 'BIRCH', zh: 'BIRCH 聚类' },
  summary: {
    en: 'Draws near rows together in one pass, then joins these small groups into clusters.',
    zh: '一遍扫描把邻近的行合成小组，再把小组合并成聚类。',
  },
  about: {
    en: 'One pass over the rows builds a tree of **small groups**, none wider than the radius; the groups are then joined as a hierarchical clustering (Ward) joins rows. Choose it where a hierarchical clustering is wanted of **more rows than it can hold**, or where thousands of near-duplicates should count as one.\n\nLeft empty, the radius begins small and grows until there are at most 1,500 groups. A smaller radius follows the data more closely. Clusters are round and of any size; the result depends a little on the order of the rows. Scale the features first.\n\nA new row goes to the nearest small group, and so to its cluster. Its **certainty** compares that group with the nearest of another cluster.',
    zh: '一遍扫描建立由**小组**组成的树，每个小组都不超过给定半径；然后像层次聚类（Ward）合并行那样合并小组。适合行数**超出层次聚类承受范围**，或成千上万个近似重复的行应算作一个的情况。\n\n半径留空时从小值开始，逐步增大到小组数不超过 1,500。半径越小越贴近数据。聚类呈圆形，大小不限；结果会略受行的顺序影响。请先缩放特征。\n\n新的行归入最近的小组，从而归入它所在的聚类。**确定度**把该小组与其他聚类中最近的小组相比较。',
  },
  inputs: clusteredRows,
  outputs: {
    ...clusterOutputs,
    nGroups: { en: 'Small groups', zh: '小组数' },
    radius: { en: 'Radius', zh: '半径' },
  },
  parameters: {
    nClusters: clusterCount,
    radius: {
      label: { en: 'Radius', zh: '半径' },
      help: {
        en: 'How wide a small group may be; found by the number of groups where it is empty.',
        zh: '小组最多有多宽；留空则按小组数确定。',
      },
    },
    branching: {
      label: { en: 'Branches', zh: '分支数' },
      help: { en: 'How many entries a node of the tree holds at most.', zh: '树的一个节点最多容纳的条目数。' },
      advanced: true,
    },
    features: clusterFeatures,
  },
  columns: clusterColumns,
  messages: {
    drawing: { en: 'drawing rows together', zh: '正在合并邻近的行' },
    joining: { en: 'joining groups', zh: '正在合并小组' },
    widened: {
      en: 'The radius was widened from {asked} to {used}, or there would be too many small groups.',
      zh: '半径从 {asked} 放宽到 {used}，否则小组会太多。',
    },
  },
});

const parameters = z.object({
  nClusters: z
    .int()
    .min(1)
    .max(200)
    .default(6)
    .meta({ ...text.parameter('nClusters') }),
  radius: z
    .number()
    .positive()
    .max(1e9)
    .nullable()
    .default(null)
    .meta({ ...text.parameter('radius') }),
  branching: z
    .int()
    .min(2)
    .max(1000)
    .default(50)
    .meta({ ...text.parameter('branching') }),
  features: columns({ port: 'table', types: ['number'], text: text.parameter('features') }),
});

/** What fitting leaves behind. */
export interface BirchModel {
  readonly features: string[];
  /** (nGroups, nFeatures), row-major. */
  readonly groups: Float64Array;
  /** The cluster of each small group. */
  readonly clusters: Int32Array;
  readonly nClusters: number;
  readonly radius: number;
  readonly map: ClusterMap;
}

/** Small groups where the radius is free, and where it is given. */
const MOST_GROUPS = 1500;
const MOST_GIVEN_GROUPS = 5000;
const DRAW_SHARE = 0.6;

export const birch = defineEstimator({
  id: 'cluster.birch',
  version: 3,
  upgrade: { 1: (stored) => stored, 2: (stored) => stored },
  text,
  references: ['doi:10.1145/233269.233324'],
  task: 'cluster',
  needs: { table: tableIn({ label: text.input('table'), prefersOutput: CLUSTERED_OUTPUTS }) },
  gives: clusterGives,
  describes: {
    nGroups: metricOut({ label: text.output('nGroups'), better: 'none', unit: 'count' }),
    radius: metricOut({ label: text.output('radius'), better: 'none' }),
  },
  parameters,
  memory: ({ nRows, nColumns }) => nRows * (nColumns * 8 * 2 + 40) + MOST_GIVEN_GROUPS * (nColumns * 32 + 200),
  async fit(context, { table }, { features, nClusters: wanted, radius, branching }): Promise<BirchModel> {
    const { names, x } = completeMatrix(table, features);
    const mostGroups = radius === null ? MOST_GROUPS : MOST_GIVEN_GROUPS;
    const small = drawTogether(x, { radius, branching, mostGroups }, context.signal, (share) =>
      context.progress(DRAW_SHARE * share, text.message('drawing')),
    );
    if (radius !== null && small.radius > radius)
      context.warn(
        text.message('widened', { asked: { decimal: radius, digits: 3 }, used: { decimal: small.radius, digits: 3 } }),
      );
    const groups: Matrix = { nRows: small.sizes.length, nColumns: x.nColumns, values: small.centres };
    const clusters = await joinGroups(x, groups, small.sizes, wanted, context);
    return {
      features: names,
      groups: small.centres,
      ...clusters,
      radius: small.radius,
      map: await clusterMap(x, context),
    };
  },
  async apply(context, { groups, clusters: ofGroups, nClusters, features, map }, { table }) {
    const { x } = completeMatrix(table, features);
    const own = await nearestCentres(x, groups, context);
    const clusters = own.clusters.map((group) => ofGroups[group]!);
    const certainty = ownAgainstNext(x, { points: groups, clusters: ofGroups }, clusters, own.distances, context);
    const rows = { table, features, x, map, method: text.source.title };
    return judgeClusters(context, rows, { clusters, nClusters, certainty });
  },
  describe: (_context, { clusters, radius }) => ({ nGroups: clusters.length, radius }),
});

/** Clusters of groups, the one with the most rows 0. */
async function joinGroups(x: Matrix, groups: Matrix, sizes: Int32Array, wanted: number, context: Context) {
  const merges = linkage(
    groups,
    'ward',
    context,
    (share) => context.progress(DRAW_SHARE + (1 - DRAW_SHARE) * share, text.message('joining')),
    sizes,
  );
  const nClusters = Math.min(wanted, groups.nRows);
  const { counts } = await nearestCentres(x, groups.values, context);
  return { clusters: numbersBySize(cutTree(merges, nClusters), counts, nClusters), nClusters };
}
