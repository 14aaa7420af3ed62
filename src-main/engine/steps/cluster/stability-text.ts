import { stepText } from '../define.ts';
import { clusteredRows, clusterFeatures } from './cluster-words.ts';

/** The words of `cluster.stability`. */
export const stabilityText = stepText({
  title: { en: 'Are the clusters real?', zh: '聚类是否真实？' },
  summary: {
    en: 'Clusters samples again and again, and asks which number of groups comes back.',
    zh: '反复对样本聚类，看分成几组时结果会重现。',
  },
  about: {
    en: 'A clustering of chance looks different each time; a real one comes back. For each number of clusters, k-means is run on many samples:\n\n- **Stability**: each sample’s clustering places all rows, and is compared with that of all rows (adjusted Rand; 1 the same, 0 chance), the middle nine in ten of the samples as a band. Above 0.8 groups come back; below 0.6 do not give them names.\n- **Prediction strength**: rows are halved; of two customers that one half’s clustering puts together, the share that the other half’s does too, in the worst cluster. The largest number above 0.8 is proposed.\n- **Gap**: how much tighter the groups are than in rows strewn evenly over the same range. It alone can say that there is **one group**, that is, none.\n- **Dunn**: the least distance between two groups over the widest group.\n\nThe **consensus** map shows, for the proposed number (or one that you set), how often two customers were put together: dark blocks with clean edges are groups, blurred ones run into each other. The three proposals often differ: take the number that more than one supports. More than 3,000 rows are sampled.',
    zh: '偶然得到的聚类每次都不同，真实的聚类会重现。对每个聚类数，在多个样本上运行 K 均值：\n\n- **稳定性**：用每个样本的聚类给所有行归组，与全部行的聚类比较（调整兰德指数，1 为相同，0 为偶然），区间覆盖中间九成的样本。大于 0.8 说明会重现；小于 0.6 时不要给各组取名。\n- **预测强度**：把行分成两半；被一半的聚类放在一起的两位顾客，有多大比例也被另一半的聚类放在一起，取最差的一组。推荐大于 0.8 的最大聚类数。\n- **间隔统计量**：各组比均匀散布在同一范围内的行紧多少。只有它能说明**只有一组**，也就是没有分组。\n- **Dunn 指数**：两组间的最小距离除以最宽一组的宽度。\n\n**共识图**显示在推荐（或您指定）的聚类数下，两位顾客被放在一起的频率：边缘清晰的深色方块是群体，模糊的则彼此相连。三种建议常常不同：请选不止一种支持的聚类数。超过 3,000 行时抽样。',
  },
  inputs: clusteredRows,
  outputs: {
    scores: { en: 'Scores', zh: '得分' },
    stability: { en: 'Stability', zh: '稳定性' },
    gap: { en: 'Gap', zh: '间隔统计量' },
    consensus: { en: 'Consensus', zh: '共识图' },
    byStability: { en: 'Most stable number', zh: '最稳定的聚类数' },
    byStrength: { en: 'Number by prediction strength', zh: '按预测强度的聚类数' },
    byGap: { en: 'Number by the gap', zh: '按间隔统计量的聚类数' },
  },
  parameters: {
    kMax: {
      label: { en: 'Up to', zh: '最多' },
      help: { en: 'Numbers of clusters from 1 to this are tried.', zh: '从 1 试到这个聚类数。' },
    },
    nClusters: {
      label: { en: 'Consensus of', zh: '共识图的聚类数' },
      help: {
        en: 'For which number the consensus is drawn; for the most stable one where it is empty.',
        zh: '为哪个聚类数绘制共识图；留空则用最稳定的。',
      },
    },
    features: clusterFeatures,
    nSamples: {
      label: { en: 'Samples', zh: '样本数' },
      help: { en: 'How many samples each number is tried on.', zh: '每个聚类数在多少个样本上尝试。' },
    },
    share: {
      label: { en: 'Share of a sample', zh: '样本占比' },
      help: { en: 'Which share of the rows each sample holds.', zh: '每个样本包含多少比例的行。' },
      advanced: true,
    },
    nReferences: {
      label: { en: 'Strewn tables', zh: '随机散布次数' },
      help: {
        en: 'With how many tables of evenly strewn rows the gap compares.',
        zh: '间隔统计量与多少张均匀散布的表比较。',
      },
      advanced: true,
    },
  },
  columns: {
    k: { en: 'Clusters', zh: '聚类数' },
    stability: { en: 'Stability', zh: '稳定性' },
    stabilityLow: { en: 'Stability, 5 in 100 below', zh: '稳定性，5% 分位' },
    stabilityHigh: { en: 'Stability, 5 in 100 above', zh: '稳定性，95% 分位' },
    predictionStrength: { en: 'Prediction strength', zh: '预测强度' },
    gap: { en: 'Gap', zh: '间隔统计量' },
    gapError: { en: 'Error of the gap', zh: '间隔统计量的误差' },
    dunn: { en: 'Dunn', zh: 'Dunn 指数' },
  },
  messages: {
    trying: { en: '{k} clusters', zh: '{k} 个聚类' },
    sampled: {
      en: 'Measured on a random sample of {rows, number} of {all, number} rows.',
      zh: '根据随机抽取的 {rows, number} 行（共 {all, number} 行）度量。',
    },
    fewerClusters: {
      en: 'Only {rows, number} rows: numbers above {most} were not tried.',
      zh: '只有 {rows, number} 行：没有尝试大于 {most} 的聚类数。',
    },
    stabilityTitle: {
      en: '{k} clusters come back best: stability {stability}',
      zh: '{k} 个聚类最能重现：稳定性 {stability}',
    },
    stabilityNone: { en: 'The rows do not differ: there is nothing to group', zh: '各行没有差异：无从分组' },
    stabilitySubtitle: {
      en: 'K-means on {samples} samples of each number · {rows, number} rows',
      zh: '每个聚类数用 {samples} 个样本做 K 均值 · {rows, number} 行',
    },
    gapTitle: { en: 'By the gap there are {k} clusters', zh: '按间隔统计量有 {k} 个聚类' },
    gapTitleOne: { en: 'By the gap the rows are one group', zh: '按间隔统计量，这些行只有一组' },
    gapSubtitle: {
      en: 'How much tighter than evenly strewn rows, with its error · {references} references',
      zh: '比均匀散布的行紧多少，含误差 · {references} 次参照',
    },
    consensusTitle: {
      en: '{k} clusters: two of one cluster are together in {within} of the samples, two of different ones in {between}',
      zh: '{k} 个聚类：同组两行在 {within} 的样本中在一起，不同组的在 {between} 中在一起',
    },
    consensusSubtitle: {
      en: '{rows} rows, sorted by cluster, in {samples} samples',
      zh: '{rows} 行，按聚类排序，{samples} 个样本',
    },
    share: { en: 'Together in', zh: '在一起的样本占比' },
    rowName: { en: 'cluster {cluster}, row {row}', zh: '聚类 {cluster}，第 {row} 行' },
    proposed: { en: 'proposed', zh: '推荐' },
  },
});
