import { z } from 'zod';
import { fitRated } from '../../maths/recommend/rated.ts';
import { stepText } from '../define.ts';
import { defineRecommender, excludeSeenParameter, listMemory, listParameters } from './define-recommender.ts';
import { explainRated, ratedReason, ratingsOf, recommendRated } from './rated-lists.ts';

/**
 * Ratings by biases and factors. Fitting O(iterations · (ratings · factors² + (nUsers + nItems) · factors³)), recommending
 * O(history · factors² + nItems · factors) a customer.
 *
 * Koren, Bell & Volinsky (2009), Matrix factorization techniques for recommender systems.
 */
const text = stepText({
  title: { en: 'Expected ratings', zh: '预测评分' },
  summary: {
    en: 'Expects how each customer would rate each item and recommends what they would rate best.',
    zh: '预测每位顾客对每件商品的评分，推荐预计评分最高的商品。',
  },
  about: {
    en: 'A rating is the mean of all ratings, plus how much better the item is rated than others, plus how generous the customer is, plus how well the customer’s tastes and the item fit. All four are learned from ratings alone; the **score** is the expected rating, in the stars of the data. It is **only** for data with ratings: purchases without stars are for the other recommenders.\n\nThe **reason** takes the score apart: the item’s own mean, and what each of the customer’s ratings adds or takes away; the parts sum to the score. Someone who rated nothing gets what is rated best by all, items with few ratings drawn towards the mean.\n\nA rating of zero or below counts as none. High expected ratings are not what people buy next: compare with the others by *Compare recommenders* before it decides what is shown.',
    zh: '一个评分由四部分组成：全部评分的均值、商品比其他商品评价高多少、顾客打分的宽松程度，以及顾客品味与商品的契合程度。四者都只从评分中学习；**得分**就是以原始星级表示的预测评分。它**只**适用于有评分的数据，没有星级的购买请用其他推荐方法。\n\n**理由**把得分拆开：商品自身的均值，以及顾客每个评分增加或减少的部分，相加即为得分。没有评过分的人会得到大家评价最高的商品，评分少的商品向均值靠拢。\n\n零或更低的评分视为没有评分。预测评分高并不等于接下来会买：用它决定展示内容之前，请用“比较推荐方法”与其他方法比较。',
  },
  parameters: {
    factors: {
      label: { en: 'Factors', zh: '因子数' },
      help: { en: 'How many dimensions tastes have.', zh: '品味的维数。' },
    },
    iterations: {
      label: { en: 'Iterations', zh: '迭代次数' },
      help: { en: 'How often customers and items are explained in turn.', zh: '轮流解释顾客与商品的次数。' },
    },
    regularisation: {
      label: { en: 'Regularisation', zh: '正则化' },
      help: {
        en: 'How strongly tastes are held back, for each rating; raise it where ratings are few.',
        zh: '对每个评分抑制品味的强度；评分较少时应调大。',
      },
    },
    biasShrinkage: {
      label: { en: 'Shrinkage', zh: '收缩' },
      help: {
        en: 'How many ratings it takes before half of an item’s or customer’s own mean is believed.',
        zh: '商品或顾客自身均值被采信一半所需的评分数。',
      },
      unit: { en: 'ratings', zh: '个评分' },
    },
  },
  messages: {
    iteration: { en: 'Iteration {iteration, number}', zh: '第 {iteration, number} 轮' },
  },
});

const parameters = z.object({
  factors: z
    .int()
    .min(1)
    .max(256)
    .default(16)
    .meta({ ...text.parameter('factors'), tune: '8, 16, 32' }),
  iterations: z
    .int()
    .min(1)
    .max(500)
    .default(15)
    .meta({ ...text.parameter('iterations') }),
  regularisation: z
    .number()
    .min(0.0001)
    .max(100)
    .default(0.2)
    .meta({ ...text.parameter('regularisation'), tune: '0.05, 0.1, 0.2, 0.3' }),
  biasShrinkage: z
    .number()
    .min(0.01)
    .max(10_000)
    .default(5)
    .meta({ ...text.parameter('biasShrinkage'), tune: '2, 5, 10' }),
  excludeSeen: excludeSeenParameter,
  ...listParameters,
});

/** A guess for declaring memory before customers and items are counted. */
const ROWS_A_POINT = 10;

export const rated = defineRecommender({
  id: 'recommend.rated',
  version: 2,
  text,
  references: ['doi:10.1109/MC.2009.263', 'doi:10.1007/978-3-540-68880-8_32'],
  parameters,
  roles: ['rating'],
  weighting: () => 'rating' as const,
  excludeSeen: ({ excludeSeen }) => excludeSeen,
  memory: (shape, p) => listMemory(shape, p) + shape.nRows * 60 + (shape.nRows / ROWS_A_POINT) * p.factors * 40,
  fit: (context, { rows }, options) =>
    fitRated(ratingsOf(rows), options, context, (share, iteration) => {
      context.progress(share, text.message('iteration', { iteration }));
    }),
  recommend: recommendRated,
  explain: explainRated,
  reason: (fit, history, item, label) => ratedReason(explainRated(fit, history, item), label),
});
