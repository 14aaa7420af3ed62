import { stepText } from '../define.ts';

/** The words of `cluster.drift`. */
export const driftText = stepText({
  title: { en: 'Drift of clusters', zh: '聚类的变迁' },
  summary: {
    en: 'Compares the clusters of two periods: sizes, centres, and who moved.',
    zh: '比较两个时期的聚类：规模、中心，以及谁换了组。',
  },
  about: {
    en: 'Fit a clustering on one period, apply its model to the features of the next, and connect both: clusters then mean the same in both periods, and this step says **what happened to the customers**. The ribbons of *Who went where* show how many customers each way took; a click selects them. The *migration* map shows for each cluster of the first period which share of it is where in the second; what is on the diagonal stayed. *Movers* lists everyone who changed, joined or left, for a campaign to win back or to welcome.\n\nThe **population stability index** sums up how much the sizes changed: below 0.1 nothing to speak of, above 0.25 the clustering no longer describes the customers and should be fitted anew. Connect the features of both periods to see **how centres shifted**, in standard deviations of the first period: a cluster that keeps its name while its centre wanders away is no longer the same cluster.\n\nClusters that were fitted on each period apart have numbers that mean nothing to each other: compare them with *Compare clusterings*.',
    zh: '在一个时期上训练聚类，把模型应用到下一时期的特征，再把两者连接进来：这样聚类在两个时期含义相同，本步骤说明**顾客发生了什么变化**。*谁去了哪里*用色带表示每条路上有多少顾客，点击即可选中。*迁移图*显示第一时期各聚类有多大比例在第二时期去了哪里，对角线上的是留下的。*变动名单*列出所有换组、新来或离开的顾客，便于挽回或欢迎。\n\n**群体稳定性指数**概括规模变化：小于 0.1 可以忽略，大于 0.25 说明该聚类已不能描述顾客，应重新训练。连接两个时期的特征可以看到**中心如何移动**，以第一时期的标准差计：名称未变而中心已远离的聚类，已不是同一个聚类。\n\n若两个时期分别训练，聚类编号彼此没有对应关系，请改用“比较聚类”。',
  },
  inputs: {
    before: { en: 'Clusters before', zh: '之前的聚类' },
    after: { en: 'Clusters after', zh: '之后的聚类' },
    featuresBefore: { en: 'Features before', zh: '之前的特征' },
    featuresAfter: { en: 'Features after', zh: '之后的特征' },
  },
  outputs: {
    movers: { en: 'Movers', zh: '变动名单' },
    changes: { en: 'Changes by cluster', zh: '各聚类的变化' },
    everyone: { en: 'Everyone', zh: '全部顾客' },
    flow: { en: 'Who went where', zh: '谁去了哪里' },
    migration: { en: 'Migration', zh: '迁移图' },
    sizes: { en: 'Sizes', zh: '规模' },
    shifts: { en: 'Shifts of centres', zh: '中心的移动' },
    moved: { en: 'Moved', zh: '换组占比' },
    stabilityIndex: { en: 'Population stability index', zh: '群体稳定性指数' },
  },
  parameters: {
    column: {
      label: { en: 'Cluster column', zh: '聚类列' },
      help: {
        en: 'Which column of both tables names the cluster; “cluster” where none is chosen.',
        zh: '两张表中哪一列是聚类；不选则用“cluster”。',
      },
    },
    features: {
      label: { en: 'Features', zh: '特征' },
      help: {
        en: 'The number columns whose shifts are measured; all that both feature tables have where none is chosen.',
        zh: '要度量移动的数值列；不选则取两张特征表共有的全部数值列。',
      },
    },
  },
  columns: {
    before: { en: 'Before', zh: '之前' },
    after: { en: 'After', zh: '之后' },
    cluster: { en: 'Cluster', zh: '聚类' },
    rowsBefore: { en: 'Rows before', zh: '之前的行数' },
    rowsAfter: { en: 'Rows after', zh: '之后的行数' },
    shareBefore: { en: 'Share before', zh: '之前占比' },
    shareAfter: { en: 'Share after', zh: '之后占比' },
    stayed: { en: 'Stayed', zh: '留下的占比' },
    shift: { en: 'Shift of the centre', zh: '中心的移动' },
    mostShifted: { en: 'Most shifted feature', zh: '移动最大的特征' },
  },
  messages: {
    migrationTitle: {
      en: '{moved} of those in both periods moved; the most from {from} to {to}',
      zh: '两个时期都在的顾客中有 {moved} 换了组，最多的是从{from} 到{to}',
    },
    flowTitle: {
      en: '{stayed, number} stayed, {moved, number} moved, {joined, number} joined and {left, number} left',
      zh: '{stayed, number} 人留在原组，{moved, number} 人换组，{joined, number} 人新来，{left, number} 人离开',
    },
    flowSubtitle: {
      en: 'A ribbon is as wide as the customers who went that way',
      zh: '色带的宽度是走这条路的顾客数',
    },
    customers: { en: 'Customers', zh: '顾客数' },
    migrationNone: { en: 'Nobody in both periods moved', zh: '两个时期都在的顾客无人换组' },
    migrationSubtitle: {
      en: 'Share of each cluster before, by where it is after · {rows, number} in both periods, {joined, number} joined, {left, number} left',
      zh: '之前各聚类的顾客之后所在之处的占比 · 两期都在 {rows, number}，新来 {joined, number}，离开 {left, number}',
    },
    sizesTitleUp: {
      en: '{cluster} grew from {before} to {after} of all',
      zh: '{cluster} 的占比从 {before} 升到 {after}',
    },
    sizesTitleDown: {
      en: '{cluster} shrank from {before} to {after} of all',
      zh: '{cluster} 的占比从 {before} 降到 {after}',
    },
    sizesTitleSame: { en: 'No cluster changed its share', zh: '各聚类的占比没有变化' },
    shiftTitle: {
      en: '{cluster}: {feature} went {direction} by {effect} standard deviations',
      zh: '{cluster}：{feature}{direction}了 {effect} 个标准差',
    },
    shiftSubtitle: {
      en: 'Mean after less mean before, in standard deviations before',
      zh: '之后均值减之前均值，以之前的标准差计',
    },
    up: { en: 'up', zh: '上升' },
    down: { en: 'down', zh: '下降' },
    deviations: { en: 'Standard deviations', zh: '标准差' },
    share: { en: 'Share', zh: '占比' },
    joined: { en: 'Joined', zh: '新来' },
    left: { en: 'Left', zh: '离开' },
    none: { en: 'In no cluster', zh: '不属于任何聚类' },
    clusterName: { en: 'Cluster {cluster}', zh: '聚类 {cluster}' },
    noFeatures: {
      en: 'Shifts of centres need the features of both periods; only one is connected.',
      zh: '中心的移动需要两个时期的特征，目前只连接了一个。',
    },
  },
});
