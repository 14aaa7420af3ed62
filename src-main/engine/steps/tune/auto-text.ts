import { stepText } from '../define.ts';

/** The words of `tune.auto`. */
export const autoPredictorText = stepText({
  title: { en: 'Find a predictor', zh: '自动寻找预测模型' },
  summary: {
    en: 'Tries models and ensembles of the best within a time, and ranks them.',
    zh: '在给定时间内尝试多种模型及最佳者的集成，并排名。',
  },
  about: {
    en: 'A first look at what can be predicted, and by what. Within the **time** it fits and tests in the same folds, in this order: a baseline, linear models, boosting, forests, discriminants, naive Bayes, a tree, neighbours and support vectors, some of them with several settings; then **ensembles** of the three best (voting with learned weights, and stacking).\n\nThe **leaderboard** shows the quality of each with its range over folds, and how long it works. With a benefit and a cost it also shows the **profit** of reaching, among the held-out rows, those above the threshold that earns most: the model with the best ROC-AUC is not always the one that earns most.\n\nRead it from the top: where the first are within each other’s range they are equally good, and the quicker or the more readable one is the better choice. The five best come out as **chains**: connect them to *Compare predictors* or *Tune a predictor*, or open them as panels, change them, and fit them on all rows. The best of many looks better than it is; judge the winner on rows that took no part.\n\nThe **time** is counted in estimated work, not by the clock, so that the same data always gives the same answer: on a slow machine it takes longer than said.',
    zh: '初步了解什么能预测、用什么预测。在**时间**之内，它用相同的折依次拟合并检验：基准、线性模型、提升、森林、判别分析、朴素贝叶斯、树、近邻和支持向量机，其中一些带有多组设置；之后是最好三个的**集成**（学习权重的投票，以及堆叠）。\n\n**排行榜**显示每个模型的质量及其各折范围，以及所需的工作量。给出收益和成本时，还显示在留出行中触达收益最高阈值以上者的**利润**：ROC-AUC 最好的模型不一定最赚钱。\n\n请从上往下看：若前几名在彼此的范围之内，则它们一样好，更快或更易读的是更好的选择。最好的五个以**链**的形式给出：可连接到“比较预测模型”或“调优预测模型”，也可作为面板打开、修改，并在全部行上拟合。许多模型中最好的一个看起来比实际更好；请用未参与的行评判胜者。\n\n**时间**按估计的工作量计算，而不看时钟，因此同样的数据总得到同样的答案；在较慢的机器上会超过所说的时间。',
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
        en: 'About how long it may try, in estimated seconds of work; more time tries more.',
        zh: '大约可尝试多久，以估计的工作秒数计；时间越长尝试越多。',
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
    modelEn: { en: 'Model (English)', zh: '模型（英文）' },
    modelZh: { en: 'Model (Chinese)', zh: '模型（中文）' },
    quality: { en: 'Quality', zh: '质量' },
    lowest: { en: 'Lowest fold', zh: '最低的折' },
    highest: { en: 'Highest fold', zh: '最高的折' },
    work: { en: 'Estimated work of a fit (s)', zh: '单次拟合的估计工作量（秒）' },
    profit: { en: 'Profit', zh: '利润' },
    reached: { en: 'Reached', zh: '触达占比' },
  },
  messages: {
    trying: { en: 'trying {model}', zh: '正在尝试{model}' },
    notTried: {
      en: '{left, number} of {all, number} models did not fit into the time and were not tried.',
      zh: '{all, number} 个模型中有 {left, number} 个因时间不够未尝试。',
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
    speedTitle: {
      en: 'Quality of {models, number} models by the work of a fit: the best is {times} times as much work as the quickest within {share} of it',
      zh: '{models, number} 个模型的质量与单次拟合工作量：最佳者的工作量是质量差距在 {share} 之内的最快者的 {times} 倍',
    },
  },
});
