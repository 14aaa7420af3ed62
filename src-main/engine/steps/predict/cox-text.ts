import { stepText } from '../define.ts';
import { survivalWords } from './survival-durations.ts';

export const coxText = stepText({
  title: { en: 'Cox regression', zh: 'Cox 回归' },
  summary: {
    en: 'Tells how features speed up or delay an event, and expects when it comes for each customer.',
    zh: '说明各特征如何加快或推迟事件，并估计每位顾客的事件何时发生。',
  },
  about: {
    en: 'For durations of which some have not ended yet: days to the next order, to leaving, to an upgrade. A **hazard ratio** says how many times as fast the event comes where a feature is one higher (or a category is the one named, beside the most frequent): 2 is twice as fast, 0.5 half, 1 no difference. An interval that holds 1 is no finding.\n\n**Concordance** is the share of pairs told in the right order: 0.5 is guessing, 1 is perfect. **survival** is the chance that the event has *not* come by the day you name; **risk** is a row’s hazard beside the average row’s.\n\nThe model takes hazards to stay in one proportion over time, and effects to multiply. Where a curve by group in *Survival curve* crosses another, that does not hold. For the next order feed *Target: when they order next*; text columns become one column a category, and missing numbers the median.',
    zh: '适用于部分尚未结束的时长：距下一单、距流失、距升级的天数。**风险比**表示某特征增加 1（或类别为所示值，与最常见的类别相比）时，事件快多少倍：2 为快一倍，0.5 为慢一半，1 为无差别。区间包含 1 的不算发现。\n\n**一致性指数**是先后次序判断正确的配对占比：0.5 为瞎猜，1 为完美。**survival** 是到指定天数事件*尚未*发生的概率；**risk** 是该行相对平均行的风险。\n\n模型假定风险之比不随时间变化，且各影响相乘。如果“生存曲线”中两组曲线交叉，该假定就不成立。要预测下一单，请接入“目标：下一单何时到来”；文本列按类别展开，缺失数值取中位数。',
  },
  inputs: { table: { en: 'Durations and features', zh: '时长与特征' } },
  outputs: {
    scored: { en: 'Rows with their risk', zh: '带风险的行' },
    curves: { en: 'Low, middle and high risk', zh: '低、中、高风险' },
    coefficients: { en: 'Hazard ratios', zh: '风险比' },
    ratios: { en: 'Hazard ratios', zh: '风险比' },
    concordance: { en: 'Concordance', zh: '一致性指数' },
  },
  parameters: {
    ...survivalWords.parameters,
    features: {
      label: { en: 'Features', zh: '特征' },
      help: {
        en: 'What may speed up or delay the event. Empty: all columns that suit.',
        zh: '可能加快或推迟事件的列。留空则取所有合适的列。',
      },
    },
    day: {
      label: { en: 'Chance by day', zh: '概率对应的天数' },
      help: {
        en: 'For which time the chance of being yet without the event is told, in the unit of the durations. Empty: the time by which half of those at middle risk have had it.',
        zh: '给出到哪个时间仍未发生事件的概率，单位与时长一致。留空则取中等风险者有一半已发生事件的时间。',
      },
    },
    penalty: {
      label: { en: 'Penalty', zh: '惩罚' },
      help: {
        en: 'Draws hazard ratios towards 1 (L2, on standardised features); raise it where features are many or alike.',
        zh: '把风险比拉向 1（对标准化特征的 L2 惩罚）；特征多或彼此相近时应调大。',
      },
      advanced: true,
    },
    confidence: {
      label: { en: 'Confidence', zh: '置信度' },
      help: { en: 'How surely intervals hold the true hazard ratio.', zh: '区间包含真实风险比的把握。' },
      slider: true,
      advanced: true,
    },
  },
  columns: {
    feature: { en: 'Feature', zh: '特征' },
    category: { en: 'Category', zh: '类别' },
    coefficient: { en: 'Coefficient', zh: '系数' },
    ratio: { en: 'Hazard ratio', zh: '风险比' },
    perDeviation: { en: 'Hazard ratio a standard deviation', zh: '每标准差的风险比' },
    lower: { en: 'Lower end', zh: '下限' },
    upper: { en: 'Upper end', zh: '上限' },
    p: { en: 'Chance under no effect', zh: '无影响时的概率' },
    risk: { en: 'Risk beside the average', zh: '相对平均的风险' },
    survival: { en: 'Chance of no event by the day', zh: '到该天仍未发生的概率' },
    median: { en: 'Expected median time', zh: '预计中位时间' },
  },
  messages: {
    fitting: { en: 'Newton step {step, number}', zh: '牛顿迭代第 {step, number} 步' },
    ratiosTitle: {
      en: '“{feature}” weighs most: a standard deviation more of it makes the event {ratio} times as fast',
      zh: '“{feature}”影响最大：每增加一个标准差，事件发生的速度为原来的 {ratio} 倍',
    },
    ratiosTitleCategory: {
      en: '“{feature}” weighs most: the event comes {ratio} times as fast as with the most frequent',
      zh: '“{feature}”影响最大：与最常见的类别相比，事件发生的速度为 {ratio} 倍',
    },
    ratioOf: { en: '{feature} = {category}', zh: '{feature} = {category}' },
    ratiosSubtitle: {
      en: 'Hazard ratio a standard deviation, intervals of {confidence} · {rows, number} rows, {events, number} events',
      zh: '每标准差的风险比，{confidence} 区间 · {rows, number} 行，{events, number} 个事件',
    },
    curvesTitle: {
      en: 'By {day}, {low} of the low and {high} of the high risk are yet without the event',
      zh: '到 {day}时，低风险者有 {low}、高风险者有 {high} 仍未发生事件',
    },
    curvesSubtitle: {
      en: 'Expected for rows at the 10 %, 50 % and 90 % of risk · {rows, number} rows',
      zh: '风险位于 10%、50%、90% 处的行的预期曲线 · {rows, number} 行',
    },
    low: { en: 'Low risk', zh: '低风险' },
    middle: { en: 'Middle risk', zh: '中等风险' },
    high: { en: 'High risk', zh: '高风险' },
    time: { en: 'Time', zh: '时间' },
    fewEvents: {
      en: 'Only {events, number} events for {features, number} columns: below ten a column, hazard ratios are hardly settled. Choose fewer features or raise the penalty.',
      zh: '{features, number} 个列只有 {events, number} 个事件：每列不足十个时风险比很不稳定。请减少特征或调大惩罚。',
    },
    notConverged: {
      en: 'A feature tells the events apart almost without fail, so that its hazard ratio runs away. Raise the penalty, or check it for a leak.',
      zh: '某个特征几乎能完全区分事件，其风险比趋于无穷。请调大惩罚，或检查它是否泄漏了答案。',
    },
    pastEnd: {
      en: 'No row was watched as long as {day}: the chance told is that of the last event seen, at {last}.',
      zh: '没有行被观察到 {day}：所给概率取最后一个事件的时间 {last}。',
    },
  },
});
