import { createHash } from 'node:crypto';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { csvChunks } from './csv.ts';
import { generateShop } from './generate-shop.ts';
import { completeOptions, MOST_PRODUCTS } from './options.ts';
import { PERSONAS } from './personas.ts';
import type { Shop } from './rows.ts';
import { SHOP_FILES, writeShop } from './write-shop.ts';

const hashOf = (shop: Shop): string => {
  const hash = createHash('sha256');
  for (const name of SHOP_FILES) for (const chunk of csvChunks(shop[name])) hash.update(chunk);
  return hash.digest('hex').slice(0, 16);
};

const SMALL = { seed: 3, nCustomers: 60, nProducts: 40 };
const isText = (values: readonly unknown[]): boolean => values.every((value) => typeof value === 'string' && value);

describe('the sample shop', () => {
  const shop = generateShop();
  const { orders, products, customers, reviews, campaign, truth } = shop;
  const kindOf = (id: string): string => id.replace(/\d+/, '') || 'order';

  it('is as large as its description says', () => {
    expect([customers.length, products.length, truth.length, campaign.length]).toEqual([2000, 400, 2000, 2000]);
    expect(orders.length).toBeGreaterThan(55_000);
    expect(orders.length).toBeLessThan(65_000);
    expect(reviews.length).toBeGreaterThan(1500);
    const years = new Set(orders.map(({ orderedAt }) => orderedAt.slice(0, 4)));
    expect([...years]).toEqual(['2024', '2025']);
  });

  it('stays what it was when the steps were tuned on it', () => {
    expect(hashOf(shop)).toBe('97c76735bedd3c23');
  });

  it('names products in English and Chinese', () => {
    expect(isText(products.map(({ description }) => description))).toBe(true);
    for (const { productNameZh, descriptionZh, categoryZh } of products)
      expect(productNameZh + descriptionZh + categoryZh).toMatch(/^\p{Script=Han}/u);
    expect(new Set(products.map(({ productId }) => productId)).size).toBe(400);
  });

  it('has what real order files have: returns, cancellations, guests, postage and lines exported twice', () => {
    const kinds = Map.groupBy(orders, ({ orderId }) => kindOf(orderId));
    expect([...kinds.keys()].sort()).toEqual(['C', 'R', 'order']);
    for (const kind of ['C', 'R']) expect(kinds.get(kind)?.every(({ quantity }) => quantity < 0)).toBe(true);
    expect(orders.some(({ customerId, category }) => customerId === '' && category !== '')).toBe(true);
    expect(orders.some(({ category }) => category === '')).toBe(true);
    const lines = new Set(orders.map((row) => JSON.stringify(row)));
    expect(orders.length - lines.size).toBeGreaterThan(100);
    const sold = new Set(kinds.get('order')?.map(({ orderId }) => orderId));
    expect(kinds.get('R')?.every(({ orderId }) => sold.has(orderId.slice(1)))).toBe(true);
  });

  it('knows the truth about every customer', () => {
    expect(truth.map(({ customerId }) => customerId)).toEqual(customers.map(({ customerId }) => customerId));
    const counts = Map.groupBy(truth, ({ persona }) => persona);
    for (const { id, share } of PERSONAS) {
      const all = PERSONAS.reduce((sum, persona) => sum + persona.share, 0);
      expect((counts.get(id)?.length ?? 0) / truth.length).toBeCloseTo(share / all, 1);
    }
    expect(truth.filter(({ fraud }) => fraud !== 'none').length).toBeGreaterThan(10);
    expect(truth.every(({ alsoLike, purity }) => (alsoLike === '' ? purity === 1 : purity > 0.5 && purity < 1))).toBe(
      true,
    );
  });

  it('shows of each customer the one outcome of the campaign that came about', () => {
    const truthOf = new Map(truth.map((row) => [row.customerId, row]));
    for (const { customerId, treatment, converted, sentAt, spend } of campaign) {
      const known = truthOf.get(customerId);
      expect(converted).toBe(treatment === 'treatment' ? known?.convertsWith : known?.convertsWithout);
      expect(sentAt === '').toBe(treatment === 'control');
      expect(spend > 0).toBe(converted);
    }
    const treated = campaign.filter(({ treatment }) => treatment === 'treatment').length;
    expect(treated / campaign.length).toBeCloseTo(0.5, 1);
  });

  it('is reviewed in both languages, by buyers', () => {
    const bought = new Set(orders.map(({ customerId, productId }) => `${customerId} ${productId}`));
    expect(reviews.every(({ customerId, productId }) => bought.has(`${customerId} ${productId}`))).toBe(true);
    expect(new Set(reviews.map(({ language }) => language))).toEqual(new Set(['en', 'zh']));
    for (const { language, reviewText, rating } of reviews) {
      expect(/\p{Script=Han}/u.test(reviewText)).toBe(language === 'zh');
      expect([1, 2, 3, 4, 5]).toContain(rating);
    }
  });
});

it('is the same for the same seed, and another for another', () => {
  expect(hashOf(generateShop(SMALL))).toBe(hashOf(generateShop(SMALL)));
  expect(hashOf(generateShop(SMALL))).not.toBe(hashOf(generateShop({ ...SMALL, seed: 4 })));
});

it('comes in any size within its bounds, and refuses others by name', () => {
  const { customers, products } = generateShop(SMALL);
  expect([customers.length, products.length]).toEqual([60, 40]);
  expect(generateShop({ nCustomers: 1, nProducts: 10 }).customers).toHaveLength(1);
  expect(generateShop({ nCustomers: 5, nProducts: MOST_PRODUCTS }).products).toHaveLength(MOST_PRODUCTS);
  for (const bad of [{ seed: -1 }, { nCustomers: 0 }, { nProducts: MOST_PRODUCTS + 1 }, { nCustomers: 1.5 }])
    expect(() => completeOptions(bad)).toThrow(new RegExp(`^${Object.keys(bad)[0] ?? ''} must`));
});

it('is written as one CSV file a table, quoted where it must be', async () => {
  const folder = await mkdtemp(path.join(os.tmpdir(), 'clientele-shop-'));
  try {
    const counts = await writeShop(folder, SMALL);
    for (const name of SHOP_FILES) {
      const lines = (await readFile(path.join(folder, `${name}.csv`), 'utf8')).trimEnd().split('\n');
      expect(lines.length, name).toBe(counts[name] + 1);
      expect(lines[0], name).toMatch(/^[a-z_]+(,[a-z_]+)+$/);
    }
    expect([...csvChunks([{ someText: 'a "b", c', nothing: null, n: 1.5 }])].join('')).toBe(
      'some_text,nothing,n\n"a ""b"", c",,1.5\n',
    );
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
});
