import { z } from 'zod';
import { ClienteleError } from '../../../contract/errors.ts';
import { tilesBytes } from '../../kernels/tiles.ts';
import { easeBytes, easeWeights } from '../../maths/ease.ts';
import type { SparseRows } from '../../table/sparse.ts';
import { stepText } from '../define.ts';
import { defineRecommender, excludeSeenParameter, listMemory, listParameters } from './define-recommender.ts';
import { explainByItems, strongestParts, sumWeights } from './item-weights.ts';
import { weightParameter } from './weights.ts';

/**
 * EASE: a linear model of each item from all others, in closed form. Fitting O(min(nUsers, nItems)³), recommending O(history · nWeights) a customer.
 *
 * Steck (2019), Embarrassingly shallow autoencoders for sparse data, arXiv:1905.03375.
 */
const text = stepText({
  title: { en: 'Items that tell of others (EASE)', zh: '商品关联推荐（EASE）' },
  summary: {
    en: 'Learns how much having one item says for every other, in one exact computation.',
    zh: '一次精确计算，学出拥有某件商品对其他每件商品意味着什么。',
  },
  about: {
    en: 'Each item is predicted from all other items that a customer has, by weights that are found at once and exactly, without training rounds. Unlike *Items bought together* a weight says what an item tells **beyond** all others: two items that are only both popular get little, and a weight may be negative. The score of an item is the sum of the weights of what the customer has; the **reason** lists these parts, and they sum to the score.\n\nIt is often the most accurate model for shops with up to several thousand items. Time grows with the cube and memory with the square of the number of items, or of customers where they are fewer.\n\n**Regularisation** decides how much evidence a weight needs: raise it where few customers stand behind each item.',
    zh: '每件商品都由顾客拥有的其他所有商品来预测，权重一次精确算出，不需要反复训练。与“相似商品推荐”不同，权重表示一件商品在其他商品**之外**还能说明什么：只是都热门的两件商品权重很小，权重也可以为负。得分是顾客已有商品的权重之和；**理由**列出各个部分，相加即为得分。\n\n对几千件商品以内的店铺，它往往是最准确的模型。时间随商品数（顾客更少时为顾客数）的三次方增长，内存随其平方增长。\n\n**正则化**决定一个权重需要多少证据：每件商品的顾客较少时应调大。',
  },
  parameters: {
    l2: {
      label: { en: 'Regularisation', zh: '正则化' },
      help: {
        en: 'Holds weights back: about how many customers it takes before a pair of items counts.',
        zh: '抑制权重：大致相当于一对商品需要多少位顾客才算数。',
      },
    },
    nWeights: {
      label: { en: 'Weights kept', zh: '保留的权重数' },
      help: {
        en: 'For or against how many others each item speaks; the largest weights are kept.',
        zh: '每件商品对多少件其他商品起作用，取绝对值最大的权重。',
      },
    },
  },
  messages: {
    inverting: { en: 'Weighing items against each other', zh: '正在计算商品之间的权重' },
    one: { en: 'Follows from “{a}”', zh: '由“{a}”推断' },
    two: { en: 'Follows from “{a}” ({pa}) and “{b}” ({pb})', zh: '由“{a}”（{pa}）和“{b}”（{pb}）推断' },
    more: {
      en: 'Follows from “{a}” ({pa}), “{b}” ({pb}) and {n} more they bought',
      zh: '由“{a}”（{pa}）、“{b}”（{pb}）及买过的其他 {n} 件商品推断',
    },
  },
});

const parameters = z.object({
  l2: z
    .number()
    .min(0.1)
    .max(1_000_000)
    .default(100)
    .meta({ ...text.parameter('l2'), tune: '10, 30, 100, 300, 1000' }),
  nWeights: z
    .int()
    .min(1)
    .max(10_000)
    .default(200)
    .meta({ ...text.parameter('nWeights'), tune: '50, 100, 200, 500' }),
  weight: weightParameter('binary'),
  excludeSeen: excludeSeenParameter,
  ...listParameters,
});

/** A guess for declaring memory before the items are counted. */
const ROWS_AN_ITEM = 100;
const MB = 2 ** 20;

interface Weights {
  /** (nItems, nItems): row i holds what item i says for others. */
  readonly weights: SparseRows;
}

export const ease = defineRecommender({
  id: 'recommend.ease',
  version: 4,
  text,
  references: ['arXiv:1905.03375'],
  parameters,
  weighting: ({ weight }) => weight,
  excludeSeen: ({ excludeSeen }) => excludeSeen,
  memory: (shape, p) =>
    listMemory(shape, p) + tilesBytes(Math.min(20_000, Math.ceil(shape.nRows / ROWS_AN_ITEM))) + shape.nRows * 60,
  async fit(context, { items, rows }, options): Promise<Weights> {
    const needed = easeBytes(rows.nRows, items.length) + items.length * options.nWeights * 24;
    if (needed > context.budgetBytes) throw tooManyItems(needed, context.budgetBytes, rows.columns.length);
    const weights = await easeWeights(rows, options, context, (share) => {
      context.signal.throwIfAborted();
      context.progress(share, text.message('inverting'));
    });
    if (!weights) throw tooSmall(options.l2);
    return { weights };
  },
  recommend: (context, { weights }, request) => sumWeights(weights, request, context),
  explain: ({ weights }, history, item) => explainByItems(weights, history, item),
  reason({ weights }, history, item, label) {
    const { code, values } = strongestParts(explainByItems(weights, history, item), label);
    return text.message(code, values);
  },
});

/** The matrix of all items does not fit; fewer rows have fewer items. */
const tooManyItems = (needed: number, budget: number, nRows: number): ClienteleError =>
  new ClienteleError('too-much-memory', {
    neededMb: Math.ceil(needed / MB),
    availableMb: Math.floor(budget / MB),
    rowsThatFit: Math.floor((nRows * budget) / needed),
  });

const tooSmall = (l2: number): ClienteleError =>
  new ClienteleError('bad-parameter', {
    parameter: 'l2',
    value: l2,
    detail: { en: 'too small beside such large weights', zh: '相对于这样大的权重而言太小' },
  });
