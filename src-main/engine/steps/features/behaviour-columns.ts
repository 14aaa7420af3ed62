import type { Unit } from '../../../contract/table.ts';
import { escapeMessage, type Text } from '../../../contract/text.ts';
import { numberColumn, type NumberColumn } from '../../table/column.ts';
import type { Table } from '../../table/table.ts';
import {
  discountRates,
  diversities,
  hourBinsOf,
  measureBaskets,
  measureRhythm,
  returnRates,
} from './behaviour-measures.ts';
import { behaviourText as text, WEEKDAYS } from './behaviour-text.ts';
import type { Habit } from './habits.ts';
import { columnNames, profileOf, textProfile, type Kinds, type Profile } from './profiles.ts';
import type { Purchases } from './purchases.ts';

/** What profiles there are, and over what. */
export interface ProfileKinds {
  readonly categories: Kinds | null;
  readonly channels: Kinds | null;
  /** Hours of the clock that make one column; null where the times hold days alone. */
  readonly hoursPerBin: number | null;
}

/** What is measured, settled once, so that later tables get the same columns. */
export interface BehaviourMeasures extends ProfileKinds {
  readonly hasValue: boolean;
  readonly hasQuantity: boolean;
  readonly hasReturns: boolean;
  readonly hasDiscount: boolean;
  /** What diversity is measured over. */
  readonly diversity: 'category' | 'itemId' | null;
}

export interface BehaviourModel extends BehaviourMeasures {
  /** How far customers keep to their profiles. */
  readonly habits: readonly Habit[];
}

/** The measures of every customer as columns, in one order for all tables of a model. */
export function behaviourColumns(
  model: BehaviourMeasures,
  purchases: Purchases,
  orders: Table,
  returns: Table | null,
  referenceDate: number,
): NumberColumn[] {
  return [
    ...rhythmColumns(purchases, referenceDate),
    ...basketColumns(model, purchases),
    ...rateColumns(model, purchases, orders, returns, referenceDate),
    ...profileColumns(model, purchases, orders),
  ];
}

type ColumnKey = Parameters<typeof text.column>[0];

const measured = (name: string, values: Float64Array, label: ColumnKey, unit: Unit | null = null): NumberColumn =>
  numberColumn(name, values, { unit, label: text.column(label) });

function rhythmColumns(purchases: Purchases, referenceDate: number): NumberColumn[] {
  const { tenure, gapMean, gapSd, gapRatio, trend } = measureRhythm(purchases, referenceDate);
  return [
    measured('tenure', tenure, 'tenure', 'days'),
    measured('gap_mean', gapMean, 'gapMean', 'days'),
    measured('gap_sd', gapSd, 'gapSd', 'days'),
    measured('gap_ratio', gapRatio, 'gapRatio'),
    measured('trend', trend, 'trend'),
  ];
}

function basketColumns({ hasQuantity, hasValue }: BehaviourMeasures, purchases: Purchases): NumberColumn[] {
  const { lines, lineQuantity, value } = measureBaskets(purchases);
  return [
    measured('basket_lines', lines, 'basketLines'),
    ...(hasQuantity ? [measured('line_quantity', lineQuantity, 'lineQuantity')] : []),
    ...(hasValue ? [measured('basket_value', value, 'basketValue', 'money')] : []),
  ];
}

function rateColumns(
  { hasReturns, hasDiscount, diversity }: BehaviourMeasures,
  purchases: Purchases,
  orders: Table,
  returns: Table | null,
  referenceDate: number,
): NumberColumn[] {
  return [
    ...(hasReturns
      ? [measured('return_rate', returnRates(purchases, returns, referenceDate), 'returnRate', 'share')]
      : []),
    ...(hasDiscount
      ? [measured('discount_rate', discountRates(purchases, orders.numberRole('discount')), 'discountRate', 'share')]
      : []),
    ...(diversity
      ? [
          measured(
            'diversity',
            diversities(purchases, orders.textRole(diversity)),
            diversity === 'category' ? 'categoryDiversity' : 'itemDiversity',
          ),
        ]
      : []),
  ];
}

const shares = (names: readonly string[], profile: Profile, labels: readonly Text[]): NumberColumn[] =>
  profile.map((values, i) => numberColumn(names[i] ?? '', values, { unit: 'share', label: labels[i] ?? null }));

function profileColumns(
  { categories, channels, hoursPerBin }: BehaviourMeasures,
  purchases: Purchases,
  orders: Table,
): NumberColumn[] {
  const { offsets } = purchases;
  const weekdays = profileOf(offsets, WEEKDAYS.length, purchases.weekdays);
  const columns = [
    ...(categories
      ? kindShares('category', categories, textProfile(purchases, orders.textRole('category'), categories, 'line'))
      : []),
    ...(channels
      ? kindShares('channel', channels, textProfile(purchases, orders.textRole('channel'), channels, 'order'))
      : []),
    ...shares(
      weekdayNames(),
      weekdays,
      WEEKDAYS.map(({ name: { en, zh } }) => ({ en: `Orders on ${en}`, zh: `${zh}下单占比` })),
    ),
  ];
  if (hoursPerBin === null) return columns;
  const bins = hourBins(hoursPerBin);
  const hours = profileOf(offsets, bins.length, hourBinsOf(purchases.hours, hoursPerBin));
  return [
    ...columns,
    ...shares(
      hourNames(hoursPerBin),
      hours,
      bins.map(({ from, to }) => ({ en: `Orders from ${from}:00 to ${to}:00`, zh: `${from}:00–${to}:00 下单占比` })),
    ),
  ];
}

/** The hours of the clock by some at a time; the last bin may be shorter. */
export const hourBins = (hoursPerBin: number): { from: number; to: number }[] =>
  Array.from({ length: Math.ceil(24 / hoursPerBin) }, (_, bin) => ({
    from: bin * hoursPerBin,
    to: Math.min(24, (bin + 1) * hoursPerBin),
  }));

/** Names of the columns of the weekday profile. */
export const weekdayNames = (): string[] => WEEKDAYS.map(({ id }) => `weekday_${id}`);

const twoDigits = (hour: number): string => String(hour).padStart(2, '0');

/** Names of the columns of the hour profile. */
export const hourNames = (hoursPerBin: number): string[] =>
  hourBins(hoursPerBin).map(({ from, to }) => `hour_${twoDigits(from)}_${twoDigits(to)}`);

/** Names of the columns of a profile over categories or channels. */
export const kindNames = (prefix: string, { names, hasOthers }: Kinds): string[] =>
  columnNames(prefix, hasOthers ? [...names, 'others'] : names);

const OTHERS: Text = { en: 'others', zh: '其他' };

function kindShares(prefix: string, kinds: Kinds, profile: Profile): NumberColumn[] {
  const { names, hasOthers } = kinds;
  const labels = names.map((name): Text => {
    const shown = escapeMessage(name);
    return { en: `Share of ${shown}`, zh: `${shown} 占比` };
  });
  const all = hasOthers ? [...labels, { en: `Share of ${OTHERS.en}`, zh: `${OTHERS.zh}占比` }] : labels;
  return shares(kindNames(prefix, kinds), profile, all);
}
