import { z } from 'zod';
import { solveFactoredPlain } from '../../kernels/solve-rows-plain.ts';
import { sparseTimes } from '../../maths/product.ts';
import { fitNonNegative, placeOnParts, type NonNegativeItems } from '../../maths/recommend/non-negative.ts';
import { shareRows } from '../../maths/recommend/shared-rows.ts';
import type { Context } from '../context.ts';
import { stepText } from '../define.ts';
import { defineRecommender, excludeSeenParameter, listMemory, listParameters } from './define-recommender.ts';
import { becauseOf } from './item-weights.ts';
import { rankUsers } from './rank-users.ts';
import {
  keptOfLast,
  type Contribution,
  type RankedItems,
  type RecommendRequest,
  type UserHistory,
} from './recommender.ts';
import { weightParameter } from './weights.ts';

/**
 * Non-negative matrix factorisation of who has what. Fitting O(iterations · (entries · factors + (nUsers + nItems) · factors²)),
 * recommending O(history · factors + nItems · factors) a customer.
 *
 * Lee & Seung (1999), Learning the parts of objects by non-negative matrix factorization.
 */
const text = stepText({
  title: { en: 'Shopping themes (NMF)', zh: '购物主题（NMF）' },
  summary: {
    en: 'Takes purchases apart into themes that only add up, and recommends what belongs to a customer’s themes.',
    zh: '把购买分解为只相加、不相抵的主题，推荐属于顾客主题的商品。',
  },
  about: {
    en: 'The table of who bought what is described as a sum of a few **themes**, of which customers and items have some or none, never less than none: baby care, baking, the office. Unlike the tastes of *Matrix factorisation (ALS)* or *Singular value decomposition (PureSVD)* themes do not cancel each other, so most customers have few of them. What is not bought counts as a clear no.\n\nA customer is placed on the themes by what they have when lists are made, so new customers are served too; the score is a sum over what they have, and the **reason** lists the parts. An item of the history can also take something away, where it speaks for a theme that the recommended item is not of. Customers without a history get nothing: use *Popular items* there.\n\nThe themes depend on where the search starts. *Matrix factorisation (ALS)* usually ranks better; this is for lists whose reason should be a theme.',
    zh: '用少数几个**主题**之和来概括“谁买了什么”，顾客和商品对每个主题或多或少，或者没有，但不会为负：母婴、烘焙、办公。与“矩阵分解（ALS）”或“奇异值分解（PureSVD）”的品味不同，主题之间不会相互抵消，因此多数顾客只有少数主题。没有购买被当作明确的否定。\n\n生成推荐时按顾客拥有的商品确定其主题，因此新顾客也能得到推荐；得分是顾客已有商品的各部分之和，**理由**列出这些部分。若某件历史商品代表的主题与被推荐商品无关，它也可能减少得分。没有历史的顾客得不到推荐，请用“热门商品”。\n\n主题取决于搜索的起点。“矩阵分解（ALS）”通常排序更好；当推荐理由应是某个主题时使用本方法。',
  },
  parameters: {
    factors: {
      label: { en: 'Themes', zh: '主题数' },
      help: { en: 'How many themes describe the purchases.', zh: '用多少个主题概括购买。' },
    },
    iterations: {
      label: { en: 'Iterations', zh: '迭代次数' },
      help: { en: 'How often customers and items are improved in turn.', zh: '轮流改进顾客与商品的次数。' },
    },
    regularisation: {
      label: { en: 'Regularisation', zh: '正则化' },
      help: { en: 'How strongly amounts of themes are held small.', zh: '把主题数量压小的强度。' },
    },
  },
  messages: { iteration: { en: 'Iteration {iteration, number}', zh: '第 {iteration, number} 轮' } },
});

const parameters = z.object({
  factors: z
    .int()
    .min(1)
    .max(256)
    .default(32)
    .meta({ ...text.parameter('factors'), tune: '16, 32, 64' }),
  iterations: z
    .int()
    .min(1)
    .max(1000)
    .default(50)
    .meta({ ...text.parameter('iterations') }),
  regularisation: z
    .number()
    .min(0.0001)
    .max(10_000)
    .default(1)
    .meta({ ...text.parameter('regularisation'), tune: '0.1, 1, 10' }),
  weight: weightParameter('binary'),
  excludeSeen: excludeSeenParameter,
  ...listParameters,
});

/** A guess for declaring memory before customers and items are counted. */
const ROWS_A_POINT = 10;

export const nmf = defineRecommender({
  id: 'recommend.nmf',
  version: 2,
  text,
  references: ['doi:10.1038/44565', 'doi:10.1587/transfun.E92.A.708'],
  parameters,
  weighting: ({ weight }) => weight,
  excludeSeen: ({ excludeSeen }) => excludeSeen,
  memory: (shape, p) => listMemory(shape, p) + shape.nRows * 60 + (shape.nRows / ROWS_A_POINT) * p.factors * 40,
  fit: (context, { rows }, options) =>
    fitNonNegative(rows, options, context, (share, iteration) => {
      context.progress(share, text.message('iteration', { iteration }));
    }),
  recommend: recommendByParts,
  explain: explainByParts,
  reason: (model, history, item, label) => becauseOf(explainByParts(model, history, item), label),
});

/** Users placed between two looks at the signal. */
const USERS_A_LOOK = 256;

async function recommendByParts(
  context: Pick<Context, 'pool' | 'signal' | 'progress'>,
  model: NonNegativeItems,
  request: RecommendRequest,
): Promise<RankedItems> {
  const { width, items } = model;
  const wanted = await sparseTimes(shareRows(request.histories), sharedItems(model), width, context);
  const points = {
    width,
    items,
    nItems: items.length / width,
    usersOf(first: number, n: number) {
      const users = new Float64Array(new SharedArrayBuffer(n * width * 8));
      for (let user = 0; user < n; user++) {
        if (user % USERS_A_LOOK === 0) context.signal.throwIfAborted();
        const { parts, amounts } = placeOnParts(model, wanted.subarray((first + user) * width, (first + user + 1) * width)); // prettier-ignore
        parts.forEach((part, i) => (users[user * width + part] = amounts[i]!));
      }
      return users;
    },
    offsets: null,
    weights: null,
    above: 0,
  };
  return rankUsers(context, points, request);
}

/** The items of a model that was asked before in memory that threads share, since previews ask for one customer after another. */
const lastShared = new WeakMap<NonNegativeItems, Float64Array>();

function sharedItems(model: NonNegativeItems): Float64Array {
  const known = lastShared.get(model);
  if (known) return known;
  const items = new Float64Array(new SharedArrayBuffer(model.items.byteLength));
  items.set(model.items);
  lastShared.set(model, items);
  return items;
}

/** Where a history lies on the parts. */
const placedOf = keptOfLast((model: NonNegativeItems, { items, weights }) => {
  const { width } = model;
  const wanted = new Float64Array(width);
  items.forEach((item, i) => {
    for (let c = 0; c < width; c++) wanted[c]! += weights[i]! * model.items[item * width + c]!;
  });
  return placeOnParts(model, wanted);
});

/** With a the equations of the parts that the history has: weight·yᵀ·a⁻¹·item over the history, which sums to the score. */
function explainByParts(model: NonNegativeItems, history: UserHistory, item: number): Contribution[] {
  const { width, items } = model;
  const { parts, factored } = placedOf(model, history);
  const towards = Float64Array.from(parts, (part) => items[item * width + part]!);
  solveFactoredPlain(factored, parts.length, towards);
  return Array.from(history.items, (owned, i) => {
    const along = parts.reduce((sum, part, c) => sum + items[owned * width + part]! * towards[c]!, 0);
    return { item: owned, share: along * history.weights[i]! };
  })
    .filter(({ share }) => share !== 0)
    .sort((a, b) => b.share - a.share || a.item - b.item);
}
