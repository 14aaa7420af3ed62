import { texts } from '../i18n/texts.ts';

/** The words of products on cards and in lists. */
export const itemText = texts({
  inStock: { en: '{n, number} in stock', zh: '库存 {n, number}' },
  soldOut: { en: 'Out of stock', zh: '缺货' },
});
