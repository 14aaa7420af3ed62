import { stepText } from '../define.ts';

/** The words of gradient boosting. */
export const boostingText = stepText({
  title: { en: 'Gradient boosting', zh: '梯度提升' },
  summary: {
    en: 'Adds up many small trees, each mending what those before it got wrong.',
    zh: '累加许多小树，每棵树修正之前各树的错误。',
  },
  about: {
    en: 'Usually the most exact model for tables of customers. Trees are grown one after another on what is still predicted wrongly, each leaf by leaf where most is gained. Categories and missing values are read as they are: nothing has to be filled or encoded.\n\nA small **learning rate** with many **rounds** is more exact and slower. With **patience** above 0 a tenth of the rows is held out, and growing stops once these are predicted no better; the curve shows both losses. Features that may only raise (or only lower) the prediction can be named, so that the model never says the opposite of what everyone knows.\n\nIt needs some hundred rows; with fewer a logistic regression is steadier. It does not extrapolate: beyond the values it has seen its prediction stays the same.',
    zh: '对顾客类数据表而言通常是最准确的模型。树一棵接一棵地在仍然预测错误的部分上生长，每次从收益最大的叶子继续分裂。类别和缺失值直接读取，无需填补或编码。\n\n较小的**学习率**配合较多的**轮数**更准确，也更慢。**耐心**大于 0 时会留出十分之一的行，一旦这些行不再预测得更好就停止；曲线显示两种损失。可以指定只会提高（或只会降低）预测的特征，使模型不会违背常识。\n\n它需要数百行数据；更少时逻辑回归更稳定。它不会外推：超出见过的取值后，预测保持不变。',
  },
  parameters: {
    nRounds: {
      label: { en: 'Rounds', zh: '轮数' },
      help: { en: 'How many trees are added at most.', zh: '最多累加多少棵树。' },
      tune: '100, 300, 1000',
    },
    learningRate: {
      label: { en: 'Learning rate', zh: '学习率' },
      help: { en: 'How much of what a tree says is added.', zh: '每棵树的结果按多大比例累加。' },
      tune: '0.02 to 0.3 log',
    },
    maxLeaves: {
      label: { en: 'Leaves', zh: '叶子数' },
      help: {
        en: 'How many leaves a tree has at most; more see finer interactions and more chance.',
        zh: '每棵树最多的叶子数；越多越能捕捉细致的交互，也越容易追随偶然。',
      },
      tune: '4, 8, 15, 31',
    },
    leastRows: {
      label: { en: 'Rows a leaf', zh: '叶子最少行数' },
      help: { en: 'How many rows a leaf holds at least.', zh: '每个叶子至少包含的行数。' },
      tune: '5, 20, 50',
    },
    l2: {
      label: { en: 'Shrinkage', zh: '收缩强度' },
      help: { en: 'Draws what leaves say towards nothing (L2).', zh: '把叶子的取值向零收缩（L2）。' },
      tune: '0, 1, 10',
    },
    patience: {
      label: { en: 'Patience', zh: '耐心' },
      help: {
        en: 'Stops after so many rounds without a better loss on a tenth of the rows, which is held out. 0: never. Below 200 rows none are held out.',
        zh: '留出十分之一的行，若这么多轮内损失没有改善则停止。0 表示不停止。少于 200 行时不留出。',
      },
    },
    numbers: {
      label: { en: 'For numbers', zh: '数值目标' },
      help: {
        en: 'What is lowered where the target is a number: the squared error, or the deviance of counts that are never negative.',
        zh: '目标为数值时所降低的损失：平方误差，或非负计数的泊松偏差。',
      },
      options: { squared: { en: 'Squared error', zh: '平方误差' }, poisson: { en: 'Counts', zh: '计数（泊松）' } },
    },
    rising: {
      label: { en: 'Only raise', zh: '只会提高' },
      help: {
        en: 'Number features of which more never lowers the prediction. Empty: none. Not for more than two classes.',
        zh: '取值越大预测绝不降低的数值特征。留空表示没有。不适用于两类以上的目标。',
      },
    },
    falling: {
      label: { en: 'Only lower', zh: '只会降低' },
      help: {
        en: 'Number features of which more never raises the prediction. Empty: none. Not for more than two classes.',
        zh: '取值越大预测绝不提高的数值特征。留空表示没有。不适用于两类以上的目标。',
      },
    },
  },
  outputs: {
    losses: { en: 'Loss by round', zh: '各轮损失' },
    nRounds: { en: 'Rounds kept', zh: '保留的轮数' },
  },
  messages: {
    lossTitle: {
      en: 'Of {grown, number} rounds {kept, number} were kept',
      zh: '共 {grown, number} 轮，保留 {kept, number} 轮',
    },
    lossSubtitle: {
      en: 'mean loss on the rows learned from and on those held out',
      zh: '学习行与留出行上的平均损失',
    },
    lossSummary: {
      en: 'The loss on rows held out fell from {first} to {least} in round {kept, number}.',
      zh: '留出行上的损失从 {first} 降至第 {kept, number} 轮的 {least}。',
    },
    round: { en: 'Round', zh: '轮' },
    loss: { en: 'Mean loss', zh: '平均损失' },
    learned: { en: 'Learned from', zh: '学习行' },
    heldOut: { en: 'Held out', zh: '留出行' },
    kept: { en: 'kept', zh: '保留' },
    bothWays: { en: 'a feature cannot both only raise and only lower', zh: '同一特征不能既只会提高又只会降低' },
    severalClasses: {
      en: 'a direction can be kept for a number or for two classes only',
      zh: '只有数值目标或两类目标才能限定方向',
    },
    negative: { en: 'counts are never negative', zh: '计数不能为负' },
  },
});
