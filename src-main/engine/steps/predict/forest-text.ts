import { stepText } from '../define.ts';

/** The words of forests. */
export const forestText = stepText({
  title: { en: 'Random forest', zh: '随机森林' },
  summary: {
    en: 'Lets many trees vote, each grown on other rows and features.',
    zh: '让许多在不同行和特征上生长的树共同投票。',
  },
  about: {
    en: 'A robust model that is hard to use wrongly: many deep trees, each grown on rows drawn with replacement and splits sought among a few features, vote together. More **trees** never harm, they only take longer. **Extra trees** draw their thresholds too: faster, smoother, sometimes better.\n\nRows that a tree has not drawn judge it, so the **out-of-bag** figure is an honest one without a test set. Missing values and categories are read as they are. Boosting is usually somewhat more exact; a forest needs no tuning. It does not extrapolate.',
    zh: '一种稳健、不易用错的模型：许多深树各自在有放回抽取的行上生长，每次分裂只在少数特征中寻找，然后共同投票。**树**更多不会有害，只会更慢。**极端随机树**连阈值也随机抽取：更快、更平滑，有时更好。\n\n每棵树由它没有抽到的行来评价，因此**袋外**指标无需测试集也是诚实的。缺失值和类别直接读取。梯度提升通常更准确一些；随机森林则无需调参。它不会外推。',
  },
  parameters: {
    nTrees: {
      label: { en: 'Trees', zh: '树的数量' },
      help: { en: 'How many trees vote.', zh: '参与投票的树的数量。' },
      tune: '100, 300, 1000',
    },
    method: {
      label: { en: 'Thresholds', zh: '阈值选取' },
      help: {
        en: 'Random forest seeks the best threshold on rows drawn with replacement; extra trees draw thresholds at random and read all rows.',
        zh: '随机森林在有放回抽取的行上寻找最佳阈值；极端随机树随机抽取阈值并读取所有行。',
      },
      options: {
        forest: { en: 'Sought (random forest)', zh: '寻优（随机森林）' },
        extra: { en: 'Drawn (extra trees)', zh: '随机（极端随机树）' },
      },
      tune: 'forest, extra',
    },
    leastRows: {
      label: { en: 'Rows a leaf', zh: '叶子最少行数' },
      help: {
        en: 'How many rows a leaf holds at least; more give steadier probabilities.',
        zh: '每个叶子至少包含的行数；越多概率越稳定。',
      },
      tune: '1, 5, 20',
    },
    tried: {
      label: { en: 'Features a split', zh: '每次分裂的特征数' },
      help: {
        en: 'Among how many features, drawn at random, a split is sought.',
        zh: '每次分裂在多少个随机抽取的特征中寻找。',
      },
      options: {
        sqrt: { en: 'Their square root', zh: '特征数的平方根' },
        third: { en: 'A third', zh: '三分之一' },
        all: { en: 'All', zh: '全部' },
      },
      tune: 'sqrt, third, all',
    },
    maxDepth: {
      label: { en: 'Depth', zh: '深度' },
      help: {
        en: 'How many questions a tree asks at most. 0: as many as it can.',
        zh: '每棵树最多提问的层数。0 表示不限。',
      },
    },
    criterion: {
      label: { en: 'Purity', zh: '纯度' },
      help: { en: 'How splits are compared where classes are predicted.', zh: '预测类别时如何比较分裂。' },
      options: { gini: { en: 'Gini', zh: '基尼' }, entropy: { en: 'Entropy', zh: '熵' } },
    },
  },
  outputs: {
    outOfBag: { en: 'Out-of-bag accuracy (R² for numbers)', zh: '袋外准确率（数值为 R²）' },
  },
});
