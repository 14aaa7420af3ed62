import { stepText } from '../define.ts';
import { clusterColumns, clusterFeatures, clusterIterations, clusterOutputs } from './cluster-words.ts';

export const kmeansText = stepText({
  title: { en: 'K-means', zh: 'K 均值聚类' },
  summary: { en: 'Groups rows whose features are close.', zh: '把特征相近的行分为一组。' },
  about: {
    en: 'Finds a given number of round groups of about the same spread. Fast at any size, and the groups are easy to describe by their averages. Scale the features first, or the one with the largest numbers decides alone.\n\nThe **silhouette** says how much nearer rows lie to their own group than to the next: near 0 groups touch, above 0.5 they stand apart. The **certainty** of a row is 0 half way between two groups and 1 at a centre. Clusters are numbered by size, the largest is 0.',
    zh: '找出指定数量、大小相近的圆形群体。任何规模都很快，各组用平均值就能说清楚。请先缩放特征，否则数值最大的那一列会独自决定结果。\n\n**轮廓系数**说明各行离自己的群体比离下一个群体近多少：接近 0 说明群体相互接触，大于 0.5 说明彼此分开。**确定度**在两个群体正中间为 0，在中心为 1。聚类按大小编号，最大的是 0。',
  },
  inputs: { table: { en: 'Rows to group', zh: '要分组的行' } },
  outputs: {
    ...clusterOutputs,
    inertia: { en: 'Inertia', zh: '簇内平方和' },
  },
  parameters: {
    nClusters: {
      label: { en: 'Clusters', zh: '聚类数' },
      help: { en: 'How many groups to form.', zh: '要形成的组数。' },
    },
    features: clusterFeatures,
    whatIfClusters: {
      label: { en: 'Clusters', zh: '聚类数' },
      help: {
        en: 'Move it to see what so many groups would look like; nothing is changed.',
        zh: '移动滑块，看看分成这么多组会是什么样子；不会改动任何内容。',
      },
      slider: true,
    },
    nRestarts: {
      label: { en: 'Starts', zh: '起始次数' },
      help: { en: 'How often to begin anew; the best result is kept.', zh: '重新开始的次数，保留最好的结果。' },
      advanced: true,
    },
    maxIterations: clusterIterations,
    tolerance: {
      label: { en: 'Tolerance', zh: '容差' },
      help: {
        en: 'Stop once the centres’ squared shift falls below this share of the features’ mean variance.',
        zh: '当中心移动的平方小于特征平均方差的这个比例时停止。',
      },
      advanced: true,
    },
  },
  questions: { whatIf: { en: 'What if there were …', zh: '如果分成……' } },
  columns: {
    share: { en: 'Share', zh: '占比' },
    standsOut: { en: 'Stands out by', zh: '最突出之处' },
    ...clusterColumns,
  },
  messages: {
    whatIfAnswer: {
      en: 'In {clusters} clusters the largest would hold {largest} of the rows, the smallest {smallest}; {explained} of the differences lie between clusters.',
      zh: '分成 {clusters} 个聚类时，最大的占 {largest} 的行，最小的占 {smallest}；{explained} 的差异存在于聚类之间。',
    },
    whatIfSample: {
      en: 'A preview from {rows, number} of {all, number} rows.',
      zh: '根据 {all, number} 行中的 {rows, number} 行预览。',
    },
    higher: { en: '{feature} higher by {effect} standard deviations', zh: '{feature}高 {effect} 个标准差' },
    lower: { en: '{feature} lower by {effect} standard deviations', zh: '{feature}低 {effect} 个标准差' },
    iteration: { en: 'start {restart}, iteration {iteration}', zh: '第 {restart} 次起始，第 {iteration} 次迭代' },
    previewTitle: { en: 'Iteration {iteration}', zh: '第 {iteration} 次迭代' },
  },
});
