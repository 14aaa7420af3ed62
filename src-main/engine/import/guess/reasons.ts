import type { Message, MessageValues, Text } from '../../../contract/text.ts';

const TYPE_REASONS = {
  empty: { en: 'No row looked at has a value.', zh: '查看的行中都没有值。' },
  boolean: { en: 'Every value says yes or no.', zh: '所有值都表示是或否。' },
  number: { en: 'Every value is a number.', zh: '所有值都是数字。' },
  'number-mostly': {
    en: 'All but {n, plural, one {# value} other {# values}} are numbers; such rows are kept apart.',
    zh: '除 {n, number} 个值外都是数字；这些行会另行保留。',
  },
  date: { en: 'Every value is a date.', zh: '所有值都是日期。' },
  'date-mostly': {
    en: 'All but {n, plural, one {# value} other {# values}} are dates; such rows are kept apart.',
    zh: '除 {n, number} 个值外都是日期；这些行会另行保留。',
  },
  'date-day-first': {
    en: 'Every value is a date, the day before the month: some days are past 12.',
    zh: '所有值都是日期，日在月前：有的日大于 12。',
  },
  'date-month-first': {
    en: 'Every value is a date, the month before the day: some days are past 12.',
    zh: '所有值都是日期，月在日前：有的日大于 12。',
  },
  'date-in-order': {
    en: 'Every value is a date; read this way the rows follow each other in time.',
    zh: '所有值都是日期；按此读法，各行按时间先后排列。',
  },
  'date-ambiguous': {
    en: 'Every value is a date, but day and month could be either way round.',
    zh: '所有值都是日期，但日和月的先后无法确定。',
  },
  epoch: {
    en: 'Its name says time, and the values count seconds or milliseconds since 1970.',
    zh: '列名表示时间，其值是自 1970 年起的秒数或毫秒数。',
  },
  excel: {
    en: 'Its name says date, and the values count days as Excel does.',
    zh: '列名表示日期，其值是 Excel 的日期序列值。',
  },
  'number-share': { en: 'Every value is a share in per cent.', zh: '所有值都是百分比。' },
  code: {
    en: 'The values are digits, but leading zeros or their length say that they name something.',
    zh: '值由数字组成，但前导零或长度表明它们是编号。',
  },
  id: { en: 'It names something, so that its values are kept as they are written.', zh: '它是标识，因此按原样保存。' },
  text: { en: 'The values are neither numbers nor dates.', zh: '值既不是数字也不是日期。' },
  person: { en: 'You chose it.', zh: '由您指定。' },
} as const satisfies Record<string, Text>;

export type TypeReason = keyof typeof TYPE_REASONS;

/** Why a column has its type, for people. */
export const typeReason = (code: TypeReason, values?: MessageValues): Message => ({
  code: `type.${code}`,
  text: TYPE_REASONS[code],
  ...(values && { values }),
});

const ROLE_REASONS = {
  name: { en: 'Its name says so.', zh: '由列名判断。' },
  'name-and-values': { en: 'Its name and its values say so.', zh: '由列名和值判断。' },
  values: { en: 'Its values say so: {what}.', zh: '由值判断：{what}。' },
  neighbours: { en: 'The other columns say so: {what}.', zh: '由其他列判断：{what}。' },
  lists: { en: 'Each line lists what belongs to its first value.', zh: '每行列出属于第一个值的内容。' },
  person: { en: 'You chose it.', zh: '由您指定。' },
} as const satisfies Record<string, Text>;

export type RoleReason = keyof typeof ROLE_REASONS;

/** Why a column is proposed for a role, for people. */
export const roleReason = (code: RoleReason, what?: Text): Message => ({
  code: `role.${code}`,
  text: ROLE_REASONS[code],
  ...(what && { values: { what } }),
});
