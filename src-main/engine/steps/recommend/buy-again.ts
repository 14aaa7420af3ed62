import { z } from 'zod';
import { stepText } from '../define.ts';
import { defineRecommender, listMemory, listParameters } from './define-recommender.ts';
import { wholeDays } from './reasons.ts';
import { historyOf, type Histories, type RankedItems, type RecommendRequest, type UserHistory } from './recommender.ts';
import { TopItems } from '../../maths/top-items.ts';

/**
 * Repeat purchases: how often a customer takes an item, whether it is about time again, and how many customers of the item
 * ever come back for it. O(nEntries).
 *
 * Bhagat et al. (2018), Buy it again: modeling repeat purchase recommendations (the modified Poisson–Gamma model).
 * Departure from the paper: the prior's shape is 1 and its rate an item's mean gap, smoothed towards that of all items, in place of
 * a fit by maximum likelihood; a customer's own gap counts the item's as one more observation.
 */
const text = stepText({
  title: { en: 'Buy again', zh: '再次购买' },
  summary: {
    en: 'Reminds customers of what they buy regularly and may need again.',
    zh: '提醒顾客定期购买、可能又需要的商品。',
  },
  about: {
    en: 'Recommends items from a customer’s own history. Each is scored by how many purchases to expect in the next 30 days: the customer’s own **frequency**, the **gap** between their purchases against the days since the last one (an item that is due counts most), and the share of the item’s customers who ever **came back** for it.\n\nUse it for what is used up: food, cosmetics, supplies. Compare it with other recommenders with *bought items masked* switched off, since it proposes nothing new.',
    zh: '从顾客自己的历史中推荐商品。得分是未来 30 天预期的购买次数：顾客自己的购买**频率**、购买**间隔**与距上次购买天数的对比（快到期的商品得分最高），以及该商品的顾客中有多少会**再次购买**。\n\n适合会用完的商品：食品、化妆品、耗材。与其他方法比较时请关闭“屏蔽已购商品”，因为它不推荐新商品。',
  },
  parameters: {
    minOrders: {
      label: { en: 'Bought at least', zh: '至少购买' },
      help: {
        en: 'How many separate orders of an item it takes before it is proposed again.',
        zh: '同一商品至少出现在多少笔订单中才会再次推荐。',
      },
      unit: { en: 'orders', zh: '笔订单' },
    },
    smoothing: {
      label: { en: 'Smoothing', zh: '平滑' },
      help: {
        en: 'How many observations the average of all items counts for when an item’s own gap and return share are estimated.',
        zh: '估计单个商品的间隔与回购率时，全部商品的平均值相当于多少个观测。',
      },
      advanced: true,
    },
  },
  messages: {
    once: {
      en: 'Bought once, {since, plural, one {# day} other {# days}} ago; others take it again after about {gap, plural, one {# day} other {# days}}',
      zh: '{since, number} 天前买过一次；其他顾客约 {gap, number} 天后再买',
    },
    often: {
      en: 'Bought {times, number} times, about every {gap, plural, one {day} other {# days}}, last {since, plural, =0 {today} one {# day ago} other {# days ago}}',
      zh: '买过 {times, number} 次，约每 {gap, number} 天一次，上次在 {since, number} 天前',
    },
  },
});

const parameters = z.object({
  minOrders: z
    .int()
    .min(1)
    .max(1000)
    .default(1)
    .meta({ ...text.parameter('minOrders'), tune: '1, 2, 3' }),
  smoothing: z
    .number()
    .min(0.1)
    .max(1000)
    .default(5)
    .meta({ ...text.parameter('smoothing'), tune: '1, 5, 20, 100' }),
  ...listParameters,
});

const DAY_MS = 86_400_000;

/** Where no item was ever bought twice there is no gap to learn; a month then stands in. */
const GAP_WITHOUT_DATA_DAYS = 30;

/** What is known of repeat purchases of each item. */
export interface RepeatHabits {
  readonly minOrders: number;
  /** Share of an item's customers who bought it again. */
  readonly returnShare: Float64Array;
  /** Mean days between two purchases of an item by one customer, at least one. */
  readonly gapDays: Float64Array;
}

export const buyAgain = defineRecommender({
  id: 'recommend.buy-again',
  version: 2,
  text,
  references: ['doi:10.1145/3219819.3219891'],
  parameters,
  roles: ['time'],
  weighting: () => 'orders',
  excludeSeen: () => false,
  memory: listMemory,
  fit: (_context, { rows }, { minOrders, smoothing }): RepeatHabits => ({ minOrders, ...learnHabits(rows, smoothing) }),
  recommend: (context, learned, request) =>
    rankOwnItems(learned, request, () => {
      context.signal.throwIfAborted();
    }),
  explain: (learned, history, item) => [{ item, share: repeatScore(learned, history, history.items.indexOf(item)) }],
  reason(learned, history, item) {
    const at = history.items.indexOf(item);
    const times = history.occasions[at] ?? 0;
    const since = Math.floor(daysSince(history, at));
    if (times < 2) return text.message('once', { since, gap: wholeDays(learned.gapDays[item] ?? 0) });
    return text.message('often', { times, since, gap: wholeDays(spanDays(history, at) / (times - 1)) });
  },
});

/** Learns how long customers wait and how many come back, item by item, each drawn towards the average of all. */
export function learnHabits(
  { nColumns: nItems, columns, occasions, first, last }: Histories,
  smoothing: number,
): Omit<RepeatHabits, 'minOrders'> {
  const [buyers, returned] = [new Float64Array(nItems), new Float64Array(nItems)];
  const [nGaps, days] = [new Float64Array(nItems), new Float64Array(nItems)];
  const add = (sums: Float64Array, item: number, value: number) => (sums[item] = (sums[item] as number) + value);
  columns.forEach((item, entry) => {
    const times = occasions[entry] as number;
    const span = ((last[entry] as number) - (first[entry] as number)) / DAY_MS;
    add(buyers, item, 1);
    if (times < 2 || Number.isNaN(span)) return;
    add(returned, item, 1);
    add(nGaps, item, times - 1);
    add(days, item, span);
  });
  const total = (sums: Float64Array) => sums.reduce((sum, value) => sum + value, 0);
  const meanGap = total(nGaps) > 0 ? total(days) / total(nGaps) : GAP_WITHOUT_DATA_DAYS;
  const meanReturn = total(buyers) > 0 ? total(returned) / total(buyers) : 0;
  const draw = (sum: number, count: number, mean: number) => (sum + smoothing * mean) / (count + smoothing);
  return {
    returnShare: buyers.map((count, item) => draw(returned[item] as number, count, meanReturn)),
    gapDays: nGaps.map((count, item) => Math.max(1, draw(days[item] as number, count, meanGap))),
  };
}

const spanDays = ({ first, last }: UserHistory, at: number): number =>
  ((last[at] as number) - (first[at] as number)) / DAY_MS;
const daysSince = ({ asOf, last }: UserHistory, at: number): number => (asOf - (last[at] as number)) / DAY_MS;

/**
 * The purchases to expect in 30 days of entry `at` of a history, times the share of customers who come back for the item; 0 where it
 * is not in the history or has no time.
 *
 * With k orders over s days, the last one t days ago, an item gap g and an own gap h = (s + g) / k: returnShare · 30 (k + 1) / (s + w + g), where
 * w = 2|h − t| while t < 2h, else t. The rate is highest when t = h.
 */
export function repeatScore(
  { minOrders, returnShare, gapDays }: RepeatHabits,
  history: UserHistory,
  at: number,
): number {
  const times = history.occasions[at] ?? 0;
  const [span, since] = [spanDays(history, at), daysSince(history, at)];
  if (times < minOrders || Number.isNaN(span)) return 0;
  const item = history.items[at] as number;
  const gap = gapDays[item] as number;
  const ownGap = (span + gap) / times;
  const wait = since < 2 * ownGap ? 2 * Math.abs(ownGap - since) : since;
  return ((returnShare[item] as number) * 30 * (times + 1)) / (span + wait + gap);
}

function rankOwnItems(
  learned: RepeatHabits,
  { histories, topK, excludeSeen, eligible }: RecommendRequest,
  checkCancelled: () => void,
): RankedItems {
  const ranked = { items: new Int32Array(histories.nRows * topK), scores: new Float64Array(histories.nRows * topK) };
  const top = new TopItems(topK);
  for (let user = 0; user < histories.nRows; user++) {
    if (user % 1024 === 0) checkCancelled();
    top.clear();
    const history = historyOf(histories, user);
    // With bought items masked there is nothing left to propose.
    for (let at = 0; at < history.items.length && !excludeSeen; at++) {
      const item = history.items[at] as number;
      const score = repeatScore(learned, history, at);
      if (score > 0 && (!eligible || eligible[item])) top.offer(item, score);
    }
    top.writeTo(ranked, user * topK);
  }
  return ranked;
}
