import { stepText } from '../define.ts';

/** The words of `predict.bagging`. */
export const baggingText = stepText({
  title: { en: 'Bagging', zh: '自助聚合（Bagging）' },
  summary: {
    en: 'One model, fitted on many draws of the rows, speaks as their mean.',
    zh: '同一模型在多次抽取的行上拟合，取其平均。',
  },
  about: {
    en: 'A model that changes much when a few rows change (a deep tree, nearest neighbours of one) is steadier as the **mean of many** of its kind, each fitted on rows drawn anew. It lowers variance and leaves bias: a linear model gains nothing.\n\nEach draw leaves out about a third of the rows; the members that did not draw a row are asked about it, which gives an honest **quality on rows not drawn** without further folds. Drawing features as well makes members more unlike each other. A random forest does the same faster for trees; use this panel for chains of any kind.',
    zh: '少数几行变化就会大幅改变的模型（如深树、单近邻），取**许多同类的平均**会更稳定，每个都在重新抽取的行上拟合。它降低方差而不改变偏差：线性模型没有收益。\n\n每次抽取约有三分之一的行未被抽中；由未抽到某行的成员来预测它，便无需另外分折就能得到公正的**在未抽中行上的质量**。同时抽取特征会使成员彼此更不相同。对树而言随机森林以更快的方式做同样的事；本面板适用于任何链。',
  },
  parameters: {
    nMembers: {
      label: { en: 'Members', zh: '成员数' },
      help: {
        en: 'How many times rows are drawn; more is never worse, and slower.',
        zh: '抽取的次数；越多不会更差，只会更慢。',
      },
    },
    rowShare: {
      label: { en: 'Share of rows', zh: '行占比' },
      help: { en: 'How many rows each member draws, of all.', zh: '每个成员抽取的行占全部行的比例。' },
      slider: true,
      tune: '0.5 to 1',
    },
    replace: {
      label: { en: 'Draw with replacement', zh: '放回抽样' },
      help: { en: 'A row may be drawn several times.', zh: '同一行可被多次抽中。' },
    },
    featureShare: {
      label: { en: 'Share of features', zh: '特征占比' },
      help: { en: 'How many features each member sees, of all.', zh: '每个成员可用的特征占全部特征的比例。' },
      slider: true,
      tune: '0.5, 0.75, 1',
    },
  },
  messages: {
    cannot: { en: '{member} does not predict this kind of target', zh: '{member}不能预测此类目标' },
  },
});
