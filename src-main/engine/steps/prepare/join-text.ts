import { stepText } from '../define.ts';

export const joinText = stepText({
  title: { en: 'Join tables', zh: '连接表' },
  summary: { en: 'Brings the columns of two tables together by a key.', zh: '按主键把两张表的列合在一起。' },
  about: {
    en: 'Rows with equal keys become one. **Left** keeps every row of the first table, **inner** only those with a partner, **full** all rows of both, **with a match** and **without a match** the rows of the first alone, each once, and none of the columns of the second. Keys are compared as they are written; with several keys all must agree, and a missing key matches nothing. *Keys without a partner* lists what found none, so that a misspelt or missing key can be seen.\n\nWhere a key of the second table stands in several rows, each of them makes a row: the panel says so.',
    zh: '主键相同的行合为一行。**左连接**保留第一张表的所有行，**内连接**只保留有对应的行，**全连接**保留两张表的所有行，**有匹配**和**没有匹配**只保留第一张表的行，每行一次，不带第二张表的列。主键按原样比较；有多个主键时必须全部相同，缺失的主键不与任何行匹配。*没有对应的主键*列出找不到对应的主键，便于发现写错或缺失的主键。\n\n如果第二张表的某个主键出现多次，每次都会生成一行，面板会给出提示。',
  },
  inputs: { left: { en: 'First table', zh: '第一张表' }, right: { en: 'Second table', zh: '第二张表' } },
  outputs: {
    joined: { en: 'Joined table', zh: '连接后的表' },
    matched: { en: 'Rows of the first with a partner', zh: '第一张表中有对应的行' },
    unmatchedLeft: { en: 'Rows of the first without a partner', zh: '第一张表中没有对应的行' },
    unmatchedRight: { en: 'Rows of the second without a partner', zh: '第二张表中没有对应的行' },
    unmatched: { en: 'Keys without a partner', zh: '没有对应的主键' },
  },
  parameters: {
    how: {
      label: { en: 'Keep', zh: '保留' },
      help: { en: 'Which rows the result holds.', zh: '结果包含哪些行。' },
      options: {
        left: { en: 'All of the first', zh: '第一张表的全部' },
        inner: { en: 'Only matches', zh: '只要匹配的' },
        full: { en: 'All of both', zh: '两张表的全部' },
        semi: { en: 'Those of the first with a match', zh: '第一张表中有匹配的' },
        anti: { en: 'Those of the first without a match', zh: '第一张表中没有匹配的' },
      },
    },
    leftKeys: {
      label: { en: 'Keys of the first', zh: '第一张表的主键' },
      help: {
        en: 'The columns to match by, in the order of those of the other table; the table’s own key where none is chosen.',
        zh: '用来匹配的列，顺序与另一张表的列对应；不选则使用该表的主键。',
      },
    },
    rightKeys: {
      label: { en: 'Keys of the second', zh: '第二张表的主键' },
      help: {
        en: 'The columns to match by, in the order of those of the other table; the table’s own key where none is chosen.',
        zh: '用来匹配的列，顺序与另一张表的列对应；不选则使用该表的主键。',
      },
    },
  },
  columns: {
    side: { en: 'Stands in', zh: '所在表' },
    rows: { en: 'Rows', zh: '行数' },
  },
  messages: {
    repeated: {
      en: '{count, plural, one {# key stands} other {# keys stand}} in several rows of the second table, so rows of the first were repeated.',
      zh: '第二张表中有 {count, number} 个主键出现多次，因此第一张表的行被重复。',
    },
    unmatched: {
      en: '{left, plural, one {# row} other {# rows}} of the first table and {right, number} of the second have no partner.',
      zh: '第一张表有 {left, number} 行、第二张表有 {right, number} 行没有对应。',
    },
  },
});
