import type { Customer } from './customers.ts';
import type { Product } from './products.ts';
import type { Chance } from './random.ts';
import { CATEGORIES } from './vocabulary/categories.ts';

/** Products by category, so that one can be drawn in a few steps. */
export type Shelves = readonly (readonly Product[])[];

export const shelve = (products: readonly Product[]): Shelves =>
  CATEGORIES.map((_, category) => products.filter((product) => product.category === category));

/** How often a thing is bought that was bought before, where it is used up and where it lasts. */
const LOYALTY = { consumable: 0.55, lasting: 0.08 };

/** How much things are wanted that are not of the customer's own look, or not for the child's age. */
const OTHER_LOOK = 0.15;
const OTHER_AGE = 0.12;

const BABY = CATEGORIES.findIndex(({ id }) => id === 'baby');
const TOYS = CATEGORIES.findIndex(({ id }) => id === 'toys');
const STAGE_DAYS = 150;
const OLDEST_AT_ARRIVAL = 120;

/**
 * Draws the products that one customer takes: category by the customer's taste, then one they know or one they like.
 *
 * @returns draws a product for a day that is not yet in the basket, as long as there is one.
 */
export function chooser(
  chance: Chance,
  { persona, habits, looks, arrival }: Customer,
  shelves: Shelves,
): (day: number, basket: ReadonlySet<Product>) => Product {
  const known = CATEGORIES.map((): Product[] => []);
  const ageAtArrival = chance.integer(OLDEST_AT_ARRIVAL);

  /** As a child grows, things for babies give way to toys. */
  function tastesOn(day: number): readonly number[] {
    if (persona.id !== 'new-parent') return habits.categories;
    const moved = (habits.categories[BABY] as number) * 0.5 * (1 - Math.exp(-Math.max(0, day - arrival) / 500));
    return habits.categories.map((share, i) => (i === BABY ? share - moved : i === TOYS ? share + moved : share));
  }

  function suitsAge({ category, noun }: Product, day: number): boolean {
    const stage = Math.min(2, Math.floor((ageAtArrival + Math.max(0, day - arrival)) / STAGE_DAYS));
    return category !== BABY || noun.stage === stage;
  }

  function wish(product: Product, day: number): number {
    const wanted = product.popularity * (OTHER_LOOK + (looks[product.look] as number));
    return suitsAge(product, day) ? wanted : wanted * OTHER_AGE;
  }

  return (day, basket) => {
    const category = chance.pick(tastesOn(day));
    const shelf = shelves[category] as readonly Product[];
    const before = known[category] as Product[];
    const loyalty = CATEGORIES[category]?.consumable ? LOYALTY.consumable : LOYALTY.lasting;
    if (before.length > 0 && chance.happens(loyalty)) {
      const again = chance.choose(before);
      if (!basket.has(again) && suitsAge(again, day)) return again;
    }
    const wishes = shelf.map((candidate) => (basket.has(candidate) ? 0 : wish(candidate, day)));
    const product = shelf[chance.pick(wishes)] as Product;
    before.push(product);
    return product;
  };
}
