import { shortNumber } from '../../src-main/contract/format.ts';
import { numberFormat, type Locale } from '../../src-main/contract/text.ts';

/** Below this a count is short enough to be told in full. */
const SHORT_FROM = 10_000;
const LONG_FROM = 100_000;

/** A count of rows where there is little room: 4,338 · 61.4k · 542k. */
export function sayCount(count: number, locale: Locale): string {
  if (count < SHORT_FROM) return numberFormat(locale).format(count);
  return shortNumber(count, locale, count < LONG_FROM || locale === 'zh' ? 1 : 0);
}
