import { z } from 'zod';
import { elasticWeights } from '../../maths/recommend/elastic.ts';
import type { SparseRows } from '../../table/sparse.ts';
import { stepText } from '../define.ts';
import { defineRecommender, excludeSeenParameter, listMemory, listParameters } from './define-recommender.ts';
import { becauseOf, explainByItems, sumWeights } from './item-weights.ts';
import { weightParameter } from './weights.ts';

/**
 * SLIM: each item as a sparse sum of others, by elastic net. Fitting O(nItems · passes · nCandidates · weights), recommending
 * O(history · nWeights) a customer.
 *
 * Ning & Karypis (2011), SLIM: sparse linear methods for top-N recommender systems.
 */
const text = stepText({
  title: { en: 'Sparse item weights (SLIM)', zh: '稀疏商品权重（SLIM）' },
  summary: {
    en: 'Explains each item by a few others and recommends what a customer’s items explain.',
    zh: '用少数几件商品解释每件商品，推荐由顾客已有商品所解释的商品。',
  },
  about: {
    en: 'For each item a regression finds the few other items that tell best who has it. An item that only repeats what another one says gets no weight, so the lists are short and easy to read. The score is the sum of the weights of what a customer has; the **reason** lists these parts.\n\nUnlike *EASE* no matrix of all items is needed: catalogues of a hundred thousand items can be fitted, item by item on all cores. With **sparsity** 0 and negative weights allowed it is *EASE* on each item’s own candidates, an approximation for catalogues for which *EASE* is too large.\n\n**Sparsity** and **regularisation** hold weights back; raise them where few customers stand behind each item. Customers without a history get nothing: use *Popular items* there.',
    zh: '对每件商品做一次回归，找出最能说明谁会拥有它的少数几件商品。只是重复其他商品信息的商品没有权重，因此结果简短易读。得分是顾客已有商品的权重之和，**理由**列出这些部分。\n\n与 *EASE* 不同，它不需要全部商品的矩阵：可以在所有核心上逐件拟合十万件商品的目录。**稀疏程度**为 0 并允许负权重时，就是在每件商品各自的候选上做 *EASE*，适用于 *EASE* 放不下的目录。\n\n**稀疏程度**和**正则化**抑制权重，每件商品顾客较少时应调大。没有历史的顾客得不到推荐，请用“热门商品”。',
  },
  parameters: {
    l1: {
      label: { en: 'Sparsity', zh: '稀疏程度' },
      help: {
        en: 'Weights that rest on fewer customers than this vanish; the higher, the fewer are left.',
        zh: '依据的顾客数低于此值的权重变为零；越大，留下的越少。',
      },
    },
    l2: {
      label: { en: 'Regularisation', zh: '正则化' },
      help: { en: 'Holds all weights back.', zh: '抑制所有权重。' },
    },
    nonNegative: {
      label: { en: 'No negative weights', zh: '不允许负权重' },
      help: { en: 'An item may speak for others, never against them.', zh: '商品只能支持其他商品，不能反对。' },
    },
    nCandidates: {
      label: { en: 'Candidates', zh: '候选数' },
      help: {
        en: 'How many other items, those that explain most alone, may have a weight for an item.',
        zh: '每件商品最多考虑多少件其他商品，取单独解释力最强的。',
      },
      advanced: true,
    },
    nWeights: {
      label: { en: 'Weights kept', zh: '保留的权重数' },
      help: { en: 'How many weights each item keeps, the largest.', zh: '每件商品保留的权重数，取最大的。' },
      advanced: true,
    },
    maxIterations: {
      label: { en: 'Passes at most', zh: '最多轮数' },
      help: {
        en: 'After so many passes over an item’s weights the search ends.',
        zh: '对一件商品的权重最多更新这么多轮。',
      },
      advanced: true,
    },
    tolerance: {
      label: { en: 'Tolerance', zh: '容差' },
      help: {
        en: 'The search ends once no weight moves by more than this share of the largest.',
        zh: '当所有权重的变化都不超过最大权重的这一比例时停止。',
      },
      advanced: true,
    },
  },
  messages: { weighing: { en: 'Explaining items by others', zh: '正在用其他商品解释每件商品' } },
});

const parameters = z.object({
  l1: z
    .number()
    .min(0)
    .max(1_000_000)
    .default(1)
    .meta({ ...text.parameter('l1'), tune: '0.3, 1, 3' }),
  l2: z
    .number()
    .min(0.001)
    .max(1_000_000)
    .default(30)
    .meta({ ...text.parameter('l2'), tune: '3, 10, 30, 100' }),
  nonNegative: z
    .boolean()
    .default(true)
    .meta({ ...text.parameter('nonNegative') }),
  nCandidates: z
    .int()
    .min(1)
    .max(2000)
    .default(500)
    .meta({ ...text.parameter('nCandidates') }),
  nWeights: z
    .int()
    .min(1)
    .max(2000)
    .default(200)
    .meta({ ...text.parameter('nWeights') }),
  maxIterations: z
    .int()
    .min(1)
    .max(10_000)
    .default(200)
    .meta({ ...text.parameter('maxIterations') }),
  tolerance: z
    .number()
    .min(1e-12)
    .max(0.1)
    .default(1e-4)
    .meta({ ...text.parameter('tolerance') }),
  weight: weightParameter('binary'),
  excludeSeen: excludeSeenParameter,
  ...listParameters,
});

/** Guesses for declaring memory before the items are counted: rows an item, and items it meets. */
const ROWS_AN_ITEM = 15;
const MET_ITEMS = 1000;

interface Weights {
  readonly weights: SparseRows;
}

export const slim = defineRecommender({
  id: 'recommend.slim',
  version: 2,
  text,
  references: ['doi:10.1109/ICDM.2011.134', 'doi:10.18637/jss.v033.i01'],
  parameters,
  weighting: ({ weight }) => weight,
  excludeSeen: ({ excludeSeen }) => excludeSeen,
  memory: (shape, p) => {
    const nItems = shape.nRows / ROWS_AN_ITEM;
    return listMemory(shape, p) + shape.nRows * 50 + nItems * (Math.min(nItems, MET_ITEMS) * 24 + p.nWeights * 24);
  },
  fit: async (context, { rows }, options): Promise<Weights> => ({
    weights: await elasticWeights(rows, options, context, (share) => {
      context.progress(share, text.message('weighing'));
    }),
  }),
  recommend: (context, { weights }, request) => sumWeights(weights, request, context),
  explain: ({ weights }, history, item) => explainByItems(weights, history, item),
  reason: ({ weights }, history, item, label) => becauseOf(explainByItems(weights, history, item), label),
});
