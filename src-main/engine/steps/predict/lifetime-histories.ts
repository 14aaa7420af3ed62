import { ClienteleError } from '../../../contract/errors.ts';
import type { Histories } from '../../maths/lifetime/histories.ts';
import { doublesOf } from '../../table/numbers.ts';
import type { Table } from '../../table/table.ts';
import { hasAmounts, readPurchases } from '../features/purchases.ts';
import { dayOf } from '../order-lines.ts';
import type { Pace } from '../pace.ts';
import { lifetimeText as text } from './lifetime-text.ts';

/** Histories in some unit of time, with what repeat orders were worth. */
export interface CustomerHistories extends Histories {
  /** Mean value of the repeat orders that have one, and how many they are; null where nothing is known of values. */
  readonly meanValue: Float64Array | null;
  readonly valued: Float64Array;
}

/** Days of each unit of time. */
export const UNIT_DAYS = { day: 1, week: 7, month: 365.25 / 12 } as const;

/**
 * Histories from order lines: the orders of one day count as one, and a customer’s age runs from the day of the first order to the last day
 * before a date.
 *
 * @param before the start of a day, in epoch milliseconds.
 */
export function historiesOfOrders(
  orders: Table,
  before: number,
  unitDays: number,
  pace: Pace,
): CustomerHistories & { readonly keys: readonly string[] } {
  const { keys, offsets, times, values } = readPurchases(orders, before, pace);
  const n = keys.length;
  const arrays = Array.from({ length: 5 }, () => new Float64Array(n));
  const [repeats, lastAt, age, sums, valued] = arrays as [
    Float64Array,
    Float64Array,
    Float64Array,
    Float64Array,
    Float64Array,
  ];
  const today = dayOf(before) - 1;
  for (let customer = 0; customer < n; customer++) {
    const [from, to] = [offsets[customer]!, offsets[customer + 1]!];
    const first = dayOf(times[from]!);
    let [day, worth] = [first, 0];
    const close = (): void => {
      if (day === first || !(worth > 0)) return;
      sums[customer]! += worth;
      valued[customer]!++;
    };
    for (let order = from; order < to; order++) {
      const own = dayOf(times[order]!);
      if (own !== day) {
        close();
        [day, worth] = [own, 0];
        repeats[customer]!++;
      }
      worth += values[order]!;
    }
    close();
    lastAt[customer] = (day - first) / unitDays;
    age[customer] = (today - first) / unitDays;
  }
  const meanValue = hasAmounts(orders) ? sums.map((sum, i) => (valued[i]! > 0 ? sum / valued[i]! : NaN)) : null;
  return { keys, repeats, lastAt, age, meanValue, valued };
}

/** The columns of a summary. */
export interface SummaryColumns {
  readonly repeats: string | null;
  readonly lastAt: string | null;
  readonly age: string | null;
  readonly meanValue: string | null;
}

/** Histories from one row a customer. @throws bad-parameter, no-usable-rows, missing-column, wrong-column-type */
export function historiesOfSummary(table: Table, columns: SummaryColumns): CustomerHistories {
  const read = (parameter: 'repeats' | 'lastAt' | 'age'): Float64Array => {
    const name = columns[parameter];
    if (name === null)
      throw new ClienteleError('bad-parameter', { parameter, value: '', detail: text.source.messages.needed });
    return doublesOf(table.number(name));
  };
  const [repeats, lastAt, age] = [read('repeats').map(Math.round), read('lastAt'), read('age')];
  const isPossible = repeats.every(
    (count, i) => count >= 0 && lastAt[i]! >= 0 && age[i]! >= lastAt[i]! && age[i]! < Infinity,
  );
  if (!isPossible) throw new ClienteleError('no-usable-rows', { detail: text.source.messages.impossible });
  const means = columns.meanValue === null ? null : doublesOf(table.number(columns.meanValue));
  const hasValue = (i: number): boolean => means !== null && repeats[i]! > 0 && means[i]! > 0;
  return {
    repeats,
    lastAt,
    age,
    meanValue: means?.map((value, i) => (hasValue(i) ? value : NaN)) ?? null,
    valued: repeats.map((count, i) => (hasValue(i) ? count : 0)),
  };
}

/**
 * How many days with orders customers have within [from, to): what a hold-out holds.
 *
 * @param keys some of those who ordered before `to`, in key order.
 */
export function ordersWithin(
  orders: Table,
  from: number,
  to: number,
  keys: readonly string[],
  pace: Pace,
): Float64Array {
  const purchases = readPurchases(orders, to, pace);
  const { offsets, times } = purchases;
  const firstDay = dayOf(from);
  let customer = 0;
  return Float64Array.from(keys, (key) => {
    while (purchases.keys[customer] !== key) customer++;
    let [count, last] = [0, -Infinity];
    for (let order = offsets[customer]!; order < offsets[customer + 1]!; order++) {
      const day = dayOf(times[order]!);
      if (day >= firstDay && day !== last) count++;
      last = day;
    }
    return count;
  });
}
