import type { Text } from '../../../contract/text.ts';
import { stepText } from '../define.ts';

/** The words of `recommend.rerank`. */
export const rerankText = stepText({
  title: { en: 'Rules for lists', zh: '推荐规则' },
  summary: {
    en: 'Puts a shop’s own rules on top of a recommender, and shows what each costs.',
    zh: '在推荐模型之上加入店铺自己的规则，并显示每条规则的代价。',
  },
  about: {
    en: 'A recommender knows what customers may like; a merchant also knows what is in stock, what earns money and what should be seen. Connect a fitted recommender, and the products if there is a table of them, and set rules; nothing is programmed.\n\nSome rules decide **what may be shown**: in stock, a price range, a least margin, only items that are new, items never to show, a cap on each category. What is not known of an item does not shut it out. Others **trade** relevance for something else: *diversity* (unlike what stands in the list already, by common customers; maximal marginal relevance), *own tastes* (categories in the shares of the customer’s history; Steck 2018), *freshness*, *price* (above 0 dearer, below 0 cheaper), *margin*. A weight of 1 counts as much as the way from the last candidate to the first. **Exploring** shows some items that would not be shown, so that something is learned of them: places drawn at random (*epsilon*), or scores that waver the more the less is known of an item (*Thompson*).\n\n**What the rules cost** comes from fitting the recommender again on the earlier part of the interactions and measuring its lists on what was then bought: as it ranks, under each rule alone, and all together. Read it as: so much of the NDCG is kept, so much is gained in coverage, diversity, price or margin. Exploring always costs in such a test, since only what customers found by themselves counts as right.\n\nAsk for one customer’s list and move the sliders to see it change.',
    zh: '推荐模型知道顾客可能喜欢什么；商家还知道哪些有货、哪些赚钱、哪些应该被看到。连接已训练的推荐模型（有商品表时一并连接），设置规则即可，无需编程。\n\n一些规则决定**可以展示什么**：有库存、价格区间、最低毛利、只展示新品、永不展示的商品、每个类别的上限。商品信息缺失时不会被排除。另一些规则用相关性**换取**其他方面：*多样性*（按共同顾客与列表中已有商品不同；最大边际相关）、*自身口味*（类别占比与顾客历史一致；Steck 2018）、*新鲜度*、*价格*（大于 0 偏贵，小于 0 偏便宜）、*毛利*。权重为 1 相当于从最后一名候选到第一名的差距。**探索**会展示一些原本不会出现的商品以了解它们：随机抽取位置（*epsilon*），或让得分波动，了解越少波动越大（*Thompson*）。\n\n**规则的代价**：在较早的交互上重新训练模型，再用之后的实际购买衡量列表——原始排序、每条规则单独、全部规则一起。可以读作：保留了多少 NDCG，覆盖率、多样性、价格或毛利提高了多少。探索在这种检验中总是有代价的，因为只有顾客自己找到的商品才算命中。\n\n询问某位顾客的列表并移动滑块，即可看到变化。',
  },
  inputs: {
    interactions: { en: 'Interactions', zh: '交互记录' },
    model: { en: 'Recommender', zh: '推荐模型' },
    products: { en: 'Products', zh: '商品' },
    customers: { en: 'Customers to recommend to', zh: '要推荐的顾客' },
  },
  outputs: {
    recommendations: { en: 'Lists under the rules', zh: '应用规则后的推荐' },
    costs: { en: 'What the rules cost', zh: '规则的代价' },
    effect: { en: 'Costs and gains', zh: '代价与收益' },
    kept: { en: 'NDCG kept under all rules', zh: '全部规则下保留的 NDCG' },
    changed: { en: 'Share of places that changed', zh: '变化的位置占比' },
  },
  parameters: {
    topK: {
      label: { en: 'List length', zh: '推荐数量' },
      help: { en: 'How many items to recommend to each customer.', zh: '为每位顾客推荐多少件商品。' },
    },
    diversity: {
      label: { en: 'Diversity', zh: '多样性' },
      help: {
        en: 'How much being unlike the rest of the list counts against relevance.',
        zh: '与列表其他商品不同相对于相关性的分量。',
      },
      slider: true,
    },
    calibration: {
      label: { en: 'Own tastes', zh: '自身口味' },
      help: {
        en: 'How much showing categories in the shares of the customer’s own history counts.',
        zh: '按顾客自身历史的类别占比展示的分量。',
      },
      slider: true,
    },
    mostPerCategory: {
      label: { en: 'Most per category', zh: '每类最多' },
      help: {
        en: 'How many items of one category a list may hold; 0 for any number.',
        zh: '列表中同一类别最多几件；0 表示不限。',
      },
    },
    freshness: {
      label: { en: 'Freshness', zh: '新鲜度' },
      help: { en: 'How much being new in the shop counts.', zh: '新上架商品的分量。' },
      slider: true,
    },
    halfLifeDays: {
      label: { en: 'Half-life of freshness', zh: '新鲜度半衰期' },
      help: { en: 'After so many days an item is half as fresh.', zh: '经过这么多天，新鲜度减半。' },
      unit: { en: 'days', zh: '天' },
      advanced: true,
    },
    price: {
      label: { en: 'Price', zh: '价格' },
      help: {
        en: 'Above 0 dearer items gain, below 0 cheaper ones.',
        zh: '大于 0 时偏向较贵的商品，小于 0 时偏向较便宜的。',
      },
      slider: true,
    },
    margin: {
      label: { en: 'Margin', zh: '毛利' },
      help: { en: 'How much what an item earns, price less cost, counts.', zh: '商品毛利（售价减成本）的分量。' },
      slider: true,
    },
    excludeSeen: {
      label: { en: 'Only items not bought before', zh: '只推荐没买过的' },
      help: { en: 'Leaves out what a customer has bought already.', zh: '不推荐顾客已经买过的商品。' },
    },
    inStock: {
      label: { en: 'Only what is in stock', zh: '只推荐有货的' },
      help: { en: 'Leaves out items whose stock is zero or less.', zh: '不推荐库存为零或更少的商品。' },
    },
    leastPrice: {
      label: { en: 'Least price', zh: '最低价格' },
      help: { en: 'Cheaper items are not shown. Empty: no bound.', zh: '不展示更便宜的商品。留空则不限。' },
      advanced: true,
    },
    mostPrice: {
      label: { en: 'Highest price', zh: '最高价格' },
      help: { en: 'Dearer items are not shown. Empty: no bound.', zh: '不展示更贵的商品。留空则不限。' },
      advanced: true,
    },
    leastMargin: {
      label: { en: 'Least margin', zh: '最低毛利率' },
      help: {
        en: 'The share of the price that has to be left after cost: 0.2 is 20 %. Empty: no bound.',
        zh: '扣除成本后须占售价的比例：0.2 即 20%。留空则不限。',
      },
      advanced: true,
    },
    mostAgeDays: {
      label: { en: 'Only items newer than', zh: '只推荐新于' },
      help: { en: 'Items sold for longer are not shown. Empty: no bound.', zh: '上架更久的商品不展示。留空则不限。' },
      unit: { en: 'days', zh: '天' },
      advanced: true,
    },
    excludeItems: {
      label: { en: 'Never show', zh: '永不展示' },
      help: { en: 'Item ids that no list may hold.', zh: '任何列表都不得包含的商品编号。' },
      advanced: true,
    },
    explore: {
      label: { en: 'Explore', zh: '探索' },
      help: {
        en: 'Shows some items that would not be shown, to learn of them.',
        zh: '展示一些原本不会出现的商品，以便了解它们。',
      },
      options: {
        none: { en: 'Not at all', zh: '不探索' },
        epsilon: { en: 'Places at random (epsilon)', zh: '随机位置（epsilon）' },
        thompson: { en: 'Wavering scores (Thompson)', zh: '波动得分（Thompson）' },
      },
      advanced: true,
    },
    exploreShare: {
      label: { en: 'How much to explore', zh: '探索程度' },
      help: {
        en: 'Epsilon: the share of places drawn at random. Thompson: how far scores waver.',
        zh: 'epsilon：随机抽取的位置占比。Thompson：得分波动的幅度。',
      },
      slider: true,
      advanced: true,
    },
    nCandidates: {
      label: { en: 'Candidates', zh: '候选数' },
      help: {
        en: 'From how many of the model’s best a list is chosen.',
        zh: '从模型排名最前的多少件商品中选取列表。',
      },
      advanced: true,
    },
    testShare: {
      label: { en: 'Share for testing', zh: '检验占比' },
      help: {
        en: 'Which part of the time span, at its end, tells what the rules cost.',
        zh: '用时间跨度末尾的多大部分衡量规则的代价。',
      },
      slider: true,
      advanced: true,
    },
    nReasons: {
      label: { en: 'Reasons shown', zh: '显示的理由数' },
      help: {
        en: 'How many reasons of a score stand alone; with 0 none are written.',
        zh: '单独列出的理由数；0 表示不写理由。',
      },
      advanced: true,
    },
  },
  questions: {
    list: { en: 'One customer’s list', zh: '某位顾客的列表' },
    customer: { en: 'Customer', zh: '顾客' },
  },
  columns: {
    plain_rank: { en: 'Rank without rules', zh: '无规则时的名次' },
    rule: { en: 'Rule', zh: '规则' },
    recall: { en: 'Recall', zh: '召回率' },
    recall_kept: { en: 'Recall kept', zh: '保留的召回率' },
    ndcg: { en: 'NDCG', zh: 'NDCG' },
    ndcg_kept: { en: 'NDCG kept', zh: '保留的 NDCG' },
    coverage: { en: 'Coverage', zh: '覆盖率' },
    diversity: { en: 'Diversity', zh: '多样性' },
    miscalibration: { en: 'Distance from own tastes', zh: '与自身口味的距离' },
    mean_price: { en: 'Mean price', zh: '平均价格' },
    mean_margin: { en: 'Mean margin', zh: '平均毛利' },
    age_days: { en: 'Days in the shop', zh: '上架天数' },
    rank: { en: 'Rank', zh: '名次' },
    item_id: { en: 'Item', zh: '商品' },
    item_name: { en: 'Name', zh: '名称' },
    category: { en: 'Category', zh: '类别' },
    price: { en: 'Price', zh: '价格' },
    margin: { en: 'Margin', zh: '毛利' },
    stock: { en: 'Stock', zh: '库存' },
    what: { en: 'List', zh: '列表' },
  },
  messages: {
    costing: { en: 'Measuring what the rules cost', zh: '正在衡量规则的代价' },
    listing: { en: 'Making lists', zh: '正在生成列表' },
    'not-costed': {
      en: 'What the rules cost could not be measured: too few interactions to hold some out.',
      zh: '无法衡量规则的代价：交互太少，无法留出一部分。',
    },
    unfounded: {
      en: 'These rules do nothing, since no table says what they need: {rules}.',
      zh: '以下规则不起作用，因为没有表提供所需信息：{rules}。',
    },
    nothingLeft: {
      en: 'Nothing is left to recommend. “Buy again” knows only what a customer has already; connect a recommender of new items, or loosen the rules.',
      zh: '没有可推荐的商品。“再次购买”只知道顾客买过的商品；请连接能推荐新商品的模型，或放宽规则。',
    },
    'rule-plain': { en: 'No rule', zh: '无规则' },
    'rule-all': { en: 'All rules', zh: '全部规则' },
    'rule-never': { en: 'Never show', zh: '永不展示' },
    'rule-stock': { en: 'In stock', zh: '有库存' },
    'rule-price-range': { en: 'Price range', zh: '价格区间' },
    'rule-least-margin': { en: 'Least margin', zh: '最低毛利率' },
    'rule-most-age': { en: 'New items only', zh: '只要新品' },
    'rule-cap': { en: 'Category cap', zh: '类别上限' },
    'rule-diversity': { en: 'Diversity', zh: '多样性' },
    'rule-calibration': { en: 'Own tastes', zh: '自身口味' },
    'rule-freshness': { en: 'Freshness', zh: '新鲜度' },
    'rule-price': { en: 'Price', zh: '价格' },
    'rule-margin': { en: 'Margin', zh: '毛利' },
    'rule-explore': { en: 'Exploring', zh: '探索' },
    'measure-recall': { en: 'Recall', zh: '召回率' },
    'measure-ndcg': { en: 'NDCG', zh: 'NDCG' },
    'measure-coverage': { en: 'coverage', zh: '覆盖率' },
    'measure-diversity': { en: 'diversity', zh: '多样性' },
    'measure-miscalibration': { en: 'distance from own tastes', zh: '与自身口味的距离' },
    'measure-mean_price': { en: 'mean price', zh: '平均价格' },
    'measure-mean_margin': { en: 'mean margin', zh: '平均毛利' },
    'measure-age_days': { en: 'days in the shop', zh: '上架天数' },
    change: { en: 'Change against no rule', zh: '相对无规则的变化' },
    'cost-title': {
      en: '“{rule}” keeps {kept} of the NDCG at {k, number}; {measure} is {change} {way, select, down {lower} other {higher}}',
      zh: '“{rule}”保留了前 {k, number} 位 NDCG 的 {kept}；{measure}{way, select, down {降低} other {提高}} {change}',
    },
    'cost-title-alone': {
      en: '“{rule}” keeps {kept} of the NDCG at {k, number}',
      zh: '“{rule}”保留了前 {k, number} 位 NDCG 的 {kept}',
    },
    'cost-rows': {
      en: 'Change against the plain lists, measured on {customers, plural, one {# customer} other {# customers}} with purchases held out',
      zh: '相对原始列表的变化，基于 {customers, number} 位留出购买的顾客',
    },
    'cost-summary': {
      en: 'Heat map of what {rules, plural, one {# rule changes} other {# rules change}}; the last row keeps {kept} of the NDCG.',
      zh: '{rules, number} 条规则带来的变化热力图；最后一行保留 {kept} 的 NDCG。',
    },
    'no-model': {
      en: 'Connect a fitted recommender to see lists.',
      zh: '请连接已训练的推荐模型以查看列表。',
    },
    'customer-unknown': {
      en: 'There is no customer “{customer}” in these interactions.',
      zh: '这些交互记录中没有顾客“{customer}”。',
    },
    'list-found': {
      en: '{customer}: {changed, plural, =0 {the same items as without rules} one {# item is new to the list} other {# items are new to the list}}',
      zh: '{customer}：{changed, plural, =0 {与无规则时相同} other {有 # 件商品是新进入列表的}}',
    },
    'with-rules': { en: 'With these settings', zh: '按当前设置' },
    'without-rules': { en: 'Without rules', zh: '无规则' },
    'what-changes': { en: 'What it does', zh: '效果' },
  },
});

/** What each rule is called in the table of costs. */
export const ruleTexts: Readonly<Record<string, Text>> = Object.fromEntries(
  Object.entries(rerankText.source.messages).flatMap(([code, words]) =>
    code.startsWith('rule-') ? [[code.slice('rule-'.length), words]] : [],
  ),
);
