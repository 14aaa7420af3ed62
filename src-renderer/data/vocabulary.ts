import type { DateOrder, Encoding, ImportFormat, RejectReason } from '../../src-main/contract/import.ts';
import type { ColumnType, Entity, TableRole, Unit } from '../../src-main/contract/table.ts';
import type { Text } from '../../src-main/contract/text.ts';

export { roleNames } from '../../src-main/contract/role-names.ts';

/** What tables are to a shop. */
export const tableRoleNames: Readonly<Record<TableRole, Text>> = {
  interactions: { en: 'order lines and other interactions', zh: '订单行等交互记录' },
  orders: { en: 'orders', zh: '订单' },
  customers: { en: 'customers', zh: '顾客' },
  products: { en: 'products', zh: '商品' },
  reviews: { en: 'reviews', zh: '评价' },
  campaigns: { en: 'campaigns', zh: '营销活动' },
  sessions: { en: 'sessions', zh: '会话' },
  plain: { en: 'a plain table', zh: '普通表格' },
};

/** What one row is about. */
export const entityNames: Readonly<Record<Entity, Text>> = {
  customer: { en: 'one customer', zh: '一位顾客' },
  product: { en: 'one product', zh: '一件商品' },
  order: { en: 'one order', zh: '一笔订单' },
  none: { en: 'something else', zh: '其他' },
};

export const typeNames: Readonly<Record<ColumnType, Text>> = {
  number: { en: 'Number', zh: '数值' },
  date: { en: 'Date', zh: '日期' },
  boolean: { en: 'Yes or no', zh: '是/否' },
  text: { en: 'Text', zh: '文本' },
};

export const unitNames: Readonly<Record<Unit, Text>> = {
  money: { en: 'Money', zh: '金额' },
  days: { en: 'Days', zh: '天数' },
  count: { en: 'Count', zh: '计数' },
  share: { en: 'Share', zh: '占比' },
  score: { en: 'Score', zh: '分值' },
  year: { en: 'Year', zh: '年份' },
};

export const formatNames: Readonly<Record<ImportFormat, Text>> = {
  csv: { en: 'Text with separators (CSV, TSV)', zh: '分隔文本（CSV、TSV）' },
  jsonl: { en: 'JSON Lines', zh: 'JSON Lines' },
  xlsx: { en: 'Excel workbook', zh: 'Excel 工作簿' },
  sqlite: { en: 'SQLite database', zh: 'SQLite 数据库' },
};

export const encodingNames: Readonly<Record<Encoding, Text>> = {
  'utf-8': { en: 'UTF-8', zh: 'UTF-8' },
  'utf-16le': { en: 'UTF-16 (little endian)', zh: 'UTF-16（小端）' },
  'utf-16be': { en: 'UTF-16 (big endian)', zh: 'UTF-16（大端）' },
  gb18030: { en: 'Chinese (GB18030, GBK)', zh: '简体中文（GB18030、GBK）' },
  'windows-1252': { en: 'Western (Windows-1252)', zh: '西欧（Windows-1252）' },
};

export const dateOrderNames: Readonly<Record<DateOrder, Text>> = {
  ymd: { en: 'year, month, day', zh: '年月日' },
  dmy: { en: 'day, month, year', zh: '日月年' },
  mdy: { en: 'month, day, year', zh: '月日年' },
  'epoch-s': { en: 'seconds since 1970', zh: '1970 年起的秒数' },
  'epoch-ms': { en: 'milliseconds since 1970', zh: '1970 年起的毫秒数' },
  excel: { en: 'days as Excel counts them', zh: 'Excel 日期序号' },
};

export const rejectNames: Readonly<Record<RejectReason, Text>> = {
  'too-many-fields': { en: 'more fields than columns', zh: '字段多于列数' },
  'too-few-fields': { en: 'fewer fields than columns', zh: '字段少于列数' },
  'not-a-number': { en: 'not a number', zh: '不是数值' },
  'not-a-date': { en: 'not a date', zh: '不是日期' },
  'not-a-boolean': { en: 'neither yes nor no', zh: '既不是“是”也不是“否”' },
  'not-a-record': { en: 'not a record', zh: '不是一条记录' },
  'open-quote': { en: 'a quote that never ends', zh: '引号没有结束' },
};

/** What separates fields, by the character. */
export const delimiterNames: Readonly<Record<string, Text>> = {
  ',': { en: 'Comma  ,', zh: '逗号  ,' },
  ';': { en: 'Semicolon  ;', zh: '分号  ;' },
  '\t': { en: 'Tab', zh: '制表符' },
  '|': { en: 'Bar  |', zh: '竖线  |' },
  ' ': { en: 'Blank', zh: '空格' },
  ':': { en: 'Colon  :', zh: '冒号  :' },
};

/** Currencies that shops of the product's languages use most; others can be typed. */
export const COMMON_CURRENCIES = ['CNY', 'GBP', 'EUR', 'USD', 'JPY', 'HKD', 'TWD', 'SGD', 'AUD', 'CAD', 'CHF', 'SEK', 'INR', 'KRW', 'BRL'] as const; // prettier-ignore
