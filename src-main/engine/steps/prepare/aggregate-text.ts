import { stepText } from '../define.ts';

export const aggregateText = stepText({
  title: { en: 'Aggregate', zh: '汇总' },
  summary: { en: 'Makes one row of all rows that share their keys.', zh: '把键相同的行汇总为一行。' },
  about: {
    en: 'One row a customer, product, or any combination of text columns, with the number of its rows and one figure for each number column. Missing values are left out, and rows without a key belong to no group.\n\nWith a **cut-off date** only rows before it count, so that features hold nothing that was not known then; **days** takes only the last days before it.',
    zh: '每个顾客、商品或任意文本列的组合汇总为一行，给出行数以及每个数值列的一个指标。缺失值不参与计算，没有键的行不属于任何组。\n\n设置**截止日期**后只计算此前的行，避免特征包含当时还不知道的信息；**天数**只取截止日期之前的最近若干天。',
  },
  inputs: { table: { en: 'Table', zh: '表' } },
  outputs: { groups: { en: 'Groups', zh: '汇总结果' }, used: { en: 'Share of rows used', zh: '参与汇总的行占比' } },
  parameters: {
    by: {
      label: { en: 'One row for each', zh: '汇总依据' },
      help: {
        en: 'The text columns that make a group; the customer where none is chosen.',
        zh: '构成一组的文本列；不选则按顾客汇总。',
      },
    },
    values: {
      label: { en: 'Columns', zh: '数值列' },
      help: {
        en: 'The number columns to aggregate; all where none is chosen.',
        zh: '要汇总的数值列；不选则汇总所有数值列。',
      },
    },
    measure: {
      label: { en: 'Figure', zh: '指标' },
      help: { en: 'What is made of the values of a group.', zh: '对一组内的值如何计算。' },
      options: {
        sum: { en: 'Sum', zh: '总和' },
        mean: { en: 'Mean', zh: '均值' },
        min: { en: 'Least', zh: '最小值' },
        max: { en: 'Largest', zh: '最大值' },
        median: { en: 'Median', zh: '中位数' },
        first: { en: 'First in the table', zh: '表中第一个' },
        last: { en: 'Last in the table', zh: '表中最后一个' },
        distinct: { en: 'Number of different values', zh: '不同值的个数' },
      },
    },
    until: {
      label: { en: 'Cut-off date', zh: '截止日期' },
      help: { en: 'Only rows before it count; all where it is empty.', zh: '只计算此前的行；为空则计算所有行。' },
      date: true,
    },
    days: {
      label: { en: 'Days before it', zh: '此前天数' },
      help: {
        en: 'How many days before the cut-off date count; 0 for all.',
        zh: '只计算截止日期之前多少天；0 表示全部。',
      },
      advanced: true,
    },
  },
  columns: { rows: { en: 'Rows', zh: '行数' } },
});
