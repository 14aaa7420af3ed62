import type { Order } from './baskets.ts';
import { DAY_MS, FIRST_DAY, dayOf } from './calendar.ts';
import type { Chance } from './random.ts';
import type { TruthRow } from './rows.ts';
import type { Shelves } from './taste.ts';
import { CATEGORIES } from './vocabulary/categories.ts';

export type Fraud = TruthRow['fraud'];

/** How many accounts in a thousand do what. */
const PER_THOUSAND: readonly (readonly [fraud: Fraud, accounts: number])[] = [
  ['reseller', 4],
  ['refund-abuse', 4],
  ['card-testing', 3],
];

/** Deals the few fraudulent accounts among all. */
export function dealFraud(chance: Chance, nCustomers: number): Fraud[] {
  const dealt = PER_THOUSAND.flatMap(([fraud, accounts]): Fraud[] =>
    Array.from({ length: Math.round((accounts * nCustomers) / 1000) }, () => fraud),
  );
  return chance.shuffle([...dealt, ...Array.from({ length: nCustomers - dealt.length }, (): Fraud => 'none')]);
}

/** Who abuses refunds sends back most of what they buy. */
export const returnRateOf = (fraud: Fraud, usual: number): number => (fraud === 'refund-abuse' ? 0.75 : usual);

const RESOLD = new Set(['electronics', 'beauty', 'baby']);

/** A reseller empties the shelf of one thing at the deepest discount, in the first minutes of the great sales. */
function resell(chance: Chance, customer: number, shelves: Shelves, firstDay: number): Order[] {
  const wanted = shelves.filter((_, i) => RESOLD.has(CATEGORIES[i]?.id ?? ''));
  const sales = [dayOf(2024, 6, 16), dayOf(2024, 11, 11), dayOf(2025, 6, 16), dayOf(2025, 11, 11)];
  return sales
    .filter((day) => day >= firstDay)
    .map((day): Order => {
      const product = chance.choose(chance.choose(wanted));
      const at = FIRST_DAY + day * DAY_MS + chance.integer(900) * 1000;
      const line = {
        product,
        quantity: 20 + chance.integer(16),
        unitPrice: Math.round(product.price * 0.6),
        discount: 0.4,
      };
      return { kind: 'order', at, customer, channel: 'app', lines: [line], refersTo: null };
    });
}

/** A stolen card is tried out: many small orders within minutes, then all of them cancelled by the bank. */
function testCards(chance: Chance, customer: number, shelves: Shelves, day: number): Order[] {
  const start = FIRST_DAY + day * DAY_MS + 3 * 3_600_000;
  return Array.from({ length: 5 + chance.integer(4) }, (_, i) => i).flatMap((i): Order[] => {
    const product = chance.choose(chance.choose(shelves));
    const line = { product, quantity: 1, unitPrice: product.price, discount: 0 };
    const order: Order = {
      kind: 'order',
      at: start + i * 70_000 + chance.integer(40_000),
      customer,
      channel: 'web',
      lines: [line],
      refersTo: null,
    };
    const back: Order = {
      ...order,
      kind: 'cancellation',
      at: order.at + 26 * 3_600_000,
      lines: [{ ...line, quantity: -1 }],
      refersTo: order,
    };
    return [order, back];
  });
}

/** The orders that an account has on top of its honest ones. */
export function fraudOrders(
  chance: Chance,
  fraud: Fraud,
  customer: number,
  shelves: Shelves,
  orderDays: readonly number[],
): Order[] {
  if (fraud === 'reseller') return resell(chance, customer, shelves, orderDays[0] ?? 0);
  return fraud === 'card-testing' ? testCards(chance, customer, shelves, orderDays.at(-1) ?? 0) : [];
}
