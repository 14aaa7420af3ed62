import { stepText } from '../define.ts';
import {
  clusterColumns,
  clusterCount,
  clusteredRows,
  clusterFeatures,
  clusterIterations,
  clusterOutputs,
  clusterRestarts,
} from './cluster-words.ts';

/** The words of `cluster.kprototypes`. */
export const kprototypesText = stepText({
  title: { en: 'K-prototypes and k-modes', zh: 'K 原型与 K 众数聚类' },
  summary: {
    en: 'Groups rows by numbers and categories together.',
    zh: '同时按数值和类别对行分组。',
  },
  about: {
    en: 'K-means for tables that also hold categories such as city, channel or gender: the middle of a group has the **mean of each number and the most frequent value of each category**. Numbers are brought to a common scale first, so nothing has to be prepared. With *categories only* it is k-modes.\n\nThe **weight** says how much one differing category counts against the squared difference of one standard deviation in a number: raise it where groups mix categories that should not be mixed, lower it where categories decide alone. Texts with more than 50 values (names, ids) are no categories unless chosen; rarer values then count as one.\n\nThe **prototypes** table shows each group’s middle. The **certainty** of a row compares the nearest two; map and silhouettes see each category as columns of their own. New rows go to the nearest prototype; a value never seen differs from all.',
    zh: '适用于还包含城市、渠道、性别等类别的表的 K 均值：每组的中心取**各数值的均值和各类别的众数**。数值会先统一尺度，无需另行准备。选*仅类别*时就是 K 众数。\n\n**权重**说明一个类别不同，相当于数值相差一个标准差的平方的多少倍：若各组混入了不该混的类别就调高，若完全由类别决定就调低。取值超过 50 种的文本（姓名、编号）除非选中，否则不作为类别；选中时较少见的取值合并为一种。\n\n**原型**表列出各组的中心。**确定度**比较最近的两个原型；分布图和轮廓图把每个类别值看作单独的列。新的行归入最近的原型；从未见过的取值与所有取值都不同。',
  },
  inputs: clusteredRows,
  outputs: {
    ...clusterOutputs,
    cost: { en: 'Cost', zh: '代价' },
    prototypes: { en: 'Prototypes', zh: '原型' },
  },
  parameters: {
    nClusters: clusterCount,
    compare: {
      label: { en: 'Compare', zh: '比较' },
      help: { en: 'What two rows are compared by.', zh: '按什么比较两行。' },
      options: {
        both: { en: 'Numbers and categories', zh: '数值与类别' },
        categories: { en: 'Categories only (k-modes)', zh: '仅类别（K 众数）' },
      },
    },
    features: clusterFeatures,
    categories: {
      label: { en: 'Categories', zh: '类别列' },
      help: {
        en: 'Text and yes-or-no columns to compare; those with at most 50 values where none is chosen.',
        zh: '要比较的文本列和是否列；不选则使用取值不超过 50 个的列。',
      },
    },
    weight: {
      label: { en: 'Weight of a category', zh: '类别的权重' },
      help: {
        en: 'How much a differing category counts against one standard deviation, squared.',
        zh: '一个类别不同，相当于一个标准差的平方的多少倍。',
      },
    },
    nRestarts: clusterRestarts,
    maxIterations: clusterIterations,
  },
  columns: { ...clusterColumns, rows: { en: 'Rows', zh: '行数' } },
  messages: {
    iteration: { en: 'start {restart}, iteration {iteration}', zh: '第 {restart} 次起始，第 {iteration} 次迭代' },
  },
});
