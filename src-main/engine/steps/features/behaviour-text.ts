import { stepText } from '../define.ts';

export const behaviourText = stepText({
  title: { en: 'Behaviour', zh: '购买行为' },
  summary: {
    en: 'Measures how each customer buys: rhythm, baskets, tastes, times, returns and trend.',
    zh: '度量每位顾客的购买方式：节奏、购物篮、偏好、时段、退货和走势。',
  },
  about: {
    en: 'One row per customer. **Rhythm**: days since the first order, the mean and spread of the gaps between orders, and how long the present silence is beside the usual gap (1 is as usual, 3 is three times as long). **Trend** is −1 where all orders after the first came early and 1 where all came late. **Baskets**: lines, pieces a line, and value of an order. **Shares** of categories, channels, weekdays and hours add up to one for each customer. **Diversity** is the entropy of what was bought: 0 for one kind only.\n\nColumns appear only where the table has what they need: category shares need a column with the role *category*, return rates need the table of returns. What cannot be said of so few orders (a gap after a single one) is missing; *Scale* can fill it.\n\nA share of one order is hardly a habit. **Habits** says for each profile how far customers repeat themselves, and what it should weigh among other measures; *Scale* reads it.\n\nFor clustering, scale with the method *suited to each column*.',
    zh: '每位顾客一行。**节奏**：距首单的天数、订单间隔的平均值和离散程度，以及当前沉默时间与平常间隔之比（1 表示和平常一样，3 表示长了两倍）。**走势**：首单之后的订单全部偏早为 −1，全部偏晚为 1。**购物篮**：每单的行数、每行件数和金额。各品类、渠道、星期、时段的**占比**对每位顾客合计为一。**多样性**是所购商品的熵：只买一种时为 0。\n\n只有数据具备条件时才会出现相应的列：品类占比需要角色为“品类”的列，退货率需要连接退货表。订单太少而无从谈起的值（例如只有一单时的间隔）留空，可以用“缩放”填补。\n\n一单的占比算不上习惯。**习惯**表说明顾客在每种占比上有多大程度会重复自己，以及它在各项特征中应占多大权重；“缩放”会读取该表。\n\n用于聚类时，请用“按列的类型”方式缩放。',
  },
  inputs: { orders: { en: 'Order lines', zh: '订单明细' }, returns: { en: 'Returns', zh: '退货' } },
  outputs: {
    behaviour: { en: 'Behaviour table', zh: '行为表' },
    habits: { en: 'Habits', zh: '习惯' },
    rhythm: { en: 'When orders come', zh: '下单时间' },
    customers: { en: 'Customers', zh: '顾客数' },
    usualGap: { en: 'Usual days between orders', zh: '平常的订单间隔（天）' },
    onceOnly: { en: 'Share who ordered once', zh: '只下过一单的占比' },
  },
  parameters: {
    referenceDate: {
      label: { en: 'Reference date', zh: '参考日期' },
      help: {
        en: 'The day on which customers are looked at; later orders are left out. The day after the last order where it is empty.',
        zh: '以哪一天的眼光看顾客；当天及之后的订单不计入。留空则为最后一单的次日。',
      },
      date: true,
    },
    maxKinds: {
      label: { en: 'Categories at most', zh: '品类最多' },
      help: {
        en: 'How many categories, and channels, get a share of their own; the rest share one column.',
        zh: '有多少个品类（和渠道）单独计算占比；其余合并为一列。',
      },
      advanced: true,
    },
    hoursPerBin: {
      label: { en: 'Hours together', zh: '合并的小时数' },
      help: {
        en: 'How many hours of the clock make one column of the hour profile.',
        zh: '时段占比中每一列包含几个小时。',
      },
      advanced: true,
    },
  },
  columns: {
    customer: { en: 'Customer', zh: '顾客' },
    tenure: { en: 'Days since first order', zh: '距首单天数' },
    gapMean: { en: 'Mean gap between orders', zh: '平均订单间隔' },
    gapSd: { en: 'Spread of gaps', zh: '间隔的标准差' },
    gapRatio: { en: 'Present silence beside the usual gap', zh: '当前沉默与平常间隔之比' },
    trend: { en: 'Trend', zh: '走势' },
    basketLines: { en: 'Lines an order', zh: '每单行数' },
    lineQuantity: { en: 'Pieces a line', zh: '每行件数' },
    basketValue: { en: 'Value of an order', zh: '每单金额' },
    returnRate: { en: 'Return rate', zh: '退货率' },
    discountRate: { en: 'Share at a discount', zh: '折扣购买占比' },
    categoryDiversity: { en: 'Diversity of categories', zh: '品类多样性' },
    feature: { en: 'Measure', zh: '特征' },
    repeatability: { en: 'Repeatability', zh: '重复性' },
    reliability: { en: 'Reliability', zh: '可靠性' },
    weight: { en: 'Weight', zh: '权重' },
    itemDiversity: { en: 'Diversity of products', zh: '商品多样性' },
  },
  messages: {
    busiest: { en: 'Orders come most on {day} from {from}:00 to {to}:00', zh: '{day} {from}:00–{to}:00 下单最多' },
    busiestDay: { en: 'Orders come most on {day}: {share}', zh: '{day}下单最多：{share}' },
    rhythmSubtitle: {
      en: '{orders, number} orders of {customers, number} customers',
      zh: '{customers, number} 位顾客的 {orders, number} 个订单',
    },
    hours: { en: '{from}:00', zh: '{from}:00' },
    share: { en: 'Share of orders', zh: '订单占比' },
  },
});

/** Days of the week, Monday first, with the ends of their columns' names. */
export const WEEKDAYS = [
  { id: 'monday', name: { en: 'Monday', zh: '星期一' } },
  { id: 'tuesday', name: { en: 'Tuesday', zh: '星期二' } },
  { id: 'wednesday', name: { en: 'Wednesday', zh: '星期三' } },
  { id: 'thursday', name: { en: 'Thursday', zh: '星期四' } },
  { id: 'friday', name: { en: 'Friday', zh: '星期五' } },
  { id: 'saturday', name: { en: 'Saturday', zh: '星期六' } },
  { id: 'sunday', name: { en: 'Sunday', zh: '星期日' } },
] as const;
