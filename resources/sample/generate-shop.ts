import { drawBookings } from './bookings.ts';
import { dealTreatment } from './campaign.ts';
import { campaignRows, customerRows, productRows, reviewRows, truthRows } from './customer-files.ts';
import { dealPersonas } from './customers.ts';
import { dealFraud } from './fraud.ts';
import { completeOptions, type ShopOptions } from './options.ts';
import { orderRows } from './order-file.ts';
import { PERSONAS, type Persona } from './personas.ts';
import { drawProducts } from './products.ts';
import { chanceOf } from './random.ts';
import type { Shop } from './rows.ts';
import { drawAccount } from './shop-customer.ts';
import { shelve } from './taste.ts';

/** Parts of the seed's path: each part of the shop has chance of its own. Customers have 2. */
const PART = { products: 0, deals: 1, bookings: 3, files: 4 } as const;

/** Guests for each hundred customers: they order like anyone, but leave no name. */
const GUESTS_PER_HUNDRED = 3;

/**
 * Draws a whole shop with a known hidden truth: two years of orders, and all that belongs to them.
 *
 * @throws RangeError where an option is out of its bounds.
 */
export function generateShop(given: Partial<ShopOptions> = {}): Shop {
  const { seed, nCustomers, nProducts } = completeOptions(given);
  const products = drawProducts(chanceOf(seed, PART.products), nProducts);
  const shelves = shelve(products);
  const deals = chanceOf(seed, PART.deals);
  const personas = dealPersonas(deals, nCustomers);
  const frauds = dealFraud(deals, nCustomers);
  const treatments = dealTreatment(deals, nCustomers);
  const customerIds = deals.shuffle(Array.from({ length: nCustomers }, (_, i) => String(10_000 + 3 * i)));
  const accounts = personas.map((persona, i) =>
    drawAccount(seed, i, { persona, fraud: frauds[i] ?? 'none', treated: treatments[i] ?? false, shelves }),
  );
  const nGuests = Math.round((nCustomers * GUESTS_PER_HUNDRED) / 100);
  const guests = Array.from({ length: nGuests }, (_, i) => {
    const persona = PERSONAS[i % PERSONAS.length] as Persona;
    return drawAccount(seed, nCustomers + i, { persona, fraud: 'none', treated: false, shelves });
  });
  const bookings = drawBookings(chanceOf(seed, PART.bookings), shelves);
  const files = chanceOf(seed, PART.files);
  return {
    orders: orderRows(
      files,
      [...accounts, ...guests].flatMap(({ documents }) => documents).concat(bookings),
      customerIds,
    ),
    products: productRows(products),
    customers: customerRows(files, accounts, customerIds),
    reviews: reviewRows(accounts, customerIds),
    campaign: campaignRows(accounts, customerIds),
    truth: truthRows(accounts, customerIds),
  };
}
