import { stepText } from '../define.ts';

const columns = {
  model: { en: 'Model', zh: '模型' },
  rows: { en: 'Rows learned from', zh: '学习的行数' },
  train: { en: 'On rows learned from', zh: '在学习过的行上' },
  trainSpread: { en: 'Its spread over folds', zh: '其各折标准差' },
  test: { en: 'On rows held out', zh: '在留出的行上' },
  testSpread: { en: 'Its spread over folds', zh: '其各折标准差' },
};
const messages = {
  train: { en: 'Learned from', zh: '学习过的行' },
  test: { en: 'Held out', zh: '留出的行' },
  basis: {
    en: 'Mean of {folds, plural, one {# fold} other {# folds}} of {rows, number} rows, and a standard deviation over folds',
    zh: '{rows, number} 行上 {folds, number} 折的平均及各折的一个标准差',
  },
};

/** The words of `evaluate.learning-curve`. */
export const learningCurveText = stepText({
  title: { en: 'Learning curve', zh: '学习曲线' },
  summary: { en: 'Tells whether more rows would make a model better.', zh: '判断更多的行能否使模型更好。' },
  about: {
    en: 'The model learns from a growing share of the rows of every fold and is judged on the rows held out, and on those that it learned from.\n\n- Where the **held-out** line still rises at its end, more rows will help; where it has levelled off, they will not: look for better features or another model.\n- A wide **gap** between the lines says that it learns rows by heart: more rows, a simpler model or a stronger penalty close it.\n- Two lines that lie close together and low say that the model is too simple.\n\nWith one model both lines are drawn, with several the held-out ones alone. Rolling in time, smaller shares are the earliest rows; otherwise rows are drawn at random, those of a smaller share being among those of a larger one.',
    zh: '模型用每一折中越来越多的行学习，并分别在留出的行和学习过的行上评判。\n\n- 若**留出**线在末端仍在上升，更多的行会有帮助；若已变平则没有：应寻找更好的特征或其他模型。\n- 两线之间**差距**大，说明模型在死记硬背：更多的行、更简单的模型或更强的惩罚可以缩小它。\n- 两线靠近且都低，说明模型太简单。\n\n只有一个模型时画两条线，多个模型时只画留出线。按时间滚动时，较小的比例取最早的行；否则随机抽取，较小比例的行包含在较大比例之中。',
  },
  inputs: { table: { en: 'Rows with the target', zh: '带目标的行' }, models: { en: 'Models', zh: '模型' } },
  outputs: {
    curve: { en: 'Learning curve', zh: '学习曲线数据' },
    figure: { en: 'Learning curve', zh: '学习曲线' },
    gain: { en: 'Gained by the last rows', zh: '最后一批行带来的提高' },
    gap: { en: 'Gap to rows learned from', zh: '与学习过的行的差距' },
  },
  parameters: {
    shares: {
      label: { en: 'Shares of rows', zh: '行占比' },
      help: { en: 'From which shares of the rows it learns.', zh: '用多大比例的行学习。' },
    },
  },
  columns,
  messages: {
    ...messages,
    fitting: { en: 'testing {model}', zh: '正在检验{model}' },
    'left-out': {
      en: '{model} predicts another kind of target and was left out.',
      zh: '{model}预测的是另一类目标，未参与。',
    },
    'too-few': {
      en: '{model} could not learn from the smallest {n, plural, one {share} other {# shares}}: too few rows of a class.',
      zh: '{model}无法用最小的 {n, number} 个比例学习：某一类别的行太少。',
    },
    noModels: { en: 'none of the models can predict “{column}”', zh: '没有一个模型能预测“{column}”' },
    titleRising: {
      en: '{model} still gains from more rows: {metric} {from} with {fewest, number} rows, {to} with {most, number}',
      zh: '{model}仍能从更多行中获益：{fewest, number} 行时{metric}为 {from}，{most, number} 行时为 {to}',
    },
    titleLevel: {
      en: 'More rows would help {model} little: {metric} {from} with {fewest, number} rows, {to} with {most, number}',
      zh: '更多的行对{model}帮助不大：{fewest, number} 行时{metric}为 {from}，{most, number} 行时为 {to}',
    },
    titleOne: {
      en: '{model}: {metric} {to} with {most, number} rows',
      zh: '{model}：{most, number} 行时{metric}为 {to}',
    },
    summary: {
      en: 'Lines over rows learned from: {metric} of {model} held out goes from {from} to {to}.',
      zh: '随学习行数变化的折线：{model}在留出行上的{metric}从 {from} 到 {to}。',
    },
    rowsAxis: { en: 'Rows learned from', zh: '学习的行数' },
  },
});

/** The words of `evaluate.validation-curve`. */
export const validationCurveText = stepText({
  title: { en: 'Validation curve', zh: '验证曲线' },
  summary: { en: 'Shows how quality goes with one parameter of a model.', zh: '展示质量如何随模型的一个参数变化。' },
  about: {
    en: 'One parameter of the chain is set to several values; each is fitted in the same folds and judged on rows held out and on rows learned from. Where both lines are low the model is too simple for its data; where the line of learned rows goes on rising while that of held-out rows falls, it has begun to learn by heart. The best value lies in between; where the held-out line is flat, take the simpler end.\n\nWrite the values as in *Tune a predictor*: `maxDepth = 1, 2, 4, 8` or `strength = 0.01 to 100 log`. Left empty, the first parameter is taken for which the step itself proposes values.',
    zh: '把链的一个参数设为多个值，每个值都在相同的折中拟合，并分别在留出的行和学习过的行上评判。两线都低，说明模型对数据来说太简单；学习过的行的线继续上升而留出的行的线下降，说明开始死记硬背。最佳值在两者之间；若留出线平坦，取更简单的一端。\n\n按“调优预测模型”的写法填写：`maxDepth = 1, 2, 4, 8` 或 `strength = 0.01 to 100 log`。留空则取步骤自己建议了取值的第一个参数。',
  },
  inputs: { table: { en: 'Rows with the target', zh: '带目标的行' }, model: { en: 'Model', zh: '模型' } },
  outputs: {
    curve: { en: 'Validation curve', zh: '验证曲线数据' },
    figure: { en: 'Validation curve', zh: '验证曲线' },
    best: { en: 'Best chain', zh: '最佳链' },
    quality: { en: 'Quality of the best value', zh: '最佳取值的质量' },
  },
  parameters: {
    values: {
      label: { en: 'Values', zh: '取值' },
      help: {
        en: 'One parameter: “maxDepth = 1, 2, 4, 8” or “strength = 0.01 to 100 log”. Empty: the first that the step proposes.',
        zh: '一个参数：“maxDepth = 1, 2, 4, 8”或“strength = 0.01 to 100 log”。留空取步骤建议的第一个。',
      },
    },
  },
  columns,
  messages: {
    ...messages,
    trying: { en: '{parameter} {value}', zh: '{parameter} {value}' },
    cannot: { en: 'the chain does not predict this kind of target', zh: '该链不能预测此类目标' },
    'first-alone': {
      en: 'Only the first parameter, {parameter}, was looked at.',
      zh: '只查看了第一个参数：{parameter}。',
    },
    title: {
      en: '{parameter} {value} is best: {metric} {test} held out, {train} on rows learned from',
      zh: '{parameter} 为 {value} 时最好：留出行上{metric}为 {test}，学习过的行上为 {train}',
    },
    summary: {
      en: 'Quality at {n, number} values of {parameter}; {value} is best with {metric} {test}.',
      zh: '{parameter}的 {n, number} 个取值下的质量；{value} 最好，{metric}为 {test}。',
    },
    best: { en: 'Best', zh: '最佳' },
  },
});
