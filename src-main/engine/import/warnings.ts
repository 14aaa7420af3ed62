import type { Message, MessageValues, Text } from '../../contract/text.ts';

const WARNINGS = {
  'ambiguous-dates': {
    en: 'The dates of “{column}” could be day before month or month before day; check how they are read.',
    zh: '“{column}”的日期可能是日在前，也可能是月在前；请检查读取方式。',
  },
  'no-header': {
    en: 'The first row does not look like names, so that columns were numbered.',
    zh: '第一行不像列名，因此各列用编号命名。',
  },
  'no-rows': { en: 'There are names but no rows.', zh: '只有列名，没有数据行。' },
  'renamed-columns': {
    en: '{n, plural, one {# name was} other {# names were}} empty or there twice; {names} were made up.',
    zh: '有 {n, number} 个列名为空或重复；已补为 {names}。',
  },
  'rows-that-do-not-fit': {
    en: 'Of the first {total, number} rows, {n, plural, one {# does} other {# do}} not fit and would be kept apart.',
    zh: '前 {total, number} 行中有 {n, number} 行不符合，将另行保留。',
  },
  'lost-digits': {
    en: '“{column}” holds ids written as {example}: a spreadsheet rounded them, and different ids may have become one.',
    zh: '“{column}”中的编号写作 {example}：电子表格对其做了舍入，不同的编号可能已变得相同。',
  },
  'missing-in-file': {
    en: '“{file}” lacks {columns}; the values will be missing.',
    zh: '“{file}”缺少 {columns}；这些值将缺失。',
  },
  'only-in-file': {
    en: '“{file}” also has {columns}, which the first file lacks; they are left out.',
    zh: '“{file}”还有第一个文件没有的 {columns}；它们不会导入。',
  },
  'damaged-letters': {
    en: 'Some letters cannot be read; the encoding may be another one.',
    zh: '有些字符无法读取；编码可能不正确。',
  },
  'several-tables': {
    en: 'The file holds {n, plural, one {# table} other {# tables}}; “{table}” is shown.',
    zh: '该文件包含 {n, number} 张表；当前显示“{table}”。',
  },
  'zones-left-aside': {
    en: 'The times of “{column}” carry a zone; they stay as they are written.',
    zh: '“{column}”的时间带有时区；按原样保留。',
  },
  'currencies-mixed': {
    en: 'There is more than one currency; amounts are read as plain numbers.',
    zh: '存在多种货币；金额按普通数字读取。',
  },
  'entity-not-unique': {
    en: '“{column}” holds some ids twice, so that rows are not one for each.',
    zh: '“{column}”中有重复的编号，因此并非每个编号一行。',
  },
  'changed-type': {
    en: '“{column}” turned out to hold other values further down; it was read as {type}.',
    zh: '“{column}”在后面出现了其他类型的值；已按{type}读取。',
  },
  'changed-encoding': {
    en: 'Further down the file is written in {encoding}; it was read so.',
    zh: '文件后面的内容采用 {encoding} 编码；已按此读取。',
  },
} as const satisfies Record<string, Text>;

export type ImportWarning = keyof typeof WARNINGS;

/** Something that a person should look at before or after an import. */
export const importWarning = (code: ImportWarning, values?: MessageValues): Message => ({
  code,
  text: WARNINGS[code],
  ...(values && { values }),
});

/** Names for a sentence: the first few, then how many more. */
export function namesForPeople(names: readonly string[], most = 3): MessageValues[string] {
  const rest = names.length - most;
  const shown: (string | Text)[] = names.slice(0, most).map((name) => `“${name}”`);
  if (rest > 0) shown.push({ en: `${rest} more`, zh: `另外 ${rest} 个` });
  return { list: shown };
}
