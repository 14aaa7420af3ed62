import { stepText } from '../define.ts';

/** The words of `tune.ranking`. */
export const tuneText = stepText({
  title: { en: 'Tune a recommender', zh: '调优推荐方法' },
  summary: {
    en: 'Tries settings of one recommender on folds of the past and keeps the best.',
    zh: '在过去数据的各折上尝试推荐方法的不同设置，保留最好的。',
  },
  about: {
    en: 'Every setting is fitted and tested on several **folds**: windows at the end of the training time, each predicted from what lies before it. What lies after the **cut** is never read, so that *Compare recommenders* with the same cut still gives an honest judgement of the winner.\n\n**Values to try**, a line a parameter:\n\n```\nnNeighbours = 20, 50, 100\nsimilarity = cosine, bm25\nshrink = 1 to 100 log\n```\n\nA range is searched at five points by *grid*, anywhere by *random*; `log` steps by ratios. Left empty, the step’s own proposals are tried. The first trial is always the recommender as it was given. The output **best** can be used wherever a recommender is asked for. A search that was cancelled or cut short goes on with the trials that it had finished.',
    zh: '每种设置都在若干**折**上训练并检验：折是训练时段末尾的几个窗口，每个都用它之前的数据来预测。**划分时间**之后的数据从不读取，因此用相同划分时间的“比较推荐方法”仍能公正地评价胜者。\n\n**要尝试的值**，每行一个参数：\n\n```\nnNeighbours = 20, 50, 100\nsimilarity = cosine, bm25\nshrink = 1 to 100 log\n```\n\n对范围，*网格*取五个点，*随机*在其中任意取值；`log` 表示按比例取值。留空则尝试步骤自己建议的值。第一次尝试总是给定的原设置。输出**最佳**可用于任何需要推荐方法的地方。搜索被取消或意外中断后，再次运行会从已完成的尝试继续。',
  },
  inputs: {
    interactions: { en: 'Interactions', zh: '交互记录' },
    model: { en: 'Recommender', zh: '推荐方法' },
  },
  outputs: {
    trials: { en: 'Trials', zh: '尝试记录' },
    search: { en: 'Search', zh: '搜索过程' },
    ranking: { en: 'Best settings', zh: '最佳设置' },
    best: { en: 'Best recommender', zh: '最佳推荐方法' },
    quality: { en: 'Quality of the best', zh: '最佳设置的质量' },
    gain: { en: 'Gain over the settings given', zh: '比原设置提高' },
  },
  parameters: {
    values: {
      label: { en: 'Values to try', zh: '要尝试的值' },
      help: {
        en: 'A line a parameter: “nNeighbours = 20, 50, 100” or “shrink = 1 to 100 log”. Empty: what the step proposes.',
        zh: '每行一个参数：“nNeighbours = 20, 50, 100”或“shrink = 1 to 100 log”。留空则用步骤建议的值。',
      },
      multiline: true,
    },
    search: {
      label: { en: 'Search', zh: '搜索方式' },
      help: { en: 'Every combination, or combinations drawn at random.', zh: '尝试所有组合，或随机抽取组合。' },
      options: { grid: { en: 'Grid', zh: '网格' }, random: { en: 'Random', zh: '随机' } },
    },
    nTrials: {
      label: { en: 'Trials', zh: '尝试次数' },
      help: { en: 'At most so many settings, beside the one given.', zh: '除原设置外最多尝试的设置数。' },
    },
    cut: {
      label: { en: 'Cut', zh: '划分时间' },
      help: {
        en: 'What is later is never read. Empty: chosen as the evaluation chooses it.',
        zh: '之后的数据从不读取。留空则与评价步骤的默认一致。',
      },
    },
    testShare: {
      label: { en: 'Share of time kept back', zh: '保留时段占比' },
      help: {
        en: 'Where no cut is set: which share of the time span, at its end, is never read.',
        zh: '未设置划分时间时，时间跨度末尾从不读取的比例。',
      },
      slider: true,
    },
    nFolds: {
      label: { en: 'Folds', zh: '折数' },
      help: { en: 'How many windows are predicted.', zh: '预测多少个窗口。' },
    },
    validationShare: {
      label: { en: 'Share of time in folds', zh: '各折时段占比' },
      help: {
        en: 'Which share of the training time, at its end, the windows cover together.',
        zh: '所有窗口合计占训练时段末尾的比例。',
      },
      advanced: true,
      slider: true,
    },
    metric: {
      label: { en: 'Judged by', zh: '评判依据' },
      help: { en: 'The quality that the search raises.', zh: '搜索要提高的质量指标。' },
    },
    k: {
      label: { en: 'List length', zh: '列表长度' },
      help: { en: 'At how many recommendations quality is measured.', zh: '在多少个推荐下衡量质量。' },
    },
    maskBought: {
      label: { en: 'Mask bought items', zh: '屏蔽已购商品' },
      help: {
        en: 'Neither recommend nor count what a customer had bought before.',
        zh: '之前买过的商品既不推荐也不计入。',
      },
    },
  },
  columns: {
    trial: { en: 'Trial', zh: '尝试' },
    rank: { en: 'Rank', zh: '名次' },
    value: { en: 'Quality', zh: '质量' },
    lowest_fold: { en: 'Lowest fold', zh: '最低的折' },
    highest_fold: { en: 'Highest fold', zh: '最高的折' },
  },
  messages: {
    trying: { en: 'Trial {trial, number} of {total, number}', zh: '第 {trial, number} 次尝试，共 {total, number} 次' },
    sampled: {
      en: 'There are {all, number} combinations; {tried, number} of them were drawn at random.',
      zh: '共有 {all, number} 种组合，随机抽取了其中 {tried, number} 种。',
    },
    'search-better': {
      en: '{setting} is best: {metric} at {k, number} is {value}, against {given} as given',
      zh: '{setting}最好：{metric}（前 {k, number} 位）为 {value}，原设置为 {given}',
    },
    'search-same': {
      en: 'None of {n, plural, one {# setting} other {# settings}} beats the one given: {metric} at {k, number} is {value}',
      zh: '{n, number} 种设置都不优于原设置：{metric}（前 {k, number} 位）为 {value}',
    },
    basis: {
      en: 'Mean of {folds, plural, one {# fold} other {# folds}} before {cut}; {customers, number} customers in all',
      zh: '{cut} 之前 {folds, number} 折的平均；合计 {customers, number} 位顾客',
    },
    'search-summary': {
      en: 'A line over {n, plural, one {# trial} other {# trials}}: quality of each, and the best so far, which ends at {value}.',
      zh: '{n, number} 次尝试的折线：每次的质量，以及到目前为止的最佳值，最终为 {value}。',
    },
    'ranking-summary': {
      en: 'Bars of the {n, plural, one {best setting} other {# best settings}} with the range over folds. First: {first}.',
      zh: '最好的 {n, number} 种设置的条形图，附各折的范围。第一名：{first}。',
    },
    'ranking-title': {
      en: 'From {low} to {high}: how much the {n, plural, one {best setting differs} other {# best settings differ}}',
      zh: '从 {low} 到 {high}：最好的 {n, number} 种设置之间的差别',
    },
    trial: { en: 'Trial', zh: '尝试' },
    each: { en: 'Each trial', zh: '每次尝试' },
    'best-so-far': { en: 'Best so far', zh: '当前最佳' },
    given: { en: 'as given', zh: '原设置' },
    quality: { en: 'Quality', zh: '质量' },
  },
});
