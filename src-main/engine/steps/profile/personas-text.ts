import { stepText } from '../define.ts';

export const personasText = stepText({
  title: { en: 'Personas', zh: '画像' },
  summary: {
    en: 'Says in plain sentences what sets each cluster apart, and proposes a name.',
    zh: '用平实的句子说明每个聚类的与众不同之处，并给出建议的名称。',
  },
  about: {
    en: 'Each cluster is compared with all other customers, measure by measure. A sentence is written only where the difference is large (Cliff’s delta) and would hardly come about by chance in any of the comparisons together (Mann–Whitney with Bonferroni’s correction). If customers were dealt into clusters at random, nearly all sentences would vanish.\n\nThe table **facts** holds the numbers behind every sentence: the group’s value, everyone else’s, the effect and the chance. A persona without sentences is a group that does not stand out.\n\nOn the **cards** each sentence shows the number behind it; click it to see the group beside everyone else and to select its customers. Orders add favourite categories and what to offer, reviews the words they use, tags what they are marked with: each is named only where the group’s share is well above everyone’s (lift) and hardly by chance (likelihood ratio). With recommendations, what to offer is taken from these. The typical customer is the medoid: the member nearest to all others.\n\nNames and sentences are proposals: *Edit* on a card puts your own words in their place or hides a sentence. Your words stay with the cluster when the panel runs again, and say so once the number behind them has changed. *Sheet* writes the cards as pages to print or send.',
    zh: '把每个聚类与其他所有顾客逐项比较。只有差别够大（Cliff delta），并且在所有比较中都不大可能出于偶然（Mann–Whitney 检验加 Bonferroni 校正）时，才会写成一句话。如果把顾客随机分到各个聚类，几乎所有句子都会消失。\n\n**依据**表里有每句话背后的数字：该群体的值、其他顾客的值、效应大小和偶然出现的概率。没有句子的画像，说明这个群体并不突出。\n\n**画像卡**上的每句话都附有数字，点击即可看到该群体与其他顾客的对比，并选中这些顾客。连接订单后会给出偏爱的品类和可推荐的商品，连接评价后给出常用词，连接标签后给出更常见的标签：只有群体占比明显高于全体（提升度）且不大可能出于偶然（似然比检验）时才会提及。连接推荐结果后，可推荐的商品取自推荐结果。典型顾客是中心点（medoid），即与其他成员最接近的一位。\n\n名称和句子都是建议：在画像卡上点“编辑”可换成自己的说法或隐藏句子。重新运行后，自己的说法会保留在对应聚类上；背后的数字变化时会有提示。“导出画像页”可把画像卡写成可打印或发送的页面。',
  },
  inputs: {
    clusters: { en: 'Clusters', zh: '聚类' },
    features: { en: 'Measures of customers', zh: '顾客特征' },
    orders: { en: 'Orders', zh: '订单' },
    reviews: { en: 'Reviews', zh: '评价' },
    tags: { en: 'Tags', zh: '标签' },
    recommendations: { en: 'Recommendations', zh: '推荐' },
  },
  outputs: {
    cards: { en: 'Cards', zh: '画像卡' },
    personas: { en: 'Personas', zh: '画像' },
    facts: { en: 'Facts', zh: '依据' },
    members: { en: 'Members', zh: '成员' },
    shares: { en: 'Size and revenue', zh: '规模与销售额' },
    traits: { en: 'What sets them apart', zh: '与众不同之处' },
    revenueMap: { en: 'Revenue', zh: '销售额构成' },
    described: { en: 'Clusters that stand out', zh: '特征鲜明的聚类' },
    sentences: { en: 'Sentences', zh: '句子数' },
  },
  parameters: {
    clusterColumn: {
      label: { en: 'Cluster column', zh: '聚类列' },
      help: {
        en: 'The column that says which group a customer is in; “cluster” where there is one.',
        zh: '说明顾客属于哪一组的列；默认使用“cluster”列。',
      },
      advanced: true,
    },
    revenue: {
      label: { en: 'Revenue column', zh: '销售额列' },
      help: {
        en: 'What each customer paid, for shares of revenue; “monetary” where there is one.',
        zh: '每位顾客的消费额，用于计算销售额占比；默认使用“monetary”列。',
      },
      advanced: true,
    },
    minEffect: {
      label: { en: 'Least effect', zh: '最小效应' },
      help: {
        en: 'How large a difference must be for a sentence: 0.33 is medium, 0.47 is large (Romano and others, 2006).',
        zh: '差别要多大才写成句子：0.33 为中等，0.47 为较大（Romano 等，2006）。',
      },
    },
    maxSentences: {
      label: { en: 'Sentences at most', zh: '最多句子数' },
      help: { en: 'How many sentences a persona has at most.', zh: '每个画像最多有几句话。' },
    },
    minLift: {
      label: { en: 'Least lift', zh: '最小提升度' },
      help: {
        en: 'How many times everyone’s share a group’s must be for a category, product, word or tag to be named.',
        zh: '品类、商品、词语或标签在群体中的占比至少是全体的多少倍才会提及。',
      },
      advanced: true,
    },
    maxThings: {
      label: { en: 'Of each kind at most', zh: '每类最多' },
      help: {
        en: 'How many categories, words, tags and products a card names at most.',
        zh: '每张画像卡最多列出多少个品类、词语、标签和商品。',
      },
      advanced: true,
    },
    edits: {
      label: { en: 'Your own words', zh: '自己的说法' },
      help: {
        en: 'Names and sentences in place of the proposed ones, as the cards write them down. They stand in both languages.',
        zh: '替代建议名称和句子的文字，由画像卡记录；两种语言都使用同一文字。',
      },
      advanced: true,
    },
    cluster: {
      label: { en: 'Cluster', zh: '聚类' },
      help: { en: 'The cluster whose card it is on.', zh: '所在画像卡的聚类。' },
    },
    part: {
      label: { en: 'Part', zh: '部分' },
      help: { en: '“name”, or the sentence’s key.', zh: '“name”，或句子的键。' },
    },
    text: {
      label: { en: 'Text', zh: '文字' },
      help: { en: 'Empty leaves the proposal as it is.', zh: '留空则保留建议的文字。' },
    },
    hidden: {
      label: { en: 'Hidden', zh: '隐藏' },
      help: { en: 'The sentence is left out.', zh: '不显示这句话。' },
    },
    was: {
      label: { en: 'Written for', zh: '依据' },
      help: {
        en: 'The numbers it was written for; the card says so once they are others.',
        zh: '写下时的数字；数字变化后，画像卡会提示。',
      },
    },
    significance: {
      label: { en: 'Chance of a false sentence', zh: '误写句子的概率' },
      help: { en: 'For all sentences together.', zh: '针对所有句子整体而言。' },
      advanced: true,
    },
  },
  columns: {
    cluster: { en: 'Cluster', zh: '聚类' },
    size: { en: 'Customers', zh: '顾客数' },
    share: { en: 'Share of customers', zh: '顾客占比' },
    revenueShare: { en: 'Share of revenue', zh: '销售额占比' },
    nameEn: { en: 'Name', zh: '名称' },
    nameZh: { en: 'Name', zh: '名称' },
    textEn: { en: 'Portrait', zh: '描述' },
    textZh: { en: 'Portrait', zh: '描述' },
    sentence: { en: 'Sentence', zh: '句子' },
    feature: { en: 'Measure', zh: '特征' },
    value: { en: 'Here', zh: '该群体' },
    others: { en: 'Others', zh: '其他顾客' },
    effect: { en: 'Effect', zh: '效应' },
    chance: { en: 'Chance', zh: '偶然概率' },
    customer: { en: 'Customer', zh: '顾客' },
    typical: { en: 'Typical customer', zh: '典型顾客' },
    part: { en: 'About', zh: '关于' },
    lift: { en: 'Lift', zh: '提升度' },
    hidden: { en: 'Hidden', zh: '已隐藏' },
  },
  messages: {
    nothing: { en: 'Nothing sets this group apart from the others.', zh: '这个群体与其他顾客没有明显差别。' },
    withoutSentences: {
      en: '{n, plural, one {# cluster does} other {# clusters do}} not stand out in any measure.',
      zh: '有 {n, number} 个聚类在任何特征上都不突出。',
    },
    sharesTitle: {
      en: '“{name}”: {customers} of the customers, {revenue} of the revenue',
      zh: '“{name}”：占顾客的 {customers}，贡献销售额的 {revenue}',
    },
    sharesTitlePlain: {
      en: '“{name}” is the largest group: {customers} of the customers',
      zh: '“{name}”人数最多：占顾客的 {customers}',
    },
    sharesSubtitle: {
      en: '{clusters} personas of {customers, number} customers',
      zh: '{customers, number} 位顾客的 {clusters} 个画像',
    },
    customerShare: { en: 'Share of customers', zh: '顾客占比' },
    revenueEach: { en: 'Revenue per customer', zh: '人均销售额' },
    cardsTitle: {
      en: '{personas, plural, one {# persona} other {# personas}} in {sentences, plural, one {# sentence} other {# sentences}}',
      zh: '{personas, number} 个画像，共 {sentences, number} 句话',
    },
    cardsSubtitle: {
      en: 'Each sentence rests on a number: click it to see where it comes from and to select the group',
      zh: '每句话都有数字依据：点击数字可查看来源并选中该群体',
    },
    lostEdits: {
      en: '{n, plural, one {One of your own words has} other {# of your own words have}} no place any more: the cluster or the sentence is gone.',
      zh: '有 {n, number} 处自己的说法已无处安放：对应的聚类或句子已不存在。',
    },
    share: { en: 'Share', zh: '占比' },
    customers: { en: 'Customers', zh: '顾客' },
    revenue: { en: 'Revenue', zh: '销售额' },
    traitsTitle: { en: '“{name}” differ most in: {feature}', zh: '“{name}”最突出的是：{feature}' },
    traitsSubtitle: {
      en: 'Cliff’s delta of each persona against all other customers; what did not pass the test is empty',
      zh: '各画像与其他顾客相比的 Cliff delta；未通过检验的留空',
    },
    delta: { en: 'Cliff’s delta', zh: 'Cliff delta' },
    mapTitle: { en: '“{name}” bring most revenue: {revenue}', zh: '“{name}”贡献的销售额最多：{revenue}' },
    mapSubtitle: { en: 'Revenue by persona', zh: '各画像的销售额' },
    all: { en: 'All customers', zh: '全部顾客' },
    personaName: { en: '{name}', zh: '{name}' },
  },
});
