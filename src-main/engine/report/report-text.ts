import type { Text } from '../../contract/text.ts';

const texts = <K extends string>(given: Record<K, Text>): Readonly<Record<K, Text>> => given;

/** What a report says beside what its notebook says. */
export const reportText = texts({
  contents: { en: 'Contents', zh: '目录' },
  written: { en: 'Written on {date} from the project “{project}”', zh: '根据项目“{project}”于 {date} 生成' },
  from: { en: 'From the project “{project}”', zh: '根据项目“{project}”生成' },
  madeWith: {
    en: 'Made offline with Clientele. This file loads nothing from the network.',
    zh: '由 Clientele 离线生成。本文件不会从网络加载任何内容。',
  },
  numbered: {
    en: 'Customers are numbered in the order in which they appear; their ids are not in this file.',
    zh: '顾客按出现的先后编号；本文件不含顾客编号原文。',
  },
  customer: { en: 'Customer {n}', zh: '顾客 {n}' },
  old: { en: 'Something above was changed after this was computed.', zh: '上方内容在此结果算出之后有过更改。' },
  attention: { en: 'Please note', zh: '请注意' },
  showTable: { en: 'Show the numbers', zh: '查看数据' },
  firstRows: {
    en: 'The first {shown, number} of {rows, number} rows.',
    zh: '共 {rows, number} 行，此处列出前 {shown, number} 行。',
  },
  firstColumns: {
    en: 'The first {shown, number} of {columns, number} columns are printed; the file on a screen has all.',
    zh: '共 {columns, number} 列，打印时只列出前 {shown, number} 列；在屏幕上打开本文件可以看到全部。',
  },
  drawn: {
    en: '{drawn, number} of {rows, number} rows drawn, at random, seed {seed, number}.',
    zh: '共 {rows, number} 行，随机抽取 {drawn, number} 行绘制，种子 {seed, number}。',
  },
  noRows: { en: 'This table has no rows.', zh: '此表没有数据行。' },
  interval: { en: '95 % interval {lower} to {upper}', zh: '95% 区间 {lower} 至 {upper}' },
  customers: { en: '{n, plural, one {# customer} other {# customers}}', zh: '{n, number} 位顾客' },
  group: { en: 'Group', zh: '类别' },
  rows: { en: 'Rows', zh: '行数' },
  median: { en: 'Median of {label}', zh: '{label}的中位数' },
  empty: {
    en: 'This notebook has no results yet: run it, then write the report again.',
    zh: '该笔记本还没有结果：请先运行，再重新生成报告。',
  },
});
