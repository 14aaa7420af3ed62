import { z } from 'zod';
import { stepText } from '../define.ts';
import { defineRecommender, excludeSeenParameter, listMemory, listParameters } from './define-recommender.ts';
import { trainingParameters } from './neural.ts';
import { explainNeumf, fitNeumf, reasonOfNeumf, recommendNeumf } from './neumf-model.ts';

/**
 * Neural matrix factorisation. Fitting O(epochs · entries · (length · size + nNegatives · (size · hiddenSize + hiddenSize²))), recommending
 * O(nItems · hiddenSize²) a customer.
 *
 * He et al. (2017), Neural collaborative filtering, arXiv:1708.05031.
 * Departures from the paper: a customer is read by what they have, which its framework allows, not by a number, so that new ones are
 * served; both ways are trained together from the start.
 */
const text = stepText({
  title: { en: 'Neural factorisation (NeuMF)', zh: '神经矩阵分解（NeuMF）' },
  summary: {
    en: 'Tells by products of tastes and by a small network at once whether a customer would take an item.',
    zh: '同时用品味的乘积和一个小型网络判断顾客是否会买某商品。',
  },
  about: {
    en: 'A customer, as what they have, and an item meet in two ways: as a product of tastes, like in factor models, and through a small network that may bend their relation. What both say is added up to the odds that the customer takes the item. Purchases are learned beside drawn items that the customer has not.\n\nEach pair of a customer and an item has to pass the network, so making lists takes longer than with other methods: it suits catalogues of up to some thousand items, or the second stage of a stack. Well-tuned factor models are often as good; compare before you choose it.\n\nOf some customers the newest item is set aside to judge each epoch, the weights of the best epoch are kept, and training ends once it gets no better. The **reason** adds the customer’s items one after the other and says how far each moved the score, from that of a customer without a history on; the parts sum to the score. Customers without a history get no list.\n\nA training that was cancelled or cut short goes on where it stopped when the panel runs again.',
    zh: '顾客（由其拥有的商品表示）与商品以两种方式相遇：像因子模型那样的品味乘积，以及可以表达非线性关系的小型网络。两者相加得到顾客购买该商品的几率。学习时把购买记录与随机抽取的、顾客没有的商品对照。\n\n每一对顾客与商品都要经过网络，因此生成推荐比其他方法慢：适合几千种商品以内的目录，或作为堆叠的第二阶段。调好的因子模型往往同样好，选用前请比较。\n\n部分顾客的最新商品会留出来评判每一轮，保留最好一轮的权重，不再改善时停止训练。**理由**依次加入顾客的商品，说明每件使得分从没有历史的顾客的水平移动了多少，各部分之和等于得分。没有历史的顾客得不到推荐。\n\n训练被取消或意外中断后，再次运行面板会从中断处继续。',
  },
  parameters: {
    size: {
      label: { en: 'Tastes', zh: '品味数' },
      help: {
        en: 'How many numbers a customer and an item are, for each way.',
        zh: '每种方式中顾客和商品各用多少个数表示。',
      },
    },
    hiddenSize: {
      label: { en: 'Hidden layer', zh: '隐藏层宽度' },
      help: {
        en: 'How wide the first layer of the network is; the second is half as wide.',
        zh: '网络第一层的宽度；第二层为其一半。',
      },
    },
    length: {
      label: { en: 'Items read', zh: '读取的商品数' },
      help: {
        en: 'The most items of a customer that are read: the newest; while training, any.',
        zh: '最多读取顾客多少件商品：取最近的；训练时随机选取。',
      },
      unit: { en: 'items', zh: '件' },
    },
    dropout: {
      label: { en: 'Dropout', zh: '随机失活' },
      help: {
        en: 'The share of a customer’s items that each step of training hides, so that the rest has to tell.',
        zh: '每步训练随机隐去的商品比例，由其余商品推断。',
      },
      slider: true,
    },
    nNegatives: {
      label: { en: 'Drawn items', zh: '抽取数' },
      help: {
        en: 'How many items that the customer has not are learned beside each purchase.',
        zh: '每次购买旁抽取多少件顾客没有的商品一起学习。',
      },
      unit: { en: 'items', zh: '件' },
    },
    batchSize: {
      label: { en: 'Batch size', zh: '批大小' },
      help: { en: 'Purchases that one step of training looks at.', zh: '每一步训练查看的购买数。' },
      advanced: true,
    },
  },
});

const parameters = z.object({
  size: z
    .int()
    .min(1)
    .max(512)
    .default(16)
    .meta({ ...text.parameter('size'), tune: '8, 16, 32' }),
  hiddenSize: z
    .int()
    .min(2)
    .max(1024)
    .default(32)
    .meta({ ...text.parameter('hiddenSize'), tune: '16, 32, 64' }),
  length: z
    .int()
    .min(1)
    .max(500)
    .default(30)
    .meta({ ...text.parameter('length') }),
  dropout: z
    .number()
    .min(0)
    .max(0.9)
    .default(0.2)
    .meta({ ...text.parameter('dropout') }),
  nNegatives: z
    .int()
    .min(1)
    .max(100)
    .default(4)
    .meta({ ...text.parameter('nNegatives'), tune: '2, 4, 8' }),
  ...trainingParameters,
  epochs: trainingParameters.epochs.default(3),
  batchSize: trainingParameters.batchSize.default(1024).meta({ ...text.parameter('batchSize') }),
  excludeSeen: excludeSeenParameter,
  ...listParameters,
});

/** A guess for declaring memory before items are counted. */
const ROWS_AN_ITEM = 10;

export const neumf = defineRecommender({
  id: 'recommend.neumf',
  version: 3,
  text,
  references: ['arXiv:1708.05031'],
  parameters,
  weighting: () => 'binary' as const,
  excludeSeen: ({ excludeSeen }) => excludeSeen,
  // Weights with slopes and two moments, what a batch reads and what the layers make of its pairs.
  memory: (shape, p) =>
    listMemory(shape, p) +
    shape.nRows * 80 +
    (shape.nRows / ROWS_AN_ITEM) * (p.size * 80 + p.hiddenSize * 8) +
    p.batchSize * (p.length * p.size * 24 + (1 + p.nNegatives) * (p.size + p.hiddenSize) * 48) +
    256 * 2 ** 20,
  fit: (context, { rows }, p) => fitNeumf(context, rows, p),
  recommend: recommendNeumf,
  explain: explainNeumf,
  reason: reasonOfNeumf,
  neural: (model) => model,
});
