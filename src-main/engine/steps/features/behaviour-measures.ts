import { codesOf, type NumberColumn, type TextColumn } from '../../table/column.ts';
import { numberAt, type Table } from '../../table/table.ts';
import { DAY_MS, dayOf } from '../order-lines.ts';
import { servicesOf, type Purchases } from './purchases.ts';

/** One number a customer, by calling a function with the customer and where their orders begin and end. */
function byCustomer(
  { keys, offsets }: Purchases,
  measure: (from: number, to: number, customer: number) => number,
): Float64Array {
  return Float64Array.from(keys, (_, customer) => measure(offsets[customer]!, offsets[customer + 1]!, customer));
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
  const day = (order: number): number => dayOf(times[order]!);
  const gapMean = byCustomer(purchases, (from, to) =>
    to - from < 2 ? NaN : (day(to - 1) - day(from)) / (to - from - 1),
  );
  return {
    tenure: byCustomer(purchases, (from) => today - day(from)),
    gapMean,
    gapSd: byCustomer(purchases, (from, to, customer) => {
      if (to - from < 3) return NaN;
      let squares = 0;
      for (let order = from + 1; order < to; order++)
        squares += (day(order) - day(order - 1) - gapMean[customer]!) ** 2;
      return Math.sqrt(squares / (to - from - 2));
    }),
    gapRatio: byCustomer(purchases, (_, to, customer) => (today - day(to - 1)) / Math.max(1, gapMean[customer]!)),
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
  const counts = new Int32Array(dictionary.length);
  codes.forEach((code, row) => {
    if (code < 0 || services?.[row] === 1 || (time?.type === 'date' && !(time.values[row]! < before))) return;
    counts[code]!++;
  });
  return new Map(dictionary.map((key, code) => [key, counts[code]!]));
}

/** The share of a customer's lines that were bought at a discount; a line that names none was bought at the full price. */
export function discountRates(purchases: Purchases, discount: NumberColumn): Float64Array {
  const { lineOffsets, lineRows } = purchases;
  return byCustomer(purchases, (_from, _to, customer) => {
    const [from, to] = [lineOffsets[customer]!, lineOffsets[customer + 1]!];
    let reduced = 0;
    for (let i = from; i < to; i++) if (Math.abs(numberAt(discount, lineRows[i]!)) > 0) reduced++;
    return to === from ? NaN : reduced / (to - from);
  });
}

/**
 * The Shannon entropy, in nats, of what a customer's lines are: 0 where all are of one kind, log n where n kinds are equal.
 *
 * Shannon (1948), doi:10.1002/j.1538-7305.1948.tb01338.x.
 */
export function diversities(purchases: Purchases, kinds: TextColumn): Float64Array {
  const { codes, dictionary } = codesOf(kinds);
  const { lineOffsets, lineRows } = purchases;
  const counts = new Int32Array(dictionary.length);
  return byCustomer(purchases, (_from, _to, customer) => {
    const used: number[] = [];
    let total = 0;
    for (let i = lineOffsets[customer]!; i < lineOffsets[customer + 1]!; i++) {
      const code = codes[lineRows[i]!]!;
      if (code < 0) continue;
      if (counts[code]!++ === 0) used.push(code);
      total++;
    }
    let entropy = 0;
    for (const code of used) {
      const share = counts[code]! / total;
      entropy -= share * Math.log(share);
      counts[code] = 0;
    }
    return total === 0 ? NaN : Math.max(0, entropy);
  });
}

/** 0 is Monday; the epoch's first day was a Thursday. */
export const weekdayOf = (time: number): number => (((dayOf(time) + 3) % 7) + 7) % 7;

/** The hour on the clock, 0 to 23. */
export const hourOf = (time: number): number => Math.floor((time - dayOf(time) * DAY_MS) / 3_600_000);
