import type { Text } from '../../src-main/contract/text.ts';

const texts = <K extends string>(given: Record<K, Text>): Readonly<Record<K, Text>> => given;

/** The words of the page of a dataset. */
export const dataText = texts({
  gone: {
    en: 'This dataset is not in the project any more. Undo brings it back.',
    zh: '该数据集已不在项目中，可通过撤销恢复。',
  },
  facts: {
    en: '{rows, plural, one {# row} other {# rows}} · {role} · version {version, number}',
    zh: '{rows, number} 行 · {role} · 第 {version, number} 版',
  },
  append: { en: 'Add next month’s file', zh: '追加新文件' },
  replace: { en: 'Replace', zh: '替换' },
  split: { en: 'Split into products and customers', zh: '拆分出商品和客户' },
  splitHelp: {
    en: 'Makes a table of products and one of customers from this one; each keeps its most frequent description.',
    zh: '由此表生成商品表和客户表，各取出现最多的描述。',
  },
  splitting: { en: 'Splitting…', zh: '正在拆分…' },
  splitDone: {
    en: 'Made: {names}. {conflicts, plural, =0 {All descriptions agreed} one {# code had several descriptions} other {# codes had several descriptions}}.',
    zh: '已生成：{names}。{conflicts, plural, =0 {所有描述一致} other {# 个编号有多种描述}}。',
  },
  tabTable: { en: 'Table', zh: '表格' },
  tabColumns: { en: 'Columns', zh: '列' },
  tabSettings: { en: 'Settings', zh: '设置' },
  tabVersions: { en: 'Versions', zh: '版本' },
  tabRejects: { en: 'Kept apart ({n, number})', zh: '未导入的行（{n, number}）' },
  chooseFiles: { en: 'Choose files to import', zh: '选择要导入的文件' },
  noBridge: { en: 'Files can be chosen in the desktop app only.', zh: '只能在桌面应用中选择文件。' },

  currency: { en: 'Currency', zh: '货币' },
  currencyHelp: {
    en: 'Three letters, such as GBP or CNY. It is how money columns are written; nothing is converted.',
    zh: '三个字母，如 CNY 或 GBP。只影响金额的显示，不做换算。',
  },
  noCurrency: { en: 'Not known', zh: '未知' },
  weekStart: { en: 'The week starts on', zh: '每周第一天' },
  entity: { en: 'Each row is about', zh: '每行表示' },
  notProducts: { en: 'Codes that are no products', zh: '不是商品的编号' },
  notProductsHelp: {
    en: 'Postage, charges, adjustments: they count in revenue and are never recommended.',
    zh: '邮费、手续费、调整等：计入收入，但从不推荐。',
  },
  addCode: { en: 'Type a code and press Enter', zh: '输入编号后按回车' },

  version: { en: 'Version', zh: '版本' },
  rows: { en: 'Rows', zh: '行数' },
  imported: { en: 'Imported', zh: '导入时间' },
  files: { en: 'Files', zh: '文件' },
  current: { en: 'current', zh: '当前' },

  column: { en: 'Column', zh: '列' },
  type: { en: 'Type', zh: '类型' },
  role: { en: 'Role', zh: '角色' },
  roleOf: { en: 'Role of {column}', zh: '{column} 的角色' },
  unit: { en: 'Unit', zh: '单位' },
  unitOf: { en: 'Unit of {column}', zh: '{column} 的单位' },
  noRole: { en: 'No role', zh: '无角色' },
  noUnit: { en: 'None', zh: '无' },
  missing: { en: 'Missing', zh: '缺失' },
  distinct: { en: 'Distinct', zh: '不同取值' },
  values: { en: 'Values', zh: '取值' },
  measuring: { en: 'Reading all rows…', zh: '正在读取全部行…' },
  profileFailed: { en: 'The columns could not be measured.', zh: '无法统计各列。' },
  median: { en: 'median', zh: '中位数' },
  meanIs: { en: 'mean {mean} ± {deviation}', zh: '均值 {mean} ± {deviation}' },
  middle: { en: 'half lie between {low} and {high}', zh: '一半介于 {low} 和 {high} 之间' },
  histogram: {
    en: 'Distribution of {column}: from {low} to {high}, median {median}',
    zh: '{column} 的分布：{low} 至 {high}，中位数 {median}',
  },
  onlyMissing: { en: 'no values', zh: '没有取值' },
});

/** The words of the import. */
export const importText = texts({
  title: { en: 'Import', zh: '导入' },
  titleAppend: { en: 'Add rows to “{name}”', zh: '向“{name}”追加数据' },
  titleReplace: { en: 'Replace the rows of “{name}”', zh: '替换“{name}”的数据' },
  looking: { en: 'Looking at the file…', zh: '正在查看文件…' },
  files: {
    en: '{n, plural, =1 {{name}} other {{name} and others, # files}} · {size}',
    zh: '{n, plural, =1 {{name}} other {{name} 等 # 个文件}} · {size}',
  },
  steps: { en: 'Questions', zh: '问题' },
  next: { en: 'Next', zh: '下一步' },
  run: { en: 'Import', zh: '导入' },
  close: { en: 'Close', zh: '关闭' },
  done: { en: 'Done', zh: '完成' },
  cancel: { en: 'Cancel', zh: '取消' },
  cancelling: { en: 'Stopping…', zh: '正在停止…' },
  back: { en: 'Back to the questions', zh: '返回修改' },

  reading: { en: 'Do the first rows look right?', zh: '前几行看起来对吗？' },
  readingHint: {
    en: 'If letters are garbled or columns run together, change how the file is read.',
    zh: '如有乱码或列错位，请更改读取方式。',
  },
  columns: { en: 'Is each column what it says?', zh: '各列的含义对吗？' },
  columnsHint: {
    en: 'Roles tell the steps which column is the customer, the product, the time.',
    zh: '角色告诉各步骤哪一列是客户、商品、时间。',
  },
  money: { en: 'Which currency are the amounts in?', zh: '金额使用哪种货币？' },
  moneyHint: { en: 'It is only how amounts are written; nothing is converted.', zh: '只影响金额的显示，不做换算。' },
  target: { en: 'Where should the rows go?', zh: '这些数据放到哪里？' },
  targetHint: {
    en: 'A new table, or next month’s rows of one that is there.',
    zh: '新建一张表，或作为已有表的新数据。',
  },

  format: { en: 'Kind of file', zh: '文件类型' },
  sheet: { en: 'Sheet or table', zh: '工作表或数据表' },
  encoding: { en: 'Letters (encoding)', zh: '文字编码' },
  delimiter: { en: 'Between fields', zh: '分隔符' },
  quote: { en: 'Around fields', zh: '引号' },
  noQuote: { en: 'nothing', zh: '无' },
  decimal: { en: 'Decimal sign', zh: '小数点' },
  header: { en: 'The first row names the columns', zh: '第一行是列名' },
  skipLines: { en: 'Lines to skip at the top', zh: '跳过开头的行数' },
  layout: { en: 'Each line is', zh: '每行是' },
  layoutRows: { en: 'one record', zh: '一条记录' },
  layoutLists: { en: 'a key and its list', zh: '一个键及其列表' },
  missingWords: { en: 'Words that mean “no value”', zh: '表示“缺失”的词' },
  missingHint: {
    en: 'Separated by blanks; empty fields always count as missing.',
    zh: '用空格分隔；空字段总是视为缺失。',
  },
  shortRows: { en: 'Rows with too few fields', zh: '字段不足的行' },
  shortFill: { en: 'fill up as missing', zh: '补为缺失' },
  shortReject: { en: 'keep apart', zh: '不导入' },

  use: { en: 'Import “{column}”', zh: '导入“{column}”' },
  nameOf: { en: 'Name of “{column}”', zh: '“{column}”的名称' },
  typeOf: { en: 'Type of “{column}”', zh: '“{column}”的类型' },
  roleOf: { en: 'Role of “{column}”', zh: '“{column}”的角色' },
  more: { en: 'More about “{column}”', zh: '“{column}”的更多设置' },
  examples: { en: 'Examples', zh: '示例' },
  dateOrder: { en: 'Dates are written as', zh: '日期写法' },
  columnMissing: { en: 'Words that mean “no value” here', zh: '此列中表示“缺失”的词' },
  asFile: { en: 'as in the whole file', zh: '与整个文件相同' },
  moreColumns: { en: '{n, number} more columns are imported as proposed.', zh: '另有 {n, number} 列按建议导入。' },
  unsure: { en: 'not sure', zh: '不确定' },

  newTable: { en: 'A new table', zh: '新建表' },
  appendTo: { en: 'Add to a table, leaving out lines that are there', zh: '追加到已有表，跳过重复的行' },
  replaceOf: { en: 'Take the place of a table’s rows', zh: '替换已有表的数据' },
  name: { en: 'Name', zh: '名称' },
  badName: {
    en: 'Use letters, digits and underscores; begin with a letter.',
    zh: '请使用文字、数字和下划线，并以文字开头。',
  },
  takenName: { en: 'There is a table of that name already.', zh: '已有同名的表。' },
  dataset: { en: 'Table', zh: '表' },

  preview: { en: 'First rows', zh: '前几行' },
  looksLike: { en: 'Looks like {role}', zh: '看起来是{role}' },
  apart: { en: '{n, plural, one {# row} other {# rows}} would be kept apart', zh: '{n, number} 行将不会导入' },
  apartLine: { en: 'Line {line, number}: {reason}', zh: '第 {line, number} 行：{reason}' },
  apartIn: { en: 'Line {line, number}, {column}: {reason}', zh: '第 {line, number} 行，{column}：{reason}' },

  importing: { en: 'Importing…', zh: '正在导入…' },
  left: { en: '{seconds, plural, one {# second left} other {# seconds left}}', zh: '约剩 {seconds, number} 秒' },
  imported: { en: '{rows, plural, one {# row} other {# rows}} imported', zh: '已导入 {rows, number} 行' },
  added: {
    en: '{added, plural, one {# row} other {# rows}} added; {there, plural, =0 {none were there before} one {# was there already} other {# were there already}}',
    zh: '新增 {added, number} 行；{there, number} 行此前已存在',
  },
  rejected: {
    en: '{n, plural, one {# row was} other {# rows were}} kept apart, with reason and line number',
    zh: '{n, number} 行未导入，已记录原因和行号',
  },
  failed: { en: 'The import did not work', zh: '导入未成功' },
});
