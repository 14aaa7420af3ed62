import { stepText } from '../define.ts';

/** The words of permutation importance. */
export const importanceText = stepText({
  title: { en: 'Importance by shuffling', zh: '置换重要性' },
  summary: {
    en: 'How much worse the model predicts once a feature is shuffled.',
    zh: '打乱某个特征后，模型的预测变差多少。',
  },
  about: {
    en: 'Shuffles one feature after another among the rows, so that it says nothing any more, and measures how much worse the model predicts: by **ROC-AUC** for two classes, **accuracy** for more, **RMSE** for numbers. A feature that costs nothing can be left out.\n\nWorks for every model and is fair between them. Give it rows that the model has **not** learned from, or a model that knows its rows by heart looks as if everything mattered. Two features that say the same stand in for each other, and both look unimportant.',
    zh: '逐个打乱各特征在行之间的取值，使其不再提供信息，然后看模型变差多少：两类目标看 **ROC-AUC**，多类看**准确率**，数值看 **RMSE**。打乱后没有损失的特征可以去掉。\n\n适用于任何模型，且可以公平比较。请使用模型**没有**学习过的行，否则死记数据的模型会显得处处重要。两个含义相同的特征会互相替代，看起来都不重要。',
  },
  parameters: {
    nRepeats: {
      label: { en: 'Repeats', zh: '重复次数' },
      help: { en: 'How often each feature is shuffled.', zh: '每个特征打乱多少次。' },
    },
  },
  outputs: {
    importance: { en: 'Importance', zh: '重要性' },
    importances: { en: 'What it rests on', zh: '依据' },
    quality: { en: 'Quality with everything in place', zh: '未打乱时的质量' },
  },
  columns: {
    importance: { en: 'Loss when shuffled', zh: '打乱后的损失' },
    deviation: { en: 'Standard deviation', zh: '标准差' },
  },
  messages: {
    title: { en: 'It rests most on {feature}', zh: '最依赖{feature}' },
    titleNone: { en: 'Shuffling any feature costs nothing', zh: '打乱任何特征都没有损失' },
    subtitle: {
      en: 'loss of {measure} when shuffled {repeats, plural, one {once} other {# times}} on {rows, number} rows; bars end one standard deviation to either side',
      zh: '在 {rows, number} 行上打乱 {repeats, number} 次后 {measure} 的损失；须线为正负一个标准差',
    },
    summary: {
      en: '{count, number} features by how much shuffling them costs; first {feature}.',
      zh: '按打乱后的损失排列的 {count, number} 个特征；首位是{feature}。',
    },
    oneClass: { en: 'all rows looked at are of one class', zh: '所查看的行都属于同一类' },
    auc: { en: 'ROC-AUC', zh: 'ROC-AUC' },
    accuracy: { en: 'accuracy', zh: '准确率' },
    rmse: { en: 'RMSE', zh: 'RMSE' },
    shuffling: { en: 'Shuffling {feature}', zh: '正在打乱{feature}' },
  },
});
