import { ClienteleError } from '../../contract/errors.ts';
import { codesOf } from '../table/column.ts';
import { numberAt, type Table } from '../table/table.ts';

/** Milliseconds of a day. */
export const DAY_MS = 86_400_000;

/** The day of a wall-clock time, counted from the epoch. */
export const dayOf = (time: number): number => Math.floor(time / DAY_MS);

/** What each line is worth: its amount, or quantity × price; NaN where neither is known. */
export function amountsOf(table: Table): Float64Array {
  const amount = table.findRole('amount');
  const values = new Float64Array(table.nRows);
  if (amount?.type === 'number') {
    for (let row = 0; row < table.nRows; row++) values[row] = numberAt(amount, row);
    return values;
  }
  const price = table.findRole('price');
  const quantity = table.findRole('quantity');
  if (price?.type !== 'number') throw new ClienteleError('missing-role', { table: table.name, role: 'amount' });
  for (let row = 0; row < table.nRows; row++) {
    values[row] = numberAt(price, row) * (quantity?.type === 'number' ? numberAt(quantity, row) : 1);
  }
  return values;
}

/**
 * A number for the order each line belongs to: its order id, or, where the table has none, the customer's day.
 * Lines without either share no order with others.
 */
export function orderCodes(table: Table): Int32Array {
  const order = table.findRole('orderId');
  if (order?.type === 'text') return codesOf(order).codes;
  const customers = codesOf(table.textRole('customerId')).codes;
  const times = table.dateRole('time').values;
  const codeOf = new Map<string, number>();
  return Int32Array.from(customers, (customer, row) => {
    const key = `${customer} ${dayOf(times[row]!)}`;
    let code = codeOf.get(key);
    if (code === undefined) codeOf.set(key, (code = codeOf.size));
    return code;
  });
}

/** The start of the day after the last order: where nothing else is said, recency is counted from there. @throws too-few-rows where no line has a time. */
export function dayAfterLastOrder(orders: Table): number {
  const times = orders.dateRole('time').values;
  let last = -Infinity;
  for (const time of times) if (time > last) last = time;
  if (last === -Infinity) throw new ClienteleError('too-few-rows', { needed: 1, got: 0, parameter: 'referenceDate' });
  return (dayOf(last) + 1) * DAY_MS;
}
