import { stepText } from '../define.ts';

export const policyText = stepText({
  title: { en: 'What a policy would have earned', zh: '策略的离线估值' },
  summary: {
    en: 'Estimates from a log of shown items what other recommendations would have brought, before anyone sees them.',
    zh: '根据展示日志，在上线前估计另一种推荐会带来多少收益。',
  },
  about: {
    en: 'Give it a log of items that were **shown by chance**: who saw which item, what came of it, and the **propensity**, the probability with which that item was shown to that customer at that moment. A row counts more the less likely it was to be shown and the more likely the new policy would show it: its *weight* is the one probability over the other. So the log, made by another policy, speaks for the new one.\n\nThe new policy is either a table of recommendations, of which each customer is shown one of the first few, all equally likely; or a column of the log with the probability that the new policy shows that item.\n\n**IPS** is the mean of weight times reward: right on average, but it jumps where few rows weigh much. **SNIPS** divides by the sum of weights instead of the number of rows: a little off, much steadier, and what to look at first. Weights above a bound are **cut**, which steadies both and makes both cautious. Intervals come from resampling customers.\n\nLook at the **effective rows**: so many rows of equal weight would say as much. With fewer than about a hundred do not decide anything. The mean weight should lie near 1; if it does not, the log has not seen what the new policy would do, or the propensities are wrong. A log **without** propensities, or one that always shows the same, cannot answer this question: run an experiment.',
    zh: '请提供一份**随机展示**的日志：谁看到了哪件商品、结果如何，以及**倾向得分**，即当时向该顾客展示该商品的概率。展示概率越低、新策略越可能展示的行权重越大：*权重*就是两个概率之比。于是由其他策略产生的日志可以替新策略说话。\n\n新策略可以是一张推荐表，每位顾客以相同概率看到其列表的前几件之一；也可以是日志中的一列，给出新策略展示该商品的概率。\n\n**IPS** 是权重乘收益的均值：平均而言正确，但少数行权重很大时会剧烈波动。**SNIPS** 以权重之和代替行数作除数：略有偏差，但稳定得多，应首先查看。超过上限的权重会被**截断**，使两者更稳定也更保守。区间由顾客重抽样得到。\n\n请看**有效行数**：这么多等权的行能提供同样多的信息。少于约一百时不要据此决策。平均权重应接近 1；否则日志没有见过新策略的做法，或倾向得分有误。**没有**倾向得分、或总是展示同样内容的日志无法回答这个问题：请做实验。',
  },
  inputs: {
    log: { en: 'What was shown', zh: '展示日志' },
    recommendations: { en: 'What would be shown', zh: '将要展示的推荐' },
  },
  outputs: {
    estimates: { en: 'Estimates', zh: '估计值' },
    figure: { en: 'What the policy would have earned', zh: '策略估值图' },
    value: { en: 'Estimate (SNIPS)', zh: '估计值（SNIPS）' },
    logged: { en: 'What was earned', zh: '实际收益' },
    effective: { en: 'Effective rows', zh: '有效行数' },
    meanWeight: { en: 'Mean weight', zh: '平均权重' },
  },
  parameters: {
    propensity: {
      label: { en: 'Propensity', zh: '倾向得分' },
      help: {
        en: 'The column with the probability, above 0 and at most 1, with which the item was shown; one called propensity unless chosen.',
        zh: '展示该商品的概率所在列，大于 0 且不超过 1；未选择时取名为 propensity 的列。',
      },
    },
    chance: {
      label: { en: 'New probability', zh: '新概率' },
      help: {
        en: 'The column with the probability with which the new policy shows the item; leave empty to take it from the recommendations.',
        zh: '新策略展示该商品的概率所在列；留空则由推荐表得出。',
      },
    },
    nShown: {
      label: { en: 'Items shown', zh: '展示数量' },
      help: {
        en: 'Of each list the first so many are shown, one at a time, all equally likely.',
        zh: '每个列表的前几件以相同概率逐一展示。',
      },
      unit: { en: 'items', zh: '件' },
    },
    bound: {
      label: { en: 'Largest weight', zh: '权重上限' },
      help: {
        en: 'Larger weights are cut to this; raise it where hardly any is cut.',
        zh: '更大的权重截断到此值；几乎没有截断时可以调大。',
      },
    },
    nResamples: {
      label: { en: 'Resamples', zh: '重抽样次数' },
      help: { en: 'How often customers are drawn anew for the intervals.', zh: '为得到区间对顾客重抽样的次数。' },
      advanced: true,
    },
    confidence: {
      label: { en: 'Confidence', zh: '置信度' },
      help: { en: 'The share of resamples that lies within an interval.', zh: '落在区间内的重抽样占比。' },
      advanced: true,
    },
  },
  columns: {
    estimate: { en: 'Estimate', zh: '估计方法' },
    value: { en: 'Value', zh: '值' },
    lower: { en: 'Lower', zh: '下限' },
    upper: { en: 'Upper', zh: '上限' },
    effective: { en: 'Effective rows', zh: '有效行数' },
    cut: { en: 'Weights cut', zh: '被截断的权重数' },
  },
  messages: {
    logged: { en: 'As it was', zh: '实际' },
    ips: { en: 'IPS', zh: 'IPS' },
    snips: { en: 'SNIPS', zh: 'SNIPS' },
    'ips-cut': { en: 'IPS, cut', zh: 'IPS（截断）' },
    'snips-cut': { en: 'SNIPS, cut', zh: 'SNIPS（截断）' },
    reward: { en: 'Reward an item shown', zh: '每次展示的收益' },
    better: {
      en: 'It would have earned {value} an item shown (from {lower} to {upper}); the log earned {logged}',
      zh: '每次展示预计可得 {value}（{lower} 至 {upper}）；日志实际为 {logged}',
    },
    basis: {
      en: '{rows, number} items shown to {customers, number} customers, worth {effective, number} of equal weight',
      zh: '向 {customers, number} 位顾客展示 {rows, number} 次，相当于 {effective, number} 次等权展示',
    },
    'no-propensity': { en: 'none is called propensity; choose it', zh: '没有名为 propensity 的列，请选择' },
    'no-customers': {
      en: 'none has a customer, an item and an outcome, or the recommendations name none of the customers',
      zh: '没有一行同时具有顾客、商品和结果，或推荐表不含其中任何顾客',
    },
    'never-shown': {
      en: 'the log never shows what the policy would show, so that it says nothing of it',
      zh: '日志从未展示过该策略会展示的内容，因此无法据此估计',
    },
    'bad-propensity': {
      en: '“{column}” has {count, number} values that are not above 0 and at most 1: without the probability of what was shown there is no estimate',
      zh: '“{column}”中有 {count, number} 个值不在大于 0 且不超过 1 的范围内：没有展示概率就无法估计',
    },
    'bad-chance': {
      en: '“{column}” has {count, number} values that are not between 0 and 1',
      zh: '“{column}”中有 {count, number} 个值不在 0 到 1 之间',
    },
    'left-out': {
      en: '{count, plural, one {# row has} other {# rows have}} no customer, item or outcome, or a customer without recommendations, and {count, plural, one {was} other {were}} left out.',
      zh: '有 {count, number} 行缺少顾客、商品或结果，或其顾客没有推荐，已略过。',
    },
    'few-rows': {
      en: 'The log says as much as {count, number} rows of equal weight: too few to decide by.',
      zh: '日志只相当于 {count, number} 行等权数据：不足以据此决策。',
    },
    'far-weights': {
      en: 'Weights are {mean} on average, from {lower} to {upper}, and should be 1: the log has not seen what the policy would show, or its propensities are wrong.',
      zh: '平均权重为 {mean}（{lower} 至 {upper}），本应为 1：日志没有见过该策略会展示的内容，或倾向得分有误。',
    },
  },
});
