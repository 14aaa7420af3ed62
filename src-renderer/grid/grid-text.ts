import type { Text } from '../../src-main/contract/text.ts';

const texts = <K extends string>(given: Record<K, Text>): Readonly<Record<K, Text>> => given;

/** The words of the table. */
export const gridText = texts({
  table: { en: 'Table', zh: '表格' },
  find: { en: 'Find in this table', zh: '在此表中查找' },
  rows: { en: '{n, plural, one {# row} other {# rows}}', zh: '{n, number} 行' },
  someRows: { en: '{n, number} of {all, number} rows', zh: '{all, number} 行中的 {n, number} 行' },
  loading: { en: 'Loading…', zh: '正在加载…' },
  none: { en: 'This table has no rows.', zh: '此表没有数据行。' },
  noMatch: { en: 'No row matches.', zh: '没有匹配的行。' },
  clear: { en: 'Show all rows', zh: '显示所有行' },
  failed: { en: 'These rows could not be loaded.', zh: '无法加载这些行。' },
  again: { en: 'Try again', zh: '重试' },
  onlySelected: { en: 'Only selected rows', zh: '仅显示选中的行' },
  selectThese: { en: 'Select these rows', zh: '选中这些行' },
  filter: { en: 'Filter “{column}”', zh: '筛选“{column}”' },
  filtered: { en: 'Filter “{column}” (on)', zh: '筛选“{column}”（已启用）' },
  copied: { en: '{n, plural, one {# row} other {# rows}} copied', zh: '已复制 {n, number} 行' },
  tooMany: {
    en: 'Only the first {n, number} rows are copied; export the table for all.',
    zh: '只能复制前 {n, number} 行；如需全部，请导出表格。',
  },
  keys: {
    en: 'Arrow keys move, Enter on a heading sorts, Alt and arrow down on a heading filters, Control C copies, Control F finds.',
    zh: '方向键移动；在列标题上按回车排序，按 Alt 加下箭头筛选；Ctrl C 复制，Ctrl F 查找。',
  },
  condition: { en: 'Condition', zh: '条件' },
  range: { en: 'is between', zh: '介于' },
  contains: { en: 'contains', zh: '包含' },
  values: { en: 'is one of', zh: '是以下之一' },
  missing: { en: 'is missing', zh: '为缺失' },
  present: { en: 'is not missing', zh: '不为缺失' },
  from: { en: 'From', zh: '从' },
  to: { en: 'To', zh: '到' },
  text: { en: 'Text', zh: '文本' },
  otherValues: { en: 'Other values, one a line', zh: '其他取值，每行一个' },
  apply: { en: 'Filter', zh: '筛选' },
  remove: { en: 'Remove filter', zh: '移除筛选' },
  yes: { en: 'yes', zh: '是' },
  no: { en: 'no', zh: '否' },
});
