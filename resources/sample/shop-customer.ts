import { aftermathOf } from './aftermath.ts';
import { shopper, type Order } from './baskets.ts';
import { END } from './calendar.ts';
import { applyMessage, inWindow, participate, type Participation } from './campaign.ts';
import { drawCustomer, type Customer } from './customers.ts';
import { fraudOrders, returnRateOf, type Fraud } from './fraud.ts';
import type { Persona } from './personas.ts';
import { chanceOf } from './random.ts';
import { drawReviews, type Review } from './reviews.ts';
import type { Shelves } from './taste.ts';

/** Everything that one customer did. */
export interface Account {
  readonly customer: Customer;
  readonly fraud: Fraud;
  readonly participation: Participation;
  /** Orders with their cancellations and returns. */
  readonly documents: readonly Order[];
  readonly reviews: readonly Review[];
}

/** The part of the seed's path that belongs to customers. */
const CUSTOMERS = 2;

/** Draws one customer with everything they do; each has chance of their own, so that none depends on another. */
export function drawAccount(
  seed: number,
  index: number,
  { persona, fraud, treated, shelves }: { persona: Persona; fraud: Fraud; treated: boolean; shelves: Shelves },
): Account {
  const chance = chanceOf(seed, CUSTOMERS, index);
  const customer = drawCustomer(chance, persona);
  const drawOrder = shopper(chance, customer, index, shelves);
  const usual = [
    ...customer.orderDays.map(drawOrder),
    ...fraudOrders(chance, fraud, index, shelves, customer.orderDays),
  ];
  const participation = participate(
    chance,
    customer,
    treated,
    usual.some((order) => order.kind === 'order' && inWindow(order)),
  );
  const orders = applyMessage(chance, usual, participation, drawOrder);
  const returnRate = returnRateOf(fraud, customer.habits.returns);
  const documents = orders.flatMap((order) => [
    order,
    ...(order.kind === 'order' && fraud !== 'card-testing' ? aftermathOf(chance, order, returnRate) : []),
  ]);
  const kept = documents.filter(({ at }) => at < END);
  return { customer, fraud, participation, documents: kept, reviews: drawReviews(chance, customer, index, kept) };
}
