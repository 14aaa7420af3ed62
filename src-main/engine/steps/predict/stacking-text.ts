import { stepText } from '../define.ts';

/** The words of `predict.stacking`. */
export const stackingText = stepText({
  title: { en: 'Stacking', zh: '堆叠集成' },
  summary: {
    en: 'A model learns how far to trust each of several others.',
    zh: '由一个模型学习该在多大程度上相信其他各模型。',
  },
  about: {
    en: 'Every member predicts rows that it did not learn from (**out of fold**), and a **judge** learns from these predictions what really happened: whom to believe, how far, and where they all err the same way. Then all members learn from all rows. Unlike voting it may bend and correct what members say; like it, it gains where members err differently, and gains little where they are alike.\n\nThe judge is a logistic regression for classes and a linear one for numbers, unless another chain is connected: something simple does best, because members have already done the work. With **features passed on** it sees the rows themselves as well, and may learn to trust one member for some rows and another for others.\n\n**Hold-out** in place of folds is called *blending*: several times faster, and the judge learns from fewer rows. Rows of one customer are not kept in one fold here; give each customer one row.',
    zh: '每个成员预测自己未学习过的行（**折外**），再由一个**综合模型**从这些预测中学习真正发生的情况：该相信谁、相信多少，以及它们在哪里犯同样的错。之后所有成员在全部行上学习。与投票不同，它可以弯曲和修正成员的输出；与投票一样，成员犯错方式不同时收益大，彼此相似时收益小。\n\n除非连接了其他链，综合模型对类别用逻辑回归，对数值用线性回归：简单的最好，因为成员已经完成了主要工作。选择**传递特征**时它也能看到行本身，可以学会对不同的行相信不同的成员。\n\n用**留出**代替分折称为*混合（blending）*：快数倍，但综合模型学习的行更少。这里不会把同一顾客的多行放在同一折；请让每位顾客只有一行。',
  },
  parameters: {
    scheme: {
      label: { en: 'Members predict', zh: '成员预测' },
      help: { en: 'Which rows the judge learns from.', zh: '综合模型从哪些行学习。' },
      options: {
        folds: { en: 'Every row, out of fold', zh: '每一行（折外）' },
        'hold-out': { en: 'A share held out (blending)', zh: '留出的一部分（blending）' },
      },
    },
    nFolds: {
      label: { en: 'Folds', zh: '折数' },
      help: { en: 'Members are fitted once for each, and once more.', zh: '每折拟合一次成员，另加一次。' },
    },
    heldOut: {
      label: { en: 'Share held out', zh: '留出占比' },
      help: {
        en: 'For blending: the share of the rows that the judge learns from.',
        zh: '用于混合：综合模型学习的行所占比例。',
      },
      advanced: true,
      slider: true,
    },
    passFeatures: {
      label: { en: 'Pass features on', zh: '传递特征' },
      help: { en: 'The judge sees the features beside what members say.', zh: '综合模型除成员的输出外也能看到特征。' },
      tune: 'yes, no',
    },
  },
  messages: {
    judgeCannot: { en: 'the judge cannot predict it', zh: '综合模型不能预测它' },
  },
});
