import type { Line, Order } from './baskets.ts';
import { DAY_MS, END } from './calendar.ts';
import type { Chance } from './random.ts';

const SHARE_CANCELLED = 0.012;

const takeBack = (line: Line, quantity = line.quantity): Line => ({ ...line, quantity: -quantity });

/** Office hours of a day some days after an order, when parcels are unpacked. */
function unpackedAt(chance: Chance, at: number): number {
  const day = Math.floor(at / DAY_MS) + 3 + chance.integer(22);
  return day * DAY_MS + (9 + chance.integer(8)) * 3_600_000 + chance.integer(3600) * 1000;
}

function cancel(chance: Chance, order: Order): Order {
  const at = order.at + 60_000 * (10 + chance.integer(1200));
  return { ...order, kind: 'cancellation', at, lines: order.lines.map((line) => takeBack(line)), refersTo: order };
}

/** What is sent back of an order, whole lines or part of them; null where nothing is. */
function sendBack(chance: Chance, order: Order, returnRate: number): Order | null {
  const lines = order.lines.flatMap((line) => {
    if (typeof line.product === 'string' || !chance.happens(returnRate)) return [];
    const part = line.quantity > 2 && chance.happens(0.5);
    return [takeBack(line, part ? 1 + chance.integer(line.quantity - 1) : line.quantity)];
  });
  return lines.length > 0
    ? { ...order, kind: 'return', at: unpackedAt(chance, order.at), lines, refersTo: order }
    : null;
}

/** What comes after an order: its cancellation or a return, unless that falls past the end of the files. */
export function aftermathOf(chance: Chance, order: Order, returnRate: number): Order[] {
  const after = chance.happens(SHARE_CANCELLED) ? cancel(chance, order) : sendBack(chance, order, returnRate);
  return after && after.at < END ? [after] : [];
}
