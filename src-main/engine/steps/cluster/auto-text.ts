import { stepText } from '../define.ts';
import { clusteredRows, clusterFeatures } from './cluster-words.ts';

/** The words of `cluster.auto`. */
export const autoText = stepText({
  title: { en: 'Find a clustering', zh: '自动寻找聚类' },
  summary: {
    en: 'Tries methods and numbers of clusters, ranks what they find, and says why.',
    zh: '尝试多种方法和聚类数，对结果排名并说明理由。',
  },
  about: {
    en: 'A first look at what kind of groups a table has. It tries k-means, hierarchical clustering, Gaussian mixtures, k-medoids, HDBSCAN and Leiden communities with several numbers of clusters, and measures each three ways on the same sample:\n\n- **Separation**: the silhouette, how much nearer rows lie to their own group than to the next.\n- **Stability**: the method is run on two halves of the sample, both place all rows, and the two are compared (adjusted Rand). A grouping that does not come back is none.\n- **Coverage**: the share of rows that are in a group at all.\n\nThe **score** weighs the three by what you prefer, and is halved where the smallest group has less than 2% of the rows or one group holds more than 90%: nobody can work with that. The ranking shows all that was tried, with a sentence for each; the winner leads by little more often than not, and **a grouping that you can explain is worth more than two hundredths of a score**.\n\nThe **time** is counted in estimated work, not by the clock, so that the same data always gives the same answer: on a slow machine it takes longer than said. Connect scaled features. The best comes out as a chain, to add as a panel for all rows.',
    zh: '初步了解一张表有怎样的群体。它以多个聚类数尝试 K 均值、层次聚类、高斯混合、K 中心点、HDBSCAN 和 Leiden 社区，并在同一样本上从三方面度量：\n\n- **分离度**：轮廓系数，各行离自己的组比离下一组近多少。\n- **稳定性**：在样本的两半上分别运行，各自给所有行归组，再比较两者（调整兰德指数）。不能重现的分组不算分组。\n- **覆盖率**：归入某一组的行的占比。\n\n**得分**按您的偏好加权这三项；若最小的组不足 2% 的行，或一组超过 90%，得分减半，因为这样的分组无法使用。排名列出所有尝试，每个都有一句说明；优胜者往往只领先一点，**讲得清楚的分组比高出百分之二的得分更有价值**。\n\n**时间**按估计的工作量计算，而不看时钟，因此同样的数据总得到同样的答案；在较慢的机器上会超过所说的时间。请连接缩放后的特征。最佳方案以链的形式给出，可添加为面板应用于所有行。',
  },
  inputs: clusteredRows,
  outputs: {
    ranking: { en: 'Ranking', zh: '排名' },
    scores: { en: 'Scores', zh: '得分' },
    best: { en: 'Best clustering', zh: '最佳聚类' },
    score: { en: 'Best score', zh: '最高得分' },
    nClusters: { en: 'Clusters of the best', zh: '最佳方案的聚类数' },
  },
  parameters: {
    seconds: {
      label: { en: 'Time', zh: '时间' },
      help: {
        en: 'About how long it may try, in estimated seconds of work; more time tries more.',
        zh: '大约可尝试多久，以估计的工作秒数计；时间越长尝试越多。',
      },
      unit: { en: 's', zh: '秒' },
    },
    prefer: {
      label: { en: 'Prefer', zh: '偏好' },
      help: { en: 'What counts most.', zh: '最看重什么。' },
      options: {
        balance: { en: 'A balance', zh: '均衡' },
        separation: { en: 'Separation', zh: '分离度' },
        stability: { en: 'Stability', zh: '稳定性' },
      },
    },
    kMax: {
      label: { en: 'Most clusters', zh: '最多聚类数' },
      help: { en: 'The largest number of clusters to try.', zh: '尝试的最大聚类数。' },
    },
    features: clusterFeatures,
  },
  columns: {
    rank: { en: 'Rank', zh: '名次' },
    methodEn: { en: 'Method', zh: '方法' },
    methodZh: { en: 'Method', zh: '方法' },
    clusters: { en: 'Clusters', zh: '聚类数' },
    score: { en: 'Score', zh: '得分' },
    separation: { en: 'Separation', zh: '分离度' },
    stability: { en: 'Stability', zh: '稳定性' },
    coverage: { en: 'Coverage', zh: '覆盖率' },
    smallest: { en: 'Smallest cluster', zh: '最小聚类占比' },
    largest: { en: 'Largest cluster', zh: '最大聚类占比' },
    whyEn: { en: 'Why', zh: '理由' },
    whyZh: { en: 'Why', zh: '理由' },
  },
  messages: {
    trying: { en: 'trying {method}', zh: '正在尝试{method}' },
    sampled: {
      en: 'Tried on a random sample of {rows, number} of {all, number} rows.',
      zh: '在随机抽取的 {rows, number} 行（共 {all, number} 行）上尝试。',
    },
    notTried: {
      en: '{left} of {all} candidates did not fit into the time and were not tried.',
      zh: '{all} 个候选方案中有 {left} 个因时间不够未尝试。',
    },
    title: {
      en: '{method} leads with {score}; the next best, {next}, has {nextScore}',
      zh: '{method}以 {score} 领先；其次是{next}，得 {nextScore}',
    },
    titleOne: { en: '{method} scores {score}', zh: '{method}得 {score}' },
    titleNone: { en: 'No method found two groups', zh: '没有方法找到两组' },
    subtitle: {
      en: '{tried} clusterings tried · {rows, number} rows',
      zh: '尝试了 {tried} 种聚类 · {rows, number} 行',
    },
    clearApart: { en: 'groups stand clearly apart', zh: '各组分得清楚' },
    someApart: { en: 'groups touch', zh: '各组相互接触' },
    notApart: { en: 'groups run into each other', zh: '各组混在一起' },
    comesBack: { en: 'they come back in other samples', zh: '在其他样本中能重现' },
    partlyBack: { en: 'they come back in part', zh: '只能部分重现' },
    doesNotComeBack: { en: 'they do not come back in other samples', zh: '在其他样本中不能重现' },
    leavesOut: { en: 'and {outside} of the rows are left out', zh: '并有 {outside} 的行未归组' },
    tiny: { en: 'but the smallest has only {smallest} of the rows', zh: '但最小的组只有 {smallest} 的行' },
    dominant: { en: 'but one holds {largest} of the rows', zh: '但其中一组占了 {largest} 的行' },
    noGroups: { en: 'it found fewer than two groups', zh: '找到的组少于两个' },
  },
});
