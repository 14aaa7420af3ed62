import { z } from 'zod';
import type { LayerSpec } from '../../tensor/training/network.ts';
import { stepText } from '../define.ts';
import { defineRecommender, excludeSeenParameter, listMemory, listParameters } from './define-recommender.ts';
import { sequenceParameters } from './neural.ts';
import { explainNext, fitNextItem, reasonOfNext, recommendNext } from './next-item-model.ts';

/**
 * Self-attention over a customer's items in their order. Fitting O(epochs · entries · (blocks · size² + blocks · length · size + nItems ·
 * size)), recommending O(length · blocks · size² + nItems · size) a customer.
 *
 * Kang & McAuley (2018), Self-attentive sequential recommendation, arXiv:1808.09781; its loss over all items by Klenitskiy & Vasilev
 * (2023), arXiv:2309.07602.
 * Departures from the paper: blocks are normalised before each part, as in GPT-2; long histories train in stretches, not only by
 * their end; items taken at one moment stand in random order.
 */
const text = stepText({
  title: { en: 'What comes next (SASRec)', zh: '接下来买什么（SASRec）' },
  summary: {
    en: 'Reads each customer’s items in their order with a transformer and recommends what comes next.',
    zh: '用 Transformer 按顺序读取每位顾客的商品，推荐接下来会买的。',
  },
  about: {
    en: 'A small transformer reads a customer’s items from the oldest to the newest and learns, over all customers, which item follows. Recent items, and pairs of items wherever they stand, decide together, so it does well where tastes move on: films, music, fashion, courses. Where order says little, such as groceries or gifts, linear models (*EASE*, *item-kNN*) are as good and train in seconds.\n\nLeave **compared with** at *all items*: telling the next item from all others trains far better than telling it from a single drawn one. For catalogues beyond some ten thousand items *many drawn items* is nearly as good and faster.\n\nOf some customers the last item is set aside to judge each epoch, the weights of the best epoch are kept, and training ends once it gets no better. The **reason** says how far each item moved the score as it came, from that of the average customer on; the parts sum to the score. Customers without a history get no list; *Switch by history* gives them another model’s.\n\nA training that was cancelled or cut short goes on where it stopped when the panel runs again.',
    zh: '一个小型 Transformer 从旧到新读取顾客的商品，在所有顾客中学习哪件商品会接着出现。最近的商品以及任意位置的商品组合共同决定结果，因此适合品味不断变化的领域：电影、音乐、时装、课程。若顺序意义不大（如日用品、礼品），线性模型（*EASE*、*item-kNN*）效果相当，且几秒即可训练好。\n\n**对比范围**请保持*全部商品*：与全部商品区分，远好于只与一件抽取的商品区分。商品超过一万种左右时，*抽取的许多商品*效果接近而更快。\n\n部分顾客的最后一件商品会留出来评判每一轮，保留最好一轮的权重，不再改善时停止训练。**理由**说明每件商品出现时使得分从平均顾客的水平移动了多少，各部分之和等于得分。没有历史的顾客得不到推荐；可用“按历史长度切换”改用其他模型。\n\n训练被取消或意外中断后，再次运行面板会从中断处继续。',
  },
  parameters: {
    blocks: {
      label: { en: 'Blocks', zh: '层数' },
      help: { en: 'How many rounds of attention follow one another.', zh: '注意力层的数目。' },
    },
    heads: {
      label: { en: 'Heads', zh: '注意力头数' },
      help: {
        en: 'In how many ways items look at those before them; the vector size is rounded up so that each way has a multiple of four.',
        zh: '商品以多少种方式关注之前的商品；向量长度会向上取整，使每种方式分得四的倍数。',
      },
    },
  },
});

/** Stretches that histories fill, few at a time: padding costs as much as what is read, and an epoch of more steps learns more. */
const parameters = z.object({
  ...sequenceParameters(20, 64),
  blocks: z
    .int()
    .min(1)
    .max(8)
    .default(1)
    .meta({ ...text.parameter('blocks'), tune: '1, 2' }),
  heads: z
    .int()
    .min(1)
    .max(16)
    .default(1)
    .meta({ ...text.parameter('heads') }),
  excludeSeen: excludeSeenParameter,
  ...listParameters,
});

type Parameters = z.output<typeof parameters>;

/** A guess for declaring memory before items are counted. */
const ROWS_AN_ITEM = 10;

export const sasrec = defineRecommender({
  id: 'recommend.sasrec',
  version: 4,
  text,
  references: ['arXiv:1808.09781', 'arXiv:2309.07602'],
  parameters,
  roles: ['time'],
  weighting: () => 'binary' as const,
  excludeSeen: ({ excludeSeen }) => excludeSeen,
  // Weights with slopes and two moments, activations of a batch, and scores of some states.
  memory: (shape, p) =>
    listMemory(shape, p) +
    shape.nRows * 80 +
    (shape.nRows / ROWS_AN_ITEM) * p.size * 24 +
    p.batchSize * p.length * p.size * p.blocks * 120 +
    256 * 2 ** 20,
  fit: (context, { rows }, p) => {
    const size = Math.ceil(p.size / (4 * p.heads)) * 4 * p.heads;
    return fitNextItem(context, rows, size, (length) => sasrecLayers(length, size, p), {
      ...p,
      loss: { kind: p.loss, nNegatives: p.nNegatives },
    });
  },
  recommend: recommendNext,
  explain: explainNext,
  reason: reasonOfNext,
  neural: (model) => model,
});

/** What stands behind the items' vectors. */
export function sasrecLayers(
  length: number,
  size: number,
  { blocks, heads, dropout }: Pick<Parameters, 'blocks' | 'heads' | 'dropout'>,
): LayerSpec[] {
  const block = { kind: 'transformer', length, size, nHeads: heads, nHidden: size * 2, dropout } as const;
  return [
    { kind: 'places', length, size },
    { kind: 'dropout', rate: dropout },
    ...Array.from({ length: blocks }, () => block),
    { kind: 'layerNorm', n: size },
  ];
}
