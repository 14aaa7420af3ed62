import { IntlMessageFormat } from 'intl-messageformat';

/** One sentence or label in every language of the product, written as ICU messages. */
export interface Text {
  readonly en: string;
  readonly zh: string;
}

export const locales = ['en', 'zh', 'pseudo'] as const;

/** A language of the interface; `pseudo` is English with every letter marked, for finding text that was never translated. */
export type Locale = (typeof locales)[number];

/** What can fill a place in a message: plain values, or values that each locale writes in its own way. */
export type MessageValue =
  | string
  | number
  | Text
  | { readonly money: number; readonly currency: string | null }
  | { readonly date: number; readonly time?: boolean }
  | { readonly percent: number; readonly digits?: number }
  | { readonly decimal: number; readonly digits: number }
  | { readonly list: readonly (string | Text)[] };

export type MessageValues = Readonly<Record<string, MessageValue>>;

/** A text with its values, rendered only where a person reads it; it may be stored inside an output. */
export interface Message {
  readonly code: string;
  readonly text: Text;
  readonly values?: MessageValues;
}

/** Something a figure or table shows: data as it stands (a string, never translated), or a message. */
export type Label = string | Message;

/** The BCP 47 tag whose number, date and currency conventions a locale follows. */
export function languageTag(locale: Locale): string {
  return locale === 'zh' ? 'zh-CN' : 'en-GB';
}

const isText = (value: object): value is Text => 'en' in value && 'zh' in value;

/** Writes a money amount; without a currency it is a plain number with two digits. */
export function formatMoney(amount: number, currency: string | null, locale: Locale): string {
  const digits = Math.abs(amount) >= 1000 ? 0 : 2;
  const options: Intl.NumberFormatOptions = { minimumFractionDigits: digits, maximumFractionDigits: digits };
  if (currency) Object.assign(options, { style: 'currency', currency, currencyDisplay: 'narrowSymbol' });
  return numberFormat(locale, options).format(amount);
}

const numberFormats = new Map<string, Intl.NumberFormat>();

/** A cached `Intl.NumberFormat`: building one costs more than using it. What is rounded to nothing has no sign. */
export function numberFormat(locale: Locale, options: Intl.NumberFormatOptions = {}): Intl.NumberFormat {
  const key = locale + JSON.stringify(options);
  let format = numberFormats.get(key);
  if (!format) {
    format = new Intl.NumberFormat(languageTag(locale), { signDisplay: 'negative', ...options });
    numberFormats.set(key, format);
  }
  return format;
}

const dateFormats = new Map<string, Intl.DateTimeFormat>();

/** Writes a wall-clock time (epoch milliseconds read as UTC), so that no zone of the reader's machine moves a day. */
export function formatDate(epochMs: number, locale: Locale, withTime = false): string {
  const key = `${locale}${withTime}`;
  let format = dateFormats.get(key);
  if (!format) {
    const options: Intl.DateTimeFormatOptions = { timeZone: 'UTC', year: 'numeric', month: 'short', day: 'numeric' };
    if (withTime) Object.assign(options, { hour: '2-digit', minute: '2-digit', hour12: false });
    dateFormats.set(key, (format = new Intl.DateTimeFormat(languageTag(locale), options)));
  }
  return format.format(epochMs);
}

function renderValue(value: MessageValue, locale: Locale): string | number {
  if (typeof value !== 'object') return value;
  if (isText(value)) return formatText(value, undefined, locale);
  if ('money' in value) return formatMoney(value.money, value.currency, locale);
  if ('date' in value) return formatDate(value.date, locale, value.time);
  if ('percent' in value) {
    return numberFormat(locale, { style: 'percent', maximumFractionDigits: value.digits ?? 0 }).format(value.percent);
  }
  if ('decimal' in value) {
    const digits = { minimumFractionDigits: value.digits, maximumFractionDigits: value.digits };
    return numberFormat(locale, digits).format(value.decimal);
  }
  const items = value.list.map((item) => (typeof item === 'string' ? item : formatText(item, undefined, locale)));
  return new Intl.ListFormat(languageTag(locale), { type: 'conjunction' }).format(items);
}

const MARKS: Record<string, string> = { a: 'á', e: 'é', i: 'í', o: 'ó', u: 'ú', n: 'ñ', c: 'ç', y: 'ý' };

type Elements = ReturnType<IntlMessageFormat['getAst']>;

/** Around what a message was given, so that a check of the pseudo-locale can tell data from words; no reader sees them. */
export const DATA_MARKS = { from: '\u2068', to: '\u2069' } as const;

const mark = (words: string): string =>
  [...words]
    .map((letter) => {
      const marked = MARKS[letter.toLowerCase()];
      if (marked) return letter === letter.toLowerCase() ? marked : marked.toUpperCase();
      return /[a-z]/i.test(letter) ? `${letter}\u0307` : letter;
    })
    .join('');

/** The kinds of elements of a parsed message that matter here. */
const [LITERAL, ARGUMENT] = [0, 1];

/** Marks and lengthens the English of a message, its plurals and choices too, so that untranslated or clipped text shows. */
function pseudoLocalise(elements: Elements): Elements {
  const literal = (value: string) => ({ type: LITERAL, value }) as unknown as Elements[number];
  return elements.flatMap((element): Elements => {
    const type: number = element.type;
    if (type === LITERAL) return [literal(mark((element as { value: string }).value))];
    if (type === ARGUMENT) return [literal(DATA_MARKS.from), element, literal(DATA_MARKS.to)];
    if (!('options' in element)) return [element];
    const options = Object.entries(element.options).map(([name, option]) => [
      name,
      { ...option, value: pseudoLocalise(option.value) },
    ]);
    return [{ ...element, options: Object.fromEntries(options) as typeof element.options }];
  });
}

const compiled = new Map<string, IntlMessageFormat>();

function compile(message: string, locale: Locale): IntlMessageFormat {
  const key = `${locale}\u0000${message}`;
  let format = compiled.get(key);
  if (!format) {
    format = new IntlMessageFormat(message, languageTag(locale), undefined, { ignoreTag: true });
    if (locale === 'pseudo') format = new IntlMessageFormat(pseudoLocalise(format.getAst()), languageTag(locale));
    compiled.set(key, format);
  }
  return format;
}

/**
 * Renders a text in a locale.
 *
 * @param values fill the message's places; numbers are grouped by locale through `{n, number}` or a plural.
 */
export function formatText(text: Text, values: MessageValues | undefined, locale: Locale): string {
  const message = locale === 'zh' ? text.zh : text.en;
  const rendered: Record<string, string | number> = {};
  for (const [name, value] of Object.entries(values ?? {})) rendered[name] = renderValue(value, locale);
  return String(compile(message, locale).format(rendered));
}

/** Data inside a message that is made of it: braces and apostrophes are letters. */
export const escapeMessage = (data: string): string => data.replaceAll("'", "''").replace(/[{}]/g, "'$&'");

/** Renders a label: data passes through untouched, a message is rendered. */
export function formatLabel(label: Label, locale: Locale): string {
  return typeof label === 'string' ? label : formatText(label.text, label.values, locale);
}
