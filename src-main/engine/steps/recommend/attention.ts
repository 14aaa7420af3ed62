import { z } from 'zod';
import { stepText } from '../define.ts';
import { explainAttention, fitAttention, reasonOfAttention, recommendAttention } from './attention-model.ts';
import { traitsFor } from './customer-traits.ts';
import { defineRecommender, excludeSeenParameter, listMemory, listParameters } from './define-recommender.ts';
import { featureWeightParameter, trainingParameters } from './neural.ts';

/**
 * Self-attention over a customer’s profile and products. Fitting O(epochs · stretches · blocks · (nCandidates + length) · size · (size +
 * length)), recommending O(nItems · blocks · size · (size + length)) a customer.
 *
 * Vaswani et al. (2017), Attention is all you need, arXiv:1706.03762; over what is known of a customer with a product in one sequence as in
 * Chen et al. (2019), Behavior sequence transformer for e-commerce recommendation in Alibaba, arXiv:1905.06874; over products to be ranked
 * as in Pei et al. (2019), Personalized re-ranking for recommendation, arXiv:1904.06813.
 * Departures from the papers: products look at the customer and at themselves, not at each other, so that a score does not depend on what
 * else may be shown; the score is the product of the product’s vector with the customer’s, not layers over all vectors; it is trained by the
 * cross-entropy among products, all or drawn, not of clicks.
 */
const text = stepText({
  title: { en: 'Profile and product attention', zh: '画像与商品注意力' },
  summary: {
    en: 'Every product looks at all that is known of a customer, by a transformer, before it is scored.',
    zh: '每件商品先通过 Transformer 关注顾客的全部已知信息，再打分排序。',
  },
  about: {
    en: 'A customer’s **profile** is a set of vectors: one for each thing known of them and one for each of their newest products. The vector of a product that could be shown stands beside them. In each **block** all vectors of the profile look at each other, and the product looks at the profile and takes what concerns it: a camera bag looks at the camera, baby food at the age of the child. Two towers sum a customer up in one place for all products; here each product reads the customer in its own way.\n\nConnect **products** and **what customers are like** (one row a customer: numbers, yes or no, and texts of few values): then products nobody has bought and customers without a history are served too. Without either it learns from purchases alone.\n\nHistories are cut at random places while training: what came before is read, what came after is to be told from **candidates**, all products of a small shop, else drawn ones.\n\nEach pair of a customer and a product has to pass the network, so it suits catalogues of up to some thousand products, or the second stage of a *stack*. Compare it with *EASE* and *item-kNN*, which train in seconds and are often as good.\n\nOf some customers the newest item is set aside to judge each epoch, the weights of the best epoch are kept, and training ends once it gets no better. The **reason** adds the customer’s items one after the other and says how far each moved the score, from that of what the customer is on; the parts sum to the score.\n\nA training that was cancelled or cut short goes on where it stopped when the panel runs again.',
    zh: '顾客**画像**是一组向量：每项已知特征一个，最近的每件商品一个；待展示商品的向量与它们并列。在每一**层**中，画像的向量相互关注，商品则关注画像并取用与自己有关的内容：相机包关注相机，婴儿食品关注孩子的年龄。双塔模型为所有商品把顾客概括成一个位置，而这里每件商品以自己的方式解读顾客。\n\n请连接**商品表**和**顾客特征**（每位顾客一行：数值、是否、取值不多的文本），这样无人买过的商品和没有历史的顾客也能得到推荐。都没有时只从购买中学习。\n\n训练时在随机位置切开历史：读取之前的内容，把之后购买的商品与**候选**区分；小店铺用全部商品，否则抽取一部分。\n\n每一对顾客与商品都要经过网络，因此适合几千种商品以内的目录，或作为“堆叠”的第二阶段。请与几秒即可训练好、往往同样好的 *EASE*、*item-kNN* 比较。\n\n部分顾客的最新商品会留出来评判每一轮，保留最好一轮的权重，不再改善时停止训练。**理由**依次加入顾客的商品，说明每件使得分从顾客特征的水平移动了多少，各部分之和等于得分。\n\n训练被取消或意外中断后，再次运行面板会从中断处继续。',
  },
  parameters: {
    size: {
      label: { en: 'Vector size', zh: '向量长度' },
      help: {
        en: 'How many numbers a vector is; rounded up so that each head has a multiple of four.',
        zh: '每个向量用多少个数表示，会向上取整，使每个注意力头分得四的倍数。',
      },
    },
    blocks: {
      label: { en: 'Blocks', zh: '层数' },
      help: { en: 'How many rounds of attention follow one another.', zh: '注意力层的数目。' },
    },
    heads: {
      label: { en: 'Heads', zh: '注意力头数' },
      help: {
        en: 'In how many ways vectors look at each other in a round.',
        zh: '每一轮中向量以多少种方式相互关注。',
      },
    },
    length: {
      label: { en: 'Items read', zh: '读取的商品数' },
      help: { en: 'The most items of a customer that are read: the newest.', zh: '最多读取顾客最近多少件商品。' },
      unit: { en: 'items', zh: '件' },
    },
    dropout: {
      label: { en: 'Dropout', zh: '随机失活' },
      help: {
        en: 'The share of a customer’s items that each step of training hides, so that the rest and what they are has to tell.',
        zh: '每步训练随机隐去的商品比例，由其余商品和顾客特征推断。',
      },
      slider: true,
    },
    nCandidates: {
      label: { en: 'Candidates', zh: '候选数' },
      help: {
        en: 'How many products a purchase is told apart from in each step of training; all where the shop has no more.',
        zh: '每步训练把购买的商品与多少件商品区分；店铺商品不超过此数时用全部。',
      },
      unit: { en: 'items', zh: '件' },
    },
    popularityPower: {
      label: { en: 'Popular candidates', zh: '热门候选' },
      help: {
        en: 'Where candidates are drawn: from 0, all alike, to 1, by their number of customers. Scores are corrected for it.',
        zh: '抽取候选时：0 表示所有商品同样可能，1 表示按顾客数抽取；得分会作相应校正。',
      },
      advanced: true,
      slider: true,
    },
    batchSize: {
      label: { en: 'Batch size', zh: '批大小' },
      help: {
        en: 'Stretches of histories that one step of training looks at.',
        zh: '每一步训练查看的历史片段数。',
      },
      advanced: true,
    },
  },
});

const parameters = z.object({
  size: z
    .int()
    .min(4)
    .max(512)
    .default(32)
    .meta({ ...text.parameter('size'), tune: '16, 32, 64' }),
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
  length: z
    .int()
    .min(1)
    .max(200)
    .default(12)
    .meta({ ...text.parameter('length') }),
  dropout: z
    .number()
    .min(0)
    .max(0.9)
    .default(0.2)
    .meta({ ...text.parameter('dropout'), tune: '0.1, 0.2, 0.4' }),
  nCandidates: z
    .int()
    .min(1)
    .max(100_000)
    .default(32)
    .meta({ ...text.parameter('nCandidates'), tune: '32, 64, 128' }),
  popularityPower: z
    .number()
    .min(0)
    .max(1)
    .default(0.5)
    .meta({ ...text.parameter('popularityPower') }),
  features: featureWeightParameter,
  ...trainingParameters,
  epochs: trainingParameters.epochs.default(3),
  learningRate: trainingParameters.learningRate.default(0.005),
  batchSize: trainingParameters.batchSize.default(32).meta({ ...text.parameter('batchSize') }),
  excludeSeen: excludeSeenParameter,
  ...listParameters,
});

/** A guess for declaring memory before items are counted. */
const ROWS_AN_ITEM = 10;

export const attention = defineRecommender({
  id: 'recommend.attention',
  version: 3,
  text,
  references: ['arXiv:1706.03762', 'arXiv:1905.06874', 'arXiv:1904.06813'],
  parameters,
  reads: ['products', 'features'],
  weighting: () => 'binary' as const,
  excludeSeen: ({ excludeSeen }) => excludeSeen,
  // Weights with slopes and two moments, the items’ part of the first block, and what a batch makes of profiles and candidates.
  memory: (shape, p) =>
    listMemory(shape, p) +
    shape.nRows * 80 +
    (shape.nRows / ROWS_AN_ITEM) * p.size * 100 +
    p.batchSize * (p.nCandidates + p.length + 30) * p.blocks * (p.size * 120 + p.heads * (p.length + 30) * 24) +
    256 * 2 ** 20,
  fit: fitAttention,
  traits: ({ traits }, users) => traitsFor(traits, users),
  recommend: recommendAttention,
  explain: explainAttention,
  reason: reasonOfAttention,
  neural: (model) => model,
});
