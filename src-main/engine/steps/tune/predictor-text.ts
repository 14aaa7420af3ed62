import { stepText } from '../define.ts';

/** The words of `tune.predictor`. */
export const tunePredictorText = stepText({
  title: { en: 'Tune a predictor', zh: '调优预测模型' },
  summary: {
    en: 'Tries settings of a chain that predicts, fitted and tested in folds, and keeps the best.',
    zh: '在各折中拟合并检验预测链的不同设置，保留最好的。',
  },
  about: {
    en: 'Every setting of the chain is fitted and tested in the same **folds**, preparing and selecting included, so that nothing of the test leaks into learning. The first trial is always the chain as it was given.\n\n**Values to try**, a line a parameter; a number before the name says which link of the chain is meant:\n\n```\nstrength = 0.01 to 100 log\npenalty = ridge, lasso\n1.nComponents = 2, 5, 10\n```\n\nLeft empty, the steps’ own proposals are tried.\n\n- **Grid** tries every combination, with five points of a range; **random** draws anywhere, and finds as much with fewer trials where only some parameters matter.\n- **TPE** learns after ten trials where good settings lie and looks there.\n- **Gaussian process** learns after five trials how quality bends over all parameters at once, and tries where the largest improvement is expected. It needs the fewest trials where few parameters matter that are numbers, as when a fit takes minutes; of more than about eight parameters, or many choices, take TPE.\n- **Successive halving** tries many settings on few rows and lets the best third go on with three times as many; **Hyperband** does so several times, more or less boldly. They pay where a fit takes long; a setting that needs many rows to shine may be dropped early.\n\nThe search ends with the trials or with the **time**, whichever comes first. Trials are planned by estimated work, so that the same data gives the same answer wherever a machine is as fast as was estimated; on a slower or busy one the clock ends the search, even in the middle of a trial, and the trials that were finished are kept. A search that was cancelled goes on with the trials that it had finished.\n\n**Importance** says how much of the spread in quality each parameter explains alone, by a forest over the trials (functional ANOVA): leave alone what explains nothing.\n\nThe best of many trials looks better than it is: it was chosen for it. Set **judging folds** for an honest number: the whole search is repeated inside each of them and its winner tested on rows that no trial has seen. The output **best** can be used wherever a model to predict with is asked for.',
    zh: '链的每种设置都在相同的**折**中拟合和检验，包括预处理与特征选择，因此检验数据不会泄漏到学习中。第一次尝试总是给定的原链。\n\n**要尝试的值**，每行一个参数；名称前的数字表示链中的第几步：\n\n```\nstrength = 0.01 to 100 log\npenalty = ridge, lasso\n1.nComponents = 2, 5, 10\n```\n\n留空则尝试各步骤自己建议的值。\n\n- **网格**尝试所有组合，范围取五个点；**随机**任意抽取，当只有部分参数重要时用更少的尝试就能找到同样好的设置。\n- **TPE** 在十次尝试之后学习好的设置在哪里，并在那里寻找。\n- **高斯过程**在五次尝试之后学习质量随所有参数共同变化的形状，并在预期改进最大的地方尝试。当参数少且多为数值、每次拟合又很耗时时，它需要的尝试次数最少；参数超过八个左右或选项很多时请用 TPE。\n- **逐次减半**先用少量行尝试许多设置，让最好的三分之一用三倍的行继续；**Hyperband** 以不同的激进程度重复多次。拟合耗时长时值得使用；需要很多行才能显出优势的设置可能被过早淘汰。\n\n搜索在尝试次数或**时间**用完时结束，以先到者为准。尝试按估计的工作量安排，因此只要机器不慢于估计，同样的数据总得到同样的答案；在较慢或繁忙的机器上，时钟会在时间用完时结束搜索，即使某次尝试尚未完成，已完成的尝试都会保留。被取消的搜索会从已完成的尝试继续。\n\n**重要性**表示每个参数单独能解释多少质量差异，由对各次尝试拟合的森林得出（函数方差分析）：什么都解释不了的参数不必再调。\n\n许多尝试中最好的一个看起来比实际更好，因为它正是因此被选中的。设置**评判折**可得到公正的数字：整个搜索在每一折内重复，并在任何尝试都没见过的行上检验胜者。输出**最佳**可用于任何需要预测模型的地方。',
  },
  inputs: {
    table: { en: 'Rows with the target', zh: '带目标的行' },
    model: { en: 'Chain to tune', zh: '要调优的链' },
  },
  outputs: {
    trials: { en: 'Trials', zh: '尝试记录' },
    search: { en: 'Search', zh: '搜索过程' },
    ranking: { en: 'Best settings', zh: '最佳设置' },
    parallel: { en: 'Settings and quality', zh: '设置与质量' },
    importance: { en: 'Importance of parameters', zh: '参数重要性' },
    best: { en: 'Best chain', zh: '最佳链' },
    quality: { en: 'Quality of the best', zh: '最佳设置的质量' },
    gain: { en: 'Gain over the settings given', zh: '比原设置提高' },
    honest: { en: 'Quality on rows no trial has seen', zh: '在未见过的行上的质量' },
  },
  parameters: {
    values: {
      label: { en: 'Values to try', zh: '要尝试的值' },
      help: {
        en: 'A line a parameter: “strength = 0.01 to 100 log” or “penalty = ridge, lasso”. Empty: what the steps propose.',
        zh: '每行一个参数：“strength = 0.01 to 100 log”或“penalty = ridge, lasso”。留空则用步骤建议的值。',
      },
      multiline: true,
    },
    search: {
      label: { en: 'Search', zh: '搜索方式' },
      help: { en: 'How settings are chosen.', zh: '如何选择要尝试的设置。' },
      options: {
        grid: { en: 'Grid', zh: '网格' },
        random: { en: 'Random', zh: '随机' },
        tpe: { en: 'Learning from trials (TPE)', zh: '从尝试中学习（TPE）' },
        gaussian: { en: 'Learning from trials (Gaussian process)', zh: '从尝试中学习（高斯过程）' },
        halving: { en: 'Successive halving', zh: '逐次减半' },
        hyperband: { en: 'Hyperband', zh: 'Hyperband' },
      },
    },
    nTrials: {
      label: { en: 'Trials', zh: '尝试次数' },
      help: {
        en: 'At most so many, beside the chain as given; those on few rows count as well.',
        zh: '除原链外最多尝试的次数；使用少量行的尝试也计入。',
      },
    },
    seconds: {
      label: { en: 'Time', zh: '时间' },
      help: {
        en: 'How long the search may take; what is tried is planned by estimated work, and given up once the time is over.',
        zh: '搜索最多可用的时间；按估计的工作量安排尝试，时间用完即放弃未完成的尝试。',
      },
      unit: { en: 's', zh: '秒' },
    },
    factor: {
      label: { en: 'Go on with one in', zh: '晋级比例（几分之一）' },
      help: {
        en: 'For halving: one in so many settings goes on, with as many times the rows.',
        zh: '用于减半：每几个设置中有一个继续，行数增至同样的倍数。',
      },
      advanced: true,
    },
    leastShare: {
      label: { en: 'Least share of rows', zh: '最少行占比' },
      help: {
        en: 'For halving: the share of the rows that settings begin with at least.',
        zh: '用于减半：设置开始时至少使用的行占比。',
      },
      advanced: true,
      slider: true,
    },
    judgingFolds: {
      label: { en: 'Judging folds', zh: '评判折数' },
      help: {
        en: 'The whole search is repeated inside so many folds, to judge it on rows that it has not seen; 0: not judged.',
        zh: '在这么多折内重复整个搜索，用它未见过的行评判；0 表示不评判。',
      },
      advanced: true,
    },
  },
  columns: {
    share: { en: 'Share of rows', zh: '行占比' },
    work: { en: 'Estimated work (s)', zh: '估计工作量（秒）' },
  },
  messages: {
    trying: { en: 'Trial {trial, number} of {total, number}', zh: '第 {trial, number} 次尝试，共 {total, number} 次' },
    judging: {
      en: 'Judging fold {fold, number} of {total, number}',
      zh: '评判第 {fold, number} 折，共 {total, number} 折',
    },
    sampled: {
      en: 'There are {all, number} combinations; {tried, number} of them were drawn at random.',
      zh: '共有 {all, number} 种组合，随机抽取了其中 {tried, number} 种。',
    },
    'out-of-time': {
      en: 'The time ended after {tried, plural, one {# trial} other {# trials}}: allow more of it, or look at fewer rows.',
      zh: '时间在 {tried, number} 次尝试后用完：请增加时间或减少行数。',
    },
    'search-better': {
      en: '{setting} is best: {metric} is {value}, against {given} as given',
      zh: '{setting}最好：{metric}为 {value}，原设置为 {given}',
    },
    'search-same': {
      en: 'None of {n, plural, one {# trial} other {# trials}} beats the settings given: {metric} is {value}',
      zh: '{n, number} 次尝试都不优于原设置：{metric}为 {value}',
    },
    basis: {
      en: 'Mean of {folds, plural, one {# fold} other {# folds}} of {rows, number} rows, and the range over them',
      zh: '{rows, number} 行上 {folds, number} 折的平均及各折的范围',
    },
    parallelTitle: {
      en: 'The best tenth of {n, plural, one {# trial} other {# trials}} reaches {metric} {low} or better',
      zh: '{n, number} 次尝试中最好的十分之一，{metric}达到 {low} 或更好',
    },
    parallelSummary: {
      en: 'Lines of {n, plural, one {# trial} other {# trials}} across {axes, number} parameters and {metric}.',
      zh: '{n, number} 次尝试穿过 {axes, number} 个参数和{metric}的折线。',
    },
    importanceTitle: {
      en: '{parameter} alone explains {share} of the spread in {metric}',
      zh: '{parameter}单独解释了{metric}差异的 {share}',
    },
    importanceNone: { en: 'No parameter makes a difference to {metric}', zh: '没有参数影响{metric}' },
    importanceSubtitle: {
      en: 'Functional ANOVA by a forest over {n, plural, one {# trial} other {# trials}}: main effects',
      zh: '对 {n, number} 次尝试拟合森林的函数方差分析：主效应',
    },
    importanceSummary: {
      en: 'Bars of {n, number} parameters; the most important is {parameter}.',
      zh: '{n, number} 个参数的条形图，最重要的是{parameter}。',
    },
    importanceAxis: { en: 'Share of the spread explained', zh: '解释的差异占比' },
  },
});
