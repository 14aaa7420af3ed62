import { expect, it } from 'vitest';
import { sayFacts } from './say-facts.ts';

const facts = { price: 4.5, currency: 'GBP', stock: 1200, hasPicture: false };

it('says what a product costs and how many there are, each only where it is known', () => {
  expect(sayFacts(facts, 'en')).toEqual(['£4.50', '1,200 in stock']);
  expect(sayFacts({ ...facts, stock: 0 }, 'zh')).toEqual(['£4.50', '缺货']);
  expect(sayFacts({ ...facts, price: null, stock: 3 }, 'zh')).toEqual(['库存 3']);
  expect(sayFacts(undefined, 'en')).toEqual([]);
});
