import type { Cell, ColumnInfo, Unit, ValueWords } from './table.ts';
import { formatDate, formatMoney, formatText, numberFormat, type Locale, type Text } from './text.ts';

interface Scale {
  readonly at: number;
  readonly suffix: string;
}

const ENGLISH_SCALES: readonly Scale[] = [
  { at: 1e12, suffix: 'T' },
  { at: 1e9, suffix: 'B' },
  { at: 1e6, suffix: 'M' },
  { at: 1e3, suffix: 'k' },
];
const CHINESE_SCALES: readonly Scale[] = [
  { at: 1e12, suffix: '万亿' },
  { at: 1e8, suffix: '亿' },
  { at: 1e4, suffix: '万' },
];

const NO_SCALE: Scale = { at: 1, suffix: '' };

function scaleOf(value: number, locale: Locale): Scale {
  const scales = locale === 'zh' ? CHINESE_SCALES : ENGLISH_SCALES;
  return scales.find(({ at }) => Math.abs(value) >= at * 0.99995) ?? NO_SCALE;
}

/** What {@link shortNumber} divides a number by. */
export const shortScale = (value: number, locale: Locale): number => scaleOf(value, locale).at;

/**
 * Shortens a number the way its readers do: 1.2M, 120万. `Intl` has no notation that writes both 10k and 1.2M.
 *
 * @param digits decimal places at most, of the shortened number.
 */
export function shortNumber(value: number, locale: Locale, digits = 1): string {
  const { at, suffix } = scaleOf(value, locale);
  return numberFormat(locale, { maximumFractionDigits: digits }).format(value / at) + suffix;
}

/** The symbol of a currency as a locale writes it, such as £ or US$. */
export function currencySymbol(currency: string, locale: Locale): string {
  const parts = numberFormat(locale, { style: 'currency', currency, currencyDisplay: 'narrowSymbol' }).formatToParts(0);
  return parts.find(({ type }) => type === 'currency')?.value ?? currency;
}

const DAYS: Text = { en: '{n} d', zh: '{n} 天' };

/** Below it nobody counts the zeros: 2.3E-52. */
const TINY = 1e-6;

/** Digits that tell numbers of this size apart without noise: 1,234 · 12.3 · 0.123. */
function plainNumber(value: number, locale: Locale): string {
  if (Number.isInteger(value)) return numberFormat(locale).format(value);
  const size = Math.abs(value);
  const digits = size >= 1000 ? 0 : size >= 100 ? 1 : size >= 1 ? 2 : 3;
  if (size >= 0.001 || size === 0) return numberFormat(locale, { maximumFractionDigits: digits }).format(value);
  const notation = size < TINY ? 'scientific' : 'standard';
  return numberFormat(locale, { maximumSignificantDigits: 2, notation }).format(value);
}

/**
 * Writes a number with its unit in full, as tables and tooltips show it; a missing one is empty.
 *
 * @param digits after the point, where the numbers of a column share them; by the number's size where left out.
 */
export function formatValue(
  value: number,
  unit: Unit | null | undefined,
  currency: string | null,
  locale: Locale,
  digits?: number,
): string {
  if (Number.isNaN(value)) return '';
  if (unit === 'money') return formatMoney(value, currency, locale);
  const shared = { minimumFractionDigits: digits ?? 0, maximumFractionDigits: digits ?? 1 };
  if (unit === 'share') return numberFormat(locale, { style: 'percent', ...shared }).format(value);
  if (unit === 'days') return formatText(DAYS, { n: numberFormat(locale, shared).format(value) }, locale);
  // Nobody writes 1,984 for a year.
  if (unit === 'year') return numberFormat(locale, { useGrouping: false, ...shared }).format(value);
  return digits === undefined ? plainNumber(value, locale) : numberFormat(locale, shared).format(value);
}

const YES: Text = { en: 'yes', zh: '是' };
const NO: Text = { en: 'no', zh: '否' };
const DAY_MS = 86_400_000;

/** Signs of a rule that have words. */
const SIGNS: Readonly<Record<string, Text>> = {
  ' | ∅': { en: ' (or missing)', zh: '（或缺失）' },
  ' ≠ ∅': { en: ' is known', zh: '已知' },
  '∅': { en: 'missing', zh: '缺失' },
  ' & ': { en: ' and ', zh: '，且 ' },
};

/** A list of values between braces, a sign, a word: values are no names, and a label may hold a sign. */
const PIECES = / \| ∅| ≠ ∅|∅| & |\{[^}]*\}|[\p{L}\p{N}_]+/gu;

/** The sentence of a language in JSON that holds one for each; null where it is something else. */
function sentenceIn(value: string, locale: Locale): string | null {
  try {
    const said = (JSON.parse(value) as Partial<Record<string, unknown>> | null)?.[locale === 'zh' ? 'zh' : 'en'];
    return typeof said === 'string' ? said : null;
  } catch {
    return null;
  }
}

/** Writes a name, a rule of names, or a sentence in words; what has none stays as it is. */
export function sayNames(value: string, { names, within, sentences }: ValueWords, locale: Locale): string {
  if (sentences) return sentenceIn(value, locale) ?? value;
  const wordsFor = (list: Readonly<Record<string, Text>>, piece: string): string | null => {
    const own = Object.hasOwn(list, piece) ? list[piece] : undefined;
    return own ? formatText(own, undefined, locale) : null;
  };
  const whole = wordsFor(names, value);
  if (whole !== null || !within) return whole ?? value;
  return value.replace(PIECES, (piece) =>
    piece.startsWith('{')
      ? piece.replace('∅', wordsFor(SIGNS, '∅') ?? '∅')
      : (wordsFor(SIGNS, piece) ?? wordsFor(names, piece) ?? piece),
  );
}

/** Writes a cell as a table shows it: by unit, by locale, times of day only where there are any; a missing one is empty. */
export function formatCell(
  cell: Cell,
  column: Pick<ColumnInfo, 'type' | 'unit' | 'words'>,
  currency: string | null,
  locale: Locale,
  digits?: number,
): string {
  if (cell === null) return '';
  if (typeof cell === 'boolean') return formatText(cell ? YES : NO, undefined, locale);
  if (typeof cell === 'string') return column.words ? sayNames(cell, column.words, locale) : cell;
  if (column.type === 'date') return formatDate(cell, locale, cell % DAY_MS !== 0);
  return formatValue(cell, column.unit, currency, locale, digits);
}

/** Digits that are written at most: of small numbers more, of large ones fewer. */
function mostDigits(size: number, unit: Unit | null | undefined): number {
  if (unit === 'days') return 1;
  // Of shares below one in a hundred the first digit would be nought.
  if (unit === 'share') return size >= 0.01 ? 1 : size >= 0.001 ? 2 : 3;
  return size >= 1000 ? 1 : size >= 10 ? 2 : 3;
}

/** Digits after the point that the numbers of a column share, judged by its first values, so that points stand below one another; by each number's size where undefined. */
export function columnDigits(
  { type, unit }: Pick<ColumnInfo, 'type' | 'unit'>,
  values: readonly Cell[],
): number | undefined {
  if (type !== 'number' || unit === 'money') return undefined;
  const numbers = values.filter((value) => typeof value === 'number' && Number.isFinite(value)) as number[];
  const size = Math.max(0, ...numbers.map(Math.abs));
  const most = mostDigits(size, unit);
  const scale = unit === 'share' ? 100 : 1;
  // Chances too small to count would all be written as nought.
  if (size > 0 && size * scale < 0.5 * 10 ** -most) return undefined;
  const isWhole = (value: number, digits: number): boolean =>
    Math.abs(value * scale * 10 ** digits - Math.round(value * scale * 10 ** digits)) < 1e-6;
  for (let digits = 0; digits < most; digits++) if (numbers.every((value) => isWhole(value, digits))) return digits;
  return most;
}

const LANGUAGES = ['en', 'zh'] as const;

/** Whether a column says in another language what a column beside it says in the reader's. */
export function isForOthers(
  { name }: Pick<ColumnInfo, 'name'>,
  columns: readonly Pick<ColumnInfo, 'name'>[],
  locale: Locale,
): boolean {
  const own = locale === 'zh' ? 'zh' : 'en';
  const language = LANGUAGES.find((one) => one !== own && name.endsWith(`_${one}`));
  if (!language) return false;
  const twin = `${name.slice(0, -language.length)}${own}`;
  return columns.some((column) => column.name === twin);
}

/** The columns that a reader is shown: none that a step wrote in another language; what has no label is a person's own. */
export function columnsFor<C extends Pick<ColumnInfo, 'name' | 'label'>>(columns: readonly C[], locale: Locale): C[] {
  const written = columns.filter(({ label }) => label !== null);
  return columns.filter((column) => column.label === null || !isForOthers(column, written, locale));
}
