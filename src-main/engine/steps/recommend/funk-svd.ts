import { z } from 'zod';
import { ClienteleError } from '../../../contract/errors.ts';
import { fitFunkSvd } from '../../maths/recommend/funk-svd.ts';
import { stepText } from '../define.ts';
import { defineRecommender, excludeSeenParameter, listMemory, listParameters } from './define-recommender.ts';
import { explainRated, ratedReason, ratingsOf, recommendRated } from './rated-lists.ts';

/**
 * FunkSVD: ratings by biases and factors, learned a rating at a time. Fitting O(epochs · ratings · factors), recommending
 * O(history · factors² + nItems · factors) a customer.
 *
 * Funk (2006), Netflix update: try this at home; Paterek (2007), Improving regularized singular value decomposition for collaborative
 * filtering.
 */
const text = stepText({
  title: { en: 'Expected ratings, step by step (FunkSVD)', zh: '逐步预测评分（FunkSVD）' },
  summary: {
    en: 'Learns tastes from ratings one at a time, as the Netflix prize made known.',
    zh: '逐个评分学习品味，因 Netflix 大奖赛而知名。',
  },
  about: {
    en: 'A rating is the mean of all ratings, plus how much better the item is rated than others, plus how generous the customer is, plus how well tastes and item fit: the same sum as in *Expected ratings*, learned another way. Each rating in turn moves its customer and its item a little against the error. That is quick for many factors and very many ratings, and asks for a learning rate and a number of epochs that suit the data; *Expected ratings* solves for both sides exactly and has less to choose.\n\nWhen lists are made a customer is placed among the items by what they rated, so new customers are served too. The **score** is the expected rating in the stars of the data, and the **reason** takes it apart: the item’s own mean, and what each of the customer’s ratings adds or takes away. A rating of zero or below counts as none; someone who rated nothing gets what is rated best by all.',
    zh: '一个评分由全部评分的均值、商品比其他商品评价高多少、顾客打分的宽松程度以及品味与商品的契合程度相加而成：与“预测评分”是同一个和式，只是学习方式不同。每个评分依次让其顾客和商品朝减小误差的方向移动一点。因子很多、评分极多时它很快，但需要选择适合数据的学习率和轮数；“预测评分”对两侧精确求解，要选的更少。\n\n生成推荐时按顾客的评分确定其位置，因此新顾客也能得到推荐。**得分**是以原始星级表示的预测评分，**理由**把它拆开：商品自身的均值，以及顾客每个评分增加或减少的部分。零或更低的评分视为没有评分；没有评过分的人会得到大家评价最高的商品。',
  },
  parameters: {
    factors: {
      label: { en: 'Factors', zh: '因子数' },
      help: { en: 'How many dimensions tastes have.', zh: '品味的维数。' },
    },
    epochs: {
      label: { en: 'Epochs', zh: '轮数' },
      help: { en: 'How often all ratings are gone through.', zh: '遍历全部评分多少次。' },
    },
    learningRate: {
      label: { en: 'Learning rate', zh: '学习率' },
      help: { en: 'How far each rating moves its customer and its item.', zh: '每个评分让顾客和商品移动多远。' },
    },
    regularisation: {
      label: { en: 'Regularisation', zh: '正则化' },
      help: {
        en: 'How strongly biases and tastes are drawn back to zero with each rating.',
        zh: '每个评分把偏差和品味拉回零的强度。',
      },
    },
    biasShrinkage: {
      label: { en: 'Shrinkage', zh: '收缩' },
      help: {
        en: 'How many ratings it takes before half of a customer’s own generosity is believed, where they are placed.',
        zh: '确定顾客位置时，其打分宽松程度被采信一半所需的评分数。',
      },
      unit: { en: 'ratings', zh: '个评分' },
      advanced: true,
    },
  },
  messages: {
    epoch: {
      en: 'Epoch {epoch, number}: {error} stars from the ratings',
      zh: '第 {epoch, number} 轮：与评分相差 {error} 星',
    },
  },
});

const parameters = z.object({
  factors: z
    .int()
    .min(1)
    .max(512)
    .default(32)
    .meta({ ...text.parameter('factors'), tune: '16, 32, 64' }),
  epochs: z
    .int()
    .min(1)
    .max(1000)
    .default(30)
    .meta({ ...text.parameter('epochs'), tune: '20, 30, 50' }),
  learningRate: z
    .number()
    .min(0.00001)
    .max(0.5)
    .default(0.01)
    .meta({ ...text.parameter('learningRate'), tune: '0.005, 0.01, 0.02' }),
  regularisation: z
    .number()
    .min(0)
    .max(10)
    .default(0.1)
    .meta({ ...text.parameter('regularisation'), tune: '0.02, 0.05, 0.1' }),
  biasShrinkage: z
    .number()
    .min(0.01)
    .max(10_000)
    .default(5)
    .meta({ ...text.parameter('biasShrinkage') }),
  excludeSeen: excludeSeenParameter,
  ...listParameters,
});

/** A guess for declaring memory before customers and items are counted. */
const ROWS_A_POINT = 10;

export const funkSvd = defineRecommender({
  id: 'recommend.funk-svd',
  version: 2,
  text,
  references: ['https://sifter.org/~simon/journal/20061211.html', 'doi:10.1109/MC.2009.263'],
  parameters,
  roles: ['rating'],
  weighting: () => 'rating' as const,
  excludeSeen: ({ excludeSeen }) => excludeSeen,
  memory: (shape, p) => listMemory(shape, p) + shape.nRows * 40 + (shape.nRows / ROWS_A_POINT) * p.factors * 24,
  fit: (context, { rows }, options) =>
    fitFunkSvd(ratingsOf(rows), options, context, (share, epoch, error) => {
      if (!Number.isFinite(error)) throw new ClienteleError('diverged', { epoch });
      context.progress(share, text.message('epoch', { epoch, error: error.toFixed(3) }));
    }),
  recommend: recommendRated,
  explain: explainRated,
  reason: (fit, history, item, label) => ratedReason(explainRated(fit, history, item), label),
});
