import { z } from 'zod';
import { alsSolvers, fitAls } from '../../maths/als.ts';
import { stepText } from '../define.ts';
import { defineRecommender, excludeSeenParameter, listMemory, listParameters } from './define-recommender.ts';
import { explainByFactors, factorModel, recommendByFactors } from './factor-model.ts';
import { strongestParts } from './item-weights.ts';
import { weightParameter } from './weights.ts';

/**
 * Matrix factorisation of implicit feedback by alternating least squares. Fitting O(iterations · (entries · factors² +
 * (nUsers + nItems) · factors³)), recommending O(factors³ + nItems · factors) a customer.
 *
 * Hu, Koren & Volinsky (2008), Collaborative filtering for implicit feedback datasets.
 */
const text = stepText({
  title: { en: 'Matrix factorisation (ALS)', zh: '矩阵分解（ALS）' },
  summary: {
    en: 'Finds a few tastes behind all purchases and recommends what fits a customer’s own.',
    zh: '从全部购买中找出少数几种品味，推荐符合顾客品味的商品。',
  },
  about: {
    en: 'Customers and items become points in a space of a few dimensions, so that those who buy alike lie near each other; what lies near a customer and is not bought yet is recommended. It finds relations between items that nobody bought together, and works with tens of thousands of items.\n\nA customer is placed by their history when lists are made, so customers who were not there in training are served too. The score is a sum over what the customer has: the **reason** lists these parts.\n\n**Confidence** says how much more a purchase counts than its absence. **Regularisation** holds the points near the middle; raise it where lists look arbitrary. *Conjugate gradients* are faster than *Cholesky* with many factors and nearly as exact.',
    zh: '顾客和商品成为低维空间中的点，购买相似的彼此靠近；离顾客近而尚未购买的商品会被推荐。它能发现从未被一起购买的商品之间的关系，可处理几万件商品。\n\n生成推荐时按历史确定顾客的位置，因此训练时没有的顾客也能得到推荐。得分是顾客已有商品的各部分之和，**理由**列出这些部分。\n\n**置信度**表示一次购买比没有购买重要多少。**正则化**使各点靠近中心；结果显得随意时应调大。因子较多时，*共轭梯度*比 *Cholesky* 更快，几乎同样精确。',
  },
  parameters: {
    factors: {
      label: { en: 'Factors', zh: '因子数' },
      help: { en: 'How many dimensions the space of tastes has.', zh: '品味空间的维数。' },
    },
    iterations: {
      label: { en: 'Iterations', zh: '迭代次数' },
      help: { en: 'How often customers and items are placed in turn.', zh: '轮流确定顾客与商品位置的次数。' },
    },
    regularisation: {
      label: { en: 'Regularisation', zh: '正则化' },
      help: { en: 'How strongly points are held near the middle.', zh: '把各点拉向中心的强度。' },
    },
    alpha: {
      label: { en: 'Confidence', zh: '置信度' },
      help: {
        en: 'A purchase of weight w counts 1 + this × w, its absence 1.',
        zh: '权重为 w 的购买计为 1 + 该值 × w，没有购买计为 1。',
      },
    },
    solver: {
      label: { en: 'Solver', zh: '求解方法' },
      help: { en: 'How each point is found.', zh: '如何求出每个点。' },
      options: {
        cholesky: { en: 'Cholesky, exact', zh: 'Cholesky（精确）' },
        'conjugate-gradient': { en: 'Conjugate gradients, faster', zh: '共轭梯度（更快）' },
      },
      advanced: true,
    },
  },
  messages: {
    iteration: { en: 'Iteration {iteration, number}', zh: '第 {iteration, number} 轮' },
    one: { en: 'Near “{a}”, which they have', zh: '与他们拥有的“{a}”相近' },
    two: { en: 'Near “{a}” ({pa}) and “{b}” ({pb})', zh: '与“{a}”（{pa}）和“{b}”（{pb}）相近' },
    more: {
      en: 'Near “{a}” ({pa}), “{b}” ({pb}) and {n} more they bought',
      zh: '与“{a}”（{pa}）、“{b}”（{pb}）及买过的其他 {n} 件商品相近',
    },
  },
});

const parameters = z.object({
  factors: z
    .int()
    .min(1)
    .max(512)
    .default(64)
    .meta({ ...text.parameter('factors'), tune: '32, 64, 128' }),
  iterations: z
    .int()
    .min(1)
    .max(500)
    .default(15)
    .meta({ ...text.parameter('iterations') }),
  regularisation: z
    .number()
    .min(0.001)
    .max(10_000)
    .default(1)
    .meta({ ...text.parameter('regularisation'), tune: '0.1, 1, 10, 30' }),
  alpha: z
    .number()
    .min(0)
    .max(10_000)
    .default(10)
    .meta({ ...text.parameter('alpha'), tune: '1, 3, 10, 40' }),
  solver: z
    .enum(alsSolvers)
    .default('conjugate-gradient')
    .meta({ ...text.parameter('solver') }),
  weight: weightParameter('binary'),
  excludeSeen: excludeSeenParameter,
  ...listParameters,
});

/** A guess for declaring memory before customers and items are counted. */
const ROWS_A_POINT = 10;

export const als = defineRecommender({
  id: 'recommend.als',
  version: 2,
  text,
  references: ['doi:10.1109/ICDM.2008.22', 'doi:10.1145/2043932.2043987'],
  parameters,
  weighting: ({ weight }) => weight,
  excludeSeen: ({ excludeSeen }) => excludeSeen,
  memory: (shape, p) => listMemory(shape, p) + shape.nRows * 60 + (shape.nRows / ROWS_A_POINT) * p.factors * 16,
  async fit(context, { rows }, options) {
    const found = await fitAls(rows, options, context, (share, iteration) => {
      context.signal.throwIfAborted();
      context.progress(share, text.message('iteration', { iteration }));
    });
    return factorModel({ width: found.width, items: found.values.slice(), biases: null }, options, context);
  },
  recommend: recommendByFactors,
  explain: explainByFactors,
  reason(model, history, item, label) {
    const { code, values } = strongestParts(explainByFactors(model, history, item), label);
    return text.message(code, values);
  },
});
