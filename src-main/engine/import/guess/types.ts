import type { DateOrder } from '../../../contract/import.ts';
import type { ColumnType } from '../../../contract/table.ts';
import type { Message } from '../../../contract/text.ts';
import { MISSING_WORDS, TEXT_MISSING_WORDS, areBooleanWords } from '../parse/words.ts';
import { isPercent } from '../parse/number.ts';
import { guessCount, guessDates, numberOf } from './dates.ts';
import { typeReason } from './reasons.ts';
import type { ColumnSample } from './sample.ts';

/** What a column is taken for. */
export interface TypeGuess {
  readonly type: ColumnType;
  readonly dateOrder: DateOrder | null;
  readonly reason: Message;
  readonly isShare: boolean;
  readonly isAmbiguousDate: boolean;
  /** The words that stand for no value in a column of this type. */
  readonly missingWords: readonly string[];
}

/** Of values that are otherwise numbers or dates so many may be mistakes, whose rows are kept apart. */
const TOLERATED_SHARE = 0.005;
/** Above this share of numbers with leading zeros, digits are a code. */
const CODE_SHARE = 0.02;

/** What a person said of the values before types are guessed. */
export interface TypeHints {
  readonly decimal: '.' | ',';
  /** Null where the usual words are meant. */
  readonly missingWords: readonly string[] | null;
  readonly prefersMonthFirst: boolean;
}

/** Digits that only name something: leading zeros, or more of them than a number can hold. */
const isCode = (text: string): boolean => /^[+-]?0\d+$/.test(text) || /^\d{16,}$/.test(text);

/** The type of a column by its values, and why. */
export function guessType(column: ColumnSample, hints: TypeHints): TypeGuess {
  const { counts, texts } = column;
  const words = hints.missingWords ?? MISSING_WORDS;
  const guess = (type: ColumnType, reason: Message, more: Partial<TypeGuess> = {}): TypeGuess => {
    const missingWords = type === 'text' ? (hints.missingWords ?? TEXT_MISSING_WORDS) : words;
    return { type, reason, dateOrder: null, isShare: false, isAmbiguousDate: false, missingWords, ...more };
  };
  if (texts.length === 0) return guess('text', typeReason('empty'));
  if (areBooleanWords(counts.keys())) return guess('boolean', typeReason('boolean'));
  const isWord = new Set(words.map((word) => word.toLowerCase()));
  const present = texts.filter((text) => !isWord.has(text.toLowerCase()));
  if (present.length === 0) return guess('text', typeReason('empty'));
  if (areBooleanWords(new Set(present))) return guess('boolean', typeReason('boolean'));

  const tolerated = Math.floor(present.length * TOLERATED_SHARE);
  const numbers = countNumbers(present, hints.decimal, tolerated);
  const isPacked = numbers !== null && present.every((text) => /^\d{8}(\d{4}|\d{6})?$/.test(text));
  if (!numbers || isPacked) {
    const dates = guessDates(present, tolerated, hints.prefersMonthFirst);
    if (dates && (!isPacked || isPlausible(column, present))) {
      const isAmbiguousDate = dates.reason === 'date-ambiguous';
      return guess('date', typeReason(dates.reason, { n: dates.nUnfit }), { dateOrder: dates.order, isAmbiguousDate });
    }
  }
  if (!numbers) return guess('text', typeReason('text'));
  if (present.filter(isCode).length > present.length * CODE_SHARE) return guess('text', typeReason('code'));
  const dateOrder = guessCount(column.name, numbers.values);
  if (dateOrder) return guess('date', typeReason(dateOrder === 'excel' ? 'excel' : 'epoch'), { dateOrder });
  const isShare = present.filter(isPercent).length > present.length / 2;
  if (isShare) return guess('number', typeReason('number-share'), { isShare });
  return guess(
    'number',
    numbers.nUnfit > 0 ? typeReason('number-mostly', { n: numbers.nUnfit }) : typeReason('number'),
  );
}

function countNumbers(
  texts: readonly string[],
  decimal: '.' | ',',
  tolerated: number,
): { values: number[]; nUnfit: number } | null {
  const values: number[] = [];
  let nUnfit = 0;
  for (const text of texts) {
    const value = numberOf(text, decimal);
    if (Number.isNaN(value)) nUnfit++;
    else values.push(value);
    // A column of words gives itself away early.
    if (nUnfit > Math.max(tolerated, 20)) return null;
  }
  return nUnfit <= tolerated ? { values, nUnfit } : null;
}

/** Eight digits are a date where many are one by chance of none, or where the name says so. */
function isPlausible(column: ColumnSample, present: readonly string[]): boolean {
  const areYears = present.every((text) => /^(19|20)\d\d/.test(text));
  return areYears && (column.counts.size >= 5 || /date|time|day|日期|时间/i.test(column.name));
}

/**
 * Whether numbers of a file are written with a decimal comma: by the values that only one way of reading fits.
 *
 * @param delimiter of the file: where it is a semicolon, the comma is likely taken.
 */
export function guessDecimal(columns: readonly ColumnSample[], delimiter: string): '.' | ',' {
  let points = 0;
  let commas = 0;
  for (const { counts } of columns) {
    for (const text of [...counts.keys()].slice(0, 200)) {
      if (!/\d[.,]\d/.test(text) || /[^\d.,\s'’€$£¥%()+-]/.test(text)) continue;
      const [asPoint, asComma] = [numberOf(text, '.'), numberOf(text, ',')];
      if (!Number.isNaN(asPoint) && Number.isNaN(asComma)) points++;
      else if (Number.isNaN(asPoint) && !Number.isNaN(asComma)) commas++;
      else if (/^\D*\d{1,3},\d{3}\D*$/.test(text) && delimiter !== ';') points += 0.5;
      else if (/^\D*\d{1,3}\.\d{3}\D*$/.test(text) && delimiter === ';') commas += 0.5;
    }
  }
  return commas > points ? ',' : '.';
}
