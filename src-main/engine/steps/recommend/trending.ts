import { z } from 'zod';
import { ClienteleError } from '../../../contract/errors.ts';
import { stepText } from '../define.ts';
import { defineRecommender, excludeSeenParameter, listMemory, listParameters } from './define-recommender.ts';
import { plainCount } from './reasons.ts';
import type { Histories } from './recommender.ts';
import { orderedByScore, walkDown, type ShopRanking } from './shop-ranking.ts';
import { recommenderText } from './texts.ts';

/** Recommends what is bought more than it used to be. O(nEntries + nItems log nItems). */
const text = stepText({
  title: { en: 'Trending items', zh: '上升商品' },
  summary: {
    en: 'Recommends what more customers buy lately than before.',
    zh: '推荐近期购买的顾客比以往更多的商品。',
  },
  about: {
    en: 'For each item the customers who last bought it within the **window** are compared with those one would expect from the time before, day for day. The score says by how many standard deviations there are more: (recent − expected) ÷ √(expected + 1), so that a rise from 1 to 3 counts less than one from 100 to 200. Items that do not rise are not shown; everyone gets the same ranking, less what they have.\n\nUse it beside *Popular items*: that one is what sells, this one what is beginning to. It needs times, and at least as much time before the window as in it to tell a trend from the season.',
    zh: '对每件商品，比较**窗口**内最后购买的顾客数与按以往日均推算的预期。得分表示超出多少个标准差：（近期 − 预期）÷ √（预期 + 1），因此从 1 升到 3 不如从 100 升到 200。没有上升的商品不显示；每位顾客得到同一排名（去掉已有的）。\n\n与“热门商品”配合使用：后者是正在畅销的，前者是开始走红的。需要时间列，且窗口之前的时间至少应与窗口一样长，才能区分趋势与季节。',
  },
  parameters: {
    windowDays: {
      label: { en: 'Window', zh: '窗口' },
      help: { en: 'How many days up to the newest purchase are recent.', zh: '截至最新一次购买的多少天算作近期。' },
      unit: { en: 'days', zh: '天' },
    },
    minCustomers: {
      label: { en: 'Customers at least', zh: '最少顾客数' },
      help: {
        en: 'Items with fewer customers in the window are not shown.',
        zh: '窗口内顾客数少于此值的商品不显示。',
      },
    },
  },
  messages: {
    rising: {
      en: 'Bought by {recent} customers lately, {expected} would be usual',
      zh: '近期有 {recent} 位顾客购买，通常约为 {expected} 位',
    },
  },
});

const parameters = z.object({
  windowDays: z
    .number()
    .min(0.1)
    .max(36_500)
    .default(30)
    .meta({ ...text.parameter('windowDays'), tune: '7, 14, 30, 90' }),
  minCustomers: z
    .int()
    .min(1)
    .max(1_000_000)
    .default(2)
    .meta({ ...text.parameter('minCustomers') }),
  excludeSeen: excludeSeenParameter,
  ...listParameters,
});

interface Trend extends ShopRanking {
  readonly recent: Float64Array;
  readonly expected: Float64Array;
}

export const trending = defineRecommender({
  id: 'recommend.trending',
  version: 2,
  text,
  references: [],
  parameters,
  roles: ['time'],
  weighting: () => 'binary' as const,
  excludeSeen: ({ excludeSeen }) => excludeSeen,
  memory: listMemory,
  fit: (_context, { rows }, { windowDays, minCustomers }) => findTrends(rows, windowDays, minCustomers),
  recommend: (context, learned, request) => walkDown(learned, request, context),
  explain: ({ scores }, _history, item) => [{ item: null, share: scores[item] ?? 0 }],
  reason: ({ recent, expected }, _history, item) =>
    text.message('rising', {
      recent: plainCount(recent[item] ?? 0),
      expected: plainCount(Math.round((expected[item] ?? 0) * 10) / 10),
    }),
});

const DAY_MS = 86_400_000;

/** Counts customers by their last purchase of each item, in the window and before it. @throws missing-role where there are no times */
function findTrends(rows: Histories, windowDays: number, minCustomers: number): Trend {
  if (Number.isNaN(rows.asOf))
    throw new ClienteleError('missing-role', { table: recommenderText.input('interactions'), role: 'time' });
  const from = rows.asOf - windowDays * DAY_MS;
  const [recent, before] = [new Float64Array(rows.nColumns), new Float64Array(rows.nColumns)];
  let oldest = from;
  rows.columns.forEach((item, entry) => {
    const last = rows.last[entry]!;
    if (last > from) recent[item]!++;
    else if (last <= from) before[item]!++;
    if (rows.first[entry]! < oldest) oldest = rows.first[entry]!;
  });
  const daysBefore = Math.max(windowDays, (from - oldest) / DAY_MS);
  const expected = before.map((count) => (count * windowDays) / daysBefore);
  const scores = recent.map((count, item) =>
    count >= minCustomers ? (count - expected[item]!) / Math.sqrt(expected[item]! + 1) : 0,
  );
  return { recent, expected, scores, order: orderedByScore(scores) };
}
