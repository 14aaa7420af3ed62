import type { TemplateSource } from './template.ts';

/** As many as the silhouettes of shops like the sample support; *Choose k* says it for other data. */
const CLUSTERS = 8;

/** The part of the time span that recommenders are tested on: about the last two months of a year. */
const TEST_SHARE = 0.175;

/** Recommenders with their defaults, to be fitted on the past and tested on what came after. */
const chains = (...names: readonly string[]) =>
  names.map((name) => ({ chain: { steps: [{ step: `recommend.${name}`, parameters: {} }] } }));

/** From order lines to clusters, personas and recommendations: the notebook that the sample shop opens with. */
export const shopOverview: TemplateSource = {
  format: 1,
  title: { en: 'Know your customers', zh: '了解你的顾客' },
  summary: {
    en: 'Cleans an order file, measures each customer, finds groups, portrays them and recommends products.',
    zh: '清洗订单文件，度量每位顾客，找出顾客群，描绘画像并推荐商品。',
  },
  datasets: [
    {
      key: 'interactions',
      title: { en: 'Order lines', zh: '订单明细' },
      roles: ['customerId', 'itemId', 'time'],
    },
  ],
  panels: [
    {
      key: 'intro',
      kind: 'note',
      body: {
        en: '## From orders to groups of customers\n\nEach panel runs one step on what the panels above it give. Change a setting and everything below goes stale; *Run stale* brings it up to date. Draw around points or click a bar: the same customers light up everywhere, and the inspector keeps them as a segment.',
        zh: '## 从订单到顾客群\n\n每个面板运行一个步骤，读取上方面板的结果。修改任何设置后，下方的面板会标记为过期，点“运行过期面板”即可更新。在图上圈选或点击柱形，同一批顾客会在所有图表中高亮，并可在详情栏中保存为细分群体。',
      },
    },
    { key: 'clean', kind: 'step', step: 'prepare.clean', inputs: { orders: [{ dataset: 'interactions' }] } },
    {
      key: 'rfm',
      kind: 'step',
      step: 'features.rfm',
      stepVersion: 2,
      inputs: { orders: [{ panel: 'clean', output: 'clean' }] },
    },
    {
      key: 'behaviour',
      kind: 'step',
      step: 'features.behaviour',
      inputs: {
        orders: [{ panel: 'clean', output: 'clean' }],
        returns: [{ panel: 'clean', output: 'returns' }],
      },
    },
    {
      key: 'features',
      kind: 'step',
      step: 'prepare.join',
      stepVersion: 2,
      title: { en: 'All measures of each customer', zh: '每位顾客的全部特征' },
      inputs: {
        left: [{ panel: 'rfm', output: 'rfm' }],
        right: [{ panel: 'behaviour', output: 'behaviour' }],
      },
    },
    {
      key: 'groups',
      kind: 'note',
      body: {
        en: '## Who buys alike?\n\nMeasures are brought to one scale, then customers who buy alike are put into one cluster. The curve says how many clusters the data supports; the silhouettes say how well they stand apart. Where the curve is flat, customers shade into one another: then take as many groups as you can act on.',
        zh: '## 谁的购买方式相似？\n\n先把各项特征换算到同一尺度，再把购买方式相似的顾客分为一个聚类。曲线说明数据支持多少个聚类，轮廓图说明各聚类分得有多开。如果曲线平坦，说明顾客之间是渐变的：这时分成你能分别采取行动的组数就好。',
      },
    },
    {
      key: 'scale',
      kind: 'step',
      step: 'transform.scale',
      parameters: { method: 'auto', limit: 3 },
      inputs: {
        table: [{ panel: 'behaviour', output: 'behaviour' }],
        weights: [{ panel: 'behaviour', output: 'habits' }],
      },
    },
    {
      key: 'choose-k',
      kind: 'step',
      step: 'cluster.choose-k',
      stepVersion: 2,
      inputs: { table: [{ panel: 'scale', output: 'scaled' }] },
    },
    {
      key: 'kmeans',
      kind: 'step',
      step: 'cluster.kmeans',
      stepVersion: 3,
      parameters: { nClusters: CLUSTERS },
      inputs: { table: [{ panel: 'scale', output: 'scaled' }] },
    },
    {
      key: 'tags',
      kind: 'step',
      step: 'profile.tags',
      stepVersion: 5,
      inputs: {
        features: [{ panel: 'features', output: 'joined' }],
        orders: [{ panel: 'clean', output: 'clean' }],
      },
    },
    {
      key: 'personas',
      kind: 'step',
      step: 'profile.personas',
      stepVersion: 4,
      inputs: {
        clusters: [{ panel: 'kmeans', output: 'clusters' }],
        features: [{ panel: 'features', output: 'joined' }],
        orders: [{ panel: 'clean', output: 'clean' }],
        tags: [{ panel: 'tags', output: 'tags' }],
      },
    },
    {
      key: 'what-next',
      kind: 'note',
      body: {
        en: '## What to show them next\n\nRecommenders learn from the past and are judged on what customers then really bought: the last weeks are hidden from them and the whole catalogue is ranked. First only what is new to a customer counts; then also what they had bought before, where *buy again* has its place beside the others.',
        zh: '## 接下来给他们看什么\n\n推荐方法从过去学习，再用顾客之后真正买了什么来评判：最后几周的订单对它们隐藏，并对全部商品排序。先只看对顾客而言的新商品；再算上以前买过的商品，这时可以把*再次购买*与其他方法放在一起比较。',
      },
    },
    {
      key: 'recommendations',
      kind: 'step',
      step: 'recommend.item-knn',
      stepVersion: 3,
      inputs: { interactions: [{ panel: 'clean', output: 'clean' }] },
    },
    {
      key: 'buy-again',
      kind: 'step',
      step: 'recommend.buy-again',
      stepVersion: 2,
      inputs: { interactions: [{ panel: 'clean', output: 'clean' }] },
      names: { recommendations: 'recommendations_again' },
    },
    {
      key: 'evaluation',
      kind: 'step',
      step: 'evaluate.ranking',
      stepVersion: 3,
      title: { en: 'Which finds what is new to them?', zh: '谁能找到对他们而言的新商品？' },
      parameters: { testShare: TEST_SHARE },
      inputs: { interactions: [{ panel: 'clean', output: 'clean' }], models: chains('popular', 'item-knn') },
    },
    {
      key: 'evaluation-again',
      kind: 'step',
      step: 'evaluate.ranking',
      stepVersion: 3,
      title: { en: 'And with what they bought before?', zh: '算上以前买过的呢？' },
      parameters: { testShare: TEST_SHARE, maskBought: false },
      inputs: {
        interactions: [{ panel: 'clean', output: 'clean' }],
        models: chains('popular', 'buy-again', 'item-knn'),
      },
      names: {
        evaluation: 'evaluation_again',
        differences: 'differences_again',
        beyond: 'list_qualities_again',
        groups: 'quality_by_group_again',
      },
    },
    {
      key: 'preview',
      kind: 'step',
      step: 'recommend.preview',
      stepVersion: 5,
      inputs: {
        interactions: [{ panel: 'clean', output: 'clean' }],
        clusters: [{ panel: 'kmeans', output: 'clusters' }],
        recommendations: [{ panel: 'recommendations', output: 'recommendations' }],
        model: [{ panel: 'recommendations', output: 'model' }],
      },
    },
  ],
};
