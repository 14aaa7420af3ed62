import type { DateOrder } from '../../../contract/import.ts';
import { UNFIT, parseNumber } from './number.ts';

const [SPACE, PLUS, COMMA, MINUS, DOT, SLASH, ZERO, NINE, COLON] = [
  0x20, 0x2b, 0x2c, 0x2d, 0x2e, 0x2f, 0x30, 0x39, 0x3a,
];
const DAY_MS = 86_400_000;
/** Days from the end of 1899, from which Excel counts, to 1970. */
const EXCEL_EPOCH_DAYS = 25_569;
const MONTHS = 'janfebmaraprmayjunjulaugsepoctnovdec';
/** Longer than any date with its time, its zone and the name of its day. */
const MAX_BYTES = 48;

/** What was read of a date so far; one is read at a time. */
const numbers = new Int32Array(3);
const widths = new Int32Array(3);

/** Marks that stand between or after the numbers of Chinese and Japanese dates, by their UTF-8 bytes. */
const HAN: Readonly<Record<number, 'date' | 'hour' | 'minute' | 'second'>> = {
  0xe5b9b4: 'date', 0xe69c88: 'date', 0xe697a5: 'date', 0xe58fb7: 'date',
  0xe697b6: 'hour', 0xe782b9: 'hour', 0xe58886: 'minute', 0xe7a792: 'second',
}; // prettier-ignore
const [MORNING, NOON, AFTERNOON, EVENING] = ['上午', '中午', '下午', '晚上'].map((word) => Buffer.from(word));

/**
 * A wall-clock time in epoch milliseconds; NaN where there are only spaces, {@link UNFIT} where there is none.
 *
 * Reads `2011-12-01 08:26:05.123`, `1/12/2011 8:26 PM`, `01.12.11`, `1 Dec 2011`, `December 1, 2011`, `2011年12月1日
 * 8时26分`, `20111201`, `20111201082600`, `2011-12`. A year of four digits is recognised wherever it stands; `order` decides
 * the rest. A zone at the end (`Z`, `+08:00`) is read and left aside: the time stays as it is written.
 */
export function parseDate(bytes: Uint8Array, start: number, end: number, order: DateOrder): number {
  let at = start;
  let last = end;
  while (at < last && bytes[at]! <= SPACE) at++;
  while (last > at && bytes[last - 1]! <= SPACE) last--;
  if (at === last) return NaN;
  if (last - at > MAX_BYTES) return UNFIT;
  if (order === 'epoch-s' || order === 'epoch-ms' || order === 'excel') return parseCount(bytes, at, last, order);

  let n = 0;
  let month = 0;
  let afterMark = true;
  while (at < last) {
    const byte = bytes[at]!;
    if (byte >= ZERO && byte <= NINE) {
      const from = at;
      let value = 0;
      for (; at < last && bytes[at]! >= ZERO && bytes[at]! <= NINE; at++) value = value * 10 + (bytes[at]! - ZERO);
      const width = at - from;
      if (bytes[at] === COLON || isHan(bytes, at, 'hour'))
        return n === 3 || (n === 2 && month > 0) ? withTime(dayOf(n, month, order), bytes, from, last) : UNFIT;
      if (!afterMark || n === 3) return UNFIT;
      if (width > 4) {
        if (n > 0 || month > 0) return UNFIT;
        return packedDate(bytes, from, at, last, order);
      }
      numbers[n] = value;
      widths[n++] = width;
      afterMark = false;
      continue;
    }
    if (isLetter(byte)) {
      // T between date and time: a digit follows.
      if (
        (byte === 0x54 || byte === 0x74) &&
        n === 3 &&
        at + 1 < last &&
        bytes[at + 1]! >= ZERO &&
        bytes[at + 1]! <= NINE
      ) {
        at++;
        afterMark = true;
        return withTime(dayOf(n, month, order), bytes, at, last);
      }
      let wordEnd = at;
      while (wordEnd < last && isLetter(bytes[wordEnd]!)) wordEnd++;
      const known = monthOf(bytes, at, wordEnd);
      if (known > 0 && month === 0) month = known;
      else if (!isFiller(bytes, at, wordEnd, n)) return UNFIT;
      at = wordEnd;
      afterMark = true;
      continue;
    }
    if (byte >= 0x80) {
      if (
        isWord(bytes, at, MORNING) ||
        isWord(bytes, at, AFTERNOON) ||
        isWord(bytes, at, NOON) ||
        isWord(bytes, at, EVENING)
      ) {
        return n === 3 ? withTime(dayOf(n, month, order), bytes, at, last) : UNFIT;
      }
      if (!isHan(bytes, at, 'date')) return UNFIT;
      at += 3;
      afterMark = true;
      continue;
    }
    if (byte !== MINUS && byte !== SLASH && byte !== DOT && byte !== SPACE && byte !== COMMA) return UNFIT;
    at++;
    afterMark = true;
  }
  const day = dayOf(n, month, order);
  return day === UNFIT ? UNFIT : day * DAY_MS;
}

function parseCount(bytes: Uint8Array, start: number, end: number, order: 'epoch-s' | 'epoch-ms' | 'excel'): number {
  const count = parseNumber(bytes, start, end, '.');
  if (count === UNFIT) return UNFIT;
  const ms =
    order === 'excel'
      ? Math.round((count - EXCEL_EPOCH_DAYS) * DAY_MS)
      : order === 'epoch-s'
        ? Math.round(count * 1000)
        : count;
  return Math.abs(ms) <= 8.64e15 ? ms : UNFIT;
}

/** `20111201`, `201112010826`, `20111201082605`, and `01122011` where days come first. */
function packedDate(bytes: Uint8Array, start: number, end: number, last: number, order: 'ymd' | 'dmy' | 'mdy'): number {
  const width = end - start;
  if (width !== 8 && width !== 12 && width !== 14) return UNFIT;
  const part = (from: number, size: number): number => {
    let value = 0;
    for (let i = start + from; i < start + from + size; i++) value = value * 10 + (bytes[i]! - ZERO);
    return value;
  };
  const isYearFirst = order === 'ymd' || width > 8;
  const year = isYearFirst ? part(0, 4) : part(4, 4);
  const [first, second] = isYearFirst ? [part(4, 2), part(6, 2)] : [part(0, 2), part(2, 2)];
  const day = order === 'dmy' && !isYearFirst ? dayNumber(year, second, first) : dayNumber(year, first, second);
  if (day === UNFIT) return UNFIT;
  if (width === 8)
    return end === last
      ? day * DAY_MS
      : bytes[end]! <= SPACE || isLetter(bytes[end]!)
        ? withTime(day, bytes, end + 1, last)
        : UNFIT;
  if (end !== last) return UNFIT;
  return clock(day, part(8, 2), part(10, 2), width === 14 ? part(12, 2) : 0, 0, 0);
}

/** The day that the numbers say, counted from 1970; UNFIT where there is no such day. */
function dayOf(n: number, month: number, order: 'ymd' | 'dmy' | 'mdy'): number {
  const [a, b, c] = [numbers[0]!, numbers[1]!, numbers[2]!];
  if (month > 0) {
    if (n === 1) return widths[0] === 4 ? dayNumber(a, month, 1) : UNFIT;
    if (n !== 2) return UNFIT;
    return widths[0] === 4 ? dayNumber(a, month, b) : dayNumber(fullYear(b, widths[1]!), month, a);
  }
  if (n === 2) {
    const [year, monthOfYear] = widths[0] === 4 ? [a, b] : [b, a];
    const isMonth =
      Math.max(widths[0]!, widths[1]!) === 4 && Math.min(widths[0]!, widths[1]!) <= 2 && year >= 1900 && year < 2100;
    return isMonth ? dayNumber(year, monthOfYear, 1) : UNFIT;
  }
  if (n !== 3 || widths[1]! > 2) return UNFIT;
  if (widths[0] === 4 && widths[2]! <= 2) return dayNumber(a, b, c);
  if (widths[0]! > 2) return UNFIT;
  if (order === 'ymd') return widths[0] === 2 && widths[2]! <= 2 ? dayNumber(fullYear(a, 2), b, c) : UNFIT;
  const year = fullYear(c, widths[2]!);
  return order === 'dmy' ? dayNumber(year, b, a) : dayNumber(year, a, b);
}

/** Two digits stand for 1970 to 2069. */
const fullYear = (year: number, width: number): number =>
  width === 4 ? year : width === 2 ? year + (year < 70 ? 2000 : 1900) : -1;

const MONTH_DAYS = Int32Array.of(31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31);

/** Days from 1970 by the proleptic Gregorian calendar (Hinnant 2013, days_from_civil). */
function dayNumber(year: number, month: number, day: number): number {
  if (year < 1000 || month < 1 || month > 12 || day < 1 || day > MONTH_DAYS[month - 1]!) return UNFIT;
  if (month === 2 && day === 29 && (year % 4 !== 0 || (year % 100 === 0 && year % 400 !== 0))) return UNFIT;
  const y = month <= 2 ? year - 1 : year;
  const era = Math.floor(y / 400);
  const yearOfEra = y - era * 400;
  const dayOfYear = Math.floor((153 * (month + (month > 2 ? -3 : 9)) + 2) / 5) + day - 1;
  const dayOfEra = yearOfEra * 365 + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100) + dayOfYear;
  return era * 146_097 + dayOfEra - 719_468;
}

/** Adds the time that begins at a place: `8:26`, `08:26:05.123 PM`, `8时26分5秒`, with or without a zone. */
function withTime(day: number, bytes: Uint8Array, start: number, end: number): number {
  if (day === UNFIT) return UNFIT;
  let at = start;
  let half = 0;
  while (at < end && bytes[at]! <= SPACE) at++;
  const isLate = isWord(bytes, at, AFTERNOON) || isWord(bytes, at, EVENING) || isWord(bytes, at, NOON);
  if (isLate || isWord(bytes, at, MORNING)) {
    half = isLate ? 2 : 1;
    at += 6;
  }
  let hour = 0;
  let minute = 0;
  let second = 0;
  let fraction = 0;
  for (let part = 0; at < end && part < 4; part++) {
    const from = at;
    let value = 0;
    for (; at < end && bytes[at]! >= ZERO && bytes[at]! <= NINE; at++) value = value * 10 + (bytes[at]! - ZERO);
    const width = at - from;
    if (width === 0 || (part < 3 && width > 2)) return UNFIT;
    if (part === 0) hour = value;
    else if (part === 1) minute = value;
    else if (part === 2) second = value;
    else fraction = value / 10 ** width;
    if (bytes[at] === COLON || (part === 2 && (bytes[at] === DOT || bytes[at] === COMMA))) at++;
    else if (isHan(bytes, at, 'hour') || isHan(bytes, at, 'minute') || isHan(bytes, at, 'second')) at += 3;
    else break;
  }
  while (at < end && bytes[at]! <= SPACE) at++;
  if (at < end && isLetter(bytes[at]!) && (bytes[at]! | 0x20) !== 0x7a) {
    const letter = bytes[at]! | 0x20;
    if (letter !== 0x61 && letter !== 0x70) return UNFIT;
    half = letter === 0x70 ? 2 : 1;
    while (at < end && (isLetter(bytes[at]!) || bytes[at] === DOT)) at++;
    while (at < end && bytes[at]! <= SPACE) at++;
  }
  if (at < end && !isZone(bytes, at, end)) return UNFIT;
  return clock(day, hour, minute, second, fraction, half);
}

/** @param half 1 before noon, 2 after noon, 0 where hours count to 24. */
function clock(day: number, hour: number, minute: number, second: number, fraction: number, half: number): number {
  if (hour > 24 || minute > 59 || second > 60 || (hour === 24 && minute + second > 0)) return UNFIT;
  const hours = half === 0 || hour > 12 ? hour : (hour % 12) + (half === 2 ? 12 : 0);
  return day * DAY_MS + hours * 3_600_000 + minute * 60_000 + second * 1000 + Math.round(fraction * 1000);
}

/** `Z`, `+08:00`, `-0300`, `UTC`. */
function isZone(bytes: Uint8Array, start: number, end: number): boolean {
  const first = bytes[start]!;
  if ((first | 0x20) === 0x7a) return end === start + 1;
  if (first !== PLUS && first !== MINUS) return false;
  for (let at = start + 1; at < end; at++)
    if (bytes[at] !== COLON && (bytes[at]! < ZERO || bytes[at]! > NINE)) return false;
  return end - start >= 3 && end - start <= 6;
}

const isLetter = (byte: number): boolean => (byte | 0x20) >= 0x61 && (byte | 0x20) <= 0x7a;

function isHan(bytes: Uint8Array, at: number, kind: 'date' | 'hour' | 'minute' | 'second'): boolean {
  return bytes[at]! >= 0x80 && HAN[(bytes[at]! << 16) | (bytes[at + 1]! << 8) | bytes[at + 2]!] === kind;
}

function isWord(bytes: Uint8Array, at: number, word: Buffer | undefined): boolean {
  return word !== undefined && bytes[at] === word[0] && word.every((byte, i) => bytes[at + i] === byte);
}

/** 1 to 12 for `Dec`, `december`, `Sept`; 0 for any other word. */
function monthOf(bytes: Uint8Array, start: number, end: number): number {
  if (end - start < 3 || end - start > 9) return 0;
  const word = String.fromCharCode(bytes[start]! | 0x20, bytes[start + 1]! | 0x20, bytes[start + 2]! | 0x20);
  const at = MONTHS.indexOf(word);
  return at >= 0 && at % 3 === 0 ? at / 3 + 1 : 0;
}

/** Words that say nothing more: the name of the day before the numbers, `st`, `nd`, `rd`, `th` and `of` among them. */
function isFiller(bytes: Uint8Array, start: number, end: number, n: number): boolean {
  const word = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
    .toString('latin1', start, end)
    .toLowerCase();
  if (n === 0) return /^(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?$/.test(word);
  return /^(?:st|nd|rd|th|of)$/.test(word);
}
