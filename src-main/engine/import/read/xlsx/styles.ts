import { attributesOf } from './xml.ts';

/** Number formats that Excel has built in and that show a date or a time; 27 to 36 and 50 to 58 are East Asian dates. */
const isBuiltInDate = (id: number): boolean =>
  (id >= 14 && id <= 22) || (id >= 27 && id <= 36) || (id >= 45 && id <= 47) || (id >= 50 && id <= 58);

/** Whether a format shows a date or a time of day; a length of time (`[h]:mm`) is a number. */
export function isDateFormat(code: string): boolean {
  const bare = code
    .split(';')[0]!
    .replace(/"[^"]*"|\\.|_.|\*./g, '')
    .replace(/\[(?!h+\]|m+\]|s+\])[^\]]*\]/gi, '');
  return !/\[[hms]+\]/i.test(bare) && /[ymdhs年月日]/i.test(bare) && !/general|[0#?]\s*[eE][+-]/i.test(bare);
}

/** For each cell style whether it shows a date. */
export function dateStyles(xml: string): boolean[] {
  const custom = new Map(
    attributesOf(xml, 'numFmt').map(({ numFmtId, formatCode }) => [Number(numFmtId), formatCode ?? '']),
  );
  const styles = /<(?:\w+:)?cellXfs[\s>][\s\S]*?<\/(?:\w+:)?cellXfs>/.exec(xml)?.[0] ?? '';
  return attributesOf(styles, 'xf').map(({ numFmtId }) => {
    const id = Number(numFmtId ?? 0);
    const code = custom.get(id);
    return code === undefined ? isBuiltInDate(id) : isDateFormat(code);
  });
}

const DAY_MS = 86_400_000;
/** Days from the end of 1899, from which Excel counts, to 1970; the Macintosh count begins 1904. */
const EPOCH_DAYS = { 1900: 25_569, 1904: 24_107 } as const;
/** Excel believes in 29 February 1900, so that days before it are one too many. */
const LEAP_BUG_DAYS = 60;

/** A day count of Excel as ISO text: a date, a date with its time, or a time alone where there is no day. */
export function serialText(serial: number, base: 1900 | 1904): string {
  const days = base === 1900 && serial < LEAP_BUG_DAYS && serial >= 1 ? serial + 1 : serial;
  const ms = Math.round((days - EPOCH_DAYS[base]) * DAY_MS);
  const date = new Date(ms);
  if (Number.isNaN(date.getTime())) return String(serial);
  const iso = date.toISOString();
  const time = iso.slice(11, iso.endsWith('.000Z') ? 19 : 23);
  if (serial >= 0 && serial < 1) return time;
  return ms % DAY_MS === 0 ? iso.slice(0, 10) : `${iso.slice(0, 10)} ${time}`;
}
