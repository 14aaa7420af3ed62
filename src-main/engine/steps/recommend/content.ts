import { z } from 'zod';
import { ClienteleError } from '../../../contract/errors.ts';
import { featureNeighbours } from '../../maths/recommend/feature-neighbours.ts';
import type { SparseRows } from '../../table/sparse.ts';
import { stepText } from '../define.ts';
import { defineRecommender, excludeSeenParameter, listMemory, listParameters } from './define-recommender.ts';
import { itemFeatures } from './item-features.ts';
import { explainByItems, sumWeights } from './item-weights.ts';
import type { UserHistory } from './recommender.ts';
import { weightParameter } from './weights.ts';

/**
 * Items like those a customer has, by what is known of them: words, category, price, further attributes. Fitting O(Σ over features of
 * items²), recommending like other neighbour methods.
 *
 * Salton & Buckley (1988), Term-weighting approaches; Pazzani & Billsus (2007), Content-based recommendation systems.
 */
const text = stepText({
  title: { en: 'Items like theirs', zh: '按商品内容推荐' },
  summary: {
    en: 'Recommends items like those a customer has, by words, category and price.',
    zh: '按词语、类别和价格推荐与顾客已有商品相似的商品。',
  },
  about: {
    en: 'Other recommenders know an item by who bought it, and know nothing of one that is new. This one knows it by **what it is**: the words of its name and text (TF-IDF; English and Chinese can stand side by side), its category, its price, and further columns of the products. Items that nobody has bought yet are recommended too, and a customer needs no more than one item.\n\nConnect the **products**; without them it reads what the interactions say of items. The four **weights** say how much each kind counts; one that no table fills counts for nothing. An item’s likeness to each item that the customer has is added up: the parts of a **reason** sum to the score.\n\nIt finds what resembles, not what complements, and is seldom the most exact alone. It is at its best in a *Blend*, or for shops whose catalogue changes faster than anyone can buy.',
    zh: '其他推荐方法通过谁买过来认识商品，对新品一无所知。本方法通过商品**本身**来认识：名称和文本中的词语（TF-IDF，中英文可混排）、类别、价格，以及商品表中的其他列。尚无人购买的商品也会被推荐，顾客只需有一件商品。\n\n请连接**商品表**；没有时则读取交互记录中的商品信息。四个**权重**决定各类信息的分量；没有数据的类别不起作用。商品与顾客每件已有商品的相似度相加：**理由**的各部分之和即为得分。\n\n它找到的是相似的而不是互补的商品，单独使用往往不是最准确的。它最适合放在“加权混合”中，或用于商品更新极快的店铺。',
  },
  parameters: {
    words: { label: { en: 'Words', zh: '词语' }, help: { en: 'How much the words of name and text count.', zh: '名称与文本词语的分量。' } },
    category: { label: { en: 'Category', zh: '类别' }, help: { en: 'How much the category counts.', zh: '类别的分量。' } },
    price: { label: { en: 'Price', zh: '价格' }, help: { en: 'How much a similar price counts.', zh: '价格相近的分量。' } },
    attributes: {
      label: { en: 'Other columns', zh: '其他列' },
      help: { en: 'How much each further column of the products counts.', zh: '商品表其他每一列的分量。' },
      advanced: true,
    },
    nNeighbours: {
      label: { en: 'Neighbours', zh: '邻居数' },
      help: { en: 'How many similar items are kept of each item.', zh: '每件商品保留多少件相似商品。' },
      advanced: true,
    },
  },
  messages: {
    like: { en: 'Like “{a}”', zh: '与“{a}”相似' },
    'like-for': { en: 'Like “{a}”: {shared}', zh: '与“{a}”相似：{shared}' },
    'no-features': {
      en: 'nothing is known of items: no name, text, category or price that some of them share',
      zh: '对商品一无所知：没有可共享的名称、文本、类别或价格',
    },
  },
}); // prettier-ignore

const weightOf = (name: 'words' | 'category' | 'price' | 'attributes', preset: number) =>
  z
    .number()
    .min(0)
    .max(10)
    .default(preset)
    .meta({ ...text.parameter(name), tune: '0, 0.3, 1, 3' });

const parameters = z.object({
  words: weightOf('words', 1),
  category: weightOf('category', 0.5),
  price: weightOf('price', 0.2),
  attributes: weightOf('attributes', 0.2),
  nNeighbours: z.int().min(1).max(10_000).default(200).meta({ ...text.parameter('nNeighbours'), tune: '50, 200, 1000' }),
  weight: weightParameter('log-orders'),
  excludeSeen: excludeSeenParameter,
  ...listParameters,
}); // prettier-ignore

/** What items are like, and which are most alike. */
interface ContentModel {
  readonly neighbours: SparseRows;
  readonly features: SparseRows;
  readonly names: readonly (string | null)[];
}

const ITEMS_A_LOOK = 64;
const SHARED_SHOWN = 3;

/** The features that speak most for the likeness of two items. */
function sharedFeatures({ features, names }: ContentModel, a: number, b: number): string[] {
  const own = new Map<number, number>();
  for (let at = features.offsets[a]!; at < features.offsets[a + 1]!; at++)
    own.set(features.columns[at]!, features.values[at]!);
  const shared: { name: string; share: number }[] = [];
  for (let at = features.offsets[b]!; at < features.offsets[b + 1]!; at++) {
    const value = own.get(features.columns[at]!);
    const name = names[features.columns[at]!] ?? null;
    if (value !== undefined && name !== null) shared.push({ name, share: value * features.values[at]! });
  }
  return shared.sort((x, y) => y.share - x.share).slice(0, SHARED_SHOWN).map(({ name }) => name); // prettier-ignore
}

export const content = defineRecommender({
  id: 'recommend.content',
  version: 2,
  text,
  references: ['doi:10.1016/0306-4573(88)90021-0', 'doi:10.1007/978-3-540-72079-9_10'],
  parameters,
  reads: ['products'],
  weighting: ({ weight }) => weight,
  excludeSeen: ({ excludeSeen }) => excludeSeen,
  memory: (shape, p) => listMemory(shape, p) + shape.nRows * 40 + (shape.nRows / 20) * p.nNeighbours * 12,
  fit(context, { items }, p, { interactions, products }): ContentModel {
    const look = () => {
      context.signal.throwIfAborted();
    };
    const { rows: features, names } = itemFeatures(interactions, products, items, p, look);
    if (features.columns.length === 0)
      throw new ClienteleError('no-usable-column', { detail: text.source.messages['no-features'] });
    const neighbours = featureNeighbours(features, p.nNeighbours, (row) => {
      if (row % ITEMS_A_LOOK !== 0) return;
      look();
      context.progress(row / items.length);
    });
    return { neighbours, features, names };
  },
  recommend: (context, { neighbours }, request) => sumWeights(neighbours, request, context),
  explain: ({ neighbours }, history, item) => explainByItems(neighbours, history, item),
  reason(model, history: UserHistory, item, label) {
    const [first] = explainByItems(model.neighbours, history, item);
    if (first === undefined || first.item === null) return text.message('like', { a: '' });
    const shared = sharedFeatures(model, first.item, item);
    const a = label(first.item);
    return shared.length > 0 ? text.message('like-for', { a, shared: shared.join(', ') }) : text.message('like', { a });
  },
});
