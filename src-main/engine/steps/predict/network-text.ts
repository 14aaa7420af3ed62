import { stepText } from '../define.ts';

/** The words that predictors share which are trained as neural networks. */
export const networkText = stepText({
  title: { en: 'Neural predictor', zh: '神经网络预测' },
  summary: { en: 'Predicts by a trained network.', zh: '用训练好的神经网络预测。' },
  about: { en: 'What neural predictors share.', zh: '神经网络预测模型共有的部分。' },
  outputs: {
    loss: { en: 'Loss curve', zh: '损失曲线' },
    validationLoss: { en: 'Validation loss', zh: '验证损失' },
    epochs: { en: 'Epochs', zh: '训练轮数' },
  },
  parameters: {
    numbers: {
      label: { en: 'Numbers', zh: '数值的读法' },
      help: {
        en: 'By rank: a number’s place among those learned from, bent to a bell, so that long tails and single huge values do no harm. As they are: brought to mean 0 and deviation 1.',
        zh: '按排名：数值在训练行中的位置，换算为钟形分布，长尾和个别极大值不会造成影响。按原值：换算为均值 0、标准差 1。',
      },
      options: { ranks: { en: 'By rank', zh: '按排名' }, standard: { en: 'As they are', zh: '按原值' } },
      tune: 'ranks, standard',
    },
    dropout: {
      label: { en: 'Dropout', zh: '随机失活' },
      help: {
        en: 'The share of hidden values that each step of training leaves out, against learning rows by heart.',
        zh: '每步训练随机略去的隐藏值比例，防止死记硬背。',
      },
      slider: true,
      tune: '0.1, 0.2, 0.4',
    },
    epochs: {
      label: { en: 'Epochs', zh: '训练轮数' },
      help: { en: 'At most so many passes over the rows.', zh: '最多遍历所有行的次数。' },
    },
    patience: {
      label: { en: 'Patience', zh: '耐心轮数' },
      help: {
        en: 'Training ends after so many epochs without a better validation loss; 0: never early.',
        zh: '验证损失连续这么多轮没有改善就停止；0 表示不提前停止。',
      },
    },
    validationShare: {
      label: { en: 'Rows set aside', zh: '留出比例' },
      help: {
        en: 'The share of rows that judges each epoch. Where it is fewer than ten rows, none are set aside, and training goes on to its last epoch.',
        zh: '用来评判每一轮的行所占比例。不足十行时不留出，训练进行到最后一轮。',
      },
      slider: true,
    },
    batchSize: {
      label: { en: 'Batch size', zh: '批大小' },
      help: { en: 'Rows that one step of training looks at.', zh: '每一步训练查看的行数。' },
      advanced: true,
    },
    learningRate: {
      label: { en: 'Learning rate', zh: '学习率' },
      help: {
        en: 'How far one step of training goes at most; it falls to zero along a cosine.',
        zh: '每一步训练的最大步幅，按余弦降到零。',
      },
      advanced: true,
      tune: '0.0003 to 0.01 log',
    },
    l2: {
      label: { en: 'L2', zh: 'L2 正则' },
      help: { en: 'How strongly weights are drawn to zero.', zh: '把权重拉向零的力度。' },
      advanced: true,
      tune: '0.000001 to 0.01 log',
    },
  },
  messages: {
    epoch: {
      en: 'Epoch {epoch, number} of at most {epochs, number}',
      zh: '第 {epoch, number} 轮，最多 {epochs, number} 轮',
    },
    'loss-classes': {
      en: 'Cross-entropy of the right class; {training, number} rows trained on, {validation, number} set aside',
      zh: '正确类别的交叉熵；训练 {training, number} 行，留出 {validation, number} 行',
    },
    'loss-number': {
      en: 'Squared error, in variances of the target; {training, number} rows trained on, {validation, number} set aside',
      zh: '平方误差，以目标的方差为单位；训练 {training, number} 行，留出 {validation, number} 行',
    },
  },
});
