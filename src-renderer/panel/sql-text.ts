import { texts } from '../i18n/texts.ts';

/** The words of a SQL panel. */
export const sqlText = texts({
  query: { en: 'Query', zh: '查询' },
  placeholder: { en: 'SELECT … FROM …', zh: 'SELECT … FROM …' },
  tables: { en: 'Tables', zh: '可用的表' },
  insert: { en: 'Insert “{name}”', zh: '插入“{name}”' },
  noTables: { en: 'There is no table yet. Import a file first.', zh: '还没有表，请先导入文件。' },
  keys: { en: 'Control Enter runs, Escape leaves.', zh: 'Ctrl 加回车运行，Esc 退出编辑。' },
  at: { en: 'Line {line, number}, column {column, number}', zh: '第 {line, number} 行，第 {column, number} 列' },
  show: { en: 'Show it', zh: '定位' },
});
