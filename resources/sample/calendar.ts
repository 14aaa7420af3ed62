/** The shop's files cover two whole calendar years. */
export const FIRST_DAY = Date.UTC(2024, 0, 1);
export const N_DAYS = 731;
export const DAY_MS = 86_400_000;
export const END = FIRST_DAY + N_DAYS * DAY_MS;

/** The whole days from the first day of the files to a date; negative before it. */
export const dayOf = (year: number, month: number, day: number): number =>
  Math.round((Date.UTC(year, month - 1, day) - FIRST_DAY) / DAY_MS);

/** 0 is Monday. 2024 began on one. */
export const weekdayOf = (day: number): number => ((day % 7) + 7) % 7;

const pad = (value: number): string => (value < 10 ? `0${value}` : `${value}`);

const DATES = Array.from({ length: N_DAYS }, (_, day) => new Date(FIRST_DAY + day * DAY_MS).toISOString().slice(0, 10));

/** A wall-clock date such as 2024-11-11. */
export function writeDate(time: number): string {
  return DATES[Math.floor((time - FIRST_DAY) / DAY_MS)] ?? new Date(time).toISOString().slice(0, 10);
}

/** A wall-clock time such as 2024-11-11 20:15:00. */
export function writeTime(time: number): string {
  const seconds = Math.floor((time - FIRST_DAY) / 1000) % 86_400;
  return `${writeDate(time)} ${pad(Math.floor(seconds / 3600))}:${pad(Math.floor(seconds / 60) % 60)}:${pad(seconds % 60)}`;
}

/** A span of days with a strength at its peak. */
type Span = readonly [year: number, month: number, day: number, days: number, strength: number];

/** Days on which the whole shop sells at a discount. */
const PROMOTIONS: readonly Span[] = [2024, 2025].flatMap((year): Span[] => [
  [year, 1, 1, 6, 0.6], // New Year sale
  [year, 3, 20, 4, 0.5], // spring sale
  [year, 6, 15, 4, 0.9], // 6.18
  [year, 9, 19, 4, 0.5], // autumn sale
  [year, 11, 9, 3, 1.2], // 11.11
  [year, 11, year === 2024 ? 28 : 27, 5, 1], // Black Friday to Cyber Monday
  [year, 12, 11, 2, 0.6], // 12.12
  [year, 12, 26, 5, 0.7], // after Christmas
]);

/** Days before an occasion for presents. */
const GIFTING: readonly Span[] = [
  [2024, 1, 27, 14, 0.7], // Chinese New Year on 10 February
  [2025, 1, 15, 14, 0.7], // Chinese New Year on 29 January
  [2024, 9, 8, 9, 0.5], // Mid-Autumn on 17 September
  [2025, 9, 27, 9, 0.5], // Mid-Autumn on 6 October
  [2024, 5, 3, 9, 0.6], // Mother's Day on 12 May
  [2025, 5, 2, 9, 0.6], // Mother's Day on 11 May
  ...[2024, 2025].flatMap((year): Span[] => [
    [year, 2, 6, 8, 0.7], // Valentine's Day
    [year, 12, 1, 22, 1], // Christmas
  ]),
];

function strengths(spans: readonly Span[]): Float64Array {
  const byDay = new Float64Array(N_DAYS);
  for (const [year, month, day, days, strength] of spans) {
    const first = dayOf(year, month, day);
    for (let i = first; i < first + days && i < N_DAYS; i++) byDay[i] = Math.max(byDay[i] as number, strength);
  }
  return byDay;
}

/** How strong a promotion each day is, 0 on most days. */
export const PROMOTION = strengths(PROMOTIONS);

/** How strong an occasion for presents each day is, 0 on most days. */
export const OCCASION = strengths(GIFTING);

/** How much people buy on each day whoever they are: a quiet summer, a busy end of the year, nearly nothing on Christmas Day. */
export const SEASON = Float64Array.from({ length: N_DAYS }, (_, day) => {
  const ofYear = day < 366 ? day / 366 : (day - 366) / 365;
  const closed = day === dayOf(2024, 12, 25) || day === dayOf(2025, 12, 25);
  return closed ? 0.15 : 1 + 0.12 * Math.cos(2 * Math.PI * (ofYear - 0.93));
});
