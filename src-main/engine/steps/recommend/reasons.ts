import {
  formatText,
  numberFormat,
  type Locale,
  type Message,
  type MessageValue,
  type Text,
} from '../../../contract/text.ts';
import type { Contribution, Recommender, UserHistory } from './recommender.ts';

/** One part of a score as it is stored: an item of the customer's history, or how many further reasons it stands for. */
export type ReasonPart =
  | { readonly item: string; readonly share: number }
  | { readonly more: number; readonly share: number }
  | { readonly shop: true; readonly share: number };

/** The JSON of a `reason` cell: a sentence in each language, and the parts that sum to the score. */
export interface Reason {
  readonly en: string;
  readonly zh: string;
  readonly parts: readonly ReasonPart[];
}

/** Shares are shown to this many digits; what rounding leaves over goes to the last part, so that the sum is kept. */
const DIGITS = 6;

/**
 * The parts of a score as stored: the largest contributions, then one part for all others.
 *
 * @param nParts how many contributions stand alone, at least 1.
 * @returns parts whose shares, added in order, give the score to within rounding of the last digit of a double.
 */
export function reasonParts(
  contributions: readonly Contribution[],
  score: number,
  items: readonly string[],
  nParts: number,
): ReasonPart[] {
  const single = contributions.slice(0, nParts);
  const nMore = contributions.length - single.length;
  let left = score;
  const parts = single.map(({ item, share }, i): ReasonPart => {
    const isLast = nMore === 0 && i === single.length - 1;
    const shown = isLast ? left : Number(share.toPrecision(DIGITS));
    left -= shown;
    return item === null ? { shop: true, share: shown } : { item: items[item] ?? '', share: shown };
  });
  return nMore > 0 ? [...parts, { more: nMore, share: left }] : parts;
}

/** The text of a `reason` cell. */
export function writeReason(
  { items, explain, reason }: Pick<Recommender, 'items' | 'explain' | 'reason'>,
  history: UserHistory,
  item: number,
  score: number,
  nParts: number,
): string {
  const { en, zh } = writtenOut(reason(history, item));
  return JSON.stringify({ en, zh, parts: reasonParts(explain(history, item), score, items, nParts) } satisfies Reason);
}

/** Reads a `reason` cell; null where it holds something else. */
export function readReason(cell: string | null): Reason | null {
  if (cell === null) return null;
  try {
    const value: unknown = JSON.parse(cell);
    return typeof value === 'object' && value !== null && 'en' in value && 'zh' in value && 'parts' in value
      ? (value as Reason)
      : null;
  } catch {
    return null;
  }
}

const formatMessage = ({ text, values }: Message, locale: Locale): string => formatText(text, values, locale);

/** A sentence written out in each language. */
export const writtenOut = (message: Message): Text => ({
  en: formatMessage(message, 'en'),
  zh: formatMessage(message, 'zh'),
});

/** An item as sentences name it: by name, else by id. */
export function itemLabel(items: readonly string[], names: readonly (string | null)[], item: number): string {
  return names[item] ?? items[item] ?? '';
}

/** A share of a score in whole per cent, for a sentence. */
export function percent(share: number, score: number): MessageValue {
  return { percent: score > 0 ? share / score : 0 };
}

/** A number of days in a sentence, never less than one. */
export function wholeDays(days: number): number {
  return Math.max(1, Math.round(days));
}

/** A whole number written the same way in every language, for values of sentences made by the thousand. */
export function plainCount(count: number): string {
  return numberFormat('en').format(count);
}
