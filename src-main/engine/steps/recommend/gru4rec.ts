import { z } from 'zod';
import { stepText } from '../define.ts';
import { defineRecommender, excludeSeenParameter, listMemory, listParameters } from './define-recommender.ts';
import { sequenceParameters } from './neural.ts';
import { explainNext, fitNextItem, reasonOfNext, recommendNext } from './next-item-model.ts';

/**
 * A recurrent network over a customer's items in their order. Fitting O(epochs · entries · (size² + nItems · size)), recommending
 * O(length · size² + nItems · size) a customer.
 *
 * Hidasi et al. (2016), Session-based recommendations with recurrent neural networks, arXiv:1511.06939; Hidasi & Karatzoglou (2018),
 * Recurrent neural networks with top-k gains for session-based recommendations, arXiv:1706.03847.
 * Departures from the papers: cross-entropy over all items; whole histories, not sessions; states are compared with the vectors that
 * are read.
 */
const text = stepText({
  title: { en: 'What comes next (GRU4Rec)', zh: '接下来买什么（GRU4Rec）' },
  summary: {
    en: 'Reads each customer’s items one after the other with a recurrent network and recommends what comes next.',
    zh: '用循环神经网络逐件读取每位顾客的商品，推荐接下来会买的。',
  },
  about: {
    en: 'A gated recurrent unit keeps a state that each item of a customer changes, from the oldest to the newest, and learns, over all customers, which item follows. What came last counts most, so it suits short visits and quick changes of taste. *SASRec* reads the same histories and is usually better on long ones, since no item has to be remembered step by step.\n\nOf some customers the last item is set aside to judge each epoch, the weights of the best epoch are kept, and training ends once it gets no better. The **reason** says how far each item moved the score as it came, from that of the average customer on; the parts sum to the score. Customers without a history get no list; *Switch by history* gives them another model’s.\n\nA training that was cancelled or cut short goes on where it stopped when the panel runs again.',
    zh: '门控循环单元保存一个状态，顾客的每件商品从旧到新依次改变它，并在所有顾客中学习哪件商品会接着出现。最近的商品影响最大，因此适合短暂访问和变化较快的品味。*SASRec* 读取同样的历史，不必逐步记住每件商品，历史较长时通常更好。\n\n部分顾客的最后一件商品会留出来评判每一轮，保留最好一轮的权重，不再改善时停止训练。**理由**说明每件商品出现时使得分从平均顾客的水平移动了多少，各部分之和等于得分。没有历史的顾客得不到推荐；可用“按历史长度切换”改用其他模型。\n\n训练被取消或意外中断后，再次运行面板会从中断处继续。',
  },
});

const parameters = z.object({
  ...sequenceParameters(12),
  excludeSeen: excludeSeenParameter,
  ...listParameters,
});

/** A guess for declaring memory before items are counted. */
const ROWS_AN_ITEM = 10;

export const gru4rec = defineRecommender({
  id: 'recommend.gru4rec',
  version: 3,
  text,
  references: ['arXiv:1511.06939', 'arXiv:1706.03847'],
  parameters,
  roles: ['time'],
  weighting: () => 'binary' as const,
  excludeSeen: ({ excludeSeen }) => excludeSeen,
  memory: (shape, p) =>
    listMemory(shape, p) +
    shape.nRows * 80 +
    (shape.nRows / ROWS_AN_ITEM) * p.size * 24 +
    p.batchSize * p.length * p.size * 160 +
    256 * 2 ** 20,
  fit: (context, { rows }, p) => {
    const size = Math.ceil(p.size / 4) * 4;
    return fitNextItem(
      context,
      rows,
      size,
      (length) => [
        { kind: 'dropout', rate: p.dropout },
        { kind: 'gru', length, nIn: size, nOut: size },
        { kind: 'layerNorm', n: size },
      ],
      { ...p, loss: { kind: p.loss, nNegatives: p.nNegatives } },
    );
  },
  recommend: recommendNext,
  explain: explainNext,
  reason: reasonOfNext,
  neural: (model) => model,
});
