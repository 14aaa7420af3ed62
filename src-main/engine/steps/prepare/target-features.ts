import { numberColumn, type NumberColumn } from '../../table/column.ts';
import type { Table } from '../../table/table.ts';
import { behaviourColumns, type BehaviourMeasures } from '../features/behaviour-columns.ts';
import type { Purchases } from '../features/purchases.ts';
import { dayOf } from '../order-lines.ts';
import type { Snapshot } from './target-snapshots.ts';
import { targetText as text } from './target-text.ts';

type ColumnKey = Parameters<typeof text.column>[0];

/**
 * Features of every customer who had ordered by the cut-off, in key order: totals, the window beside the one before it, and how they buy.
 *
 * @param purchases those before the cut-off alone.
 */
export function featuresAt(
  { windowFrom, cutoff }: Snapshot,
  purchases: Purchases,
  measures: BehaviourMeasures,
  orders: Table,
  returns: Table | null,
): NumberColumn[] {
  const measured = (name: string, values: Float64Array, label: ColumnKey, unit: NumberColumn['unit'] = null) =>
    numberColumn(name, values, { unit, label: text.column(label) });
  const totals = totalsOf(purchases, cutoff);
  const length = cutoff - windowFrom;
  const spans = [windowFrom, windowFrom - length, cutoff - length / 3] as const;
  const counts = spans.map((from, i) => sumOrders(purchases, null, from, i === 1 ? windowFrom : cutoff));
  const spent = spans.map((from, i) => sumOrders(purchases, purchases.values, from, i === 1 ? windowFrom : cutoff));
  const [inWindow, before, late] = counts as [Float64Array, Float64Array, Float64Array];
  const [spentInWindow, spentBefore, spentLate] = spent as [Float64Array, Float64Array, Float64Array];
  return [
    measured('recency', totals.recency, 'recency', 'days'),
    measured('frequency', totals.frequency, 'frequency', 'count'),
    ...(measures.hasValue ? [measured('monetary', totals.monetary, 'monetary', 'money')] : []),
    measured('orders_window', inWindow, 'ordersWindow', 'count'),
    measured('orders_window_before', before, 'ordersBefore', 'count'),
    measured('orders_last_third', late, 'ordersLate', 'count'),
    measured('orders_change', changes(inWindow, before), 'ordersChange'),
    ...(measures.hasValue
      ? [
          measured('spend_window', spentInWindow, 'spendWindow', 'money'),
          measured('spend_window_before', spentBefore, 'spendBefore', 'money'),
          measured('spend_last_third', spentLate, 'spendLate', 'money'),
          measured('spend_change', changes(spentInWindow, spentBefore), 'spendChange'),
        ]
      : []),
    ...behaviourColumns(measures, purchases, orders, returns, cutoff),
  ];
}

/** Days since the last order, orders, and what was paid, of each customer. */
function totalsOf({ keys, offsets, times, values }: Purchases, cutoff: number) {
  const n = keys.length;
  const [recency, frequency, monetary] = [new Float64Array(n), new Float64Array(n), new Float64Array(n)];
  const today = dayOf(cutoff);
  for (let customer = 0; customer < n; customer++) {
    const [from, to] = [offsets[customer]!, offsets[customer + 1]!];
    recency[customer] = today - dayOf(times[to - 1]!);
    frequency[customer] = to - from;
    for (let order = from; order < to; order++) monetary[customer]! += values[order]!;
  }
  return { recency, frequency, monetary };
}

/** What the orders of each customer within [from, to) add up to; how many they are where no values are given. */
function sumOrders(
  { keys, offsets, times }: Purchases,
  values: Float64Array | null,
  from: number,
  to: number,
): Float64Array {
  const sums = new Float64Array(keys.length);
  for (let customer = 0; customer < sums.length; customer++)
    for (let order = offsets[customer]!; order < offsets[customer + 1]!; order++)
      if (times[order]! >= from && times[order]! < to) sums[customer]! += values ? values[order]! : 1;
  return sums;
}

/** From −1 (all of it came before) over 0 (as much, or nothing at all) to 1 (all of it came now). */
function changes(now: Float64Array, before: Float64Array): Float64Array {
  return now.map((value, i) => {
    const both = value + before[i]!;
    return both === 0 ? 0 : (value - before[i]!) / both;
  });
}
