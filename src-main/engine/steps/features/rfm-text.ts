import { stepText } from '../define.ts';

export const rfmText = stepText({
  title: { en: 'RFM', zh: 'RFM 分析' },
  summary: {
    en: 'Measures how recently, how often and for how much each customer buys, and scores it.',
    zh: '计算每位顾客最近一次购买、购买频次和消费金额，并打分。',
  },
  about: {
    en: '**Recency** is the number of whole days from a customer’s last order to the reference date (the day after the last order of the file, unless you set it). **Frequency** counts distinct orders. **Monetary** is the sum paid, in the dataset’s currency.\n\nEach is scored by quantiles of rank, 1 worst to 5 best; customers with equal values are ranked by id, so that every score holds a fifth of them. The **group** follows the convention of eight: above or below the mean of each.\n\nThe edges are kept in the model: applying it scores next month’s customers by the same yardstick, with recency counted from the end of the new file.',
    zh: '**距上次购买天数**是顾客最后一次下单到参考日期的整天数（默认参考日期为文件中最后一单的次日）。**频次**是不同订单的数量。**金额**是支付总额，以数据集的货币计。\n\n每项按排名分位打分，1 最差、5 最好；数值相同的按顾客编号排序，因此每个分值各占五分之一的顾客。**分组**沿用八类顾客的惯例：每项高于或低于平均值。\n\n分位边界保存在模型里：应用模型时，下个月的顾客会按同一把尺子打分，距上次购买天数则从新文件的末尾算起。',
  },
  inputs: { orders: { en: 'Order lines', zh: '订单明细' } },
  outputs: {
    rfm: { en: 'RFM table', zh: 'RFM 表' },
    groups: { en: 'Groups', zh: '顾客分组' },
    grid: { en: 'Recency × frequency', zh: '最近 × 频次' },
    customers: { en: 'Customers', zh: '顾客数' },
    revenue: { en: 'Revenue', zh: '销售额' },
  },
  parameters: {
    referenceDate: {
      label: { en: 'Reference date', zh: '参考日期' },
      help: {
        en: 'The day from which recency is counted; later orders are left out. The day after the last order where it is empty.',
        zh: '计算距上次购买天数的基准日；当天及之后的订单不计入。留空则为最后一单的次日。',
      },
      date: true,
    },
    nScores: {
      label: { en: 'Scores', zh: '分值档数' },
      help: { en: 'Into how many equal parts customers are ranked.', zh: '把顾客按排名分成几等份。' },
      advanced: true,
    },
  },
  columns: {
    customer: { en: 'Customer', zh: '顾客' },
    recency: { en: 'Recency', zh: '距上次购买天数' },
    frequency: { en: 'Frequency', zh: '频次' },
    monetary: { en: 'Monetary', zh: '金额' },
    recencyScore: { en: 'Recency score', zh: '最近购买得分' },
    frequencyScore: { en: 'Frequency score', zh: '频次得分' },
    monetaryScore: { en: 'Monetary score', zh: '金额得分' },
    group: { en: 'Group', zh: '分组' },
  },
  messages: {
    groupsTitle: {
      en: '“{group}”: {customers} of the customers, {revenue} of the revenue',
      zh: '“{group}”：占顾客的 {customers}，贡献销售额的 {revenue}',
    },
    groupsSubtitle: {
      en: 'Eight groups, split at the means · {customers, number} customers',
      zh: '按平均值划分的八类顾客 · {customers, number} 位顾客',
    },
    share: { en: 'Share', zh: '占比' },
    customersSeries: { en: 'Customers', zh: '顾客' },
    revenueSeries: { en: 'Revenue', zh: '销售额' },
    gridTitle: {
      en: 'Recency {recency} and frequency {frequency} pay most: {money} on average',
      zh: '最近购买 {recency} 分、频次 {frequency} 分的顾客消费最高：平均 {money}',
    },
    gridSubtitle: {
      en: 'Mean payment by score · {customers, number} customers',
      zh: '各得分组合的平均消费 · {customers, number} 位顾客',
    },
    recencyRow: { en: 'Recency {score}', zh: '最近购买 {score} 分' },
    frequencyColumn: { en: 'Frequency {score}', zh: '频次 {score} 分' },
  },
});
