import { CATEGORIES, variantsOf } from './vocabulary/categories.ts';

/** What a sample shop is made from; the same options give the same shop. */
export interface ShopOptions {
  readonly seed: number;
  readonly nCustomers: number;
  readonly nProducts: number;
}

export const DEFAULT_OPTIONS: ShopOptions = { seed: 7, nCustomers: 2000, nProducts: 400 };

/** The vocabulary names no more products than this. */
export const MOST_PRODUCTS =
  CATEGORIES.length *
  Math.min(...CATEGORIES.map((words) => words.nouns.length * words.styles.length * variantsOf(words).length));

/** Bounds of each option, both included. */
export const OPTION_BOUNDS: Readonly<Record<keyof ShopOptions, readonly [least: number, most: number]>> = {
  seed: [0, 2 ** 32 - 1],
  nCustomers: [1, 100_000],
  nProducts: [CATEGORIES.length, MOST_PRODUCTS],
};

/**
 * Fills in what is not given.
 *
 * @throws RangeError that names the option.
 */
export function completeOptions(given: Partial<ShopOptions>): ShopOptions {
  const options = { ...DEFAULT_OPTIONS, ...given };
  for (const [name, [least, most]] of Object.entries(OPTION_BOUNDS)) {
    const value = options[name as keyof ShopOptions];
    if (Number.isInteger(value) && value >= least && value <= most) continue;
    throw new RangeError(`${name} must be a whole number from ${least} to ${most}, not ${value}`);
  }
  return options;
}
