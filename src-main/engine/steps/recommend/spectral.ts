import { z } from 'zod';
import { spectralFilters } from '../../maths/recommend/spectral.ts';
import { stepText } from '../define.ts';
import { defineRecommender, excludeSeenParameter, listMemory, listParameters } from './define-recommender.ts';
import { becauseOf } from './item-weights.ts';
import { explainPlaced, recommendPlaced } from './placed-items.ts';
import { weightParameter } from './weights.ts';

/**
 * Graph filters in closed form (GF-CF). Fitting O(Σ over customers of their items squared + iterations · (entries · factors + nItems ·
 * factors²)), recommending O(nItems · factors) a customer.
 *
 * Shen et al. (2021), How powerful is graph convolution for recommendation?, arXiv:2108.07567; Choi et al. (2023), Blurring-sharpening
 * process models for collaborative filtering, arXiv:2211.09324.
 */
const text = stepText({
  title: { en: 'Spectral filter (GF-CF)', zh: '谱滤波（GF-CF）' },
  summary: {
    en: 'Smooths each customer’s purchases over the graph of who bought what, without training rounds.',
    zh: '在“谁买了什么”的图上平滑每位顾客的购买，无需反复训练。',
  },
  about: {
    en: 'Customers and items form a graph. A customer’s purchases are a signal on it, and what a smoothed signal shows at items not bought yet is recommended. Two filters are added: a **linear** one, which passes on to items bought by the same customers, and an **ideal low pass**, which keeps only the broadest tastes of the whole shop. Both follow directly from the data: no training rounds, no chance beyond rounding.\n\nIt reaches or passes neural graph models on the field’s own comparisons in a fraction of their time. The score is a sum over what the customer has; the **reason** lists the parts.\n\nThe **penalties** hold back popular items and customers who buy everything; ½ each is a good start, less favours best-sellers. **Sharpening** takes back part of what the linear filter spreads over tastes that nearly everybody shares, so that lists are more a customer’s own. Customers without a history get nothing: use *Popular items* there.',
    zh: '顾客和商品构成一张图。顾客的购买是图上的信号，平滑后的信号在尚未购买的商品上的值就是推荐依据。它由两个滤波器相加：**线性**滤波把信号传给同一批顾客购买的商品；**理想低通**只保留整个店铺最宽泛的品味。两者都由数据直接算出，不需要反复训练。\n\n在业界公开的比较中，它以很少的时间达到或超过神经图模型。得分是顾客已有商品的各部分之和，**理由**列出这些部分。\n\n**惩罚**会压低热门商品和什么都买的顾客；都取 ½ 是好的起点，越小越偏向畅销品。**锐化**收回线性滤波扩散到人人共有的品味上的一部分，使列表更贴近顾客本人。没有历史的顾客得不到推荐，请用“热门商品”。',
  },
  parameters: {
    factors: {
      label: { en: 'Tastes', zh: '品味数' },
      help: {
        en: 'How many of the broadest tastes the low pass lets through.',
        zh: '低通滤波保留多少种最宽泛的品味。',
      },
    },
    lowPass: {
      label: { en: 'Low pass', zh: '低通权重' },
      help: {
        en: 'How much the broad tastes count beside the linear filter; 0 leaves them out.',
        zh: '宽泛品味相对于线性滤波的权重；0 表示不用。',
      },
    },
    sharpening: {
      label: { en: 'Sharpening', zh: '锐化' },
      help: {
        en: 'How much of what the linear filter spreads over everybody’s broadest tastes is taken back; 0 leaves it as it is.',
        zh: '把线性滤波扩散到所有人最宽泛品味上的部分收回多少；0 表示保持原样。',
      },
    },
    itemPower: {
      label: { en: 'Item penalty', zh: '商品惩罚' },
      help: {
        en: 'The power of an item’s customers that its purchases are divided by.',
        zh: '商品的购买除以其顾客数的多少次方。',
      },
      slider: true,
    },
    userPower: {
      label: { en: 'Customer penalty', zh: '顾客惩罚' },
      help: {
        en: 'The power of a customer’s items that their purchases are divided by.',
        zh: '顾客的购买除以其商品数的多少次方。',
      },
      slider: true,
    },
    nNeighbours: {
      label: { en: 'Items kept', zh: '保留的商品数' },
      help: {
        en: 'How many other items the linear filter keeps for each item.',
        zh: '线性滤波为每件商品保留多少件其他商品。',
      },
      advanced: true,
    },
    iterations: {
      label: { en: 'Iterations', zh: '迭代次数' },
      help: { en: 'How often the search for the tastes is refined.', zh: '对品味的求解精化多少次。' },
      advanced: true,
    },
  },
  messages: { filtering: { en: 'Finding the filters', zh: '正在计算滤波器' } },
});

const parameters = z.object({
  factors: z
    .int()
    .min(1)
    .max(1024)
    .default(64)
    .meta({ ...text.parameter('factors'), tune: '32, 64, 128, 256' }),
  lowPass: z
    .number()
    .min(0)
    .max(100)
    .default(0.3)
    .meta({ ...text.parameter('lowPass'), tune: '0, 0.1, 0.3, 1' }),
  sharpening: z
    .number()
    .min(0)
    .max(100)
    .default(0)
    .meta({ ...text.parameter('sharpening'), tune: '0, 1, 3' }),
  itemPower: z
    .number()
    .min(0)
    .max(1)
    .default(0.5)
    .meta({ ...text.parameter('itemPower'), tune: '0.3, 0.4, 0.5' }),
  userPower: z
    .number()
    .min(0)
    .max(1)
    .default(0.5)
    .meta({ ...text.parameter('userPower'), tune: '0.3, 0.5, 0.7' }),
  nNeighbours: z
    .int()
    .min(1)
    .max(5000)
    .default(500)
    .meta({ ...text.parameter('nNeighbours') }),
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

export const spectral = defineRecommender({
  id: 'recommend.spectral',
  version: 2,
  text,
  references: ['arXiv:2108.07567', 'arXiv:2211.09324', 'doi:10.1137/090771806'],
  parameters,
  weighting: ({ weight }) => weight,
  excludeSeen: ({ excludeSeen }) => excludeSeen,
  memory: (shape, p) =>
    listMemory(shape, p) + shape.nRows * 80 + (shape.nRows / ROWS_AN_ITEM) * (p.nNeighbours * 24 + p.factors * 64),
  fit: (context, { rows }, options) =>
    spectralFilters(rows, { ...options, nIterations: options.iterations }, context, (share) => {
      context.progress(share, text.message('filtering'));
    }),
  recommend: recommendPlaced,
  explain: explainPlaced,
  reason: (model, history, item, label) => becauseOf(explainPlaced(model, history, item), label),
});
