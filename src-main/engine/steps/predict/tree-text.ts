import { stepText } from '../define.ts';

/** The words of decision trees. */
export const treeText = stepText({
  title: { en: 'Decision tree', zh: '决策树' },
  summary: {
    en: 'A few questions one after another that anyone can read.',
    zh: '一连串任何人都能读懂的问题。',
  },
  about: {
    en: 'Asks one question after another (“less than 12 months with us?”), each chosen so that what comes of it is as pure as can be, until too few rows are left. The result reads as **rules**: a list, and nested areas one can click into, as large as the rows that they hold; ∅ stands for a missing value.\n\nA tree explains itself, which makes it the model to show in a meeting; forests and boosting predict more exactly. Little changes of the data may change its questions, so do not read too much into any one of them. A deep tree learns its rows by heart: keep the **depth** small, or let **pruning** cut what is not worth its leaves.',
    zh: '逐个提问（“使用不足 12 个月？”），每个问题都使分开后的结果尽量纯，直到剩下的行太少。结果就是**规则**：一份清单，以及可以点击进入的嵌套区域，其大小即所含行数；∅ 表示缺失值。\n\n决策树自己就能说明理由，适合在会议上展示；森林和梯度提升预测更准确。数据的微小变化可能改变问题，不要过度解读其中任何一个。过深的树会死记数据：请限制**深度**，或用**剪枝**去掉不值得的叶子。',
  },
  parameters: {
    maxDepth: {
      label: { en: 'Depth', zh: '深度' },
      help: { en: 'How many questions are asked at most before a prediction.', zh: '得出预测前最多提多少个问题。' },
      tune: '2, 3, 4, 6, 10',
    },
    leastRows: {
      label: { en: 'Rows a leaf', zh: '叶子最少行数' },
      help: { en: 'How many rows a leaf holds at least.', zh: '每个叶子至少包含的行数。' },
      tune: '1, 5, 20, 50',
    },
    pruning: {
      label: { en: 'Pruning', zh: '剪枝' },
      help: {
        en: 'The least that a further leaf must lower the impurity of all rows (cost-complexity pruning). 0: nothing is cut.',
        zh: '每多一个叶子至少要降低多少总体不纯度（代价复杂度剪枝）。0 表示不剪枝。',
      },
      tune: '0, 0.0005, 0.002, 0.01',
    },
    criterion: {
      label: { en: 'Purity', zh: '纯度' },
      help: { en: 'How questions are compared where classes are predicted.', zh: '预测类别时如何比较问题。' },
      options: { gini: { en: 'Gini', zh: '基尼' }, entropy: { en: 'Entropy', zh: '熵' } },
    },
  },
  outputs: {
    rules: { en: 'Rules', zh: '规则' },
    tree: { en: 'Tree', zh: '树' },
    nLeaves: { en: 'Leaves', zh: '叶子数' },
  },
  columns: {
    rule: { en: 'Rule', zh: '规则' },
    rows: { en: 'Rows', zh: '行数' },
    share: { en: 'Share of rows', zh: '行数占比' },
    says: { en: 'Says', zh: '预测' },
    probability: { en: 'Probability', zh: '概率' },
    number: { en: 'Mean', zh: '均值' },
  },
  messages: {
    treeTitle: {
      en: '{leaves, plural, one {# leaf} other {# leaves}}; the first question is “{feature}”',
      zh: '{leaves, number} 个叶子；第一个问题是“{feature}”',
    },
    treeTitleOne: { en: 'No question parts these rows', zh: '没有问题能把这些行分开' },
    treeSubtitle: {
      en: 'areas are training rows; click one to go into it',
      zh: '面积为训练行数；点击可进入',
    },
    treeSummary: {
      en: 'A tree of {leaves, plural, one {# leaf} other {# leaves}} over {rows, number} rows. Its rules stand in the table.',
      zh: '一棵有 {leaves, number} 个叶子、覆盖 {rows, number} 行的树。规则见表格。',
    },
    everyone: { en: 'All rows: {says}', zh: '全部行：{says}' },
    branch: { en: '{rule}: {says}', zh: '{rule}：{says}' },
    isUpTo: { en: '{feature} ≤ {threshold}', zh: '{feature} ≤ {threshold}' },
    isAbove: { en: '{feature} > {threshold}', zh: '{feature} > {threshold}' },
    isOneOf: { en: '{feature}: {list}', zh: '{feature}：{list}' },
    isYes: { en: '{feature}: yes', zh: '{feature}：是' },
    isNo: { en: '{feature}: no', zh: '{feature}：否' },
    isKnown: { en: '{feature}: known', zh: '{feature}：有值' },
    isMissing: { en: '{feature}: missing', zh: '{feature}：缺失' },
    class: { en: '{percent} {class}', zh: '{class} {percent}' },
    missing: { en: 'missing', zh: '缺失' },
    rows: { en: 'Rows', zh: '行数' },
  },
});
