import { z } from 'zod';
import { rightVectors } from '../../maths/recommend/sparse-svd.ts';
import { stepText } from '../define.ts';
import { defineRecommender, excludeSeenParameter, listMemory, listParameters } from './define-recommender.ts';
import { becauseOf } from './item-weights.ts';
import { explainPlaced, recommendPlaced, type PlacedItems } from './placed-items.ts';
import { weightParameter } from './weights.ts';

/**
 * PureSVD: a customer's row, projected on the strongest directions of all rows. Fitting O(iterations · (entries · factors + nItems ·
 * factors²)), recommending O(nItems · factors) a customer.
 *
 * Cremonesi, Koren & Turrin (2010), Performance of recommender algorithms on top-N recommendation tasks.
 */
const text = stepText({
  title: { en: 'Singular value decomposition (PureSVD)', zh: '奇异值分解（PureSVD）' },
  summary: {
    en: 'Describes purchases by a few tastes, exactly, and recommends what those tastes hold.',
    zh: '用少数几种品味精确概括购买，并推荐这些品味中的商品。',
  },
  about: {
    en: 'The table of who bought what is replaced by its best description with a few tastes. What that description expects of a customer, and they have not bought yet, is recommended. What is not bought counts as a clear no, unlike in *Matrix factorisation (ALS)*: it is quick and has one parameter that matters, and favours popular items.\n\nThe score is a sum over what the customer has; the **reason** lists the parts. Customers without a history get nothing: use *Popular items* there.',
    zh: '用少数几种品味对“谁买了什么”的表作最佳概括，推荐该概括认为顾客会买而尚未购买的商品。与“矩阵分解（ALS）”不同，没有购买被当作明确的否定：它很快，只有一个重要参数，并偏向热门商品。\n\n得分是顾客已有商品的各部分之和，**理由**列出这些部分。没有历史的顾客得不到推荐，请用“热门商品”。',
  },
  parameters: {
    factors: {
      label: { en: 'Tastes', zh: '品味数' },
      help: { en: 'How many tastes describe the purchases.', zh: '用多少种品味概括购买。' },
    },
    iterations: {
      label: { en: 'Iterations', zh: '迭代次数' },
      help: { en: 'How often the search for the tastes is refined.', zh: '对品味的求解精化多少次。' },
      advanced: true,
    },
  },
  messages: { finding: { en: 'Finding the tastes', zh: '正在寻找品味' } },
});

const parameters = z.object({
  factors: z
    .int()
    .min(1)
    .max(1024)
    .default(64)
    .meta({ ...text.parameter('factors'), tune: '16, 32, 64, 128' }),
  iterations: z
    .int()
    .min(0)
    .max(100)
    .default(6)
    .meta({ ...text.parameter('iterations') }),
  weight: weightParameter('binary'),
  excludeSeen: excludeSeenParameter,
  ...listParameters,
});

/** A guess for declaring memory before the items are counted. */
const ROWS_AN_ITEM = 15;

export const pureSvd = defineRecommender({
  id: 'recommend.pure-svd',
  version: 2,
  text,
  references: ['doi:10.1145/1864708.1864721', 'doi:10.1137/090771806'],
  parameters,
  weighting: ({ weight }) => weight,
  excludeSeen: ({ excludeSeen }) => excludeSeen,
  memory: (shape, p) => listMemory(shape, p) + shape.nRows * 60 + (shape.nRows / ROWS_AN_ITEM) * p.factors * 40,
  async fit(context, { rows }, { factors, iterations }): Promise<PlacedItems> {
    const smooth = await rightVectors(rows, factors, iterations, context, (share) => {
      context.progress(share, text.message('finding'));
    });
    const ones = new Float64Array(rows.nColumns).fill(1);
    return { weights: null, smooth, from: ones, to: ones };
  },
  recommend: recommendPlaced,
  explain: explainPlaced,
  reason: (model, history, item, label) => becauseOf(explainPlaced(model, history, item), label),
});
