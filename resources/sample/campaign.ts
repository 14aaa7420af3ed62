import type { Order } from './baskets.ts';
import { DAY_MS, FIRST_DAY, dayOf } from './calendar.ts';
import type { Customer } from './customers.ts';
import type { Persona } from './personas.ts';
import type { Chance } from './random.ts';

/** The message went out on the morning of Monday, 13 October 2025; what counts is ordering in the two weeks after. */
export const SENT_DAY = dayOf(2025, 10, 13);
export const SENT_AT = FIRST_DAY + SENT_DAY * DAY_MS + 9.5 * 3_600_000;
export const WINDOW_DAYS = 14;
export const WINDOW_END = SENT_AT + WINDOW_DAYS * DAY_MS;

export const inWindow = ({ at }: Order): boolean => at >= SENT_AT && at < WINDOW_END;

/** One customer's part in the campaign, both outcomes known. */
export interface Participation {
  readonly treated: boolean;
  readonly opened: boolean;
  readonly clicked: boolean;
  readonly convertsWithout: boolean;
  readonly convertsWith: boolean;
}

/** Half of all customers, at random. */
export function dealTreatment(chance: Chance, nCustomers: number): boolean[] {
  return chance.shuffle(Array.from({ length: nCustomers }, (_, i) => i % 2 === 0));
}

/** Whether the customer had left before the message went out. */
export const hasLeft = ({ leaving }: Customer): boolean => leaving <= SENT_DAY;

/** The effects on a customer, mixed as the customer is; who has left seldom reads it and is not won back. */
function effectsOn(customer: Customer): Pick<Persona, 'opens' | 'won' | 'putOff'> {
  const { persona, alsoLike, purity } = customer;
  const mix = (of: (persona: Persona) => number): number =>
    purity * of(persona) + (1 - purity) * of(alsoLike ?? persona);
  if (hasLeft(customer)) return { opens: 0.3 * mix((x) => x.opens), won: 0, putOff: 0 };
  return { opens: mix((x) => x.opens), won: mix((x) => x.won), putOff: mix((x) => x.putOff) };
}

/**
 * Decides what the message does: of those who would not order it wins a few, of those who would it puts a few off.
 *
 * @param convertsWithout whether the customer orders in the two weeks anyway.
 */
export function participate(
  chance: Chance,
  customer: Customer,
  treated: boolean,
  convertsWithout: boolean,
): Participation {
  const { opens, won, putOff } = effectsOn(customer);
  const convertsWith = convertsWithout ? !chance.happens(putOff) : chance.happens(won);
  const wonOver = convertsWith && !convertsWithout;
  const opened = wonOver || chance.happens(opens);
  const clicked = wonOver || (opened && chance.happens(convertsWith ? 0.45 : 0.12));
  return { treated, opened: treated && opened, clicked: treated && clicked, convertsWithout, convertsWith };
}

/**
 * The orders of a treated customer, changed by what the message did.
 *
 * @param drawOrder draws one more order, on a day.
 */
export function applyMessage(
  chance: Chance,
  orders: readonly Order[],
  { treated, convertsWithout, convertsWith }: Participation,
  drawOrder: (day: number) => Order,
): Order[] {
  if (!treated || convertsWith === convertsWithout) return [...orders];
  if (convertsWithout) return orders.filter((order) => !inWindow(order));
  return [...orders, drawOrder(SENT_DAY + 1 + Math.min(chance.poisson(2), WINDOW_DAYS - 2))];
}

/** What the message is expected to add for a customer, given the share of those like them who order anyway. */
export function expectedUplift(customer: Customer, shareWithout: number): number {
  const { won, putOff } = effectsOn(customer);
  return (1 - shareWithout) * won - shareWithout * putOff;
}
