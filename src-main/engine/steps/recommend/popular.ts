import { z } from 'zod';
import { ClienteleError } from '../../../contract/errors.ts';
import { stepText } from '../define.ts';
import { defineRecommender, excludeSeenParameter, listMemory, listParameters } from './define-recommender.ts';
import type { Interactions } from './interactions.ts';
import { plainCount } from './reasons.ts';
import { orderedByScore, walkDown } from './shop-ranking.ts';
import { recommenderText } from './texts.ts';
import type { Weighting } from './weights.ts';

/** Recommends to everyone what most customers buy. O(nEntries + nItems log nItems). */
const text = stepText({
  title: { en: 'Popular items', zh: '热门商品' },
  summary: {
    en: 'Recommends what most customers buy, lately if you like.',
    zh: '推荐大多数顾客购买的商品，可偏重近期。',
  },
  about: {
    en: 'Everyone gets the same ranking, less what they have bought already. It is the yardstick for every other recommender: one that is no better than this has learned nothing about single customers. It is also what to show to people of whom nothing is known.\n\nWith a **half-life**, a purchase counts half after so many days, so that the list follows the season.',
    zh: '每位顾客得到同一个排名（去掉已经买过的商品）。它是衡量其他推荐方法的基准：若不比它更好，就说明没有学到顾客之间的差别。对一无所知的访客，也适合展示这个列表。\n\n设置**半衰期**后，一次购买每过这么多天权重减半，列表会随季节变化。',
  },
  parameters: {
    measure: {
      label: { en: 'Popular by', zh: '热门依据' },
      help: { en: 'What is counted for each item.', zh: '对每件商品统计的内容。' },
      options: {
        customers: { en: 'Customers', zh: '顾客数' },
        orders: { en: 'Orders', zh: '订单数' },
        quantity: { en: 'Quantity', zh: '件数' },
        amount: { en: 'Amount', zh: '金额' },
      },
    },
    halfLifeDays: {
      label: { en: 'Half-life', zh: '半衰期' },
      help: {
        en: 'After so many days before the newest purchase, a customer’s last purchase of an item counts half. Empty: all count alike.',
        zh: '以最新一次购买为准，顾客对某商品的最后一次购买每早这么多天，权重减半。留空则同等计算。',
      },
      unit: { en: 'days', zh: '天' },
    },
  },
  messages: {
    customers: { en: 'Bought by {count} customers', zh: '有 {count} 位顾客购买' },
    orders: { en: 'In {count} orders', zh: '出现在 {count} 笔订单中' },
    quantity: { en: '{count} sold', zh: '售出 {count} 件' },
    amount: { en: '{count} in sales', zh: '销售额 {count}' },
    'customers-lately': {
      en: 'Bought by {count} customers, lately above all',
      zh: '有 {count} 位顾客购买，以近期为主',
    },
    'orders-lately': { en: 'In {count} orders, lately above all', zh: '出现在 {count} 笔订单中，以近期为主' },
    'quantity-lately': { en: '{count} sold, lately above all', zh: '售出 {count} 件，以近期为主' },
    'amount-lately': { en: '{count} in sales, lately above all', zh: '销售额 {count}，以近期为主' },
  },
});

const measures = ['customers', 'orders', 'quantity', 'amount'] as const;
type Measure = (typeof measures)[number];

const WEIGHTINGS: Readonly<Record<Measure, Weighting>> = {
  customers: 'binary',
  orders: 'orders',
  quantity: 'quantity',
  amount: 'amount',
};

const parameters = z.object({
  measure: z
    .enum(measures)
    .default('customers')
    .meta({ ...text.parameter('measure'), tune: 'customers, orders' }),
  halfLifeDays: z
    .number()
    .min(0.1)
    .max(36_500)
    .nullable()
    .default(null)
    .meta({ ...text.parameter('halfLifeDays'), tune: 'none, 7, 30, 90, 180' }),
  excludeSeen: excludeSeenParameter,
  ...listParameters,
});

interface Popularity {
  readonly measure: Measure;
  readonly decayed: boolean;
  /** What was counted for each item, without and with decay. */
  readonly totals: Float64Array;
  readonly scores: Float64Array;
  /** Items by score, the highest first. */
  readonly order: Int32Array;
}

export const popular = defineRecommender({
  id: 'recommend.popular',
  version: 2,
  text,
  references: [],
  parameters,
  weighting: ({ measure }) => WEIGHTINGS[measure],
  excludeSeen: ({ excludeSeen }) => excludeSeen,
  memory: listMemory,
  fit: (_context, interactions, { measure, halfLifeDays }): Popularity => ({
    measure,
    decayed: halfLifeDays !== null,
    ...countItems(interactions, halfLifeDays),
  }),
  recommend: (context, learned, request) => walkDown(learned, request, context),
  explain: ({ scores }, _history, item) => [{ item: null, share: scores[item] ?? 0 }],
  reason: ({ measure, decayed, totals }, _history, item) =>
    text.message(decayed ? `${measure}-lately` : measure, { count: plainCount(Math.round(totals[item] ?? 0)) }),
});

const DAY_MS = 86_400_000;

/**
 * Counts each item, a customer's part halving with every half-life between their last purchase of it and the newest of all.
 *
 * @throws missing-role where a half-life is asked for and there are no times.
 */
export function countItems(
  { items, rows }: Pick<Interactions, 'items' | 'rows'>,
  halfLifeDays: number | null,
): Pick<Popularity, 'totals' | 'scores' | 'order'> {
  if (halfLifeDays !== null && Number.isNaN(rows.asOf)) {
    throw new ClienteleError('missing-role', { table: recommenderText.input('interactions'), role: 'time' });
  }
  const [totals, scores] = [new Float64Array(items.length), new Float64Array(items.length)];
  rows.columns.forEach((item, entry) => {
    const value = rows.values[entry] as number;
    const ageDays = (rows.asOf - (rows.last[entry] as number)) / DAY_MS;
    const part = halfLifeDays === null ? 1 : 2 ** (-ageDays / halfLifeDays);
    totals[item] = (totals[item] as number) + value;
    // An interaction without a time cannot be called recent.
    scores[item] = (scores[item] as number) + value * (Number.isNaN(part) ? 0 : part);
  });
  return { totals, scores, order: orderedByScore(scores) };
}
