import { z } from 'zod';
import { shareRows } from '../../maths/recommend/shared-rows.ts';
import { UserComparer, userBook, userSimilarities, type UserBook } from '../../maths/recommend/user-neighbours.ts';
import { valueAt } from '../../table/sparse.ts';
import type { Context } from '../context.ts';
import { stepText } from '../define.ts';
import { defineRecommender, excludeSeenParameter, listMemory, listParameters } from './define-recommender.ts';
import { strongestParts } from './item-weights.ts';
import {
  keptOfLast,
  type Contribution,
  type RankedItems,
  type RecommendRequest,
  type UserHistory,
} from './recommender.ts';
import { weightParameter } from './weights.ts';

/**
 * User-based collaborative filtering: what the customers most like a history have. Fitting O(nEntries), recommending O(Σ over the
 * history of the items' customers) a customer.
 *
 * Resnick et al. (1994), GroupLens: an open architecture for collaborative filtering of netnews.
 */
const text = stepText({
  title: { en: 'Customers like you', zh: '相似顾客推荐' },
  summary: {
    en: 'Recommends what customers with a similar history have (user-kNN).',
    zh: '推荐历史相似的顾客所拥有的商品（user-kNN）。',
  },
  about: {
    en: 'For each customer the others with the most similar history are found, and what they have is recommended; the score of an item is the sum of the likeness of those who have it. A likeness is a sum over the items that two customers share, so the **reason** can list what each of the customer’s own items adds. The parts sum to the score.\n\nNothing is trained: new interactions count as soon as the model is fitted again, which takes a moment. It suits shops with far fewer customers than purchases. A customer with just the same items is never a neighbour, as they have nothing new to show. Customers without a history get nothing: use *Popular items* there.\n\n**Likeness**: *TF-IDF* lets rare items say more, *cosine* weighs all alike, *Jaccard* only counts them. **Shrinkage** holds back likenesses that rest on few items.',
    zh: '为每位顾客找出历史最相似的其他顾客，推荐他们拥有的商品；商品的得分是拥有它的相似顾客的相似度之和。相似度是两位顾客共同商品的各部分之和，因此**理由**能列出顾客每件商品的贡献，相加即为得分。\n\n无需训练：重新拟合只需片刻，新的交互即刻生效。适合顾客数远少于购买数的店铺。商品完全相同的顾客不会成为邻居，因为他没有新东西可供参考。没有历史的顾客得不到推荐，请用“热门商品”。\n\n**相似度**：*TF-IDF* 让冷门商品更有说服力，*余弦*对所有商品一视同仁，*Jaccard* 只看数量。**收缩**会压低依据商品数很少的相似度。',
  },
  parameters: {
    similarity: {
      label: { en: 'Likeness', zh: '相似度' },
      help: { en: 'How it is measured that two customers are alike.', zh: '如何衡量两位顾客的相似程度。' },
      options: {
        cosine: { en: 'Cosine', zh: '余弦' },
        jaccard: { en: 'Jaccard', zh: 'Jaccard' },
        'tf-idf': { en: 'TF-IDF', zh: 'TF-IDF' },
      },
    },
    nNeighbours: {
      label: { en: 'Neighbours', zh: '邻居数' },
      help: { en: 'How many similar customers are asked.', zh: '参考多少位相似顾客。' },
    },
    shrink: {
      label: { en: 'Shrinkage', zh: '收缩' },
      help: {
        en: 'A likeness that rests on so many items is halved; 0 leaves all as they are.',
        zh: '依据这么多件商品的相似度减半；0 表示不收缩。',
      },
      unit: { en: 'items', zh: '件商品' },
    },
  },
  messages: {
    one: { en: 'Customers who also have “{a}” have it', zh: '同样拥有“{a}”的顾客有它' },
    two: {
      en: 'Customers who also have “{a}” ({pa}) and “{b}” ({pb}) have it',
      zh: '同样拥有“{a}”（{pa}）和“{b}”（{pb}）的顾客有它',
    },
    more: {
      en: 'Customers who also have “{a}” ({pa}), “{b}” ({pb}) and {n} more of their items have it',
      zh: '同样拥有“{a}”（{pa}）、“{b}”（{pb}）及其他 {n} 件商品的顾客有它',
    },
  },
});

const parameters = z.object({
  similarity: z
    .enum(userSimilarities)
    .default('tf-idf')
    .meta({ ...text.parameter('similarity'), tune: 'cosine, jaccard, tf-idf' }),
  nNeighbours: z
    .int()
    .min(1)
    .max(5000)
    .default(100)
    .meta({ ...text.parameter('nNeighbours'), tune: '30, 100, 300' }),
  shrink: z
    .number()
    .min(0)
    .max(10_000)
    .default(1)
    .meta({ ...text.parameter('shrink'), tune: '0, 1, 5' }),
  weight: weightParameter('binary'),
  excludeSeen: excludeSeenParameter,
  ...listParameters,
});

export const userKnn = defineRecommender({
  id: 'recommend.user-knn',
  version: 2,
  text,
  references: ['doi:10.1145/192844.192905'],
  parameters,
  weighting: ({ weight }) => weight,
  excludeSeen: ({ excludeSeen }) => excludeSeen,
  memory: (shape, p) => listMemory(shape, p) + shape.nRows * 60,
  fit: (_context, { rows }, { similarity, nNeighbours, shrink }) => {
    const { nRows, nColumns, offsets, columns, values } = rows;
    return userBook({ nRows, nColumns, offsets, columns, values }, { similarity, nNeighbours, shrink });
  },
  recommend: recommendByUsers,
  explain: explainByUsers,
  reason(book, history, item, label) {
    const { code, values } = strongestParts(explainByUsers(book, history, item), label);
    return text.message(code, values);
  },
});

const USERS_A_BLOCK = 128;
const USERS_A_STRETCH = 4096;

async function recommendByUsers(
  context: Pick<Context, 'pool' | 'signal' | 'progress'>,
  given: UserBook,
  { histories, topK, excludeSeen, eligible }: RecommendRequest,
): Promise<RankedItems> {
  const { nRows } = histories;
  const book = { ...given, byUser: shareRows(given.byUser), byItem: shareRows(given.byItem) };
  const rankedItems = new Int32Array(new SharedArrayBuffer(nRows * topK * 4));
  const rankedScores = new Float64Array(new SharedArrayBuffer(nRows * topK * 8));
  const shared = { book, histories: shareRows(histories), excludeSeen, eligible, topK, rankedItems, rankedScores };
  for (let first = 0; first < nRows; first += USERS_A_STRETCH) {
    context.signal.throwIfAborted();
    context.progress(first / nRows);
    const n = Math.min(USERS_A_STRETCH, nRows - first);
    await context.pool.run('neighbourLists', n, USERS_A_BLOCK, { ...shared, first });
  }
  return { items: rankedItems.slice(), scores: rankedScores.slice() };
}

/** Who is like a history. */
const neighboursOf = keptOfLast((book: UserBook, history) => new UserComparer(book).neighboursOf(history));

/** What each item of a history adds to the score of an item: its part of the likeness to each neighbour who has that item. */
function explainByUsers(book: UserBook, history: UserHistory, item: number): Contribution[] {
  const { byUser, byItem, rarity, similarity } = book;
  const { users, scale } = neighboursOf(book, history);
  const having = new Map<number, number>();
  users.forEach((user, n) => {
    const value = valueAt(byUser, user, item);
    if (value > 0) having.set(user, scale[n]! * value);
  });
  const parts = Array.from(history.items, (owned, i) => {
    const own = similarity === 'jaccard' ? 1 : history.weights[i]! * rarity[owned]!;
    let share = 0;
    for (let at = byItem.offsets[owned]!; at < byItem.offsets[owned + 1]!; at++)
      share += own * byItem.values[at]! * (having.get(byItem.columns[at]!) ?? 0);
    return { item: owned, share };
  });
  return parts.filter(({ share }) => share !== 0).sort((a, b) => b.share - a.share || a.item - b.item);
}
