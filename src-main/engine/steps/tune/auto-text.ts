import { stepText } from '../define.ts';

/** The words of `tune.auto`. */
export const autoPredictorText = stepText({
  title: { en: 'Find a predictor', zh: '自动寻找预测模型' },
  summary: {
    en: 'Tries models and ensembles of the best within a time, and ranks them.',
    zh: '在给定时间内尝试多种模型及最佳者的集成，并排名。',
  },
  about: {
    en: 'A first look at what can be predicted, and by what. Within the **time** it fits and tests in the same folds, in this order: a baseline, linear models, boosting, forests, discriminants, naive Bayes, a tree, neighbours, support vectors and neural networks, some of them with several settings; then **ensembles** of the three best (voting with learned weights, and stacking).\n\nThe **leaderboard** shows the quality of each with its range over folds, the work of a fit and how long it took. With a benefit and a cost it also shows the **profit** of reaching, among the held-out rows, those above the threshold that earns most: the model with the best ROC-AUC is not always the one that earns most.\n\nRead it from the top: where the first are within each other’s range they are equally good, and the quicker or the more readable one is the better choice. The five best come out as **chains**: connect them to *Compare predictors* or *Tune a predictor*. Any row of the leaderboard opens **as panels** that you can change and fit on all rows: choose the row, then *Open as panels*. The best of many looks better than it is; judge the winner on rows that took no part.\n\nThe **time** holds in two ways. What is tried is planned by estimated work, so that the same data gives the same answer wherever a machine is as fast as was estimated. On a slower or busy one the clock decides: models that would end too late are left out, and one that is still being fitted when the time is over is given up. Only the baseline is always fitted.',
    zh: '初步了解什么能预测、用什么预测。在**时间**之内，它用相同的折依次拟合并检验：基准、线性模型、提升、森林、判别分析、朴素贝叶斯、树、近邻、支持向量机和神经网络，其中一些带有多组设置；之后是最好三个的**集成**（学习权重的投票，以及堆叠）。\n\n**排行榜**显示每个模型的质量及其各折范围、单次拟合的工作量和实际用时。给出收益和成本时，还显示在留出行中触达收益最高阈值以上者的**利润**：ROC-AUC 最好的模型不一定最赚钱。\n\n请从上往下看：若前几名在彼此的范围之内，则它们一样好，更快或更易读的是更好的选择。最好的五个以**链**的形式给出：可连接到“比较预测模型”或“调优预测模型”。排行榜的任何一行都可**作为面板打开**、修改，并在全部行上拟合：选中该行，再点“作为面板打开”。许多模型中最好的一个看起来比实际更好；请用未参与的行评判胜者。\n\n**时间**有两重约束。尝试哪些模型按估计的工作量安排，因此只要机器不慢于估计，同样的数据总得到同样的答案。在较慢或繁忙的机器上则以时钟为准：来不及完成的模型不再尝试，时间用完时仍在拟合的模型会被放弃。只有基准总会拟合。',
  },
  inputs: { table: { en: 'Rows with the target', zh: '带目标的行' } },
  outputs: {
    leaderboard: { en: 'Leaderboard', zh: '排行榜' },
    figure: { en: 'Models found', zh: '找到的模型' },
    speed: { en: 'Quality and work', zh: '质量与工作量' },
    best: { en: 'Best chain', zh: '最佳链' },
    second: { en: 'Second chain', zh: '第二名的链' },
    third: { en: 'Third chain', zh: '第三名的链' },
    fourth: { en: 'Fourth chain', zh: '第四名的链' },
    fifth: { en: 'Fifth chain', zh: '第五名的链' },
    quality: { en: 'Best quality', zh: '最佳质量' },
    profit: { en: 'Profit of the best', zh: '最佳模型的利润' },
  },
  parameters: {
    seconds: {
      label: { en: 'Time', zh: '时间' },
      help: {
        en: 'How long it may try; more time tries more.',
        zh: '最多可尝试多久；时间越长尝试越多。',
      },
      unit: { en: 's', zh: '秒' },
    },
    benefit: {
      label: { en: 'Benefit of an event reached', zh: '触达一个事件的收益' },
      help: {
        en: 'What it is worth to reach someone of whom the event is true. With a cost of 0 as well, profit is not told.',
        zh: '触达一个真实事件者的价值。若成本也为 0，则不显示利润。',
      },
    },
    cost: {
      label: { en: 'Cost of reaching one', zh: '触达一个的成本' },
      help: { en: 'What it costs to reach someone, event or not.', zh: '触达一个人的成本，无论是否为事件。' },
    },
  },
  columns: {
    rank: { en: 'Rank', zh: '名次' },
    model: { en: 'Model', zh: '模型' },
    quality: { en: 'Quality', zh: '质量' },
    lowest: { en: 'Lowest fold', zh: '最低的折' },
    highest: { en: 'Highest fold', zh: '最高的折' },
    work: { en: 'Estimated work of a fit (s)', zh: '单次拟合的估计工作量（秒）' },
    seconds: { en: 'Took, all folds (s)', zh: '各折共用时（秒）' },
    profit: { en: 'Profit', zh: '利润' },
    reached: { en: 'Reached', zh: '触达占比' },
    chain: { en: 'Steps and settings', zh: '步骤与设置' },
  },
  messages: {
    trying: { en: 'trying {model}', zh: '正在尝试{model}' },
    notTried: {
      en: '{left, number} of {all, number} models did not fit into the time and were left out. More time tries more.',
      zh: '{all, number} 个模型中有 {left, number} 个因时间不够未能完成。时间越长，尝试越多。',
    },
    failed: { en: '{model} could not be fitted: {why}', zh: '{model}无法拟合：{why}' },
    none: { en: 'none of the models could be fitted', zh: '没有一个模型能够拟合' },
    title: {
      en: '{best} leads with {metric} {value}; {plain} alone has {plainValue}',
      zh: '{best}以{metric} {value} 领先；{plain}单独为 {plainValue}',
    },
    titleOne: { en: '{best} reaches {metric} {value}', zh: '{best}的{metric}为 {value}' },
    subtitle: {
      en: 'Mean of {folds, plural, one {# fold} other {# folds}} of {rows, number} rows, and the range over them; {models, number} models tried',
      zh: '{rows, number} 行上 {folds, number} 折的平均及各折范围；尝试了 {models, number} 个模型',
    },
    summary: {
      en: 'Bars of {metric} for {models, number} models; {best} is best with {value}.',
      zh: '{models, number} 个模型的{metric}条形图；{best}最好，为 {value}。',
    },
    ranked: { en: '{rank, number} {method}', zh: '{rank, number} {method}' },
    speedTitle: {
      en: '{best} is the best of {models, number} models, at {times} times the work of the quickest within {share} of it',
      zh: '{models, number} 个模型中{best}最好，工作量是质量差距在 {share} 之内的最快者的 {times} 倍',
    },
    speedTitleQuickest: {
      en: '{best} is the best of {models, number} models, and no quicker one comes within {share} of it',
      zh: '{models, number} 个模型中{best}最好，没有更快的模型与它的质量差距在 {share} 之内',
    },
  },
});
