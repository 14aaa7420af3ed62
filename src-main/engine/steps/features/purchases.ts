import { countByCode, leastRowByCode, sumByCode } from '../../table/by-code.ts';
import { countsToOffsets, gather, positions, stableOrder } from '../../table/code-order.ts';
import { codesOf } from '../../table/column.ts';
import { doublesOf } from '../../table/numbers.ts';
import { pairCodes, type Codes, type PairCodes } from '../../table/pair-codes.ts';
import { rankKeys } from '../../table/ranked-keys.ts';
import type { Table } from '../../table/table.ts';
import { amountsOf, DAY_MS, dayOf, orderCodes } from '../order-lines.ts';
import type { Pace } from '../pace.ts';
import { measuredOnce } from './measured-once.ts';

/** Who bought what and when: customers in key order, each with their orders by time and their lines. */
export interface Purchases {
  readonly keys: readonly string[];
  /** Orders of customer c stand at offsets[c] … offsets[c + 1). */
  readonly offsets: Int32Array;
  /** Of each order: the time of its first line, that line's row, its lines and pieces that are products, and its value. */
  readonly times: Float64Array;
  readonly rows: Int32Array;
  /** The weekday (0 is Monday) and the hour on the clock (0 to 23) of each order. */
  readonly weekdays: Int32Array;
  readonly hours: Int32Array;
  readonly lines: Float64Array;
  readonly quantities: Float64Array;
  readonly values: Float64Array;
  /** Rows of customer c stand at rowOffsets[c] … rowOffsets[c + 1) of lineRows; they are products that were bought. */
  readonly lineOffsets: Int32Array;
  readonly lineRows: Int32Array;
  /** How many lines each customer sent back, as far as this table says. */
  readonly returned: Int32Array;
  /** Whether any line of the table says that something was sent back. */
  readonly knowsReturns: boolean;
}

const HOUR_MS = 3_600_000;

/** Whether a table says what its lines are worth. */
export const hasAmounts = (table: Table): boolean => (table.findRole('amount') ?? table.findRole('price')) !== null;

/** 1 for the rows whose item is no product, such as postage; null where there are none. */
export function servicesOf(table: Table): Uint8Array | null {
  const item = table.findRole('itemId');
  if (item?.type !== 'text' || table.notProducts.length === 0) return null;
  const named = new Set(table.notProducts);
  const { codes, dictionary } = codesOf(item);
  const flags = Uint8Array.from(dictionary, (id) => (named.has(id) ? 1 : 0));
  const services = new Uint8Array(codes.length);
  for (let row = 0; row < services.length; row++) services[row] = codes[row]! < 0 ? 0 : flags[codes[row]!]!;
  return services;
}

/**
 * Gathers lines into orders and orders into customers. Lines without a customer or a time, and those at or after a
 * date, count for nobody; a line below zero is something sent back, and one without an order id an order of its own.
 *
 * @param before in epoch milliseconds. @param pace told of each stage.
 */
export const readPurchases = measuredOnce((table: Table, before: number, pace: Pace): Purchases => {
  const times = table.dateRole('time').values;
  const quantity = table.findRole('quantity');
  const quantities = quantity?.type === 'number' ? doublesOf(quantity) : null;
  const amounts = hasAmounts(table) ? amountsOf(table) : null;
  const services = servicesOf(table);
  const { codes, keys } = rankKeys(table.textRole('customerId'));
  pace(0.2);
  const { bought, back, buyers } = splitLines(
    { customers: codes, nCustomers: keys.length, times, quantities, amounts, services },
    before,
  );
  pace(0.3);
  const orders = orderPairs(table, { codes: bought, nCodes: buyers.length }, pace);
  pace(0.6);
  const goods = services ? orders.codes.map((code, row) => (services[row] ? -1 : code)) : orders.codes;
  const counts = new Float64Array(countByCode(goods, orders.nCodes));
  const pieces = quantities ? sumByCode(goods, orders.nCodes, quantities) : counts;
  const values = amounts ? sumByCode(orders.codes, orders.nCodes, amounts) : new Float64Array(orders.nCodes);
  const rows = leastRowByCode(orders.codes, orders.nCodes, times);
  pace(0.7);
  const customers = gather(bought, rows);
  const offsets = countsToOffsets(customers, buyers.length);
  const sorted = sortOrders({ codes: customers, nCodes: buyers.length }, offsets, gather(times, rows), rows);
  pace(0.8);
  const products = services ? bought.map((customer, row) => (services[row] ? -1 : customer)) : bought;
  const lineOffsets = countsToOffsets(products, buyers.length);
  const returned = gather(countByCode(back, keys.length), buyers);
  pace(0.9);
  const byOrder = gather(rows, sorted);
  const orderTimes = gather(times, byOrder);
  return {
    keys: Array.from(buyers, (customer) => keys[customer]!),
    offsets,
    times: orderTimes,
    ...clockOf(orderTimes),
    rows: byOrder,
    lines: gather(counts, sorted),
    quantities: gather(pieces, sorted),
    values: gather(values, sorted),
    lineOffsets,
    lineRows: stableOrder(products, buyers.length, undefined, lineOffsets),
    returned,
    knowsReturns: returned.some((count) => count > 0),
  };
});

interface Lines {
  readonly customers: Int32Array;
  readonly nCustomers: number;
  readonly times: Float64Array;
  readonly quantities: Float64Array | null;
  readonly amounts: Float64Array | null;
  readonly services: Uint8Array | null;
}

/** Whose each line is: a number among the buyers for what was bought, a number among all customers for products sent back; −1 for neither. */
function splitLines(
  { customers, nCustomers, times, quantities, amounts, services }: Lines,
  before: number,
): { bought: Int32Array; back: Int32Array; buyers: Int32Array } {
  const bought = new Int32Array(customers.length).fill(-1);
  const back = new Int32Array(customers.length).fill(-1);
  for (let row = 0; row < customers.length; row++) {
    if (!(times[row]! < before)) continue;
    const isBack = (quantities !== null && quantities[row]! < 0) || (amounts !== null && amounts[row]! < 0);
    if (!isBack) bought[row] = customers[row]!;
    else if (!services?.[row]) back[row] = customers[row]!;
  }
  const counts = countByCode(bought, nCustomers);
  const buyers = positions(nCustomers).filter((customer) => counts[customer]! > 0);
  const place = new Int32Array(nCustomers);
  buyers.forEach((customer, i) => (place[customer] = i));
  for (let row = 0; row < bought.length; row++) if (bought[row]! >= 0) bought[row] = place[bought[row]!]!;
  return { bought, back, buyers };
}

/** A number for each customer and order. */
function orderPairs(table: Table, customers: Codes, pace: Pace): PairCodes {
  const orders = orderCodes(table, () => pace(0.4));
  const { codes, nCodes } = orders;
  const own = codes.includes(-1)
    ? { codes: codes.map((code, row) => (code < 0 ? nCodes + row : code)), nCodes: nCodes + codes.length }
    : orders;
  return pairCodes(customers, own, () => pace(0.5));
}

/** Longer lists are left to the runtime's own sort. */
const SHORT = 24;

/** Orders by customer, then by time, then by row. @param offsets where each customer's begin. */
function sortOrders({ codes, nCodes }: Codes, offsets: Int32Array, times: Float64Array, rows: Int32Array): Int32Array {
  const order = stableOrder(codes, nCodes, undefined, offsets);
  const isAfter = (a: number, b: number): boolean =>
    times[a]! > times[b]! || (times[a] === times[b] && rows[a]! > rows[b]!);
  for (let customer = 0; customer < nCodes; customer++) {
    const [from, to] = [offsets[customer]!, offsets[customer + 1]!];
    if (to - from > SHORT) order.subarray(from, to).sort((a, b) => times[a]! - times[b]! || rows[a]! - rows[b]!);
    else
      for (let i = from + 1; i < to; i++) {
        const moved = order[i]!;
        let at = i;
        for (; at > from && isAfter(order[at - 1]!, moved); at--) order[at] = order[at - 1]!;
        order[at] = moved;
      }
  }
  return order;
}

/** The weekday (0 is Monday) and the hour on the clock (0 to 23) of each time. */
function clockOf(times: Float64Array): Pick<Purchases, 'weekdays' | 'hours'> {
  const weekdays = new Int32Array(times.length);
  const hours = new Int32Array(times.length);
  for (let i = 0; i < times.length; i++) {
    const day = dayOf(times[i]!) | 0;
    // The epoch's first day was a Thursday.
    weekdays[i] = (((day + 3) % 7) + 7) % 7;
    hours[i] = (((times[i]! - day * DAY_MS) | 0) / HOUR_MS) | 0;
  }
  return { weekdays, hours };
}
