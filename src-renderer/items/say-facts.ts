import type { ItemFacts } from '../../src-main/contract/items.ts';
import { formatMoney, formatText, type Locale } from '../../src-main/contract/text.ts';
import { itemText } from './item-text.ts';

/** What a product costs and how many there are, as far as that is known. */
export function sayFacts(facts: ItemFacts | undefined, locale: Locale): string[] {
  const { price = null, currency = null, stock = null } = facts ?? {};
  return [
    ...(price === null ? [] : [formatMoney(price, currency, locale)]),
    ...(stock === null
      ? []
      : [
          stock > 0
            ? formatText(itemText.inStock, { n: stock }, locale)
            : formatText(itemText.soldOut, undefined, locale),
        ]),
  ];
}
