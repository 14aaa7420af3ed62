import { codesOf, type NumberColumn, type TextColumn } from '../../table/column.ts';
import { countByCode } from '../../table/by-code.ts';
import { doublesOf } from '../../table/numbers.ts';
import type { Table } from '../../table/table.ts';
import { dayOf } from '../order-lines.ts';
import { servicesOf, type Purchases } from './purchases.ts';

/** One number a customer, by calling a function with the customer and where their orders begin and end. */
function byCustomer(
  { keys, offsets }: Purchases,
  measure: (from: number, to: number, customer: number) => number,
): Float64Array {
  const measured = new Float64Array(keys.length);
  for (let customer = 0; customer < measured.length; customer++)
    measured[customer] = measure(offsets[customer]!, offsets[customer + 1]!, customer);
  return measured;
}

/** How a customer's orders lie in time; what cannot be said of so few orders is missing. */
export interface Rhythm {
  /** Whole days from the first order to the reference date. */
  readonly tenure: Float64Array;
  /** Days from one order to the next: mean (from two orders on) and standard deviation (from three on). */
  readonly gapMean: Float64Array;
  readonly gapSd: Float64Array;
  /** Days since the last order over the mean gap, which counts as one day at least. */
  readonly gapRatio: Float64Array;
  /** Of the orders after the first: the share in the later half of the tenure, less the share in the earlier half. */
  readonly trend: Float64Array;
}

/** @param referenceDate the start of the day on which customers are looked at. */
export function measureRhythm(purchases: Purchases, referenceDate: number): Rhythm {
  const { times } = purchases;
  const today = dayOf(referenceDate);
  const days = times.map(dayOf);
  const gapMean = byCustomer(purchases, (from, to) =>
    to - from < 2 ? NaN : (days[to - 1]! - days[from]!) / (to - from - 1),
  );
  return {
    tenure: byCustomer(purchases, (from) => today - days[from]!),
    gapMean,
    gapSd: byCustomer(purchases, (from, to, customer) => {
      if (to - from < 3) return NaN;
      let squares = 0;
      for (let order = from + 1; order < to; order++)
        squares += (days[order]! - days[order - 1]! - gapMean[customer]!) ** 2;
      return Math.sqrt(squares / (to - from - 2));
    }),
    gapRatio: byCustomer(purchases, (_, to, customer) => (today - days[to - 1]!) / Math.max(1, gapMean[customer]!)),
    trend: byCustomer(purchases, (from, to) => {
      if (to - from < 2) return NaN;
      const middle = (times[from]! + referenceDate) / 2;
      let late = 0;
      for (let order = from + 1; order < to; order++) if (times[order]! >= middle) late++;
      return (2 * late) / (to - from - 1) - 1;
    }),
  };
}

/** What an order holds, in the mean over a customer's orders; products only, but the value is all that was paid. */
export interface Baskets {
  readonly lines: Float64Array;
  readonly value: Float64Array;
  /** Pieces of a line. */
  readonly lineQuantity: Float64Array;
}

export function measureBaskets(purchases: Purchases): Baskets {
  const sum = (values: Float64Array, from: number, to: number): number => {
    let total = 0;
    for (let order = from; order < to; order++) total += values[order]!;
    return total;
  };
  const { lines, values, quantities } = purchases;
  return {
    lines: byCustomer(purchases, (from, to) => sum(lines, from, to) / (to - from)),
    value: byCustomer(purchases, (from, to) => sum(values, from, to) / (to - from)),
    // 0 / 0 is missing: nothing but postage was bought.
    lineQuantity: byCustomer(purchases, (from, to) => sum(quantities, from, to) / sum(lines, from, to)),
  };
}

/**
 * Lines of products sent back for each line bought, at most 1.
 *
 * @param more lines sent back that another table holds, or null. @param before those at or after it are left out.
 */
export function returnRates(purchases: Purchases, more: Table | null, before: number): Float64Array {
  const counts = more ? countLines(more, before) : new Map<string, number>();
  const { keys, lineOffsets, returned } = purchases;
  return byCustomer(purchases, (_from, _to, customer) => {
    const bought = lineOffsets[customer + 1]! - lineOffsets[customer]!;
    const back = returned[customer]! + (counts.get(keys[customer]!) ?? 0);
    return bought === 0 ? NaN : Math.min(1, back / bought);
  });
}

function countLines(table: Table, before: number): Map<string, number> {
  const { codes, dictionary } = codesOf(table.textRole('customerId'));
  const time = table.findRole('time');
  const services = servicesOf(table);
  const times = time?.type === 'date' ? time.values : null;
  const counted = codes.map((code, row) => (services?.[row] || (times && !(times[row]! < before)) ? -1 : code));
  const counts = countByCode(counted, dictionary.length);
  return new Map(dictionary.map((key, code) => [key, counts[code]!]));
}

/** The share of a customer's lines that were bought at a discount; a line that names none was bought at the full price. */
export function discountRates(purchases: Purchases, discount: NumberColumn): Float64Array {
  const { lineOffsets, lineRows } = purchases;
  const discounts = doublesOf(discount);
  return byCustomer(purchases, (_from, _to, customer) => {
    const [from, to] = [lineOffsets[customer]!, lineOffsets[customer + 1]!];
    let reduced = 0;
    for (let i = from; i < to; i++) if (Math.abs(discounts[lineRows[i]!]!) > 0) reduced++;
    return to === from ? NaN : reduced / (to - from);
  });
}

/**
 * The Shannon entropy, in nats, of what a customer's lines are: 0 where all are of one kind, log n where n kinds are equal.
 *
 * Shannon (1948), doi:10.1002/j.1538-7305.1948.tb01338.x.
 */
export function diversities({ keys, lineOffsets, lineRows }: Purchases, kinds: TextColumn): Float64Array {
  const { codes, dictionary } = codesOf(kinds);
  const counts = new Int32Array(dictionary.length);
  const used = new Int32Array(dictionary.length);
  const found = new Float64Array(keys.length);
  for (let customer = 0; customer < found.length; customer++) {
    let [nUsed, total] = [0, 0];
    for (let i = lineOffsets[customer]!; i < lineOffsets[customer + 1]!; i++) {
      const code = codes[lineRows[i]!]!;
      if (code < 0) continue;
      if (counts[code]!++ === 0) used[nUsed++] = code;
      total++;
    }
    let entropy = 0;
    for (let u = 0; u < nUsed; u++) {
      const share = counts[used[u]!]! / total;
      entropy -= share * Math.log(share);
      counts[used[u]!] = 0;
    }
    found[customer] = total === 0 ? NaN : Math.max(0, entropy);
  }
  return found;
}

/** Which of the day's bins of so many hours each hour falls into. */
export const hourBinsOf = (hours: Int32Array, hoursPerBin: number): Int32Array =>
  hours.map((hour) => Math.floor(hour / hoursPerBin));
