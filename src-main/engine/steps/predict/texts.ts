import { stepText } from '../define.ts';

/** The words that all predictors share. */
export const predictText = stepText({
  title: { en: 'Predict', zh: '预测' },
  summary: { en: 'Tells a column from the others.', zh: '由其他列推断某一列。' },
  about: { en: 'What every model that predicts shares.', zh: '所有预测模型共有的部分。' },
  inputs: { table: { en: 'Rows to learn from', zh: '用于学习的行' } },
  outputs: {
    predictions: { en: 'Predictions', zh: '预测结果' },
    spread: { en: 'What is predicted', zh: '预测分布' },
    influences: { en: 'What predictions rest on', zh: '预测的依据' },
    influence: { en: 'Influence of features', zh: '特征影响' },
    accuracy: { en: 'Accuracy on the rows read', zh: '所读行上的准确率' },
    rocAuc: { en: 'ROC-AUC on the rows read', zh: '所读行上的 ROC-AUC' },
    rmse: { en: 'RMSE on the rows read', zh: '所读行上的 RMSE' },
    r2: { en: 'R² on the rows read', zh: '所读行上的 R²' },
  },
  parameters: {
    target: {
      label: { en: 'Predict', zh: '预测目标' },
      help: {
        en: 'The column to predict. Empty: the one with the role “outcome”, else one that is called like a target, else the last that suits.',
        zh: '要预测的列。留空时取角色为“结果”的列，其次是名称像目标的列，再次是最后一个合适的列。',
      },
    },
    features: {
      label: { en: 'Features', zh: '特征' },
      help: {
        en: 'What to predict from. Empty: all numbers, yes-or-no columns and short lists of categories, without ids, dates and outcomes.',
        zh: '预测所依据的列。留空时取全部数值列、是否列和类别不多的文本列，不含编号、日期和结果列。',
      },
    },
    kind: {
      label: { en: 'As', zh: '目标类型' },
      help: {
        en: 'Whether the target is a number or one of some classes. Automatic: numbers of more than two values are numbers.',
        zh: '目标是数值还是若干类别之一。自动：取值多于两种的数值列按数值处理。',
      },
      options: {
        auto: { en: 'Automatic', zh: '自动' },
        classes: { en: 'Classes', zh: '类别' },
        number: { en: 'A number', zh: '数值' },
      },
    },
    positive: {
      label: { en: 'The event', zh: '关注的类别' },
      help: {
        en: 'Of two classes, the one whose probability is told. Empty: yes, true or 1, else the rarer one.',
        zh: '两类目标中给出概率的那一类。留空时取“是”、true 或 1，否则取较少的一类。',
      },
    },
    threshold: {
      label: { en: 'Threshold', zh: '阈值' },
      help: {
        en: 'From which probability on the event is predicted. The panel on thresholds finds the one that earns most.',
        zh: '概率达到多少时预测为该类别。“阈值”面板可以找出收益最高的取值。',
      },
      slider: true,
    },
    balance: {
      label: { en: 'Rare classes', zh: '稀少类别' },
      help: {
        en: 'How to keep a rare class from being overlooked. All but “as it is” raise its probabilities above how often it happens.',
        zh: '如何避免稀少类别被忽视。除“保持原样”外，都会使其概率高于实际发生的频率。',
      },
      options: {
        none: { en: 'As it is', zh: '保持原样' },
        weights: { en: 'Weigh classes alike', zh: '按类别加权' },
        under: { en: 'Leave out rows of the frequent', zh: '对多数类欠采样' },
        over: { en: 'Repeat rows of the rare', zh: '对少数类过采样' },
      },
    },
    calibration: {
      label: { en: 'Calibrate', zh: '概率校准' },
      help: {
        en: 'Bends probabilities to how often the event happens, learned on rows held out in five folds; fitting takes six times as long. Isotonic wants a thousand rows or more.',
        zh: '用五折留出的行学习，使概率与实际发生的频率一致；训练时间约为六倍。等渗校准需要一千行以上。',
      },
      options: {
        none: { en: 'No', zh: '不校准' },
        platt: { en: 'By a logistic curve (Platt)', zh: '逻辑曲线（Platt）' },
        isotonic: { en: 'By steps (isotonic)', zh: '阶梯（等渗）' },
      },
      advanced: true,
    },
  },
  columns: {
    predicted: { en: 'Predicted', zh: '预测' },
    probability: { en: 'Probability', zh: '概率' },
    feature: { en: 'Feature', zh: '特征' },
    category: { en: 'Category', zh: '类别取值' },
    class: { en: 'Class', zh: '类别' },
    coefficient: { en: 'Coefficient', zh: '系数' },
    perDeviation: { en: 'Per standard deviation', zh: '每个标准差的影响' },
    oddsRatio: { en: 'Odds ratio', zh: '优势比' },
    importance: { en: 'Importance', zh: '重要性' },
  },
  messages: {
    'target-chosen': { en: 'Predicting “{column}”.', zh: '正在预测“{column}”。' },
    'target-missing': {
      en: '{count, plural, one {# row} other {# rows}} without a value of “{column}” were not learned from.',
      zh: '有 {count, number} 行缺少“{column}”，未用于学习。',
    },
    'columns-left-out': {
      en: 'Left out: {columns}. They have no values, or too many different ones to be categories.',
      zh: '未使用：{columns}。这些列没有值，或不同取值太多，无法作为类别。',
    },
    'one-class': { en: 'all rows have the same value, “{value}”', zh: '所有行的取值相同，均为“{value}”' },
    'no-values': { en: 'no row has a value', zh: '没有一行有值' },
    'rare-class': {
      en: 'the class “{value}” has only {count, plural, one {# row} other {# rows}}; two are needed',
      zh: '类别“{value}”只有 {count, number} 行，至少需要两行',
    },
    'many-classes': {
      en: 'it has {count, number} different values; {most, number} classes can be told apart at most. Is it an id, or a number?',
      zh: '共有 {count, number} 种不同的取值，最多能区分 {most, number} 类。它是编号或数值吗？',
    },
    'not-a-number': { en: 'this model predicts numbers, and it is not one', zh: '该模型只预测数值，而此列不是数值' },
    'is-a-date': { en: 'it is a date', zh: '它是日期' },
    'unknown-event': { en: 'no row has this value of “{column}”', zh: '“{column}”中没有该取值' },
    'no-target': { en: 'no column can be the one to predict', zh: '没有可以作为预测目标的列' },
    'feature-date': { en: '“{column}” is a date', zh: '“{column}”是日期' },
    'feature-empty': { en: '“{column}” has no values', zh: '“{column}”没有值' },
    'feature-target': { en: '“{column}” is the column to predict', zh: '“{column}”就是要预测的列' },
    'no-features': { en: 'nothing is left to predict from', zh: '没有可用于预测的列' },
    fitting: { en: 'learning', zh: '学习中' },
    calibrating: { en: 'calibrating, fold {fold} of {folds}', zh: '校准中，第 {fold} 折，共 {folds} 折' },
    spreadClasses: {
      en: '{share} of {rows, plural, one {# row} other {# rows}} are predicted to be “{event}”',
      zh: '{rows, number} 行中有 {share} 被预测为“{event}”',
    },
    spreadNumber: {
      en: 'Half of the predictions lie between {low} and {high}',
      zh: '一半的预测值介于 {low} 和 {high} 之间',
    },
    spreadSubtitle: { en: '{method}, {rows, plural, one {# row} other {# rows}}', zh: '{method}，{rows, number} 行' },
    spreadSummary: {
      en: 'Histogram of what is predicted for {rows, plural, one {# row} other {# rows}}, from {low} to {high}.',
      zh: '{rows, number} 行预测值的直方图，范围从 {low} 到 {high}。',
    },
    spreadTop: { en: '“{event}” is predicted most, for {share} of the rows', zh: '预测最多的是“{event}”，占 {share}' },
    rows: { en: 'Rows', zh: '行数' },
    influencesTitle: { en: '{feature} weighs most', zh: '{feature}的影响最大' },
    influencesNone: { en: 'No feature weighs anything', zh: '没有任何特征产生影响' },
    influencesSummary: {
      en: 'Bars of the {count, number} features that weigh most; the first is {feature}.',
      zh: '影响最大的 {count, number} 个特征的条形图，第一个是{feature}。',
    },
    signedSubtitle: {
      en: '{method}: change for one standard deviation more of a number, or for being of a category',
      zh: '{method}：数值每增加一个标准差、或属于某类别时的变化',
    },
    shareSubtitle: { en: '{method}: share of what all features explain', zh: '{method}：占全部特征解释能力的比例' },
    featureCategory: { en: '{feature} = {category}', zh: '{feature} = {category}' },
    ofClass: { en: '{feature} → {class}', zh: '{feature} → {class}' },
    intercept: { en: '(intercept)', zh: '（截距）' },
  },
});
