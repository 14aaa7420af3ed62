import { columnTypes, type ColumnType } from '../../contract/table.ts';
import type { ParameterMeta } from '../../contract/step.ts';
import { formatDate, formatText, numberFormat, type Locale, type Text } from '../../contract/text.ts';

/** A parameter as a step's JSON schema declares it. */
export interface PropertySchema extends ParameterMeta {
  readonly type?: string;
  readonly default?: unknown;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly enum?: readonly unknown[];
  readonly items?: Pick<PropertySchema, 'type' | 'minimum' | 'maximum'>;
  readonly anyOf?: readonly Pick<PropertySchema, 'type' | 'minimum' | 'maximum'>[];
}

const WORDS = {
  yes: { en: 'yes', zh: '是' },
  no: { en: 'no', zh: '否' },
  yesNo: { en: 'yes or no', zh: '是或否' },
  day: { en: 'a date, such as `2011-12-10`', zh: '日期，例如 `2011-12-10`' },
  words: { en: 'text', zh: '文字' },
  nested: { en: 'JSON', zh: 'JSON' },
  column: { en: 'a column of {types}', zh: '{types}列' },
  columns: { en: 'columns of {types}', zh: '若干{types}列' },
  anyType: { en: 'any type', zh: '任意类型的' },
  listOf: { en: 'several of {values}', zh: '若干个，每个 {values}' },
  from: { en: '{minimum} or more', zh: '不小于 {minimum}' },
  upTo: { en: '{maximum} or less', zh: '不大于 {maximum}' },
  number: { en: 'a number', zh: '数字' },
  /** Nothing was chosen: the meaning of that stands in the parameter's help. */
  empty: { en: 'empty', zh: '留空' },
  several: { en: 'see the form', zh: '见表单' },
} satisfies Record<string, Text>;

const TYPES: Readonly<Record<ColumnType, Text>> = {
  number: { en: 'numbers', zh: '数字' },
  date: { en: 'dates', zh: '日期' },
  boolean: { en: 'yes and no', zh: '是否' },
  text: { en: 'text', zh: '文字' },
};

/** JSON Schema writes an integer without a bound as one that no number passes. */
const bound = (limit: number | undefined): number | null =>
  limit === undefined || Math.abs(limit) >= Number.MAX_SAFE_INTEGER ? null : limit;

function range({ minimum, maximum }: Pick<PropertySchema, 'minimum' | 'maximum'>, locale: Locale): string {
  const write = (limit: number): string => numberFormat(locale, { maximumSignificantDigits: 6 }).format(limit);
  const [low, high] = [bound(minimum), bound(maximum)];
  if (low !== null && high !== null) return `${write(low)} – ${write(high)}`;
  if (low !== null) return formatText(WORDS.from, { minimum: write(low) }, locale);
  if (high !== null) return formatText(WORDS.upTo, { maximum: write(high) }, locale);
  return formatText(WORDS.number, undefined, locale);
}

function columnWords({ columns }: PropertySchema, locale: Locale): string {
  const wanted = columns?.types ?? null;
  const names = columnTypes
    .filter((type) => wanted?.includes(type))
    .map((type) => formatText(TYPES[type], undefined, locale));
  const types =
    names.length > 0 ? names.join(locale === 'zh' ? '或' : ' or ') : formatText(WORDS.anyType, undefined, locale);
  return formatText(columns?.many ? WORDS.columns : WORDS.column, { types }, locale);
}

/** What a value of an enumeration is called, beside the value itself, which the command line takes. */
function optionWords(value: unknown, { options }: PropertySchema, locale: Locale): string {
  const text = options?.[String(value)];
  const words = text ? formatText(text, undefined, locale) : '';
  return words === '' || words.toLowerCase() === String(value)
    ? `\`${String(value)}\``
    : `\`${String(value)}\` ${words}`;
}

/** Which values a parameter takes, in words. */
export function valueWords(schema: PropertySchema, locale: Locale): string {
  const say = (text: Text): string => formatText(text, undefined, locale);
  if (schema.columns) return columnWords(schema, locale);
  if (schema.date) return say(WORDS.day);
  if (schema.enum)
    return schema.enum.map((value) => optionWords(value, schema, locale)).join(locale === 'zh' ? '、' : ', ');
  const inner = schema.anyOf?.find(({ type }) => type !== 'null') ?? schema;
  if (inner.type === 'number' || inner.type === 'integer') return range(inner, locale);
  if (inner.type === 'boolean') return say(WORDS.yesNo);
  if (inner.type === 'string') return say(WORDS.words);
  const { type } = schema.items ?? {};
  if (schema.items && (type === 'number' || type === 'integer'))
    return formatText(WORDS.listOf, { values: range(schema.items, locale) }, locale);
  return say(WORDS.nested);
}

/** What a parameter is where nobody sets it, in words. */
export function defaultWords(schema: PropertySchema, locale: Locale): string {
  const say = (text: Text): string => formatText(text, undefined, locale);
  const { default: value } = schema;
  if (value === undefined) return '';
  if (value === null || value === '' || (Array.isArray(value) && value.length === 0)) return say(WORDS.empty);
  if (schema.date && typeof value === 'number') return formatDate(value, locale, false);
  if (typeof value === 'boolean') return say(value ? WORDS.yes : WORDS.no);
  if (typeof value === 'number') return numberFormat(locale, { maximumSignificantDigits: 6 }).format(value);
  if (schema.enum) return optionWords(value, schema, locale);
  if (Array.isArray(value) && value.every((item) => typeof item !== 'object')) return value.map(String).join(', ');
  return typeof value === 'string' ? `\`${value}\`` : say(WORDS.several);
}
