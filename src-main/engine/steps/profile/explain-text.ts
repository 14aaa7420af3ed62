import { stepText } from '../define.ts';

/** The words of `profile.explain`. */
export const explainText = stepText({
  title: { en: 'Explain the clusters', zh: '解释聚类' },
  summary: {
    en: 'Says by a short rule who is in each cluster, how exact the rule is, and what sets the cluster apart.',
    zh: '用简短的规则说明每个聚类里是谁、规则有多准，以及该聚类的突出之处。',
  },
  about: {
    en: 'Clusters come as numbers; people work with sentences. For each cluster a small decision tree looks for the **rule over readable features** that tells its members from everyone else, such as *orders at least 12 and days since last order at most 30*. Beside it stand\n\n- **precision**: of those the rule picks, the share that is in the cluster;\n- **recall**: of the cluster, the share that the rule picks;\n- **lift**: how many times more often than by chance.\n\nA rule with high precision and recall can stand in for the cluster: the column *predicate* holds it as a segment’s rule, *condition* as SQL, so that it stays live as data changes. A low recall says that the cluster has no short description: raise the depth, or give it features that people understand (totals, counts, categories rather than scaled numbers or axes).\n\n*What sets apart* lists for each cluster and feature the **standardised difference** (mean of the cluster less that of the others, in standard deviations; above 0.8 is large) and the **information gain** (how many bits the feature says about membership; differences in form count too). The *tree* tells all clusters at once.',
    zh: '聚类的结果是编号，而人用句子工作。对每个聚类，用一棵小决策树在**看得懂的特征**上寻找把它的成员与其他人区分开的规则，例如*订单数不少于 12 且距上次下单不超过 30 天*。旁边列出\n\n- **精确率**：规则选中的人中属于该聚类的占比；\n- **召回率**：该聚类中被规则选中的占比；\n- **提升度**：比随机高多少倍。\n\n精确率和召回率都高的规则可以代替聚类：*predicate* 列是分群规则，*condition* 列是 SQL 条件，数据变化时仍然有效。召回率低说明该聚类没有简短的描述：可增大深度，或提供人能理解的特征（总额、次数、类别，而不是缩放后的数值或坐标轴）。\n\n*突出之处*列出每个聚类和特征的**标准化差异**（聚类均值减其他人的均值，以标准差计，大于 0.8 为大）和**信息增益**（该特征说明是否属于聚类的比特数，分布形状不同也计入）。*决策树*一次区分所有聚类。',
  },
  inputs: {
    clusters: { en: 'Clusters', zh: '聚类' },
    features: { en: 'Readable features', zh: '可读的特征' },
  },
  outputs: {
    rules: { en: 'Rules', zh: '规则' },
    differences: { en: 'What sets apart', zh: '突出之处' },
    tree: { en: 'Decision tree', zh: '决策树' },
    quality: { en: 'How exact the rules are', zh: '规则的准确程度' },
    effects: { en: 'Standardised differences', zh: '标准化差异' },
    accuracy: { en: 'Told right by the tree', zh: '决策树判断正确的占比' },
  },
  parameters: {
    column: {
      label: { en: 'Cluster column', zh: '聚类列' },
      help: {
        en: 'The column with the clusters; “cluster” where none is chosen.',
        zh: '含聚类的列；不选则用“cluster”。',
      },
    },
    cluster: {
      label: { en: 'Only cluster', zh: '只解释聚类' },
      help: { en: 'Which cluster to explain; all where it is empty.', zh: '解释哪个聚类；留空则解释全部。' },
    },
    features: {
      label: { en: 'Features', zh: '特征' },
      help: {
        en: 'The columns that rules may speak of; all numbers, and texts with at most 50 values, where none is chosen.',
        zh: '规则可以使用的列；不选则使用所有数值列和取值不超过 50 个的文本列。',
      },
    },
    maxDepth: {
      label: { en: 'Conditions', zh: '条件数' },
      help: {
        en: 'How many conditions a rule may join; more are more exact and harder to read.',
        zh: '规则最多由几个条件组成；越多越准，也越难读。',
      },
    },
    minShare: {
      label: { en: 'Least share', zh: '最小占比' },
      help: {
        en: 'No part of a rule speaks of a smaller share of all rows.',
        zh: '规则的每个部分至少涉及全部行的这一比例。',
      },
      advanced: true,
    },
  },
  columns: {
    cluster: { en: 'Cluster', zh: '聚类' },
    ruleEn: { en: 'Rule', zh: '规则' },
    ruleZh: { en: 'Rule', zh: '规则' },
    rows: { en: 'Rows in the cluster', zh: '聚类的行数' },
    picked: { en: 'Rows by the rule', zh: '规则选中的行数' },
    precision: { en: 'Precision', zh: '精确率' },
    recall: { en: 'Recall', zh: '召回率' },
    lift: { en: 'Lift', zh: '提升度' },
    predicate: { en: 'Rule of a segment', zh: '分群规则' },
    condition: { en: 'Condition in SQL', zh: 'SQL 条件' },
    feature: { en: 'Feature', zh: '特征' },
    difference: { en: 'Standardised difference', zh: '标准化差异' },
    gain: { en: 'Information gain', zh: '信息增益' },
    own: { en: 'In the cluster', zh: '聚类内' },
    others: { en: 'Others', zh: '其他' },
  },
  messages: {
    growing: { en: 'looking for rules', zh: '正在寻找规则' },
    sampled: {
      en: 'Rules were looked for among {rows, number} of {all, number} rows; how exact they are is counted over all.',
      zh: '在 {rows, number} 行（共 {all, number} 行）中寻找规则，准确程度按全部行计算。',
    },
    unmatched: {
      en: '{rows, number} rows of the clusters have no features and were left out.',
      zh: '聚类中有 {rows, number} 行没有特征，已略去。',
    },
    atMost: { en: '{feature} at most {value}', zh: '{feature}不超过 {value}' },
    atLeast: { en: '{feature} at least {value}', zh: '{feature}不少于 {value}' },
    from: { en: '{feature} from {low} to {high}', zh: '{feature}在 {low} 到 {high} 之间' },
    is: { en: '{feature} is {value}', zh: '{feature}为{value}' },
    isNot: { en: '{feature} is not {value}', zh: '{feature}不为{value}' },
    orMissing: { en: '{condition} (or unknown)', zh: '{condition}（或未知）' },
    nothing: { en: 'everyone', zh: '所有人' },
    noRule: { en: 'no short rule', zh: '没有简短的规则' },
    nodeName: { en: '{condition}', zh: '{condition}' },
    leafName: { en: '{condition} → {cluster}, {share}', zh: '{condition} → {cluster}，{share}' },
    all: { en: 'Everyone', zh: '所有人' },
    treeTitle: {
      en: '{n} conditions tell {accuracy} of the rows’ clusters',
      zh: '{n} 个条件可判断 {accuracy} 的行属于哪个聚类',
    },
    treeSubtitle: {
      en: 'Decision tree over readable features · {rows, number} rows',
      zh: '可读特征上的决策树 · {rows, number} 行',
    },
    qualityTitle: {
      en: '{cluster} is described best: precision {precision}, recall {recall}',
      zh: '{cluster} 描述得最好：精确率 {precision}，召回率 {recall}',
    },
    effectTitleHigh: {
      en: '{cluster} stands out: {feature} is {effect} standard deviations above the others',
      zh: '{cluster} 最突出：{feature}比其他人高 {effect} 个标准差',
    },
    effectTitleLow: {
      en: '{cluster} stands out: {feature} is {effect} standard deviations below the others',
      zh: '{cluster} 最突出：{feature}比其他人低 {effect} 个标准差',
    },
    effectSubtitle: { en: 'Mean of each cluster less that of the others', zh: '各聚类均值减其他人的均值' },
    deviations: { en: 'Standard deviations', zh: '标准差' },
    share: { en: 'Share', zh: '占比' },
    rowsAxis: { en: 'Rows', zh: '行数' },
  },
});
