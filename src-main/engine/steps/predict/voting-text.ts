import { stepText } from '../define.ts';

/** The words of `predict.voting`. */
export const votingText = stepText({
  title: { en: 'Voting', zh: '投票集成' },
  summary: { en: 'Several models vote on every prediction.', zh: '多个模型共同投票得出每个预测。' },
  about: {
    en: 'Models that err in different ways err less together. **Soft** voting takes the mean of their probabilities (or numbers), **hard** voting the class that most of them name; soft is the better choice wherever probabilities can be trusted.\n\nMembers are whole chains: each may impute, scale and select in its own way. With **learned** weights a share of the rows is held out, every member learns from the others, and those weights are taken that fit the held-out rows best (least log loss, or least squared error); then all members learn from all rows. A member that adds nothing weighs nothing.\n\nThe model can be explained, tuned and applied like any other; the output **chain** goes where models are compared.',
    zh: '以不同方式犯错的模型，合在一起错得更少。**软**投票取各模型概率（或数值）的平均，**硬**投票取多数模型给出的类别；只要概率可信，软投票更好。\n\n成员是完整的链：每个都可以用自己的方式填补、缩放和选择特征。选择**学习**权重时，会留出一部分行，各成员在其余行上学习，再取最符合留出行的权重（对数损失或平方误差最小）；之后所有成员在全部行上学习。没有贡献的成员权重为零。\n\n该模型可以像其他模型一样解释、调优和应用；输出**集成链**可用于模型比较。',
  },
  parameters: {
    vote: {
      label: { en: 'Vote', zh: '投票方式' },
      help: {
        en: 'Whether members give probabilities or name a class; numbers are always averaged.',
        zh: '成员给出概率还是只给出类别；数值目标总是取平均。',
      },
      options: {
        soft: { en: 'Probabilities (soft)', zh: '概率（软投票）' },
        hard: { en: 'Classes (hard)', zh: '类别（硬投票）' },
      },
      tune: 'soft, hard',
    },
    weights: {
      label: { en: 'Weights', zh: '权重' },
      help: { en: 'How much each member counts.', zh: '每个成员的分量。' },
      options: {
        equal: { en: 'All alike', zh: '全部相同' },
        learned: { en: 'Learned on rows held out', zh: '在留出行上学习' },
        given: { en: 'As set', zh: '自行设置' },
      },
      tune: 'equal, learned',
    },
    given: {
      label: { en: 'Weights set', zh: '设置的权重' },
      help: { en: 'One number a member, in their order.', zh: '按成员顺序，每个一个数。' },
      advanced: true,
    },
    heldOut: {
      label: { en: 'Share held out', zh: '留出占比' },
      help: { en: 'The share of the rows that weights are learned on.', zh: '用于学习权重的行所占比例。' },
      advanced: true,
      slider: true,
    },
  },
});
