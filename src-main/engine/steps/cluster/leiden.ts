import { z } from 'zod';
import { leiden as byLeiden, louvain as byLouvain, type Communities } from '../../maths/cluster/leiden.ts';
import { neighbourGraph } from '../../maths/cluster/neighbour-graph.ts';
import { bySize } from '../../maths/cluster-indices.ts';
import { sampleRows, takeMatrixRows } from '../../maths/matrix.ts';
import { columns, defineEstimator, metricOut, stepText, tableIn } from '../define.ts';
import { CLUSTERED_OUTPUTS, completeMatrix } from '../features-of.ts';
import {
  clusterColumns,
  clusteredRows,
  clusterFeatures,
  clusterFound,
  clusterOutputs,
  clusterRestarts,
} from './cluster-words.ts';
import { graphWords } from './graph-text.ts';
import { clusterGives, clusterMap, judgeClusters, type ClusterMap } from './judge.ts';
import { voteOfNearest, type KnownRows } from './near-rows.ts';

const text = stepText({
  title: { en: 'Leiden communities', zh: 'Leiden 社区聚类' },
  summary: {
    en: 'Finds communities in a graph of near rows; it chooses how many.',
    zh: '在邻近行构成的图中找出社区，数量由它决定。',
  },
  about: {
    en: 'Each row is joined with its nearest rows, the stronger the more neighbours the two share, and the graph is divided into **communities**: groups with many more joins inside than chance would put there. The Leiden algorithm mends what the better-known Louvain leaves: every community hangs together. Groups may have any form and different densities, every row is in one, and **you do not say how many** there are. It is what single-cell biology clusters with, and does well on customers with many features.\n\nRaise the **resolution** for more and smaller groups, lower it for fewer: with tens of thousands of rows 1 finds dozens, and 0.1 to 0.3 the main ones. The **modularity** says how much more joins lie within groups than by chance: above 0.3 is a clear division, but a continuum can be divided too, so look at the map. Scale the features first.\n\nA new row takes the cluster of most of its nearest rows; the **certainty** is their share. Up to 50,000 rows are joined; of more, a sample.',
    zh: '把每行与最近的若干行相连，共同近邻越多连接越强，再把图划分为**社区**：内部连接远多于随机情况的群体。Leiden 算法修正了更知名的 Louvain 的缺陷：每个社区都是连通的。群体可以是任意形状、疏密不同，每行都属于某一组，而且**不必指定组数**。单细胞生物学用它聚类，对特征很多的顾客数据也很有效。\n\n提高**分辨率**得到更多更小的组，降低则更少：数万行时取 1 会得到几十组，取 0.1 到 0.3 得到主要的几组。**模块度**说明组内连接比随机情况多多少：大于 0.3 说明划分清楚，但连续分布也能被划分，请对照分布图。请先缩放特征。\n\n新的行归入多数近邻所在的聚类，**确定度**为这些近邻的占比。最多连接 50,000 行，更多时使用样本。',
  },
  inputs: clusteredRows,
  outputs: {
    ...clusterOutputs,
    modularity: { en: 'Modularity', zh: '模块度' },
    nClusters: clusterFound.nClusters,
  },
  parameters: {
    resolution: {
      label: { en: 'Resolution', zh: '分辨率' },
      help: {
        en: 'Above 1 for more and smaller groups, below 1 for fewer.',
        zh: '大于 1 得到更多更小的组，小于 1 则更少。',
      },
    },
    method: {
      label: { en: 'Method', zh: '方法' },
      help: {
        en: 'Leiden’s communities hang together; Louvain is what older work used, and a little quicker.',
        zh: 'Leiden 的社区都是连通的；Louvain 是早期工作所用的方法，稍快。',
      },
      options: { leiden: { en: 'Leiden', zh: 'Leiden' }, louvain: { en: 'Louvain', zh: 'Louvain' } },
      advanced: true,
    },
    nNeighbours: graphWords.nNeighbours,
    features: clusterFeatures,
    nRestarts: clusterRestarts,
  },
  columns: clusterColumns,
  messages: {
    joining: graphWords.joining,
    dividing: { en: 'dividing the graph', zh: '正在划分图' },
    sampled: {
      en: 'Communities are those of a random sample of {rows, number} of {all, number} rows; the others take the cluster of their nearest.',
      zh: '社区由随机抽取的 {rows, number} 行（共 {all, number} 行）得出，其余各行按近邻归入。',
    },
  },
});

const parameters = z.object({
  resolution: z
    .number()
    .min(0.01)
    .max(100)
    .default(1)
    .meta({ ...text.parameter('resolution') }),
  nNeighbours: z
    .int()
    .min(2)
    .max(200)
    .default(15)
    .meta({ ...text.parameter('nNeighbours') }),
  features: columns({ port: 'table', types: ['number'], text: text.parameter('features') }),
  nRestarts: z
    .int()
    .min(1)
    .max(50)
    .default(3)
    .meta({ ...text.parameter('nRestarts') }),
  method: z
    .enum(['leiden', 'louvain'])
    .default('leiden')
    .meta({ ...text.parameter('method') }),
});

/** What fitting leaves behind. */
export interface LeidenModel extends KnownRows {
  readonly features: string[];
  readonly modularity: number;
  readonly map: ClusterMap;
}

const MOST_ROWS = 50_000;
const JOIN_SHARE = 0.6;

export const leiden = defineEstimator({
  id: 'cluster.leiden',
  version: 3,
  upgrade: { 1: (stored) => stored, 2: (stored) => stored },
  text,
  references: [
    'doi:10.1038/s41598-019-41695-z',
    'doi:10.1088/1742-5468/2008/10/P10008',
    'doi:10.1103/PhysRevE.74.016110',
    'doi:10.1016/j.cell.2015.05.047',
  ],
  task: 'cluster',
  needs: { table: tableIn({ label: text.input('table'), prefersOutput: CLUSTERED_OUTPUTS }) },
  gives: clusterGives,
  describes: {
    modularity: metricOut({ label: text.output('modularity'), better: 'higher' }),
    nClusters: metricOut({ label: text.output('nClusters'), better: 'none', unit: 'count' }),
  },
  parameters,
  memory: ({ nRows, nColumns }, { nNeighbours }) =>
    nRows * (nColumns * 8 * 3 + 60) + Math.min(nRows, MOST_ROWS) * (nNeighbours * 80 + 100),
  async fit(context, { table }, p): Promise<LeidenModel> {
    const { names, x: all } = completeMatrix(table, p.features);
    const isSample = all.nRows > MOST_ROWS;
    const x = isSample ? takeMatrixRows(all, sampleRows(all.nRows, MOST_ROWS, context.random.fork(0))) : all;
    if (isSample) context.warn(text.message('sampled', { rows: x.nRows, all: all.nRows }));
    const graph = await neighbourGraph(x, { k: p.nNeighbours, weights: 'shared' }, context, (share) => {
      context.signal.throwIfAborted();
      context.progress(JOIN_SHARE * share, text.message('joining'));
    });
    const findCommunities = p.method === 'leiden' ? byLeiden : byLouvain;
    let best: Communities = { clusters: new Int32Array(0), nClusters: 0, quality: -Infinity };
    for (let start = 0; start < p.nRestarts; start++) {
      context.progress(JOIN_SHARE + ((1 - JOIN_SHARE) * start) / p.nRestarts, text.message('dividing'));
      const found = findCommunities(graph, p.resolution, context.random.fork(start + 1), () =>
        context.signal.throwIfAborted(),
      );
      if (found.quality > best.quality) best = found;
    }
    const { clusters, nClusters } = bySize(best.clusters, best.nClusters);
    const modularity = x.nRows > 0 ? best.quality : 0;
    return { features: names, rows: x.values, clusters, nClusters, modularity, map: await clusterMap(all, context) };
  },
  async apply(context, model, { table }, { nNeighbours }) {
    const { x } = completeMatrix(table, model.features);
    const found = voteOfNearest(x, model, nNeighbours, context);
    const rows = { table, features: model.features, x, map: model.map, method: text.source.title };
    return judgeClusters(context, rows, { ...found, nClusters: model.nClusters });
  },
  describe: (_context, { modularity, nClusters }) => ({ modularity, nClusters }),
});
