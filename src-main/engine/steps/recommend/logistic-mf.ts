import { z } from 'zod';
import { fitLogistic } from '../../maths/recommend/logistic.ts';
import { stepText } from '../define.ts';
import { defineRecommender, excludeSeenParameter, listMemory, listParameters } from './define-recommender.ts';
import { explainByFactors, factorModel, recommendByFactors } from './factor-model.ts';
import { becauseOf } from './item-weights.ts';
import { weightParameter } from './weights.ts';

/**
 * Logistic matrix factorisation of implicit feedback. Fitting O(iterations · entries · nUnseen · factors), recommending O(factors³ + nItems ·
 * factors) a customer.
 *
 * Johnson (2014), Logistic matrix factorization for implicit feedback data.
 */
const text = stepText({
  title: { en: 'Logistic matrix factorisation', zh: '逻辑矩阵分解' },
  summary: {
    en: 'Learns a few tastes by telling what customers have from what they have not.',
    zh: '通过区分顾客拥有与没有的商品，学出少数几种品味。',
  },
  about: {
    en: 'Customers and items become points, as in *Matrix factorisation (ALS)*, but chosen so that a logistic function of their fit says how likely a customer has an item. What a customer does not have is drawn by chance, so that its cost does not grow with the catalogue. Popularity is one more dimension.\n\nA customer is placed among the items by their history when lists are made, so new customers are served too; the score is a sum over what they have, and the **reason** lists the parts.\n\nUsually *Matrix factorisation (ALS)* or *Personal ranking (BPR)* do as well or better: compare. Raise **iterations** until lists settle.',
    zh: '与“矩阵分解（ALS）”一样，顾客和商品成为空间中的点，但它们的位置使契合度的逻辑函数表示顾客拥有商品的可能性。顾客没有的商品随机抽取，因此代价不随目录增长。热门程度是另外一个维度。\n\n生成推荐时按历史确定顾客的位置，因此新顾客也能得到推荐；得分是顾客已有商品的各部分之和，**理由**列出这些部分。\n\n通常“矩阵分解（ALS）”或“个性化排序（BPR）”效果相当或更好，请比较。结果未稳定时应增加**迭代次数**。',
  },
  parameters: {
    factors: {
      label: { en: 'Factors', zh: '因子数' },
      help: { en: 'How many dimensions the space of tastes has.', zh: '品味空间的维数。' },
    },
    iterations: {
      label: { en: 'Iterations', zh: '迭代次数' },
      help: { en: 'How often customers and items step in turn.', zh: '顾客与商品轮流更新的次数。' },
    },
    alpha: {
      label: { en: 'Confidence', zh: '置信度' },
      help: {
        en: 'How much a purchase of weight 1 counts beside one item that was not bought.',
        zh: '权重为 1 的购买相对于一件未购买商品的分量。',
      },
    },
    nUnseen: {
      label: { en: 'Items not bought', zh: '未购商品数' },
      help: {
        en: 'How many items that they have not are drawn for each that they have.',
        zh: '每件已有商品随机抽取多少件没有的商品。',
      },
      advanced: true,
    },
    learningRate: {
      label: { en: 'Learning rate', zh: '学习率' },
      help: { en: 'How large the steps are.', zh: '每一步的大小。' },
      advanced: true,
    },
    regularisation: {
      label: { en: 'Regularisation', zh: '正则化' },
      help: { en: 'How strongly points are held near the middle.', zh: '把各点拉向中心的强度。' },
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
    .max(512)
    .default(32)
    .meta({ ...text.parameter('factors'), tune: '16, 32, 64' }),
  iterations: z
    .int()
    .min(1)
    .max(1000)
    .default(30)
    .meta({ ...text.parameter('iterations'), tune: '15, 30, 60' }),
  alpha: z
    .number()
    .min(0.01)
    .max(10_000)
    .default(1)
    .meta({ ...text.parameter('alpha'), tune: '1, 3, 10' }),
  nUnseen: z
    .int()
    .min(1)
    .max(100)
    .default(5)
    .meta({ ...text.parameter('nUnseen') }),
  learningRate: z
    .number()
    .min(0.0001)
    .max(10)
    .default(0.5)
    .meta({ ...text.parameter('learningRate'), tune: '0.1, 0.5, 1' }),
  regularisation: z
    .number()
    .min(0)
    .max(10_000)
    .default(0.5)
    .meta({ ...text.parameter('regularisation'), tune: '0.1, 0.5, 2' }),
  weight: weightParameter('binary'),
  excludeSeen: excludeSeenParameter,
  ...listParameters,
});

/** A guess for declaring memory before customers and items are counted. */
const ROWS_A_POINT = 10;

/** How a customer is placed among items: what they have counts this much more than what they have not. */
const PLACING = { alpha: 10, regularisation: 1 };

export const logisticMf = defineRecommender({
  id: 'recommend.logistic-mf',
  version: 2,
  text,
  references: ['https://web.stanford.edu/~rezab/nips2014workshop/submits/logmat.pdf'],
  parameters,
  weighting: ({ weight }) => weight,
  excludeSeen: ({ excludeSeen }) => excludeSeen,
  memory: (shape, p) => listMemory(shape, p) + shape.nRows * 60 + (shape.nRows / ROWS_A_POINT) * p.factors * 40,
  async fit(context, { rows }, options) {
    const { width, items } = await fitLogistic(rows, options, context, (share, iteration) => {
      context.progress(share, text.message('iteration', { iteration }));
    });
    // Popularity is one more direction, so that a customer is placed along it as along the tastes.
    return factorModel({ width, items, biases: null }, PLACING, context);
  },
  recommend: recommendByFactors,
  explain: explainByFactors,
  reason: (model, history, item, label) => becauseOf(explainByFactors(model, history, item), label),
});
