import { stepText } from '../define.ts';
import { clusterColumns, clusterCount, clusteredRows, clusterFeatures, clusterOutputs } from './cluster-words.ts';

/** The words of `cluster.kmedoids`. */
export const kmedoidsText = stepText({
  title: { en: 'K-medoids', zh: 'K 中心点聚类' },
  summary: {
    en: 'Groups rows around typical ones, and names a typical row of each group.',
    zh: '围绕典型的行分组，并指出每组的典型行。',
  },
  about: {
    en: 'Like k-means it finds a given number of groups, but the middle of each is a **row that exists**: a typical customer whom you can look up, not an average that nobody is. Distances count as they are, not squared, so that a few extreme customers pull at nothing.\n\nChoose **Gower** to group by numbers and categories together: each feature then counts from 0 (same) to 1 (as different as can be), and nothing has to be scaled first. For the other two distances scale the features; *summed* forgives a large difference in one feature more than *straight line* does.\n\nUp to about 5,000 rows it looks at all rows as middles; beyond, at those of five samples, judged by all rows, and it says so. K-means is faster and as good where groups are round and nobody is extreme.\n\nThe **certainty** of a row is 0 half way between two middles and 1 on one. New rows go to the nearest middle.',
    zh: '与 K 均值一样找出指定数量的组，但每组的中心是**真实存在的一行**：一位可以查到的典型顾客，而不是谁也不是的平均值。距离按原值计算而不取平方，因此少数极端顾客不会拉偏结果。\n\n选择 **Gower** 可以同时按数值和类别分组：每个特征的差异都从 0（相同）到 1（差异最大），无需事先缩放。另外两种距离请先缩放特征；*绝对差之和*比*直线距离*更能容忍某一特征的大差异。\n\n大约 5,000 行以内会考察所有行作为中心；更多时考察五个样本中的行，并用全部行评判，且会注明。若各组呈圆形且没有极端值，K 均值更快且同样好。\n\n**确定度**在两个中心正中间为 0，在中心上为 1。新的行归入最近的中心。',
  },
  inputs: clusteredRows,
  outputs: {
    ...clusterOutputs,
    loss: { en: 'Mean distance to the middle', zh: '到中心的平均距离' },
    typical: { en: 'Typical rows', zh: '典型行' },
  },
  parameters: {
    nClusters: clusterCount,
    distance: {
      label: { en: 'Distance', zh: '距离' },
      help: { en: 'How two rows are compared.', zh: '如何比较两行。' },
      options: {
        euclidean: { en: 'Straight line', zh: '直线距离' },
        manhattan: { en: 'Summed over features', zh: '绝对差之和' },
        gower: { en: 'Gower: numbers and categories', zh: 'Gower：数值与类别' },
      },
    },
    features: clusterFeatures,
    categories: {
      label: { en: 'Categories', zh: '类别列' },
      help: {
        en: 'With Gower: the text and yes-or-no columns to compare too; those with at most 50 values where none is chosen.',
        zh: '用于 Gower：一并比较的文本列和是否列；不选则使用取值不超过 50 个的列。',
      },
    },
  },
  columns: {
    ...clusterColumns,
    rows: { en: 'Rows', zh: '行数' },
    meanDistance: { en: 'Mean distance of its rows', zh: '组内行的平均距离' },
  },
  messages: {
    looking: { en: 'looking for typical rows', zh: '正在寻找典型行' },
    sampled: {
      en: 'Typical rows were looked for among samples of {rows, number} rows, and judged by all {all, number}.',
      zh: '典型行在每次 {rows, number} 行的样本中寻找，并用全部 {all, number} 行评判。',
    },
  },
});
