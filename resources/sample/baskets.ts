import { DAY_MS, FIRST_DAY, PROMOTION } from './calendar.ts';
import type { Customer } from './customers.ts';
import { CHANNELS } from './personas.ts';
import type { Product } from './products.ts';
import type { Chance } from './random.ts';
import { chooser, type Shelves } from './taste.ts';
import type { Code } from './vocabulary/categories.ts';

/** One line of an order, before it is written out. */
export interface Line {
  readonly product: Product | Code;
  readonly quantity: number;
  /** What was paid for one, in cents. */
  readonly unitPrice: number;
  readonly discount: number;
}

/** One document of the shop: an order, its cancellation, or a return. */
export interface Order {
  readonly kind: 'order' | 'cancellation' | 'return';
  /** Wall-clock time in epoch milliseconds. */
  readonly at: number;
  /** A position in the shop's customers, or −1 where nobody is named. */
  readonly customer: number;
  readonly channel: string;
  readonly lines: readonly Line[];
  /** What a cancellation or a return is about. */
  readonly refersTo: Order | null;
}

/** Draws what one customer buys, order by order. */
export function shopper(chance: Chance, customer: Customer, index: number, shelves: Shelves): (day: number) => Order {
  const { habits } = customer;
  const choose = chooser(chance, customer, shelves);

  function drawLine(day: number, basket: Set<Product>): Line {
    const product = choose(day, basket);
    basket.add(product);
    const discount = drawDiscount(chance, habits.discount, PROMOTION[day] as number);
    const quantity = 1 + chance.poisson(habits.extraPieces);
    return { product, quantity, unitPrice: Math.round(product.price * (1 - discount)), discount };
  }

  return (day) => {
    const at = FIRST_DAY + day * DAY_MS + chance.pick(habits.hours) * 3_600_000 + chance.integer(3600) * 1000;
    const nLines = Math.min(60, 1 + chance.poisson(habits.extraLines));
    const basket = new Set<Product>();
    const lines = Array.from({ length: nLines }, () => drawLine(day, basket));
    const channel = CHANNELS[chance.pick(habits.channels)] as string;
    return {
      kind: 'order',
      at,
      customer: index,
      channel,
      lines: [...lines, ...extras(chance, lines, habits.giftWrap)],
      refersTo: null,
    };
  };
}

const DISCOUNTS = [0.1, 0.15, 0.2, 0.3, 0.4];

function drawDiscount(chance: Chance, affinity: number, promotion: number): number {
  const inPromotion = promotion > 0 && chance.happens(0.3 + 0.3 * Math.min(1, promotion));
  if (!inPromotion && !chance.happens(affinity)) return 0;
  return DISCOUNTS[chance.pick(inPromotion ? [1, 2, 4, 3, 2] : [5, 4, 2, 1, 0])] as number;
}

/** Orders below this many cents pay for their postage. */
const FREE_POSTAGE = 1500;

const service = (product: Code, unitPrice: number, quantity = 1): Line => ({
  product,
  quantity,
  unitPrice,
  discount: 0,
});

/** Lines that are no products: postage, gift wrapping, now and then a free sample. */
function extras(chance: Chance, lines: readonly Line[], giftWrap: number): Line[] {
  const value = lines.reduce((sum, { quantity, unitPrice }) => sum + quantity * unitPrice, 0);
  const added: Line[] = [];
  if (chance.happens(giftWrap)) added.push(service('GIFT-WRAP', 350));
  if (value < FREE_POSTAGE) added.push(service('POSTAGE', 490));
  if (chance.happens(0.006)) added.push(service('SAMPLE', 0));
  return added;
}
