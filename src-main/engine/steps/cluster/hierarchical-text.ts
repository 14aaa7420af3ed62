import { stepText } from '../define.ts';
import { clusterColumns, clusterFeatures, clusterOutputs } from './cluster-words.ts';

/** The words of `cluster.hierarchical`. */
export const hierarchicalText = stepText({
  title: { en: 'Hierarchical clustering', zh: '层次聚类' },
  summary: {
    en: 'Joins the nearest groups step by step into a tree that can be cut anywhere.',
    zh: '逐步合并最近的群体，形成可在任意处切开的树。',
  },
  about: {
    en: 'Begins with every row by itself and joins the two nearest groups over and over; the **tree** shows which joined at what distance. A long way without a merge is where groups stand apart: that is where the tree is cut unless you say how many clusters you want.\n\n- **Ward** joins the groups whose union grows least in spread: round groups of like size, the usual choice.\n- **Average** compares all pairs of two groups and takes the mean; **complete** takes the furthest pair and makes tight groups.\n- **Single** takes the nearest pair and follows chains; it finds long groups and lone rows.\n\nWard and single linkage are exact to 50,000 rows, average and complete to 30,000; beyond, rows are first drawn together into 5,000 small groups by k-means, and these are joined. New rows take the cluster of the nearest row, or small group, of the tree. Scale the features first.',
    zh: '开始时每行自成一组，然后反复合并最近的两组；**树状图**显示谁在多大距离上合并。很长一段没有合并之处就是各组彼此分开的地方：不指定聚类数时就在那里切开。\n\n- **Ward** 合并后离散程度增加最少的两组，得到大小相近的圆形群体，是最常用的选择。\n- **平均**取两组所有行对距离的均值；**完全**取最远的一对，得到紧凑的群体。\n- **单一**取最近的一对，会沿链条延伸；能找出细长的群体和孤立的行。\n\nWard 和单一连接在 5 万行以内精确，平均和完全在 3 万行以内精确；超过时先用 K 均值把行归成 5000 个小组，再合并这些小组。新的行归入树中最近的行（或小组）所在的聚类。请先缩放特征。',
  },
  inputs: { table: { en: 'Rows to group', zh: '要分组的行' } },
  outputs: {
    ...clusterOutputs,
    tree: { en: 'Tree', zh: '树状图' },
    nClusters: { en: 'Clusters', zh: '聚类数' },
  },
  parameters: {
    nClusters: {
      label: { en: 'Clusters', zh: '聚类数' },
      help: {
        en: 'Into how many groups to cut the tree; at its longest gap where it is empty.',
        zh: '把树切成多少组；留空则在最长的间隔处切开。',
      },
    },
    method: {
      label: { en: 'Linkage', zh: '连接方式' },
      help: { en: 'How the distance of two groups is measured.', zh: '两组之间的距离如何计算。' },
      options: {
        ward: { en: 'Ward', zh: 'Ward' },
        average: { en: 'Average', zh: '平均' },
        complete: { en: 'Complete', zh: '完全' },
        single: { en: 'Single', zh: '单一' },
      },
    },
    features: clusterFeatures,
  },
  columns: clusterColumns,
  messages: {
    joining: { en: 'joining groups', zh: '正在合并' },
    drawnTogether: {
      en: '{rows, number} rows were first drawn together into {groups, number} small groups.',
      zh: '先把 {rows, number} 行归成了 {groups, number} 个小组。',
    },
    treeTitle: {
      en: '{clusters} clusters stand apart by {gap} of the tree’s height',
      zh: '{clusters} 个聚类之间的间隔占树高的 {gap}',
    },
    treeTitleOne: { en: 'All rows in one tree', zh: '所有行在同一棵树中' },
    treeSubtitle: {
      en: '{method} linkage · the {n} highest branches of {rows, number} rows · cut at the dashed line',
      zh: '连接方式：{method} · {rows, number} 行中最高的 {n} 个分支 · 虚线处切开',
    },
    height: { en: 'Distance at which groups join', zh: '合并时的距离' },
    leaf: {
      en: 'Cluster {cluster} · {rows, plural, one {# row} other {# rows}}',
      zh: '聚类 {cluster} · {rows, number} 行',
    },
  },
});
