import { stepText } from '../define.ts';

export const pivotText = stepText({
  title: { en: 'Pivot to columns', zh: '行转列' },
  summary: {
    en: 'Makes a column of each value, such as one for every category.',
    zh: '把一列的取值变成多列，例如每个品类一列。',
  },
  about: {
    en: 'One row a customer (or any combination of text columns) and one column for each value of another column: what each customer spent in each category, for example. **Shares** divide each row by its sum, so that small and large customers can be compared by taste.\n\nThe values that stand in most rows get columns of their own; all others share one called *other*. Rows without a key or without a value to become a column count for nothing.',
    zh: '每个顾客（或任意文本列的组合）一行，另一列的每个取值成为一列：例如每位顾客在每个品类的花费。**占比**把每一行除以该行之和，便于比较大小顾客的偏好。\n\n出现最多的取值各成一列，其余归入 *other*。没有键或没有取值的行不计入。',
  },
  inputs: { table: { en: 'Table', zh: '表' } },
  outputs: { wide: { en: 'Wide table', zh: '宽表' } },
  parameters: {
    by: {
      label: { en: 'One row for each', zh: '每行对应' },
      help: {
        en: 'The text columns that make a row; the customer where none is chosen.',
        zh: '构成一行的文本列；不选则为顾客。',
      },
    },
    names: {
      label: { en: 'A column for each', zh: '每列对应' },
      help: {
        en: 'The text column whose values become columns; the category where none is chosen.',
        zh: '取值成为列的文本列；不选则为品类。',
      },
    },
    value: {
      label: { en: 'Values', zh: '数值' },
      help: {
        en: 'The number to put into the columns; how many rows there are where none is chosen.',
        zh: '填入各列的数值；不选则为行数。',
      },
    },
    measure: {
      label: { en: 'Figure', zh: '指标' },
      help: { en: 'What is made of several values that meet in one cell.', zh: '多个值落在同一格时如何计算。' },
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
    maxColumns: {
      label: { en: 'Most columns', zh: '最多列数' },
      help: { en: 'How many values get a column of their own.', zh: '多少个取值单独成列。' },
    },
    shares: {
      label: { en: 'As shares of the row', zh: '换算为行内占比' },
      help: { en: 'Divides each row by the sum of its cells.', zh: '每一行除以各格之和。' },
    },
    fillZero: {
      label: { en: 'Empty cells are 0', zh: '空格填 0' },
      help: {
        en: 'A combination that never occurs counts as 0 instead of missing.',
        zh: '从未出现的组合记为 0，而不是缺失。',
      },
      advanced: true,
    },
  },
});
