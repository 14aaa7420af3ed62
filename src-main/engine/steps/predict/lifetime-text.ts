import { stepText } from '../define.ts';

export const lifetimeText = stepText({
  title: { en: 'Lifetime value', zh: '顾客终身价值' },
  summary: {
    en: 'Expects each customer’s future orders and what they are worth, and how likely the customer is still one (BG/NBD, Gamma–Gamma).',
    zh: '估计每位顾客未来的订单数和价值，以及是否仍是顾客的概率（BG/NBD 与 Gamma–Gamma 模型）。',
  },
  about: {
    en: 'For shops without contracts, from order dates alone. **BG/NBD** takes each customer to order at a rate of their own and to leave after any order with a chance of their own; from repeat orders, the time of the last and the age of the customer it tells **p_alive**, the chance that they are still a customer, and **expected_orders** within the days ahead. **Gamma–Gamma** expects the value of an order, drawn from the customer’s own mean towards that of all, the more so the fewer orders they made. **lifetime_value** multiplies the two, times the margin, each 30 days discounted.\n\n**Hold-out** fits the model on the earlier orders and compares what it foretold with what came: the two lines should lie close. Orders of one day count as one.\n\nWho ordered once has had no occasion to leave after a repeat order: the model gives them a chance of 1 and few expected orders; read the two together. Orders in one table must reach back to each customer’s first. Not for contracts (see *Cox regression*), and not where orders come in a season alone.',
    zh: '适用于没有合同的商店，只需订单日期。**BG/NBD** 认为每位顾客以自己的速率下单，并在每次下单后以自己的概率离开；根据复购次数、最后一单的时间和顾客的“年龄”，给出 **p_alive**（仍是顾客的概率）和未来若干天的 **expected_orders**（预期订单数）。**Gamma–Gamma** 估计每单价值：以顾客自己的均值为主，订单越少越向全体均值靠拢。**lifetime_value** 为两者相乘再乘以毛利率，每 30 天折现一次。\n\n**留出检验**用较早的订单拟合，再把预测与实际对照：两条线应当接近。同一天的订单算作一次。\n\n只下过一单的顾客还没有机会在复购后离开：模型给出的概率为 1、预期订单很少，请一并解读。订单表必须包含每位顾客的首单。不适用于合同业务（请用“Cox 回归”），也不适用于只在某个季节下单的生意。',
  },
  inputs: { table: { en: 'Orders, or a summary of customers', zh: '订单，或顾客汇总表' } },
  outputs: {
    customers: { en: 'Lifetime values', zh: '顾客终身价值' },
    alive: { en: 'Chance of still being a customer', zh: '仍是顾客的概率' },
    expected: { en: 'Expected orders of all', zh: '全体预期订单数' },
    value: { en: 'Expected value of all', zh: '全体预期价值' },
    parameters: { en: 'Parameters', zh: '模型参数' },
    likelihood: { en: 'Log-likelihood of the orders', zh: '订单的对数似然' },
    holdout: { en: 'Foretold and come', zh: '预测与实际' },
    ratio: { en: 'Orders foretold for each that came', zh: '预测订单与实际订单之比' },
  },
  parameters: {
    from: {
      label: { en: 'The table holds', zh: '表中内容' },
      help: {
        en: 'Order lines, or one row per customer with repeat orders, time of the last order and age.',
        zh: '订单明细，或每位顾客一行的汇总（复购次数、最后一单时间、年龄）。',
      },
      options: { orders: { en: 'Orders', zh: '订单' }, summary: { en: 'A summary of customers', zh: '顾客汇总' } },
    },
    referenceDate: {
      label: { en: 'Reference date', zh: '参考日期' },
      help: {
        en: 'Orders on and after this day are left out, and the days ahead begin with it. The day after the last order where it is empty.',
        zh: '当天及之后的订单不计入，未来天数从这一天起算。留空则为最后一单的次日。',
      },
      date: true,
    },
    days: {
      label: { en: 'Days ahead', zh: '未来天数' },
      help: { en: 'How far orders and value are expected.', zh: '对未来多少天的订单和价值进行估计。' },
      unit: { en: 'days', zh: '天' },
    },
    unit: {
      label: { en: 'Unit of time', zh: '时间单位' },
      help: {
        en: 'What the model counts time in; a summary’s times are read in it. It changes alpha alone.',
        zh: '模型的时间单位，也是汇总表中时间的单位。它只影响 alpha 的数值。',
      },
      options: { day: { en: 'Days', zh: '天' }, week: { en: 'Weeks', zh: '周' }, month: { en: 'Months', zh: '月' } },
      advanced: true,
    },
    margin: {
      label: { en: 'Margin', zh: '毛利率' },
      help: { en: 'The share of what is paid that stays with the shop.', zh: '销售额中留在商店的比例。' },
      slider: true,
    },
    discount: {
      label: { en: 'Discount a year', zh: '年折现率' },
      help: { en: 'By how much less money is worth that comes a year later.', zh: '晚一年到手的钱要打多少折扣。' },
      slider: true,
      advanced: true,
    },
    holdout: {
      label: { en: 'Hold-out', zh: '留出天数' },
      help: {
        en: 'Over how many of the last days the model is checked; 0 for no check. The model itself is fitted on all.',
        zh: '用最后多少天检验模型；0 表示不检验。最终模型仍使用全部数据拟合。',
      },
      unit: { en: 'days', zh: '天' },
    },
    repeats: {
      label: { en: 'Repeat orders', zh: '复购次数' },
      help: { en: 'Of a summary: orders after the first.', zh: '汇总表：首单之后的订单数。' },
    },
    lastAt: {
      label: { en: 'Time of the last order', zh: '最后一单的时间' },
      help: { en: 'Of a summary: from the first order to the last.', zh: '汇总表：从首单到最后一单的时长。' },
    },
    age: {
      label: { en: 'Age', zh: '顾客年龄' },
      help: { en: 'Of a summary: from the first order to now.', zh: '汇总表：从首单到现在的时长。' },
    },
    meanValue: {
      label: { en: 'Mean value of an order', zh: '平均每单价值' },
      help: {
        en: 'Of a summary: the mean value of the repeat orders. Empty: orders are expected without a value.',
        zh: '汇总表：复购订单的平均价值。留空则只估计订单数，不估计价值。',
      },
    },
  },
  columns: {
    customer: { en: 'Customer', zh: '顾客' },
    repeats: { en: 'Repeat orders', zh: '复购次数' },
    sinceLast: { en: 'Days since the last order', zh: '距最后一单天数' },
    age: { en: 'Days since the first order', zh: '距首单天数' },
    alive: { en: 'Chance of still being a customer', zh: '仍是顾客的概率' },
    expected: { en: 'Expected orders', zh: '预期订单数' },
    orderValue: { en: 'Expected value of an order', zh: '预期每单价值' },
    value: { en: 'Lifetime value', zh: '终身价值' },
    parameter: { en: 'Parameter', zh: '参数' },
    parameterValue: { en: 'Value', zh: '数值' },
  },
  messages: {
    fitting: { en: 'Fitting', zh: '拟合' },
    checking: { en: 'Checking on the hold-out', zh: '用留出数据检验' },
    aliveTitle: {
      en: '{share} of the customers are more likely gone than not',
      zh: '{share} 的顾客更可能已经离开',
    },
    aliveSubtitle: { en: 'BG/NBD · {customers, number} customers', zh: 'BG/NBD · {customers, number} 位顾客' },
    customers: { en: 'Customers', zh: '顾客数' },
    holdoutTitle: {
      en: 'Of the last {days, number} days, {foretold, number} repeat orders were foretold and {came, number} came',
      zh: '最后 {days, number} 天预测了 {foretold, number} 次复购，实际发生 {came, number} 次',
    },
    holdoutSubtitle: {
      en: 'Mean orders in the hold-out by repeat orders before it · {customers, number} customers',
      zh: '按此前复购次数划分的留出期平均订单数 · {customers, number} 位顾客',
    },
    before: { en: 'Repeat orders before the hold-out', zh: '留出期之前的复购次数' },
    meanOrders: { en: 'Mean orders in the hold-out', zh: '留出期平均订单数' },
    foretold: { en: 'Foretold', zh: '预测' },
    came: { en: 'Came', zh: '实际' },
    notIdentified: {
      en: 'The orders hardly tell the parameters of the model apart: the likelihood rises towards its edge. Customers may differ too little, or hardly anyone came back. Read chances as a ranking.',
      zh: '订单几乎无法确定模型参数：似然值一直向边缘上升。可能顾客差别太小，或几乎没有人复购。请只把概率当作排序来看。',
    },
    fewValues: {
      en: 'Only {count, plural, one {# customer has} other {# customers have}} repeat orders with a value above 0; no value is expected from fewer than {needed, number}.',
      zh: '只有 {count, number} 位顾客有金额大于 0 的复购订单；少于 {needed, number} 位时不估计价值。',
    },
    noMean: {
      en: 'Values of orders are spread so widely that their mean is not settled (q ≤ 1): customers without a repeat order get the mean of those with one.',
      zh: '订单金额过于分散，均值无法确定（q ≤ 1）：没有复购的顾客取有复购者的平均值。',
    },
    shortHoldout: {
      en: 'The orders do not reach far enough back for a hold-out of {days, number} days.',
      zh: '订单的时间跨度不足以留出 {days, number} 天。',
    },
    needed: { en: 'it is needed where the table is a summary', zh: '表为顾客汇总时必须指定' },
    impossible: {
      en: 'repeat orders, time of the last order and age must be known, not below 0, and the last order no later than the age',
      zh: '复购次数、最后一单时间和年龄都必须有值且不小于 0，最后一单时间不得大于年龄',
    },
  },
});
