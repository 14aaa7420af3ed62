import { z } from 'zod';
import { fitMiniBatch } from '../../maths/cluster/mini-batch.ts';
import { nearestCentres } from '../../maths/kmeans.ts';
import { columns, defineEstimator, metricOut, stepText, tableIn } from '../define.ts';
import { CLUSTERED_OUTPUTS, completeMatrix } from '../features-of.ts';
import { centreCertainty } from './assignment.ts';
import {
  clusterColumns,
  clusterCount,
  clusteredRows,
  clusterFeatures,
  clusterOutputs,
  clusterRestarts,
} from './cluster-words.ts';
import { clusterGives, clusterMap, judgeClusters, type ClusterMap } from './judge.ts';

const text = stepText({
  title: { en: 'Mini-batch k-means', zh: '小批量 K 均值聚类' },
  summary: {
    en: 'K-means that learns from small random batches, for very many rows.',
    zh: '用小批随机样本学习的 K 均值，适合行数极多的表。',
  },
  about: {
    en: 'The same round groups as k-means, found from small random batches of rows: each batch moves the centres a little, and it ends once they settle, long before every row was seen often. Choose it **from about a million rows on**, or for very many clusters; below, plain k-means takes seconds and finds somewhat tighter groups (a per cent or two less inertia).\n\nLarger batches come nearer to k-means and take longer. Scale the features first. The **certainty** of a row is 0 half way between two groups and 1 at a centre; new rows go to the nearest centre.',
    zh: '得到与 K 均值相同的圆形群体，但用小批随机行学习：每批稍微移动中心，稳定后即结束，远早于把每行看很多遍。适合**约一百万行以上**或聚类数很多的情况；行数较少时普通 K 均值只需几秒，得到的组还略紧一些（簇内平方和低百分之一二）。\n\n批越大越接近 K 均值，也越慢。请先缩放特征。**确定度**在两组正中间为 0，在中心为 1；新的行归入最近的中心。',
  },
  inputs: clusteredRows,
  outputs: { ...clusterOutputs, inertia: { en: 'Inertia', zh: '簇内平方和' } },
  parameters: {
    nClusters: clusterCount,
    features: clusterFeatures,
    batchRows: {
      label: { en: 'Rows in a batch', zh: '每批行数' },
      help: { en: 'How many rows move the centres at a time.', zh: '每次用多少行来移动中心。' },
    },
    nRestarts: clusterRestarts,
    maxPasses: {
      label: { en: 'Most passes', zh: '最多遍数' },
      help: {
        en: 'It ends after batches of so many times all rows at the latest.',
        zh: '各批行数之和最多达到全部行数的这么多倍。',
      },
      advanced: true,
    },
  },
  columns: clusterColumns,
  messages: { learning: { en: 'learning from batches', zh: '正在逐批学习' } },
});

const parameters = z.object({
  nClusters: z
    .int()
    .min(2)
    .max(1000)
    .default(6)
    .meta({ ...text.parameter('nClusters') }),
  features: columns({ port: 'table', types: ['number'], text: text.parameter('features') }),
  batchRows: z
    .int()
    .min(16)
    .max(1_000_000)
    .default(1024)
    .meta({ ...text.parameter('batchRows') }),
  nRestarts: z
    .int()
    .min(1)
    .max(100)
    .default(3)
    .meta({ ...text.parameter('nRestarts') }),
  maxPasses: z
    .int()
    .min(1)
    .max(1000)
    .default(100)
    .meta({ ...text.parameter('maxPasses') }),
});

/** What fitting leaves behind. */
export interface MiniBatchModel {
  readonly features: string[];
  /** (nClusters, nFeatures), row-major. */
  readonly centres: Float64Array;
  readonly map: ClusterMap;
}

export const minibatch = defineEstimator({
  id: 'cluster.minibatch',
  version: 3,
  upgrade: { 1: (stored) => stored, 2: (stored) => stored },
  text,
  references: ['doi:10.1145/1772690.1772862'],
  task: 'cluster',
  needs: { table: tableIn({ label: text.input('table'), prefersOutput: CLUSTERED_OUTPUTS }) },
  gives: { ...clusterGives, inertia: metricOut({ label: text.output('inertia'), better: 'lower' }) },
  parameters,
  memory: ({ nRows, nColumns }, { batchRows }) => nRows * (nColumns * 8 * 2 + 40) + 4 * batchRows * nColumns * 8,
  async fit(context, { table }, { features, ...p }): Promise<MiniBatchModel> {
    const { names, x } = completeMatrix(table, features);
    const { centres } = await fitMiniBatch(x, p, context, (share) => context.progress(share, text.message('learning')));
    return { features: names, centres, map: await clusterMap(x, context) };
  },
  async apply(context, { features, centres, map }, { table }, { nClusters }) {
    const { x } = completeMatrix(table, features);
    const { clusters, inertia } = await nearestCentres(x, centres, context);
    const found = { clusters, nClusters, certainty: centreCertainty(x, centres) };
    const rows = { table, features, x, map, method: text.source.title };
    return { ...(await judgeClusters(context, rows, found)), inertia };
  },
});
