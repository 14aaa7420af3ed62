import { z } from 'zod';
import { walkWeights } from '../../maths/recommend/random-walk.ts';
import type { SparseRows } from '../../table/sparse.ts';
import { stepText } from '../define.ts';
import { defineRecommender, excludeSeenParameter, listMemory, listParameters } from './define-recommender.ts';
import { becauseOf, explainByItems, sumWeights } from './item-weights.ts';
import { weightParameter } from './weights.ts';

/**
 * RP3beta: random walks of three steps, popular items held back. Fitting O(Σ over customers of their items squared), recommending
 * O(history · nNeighbours) a customer.
 *
 * Cooper et al. (2014), Random walks in recommender systems; Paudel et al. (2017), Updatable, accurate, diverse, and scalable
 * recommendations for interactive applications.
 */
const text = stepText({
  title: { en: 'Random walks (RP3beta)', zh: '随机游走（RP3beta）' },
  summary: {
    en: 'Walks from a customer’s items over other customers to new items, and recommends where walks end often.',
    zh: '从顾客的商品出发，经由其他顾客走到新商品，推荐最常到达的商品。',
  },
  about: {
    en: 'Imagine a walk: from the customer to one of their items, from there to another customer of it, and on to one of that customer’s items. Items where such walks end often are recommended. As popular items are the end of many walks, their scores are divided by their popularity to a power, so that the special is found too.\n\nFast, needs no features, and is among the most accurate simple models. The score is a sum over what the customer has; the **reason** lists the parts.\n\n**Popularity penalty** decides between best-sellers (0) and rarities (1); it matters most. It says nothing to customers without a history: use *Popular items* there.',
    zh: '设想这样一次游走：从顾客走到他的一件商品，再走到另一位拥有它的顾客，最后走到那位顾客的一件商品。推荐游走最常到达的商品。热门商品自然更常到达，因此得分要除以热门程度的若干次方，让有特色的商品也能出现。\n\n速度快，不需要特征，是最准确的简单模型之一。得分是顾客已有商品的各部分之和，**理由**列出这些部分。\n\n**热门惩罚**决定偏向畅销品（0）还是冷门商品（1），影响最大。没有历史的顾客请用“热门商品”。',
  },
  parameters: {
    alpha: {
      label: { en: 'Step power', zh: '步概率的幂' },
      help: {
        en: 'Above 1 likely steps count more than they would, below 1 less.',
        zh: '大于 1 时更看重可能性大的步，小于 1 时更平均。',
      },
    },
    beta: {
      label: { en: 'Popularity penalty', zh: '热门惩罚' },
      help: {
        en: 'The power of an item’s customers that its score is divided by; 0 for no penalty.',
        zh: '得分除以商品顾客数的多少次方；0 表示不惩罚。',
      },
      slider: true,
    },
    nNeighbours: {
      label: { en: 'Items kept', zh: '保留的商品数' },
      help: { en: 'How many items each item leads to.', zh: '每件商品保留多少件可到达的商品。' },
    },
  },
  messages: { walking: { en: 'Walking from item to item', zh: '正在商品之间游走' } },
});

const parameters = z.object({
  alpha: z
    .number()
    .min(0)
    .max(5)
    .default(1)
    .meta({ ...text.parameter('alpha'), tune: '0.6, 0.8, 1, 1.2' }),
  beta: z
    .number()
    .min(0)
    .max(2)
    .default(0.5)
    .meta({ ...text.parameter('beta'), tune: '0, 0.2, 0.4, 0.6, 0.8' }),
  nNeighbours: z
    .int()
    .min(1)
    .max(5000)
    .default(200)
    .meta({ ...text.parameter('nNeighbours'), tune: '50, 200, 500' }),
  weight: weightParameter('binary'),
  excludeSeen: excludeSeenParameter,
  ...listParameters,
});

/** A guess for declaring memory before the items are counted. */
const ROWS_AN_ITEM = 15;

interface Walks {
  readonly weights: SparseRows;
}

export const rp3beta = defineRecommender({
  id: 'recommend.rp3beta',
  version: 2,
  text,
  references: ['doi:10.1145/2567948.2579244', 'doi:10.1145/2955101'],
  parameters,
  weighting: ({ weight }) => weight,
  excludeSeen: ({ excludeSeen }) => excludeSeen,
  memory: (shape, p) => listMemory(shape, p) + shape.nRows * 50 + (shape.nRows / ROWS_AN_ITEM) * p.nNeighbours * 24,
  fit: async (context, { rows }, options): Promise<Walks> => ({
    weights: await walkWeights(rows, options, context, (share) => {
      context.progress(share, text.message('walking'));
    }),
  }),
  recommend: (context, { weights }, request) => sumWeights(weights, request, context),
  explain: ({ weights }, history, item) => explainByItems(weights, history, item),
  reason: ({ weights }, history, item, label) => becauseOf(explainByItems(weights, history, item), label),
});
