import { z } from 'zod';
import { fitBisecting, walkSplits, type SplitTree } from '../../maths/cluster/bisecting.ts';
import { columns, defineEstimator, metricOut, stepText, tableIn } from '../define.ts';
import { CLUSTERED_OUTPUTS, completeMatrix } from '../features-of.ts';
import {
  clusterColumns,
  clusterCount,
  clusteredRows,
  clusterFeatures,
  clusterFound,
  clusterOutputs,
  clusterRestarts,
} from './cluster-words.ts';
import { clusterGives, clusterMap, judgeClusters, type ClusterMap } from './judge.ts';

const text = stepText({
  title: { en: 'Bisecting k-means', zh: '二分 K 均值聚类' },
  summary: {
    en: 'Splits the loosest group in two, again and again.',
    zh: '反复把最松散的一组一分为二。',
  },
  about: {
    en: 'Everything begins as one group; the loosest is split in two by k-means until there are as many as asked for. Groups therefore lie **within each other**: the six groups are the five with one of them split, so that a coarse and a fine segmentation tell one story. Choose it where many clusters are wanted, or where the numbers of clusters are compared; plain k-means finds somewhat tighter groups, since a split is never taken back.\n\nSplit *the loosest* for groups of like spread, *the largest* for groups of like size. Scale the features first. A new row goes down the same splits; its **certainty** is that of the least sure turn on the way.',
    zh: '开始时所有行为一组，用 K 均值把最松散的一组一分为二，直到达到要求的组数。因此各组**层层嵌套**：六组就是五组中的一组再分开，粗分和细分讲的是同一件事。需要很多组，或要比较不同组数时选用；由于分裂不会撤回，普通 K 均值得到的组会略紧一些。\n\n选*最松散的*使各组松紧相近，选*最大的*使各组大小相近。请先缩放特征。新的行沿同样的分裂向下走，其**确定度**取途中最没有把握的一步。',
  },
  inputs: clusteredRows,
  outputs: { ...clusterOutputs, nClusters: clusterFound.nClusters },
  parameters: {
    nClusters: clusterCount,
    split: {
      label: { en: 'Split', zh: '分裂' },
      help: { en: 'Which group is split next.', zh: '接下来分裂哪一组。' },
      options: { inertia: { en: 'The loosest', zh: '最松散的' }, size: { en: 'The largest', zh: '最大的' } },
    },
    features: clusterFeatures,
    nRestarts: clusterRestarts,
  },
  columns: clusterColumns,
  messages: {
    splitting: { en: 'splitting', zh: '正在分裂' },
    fewer: {
      en: 'Only {found} groups: the rows within each lie on each other.',
      zh: '只有 {found} 组：每组内的行完全重合。',
    },
  },
});

const parameters = z.object({
  nClusters: z
    .int()
    .min(2)
    .max(200)
    .default(6)
    .meta({ ...text.parameter('nClusters') }),
  split: z
    .enum(['inertia', 'size'])
    .default('inertia')
    .meta({ ...text.parameter('split') }),
  features: columns({ port: 'table', types: ['number'], text: text.parameter('features') }),
  nRestarts: z
    .int()
    .min(1)
    .max(100)
    .default(4)
    .meta({ ...text.parameter('nRestarts') }),
});

/** What fitting leaves behind. */
export interface BisectingModel {
  readonly features: string[];
  readonly tree: SplitTree;
  readonly map: ClusterMap;
}

const SETTLE = { maxIterations: 300, tolerance: 1e-4 };

export const bisecting = defineEstimator({
  id: 'cluster.bisecting',
  version: 3,
  upgrade: { 1: (stored) => stored, 2: (stored) => stored },
  text,
  references: ['https://hdl.handle.net/11299/215421'],
  task: 'cluster',
  needs: { table: tableIn({ label: text.input('table'), prefersOutput: CLUSTERED_OUTPUTS }) },
  gives: clusterGives,
  describes: { nClusters: metricOut({ label: text.output('nClusters'), better: 'none', unit: 'count' }) },
  parameters,
  memory: ({ nRows, nColumns }) => nRows * (nColumns * 8 * 3 + 60),
  async fit(context, { table }, { features, ...p }): Promise<BisectingModel> {
    const { names, x } = completeMatrix(table, features);
    const tree = await fitBisecting(x, { ...p, ...SETTLE }, context, (share) =>
      context.progress(share, text.message('splitting')),
    );
    if (tree.nClusters < p.nClusters) context.warn(text.message('fewer', { found: tree.nClusters }));
    return { features: names, tree, map: await clusterMap(x, context) };
  },
  async apply(context, { features, tree, map }, { table }) {
    const { x } = completeMatrix(table, features);
    const rows = { table, features, x, map, method: text.source.title };
    return judgeClusters(context, rows, { ...walkSplits(x, tree), nClusters: tree.nClusters });
  },
  describe: (_context, { tree }) => ({ nClusters: tree.nClusters }),
});
