import type { DateOrder } from '../../../contract/import.ts';
import { parseDate } from '../parse/date.ts';
import { UNFIT, parseNumber } from '../parse/number.ts';
import type { TypeReason } from './reasons.ts';

const scratch = Buffer.alloc(4096);

/** The bytes of a text, valid until the next call; texts longer than any value are cut. */
export function bytesOf(text: string): { bytes: Uint8Array; size: number } {
  return { bytes: scratch, size: scratch.write(text, 0, 'utf8') };
}

const dateOf = (text: string, order: DateOrder): number => parseDate(scratch, 0, bytesOf(text).size, order);
const ORDERS = ['ymd', 'dmy', 'mdy'] as const;

/** How a column of dates is to be read. */
export interface DateGuess {
  readonly order: DateOrder;
  readonly reason: TypeReason;
  /** Values that are no dates when read so. */
  readonly nUnfit: number;
}

/**
 * How texts are to be read as dates, or null where too many are none.
 *
 * Day and month are told apart over all values: a number past 12 is no month. Where none is, the reading under which the
 * rows follow each other in time wins; where that does not tell either, the day comes first.
 *
 * @param texts in the order of the rows. @param tolerated how many may be no dates. @param prefersMonthFirst where nothing tells.
 */
export function guessDates(texts: readonly string[], tolerated: number, prefersMonthFirst: boolean): DateGuess | null {
  // Most columns hold no dates: a look at the first values spares the others.
  const first = texts.slice(0, 50);
  const possible = ORDERS.filter(
    (order) => first.filter((text) => dateOf(text, order) === UNFIT).length <= Math.max(tolerated, 5),
  );
  const readings = possible.map((order) => {
    const values = texts.map((text) => dateOf(text, order));
    return { order, values, nUnfit: values.filter((value) => value === UNFIT).length };
  });
  const fewest = Math.min(...readings.map(({ nUnfit }) => nUnfit));
  const fitting = readings.filter(({ nUnfit }) => nUnfit === fewest);
  // With years of two digits any number can be the year; hardly anybody writes it first.
  const hasFullYears = texts.some((text) => /\d{4}/.test(text));
  const [best, ...others] =
    fitting.length > 1 && !hasFullYears ? fitting.filter(({ order }) => order !== 'ymd') : fitting;
  if (!best || best.nUnfit > tolerated) return null;
  const { nUnfit } = best;
  const mostly: TypeReason = nUnfit > 0 ? 'date-mostly' : 'date';
  if (best.order === 'ymd') return { order: 'ymd', reason: mostly, nUnfit };
  if (others.length === 0)
    return {
      order: best.order,
      reason: nUnfit > 0 ? mostly : best.order === 'dmy' ? 'date-day-first' : 'date-month-first',
      nUnfit,
    };
  const [dayFirst, monthFirst] = [disorder(best.values), disorder(others[0]?.values ?? [])];
  if (dayFirst === monthFirst) {
    const isSame = best.values.every((value, i) => value === others[0]?.values[i]);
    return { order: prefersMonthFirst ? 'mdy' : 'dmy', reason: isSame ? mostly : 'date-ambiguous', nUnfit };
  }
  return {
    order: dayFirst < monthFirst ? 'dmy' : 'mdy',
    reason: Math.min(dayFirst, monthFirst) === 0 ? 'date-in-order' : 'date-ambiguous',
    nUnfit,
  };
}

/** How often time goes back from one row to the next, in whichever direction the file is sorted. */
function disorder(values: readonly number[]): number {
  let back = 0;
  let forth = 0;
  for (let i = 1; i < values.length; i++) {
    if (values[i]! < values[i - 1]!) back++;
    if (values[i]! > values[i - 1]!) forth++;
  }
  return Math.min(back, forth);
}

const SAYS_TIME =
  /(?:^|[ _.-])(?:time|date|datetime|timestamp|ts|day|created|updated|at|on)$|(?:Time|Date|Timestamp|At)$|时间|日期/;
const YEAR_1990 = 631_152_000;
const YEAR_2100 = 4_102_444_800;
/** 1954-10-04 to 2119-01-01, as Excel counts days. */
const EXCEL_DAYS = [20_000, 80_000] as const;

/** Numbers that count time, where their column's name says that they do. */
export function guessCount(name: string, values: readonly number[]): DateOrder | null {
  if (values.length === 0 || !SAYS_TIME.test(name.trim())) return null;
  const within = (low: number, high: number): boolean => values.every((value) => value >= low && value <= high);
  if (values.every(Number.isInteger) && within(YEAR_1990, YEAR_2100)) return 'epoch-s';
  if (within(YEAR_1990 * 1000, YEAR_2100 * 1000)) return 'epoch-ms';
  return within(...EXCEL_DAYS) ? 'excel' : null;
}

/** A text as a number, NaN where it is none. */
export function numberOf(text: string, decimal: '.' | ','): number {
  const value = parseNumber(scratch, 0, bytesOf(text).size, decimal);
  return value === UNFIT ? NaN : value;
}
