import { stepText } from '../define.ts';

export const windowsText = stepText({
  title: { en: 'Recent activity', zh: '近期活动' },
  summary: {
    en: 'Counts, sums and trends over the last days before a date.',
    zh: '某日期之前若干天内的次数、总和与趋势。',
  },
  about: {
    en: 'For each customer and each window of days before the **cut-off date**: how many rows, orders and active days there were, what they sum to, and the **trend**: how the window compares with the one of equal length before it, from −1 (nothing any more) through 0 (as before) to 1 (new).\n\nOnly rows before the cut-off count, so that the features hold nothing that was not known then: choose the date at which a target begins. Everyone who was active at any time before it has a row.\n\nCompare short windows with long ones to see who is waking up or falling asleep.',
    zh: '对每位顾客和**截止日期**之前的每个时间窗：有多少行、多少单、多少个活跃日，总和是多少，以及**趋势**：与之前等长的时间窗相比，从 −1（不再有）到 0（持平）再到 1（新出现）。\n\n只计算截止日期之前的行，特征里没有当时还不知道的信息：请选择目标开始的日期。截止日期之前有过活动的人都有一行。\n\n比较短窗口和长窗口，可以看出谁正在活跃起来、谁正在沉睡。',
  },
  inputs: { table: { en: 'Interactions', zh: '交互记录' } },
  outputs: { windows: { en: 'Recent activity', zh: '近期活动' } },
  parameters: {
    by: {
      label: { en: 'One row for each', zh: '每行对应' },
      help: {
        en: 'The text column that makes a row; the customer where none is chosen.',
        zh: '构成一行的文本列；不选则为顾客。',
      },
    },
    until: {
      label: { en: 'Cut-off date', zh: '截止日期' },
      help: {
        en: 'Only rows before it count. Empty: the day after the last row.',
        zh: '只计算此前的行。留空则为最后一行的次日。',
      },
      date: true,
    },
    days: {
      label: { en: 'Windows', zh: '时间窗' },
      help: { en: 'How many days before the date each window reaches back.', zh: '每个时间窗向前追溯多少天。' },
      unit: { en: 'days', zh: '天' },
    },
    values: {
      label: { en: 'Columns to sum', zh: '求和的列' },
      help: {
        en: 'The number columns to sum; what each line is worth where none is chosen.',
        zh: '要求和的数值列；不选则为每行的金额。',
      },
    },
    trends: {
      label: { en: 'Trends', zh: '趋势' },
      help: { en: 'Compares each window with the one before it.', zh: '把每个时间窗与前一个比较。' },
    },
  },
  columns: {
    rows: { en: 'Rows', zh: '行数' },
    orders: { en: 'Orders', zh: '订单数' },
    active: { en: 'Active days', zh: '活跃天数' },
    amount: { en: 'Amount', zh: '金额' },
    trend: { en: 'Trend', zh: '趋势' },
    last: { en: 'Days since the last row', zh: '距最后一次的天数' },
  },
});
