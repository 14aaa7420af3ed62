import { z } from 'zod';
import {
  expectRatings,
  fitSlopeOne,
  slopeOneParts,
  slopeOneSchemes,
  type SlopeOneFit,
} from '../../maths/recommend/slope-one.ts';
import { transpose, type SparseRows } from '../../table/sparse.ts';
import { TopItems } from '../../maths/top-items.ts';
import type { Context } from '../context.ts';
import { stepText } from '../define.ts';
import { defineRecommender, excludeSeenParameter, listMemory, listParameters } from './define-recommender.ts';
import { ratedIn, ratedReason, ratingsOf, serveStrangers } from './rated-lists.ts';
import {
  historyOf,
  type Contribution,
  type RankedItems,
  type RecommendRequest,
  type UserHistory,
} from './recommender.ts';

/**
 * Slope One: expected ratings from mean differences between items. Fitting O(Σ over customers of their ratings squared), recommending
 * O(history · nNeighbours + nItems) a customer.
 *
 * Lemire & Maclachlan (2005), Slope one predictors for online rating-based collaborative filtering.
 */
const text = stepText({
  title: { en: 'Rating differences (Slope One)', zh: '评分差（Slope One）' },
  summary: {
    en: 'Expects ratings from how much higher or lower others rate one item than another.',
    zh: '根据其他人对一件商品比另一件评高或评低多少来预测评分。',
  },
  about: {
    en: 'If those who rated both give one item half a star more than another, someone who gave the other 3 is expected to give this one 3½. Such differences are averaged over everything the customer rated; those that more people rated count more. Nothing is trained and there is nothing to tune: it is quick, easy to check by hand, and hard to beat where ratings are few.\n\nThe *weighted* scheme knows which items are rated better and how generous a customer is, but no tastes: two customers who rate alike on average get the same items. The *bi-polar* scheme takes differences only among what raters liked, or only among what they did not, each by their own mean; it needs more ratings and tells tastes apart.\n\nThe **score** is the expected rating in the stars of the data. The **reason** says what each of the customer’s ratings gives to it; the parts sum to the score. A rating of zero or below counts as none; someone who rated nothing gets what is rated best by all. High expected ratings are not what people buy next: compare with the others by *Compare recommenders*.',
    zh: '如果同时评过两件商品的人给其中一件平均多半颗星，那么给另一件打 3 星的人预计会给这件 3½ 星。这些差值按顾客评过的所有商品取平均，评过的人越多权重越大。无需训练，几乎没有要调的参数：速度快、便于手工核对，在评分很少时很难被超越。\n\n*加权*方案知道哪些商品评价更高、顾客打分多宽松，但不了解品味：平均打分相同的两位顾客会得到相同的商品。*双极*方案只在评分者喜欢的商品之间、或只在不喜欢的商品之间取差值（以各人自己的均值划分）；它需要更多评分，能区分品味。\n\n**得分**是以原始星级表示的预测评分。**理由**说明顾客的每个评分贡献多少，相加即为得分。零或更低的评分视为没有评分；没有评过分的人会得到大家评价最高的商品。预测评分高并不等于接下来会买：请用“比较推荐方法”与其他方法比较。',
  },
  parameters: {
    scheme: {
      label: { en: 'Scheme', zh: '方案' },
      help: { en: 'Which ratings are compared with each other.', zh: '哪些评分之间相互比较。' },
      options: {
        weighted: { en: 'Weighted', zh: '加权' },
        'bi-polar': { en: 'Bi-polar: liked and disliked apart', zh: '双极：喜欢与不喜欢分开' },
      },
    },
    minRaters: {
      label: { en: 'Rated together at least', zh: '共同评分至少' },
      help: {
        en: 'How many must have rated two items for their difference to count.',
        zh: '至少多少人同时评过两件商品，其差值才计入。',
      },
      unit: { en: 'customers', zh: '位顾客' },
    },
    nNeighbours: {
      label: { en: 'Items compared', zh: '比较的商品数' },
      help: {
        en: 'With how many others each item is compared: those most often rated together with it.',
        zh: '每件商品与多少件其他商品比较：取最常一起被评分的。',
      },
      advanced: true,
    },
  },
  messages: { comparing: { en: 'Comparing ratings', zh: '正在比较评分' } },
});

const parameters = z.object({
  scheme: z
    .enum(slopeOneSchemes)
    .default('weighted')
    .meta({ ...text.parameter('scheme'), tune: 'weighted, bi-polar' }),
  minRaters: z
    .int()
    .min(1)
    .max(10_000)
    .default(3)
    .meta({ ...text.parameter('minRaters'), tune: '1, 3, 10' }),
  nNeighbours: z
    .int()
    .min(1)
    .max(100_000)
    .default(1000)
    .meta({ ...text.parameter('nNeighbours') }),
  excludeSeen: excludeSeenParameter,
  ...listParameters,
});

/** A guess for declaring memory before the items are counted. */
const ROWS_AN_ITEM = 15;

interface Learned {
  readonly fit: SlopeOneFit;
  /** The mean rating of each item, those with few ratings drawn towards the mean of all. */
  readonly means: Float64Array;
}

export const slopeOne = defineRecommender({
  id: 'recommend.slope-one',
  version: 2,
  text,
  references: ['arXiv:cs/0702144', 'doi:10.1137/1.9781611972757.43'],
  parameters,
  roles: ['rating'],
  weighting: () => 'rating' as const,
  excludeSeen: ({ excludeSeen }) => excludeSeen,
  memory: (shape, p) => listMemory(shape, p) + shape.nRows * 60 + (shape.nRows / ROWS_AN_ITEM) * Math.min(p.nNeighbours, shape.nRows / ROWS_AN_ITEM) * 40, // prettier-ignore
  fit(context, { rows }, options): Learned {
    const ratings = ratingsOf(rows);
    const fit = fitSlopeOne(ratings, options, context.signal, (share) => {
      context.progress(share, text.message('comparing'));
    });
    return { fit, means: meanRatings(ratings) };
  },
  recommend: recommendBySlopes,
  explain: explainBySlopes,
  reason: (learned, history, item, label) => ratedReason(explainBySlopes(learned, history, item), label),
});

/** So many ratings of the mean of all does an item's own mean start from. */
const MEAN_SHRINKAGE = 5;

function meanRatings(ratings: SparseRows): Float64Array {
  const { nRows, offsets, values } = transpose(ratings);
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  return Float64Array.from({ length: nRows }, (_, item) => {
    const own = values.subarray(offsets[item], offsets[item + 1]);
    return own.reduce((sum, value) => sum + value, MEAN_SHRINKAGE * mean) / (own.length + MEAN_SHRINKAGE);
  });
}

/** Users ranked between two looks at the signal. */
const USERS_A_LOOK = 64;

function recommendBySlopes(
  context: Pick<Context, 'signal' | 'progress'>,
  { fit, means }: Learned,
  request: RecommendRequest,
): RankedItems {
  const { histories, topK, excludeSeen, eligible } = request;
  const { nRows } = histories;
  const ranked = { items: new Int32Array(nRows * topK), scores: new Float64Array(nRows * topK) };
  const [expected, weights] = [new Float64Array(fit.nItems), new Float64Array(fit.nItems)];
  const top = new TopItems(topK);
  for (let user = 0; user < nRows; user++) {
    if (user % USERS_A_LOOK === 0) {
      context.signal.throwIfAborted();
      context.progress(user / nRows);
    }
    const history = historyOf(histories, user);
    expectRatings(fit, ratedIn(history), expected, weights);
    if (excludeSeen) for (const item of history.items) expected[item] = NaN;
    top.clear();
    expected.forEach((score, item) => {
      if (!Number.isNaN(score) && (!eligible || eligible[item])) top.offer(item, score);
    });
    top.writeTo(ranked, user * topK);
  }
  serveStrangers(ranked, means, request, context);
  return ranked;
}

/** What each rating of the history gives to the expected rating; for someone who has none, the item's mean. */
function explainBySlopes({ fit, means }: Learned, history: UserHistory, item: number): Contribution[] {
  const own = ratedIn(history);
  if (own.items.length === 0) return [{ item: null, share: means[item]! }];
  const shares = slopeOneParts(fit, own, item);
  return Array.from(own.items, (owned, i) => ({ item: owned, share: shares[i]! }))
    .filter(({ share }) => share !== 0)
    .sort((a, b) => b.share - a.share || a.item - b.item);
}
