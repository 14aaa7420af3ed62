import type { Message, MessageValues, Text } from '../../../contract/text.ts';

/** What every clusterer calls its outputs. */
export const clusterOutputs = {
  clusters: { en: 'Clusters', zh: '聚类' },
  map: { en: 'Map', zh: '分布图' },
  profile: { en: 'Profile', zh: '特征轮廓' },
  lines: { en: 'Parallel axes', zh: '平行坐标' },
  ridges: { en: 'Distributions', zh: '特征分布' },
  radar: { en: 'Radar', zh: '雷达图' },
  silhouettes: { en: 'Silhouettes', zh: '轮廓图' },
  silhouette: { en: 'Silhouette', zh: '轮廓系数' },
  calinskiHarabasz: { en: 'Calinski–Harabasz', zh: 'Calinski–Harabasz 指数' },
  daviesBouldin: { en: 'Davies–Bouldin', zh: 'Davies–Bouldin 指数' },
} as const;

/** Names of the columns that every clusterer gives. */
export const clusterColumns = {
  cluster: { en: 'Cluster', zh: '聚类' },
  certainty: { en: 'Certainty', zh: '确定度' },
  axis1: { en: 'First principal axis', zh: '第一主轴' },
  axis2: { en: 'Second principal axis', zh: '第二主轴' },
} as const;

/** What every clusterer calls the columns it compares rows by. */
export const clusterFeatures = {
  label: { en: 'Features', zh: '特征' },
  help: {
    en: 'The columns that say how alike two rows are; all number columns where none is chosen.',
    zh: '用来判断两行是否相似的列；不选则使用所有数值列。',
  },
} as const;

/** What clusterers that are told how many groups to form call that number. */
export const clusterCount = {
  label: { en: 'Clusters', zh: '聚类数' },
  help: { en: 'How many groups to form.', zh: '要形成的组数。' },
} as const;

/** What clusterers that begin more than once call that number. */
export const clusterRestarts = {
  label: { en: 'Starts', zh: '起始次数' },
  help: { en: 'How often to begin anew; the best result is kept.', zh: '重新开始的次数，保留最好的结果。' },
  advanced: true,
} as const;

/** The table that a clusterer reads. */
export const clusteredRows = { table: { en: 'Rows to group', zh: '要分组的行' } } as const;

/** What clusterers that leave rows out, or choose the number of clusters, say of that. */
export const clusterFound = {
  nClusters: { en: 'Clusters found', zh: '找到的聚类' },
  outside: { en: 'In no cluster', zh: '不属于任何聚类' },
} as const;

/** What clusterers that go over the rows again and again call their limit. */
export const clusterIterations = {
  label: { en: 'Most iterations', zh: '最多迭代' },
  help: { en: 'A start ends after so many passes at the latest.', zh: '每次起始最多迭代这么多遍。' },
  advanced: true,
} as const;

const messages = {
  clusterName: { en: 'Cluster {cluster}', zh: '聚类 {cluster}' },
  outside: { en: 'In no cluster', zh: '不属于任何聚类' },
  emptyClusters: { en: '{empty} of {clusters} clusters are empty.', zh: '{clusters} 个聚类中有 {empty} 个是空的。' },
  unclustered: {
    en: '{rows, number} of {all, number} rows are in no cluster.',
    zh: '{all, number} 行中有 {rows, number} 行不属于任何聚类。',
  },
  noClusters: { en: 'No cluster was found.', zh: '没有找到聚类。' },
  mapTitle: {
    en: 'The largest of {clusters} clusters holds {share} of the rows',
    zh: '{clusters} 个聚类中最大的占 {share} 的行',
  },
  mapTitleOne: { en: 'One cluster holds {share} of the rows', zh: '一个聚类占 {share} 的行' },
  mapSubtitle: {
    en: '{method}, drawn on the first two principal axes of the features · {rows, number} rows',
    zh: '{method}，按特征的前两个主轴绘制 · {rows, number} 行',
  },
  mapSummary: {
    en: 'A scatter of {rows, number} rows in {clusters} clusters; cluster {cluster} is the largest with {share}.',
    zh: '{rows, number} 行、{clusters} 个聚类的散点图；聚类 {cluster} 最大，占 {share}。',
  },
  profileAlike: { en: 'No cluster differs from the average', zh: '没有聚类偏离平均水平' },
  profileHigh: {
    en: 'Cluster {cluster} stands out: {feature} is {effect} standard deviations above average',
    zh: '聚类 {cluster} 最突出：{feature}比平均高 {effect} 个标准差',
  },
  profileLow: {
    en: 'Cluster {cluster} stands out: {feature} is {effect} standard deviations below average',
    zh: '聚类 {cluster} 最突出：{feature}比平均低 {effect} 个标准差',
  },
  profileSubtitle: {
    en: 'Mean of each cluster, in standard deviations from the overall mean',
    zh: '各聚类的均值，以偏离总体均值的标准差计',
  },
  deviations: { en: 'Standard deviations', zh: '标准差' },
  linesTitle: {
    en: '“{feature}” tells the clusters apart best: they explain {share} of its spread',
    zh: '最能区分各聚类的是“{feature}”：聚类解释了其 {share} 的差异',
  },
  linesAll: {
    en: 'A line a row, {rows, number} rows; thick: the median of each cluster, in its middle half',
    zh: '每行一条线，共 {rows, number} 行；粗线为各聚类的中位数，色带为中间一半',
  },
  linesSome: {
    en: 'Lines of {drawn, number} of {rows, number} rows, at random; thick: the median of each cluster over all its rows, in its middle half',
    zh: '从 {rows, number} 行中随机画出 {drawn, number} 条线；粗线为各聚类全部行的中位数，色带为中间一半',
  },
  linesSummary: {
    en: 'Rows of {clusters} clusters as lines across {features} features; “{feature}” tells them apart best and the clusters explain {share} of its spread.',
    zh: '{clusters} 个聚类的行在 {features} 个特征上的折线；“{feature}”最能区分它们，聚类解释了其 {share} 的差异。',
  },
  ridgesTitle: {
    en: 'The clusters differ most in “{feature}”: they explain {share} of its spread',
    zh: '各聚类在“{feature}”上差别最大：聚类解释了其 {share} 的差异',
  },
  ridgesSubtitle: {
    en: 'Where the rows of each cluster lie, with a mark at their median; grey: all {rows, number} rows{capped, select, features {; {features} of {allFeatures} features, those that differ most} clusters {; the {clusters} largest of {allClusters} clusters} both {; {features} of {allFeatures} features, those that differ most, and the {clusters} largest of {allClusters} clusters} other {}}',
    zh: '各聚类的行分布在哪里，竖线为中位数；灰色为全部 {rows, number} 行{capped, select, features {；{allFeatures} 个特征中差别最大的 {features} 个} clusters {；{allClusters} 个聚类中最大的 {clusters} 个} both {；{allFeatures} 个特征中差别最大的 {features} 个，{allClusters} 个聚类中最大的 {clusters} 个} other {}}',
  },
  radarTitle: {
    en: '{capped, select, clusters {Of the {clusters} largest clusters, {far} is furthest from the average, {near} nearest} both {Of the {clusters} largest clusters, {far} is furthest from the average, {near} nearest} other {Furthest from the average is {far}, nearest {near}}}',
    zh: '{capped, select, clusters {最大的 {clusters} 个聚类中，} both {最大的 {clusters} 个聚类中，} other {}}离平均最远的是{far}，最近的是{near}',
  },
  radarOne: {
    en: 'Beside what is in no cluster: {far}',
    zh: '{far} 与未归入聚类的部分对比',
  },
  radarSubtitle: {
    en: 'Mean of each cluster, in standard deviations from the mean of all{capped, select, features {; {features} of {allFeatures} features, those that tell most} clusters {; the {clusters} largest of {allClusters} clusters} both {; {features} of {allFeatures} features, those that tell most, and the {clusters} largest of {allClusters} clusters} other {}}',
    zh: '各聚类的均值，以偏离总体均值的标准差计{capped, select, features {；{allFeatures} 个特征中最能区分的 {features} 个} clusters {；{allClusters} 个聚类中最大的 {clusters} 个} both {；{allFeatures} 个特征中最能区分的 {features} 个，{allClusters} 个聚类中最大的 {clusters} 个} other {}}',
  },
  radarAverage: { en: 'Average of all', zh: '总体平均' },
  silhouetteTitle: { en: 'Mean silhouette {mean}', zh: '平均轮廓系数 {mean}' },
  silhouetteAll: { en: 'Every one of {rows, number} rows', zh: '全部 {rows, number} 行' },
  silhouetteSample: { en: 'A random sample of {rows, number} rows', zh: '随机抽取的 {rows, number} 行' },
  silhouetteSummary: {
    en: 'Silhouettes of {clusters} clusters; their mean is {mean}.',
    zh: '{clusters} 个聚类的轮廓系数，平均为 {mean}。',
  },
} satisfies Readonly<Record<string, Text>>;

/** How many features and clusters a figure shows of how many there are. */
export interface ShownCounts {
  readonly features: number;
  readonly allFeatures: number;
  readonly clusters: number;
  readonly allClusters: number;
}

/** The same for a sentence that says what was left out, where anything was. */
export function saidCounts(counts: ShownCounts): MessageValues {
  const [features, clusters] = [counts.features < counts.allFeatures, counts.clusters < counts.allClusters];
  return { ...counts, capped: features && clusters ? 'both' : features ? 'features' : clusters ? 'clusters' : 'none' };
}

/** A sentence that clusterers share. */
export const say = (code: keyof typeof messages, values?: MessageValues): Message => ({
  code,
  text: messages[code],
  ...(values ? { values } : {}),
});
