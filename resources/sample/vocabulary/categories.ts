import { baby } from './baby.ts';
import { beauty } from './beauty.ts';
import { electronics } from './electronics.ts';
import { fashion } from './fashion.ts';
import { gifts } from './gifts.ts';
import { groceries } from './groceries.ts';
import { home } from './home.ts';
import { household } from './household.ts';
import { sports } from './sports.ts';
import { toys } from './toys.ts';
import type { CategoryWords, Words } from './words.ts';

/** The shop's categories; every persona's tastes are shares in this order. */
export const CATEGORIES: readonly CategoryWords[] = [
  groceries,
  household,
  baby,
  toys,
  fashion,
  beauty,
  electronics,
  home,
  gifts,
  sports,
];

/** Pack sizes, for when a category needs more products than it has pairs of style and noun. */
const PACKS: readonly Words[] = [
  ['', ''],
  [', Pack of 2', '（2件装）'],
  [', Pack of 3', '（3件装）'],
  [', Pack of 6', '（6件装）'],
  [', Refill', '（补充装）'],
  [', Trial Size', '（试用装）'],
  [', Gift Box', '（礼盒装）'],
];

const COLOURS: readonly Words[] = [
  ['', ''],
  [' in Sage', '（鼠尾草绿）'],
  [' in Navy', '（藏青）'],
  [' in Sand', '（沙色）'],
  [' in Coral', '（珊瑚红）'],
  [' in Charcoal', '（炭灰）'],
  [' in Ivory', '（象牙白）'],
];

/** Ways in which the same product comes; the first is plain. */
export const variantsOf = ({ consumable }: CategoryWords): readonly Words[] => (consumable ? PACKS : COLOURS);

/** Codes on order lines that are no products. */
export const CODES = {
  POSTAGE: 'Postage and packing',
  'GIFT-WRAP': 'Gift wrapping',
  SAMPLE: 'Free sample',
  DISCOUNT: 'Goodwill discount',
  'BANK-CHARGES': 'Bank charges',
  ADJUST: 'Stock adjustment',
} as const;

export type Code = keyof typeof CODES;

export const CITIES: readonly string[] = [
  'Singapore',
  'Hong Kong',
  'Kuala Lumpur',
  'Penang',
  'Taipei',
  'Shanghai',
  'Shenzhen',
  'Chengdu',
  'Sydney',
  'Melbourne',
  'Vancouver',
  'Toronto',
  'London',
  'Manchester',
];

/** How many of the shop's customers live in each city, roughly. */
export const CITY_WEIGHTS: readonly number[] = [16, 12, 9, 4, 8, 11, 8, 5, 7, 6, 5, 4, 7, 3];
