import { stepText } from '../define.ts';
import { clusterColumns, clusterFeatures, clusterOutputs } from './cluster-words.ts';

/** The words of `cluster.dbscan`. */
export const dbscanText = stepText({
  title: { en: 'DBSCAN', zh: 'DBSCAN 密度聚类' },
  summary: {
    en: 'Finds groups of any form where rows lie dense, and leaves out the rest.',
    zh: '在行密集之处找出任意形状的群体，其余的不归入任何组。',
  },
  about: {
    en: 'A row with enough others within the **radius** is a *core*; cores within reach of each other form a group, whatever its form, and rows that nothing dense reaches are in **no cluster** (shown as −1). You do not say how many groups there are, but what counts as dense.\n\nLeft empty, the radius is read off the **reach** curve: rows sorted by the distance to their last needed neighbour, and the bend where dense rows end. Choose a smaller radius when groups run together, a larger one when too many rows are left out. All groups must be about equally dense; scale the features first, and prefer few of them: with many, nothing is dense.\n\nNew rows join the group of the nearest core within the radius. The **certainty** is 1 at a core and falls to 0 at the radius.',
    zh: '在**半径**内有足够多其他行的行称为*核心*；彼此可及的核心组成一组，形状不限；任何密集处都到不了的行**不属于任何聚类**（显示为 −1）。您不必指定组数，只需说明什么算密集。\n\n半径留空时，从**可及曲线**读出：各行按到最后一个所需近邻的距离排序，取密集的行结束处的拐点。几个组连在一起时减小半径，太多行被略去时增大半径。各组的密度应大致相同；请先缩放特征，特征宜少：特征太多时处处都不密集。\n\n新的行加入半径内最近核心所在的组。**确定度**在核心处为 1，到半径处降为 0。',
  },
  inputs: { table: { en: 'Rows to group', zh: '要分组的行' } },
  outputs: {
    ...clusterOutputs,
    reach: { en: 'Reach', zh: '可及曲线' },
    nClusters: { en: 'Clusters found', zh: '找到的聚类' },
    outside: { en: 'In no cluster', zh: '不属于任何聚类' },
    radius: { en: 'Radius', zh: '半径' },
  },
  parameters: {
    radius: {
      label: { en: 'Radius', zh: '半径' },
      help: {
        en: 'Within which distance rows count as near; read off the reach curve where it is empty.',
        zh: '在多远以内算作相近；留空则从可及曲线读出。',
      },
    },
    minRows: {
      label: { en: 'Least rows', zh: '最少行数' },
      help: {
        en: 'How many rows must lie within the radius of a core, itself among them; about twice the number of features.',
        zh: '核心的半径内至少有多少行（含自身）；大约取特征数的两倍。',
      },
    },
    features: clusterFeatures,
  },
  columns: clusterColumns,
  messages: {
    reachTitle: { en: 'Dense rows end at a reach of about {radius}', zh: '密集的行大约在 {radius} 处结束' },
    reachSubtitle: {
      en: 'Rows by the distance to their neighbour number {n}; {rows, number} rows',
      zh: '各行按到第 {n} 个近邻的距离排序；{rows, number} 行',
    },
    rowsAxis: { en: 'Share of rows', zh: '行的占比' },
    distanceAxis: { en: 'Distance', zh: '距离' },
    used: { en: 'used', zh: '采用' },
  },
});
