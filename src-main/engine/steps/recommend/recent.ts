import { z } from 'zod';
import { ClienteleError } from '../../../contract/errors.ts';
import { stepText } from '../define.ts';
import { defineRecommender, excludeSeenParameter, listMemory, listParameters } from './define-recommender.ts';
import { wholeDays } from './reasons.ts';
import type { Histories } from './recommender.ts';
import { orderedByScore, walkDown, type ShopRanking } from './shop-ranking.ts';
import { recommenderText } from './texts.ts';

/** Recommends the newest items. O(nEntries + nItems log nItems). */
const text = stepText({
  title: { en: 'Newest items', zh: '最新商品' },
  summary: {
    en: 'Recommends what came into the shop last, or was sold last.',
    zh: '推荐最近上架或最近售出的商品。',
  },
  about: {
    en: 'Everyone gets the same ranking, less what they have: items by the day they were first bought (**new in the shop**) or last bought (**sold lately**). The score halves with every half-life of that age, so that it lies between 0 and 1 and can be blended with other models.\n\nA yardstick for shops with fast fashion or news, and a way to give new items a first chance. A dataset has no arrival dates: an item counts as new from its first purchase on.',
    zh: '每位顾客得到同一排名（去掉已有的）：按商品首次被购买（**新上架**）或最后被购买（**刚售出**）的日期排列。得分随这一时间每过一个半衰期减半，介于 0 与 1 之间，可与其他模型混合。\n\n适合快时尚、资讯类店铺作基准，也能给新品第一次机会。数据集没有上架日期：商品从首次被购买起算作新品。',
  },
  parameters: {
    by: {
      label: { en: 'New by', zh: '新旧依据' },
      help: { en: 'Which purchase of an item counts.', zh: '以商品的哪一次购买计。' },
      options: { first: { en: 'New in the shop', zh: '新上架' }, last: { en: 'Sold lately', zh: '刚售出' } },
    },
    halfLifeDays: {
      label: { en: 'Half-life', zh: '半衰期' },
      help: {
        en: 'After so many days the score halves; the order stays the same.',
        zh: '每过这么多天得分减半，顺序不变。',
      },
      unit: { en: 'days', zh: '天' },
    },
    minCustomers: {
      label: { en: 'Customers at least', zh: '最少顾客数' },
      help: { en: 'Items with fewer customers are not shown.', zh: '顾客数少于此值的商品不显示。' },
    },
  },
  messages: {
    first: {
      en: 'New: first bought {days, plural, one {# day} other {# days}} ago or less',
      zh: '新品：首次购买距今不超过 {days, number} 天',
    },
    last: {
      en: 'Bought {days, plural, one {# day} other {# days}} ago or less',
      zh: '最近一次购买距今不超过 {days, number} 天',
    },
  },
});

const parameters = z.object({
  by: z
    .enum(['first', 'last'])
    .default('first')
    .meta({ ...text.parameter('by'), tune: 'first, last' }),
  halfLifeDays: z
    .number()
    .min(0.1)
    .max(36_500)
    .default(30)
    .meta({ ...text.parameter('halfLifeDays') }),
  minCustomers: z
    .int()
    .min(1)
    .max(1_000_000)
    .default(1)
    .meta({ ...text.parameter('minCustomers') }),
  excludeSeen: excludeSeenParameter,
  ...listParameters,
});

interface Newness extends ShopRanking {
  readonly by: 'first' | 'last';
  readonly ageDays: Float64Array;
}

export const recent = defineRecommender({
  id: 'recommend.recent',
  version: 2,
  text,
  references: [],
  parameters,
  roles: ['time'],
  weighting: () => 'binary' as const,
  excludeSeen: ({ excludeSeen }) => excludeSeen,
  memory: listMemory,
  fit: (_context, { rows }, options): Newness => ({ by: options.by, ...findNew(rows, options) }),
  recommend: (context, learned, request) => walkDown(learned, request, context),
  explain: ({ scores }, _history, item) => [{ item: null, share: scores[item] ?? 0 }],
  reason: ({ by, ageDays }, _history, item) => text.message(by, { days: wholeDays(Math.ceil(ageDays[item] ?? 0)) }),
});

const DAY_MS = 86_400_000;

/** Each item's age by its first or last purchase. @throws missing-role where there are no times */
function findNew(
  rows: Histories,
  { by, halfLifeDays, minCustomers }: { by: 'first' | 'last'; halfLifeDays: number; minCustomers: number },
): Omit<Newness, 'by'> {
  if (Number.isNaN(rows.asOf))
    throw new ClienteleError('missing-role', { table: recommenderText.input('interactions'), role: 'time' });
  const times = new Float64Array(rows.nColumns).fill(NaN);
  const counts = new Float64Array(rows.nColumns);
  rows.columns.forEach((item, entry) => {
    counts[item]!++;
    const time = rows[by][entry]!;
    const known = times[item]!;
    if (!Number.isNaN(time) && !(by === 'first' ? time >= known : time <= known)) times[item] = time;
  });
  const ageDays = times.map((time) => (rows.asOf - time) / DAY_MS);
  // An item without a time cannot be called new.
  const scores = ageDays.map((days, item) =>
    counts[item]! >= minCustomers && !Number.isNaN(days) ? 2 ** (-days / halfLifeDays) : 0,
  );
  return { ageDays, scores, order: orderedByScore(scores) };
}
