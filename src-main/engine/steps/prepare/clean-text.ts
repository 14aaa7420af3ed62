import { stepText } from '../define.ts';

export const cleanText = stepText({
  title: { en: 'Clean orders', zh: '清洗订单' },
  summary: {
    en: 'Sets returns, cancellations and unusable lines aside, and says what they were.',
    zh: '把退货、取消和无法使用的行放到一边，并说明原因。',
  },
  about: {
    en: 'Keeps the lines that say who bought what, when and for how much. **Returns** (cancelled orders and negative quantities) and **removed** lines become tables of their own, each with its reason; nothing is lost.\n\nExact duplicates are counted and kept unless you say otherwise: two equal lines of one order are often two real scans. Extreme lines are those far above the upper quartile on a log scale; they may be real wholesale orders, so they are kept unless you remove them.',
    zh: '保留能说明“谁、何时、买了什么、多少钱”的行。**退货**（取消的订单和负数量）以及**移除**的行各自成表并注明原因，没有任何数据丢失。\n\n完全重复的行会被计数，默认保留：同一订单中两行相同往往是真的扫了两次。极端行是在对数尺度上远高于上四分位的行，可能是真实的批发订单，所以默认保留。',
  },
  inputs: { orders: { en: 'Order lines', zh: '订单明细' } },
  outputs: {
    clean: { en: 'Clean lines', zh: '清洗后的明细' },
    returns: { en: 'Returns', zh: '退货' },
    removed: { en: 'Removed lines', zh: '移除的行' },
    reasons: { en: 'What was set aside', zh: '放到一边的行' },
    revenue: { en: 'Revenue', zh: '销售额' },
    customers: { en: 'Customers', zh: '顾客数' },
    duplicates: { en: 'Exact duplicates', zh: '完全重复的行' },
    returnedRevenue: { en: 'Returned revenue', zh: '退货金额' },
  },
  parameters: {
    requireCustomer: {
      label: { en: 'Only lines with a customer', zh: '只要有顾客的行' },
      help: {
        en: 'Lines without a customer count in revenue but cannot be analysed by customer.',
        zh: '没有顾客的行计入销售额，但无法按顾客分析。',
      },
    },
    dropDuplicates: {
      label: { en: 'Remove exact duplicates', zh: '移除完全重复的行' },
      help: { en: 'Lines equal to an earlier one in every column.', zh: '与前面某一行所有列都相同的行。' },
    },
    outliers: {
      label: { en: 'Extreme lines', zh: '极端行' },
      help: { en: 'What to do with lines whose amount is far above all others.', zh: '如何处理金额远高于其他行的行。' },
      options: { keep: { en: 'Keep', zh: '保留' }, remove: { en: 'Remove', zh: '移除' } },
    },
    outlierDistance: {
      label: { en: 'Extreme beyond', zh: '极端的界限' },
      help: {
        en: 'Interquartile ranges above the upper quartile, on a log scale.',
        zh: '对数尺度上高出上四分位多少个四分位距。',
      },
      unit: { en: 'IQR', zh: '倍四分位距' },
      advanced: true,
    },
    cancelledPrefix: {
      label: { en: 'Cancelled orders begin with', zh: '取消订单的前缀' },
      help: {
        en: 'Used only where a minority of the orders begins so; empty for none.',
        zh: '仅当少数订单以此开头时才使用；留空表示没有。',
      },
      advanced: true,
    },
  },
  columns: { amount: { en: 'Amount', zh: '金额' }, reason: { en: 'Reason', zh: '原因' } },
  messages: {
    cancelled: { en: 'Cancelled', zh: '已取消' },
    returned: { en: 'Returned', zh: '退货' },
    noCustomer: { en: 'No customer', zh: '没有顾客' },
    noTime: { en: 'No time', zh: '没有时间' },
    noQuantity: { en: 'No quantity', zh: '没有数量' },
    noPrice: { en: 'No price', zh: '没有价格' },
    duplicate: { en: 'Exact duplicate', zh: '完全重复' },
    extreme: { en: 'Extreme amount', zh: '极端金额' },
    title: {
      en: '{kept} of the lines are usable; most of the rest: {reason}',
      zh: '{kept} 的行可用；其余大多是：{reason}',
    },
    titleAll: { en: 'Every line is usable', zh: '所有的行都可用' },
    subtitle: {
      en: '{before, number} lines read, {after, number} kept',
      zh: '读取 {before, number} 行，保留 {after, number} 行',
    },
    lines: { en: 'Lines', zh: '行数' },
    withoutCustomer: {
      en: '{count, plural, one {# line has} other {# lines have}} no customer: with them the average order is {with}, without them {without}.',
      zh: '{count, number} 行没有顾客：计入时平均订单为 {with}，不计入时为 {without}。',
    },
    extremeOrders: {
      en: 'The largest {count, plural, one {order brings} other {# orders bring}} {share} of the revenue and lift the average order from {without} to {with}.',
      zh: '最大的 {count, number} 个订单带来 {share} 的销售额，把平均订单从 {without} 抬高到 {with}。',
    },
    duplicatesKept: {
      en: '{count, plural, one {# exact duplicate was} other {# exact duplicates were}} kept.',
      zh: '保留了 {count, number} 行完全重复的数据。',
    },
  },
});
