import { ClienteleError } from '../../contract/errors.ts';
import { codesOf } from '../table/column.ts';
import { doublesOf } from '../table/numbers.ts';
import { pairCodes, type Check, type Codes } from '../table/pair-codes.ts';
import type { Table } from '../table/table.ts';

/** Milliseconds of a day. */
export const DAY_MS = 86_400_000;

/** The day of a wall-clock time, counted from the epoch. */
export const dayOf = (time: number): number => Math.floor(time / DAY_MS);

/** What each line is worth: its amount, or quantity × price; NaN where neither is known. Not to be modified. */
export function amountsOf(table: Table): Float64Array {
  const amount = table.findRole('amount');
  if (amount?.type === 'number') return doublesOf(amount);
  const price = table.findRole('price');
  const quantity = table.findRole('quantity');
  if (price?.type !== 'number') throw new ClienteleError('missing-role', { table: table.name, role: 'amount' });
  const prices = doublesOf(price);
  if (quantity?.type !== 'number') return prices;
  const quantities = doublesOf(quantity);
  const amounts = new Float64Array(table.nRows);
  for (let row = 0; row < amounts.length; row++) amounts[row] = prices[row]! * quantities[row]!;
  return amounts;
}

/**
 * The order that each line belongs to: its order id, or, where the table has none, the customer's day; lines without a
 * customer then share one a day.
 *
 * @returns a number for each order; −1 where a line names none.
 */
export function orderCodes(table: Table, check?: Check): Codes {
  const order = table.findRole('orderId');
  if (order?.type === 'text') {
    const { codes, dictionary } = codesOf(order);
    return { codes, nCodes: dictionary.length };
  }
  const { codes, dictionary } = codesOf(table.textRole('customerId'));
  const times = table.dateRole('time').values;
  const [first, nDays] = daySpan(times);
  // A missing customer or time is a kind of its own, which comes after all others.
  const customers = new Int32Array(codes.length);
  const days = new Int32Array(codes.length);
  for (let row = 0; row < codes.length; row++) {
    customers[row] = codes[row]! < 0 ? dictionary.length : codes[row]!;
    const time = times[row]!;
    days[row] = time === time ? dayOf(time) - first : nDays;
  }
  return pairCodes({ codes: customers, nCodes: dictionary.length + 1 }, { codes: days, nCodes: nDays + 1 }, check);
}

/** The first day among some times and how many days lie from it to the last. */
function daySpan(times: Float64Array): [first: number, nDays: number] {
  let [least, most] = [Infinity, -Infinity];
  for (const time of times) {
    if (time < least) least = time;
    if (time > most) most = time;
  }
  return least <= most ? [dayOf(least), dayOf(most) - dayOf(least) + 1] : [0, 0];
}

/** The start of the day after the last order: where nothing else is said, recency is counted from there. @throws too-few-rows where no line has a time. */
export function dayAfterLastOrder(orders: Table): number {
  const times = orders.dateRole('time').values;
  let last = -Infinity;
  for (const time of times) if (time > last) last = time;
  if (last === -Infinity) throw new ClienteleError('too-few-rows', { needed: 1, got: 0, parameter: 'referenceDate' });
  return (dayOf(last) + 1) * DAY_MS;
}
