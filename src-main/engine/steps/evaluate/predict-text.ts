import { stepText } from '../define.ts';
import type { PredictionMetric } from './predict-metrics.ts';

/** The words of comparing predictors. */
export const predictorsText = stepText({
  title: { en: 'Compare predictors', zh: '比较预测模型' },
  summary: {
    en: 'Tests models on rows they did not learn from, with intervals.',
    zh: '在未参与学习的行上检验各模型，并给出区间。',
  },
  about: {
    en: 'The honest way to ask how good a model is: rows are dealt into folds, every model learns from all folds but one and is tested on that one, chain and all, so that nothing of the test leaks into imputing, scaling or learning. **Rolling in time** learns from the past and tests on what came next: choose it where rows have dates. A customer with several rows stays in one fold.\n\nA number alone says little: look at the **interval** (rows drawn again) and at how often the best would be better, alike or worse than the others (folds compared, corrected for sharing rows). Models within the region of practical equivalence are equally good; take the simpler one.\n\n**ROC-AUC** is how often an event scores higher than a non-event: 0.5 is chance. **PR-AUC** suits rare events. **Brier** and **log loss** judge the probabilities themselves; the calibration curve shows where they are off. **Lift** says how many times more events the top tenth holds than a random tenth. A cell of the **confusion matrix** selects its customers when clicked, and so do the points of the errors of a number.\n\nWith an **audit column**, quality is told group by group: how often each group is selected, and how often its true events are found. A gap is a warning, not a verdict: look at the groups’ sizes and base rates, leave out features that stand for the group, or set thresholds by group.',
    zh: '诚实地检验模型有多好：把行分成若干折，每个模型用其余各折学习、在留出的一折上检验，整条链都在折内拟合，因此检验数据不会泄漏到填补、缩放或学习中。**按时间滚动**用过去学习、用之后的数据检验：行有日期时请选择它。同一位顾客的多行始终在同一折中。\n\n单个数字说明不了多少：请看**区间**（对行重抽样），以及最佳模型比其他模型更好、相当或更差的可能性（逐折比较，并对共用行作了校正）。处于实际等价区域内的模型一样好，选更简单的那个。\n\n**ROC-AUC** 是事件得分高于非事件的概率，0.5 等于随机。**PR-AUC** 适合稀少事件。**Brier 分数**和**对数损失**评价概率本身，校准曲线显示偏差在哪里。**提升度**表示得分最高的十分之一里的事件是随机十分之一的多少倍。点击**混淆矩阵**的单元格可选中其中的顾客，数值误差图中的点也可以圈选。\n\n指定**审查列**后，会按组给出质量：各组被选中的频率，以及真实事件被找到的频率。差距是提醒而不是结论：请看各组的大小和基准率，去掉替代该组的特征，或按组设置阈值。',
  },
  inputs: {
    table: { en: 'Rows with the target', zh: '带目标的行' },
    models: { en: 'Models to compare', zh: '要比较的模型' },
  },
  outputs: {
    evaluation: { en: 'Quality', zh: '质量' },
    comparison: { en: 'Best against others', zh: '最佳与其他' },
    report: { en: 'Classification report', zh: '分类报告' },
    heldOut: { en: 'Held-out predictions of the best', zh: '最佳模型的留出预测' },
    groups: { en: 'Quality by group', zh: '分组质量' },
    quality: { en: 'Models compared', zh: '模型比较' },
    roc: { en: 'ROC curve', zh: 'ROC 曲线' },
    precisionRecall: { en: 'Precision and recall', zh: '精确率与召回率' },
    calibration: { en: 'Calibration', zh: '校准' },
    gains: { en: 'Gains', zh: '累积增益' },
    lift: { en: 'Lift', zh: '提升度' },
    confusion: { en: 'Confusion of the best', zh: '最佳模型的混淆矩阵' },
    residuals: { en: 'Errors of the best', zh: '最佳模型的误差' },
    residualPlot: { en: 'Errors by prediction', zh: '误差与预测值' },
    fairness: { en: 'Groups compared', zh: '分组比较' },
    best: { en: 'Best quality', zh: '最佳质量' },
    winner: { en: 'The best chain', zh: '最佳链' },
  },
  parameters: {
    target: {
      label: { en: 'Predict', zh: '预测目标' },
      help: {
        en: 'The column to predict. Empty: the one with the role “outcome”, else one that is called like a target, else the last that suits.',
        zh: '要预测的列。留空时取角色为“结果”的列，其次是名称像目标的列，再次是最后一个合适的列。',
      },
    },
    kind: {
      label: { en: 'As', zh: '目标类型' },
      help: { en: 'Whether the target is a number or one of some classes.', zh: '目标是数值还是若干类别之一。' },
      options: {
        auto: { en: 'Automatic', zh: '自动' },
        classes: { en: 'Classes', zh: '类别' },
        number: { en: 'A number', zh: '数值' },
      },
    },
    positive: {
      label: { en: 'The event', zh: '关注的类别' },
      help: {
        en: 'Of two classes, the one that is to be found. Empty: yes, true or 1, else the rarer one.',
        zh: '两类目标中要找出的那一类。留空时取“是”、true 或 1，否则取较少的一类。',
      },
    },
    scheme: {
      label: { en: 'Held out', zh: '留出方式' },
      help: { en: 'How rows to test on are chosen.', zh: '如何选择检验用的行。' },
      options: {
        'k-fold': { en: 'Every row once (k folds)', zh: '每行一次（k 折）' },
        'hold-out': { en: 'A share of the rows', zh: '留出一部分' },
        rolling: { en: 'What came next (rolling in time)', zh: '之后的数据（按时间滚动）' },
        'leave-one-out': { en: 'One row or group at a time', zh: '每次一行或一组' },
      },
    },
    nFolds: {
      label: { en: 'Folds', zh: '折数' },
      help: { en: 'Into how many parts rows are dealt.', zh: '把行分成多少份。' },
    },
    nRepeats: {
      label: { en: 'Repeats', zh: '重复次数' },
      help: {
        en: 'How often rows are dealt anew; steadier, and as much slower.',
        zh: '重新划分的次数；越多越稳定，也越慢。',
      },
    },
    testShare: {
      label: { en: 'Share held out', zh: '留出占比' },
      help: { en: 'Where a share of the rows is held out.', zh: '采用“留出一部分”时的占比。' },
    },
    group: {
      label: { en: 'Keep together', zh: '同组列' },
      help: {
        en: 'Rows with the same value stay in one fold. Empty: the customer, where one has several rows.',
        zh: '取值相同的行留在同一折。留空时，若顾客有多行则按顾客。',
      },
    },
    time: {
      label: { en: 'Time', zh: '时间列' },
      help: {
        en: 'For rolling in time. Empty: the column with the role “time”, else the first date.',
        zh: '用于按时间滚动。留空时取角色为“时间”的列，其次是第一个日期列。',
      },
    },
    metric: {
      label: { en: 'Best by', zh: '评判指标' },
      help: {
        en: 'Which metric decides. Automatic: ROC-AUC for classes, RMSE for numbers.',
        zh: '由哪个指标决定。自动：类别用 ROC-AUC，数值用 RMSE。',
      },
    },
    threshold: {
      label: { en: 'Threshold', zh: '阈值' },
      help: { en: 'From which probability on the event counts as predicted.', zh: '概率达到多少时视为预测为该类别。' },
      slider: true,
    },
    quantile: {
      label: { en: 'Quantile of the pinball loss', zh: '弹球损失的分位数' },
      help: {
        en: 'Above a half, predicting too little costs more than too much.',
        zh: '大于一半时，预测过低的代价高于过高。',
      },
      advanced: true,
    },
    audit: {
      label: { en: 'Audit column', zh: '审查列' },
      help: {
        en: 'A column whose groups are compared for fairness. Models read it only if it is among their features.',
        zh: '按此列分组比较公平性。只有当它在特征之中时，模型才会读取它。',
      },
    },
    nResamples: {
      label: { en: 'Resamples', zh: '重抽样次数' },
      help: {
        en: 'How often rows are drawn again for intervals; 0 for none.',
        zh: '为区间对行重抽样的次数；0 表示不计算。',
      },
      advanced: true,
    },
    confidence: {
      label: { en: 'Confidence', zh: '置信水平' },
      help: { en: 'The share of resamples inside an interval.', zh: '区间内包含的重抽样比例。' },
      advanced: true,
    },
    rope: {
      label: { en: 'Alike within', zh: '等价范围' },
      help: {
        en: 'A difference in the deciding metric up to which models count as equally good.',
        zh: '评判指标的差异在此范围内时，视模型为一样好。',
      },
      advanced: true,
    },
  },
  columns: {
    model: { en: 'Model', zh: '模型' },
    metric: { en: 'Metric', zh: '指标' },
    value: { en: 'Value', zh: '数值' },
    lower: { en: 'From', zh: '下限' },
    upper: { en: 'To', zh: '上限' },
    difference: { en: 'Best ahead by', zh: '最佳领先' },
    p: { en: 'p (corrected t-test)', zh: 'p 值（校正 t 检验）' },
    better: { en: 'Best is better', zh: '最佳更好' },
    alike: { en: 'Alike', zh: '相当' },
    worse: { en: 'Best is worse', zh: '最佳更差' },
    class: { en: 'Class', zh: '类别' },
    precision: { en: 'precision', zh: '精确率' },
    recall: { en: 'recall', zh: '召回率' },
    f1: { en: 'f1-score', zh: 'F1' },
    support: { en: 'support', zh: '行数' },
    group: { en: 'Group', zh: '组' },
    rows: { en: 'Rows', zh: '行数' },
    baseRate: { en: 'Events', zh: '事件占比' },
    selectionRate: { en: 'Selected', zh: '被选中' },
    truePositiveRate: { en: 'Events found', zh: '找到的事件' },
    falsePositiveRate: { en: 'False alarms', zh: '误报' },
    meanScore: { en: 'Mean probability', zh: '平均概率' },
    rocAuc: { en: 'ROC-AUC', zh: 'ROC-AUC' },
    mae: { en: 'Mean error', zh: '平均误差' },
    bias: { en: 'Predicted too much by', zh: '高估' },
    residual: { en: 'Actual less predicted', zh: '实际减预测' },
  },
  messages: {
    noGroups: {
      en: 'No groups were compared. Choose an audit column in the settings, such as a region or an age group, to see whether the model serves all alike.',
      zh: '尚未按组比较。请在设置中选择“审查列”（如地区或年龄段），看看模型对各组是否一视同仁。',
    },
    fitting: { en: 'testing {model}', zh: '正在检验{model}' },
    intervals: { en: 'resampling', zh: '重抽样' },
    basis: {
      en: '{rows, plural, one {# row} other {# rows}} held out in {folds, plural, one {# fold} other {# folds}}; intervals by resampling rows',
      zh: '{folds, number} 折共留出 {rows, number} 行；区间由对行重抽样得到',
    },
    'best-alone': { en: '{best} reaches {metric} {value}', zh: '{best}的{metric}为 {value}' },
    'best-clear': {
      en: '{best} is best: {metric} {value}, clearly ahead of {second} with {secondValue}',
      zh: '{best}最好：{metric}为 {value}，明显优于{second}的 {secondValue}',
    },
    'best-unclear': {
      en: '{best} has the best {metric}, {value}, but {second} with {secondValue} may be as good',
      zh: '{best}的{metric}最好，为 {value}，但{second}（{secondValue}）可能一样好',
    },
    qualitySummary: {
      en: 'Bars of {metric} for {models, number} models; {best} is best with {value}.',
      zh: '{models, number} 个模型的{metric}条形图；{best}最好，为 {value}。',
    },
    rocTitle: {
      en: '{best} finds {found} of the events with {alarms} of false alarms',
      zh: '误报率为 {alarms} 时，{best}能找到 {found} 的事件',
    },
    precisionTitle: {
      en: 'Half of the events are found at a precision of {precision} by {best}',
      zh: '{best}找到一半事件时精确率为 {precision}',
    },
    calibrationTitle: {
      en: 'Probabilities of {best} are off by {error} on average',
      zh: '{best}的概率平均偏差 {error}',
    },
    gainsTitle: {
      en: 'The top fifth by {best} holds {found} of the events',
      zh: '{best}得分最高的五分之一包含 {found} 的事件',
    },
    liftTitle: {
      en: 'The top tenth by {best} holds {lift} times as many events as a random tenth',
      zh: '{best}得分最高的十分之一里，事件是随机十分之一的 {lift} 倍',
    },
    confusionTitle: { en: '{share} of the rows are predicted right by {best}', zh: '{best}正确预测了 {share} 的行' },
    residualsTitle: { en: 'Half of the errors of {best} are below {error}', zh: '{best}有一半误差小于 {error}' },
    curveSummary: { en: 'Curves of {models, number} models. {title}.', zh: '{models, number} 个模型的曲线。{title}。' },
    chance: { en: 'Chance', zh: '随机' },
    perfect: { en: 'Perfect', zh: '完美' },
    falseAlarms: { en: 'False alarms among non-events', zh: '非事件中的误报率' },
    foundEvents: { en: 'Events found', zh: '找到的事件' },
    precisionAxis: { en: 'Events among the predicted', zh: '预测为事件者中的真实占比' },
    foretold: { en: 'Probability foretold', zh: '预测概率' },
    happened: { en: 'How often it happened', zh: '实际发生频率' },
    shareOfRows: { en: 'Share of rows, highest scores first', zh: '行占比（得分从高到低）' },
    liftAxis: { en: 'Times as many as at random', zh: '相对随机的倍数' },
    actualClass: { en: 'actual {class}', zh: '实际为{class}' },
    predictedClass: { en: 'predicted {class}', zh: '预测为{class}' },
    rowsAxis: { en: 'Rows', zh: '行数' },
    residualPlotTitle: {
      en: 'Errors of {best} row by row: a bow or a funnel says that something is missing',
      zh: '{best}逐行的误差：弯曲或漏斗形说明遗漏了什么',
    },
    predictedAxis: { en: 'Predicted', zh: '预测值' },
    errorAxis: { en: 'Actual less predicted', zh: '实际减预测' },
    fairnessTitle: {
      en: 'Groups of “{column}” are selected from {low} to {high}',
      zh: '“{column}”各组被选中的比例从 {low} 到 {high}',
    },
    fairnessTitleNumber: {
      en: 'The mean error differs by group of “{column}” from {low} to {high}',
      zh: '“{column}”各组的平均误差从 {low} 到 {high}',
    },
    fairnessSummary: {
      en: 'Bars by group of “{column}” for {count, number} groups.',
      zh: '“{column}”共 {count, number} 组的条形图。',
    },
    'unfair-gap': {
      en: 'Groups of “{column}” fare differently: “{low}” is selected {ratio} times as often as “{high}”, below four fifths. Look at features that stand for the group, at base rates, or set thresholds by group.',
      zh: '“{column}”各组的待遇不同：“{low}”被选中的频率只有“{high}”的 {ratio} 倍，低于五分之四。请检查替代该组的特征和各组基准率，或按组设置阈值。',
    },
    'unfair-recall': {
      en: 'Of true events, {lowRate} are found in the group “{low}” of “{column}” and {highRate} in “{high}”.',
      zh: '在真实事件中，“{column}”的“{low}”组只有 {lowRate} 被找到，“{high}”组为 {highRate}。',
    },
    'left-out': {
      en: '{model} predicts another kind of target and was left out.',
      zh: '{model}预测的是另一类目标，未参与比较。',
    },
    noModels: { en: 'none of the models can predict “{column}”', zh: '没有一个模型能预测“{column}”' },
    'target-missing': {
      en: '{count, plural, one {# row} other {# rows}} without a value of “{column}” took no part.',
      zh: '有 {count, number} 行缺少“{column}”，未参与。',
    },
    grouped: { en: 'Rows with the same “{column}” stay in one fold.', zh: '“{column}”相同的行在同一折中。' },
  },
});

/** What each metric is called. */
export const predictionMetricTexts: Readonly<Record<PredictionMetric | 'auto', { en: string; zh: string }>> = {
  auto: { en: 'Automatic', zh: '自动' },
  accuracy: { en: 'Accuracy', zh: '准确率' },
  balancedAccuracy: { en: 'Balanced accuracy', zh: '平衡准确率' },
  rocAuc: { en: 'ROC-AUC', zh: 'ROC-AUC' },
  logLoss: { en: 'Log loss', zh: '对数损失' },
  brier: { en: 'Brier score', zh: 'Brier 分数' },
  mcc: { en: 'MCC', zh: '马修斯相关系数' },
  kappa: { en: 'Kappa', zh: 'Kappa 系数' },
  prAuc: { en: 'PR-AUC', zh: 'PR-AUC' },
  ks: { en: 'KS', zh: 'KS' },
  topDecileLift: { en: 'Top-decile lift', zh: '首十分位提升度' },
  precision: { en: 'Precision', zh: '精确率' },
  recall: { en: 'Recall', zh: '召回率' },
  specificity: { en: 'Specificity', zh: '特异度' },
  f1: { en: 'F1', zh: 'F1' },
  f1Micro: { en: 'F1 (micro)', zh: 'F1（微平均）' },
  f1Macro: { en: 'F1 (macro)', zh: 'F1（宏平均）' },
  f1Weighted: { en: 'F1 (weighted)', zh: 'F1（加权）' },
  precisionMacro: { en: 'Precision (macro)', zh: '精确率（宏平均）' },
  recallMacro: { en: 'Recall (macro)', zh: '召回率（宏平均）' },
  rmse: { en: 'RMSE', zh: 'RMSE' },
  mae: { en: 'MAE', zh: 'MAE' },
  medianError: { en: 'Median error', zh: '误差中位数' },
  mape: { en: 'MAPE', zh: 'MAPE' },
  r2: { en: 'R²', zh: 'R²' },
  pinball: { en: 'Pinball loss', zh: '弹球损失' },
};

/** Rows of a classification report that are no class. */
export const averageNames = {
  accuracy: { en: 'accuracy', zh: '准确率' },
  'macro avg': { en: 'macro avg', zh: '宏平均' },
  'weighted avg': { en: 'weighted avg', zh: '加权平均' },
} as const;
