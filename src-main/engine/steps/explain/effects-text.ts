import { stepText } from '../define.ts';

/** The words of effects. */
export const effectsText = stepText({
  title: { en: 'Effect of a feature', zh: '特征的作用' },
  summary: {
    en: 'How predictions change as one feature changes: partial dependence, single rows, accumulated effects.',
    zh: '某一特征变化时预测如何变化：部分依赖、单行曲线与累积局部效应。',
  },
  about: {
    en: 'Sets one feature to one value after another in all rows and asks the model each time. **Partial dependence** is the mean of what it says; thin lines are single rows (ICE): where they cross or fan out, the effect depends on other features.\n\nWhere features go together (long customers have paid much), setting one alone makes rows that do not exist. **Accumulated local effects** avoid that: they compare each row only with its near neighbours in value and add the differences up. Trust these where the two curves disagree. They start from a mean of 0.\n\nBoth tell what the model says, not what would happen if someone changed the feature.',
    zh: '把所有行的某一特征依次设为不同取值，每次询问模型。**部分依赖**是模型回答的均值；细线是单行曲线（ICE）：如果它们交叉或散开，说明作用取决于其他特征。\n\n当特征彼此相关时（老顾客累计消费也高），单独改变一个会造出不存在的行。**累积局部效应**避免了这一点：只在相近取值之间比较每一行，再把差值累加。两条曲线不一致时，请相信后者。它以均值 0 为起点。\n\n两者说明的都是模型的判断，而不是改变该特征后真的会发生什么。',
  },
  parameters: {
    feature: {
      label: { en: 'Feature', zh: '特征' },
      help: {
        en: 'Which feature to change. Empty: the one that moves predictions most.',
        zh: '改变哪个特征。留空时取对预测影响最大的特征。',
      },
    },
    nPoints: {
      label: { en: 'Points', zh: '取值点数' },
      help: { en: 'At how many values of a number the model is asked.', zh: '数值特征在多少个取值处询问模型。' },
    },
    nLines: {
      label: { en: 'Single rows', zh: '单行曲线数' },
      help: { en: 'How many single rows are drawn.', zh: '画出多少条单行曲线。' },
    },
  },
  outputs: {
    effects: { en: 'Effects', zh: '作用' },
    dependence: { en: 'Partial dependence', zh: '部分依赖' },
    accumulated: { en: 'Accumulated local effects', zh: '累积局部效应' },
  },
  columns: {
    value: { en: 'Value', zh: '取值' },
    category: { en: 'Category', zh: '类别' },
    dependence: { en: 'Mean prediction', zh: '平均预测' },
    accumulated: { en: 'Accumulated effect', zh: '累积效应' },
    rows: { en: 'Rows', zh: '行数' },
  },
  messages: {
    dependenceTitle: {
      en: '{feature} moves the prediction from {low} to {high}',
      zh: '{feature}使预测在 {low} 到 {high} 之间变化',
    },
    dependenceSubtitle: {
      en: 'mean prediction of {told} over {rows, number} rows',
      zh: '{rows, number} 行上“{told}”的平均预测',
    },
    accumulatedTitle: {
      en: 'Among rows that exist, {feature} makes a difference of {size}',
      zh: '在真实存在的行中，{feature}带来 {size} 的差异',
    },
    accumulatedSubtitle: {
      en: 'change of {told} from interval to interval, added up; mean 0; {rows, number} rows',
      zh: '“{told}”在各区间的变化之累加，均值为 0；{rows, number} 行',
    },
    mean: { en: 'Mean', zh: '均值' },
    single: { en: 'Row {n, number}', zh: '第 {n, number} 行' },
    effect: { en: 'Effect', zh: '作用' },
    prediction: { en: 'Prediction', zh: '预测' },
    oneValue: { en: 'the feature “{feature}” has one value alone', zh: '特征“{feature}”只有一个取值' },
  },
});
