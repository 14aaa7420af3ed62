import type { Order } from './baskets.ts';
import { DAY_MS, FIRST_DAY, N_DAYS } from './calendar.ts';
import type { Chance } from './random.ts';
import type { Shelves } from './taste.ts';
import type { Code } from './vocabulary/categories.ts';

/** The first working day that a booking of a month can fall on, and how long a month is, near enough. */
const MONTH_DAYS = 30.4;

function booking(chance: Chance, day: number, line: Order['lines'][number]): Order {
  const at =
    FIRST_DAY +
    Math.min(N_DAYS - 1, Math.floor(day)) * DAY_MS +
    (8 + chance.integer(9)) * 3_600_000 +
    chance.integer(3600) * 1000;
  return { kind: 'order', at, customer: -1, channel: 'web', lines: [line], refersTo: null };
}

const charge = (product: Code, quantity: number, unitPrice: number): Order['lines'][number] => ({
  product,
  quantity,
  unitPrice,
  discount: 0,
});

/** The shop's own lines in the file: bank charges, goodwill, and stock that was found or lost. No customer, no sale. */
export function drawBookings(chance: Chance, shelves: Shelves): Order[] {
  return Array.from({ length: Math.floor(N_DAYS / MONTH_DAYS) }, (_, month) => month * MONTH_DAYS).flatMap((day) => [
    booking(chance, day + 29, charge('BANK-CHARGES', -1, 1500 + chance.integer(4000))),
    booking(chance, day + chance.integer(29), charge('DISCOUNT', -1, 500 + chance.integer(1500))),
    booking(chance, day + chance.integer(29), charge('ADJUST', 1, 1000 + chance.integer(9000))),
    ...Array.from({ length: 2 }, () => {
      const product = chance.choose(chance.choose(shelves));
      const quantity = chance.happens(0.7) ? -1 - chance.integer(30) : 1 + chance.integer(20);
      return booking(chance, day + chance.integer(29), { product, quantity, unitPrice: 0, discount: 0 });
    }),
  ]);
}
