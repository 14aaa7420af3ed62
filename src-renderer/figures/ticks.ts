import { currencySymbol, shortNumber, shortScale } from '../../src-main/contract/format.ts';
import type { Axis } from '../../src-main/contract/figure.ts';
import {
  formatLabel,
  formatText,
  languageTag,
  numberFormat,
  type Locale,
  type Text,
} from '../../src-main/contract/text.ts';
import { drawnLabel } from './escape.ts';

/** An axis whose ticks are written anew whenever its range changes: plotly knows neither 120万 nor our units. */
export interface AxisScale {
  readonly axis: Axis & { readonly date?: boolean };
  readonly currency: string | null;
  /** In the axis's own units: log axes in powers of ten. */
  readonly range: readonly [number, number];
}

export interface Ticks {
  /** In data units, also on log axes. */
  readonly values: readonly number[];
  readonly texts: readonly string[];
}

/** The largest of 1, 2, 2.5 and 5 times a power of ten that gives at least so many steps. */
function niceStep(span: number, count: number): number {
  const rough = span / Math.max(1, count);
  const power = 10 ** Math.floor(Math.log10(rough));
  const factor = [1, 2, 2.5, 5, 10].find((candidate) => candidate * power >= rough * 0.999) ?? 10;
  return factor * power;
}

/** Digits after the point that write a step exactly. */
function decimalsOf(step: number): number {
  for (let digits = 0; digits < 8; digits++) {
    const scaled = step * 10 ** digits;
    if (Math.abs(scaled - Math.round(scaled)) < 1e-6 * Math.max(1, scaled)) return digits;
  }
  return 8;
}

function multiples([low, high]: readonly [number, number], step: number): number[] {
  const values: number[] = [];
  for (let k = Math.ceil(low / step - 1e-9); k * step <= high + step * 1e-9; k++)
    values.push(k === 0 ? 0 : Number((k * step).toPrecision(12)));
  return values;
}

function writeNumber(value: number, step: number, unit: Axis['unit'], locale: Locale): string {
  if (unit === 'share')
    return numberFormat(locale, { style: 'percent', maximumFractionDigits: decimalsOf(step * 100) }).format(value);
  return shortNumber(value, locale, decimalsOf(step / shortScale(value, locale)));
}

function linearTicks(range: readonly [number, number], count: number, unit: Axis['unit'], locale: Locale): Ticks {
  const wanted = niceStep(range[1] - range[0], count);
  const step = unit === 'count' ? Math.max(1, Math.round(wanted)) : wanted;
  const values = multiples(range, step);
  return { values, texts: values.map((value) => writeNumber(value, step, unit, locale)) };
}

function logTicks([low, high]: readonly [number, number], count: number, unit: Axis['unit'], locale: Locale): Ticks {
  const decades = high - low;
  if (decades < 0.7) {
    const within = linearTicks([10 ** low, 10 ** high], count, unit, locale);
    return within.values.length >= 2 ? within : { values: [10 ** low, 10 ** high], texts: [] };
  }
  const factors = decades * 3 <= count ? [1, 2, 5] : decades * 2 <= count ? [1, 3] : [1];
  const every = Math.max(1, Math.ceil(decades / count));
  const values: number[] = [];
  for (let power = Math.ceil(low) - 1; power <= high; power++) {
    if (power % every !== 0 && factors.length === 1) continue;
    for (const factor of factors) {
      const value = factor * 10 ** power;
      if (Math.log10(value) >= low - 1e-9 && Math.log10(value) <= high + 1e-9) values.push(value);
    }
  }
  return { values, texts: values.map((value) => writeNumber(value, Math.min(1, value), unit, locale)) };
}

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const MONTH = 30.44 * DAY;

/** Starts of every nth month. */
function monthStarts([low, high]: readonly [number, number], months: number): number[] {
  const first = new Date(low);
  const values: number[] = [];
  for (
    let month = Math.floor((first.getUTCFullYear() * 12 + first.getUTCMonth()) / months) * months;
    ;
    month += months
  ) {
    const value = Date.UTC(Math.floor(month / 12), month % 12, 1);
    if (value > high) return values;
    if (value >= low) values.push(value);
  }
}

function writeDates(values: readonly number[], options: Intl.DateTimeFormatOptions, locale: Locale): Ticks {
  const format = new Intl.DateTimeFormat(languageTag(locale), { timeZone: 'UTC', ...options });
  return { values, texts: values.map((value) => format.format(value)) };
}

function dateTicks(range: readonly [number, number], count: number, locale: Locale): Ticks {
  const step = (range[1] - range[0]) / Math.max(1, count);
  if (step > MONTH * 0.8) {
    const months = [1, 2, 3, 6, 12, 24, 60, 120].find((candidate) => candidate * MONTH >= step * 0.95) ?? 240;
    const options: Intl.DateTimeFormatOptions =
      months >= 12 ? { year: 'numeric' } : { year: 'numeric', month: 'short' };
    return writeDates(monthStarts(range, months), options, locale);
  }
  const every =
    [HOUR, 3 * HOUR, 6 * HOUR, 12 * HOUR, DAY, 2 * DAY, 7 * DAY, 14 * DAY].find(
      (candidate) => candidate >= step * 0.95,
    ) ?? 14 * DAY;
  const options: Intl.DateTimeFormatOptions =
    every < DAY
      ? { day: 'numeric', month: 'short', hour: '2-digit', minute: '2-digit', hour12: false }
      : { day: 'numeric', month: 'short' };
  return writeDates(multiples(range, every), options, locale);
}

/** Where an axis has its ticks and what they say. */
export function axisTicks({ axis }: AxisScale, range: readonly [number, number], count: number, locale: Locale): Ticks {
  const ordered: readonly [number, number] = range[0] <= range[1] ? range : [range[1], range[0]];
  if (!(ordered[1] > ordered[0])) return { values: [], texts: [] };
  if (axis.date) return dateTicks(ordered, count, locale);
  return axis.scale === 'log'
    ? logTicks(ordered, count, axis.unit, locale)
    : linearTicks(ordered, count, axis.unit, locale);
}

const IN_DAYS: Text = { en: '{label} (days)', zh: '{label}（天）' };
const IN_MONEY: Text = { en: '{label} ({currency})', zh: '{label}（{currency}）' };

/** The title of an axis with its unit. */
export function axisTitle({ axis, currency }: Pick<AxisScale, 'axis' | 'currency'>, locale: Locale): string {
  const label = formatLabel(axis.label, locale);
  const said = (part: string): boolean => label.toLowerCase().includes(part.toLowerCase());
  if (axis.unit === 'days' && !said('day') && !said('天'))
    return drawnLabel(formatText(IN_DAYS, { label }, locale), 60);
  if (axis.unit === 'money' && currency && !said(currencySymbol(currency, locale))) {
    return drawnLabel(formatText(IN_MONEY, { label, currency: currencySymbol(currency, locale) }, locale), 60);
  }
  return drawnLabel(label, 60);
}
