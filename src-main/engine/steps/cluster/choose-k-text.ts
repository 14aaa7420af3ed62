import { stepText } from '../define.ts';

export const chooseKText = stepText({
  title: { en: 'Choose the number of clusters', zh: '选择聚类数' },
  summary: {
    en: 'Tries a range of numbers with k-means and measures how well the groups stand apart.',
    zh: '用 K 均值逐个尝试不同的聚类数，度量各组分得有多清楚。',
  },
  about: {
    en: 'Four measures for each number of clusters. **Inertia** always falls; look for the bend. **Silhouette** (higher is better) says how much nearer rows lie to their own group than to the next. **Calinski–Harabasz** (higher) compares the spread between groups with the spread within. **Davies–Bouldin** (lower) asks how alike each group is to the one most like it.\n\nThe **recommended** number is the smallest whose silhouette comes within a small margin of the best: more groups than that say little more. It is a proposal, not a proof: real customers rarely fall into clean groups, and a number that you can explain is worth more than the highest score.\n\nLarge tables are measured on a random sample, and the figures say so.',
    zh: '对每个聚类数给出四项指标。**簇内平方和**总是下降，看它在哪里拐弯。**轮廓系数**（越高越好）说明各行离自己的组比离下一组近多少。**Calinski–Harabasz**（越高越好）比较组间与组内的离散程度。**Davies–Bouldin**（越低越好）看每一组与最像它的那组有多像。\n\n**推荐值**是轮廓系数与最好值相差很小的最小聚类数：再多分几组也说明不了更多。它只是建议，不是证明：真实的顾客很少泾渭分明，一个讲得清楚的分组比最高的分数更有价值。\n\n大表会用随机样本来度量，图中会注明。',
  },
  inputs: { table: { en: 'Rows to group', zh: '要分组的行' } },
  outputs: {
    scores: { en: 'Scores', zh: '得分' },
    curve: { en: 'Silhouette curve', zh: '轮廓系数曲线' },
    elbow: { en: 'Elbow', zh: '肘部曲线' },
    recommended: { en: 'Recommended clusters', zh: '推荐的聚类数' },
  },
  parameters: {
    kMin: {
      label: { en: 'From', zh: '从' },
      help: { en: 'The smallest number of clusters to try.', zh: '尝试的最小聚类数。' },
    },
    kMax: {
      label: { en: 'To', zh: '到' },
      help: { en: 'The largest number of clusters to try.', zh: '尝试的最大聚类数。' },
    },
    features: {
      label: { en: 'Features', zh: '特征' },
      help: {
        en: 'The columns that say how alike two rows are; all number columns where none is chosen.',
        zh: '用来判断两行是否相似的列；不选则使用所有数值列。',
      },
    },
    nRestarts: {
      label: { en: 'Starts', zh: '起始次数' },
      help: {
        en: 'How often each number is begun anew; the best result is kept.',
        zh: '每个聚类数重新开始的次数，保留最好的结果。',
      },
      advanced: true,
    },
    margin: {
      label: { en: 'Margin', zh: '容许差距' },
      help: {
        en: 'The smallest number whose silhouette is at most this share below the best is recommended.',
        zh: '推荐轮廓系数比最好值低不超过这一比例的最小聚类数。',
      },
      advanced: true,
    },
  },
  columns: {
    k: { en: 'Clusters', zh: '聚类数' },
    inertia: { en: 'Inertia', zh: '簇内平方和' },
    silhouette: { en: 'Silhouette', zh: '轮廓系数' },
    calinskiHarabasz: { en: 'Calinski–Harabasz', zh: 'Calinski–Harabasz 指数' },
    daviesBouldin: { en: 'Davies–Bouldin', zh: 'Davies–Bouldin 指数' },
    smallest: { en: 'Smallest cluster', zh: '最小聚类占比' },
    recommended: { en: 'Recommended', zh: '推荐' },
  },
  messages: {
    trying: { en: '{k} clusters', zh: '{k} 个聚类' },
    measuring: { en: 'measuring silhouettes', zh: '正在度量轮廓系数' },
    sampled: {
      en: 'Measured on a random sample of {rows, number} of {all, number} rows.',
      zh: '根据随机抽取的 {rows, number} 行（共 {all, number} 行）度量。',
    },
    silhouetteSampled: {
      en: 'Silhouettes are measured on a random sample of {rows, number} rows.',
      zh: '轮廓系数根据随机抽取的 {rows, number} 行度量。',
    },
    fewerClusters: {
      en: 'Only {rows, number} rows: numbers above {most} were not tried.',
      zh: '只有 {rows, number} 行：没有尝试大于 {most} 的聚类数。',
    },
    curveTitle: {
      en: '{k} clusters: silhouette {silhouette}, the best is {best} at {bestK}',
      zh: '{k} 个聚类：轮廓系数 {silhouette}；最好的是 {bestK} 个时的 {best}',
    },
    curveTitleBest: {
      en: '{k} clusters stand apart best: silhouette {silhouette}',
      zh: '{k} 个聚类分得最清楚：轮廓系数 {silhouette}',
    },
    noGroups: { en: 'The rows do not differ: there is nothing to group', zh: '各行没有差异：无从分组' },
    curveSubtitle: {
      en: 'Mean silhouette of k-means · {rows, number} rows',
      zh: 'K 均值的平均轮廓系数 · {rows, number} 行',
    },
    elbowTitle: {
      en: '{k} clusters leave {left} of the inertia of {first}',
      zh: '{k} 个聚类时的簇内平方和是 {first} 个时的 {left}',
    },
    elbowForming: { en: 'Tried up to {k} clusters', zh: '已尝试到 {k} 个聚类' },
    elbowSubtitle: {
      en: 'Sum of squared distances to the nearest centre · {rows, number} rows',
      zh: '到最近中心的距离平方和 · {rows, number} 行',
    },
    mark: { en: 'recommended', zh: '推荐' },
  },
});
