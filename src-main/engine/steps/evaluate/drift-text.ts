import { stepText } from '../define.ts';

/** The words of drift. */
export const driftText = stepText({
  title: { en: 'Drift', zh: '数据漂移' },
  summary: {
    en: 'Which features of new rows lie otherwise than when the model learned, by stability index and Kolmogorov–Smirnov distance.',
    zh: '新数据的哪些特征已不同于模型学习之时：稳定性指数（PSI）与 Kolmogorov–Smirnov 距离。',
  },
  about: {
    en: 'A model knows the rows it learned from. Where those to be scored are others, its predictions may be wrong without anything failing: a campaign brought other customers, a season began, a column is filled in another way.\n\nConnect the **model** that is to score the rows, or the **rows it learned from**; either will do. Each feature is compared: the **stability index** (PSI) over ten bins that held a tenth of the training rows each, or over categories, with missing values as a bin of their own; and the **Kolmogorov–Smirnov distance**, the largest gap between both distributions. Up to 0.1 the index counts as stable, from 0.1 as a shift to look at, from 0.25 as one to act on: fit the model again on newer rows, or ask what happened to the column.\n\nFew rows shift by chance. A feature counts as shifted only where its index is above what chance alone reaches in one of a hundred cases.',
    zh: '模型只了解它学习过的数据。如果待评分的行已经不同，预测可能出错却不会报任何错误：活动带来了另一类顾客、换季了，或者某一列换了填写方式。\n\n连接将要评分的**模型**，或连接**它学习过的行**，两者任一即可。每个特征都会比较：**稳定性指数**（PSI），按训练数据各占十分之一的十个区间或按类别计算，缺失值单独成一组；以及**Kolmogorov–Smirnov 距离**，即两个分布之间的最大差距。指数低于 0.1 视为稳定，从 0.1 起值得查看，从 0.25 起应当处理：用较新的数据重新训练，或查明该列发生了什么。\n\n行数少时会因偶然而波动。只有当指数高于偶然情况下百分之一才会达到的水平时，才算发生漂移。',
  },
  inputs: {
    table: { en: 'New rows', zh: '新数据' },
    model: { en: 'Model', zh: '模型' },
    reference: { en: 'Rows it learned from', zh: '模型学习过的行' },
  },
  outputs: {
    drift: { en: 'Drift by feature', zh: '各特征的漂移' },
    indices: { en: 'Stability index', zh: '稳定性指数' },
    shape: { en: 'The feature that shifted most', zh: '漂移最大的特征' },
    shifted: { en: 'Features that shifted', zh: '发生漂移的特征数' },
    strongest: { en: 'Largest stability index', zh: '最大的稳定性指数' },
  },
  parameters: {
    features: {
      label: { en: 'Features', zh: '特征' },
      help: {
        en: 'Which columns to compare. Empty: all that the model reads, or all that both tables have.',
        zh: '比较哪些列。留空时取模型读取的全部列，或两张表共有的全部列。',
      },
    },
    moderate: {
      label: { en: 'To look at from', zh: '值得查看的界限' },
      help: { en: 'From which stability index on a shift is worth a look.', zh: '稳定性指数达到多少时值得查看。' },
    },
    strong: {
      label: { en: 'To act on from', zh: '应当处理的界限' },
      help: { en: 'From which stability index on a shift is to be acted on.', zh: '稳定性指数达到多少时应当处理。' },
    },
  },
  columns: {
    feature: { en: 'Feature', zh: '特征' },
    level: { en: 'Drift', zh: '漂移程度' },
    psi: { en: 'Stability index', zh: '稳定性指数' },
    byChance: { en: 'By chance up to', zh: '偶然可达' },
    ks: { en: 'Kolmogorov–Smirnov distance', zh: 'Kolmogorov–Smirnov 距离' },
    ksChance: { en: 'Chance of such a distance', zh: '偶然出现该距离的概率' },
    missingBefore: { en: 'Missing before', zh: '以前缺失占比' },
    missingNow: { en: 'Missing now', zh: '现在缺失占比' },
    unseen: { en: 'Unknown categories', zh: '未见过的类别占比' },
  },
  messages: {
    title: {
      en: '{shifted, number} of {all, number} features have shifted, most of all {feature}',
      zh: '{all, number} 个特征中有 {shifted, number} 个发生漂移，以{feature}最大',
    },
    titleNone: {
      en: 'None of {all, plural, one {# feature} other {# features}} has shifted',
      zh: '{all, number} 个特征均未漂移',
    },
    subtitle: {
      en: 'stability index of {now, number} new rows beside {before, number} that the model learned from; look from {moderate}, act from {strong}',
      zh: '{now, number} 行新数据与模型学习过的 {before, number} 行之间的稳定性指数；{moderate} 起值得查看，{strong} 起应当处理',
    },
    shapeTitle: {
      en: '{feature}: {most} lay {where} before, {now} do now',
      zh: '{feature}：{where} 的占比由 {most} 变为 {now}',
    },
    shapeSubtitle: {
      en: 'share of rows by bin of the training rows; stability index {psi}',
      zh: '按训练数据分组的行数占比；稳定性指数 {psi}',
    },
    before: { en: 'Learned from', zh: '学习时' },
    now: { en: 'New rows', zh: '新数据' },
    share: { en: 'Share of rows', zh: '行数占比' },
    others: { en: 'others', zh: '其他' },
    missing: { en: 'missing', zh: '缺失' },
    upTo: { en: 'up to {to}', zh: '至 {to}' },
    above: { en: 'above {from}', zh: '大于 {from}' },
    between: { en: '{from} to {to}', zh: '{from} 至 {to}' },
    whole: { en: 'all values', zh: '全部取值' },
    notKept: {
      en: 'the model was made before models kept how their rows lay: run its panel again, or connect the rows it learned from',
      zh: '该模型生成时尚未保存训练数据的分布：请重新运行其面板，或连接它学习过的行',
    },
    nothing: { en: 'the tables have no feature in common', zh: '两张表没有共同的特征' },
  },
});

/** How far a feature has shifted. */
export const levelNames = {
  stable: { en: 'stable', zh: '稳定' },
  moderate: { en: 'worth a look', zh: '值得查看' },
  strong: { en: 'act on it', zh: '应当处理' },
} as const;
