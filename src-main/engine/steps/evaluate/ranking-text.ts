import { stepText } from '../define.ts';
import type { BeyondMetric } from './beyond.ts';
import type { RankingMetric } from './ranking-metrics.ts';

/** The words of `evaluate.ranking`. */
export const rankingText = stepText({
  title: { en: 'Compare recommenders', zh: '比较推荐方法' },
  summary: {
    en: 'Learns from the past, recommends, and counts what customers then really bought.',
    zh: '用过去的数据学习并推荐，再看顾客之后真正买了什么。',
  },
  about: {
    en: 'All interactions before the **cut** are for learning, all after it for testing. Every model ranks the whole catalogue for each customer of the first part who bought something in the second; the lists are compared with what they bought. Nothing after the cut reaches a model.\n\nAt a list length *k*: **recall** is the share of the bought items that are in the list (denominator: all bought items; **capped recall** divides by at most *k*, so that a perfect list always reaches 1), **precision** the share of the list that was bought, **hit rate** the share of customers with at least one hit. **NDCG**, **MAP** and **MRR** also reward hits near the top. **Coverage** is the share of the catalogue that anyone is shown.\n\nWith *bought items masked*, only what is new to a customer counts; switch it off to judge *Buy again*. Items that no model could know, because they first appear after the cut, do not count unless you say so. Intervals come from resampling customers: models whose difference could be chance are said to be so. **Differences** compares each pair on the same customers: the paired *t* test and *Wilcoxon’s* signed ranks, each also corrected for the number of pairs (Holm).\n\n**List qualities** say what else the lists are like: *Gini* (0 all items are shown alike, 1 one gets everything), *entropy* (1 all alike), *novelty* (bits: how few customers have what is shown), *popularity* (the share of customers who have it) and *popularity lift* (that over what customers have on average; above 1 favours best-sellers), *diversity* (1 less the mean likeness of two items of a list by their customers, over up to 500 lists), *serendipity* (the share of places that are right and would not be on a list of best-sellers), *miscalibration* (how far the categories shown are from the customer’s own, 0 alike; Steck 2018), *revenue* and *margin* (what the right items of a customer’s list sell for and earn, where price and cost are known) and *AUC* (how often a wanted item stands before another, over up to 200 customers; it does not depend on the list length). **Quality by group** shows for whom, and for which items, a model works: customers by how many items they have (same quality as compared by), purchases by how many customers the item has (share found), from few to many.\n\n**Splits** other than by time are for comparing with published tables: *last purchase*, a share of each customer’s items *at random*, or *customers never seen* whose other items are given; a model may then learn from what is later than what it is to predict, which is said. A split of your own names a column; one that shows a model what it is asked is refused.',
    zh: '**划分时间**之前的交互用于学习，之后的用于检验。每个模型为前一部分中、后来又有购买的每位顾客给整个商品目录排序，再与其实际购买比较。划分时间之后的任何信息都不会进入模型。\n\n在列表长度 *k* 下：**召回率**是购买的商品中出现在列表里的比例（分母为全部购买的商品；**截断召回率**的分母最多为 *k*，完美的列表总能达到 1），**精确率**是列表中被购买的比例，**命中率**是至少命中一次的顾客比例。**NDCG**、**MAP** 和 **MRR** 还奖励靠前的命中。**覆盖率**是被展示给任何人的商品占目录的比例。\n\n*屏蔽已购商品*时只看对顾客而言的新商品；评价“再次购买”时请关闭它。划分时间之后才出现、任何模型都不可能知道的商品默认不计。区间由对顾客重抽样得到；可能只是偶然的差别会如实说明。**差异**在同一批顾客上逐对比较模型：配对 *t* 检验与 *Wilcoxon* 符号秩检验，并按对数作 Holm 校正。\n\n**列表特性**说明列表的其他方面：*Gini*（0 表示所有商品展示均等，1 表示只展示一件）、*熵*（1 表示均等）、*新颖度*（比特：拥有所展示商品的顾客有多少）、*热门度*（拥有它的顾客占比）与*热门倍数*（与顾客已有商品的平均热门度之比，大于 1 偏向畅销品）、*多样性*（1 减去列表中两件商品按顾客计算的平均相似度，最多 500 个列表）、*惊喜度*（命中且不会出现在畅销榜上的位置占比）、*校准偏差*（展示的类别与顾客自身类别的距离，0 表示一致；Steck 2018）、*收入*与*毛利*（列表中命中商品的售价与毛利，需有价格和成本）以及 *AUC*（想要的商品排在其他商品之前的频率，最多 200 位顾客，与列表长度无关）。**分组质量**说明模型对谁、对哪些商品有效：顾客按已有商品数（质量同比较依据），购买按商品的顾客数（命中比例），从少到多分组。\n\n除按时间外的**划分**用于与公开结果比较：*最后一次购买*、每位顾客*随机*一部分商品、或*从未见过的顾客*（已知其另一部分商品）；此时模型可能从比预测对象更晚的数据学习，系统会说明。也可以用某一列自行划分；若其中把答案告诉了模型，会被拒绝。',
  },
  inputs: {
    models: { en: 'Recommenders', zh: '推荐方法' },
    interactions: { en: 'Interactions', zh: '交互记录' },
    products: { en: 'Products', zh: '商品' },
  },
  outputs: {
    evaluation: { en: 'Evaluation', zh: '评价结果' },
    quality: { en: 'Quality', zh: '质量' },
    differences: { en: 'Differences', zh: '差异' },
    beyond: { en: 'List qualities', zh: '列表特性' },
    groups: { en: 'Quality by group', zh: '分组质量' },
    tradeOff: { en: 'Quality against coverage', zh: '质量与覆盖率' },
    curve: { en: 'Quality by list length', zh: '质量随列表长度的变化' },
    best: { en: 'Best model', zh: '最佳模型' },
    nCustomers: { en: 'Customers tested', zh: '参与检验的顾客数' },
  },
  parameters: {
    split: {
      label: { en: 'Split', zh: '划分方式' },
      help: {
        en: 'What is for learning and what for testing; by time is the honest one.',
        zh: '哪些用于学习、哪些用于检验；按时间最为可信。',
      },
      options: {
        time: { en: 'By time, for all customers at once', zh: '按时间，所有顾客同一时刻' },
        last: { en: 'Last purchase of each customer', zh: '每位顾客的最后一次购买' },
        random: { en: 'Items of each customer at random', zh: '每位顾客随机一部分商品' },
        'new-customers': { en: 'Customers never seen', zh: '从未见过的顾客' },
        given: { en: 'By a column', zh: '按某一列' },
      },
    },
    testColumn: {
      label: { en: 'Test column', zh: '检验列' },
      help: {
        en: 'For a split by a column: true or “test” is for testing, false or “train” for learning.',
        zh: '按列划分时：真或“test”用于检验，假或“train”用于学习。',
      },
      advanced: true,
    },
    cut: {
      label: { en: 'Cut', zh: '划分时间' },
      help: {
        en: 'What is earlier is for learning, the rest for testing. Empty: chosen by the share below.',
        zh: '之前用于学习，其余用于检验。留空则按下方的比例选择。',
      },
    },
    testShare: {
      label: { en: 'Share for testing', zh: '检验占比' },
      help: {
        en: 'By time, where no cut is set: which share of the time span, at its end, is for testing. At random: of each customer’s items, or of the customers.',
        zh: '按时间且未设置划分时间：时间跨度末尾用于检验的比例。随机划分时：每位顾客的商品、或顾客中用于检验的比例。',
      },
      slider: true,
    },
    maskBought: {
      label: { en: 'Mask bought items', zh: '屏蔽已购商品' },
      help: {
        en: 'Neither recommend nor count what a customer had bought before the cut.',
        zh: '划分时间之前买过的商品既不推荐也不计入。',
      },
    },
    countNewItems: {
      label: { en: 'Count new items', zh: '计入新商品' },
      help: {
        en: 'Count items that first appear after the cut as missed, although no model could know them.',
        zh: '把划分时间之后才出现的商品计为未命中，尽管任何模型都不可能知道。',
      },
      advanced: true,
    },
    ks: {
      label: { en: 'List lengths', zh: '列表长度' },
      help: { en: 'The numbers of recommendations at which quality is measured.', zh: '在这些推荐数量下衡量质量。' },
    },
    metric: {
      label: { en: 'Compared by', zh: '比较依据' },
      help: {
        en: 'Which quality, at the longest list, decides which model is best.',
        zh: '以最长列表下的哪项质量判定最佳模型。',
      },
    },
    nResamples: {
      label: { en: 'Resamples', zh: '重抽样次数' },
      help: {
        en: 'How often customers are resampled for the intervals; 0 for none.',
        zh: '为计算区间对顾客重抽样的次数；0 表示不计算。',
      },
      advanced: true,
    },
    confidence: {
      label: { en: 'Confidence', zh: '置信水平' },
      help: { en: 'The share of resamples that an interval holds.', zh: '区间包含的重抽样比例。' },
      advanced: true,
      slider: true,
    },
  },
  columns: {
    model: { en: 'Model', zh: '模型' },
    metric: { en: 'Metric', zh: '指标' },
    k: { en: 'List length', zh: '列表长度' },
    value: { en: 'Value', zh: '值' },
    lower: { en: 'Lower end', zh: '下限' },
    upper: { en: 'Upper end', zh: '上限' },
    other: { en: 'Against', zh: '对比模型' },
    difference: { en: 'Difference', zh: '差值' },
    p_t: { en: 'p, paired t', zh: 'p（配对 t）' },
    p_wilcoxon: { en: 'p, Wilcoxon', zh: 'p（Wilcoxon）' },
    p_t_holm: { en: 'p, paired t, all pairs', zh: 'p（配对 t，校正）' },
    p_wilcoxon_holm: { en: 'p, Wilcoxon, all pairs', zh: 'p（Wilcoxon，校正）' },
    by: { en: 'Grouped by', zh: '分组依据' },
    group: { en: 'Group', zh: '组' },
    from: { en: 'From', zh: '从' },
    to: { en: 'To', zh: '到' },
    n: { en: 'Count', zh: '数量' },
  },
  messages: {
    fitting: { en: 'Fitting and testing {model}', zh: '正在训练并检验：{model}' },
    intervals: { en: 'Computing intervals', zh: '正在计算区间' },
    'best-clear': {
      en: '{best} is best: {metric} at {k, number} is {value}, against {other} of {second}',
      zh: '{best}最好：{metric}（前 {k, number} 位）为 {value}，{second}为 {other}',
    },
    'best-unclear': {
      en: '{best} ({value}) and {second} ({other}) cannot be told apart by {metric} at {k, number}',
      zh: '按{metric}（前 {k, number} 位），{best}（{value}）与{second}（{other}）无法区分',
    },
    'best-alone': {
      en: '{metric} at {k, number} of {best} is {value}',
      zh: '{best}的{metric}（前 {k, number} 位）为 {value}',
    },
    basis: {
      en: '{customers, plural, one {# customer} other {# customers}}, cut on {cut}, {masked, select, yes {bought items masked} other {bought items not masked}}, {items, number} items ranked',
      zh: '{customers, number} 位顾客，划分于 {cut}，{masked, select, yes {屏蔽已购商品} other {不屏蔽已购商品}}，对 {items, number} 件商品排序',
    },
    'basis-last': {
      en: '{customers, plural, one {# customer} other {# customers}}, last purchase held out, {masked, select, yes {bought items masked} other {bought items not masked}}, {items, number} items ranked',
      zh: '{customers, number} 位顾客，留出最后一次购买，{masked, select, yes {屏蔽已购商品} other {不屏蔽已购商品}}，对 {items, number} 件商品排序',
    },
    'basis-random': {
      en: '{customers, plural, one {# customer} other {# customers}}, items held out at random, {masked, select, yes {bought items masked} other {bought items not masked}}, {items, number} items ranked',
      zh: '{customers, number} 位顾客，随机留出商品，{masked, select, yes {屏蔽已购商品} other {不屏蔽已购商品}}，对 {items, number} 件商品排序',
    },
    'basis-new-customers': {
      en: '{customers, plural, one {# customer} other {# customers}}, customers never learned from, {masked, select, yes {bought items masked} other {bought items not masked}}, {items, number} items ranked',
      zh: '{customers, number} 位顾客，从未学习过的顾客，{masked, select, yes {屏蔽已购商品} other {不屏蔽已购商品}}，对 {items, number} 件商品排序',
    },
    'basis-given': {
      en: '{customers, plural, one {# customer} other {# customers}}, split by a column, {masked, select, yes {bought items masked} other {bought items not masked}}, {items, number} items ranked',
      zh: '{customers, number} 位顾客，按列划分，{masked, select, yes {屏蔽已购商品} other {不屏蔽已购商品}}，对 {items, number} 件商品排序',
    },
    'basis-time': {
      en: '{customers, plural, one {# customer} other {# customers}}, cut by time, {masked, select, yes {bought items masked} other {bought items not masked}}, {items, number} items ranked',
      zh: '{customers, number} 位顾客，按时间划分，{masked, select, yes {屏蔽已购商品} other {不屏蔽已购商品}}，对 {items, number} 件商品排序',
    },
    foresight: {
      en: 'Of {count, plural, one {# customer} other {# customers}} models learn something later than what they are to predict: values are no measure of what they would have reached at the time.',
      zh: '对 {count, number} 位顾客，模型学到了比预测对象更晚的信息：数值不能代表当时能达到的效果。',
    },
    'quality-summary': {
      en: 'Bars of every quality at {k, number}, one a model: {values}.',
      zh: '前 {k, number} 位的各项质量条形图，每个模型一条：{values}。',
    },
    'curve-title': {
      en: '{metric} of {best}: {from} at {kFrom, number}, {to} at {kTo, number}',
      zh: '{best}的{metric}：前 {kFrom, number} 位 {from}，前 {kTo, number} 位 {to}',
    },
    'curve-summary': {
      en: 'One line a model over the list length: {values}.',
      zh: '每个模型一条随列表长度变化的线：{values}。',
    },
    coverage: { en: 'Share of the catalogue that anyone is shown', zh: '被展示给任何人的商品占比' },
    'trade-off-title': {
      en: '{best} is best by {metric} and shows {share} of the catalogue; {widest} shows {most}',
      zh: '按{metric}，{best}最好，展示了目录的 {share}；{widest}展示 {most}',
    },
    'trade-off-same': {
      en: '{best} is best by {metric} and also shows most of the catalogue: {share}',
      zh: '按{metric}，{best}最好，展示的商品也最多：{share}',
    },
    'trade-off-summary': {
      en: 'A point a model, by how much of the catalogue it shows and its quality: {values}.',
      zh: '每个模型一个点，横轴为展示的目录占比，纵轴为质量：{values}。',
    },
    'model-value': { en: '{model} {value}', zh: '{model} {value}' },
    'list-length': { en: 'List length', zh: '列表长度' },
    value: { en: 'Value', zh: '值' },
    undated: {
      en: '{count, plural, one {# row has} other {# rows have}} no time and took no part.',
      zh: '有 {count, number} 行没有时间，未参与。',
    },
    'torn-orders': {
      en: '{count, plural, one {# order has} other {# orders have}} lines on both sides of the cut and {count, plural, one {counts} other {count}} as bought after it.',
      zh: '有 {count, number} 笔订单的明细跨越划分时间，按划分时间之后的购买计。',
    },
    'without-target': {
      en: '{count, plural, one {# customer} other {# customers}} of both parts bought nothing that counts and took no part.',
      zh: '有 {count, number} 位在两部分中都出现的顾客没有可计入的购买，未参与。',
    },
    'new-items': {
      en: '{count, plural, one {# purchase} other {# purchases}} after the cut {count, plural, one {is} other {are}} of items that no model could know; {counted, select, yes {they count as missed} other {they do not count}}.',
      zh: '划分时间之后有 {count, number} 次购买涉及任何模型都不可能知道的商品；{counted, select, yes {计为未命中} other {不计入}}。',
    },
  },
});

/** What each metric is called. */
export const metricTexts: Readonly<Record<RankingMetric, { en: string; zh: string }>> = {
  recall: { en: 'Recall', zh: '召回率' },
  'capped-recall': { en: 'Capped recall', zh: '截断召回率' },
  precision: { en: 'Precision', zh: '精确率' },
  ndcg: { en: 'NDCG', zh: 'NDCG' },
  map: { en: 'MAP', zh: 'MAP' },
  'hit-rate': { en: 'Hit rate', zh: '命中率' },
  mrr: { en: 'MRR', zh: 'MRR' },
};

/** What each quality of lists is called. */
export const listQualityTexts: Readonly<Record<BeyondMetric | 'auc', { en: string; zh: string }>> = {
  gini: { en: 'Gini of exposure', zh: '曝光基尼系数' },
  entropy: { en: 'Entropy of exposure', zh: '曝光熵' },
  novelty: { en: 'Novelty', zh: '新颖度' },
  popularity: { en: 'Popularity', zh: '热门度' },
  'popularity-lift': { en: 'Popularity lift', zh: '热门度提升' },
  diversity: { en: 'Diversity', zh: '多样性' },
  serendipity: { en: 'Serendipity', zh: '惊喜度' },
  miscalibration: { en: 'Miscalibration', zh: '类别失准度' },
  revenue: { en: 'Revenue', zh: '收入' },
  margin: { en: 'Margin', zh: '毛利' },
  auc: { en: 'AUC', zh: 'AUC' },
};

/** What groups are made by. */
export const groupedByTexts = {
  history: { en: 'items a customer has', zh: '顾客已有商品数' },
  popularity: { en: 'customers an item has', zh: '商品的顾客数' },
} as const;
