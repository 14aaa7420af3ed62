import { stepText } from '../define.ts';

/** Words that all targets from behaviour share. */
export const targetWords = {
  inputs: {
    orders: { en: 'Orders', zh: '订单' },
    returns: { en: 'Returns', zh: '退货' },
    activity: { en: 'Visits and clicks', zh: '访问与点击' },
    customers: { en: 'Customers', zh: '顾客' },
  },
  outputs: {
    training: { en: 'Customers with the target', zh: '带目标的顾客' },
    today: { en: 'Customers to score today', zh: '今天待评分的顾客' },
    timeline: { en: 'Window, gap and horizon', zh: '窗口、间隔与预测期' },
    rates: { en: 'Target by cut-off', zh: '各截止日的目标值' },
    customers: { en: 'Rows with a target', zh: '带目标的行数' },
    baseRate: { en: 'Base rate', zh: '基准比例' },
  },
  parameters: {
    cutoff: {
      label: { en: 'Cut-off', zh: '截止日' },
      help: {
        en: 'What was known before this day becomes features; what happens after it becomes the target. Where it is empty: the latest day that leaves the whole gap and horizon before the end of the data.',
        zh: '这一天之前已知的内容成为特征，之后发生的成为目标。留空则取能在数据结束前留出完整间隔与预测期的最晚一天。',
      },
      date: true,
    },
    window: {
      label: { en: 'Window', zh: '窗口' },
      help: {
        en: 'How far back from the cut-off recent behaviour reaches. It also says who is still a customer.',
        zh: '近期行为从截止日往前算多少天，也用来判断谁还是顾客。',
      },
      unit: { en: 'days', zh: '天' },
    },
    gap: {
      label: { en: 'Gap', zh: '间隔' },
      help: {
        en: 'Days between the cut-off and the horizon in which nothing is looked at: the time you need to act on a prediction.',
        zh: '截止日与预测期之间不看任何数据的天数：留给你根据预测采取行动的时间。',
      },
      unit: { en: 'days', zh: '天' },
    },
    horizon: {
      label: { en: 'Horizon', zh: '预测期' },
      help: { en: 'How many days the target looks ahead.', zh: '目标向前看多少天。' },
      unit: { en: 'days', zh: '天' },
    },
    snapshots: {
      label: { en: 'Cut-offs', zh: '截止日个数' },
      help: {
        en: 'With more than one, earlier cut-offs are added below each other, in the column *cutoff*: more rows to learn from, and folds in time. A customer then stands in several rows.',
        zh: '多于一个时，更早的截止日会依次叠加，写在 *cutoff* 列中：可供学习的行更多，还能按时间划分。同一顾客会出现在多行中。',
      },
    },
    every: {
      label: { en: 'Days between cut-offs', zh: '截止日之间的天数' },
      help: {
        en: 'At 0 they lie one horizon apart, so that no two targets overlap.',
        zh: '为 0 时相隔一个预测期，各目标互不重叠。',
      },
      unit: { en: 'days', zh: '天' },
      advanced: true,
    },
    onlyActive: {
      label: { en: 'Only active customers', zh: '仅限活跃顾客' },
      help: {
        en: 'Leaves out customers without an order in the window: they left before the cut-off.',
        zh: '排除窗口内没有下单的顾客：他们在截止日之前就已离开。',
      },
    },
    maxKinds: {
      label: { en: 'Categories at most', zh: '品类最多' },
      help: {
        en: 'How many categories, channels and kinds of visit get a feature of their own.',
        zh: '有多少个品类、渠道和访问类型单独成为特征。',
      },
      advanced: true,
    },
  },
  columns: {
    customer: { en: 'Customer', zh: '顾客' },
    cutoff: { en: 'Cut-off', zh: '截止日' },
    recency: { en: 'Recency', zh: '距上次购买天数' },
    frequency: { en: 'Frequency', zh: '频次' },
    monetary: { en: 'Monetary', zh: '金额' },
    ordersWindow: { en: 'Orders in the window', zh: '窗口内订单数' },
    ordersBefore: { en: 'Orders in the window before', zh: '上一窗口订单数' },
    ordersLate: { en: 'Orders in the last third of the window', zh: '窗口后三分之一的订单数' },
    ordersChange: { en: 'Change in orders', zh: '订单变化' },
    spendWindow: { en: 'Spend in the window', zh: '窗口内消费' },
    spendBefore: { en: 'Spend in the window before', zh: '上一窗口消费' },
    spendLate: { en: 'Spend in the last third of the window', zh: '窗口后三分之一的消费' },
    spendChange: { en: 'Change in spend', zh: '消费变化' },
    visits: { en: 'Visits in the window', zh: '窗口内访问次数' },
    lastVisit: { en: 'Days since the last visit', zh: '距上次访问天数' },
  },
  messages: {
    reading: { en: 'Reading cut-off {at, number} of {all, number}', zh: '读取第 {at, number}/{all, number} 个截止日' },
    row: { en: '{cutoff}', zh: '{cutoff}' },
    time: { en: 'Date', zh: '日期' },
    window: { en: 'Window', zh: '窗口' },
    gap: { en: 'Gap', zh: '间隔' },
    horizon: { en: 'Horizon', zh: '预测期' },
    timelineTitle: {
      en: 'Features from before {cutoff}, target from {from} to {to}',
      zh: '特征取自 {cutoff} 之前，目标取自 {from} 至 {to}',
    },
    timelineTitleMany: {
      en: '{count, number} cut-offs from {first} to {cutoff}, each with a target of {days, number} days',
      zh: '{first} 至 {cutoff} 共 {count, number} 个截止日，每个目标为期 {days, number} 天',
    },
    timelineSubtitle: {
      en: 'Nothing on or after a cut-off enters its features · {rows, number} rows',
      zh: '截止日当天及之后的数据不进入特征 · {rows, number} 行',
    },
    ratesTitle: {
      en: 'The target was {low} at its lowest and {high} at its highest cut-off',
      zh: '各截止日的目标最低为 {low}，最高为 {high}',
    },
    ratesSubtitle: { en: 'Mean of the target · {rows, number} rows', zh: '目标的平均值 · {rows, number} 行' },
    fewPositives: {
      en: 'Only {count, number} of {rows, number} rows have the rarer answer: a model can hardly learn from fewer than {needed, number}. Add cut-offs, or lengthen the horizon.',
      zh: '{rows, number} 行中只有 {count, number} 行属于较少的一类：少于 {needed, number} 行时模型几乎学不到东西。请增加截止日，或延长预测期。',
    },
    oneAnswer: {
      en: 'All {rows, number} rows have the same answer, so that there is nothing to learn. Change the horizon, the window or the cut-off.',
      zh: '全部 {rows, number} 行的答案都相同，没有可学的内容。请调整预测期、窗口或截止日。',
    },
    cutShort: {
      en: 'The horizon ends on {to}, {days, plural, one {# day} other {# days}} after the last order: who orders late in it is counted as if they did not. Choose an earlier cut-off or a shorter horizon.',
      zh: '预测期到 {to} 结束，比最后一单晚 {days, number} 天：其中较晚下单的顾客会被当作没有下单。请选择更早的截止日或更短的预测期。',
    },
    shortHistory: {
      en: 'The earliest cut-off has {days, plural, one {# day} other {# days}} of orders before it; the window asks for {window, number}. Counts over the window are too low there.',
      zh: '最早的截止日之前只有 {days, number} 天的订单，而窗口需要 {window, number} 天，那里的窗口计数会偏低。',
    },
    emptyCutoffs: {
      en: '{count, plural, one {# cut-off was} other {# cut-offs were}} left out: no customer had ordered by then.',
      zh: '有 {count, number} 个截止日被略去：当时还没有符合条件的顾客。',
    },
    customersToday: {
      en: 'Columns of the customers table hold what is known today, for earlier cut-offs as well: leave out those that change with time.',
      zh: '顾客表中的列是今天的状态，对更早的截止日也是如此：请略去会随时间变化的列。',
    },
    inactive: {
      en: '{count, plural, one {# customer was} other {# customers were}} left out, without an order in the window of {window, plural, one {# day} other {# days}}: the model knows only those who had one.',
      zh: '有 {count, number} 位顾客在 {window, number} 天的窗口内没有下单，未参与评分：模型只学习过窗口内有订单的顾客。',
    },
    noHistory: {
      en: 'no customer has an order before the cut-off {cutoff}',
      zh: '截止日 {cutoff} 之前没有任何符合条件的顾客下单',
    },
    noFuture: {
      en: 'the horizon would begin on {from}, after the last order on {last}',
      zh: '预测期将从 {from} 开始，晚于最后一单的 {last}',
    },
  },
} as const;

/** The shared words as a step's text, for columns and messages. */
export const targetText = stepText({
  title: { en: 'Target', zh: '目标' },
  summary: { en: 'Target', zh: '目标' },
  about: { en: 'Target', zh: '目标' },
  ...targetWords,
});
