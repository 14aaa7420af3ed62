/** What a parser answers for bytes that are not of its kind; a missing value is NaN. */
export const UNFIT = -Infinity;

const [SPACE, PLUS, COMMA, MINUS, DOT, ZERO, NINE] = [0x20, 0x2b, 0x2c, 0x2d, 0x2e, 0x30, 0x39];
const POWERS = Float64Array.from({ length: 23 }, (_, i) => Number(`1e${i}`));

/** Up to so many digits one division rounds as the exact value does (Clinger 1990, How to read floating point numbers accurately). */
const EXACT_DIGITS = 15;

/**
 * A number from bytes; NaN where there are only spaces, {@link UNFIT} where there is none.
 *
 * Plain numbers are read digit by digit. Exponents, digit grouping, currency signs, percent (`12 %` is 0.12) and
 * accountants' negatives (`(12.50)`, `12.50-`) go the slower way.
 */
export function parseNumber(bytes: Uint8Array, start: number, end: number, decimal: '.' | ','): number {
  let at = start;
  let last = end;
  while (at < last && bytes[at]! <= SPACE) at++;
  while (last > at && bytes[last - 1]! <= SPACE) last--;
  if (at === last) return NaN;
  const from = at;
  const mark = decimal === '.' ? DOT : COMMA;
  const isNegative = bytes[at] === MINUS;
  if (isNegative || bytes[at] === PLUS) at++;
  let digits = 0;
  let value = 0;
  let markAt = -1;
  for (; at < last; at++) {
    const byte = bytes[at]!;
    if (byte >= ZERO && byte <= NINE) {
      value = value * 10 + (byte - ZERO);
      digits++;
    } else if (byte === mark && markAt < 0) markAt = at;
    else return parseOddNumber(bytes, from, last, decimal);
  }
  if (digits === 0) return UNFIT;
  if (digits > EXACT_DIGITS) return Number(asciiText(bytes, from, last).replace(',', '.')) + 0;
  if (markAt >= 0) value /= POWERS[last - markAt - 1]!;
  return isNegative && value !== 0 ? -value : value;
}

const asciiText = (bytes: Uint8Array, start: number, end: number): string =>
  Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('latin1', start, end);

/** Beyond this many bytes nothing is a number. */
const MAX_BYTES = 64;

const CURRENCY =
  /^(?:US\$|HK\$|NT\$|R\$|CN¥|RMB|CNY|USD|EUR|GBP|JPY|[$€£¥￥₹₽₩])|(?:RMB|CNY|USD|EUR|GBP|JPY|[$€£¥￥₹₽₩元圆])$/i;
const GROUPED = {
  '.': /^\d{1,3}(?:([,'’ \u00a0\u202f])\d{3})(?:\1\d{3})*(?:\.\d*)?$/,
  ',': /^\d{1,3}(?:([.'’ \u00a0\u202f])\d{3})(?:\1\d{3})*(?:,\d*)?$/,
} as const;
const SIMPLE = /^(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d{1,3})?$/i;
/** 1,23,456.78 as written in India. */
const INDIAN = /^\d{1,2}(?:,\d{2})*,\d{3}(?:\.\d*)?$/;

function parseOddNumber(bytes: Uint8Array, start: number, end: number, decimal: '.' | ','): number {
  if (end - start > MAX_BYTES) return UNFIT;
  let text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('utf8', start, end);
  if (!/\d/.test(text)) return UNFIT;
  let sign = 1;
  const strip = (pattern: RegExp, factor: number): void => {
    const found = pattern.exec(text);
    if (!found) return;
    text = (text.slice(0, found.index) + text.slice(found.index + found[0].length)).trim();
    sign *= factor;
  };
  if (/^\(.*\)$/.test(text)) [sign, text] = [-1, text.slice(1, -1).trim()];
  strip(/^[-−－]/, -1);
  strip(/^\+/, 1);
  strip(CURRENCY, 1);
  strip(/^[-−－]/, -1);
  if (sign > 0) strip(/[-−]$/, -1);
  const isShare = /[%％]$/.test(text);
  if (isShare) text = text.slice(0, -1).trimEnd();
  const grouped = GROUPED[decimal].exec(text);
  if (grouped) text = text.replaceAll(grouped[1] ?? '', '');
  else if (decimal === '.' && INDIAN.test(text)) text = text.replaceAll(',', '');
  if (decimal === ',') {
    if (text.includes('.')) return UNFIT;
    text = text.replace(',', '.');
  }
  if (!SIMPLE.test(text)) return UNFIT;
  const value = isShare ? Number(`${text}e-2`) : Number(text);
  const result = sign * (Number.isNaN(value) ? Number(text) / 100 : value);
  return Number.isFinite(result) ? result + 0 : UNFIT;
}

/** Whether a text shows a share, such as `12 %`. */
export const isPercent = (text: string): boolean => /\d\s*[%％]\s*$/.test(text);
