import { z } from 'zod';
import type { SparseRows } from '../../table/sparse.ts';
import { stepText } from '../define.ts';
import { defineRecommender, excludeSeenParameter, listMemory, listParameters } from './define-recommender.ts';
import { explainByItems, strongestParts, sumWeights } from './item-weights.ts';
import { itemNeighbours, similarities } from './similarity.ts';
import { weightParameter } from './weights.ts';

/**
 * Item-based collaborative filtering: items that the same customers buy are neighbours, and a customer is recommended the
 * neighbours of what they have. Fitting O(Σ over customers of their items squared), recommending O(history · nNeighbours) a customer.
 *
 * Sarwar et al. (2001), Item-based collaborative filtering recommendation algorithms; Deshpande & Karypis (2004), Item-based top-N
 * recommendation algorithms.
 */
const text = stepText({
  title: { en: 'Items bought together', zh: '相似商品推荐' },
  summary: {
    en: 'Recommends what customers of the same items also buy (item-kNN).',
    zh: '推荐购买相同商品的顾客还会买的商品（item-kNN）。',
  },
  about: {
    en: 'Two items are alike when the same customers buy them. A customer is recommended the items most like those they have bought; the score of an item is the sum of its likeness to each of these, and the **reason** of a recommendation lists these parts. They sum to the score.\n\nIt needs no features of items or customers, works from a few hundred customers on, and explains itself. It cannot recommend an item that nobody has bought, nor anything to a customer without history: use *Popular items* there.\n\n**Likeness**: *TF-IDF* is a good start; like *BM25* it trusts customers who buy little more than those who buy everything. *Cosine* weighs all customers alike, *Jaccard* counts them only, *lift* favours rare items, *asymmetric cosine* lets you choose how much each side’s popularity counts. **Shrinkage** holds back likenesses that rest on few customers.',
    zh: '如果同一批顾客都买了两件商品，这两件商品就相似。系统把与顾客买过的商品最相似的商品推荐给他；得分是它与每件已购商品相似度之和，推荐的**理由**列出各个部分，相加即为得分。\n\n它不需要商品或顾客的特征，几百位顾客就能使用，并且能解释自己。它无法推荐从未有人买过的商品，也无法为没有历史的顾客推荐：这时请用“热门商品”。\n\n**相似度**：*TF-IDF* 是好的起点，它和 *BM25* 一样，更信任买得少的顾客；*余弦*对所有顾客一视同仁；*Jaccard* 只看顾客数；*提升度*偏爱冷门商品；*非对称余弦*可以设定两边热门程度各占多少。**收缩**会压低依据顾客数很少的相似度。',
  },
  parameters: {
    similarity: {
      label: { en: 'Likeness', zh: '相似度' },
      help: { en: 'How it is measured that two items are alike.', zh: '如何衡量两件商品的相似程度。' },
      options: {
        cosine: { en: 'Cosine', zh: '余弦' },
        jaccard: { en: 'Jaccard', zh: 'Jaccard' },
        'tf-idf': { en: 'TF-IDF', zh: 'TF-IDF' },
        bm25: { en: 'BM25', zh: 'BM25' },
        lift: { en: 'Lift', zh: '提升度' },
        asymmetric: { en: 'Asymmetric cosine', zh: '非对称余弦' },
      },
    },
    nNeighbours: {
      label: { en: 'Neighbours', zh: '邻居数' },
      help: { en: 'How many similar items each item keeps.', zh: '每件商品保留多少个相似商品。' },
    },
    shrink: {
      label: { en: 'Shrinkage', zh: '收缩' },
      help: {
        en: 'A likeness that rests on so many customers is halved, one that rests on fewer shrinks more; 0 leaves all as they are.',
        zh: '依据这么多顾客的相似度减半，顾客更少则收缩更多；0 表示不收缩。',
      },
      unit: { en: 'customers', zh: '位顾客' },
    },
    bm25K1: {
      label: { en: 'BM25 k₁', zh: 'BM25 参数 k₁' },
      help: {
        en: 'How fast repeated purchases stop counting more; BM25 only.',
        zh: '重复购买多快不再增加权重；仅用于 BM25。',
      },
      advanced: true,
    },
    bm25B: {
      label: { en: 'BM25 b', zh: 'BM25 参数 b' },
      help: {
        en: 'How much popular items are held back, from 0 to 1; BM25 only.',
        zh: '对热门商品的抑制程度，0 到 1；仅用于 BM25。',
      },
      advanced: true,
      slider: true,
    },
    asymmetry: {
      label: { en: 'Asymmetry', zh: '非对称程度' },
      help: {
        en: 'Whose popularity holds a likeness back: 1 that of the item a customer has, 0 that of the item recommended; asymmetric cosine only.',
        zh: '由哪一边的热门程度压低相似度：1 为顾客已有的商品，0 为被推荐的商品；仅用于非对称余弦。',
      },
      advanced: true,
      slider: true,
    },
  },
  messages: {
    neighbours: { en: 'Finding similar items', zh: '正在寻找相似商品' },
    one: { en: 'Goes with “{a}”', zh: '与“{a}”搭配' },
    two: { en: 'Goes with “{a}” ({pa}) and “{b}” ({pb})', zh: '与“{a}”（{pa}）和“{b}”（{pb}）搭配' },
    more: {
      en: 'Goes with “{a}” ({pa}), “{b}” ({pb}) and {n} more they bought',
      zh: '与“{a}”（{pa}）、“{b}”（{pb}）及买过的其他 {n} 件商品搭配',
    },
  },
});

const parameters = z.object({
  similarity: z
    .enum(similarities)
    .default('tf-idf')
    .meta({ ...text.parameter('similarity'), tune: 'cosine, jaccard, tf-idf, bm25' }),
  nNeighbours: z
    .int()
    .min(1)
    .max(1000)
    .default(30)
    .meta({ ...text.parameter('nNeighbours'), tune: '20, 30, 50, 100' }),
  shrink: z
    .number()
    .min(0)
    .max(10_000)
    .default(3)
    .meta({ ...text.parameter('shrink'), tune: '0, 3, 10, 30' }),
  weight: weightParameter('binary'),
  bm25K1: z
    .number()
    .min(0)
    .max(100)
    .default(1.2)
    .meta({ ...text.parameter('bm25K1') }),
  bm25B: z
    .number()
    .min(0)
    .max(1)
    .default(0.75)
    .meta({ ...text.parameter('bm25B') }),
  asymmetry: z
    .number()
    .min(0)
    .max(1)
    .default(0.5)
    .meta({ ...text.parameter('asymmetry') }),
  excludeSeen: excludeSeenParameter,
  ...listParameters,
});

/** A guess for declaring memory before the items are counted. */
const ROWS_AN_ITEM = 15;

interface Neighbours {
  /** (nItems, nItems): row i holds the neighbours of item i. */
  readonly neighbours: SparseRows;
}

export const itemKnn = defineRecommender({
  id: 'recommend.item-knn',
  version: 3,
  text,
  references: ['doi:10.1145/371920.372071', 'doi:10.1145/963770.963776'],
  parameters,
  weighting: ({ weight }) => weight,
  excludeSeen: ({ excludeSeen }) => excludeSeen,
  memory: (shape, p) => listMemory(shape, p) + shape.nRows * 30 + (shape.nRows / ROWS_AN_ITEM) * p.nNeighbours * 24,
  fit: async (context, { rows }, options): Promise<Neighbours> => ({
    neighbours: await itemNeighbours(rows, options, context, (share) => {
      context.progress(share, text.message('neighbours'));
    }),
  }),
  recommend: (context, { neighbours }, request) => sumWeights(neighbours, request, context),
  explain: ({ neighbours }, history, item) => explainByItems(neighbours, history, item),
  reason({ neighbours }, history, item, label) {
    const { code, values } = strongestParts(explainByItems(neighbours, history, item), label);
    return text.message(code, values);
  },
});
