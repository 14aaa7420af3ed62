import { stepText } from '../define.ts';

/** The words of Shapley values. */
export const valuesText = stepText({
  title: { en: 'Reasons (Shapley values)', zh: '理由（Shapley 值）' },
  summary: {
    en: 'What each feature adds to the prediction of each row, and one customer in a sentence.',
    zh: '每个特征对每行预测的贡献，并用一句话说明一位顾客。',
  },
  about: {
    en: 'Shares out the difference between a row’s prediction and the usual one among its features, so that the shares add up and features that do nothing get nothing (Shapley values, SHAP). The first figure is about all rows: how much a feature moves predictions on average. The second is about **one customer**: what speaks for and against, with a sentence to pass on.\n\nOf trees, forests and boosting the values are exact, of linear models too; other models are asked many times and their values are estimates. Boosting and logistic regression add up **log-odds**, others probabilities or the number itself.\n\nThese are reasons of the model, not of life: that “paper bills” raise a churn prediction does not say that electronic bills would keep anyone.',
    zh: '把某行预测与通常预测之间的差额分摊给各个特征：各份之和等于差额，没有作用的特征得到零（Shapley 值，SHAP）。第一张图针对所有行：特征平均使预测移动多少。第二张图针对**一位顾客**：哪些因素支持、哪些反对，并给出一句可以转述的话。\n\n对决策树、森林和梯度提升，数值是精确的；线性模型也是；其他模型则通过多次询问得到估计值。梯度提升和逻辑回归按**对数几率**相加，其他按概率或数值本身相加。\n\n这些是模型的理由，不是现实的因果：“纸质账单”抬高流失预测，并不意味着改用电子账单就能留住顾客。',
  },
  parameters: {
    feature: {
      label: { en: 'Change', zh: '改变' },
      help: { en: 'The feature to change.', zh: '要改变的特征。' },
    },
    position: {
      label: { en: 'Its place among all', zh: '在全体中的位置' },
      help: {
        en: 'Where the customer is to stand among all: 0 with the least, 0.5 in the middle, 1 with the most; of categories from the most frequent to the rarest.',
        zh: '该顾客在全体中的位置：0 为最小，0.5 居中，1 为最大；类别则从最常见到最少见。',
      },
      slider: true,
    },
    second: {
      label: { en: 'And change', zh: '同时改变' },
      help: { en: 'A second feature to change.', zh: '第二个要改变的特征。' },
    },
    secondPosition: {
      label: { en: 'Its place among all', zh: '在全体中的位置' },
      help: { en: 'Where the customer is to stand in the second.', zh: '在第二个特征上的位置。' },
      slider: true,
    },
    nPairs: {
      label: { en: 'Samples', zh: '采样次数' },
      help: {
        en: 'How many orders of features each row is asked in, where values are estimated; more are steadier.',
        zh: '需要估计时，每行采样多少种特征顺序；越多越稳定。',
      },
    },
  },
  questions: { whatIf: { en: 'What if', zh: '假设分析' } },
  outputs: {
    values: { en: 'Contributions', zh: '各行贡献' },
    overall: { en: 'What moves predictions', zh: '影响预测的因素' },
    one: { en: 'One row', zh: '某一行' },
    expected: { en: 'Said where nothing is known', zh: '一无所知时的预测' },
  },
  columns: {
    prediction: { en: 'Prediction', zh: '预测' },
    reason: { en: 'Strongest reason', zh: '首要理由' },
  },
  messages: {
    noFeature: { en: 'Nothing', zh: '不改变' },
    effectOf: { en: 'Effect of {feature}', zh: '{feature}的作用' },
    overallTitle: { en: '{feature} moves predictions most', zh: '{feature}对预测影响最大' },
    overallNone: { en: 'No feature moves predictions', zh: '没有特征影响预测' },
    overallSubtitle: {
      en: 'mean size of the contribution to {told}, {scale}; {method}; {rows, number} rows',
      zh: '对“{told}”贡献的平均大小，{scale}；{method}；{rows, number} 行',
    },
    overallSummary: {
      en: '{count, number} features by how much they move predictions; first {feature}.',
      zh: '按影响大小排列的 {count, number} 个特征；首位是{feature}。',
    },
    logOdds: { en: 'in log-odds', zh: '单位为对数几率' },
    probability: { en: 'in probability', zh: '单位为概率' },
    number: { en: 'in units of the target', zh: '单位同目标' },
    trees: { en: 'exact, by the trees’ own shares of rows', zh: '精确值，按树中各分支的行数占比' },
    linear: { en: 'exact, as features taken one by one', zh: '精确值，特征逐一计算' },
    sampled: { en: 'estimated by sampling', zh: '采样估计' },
    both: {
      en: '{who}: {said}. Raised most by {up}; lowered most by {down}.',
      zh: '{who}：{said}。主要抬高因素：{up}；主要拉低因素：{down}。',
    },
    onlyUp: {
      en: '{who}: {said}. Raised most by {up}; nothing lowers it.',
      zh: '{who}：{said}。主要抬高因素：{up}；没有拉低因素。',
    },
    onlyDown: {
      en: '{who}: {said}. Lowered most by {down}; nothing raises it.',
      zh: '{who}：{said}。主要拉低因素：{down}；没有抬高因素。',
    },
    neither: { en: '{who}: {said}, as for everyone.', zh: '{who}：{said}，与所有人相同。' },
    saidShare: { en: '{share} likely “{told}”', zh: '“{told}”的可能性为 {share}' },
    saidNumber: { en: '{told} of {value}', zh: '{told}为 {value}' },
    factor: { en: '{feature} = {value}', zh: '{feature} = {value}' },
    oneSubtitle: {
      en: 'contributions to {told}, {scale}, beside {expected} where nothing is known',
      zh: '对“{told}”的贡献，{scale}；一无所知时为 {expected}',
    },
    whatIf: {
      en: '{who}: {told} would be {then} instead of {said} if {changes}',
      zh: '{who}：如果{changes}，{told}将为 {then}，而不是 {said}',
    },
    unchanged: {
      en: '{who}: {told} is {said}. Choose what to change.',
      zh: '{who}：{told}为 {said}。请选择要改变的特征。',
    },
    along: {
      en: '{who}: {told} as {feature} changes',
      zh: '{who}：{told}随{feature}的变化',
    },
    now: { en: 'now', zh: '现在' },
    then: { en: 'then', zh: '改变后' },
    contribution: { en: 'Contribution', zh: '贡献' },
  },
});
