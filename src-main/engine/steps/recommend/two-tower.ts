import { z } from 'zod';
import { stepText } from '../define.ts';
import { traitsFor } from './customer-traits.ts';
import { defineRecommender, excludeSeenParameter, listMemory, listParameters } from './define-recommender.ts';
import { featureWeightParameter, trainingParameters } from './neural.ts';
import { explainTwoTower, fitTwoTower, reasonOfTwoTower, recommendTwoTower } from './two-tower-model.ts';

/**
 * Two towers: a network for customers and one for items whose products are scores. Fitting O(epochs · entries · (length · size + size ·
 * hiddenSize + batchSize · size)), recommending O(length · size + size · hiddenSize + nItems · size) a customer.
 *
 * Yi et al. (2019), Sampling-bias-corrected neural modeling for large corpus item recommendations, doi:10.1145/3298689.3346996.
 * Departures from the paper: an item’s share is counted, since all purchases are there, not estimated from a stream; what a customer has
 * is never held against them as a candidate.
 */
const text = stepText({
  title: { en: 'Two towers', zh: '双塔模型' },
  summary: {
    en: 'Places customers and items by two networks, each from what is known of them, and recommends what is near.',
    zh: '用两个网络分别根据已知信息定位顾客和商品，推荐相近的商品。',
  },
  about: {
    en: 'One network, the customer’s **tower**, reads what a customer has and what is known of them; another reads an item: itself, its words, category and price. Both end in a place, and nearness of places is the score. Items that nobody has bought and customers who are new get places like all others, and large catalogues are searched quickly: most large shops and video sites find their candidates so.\n\nConnect **products** and **what customers are like** (one row a customer: numbers, yes or no, and texts of few values). Without either it learns from purchases alone.\n\nWhile training, a purchase is told from **candidates**: the items of the other purchases of the batch, or drawn ones. Popular items are candidates more often than others and would be held down for it; the **correction** takes that back. At 1 scores are those of what customers really take; lower values favour the rare.\n\nOf some customers the newest item is set aside to judge each epoch, the weights of the best epoch are kept, and training ends once it gets no better. The **reason** says how far each item moved the score, from that of what the customer is on; the parts sum to the score.\n\nA training that was cancelled or cut short goes on where it stopped when the panel runs again.',
    zh: '一个网络（顾客**塔**）读取顾客拥有的商品及其特征，另一个读取商品：其自身、词语、类别和价格。两者各得到一个位置，位置的接近程度就是得分。无人买过的商品和新顾客同样有位置，并且在很大的目录中也能快速检索：多数大型商店和视频网站都这样寻找候选。\n\n请连接**商品表**和**顾客特征**（每位顾客一行：数值、是否、取值不多的文本）。都没有时只从购买中学习。\n\n训练时把一次购买与**候选**区分：同一批其他购买的商品，或抽取的商品。热门商品更常成为候选，会因此被压低；**校正**用来抵消这一点。取 1 时得分反映顾客真实的选择；较低的值偏向冷门商品。\n\n部分顾客的最新商品会留出来评判每一轮，保留最好一轮的权重，不再改善时停止训练。**理由**说明每件商品使得分从顾客特征的水平移动了多少，各部分之和等于得分。\n\n训练被取消或意外中断后，再次运行面板会从中断处继续。',
  },
  parameters: {
    size: {
      label: { en: 'Vector size', zh: '向量长度' },
      help: { en: 'How many numbers a place is.', zh: '每个位置用多少个数表示。' },
    },
    hiddenSize: {
      label: { en: 'Hidden layer', zh: '隐藏层宽度' },
      help: { en: 'How wide the layer inside each tower is.', zh: '每个塔内部一层的宽度。' },
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
        en: 'The share of a customer’s items that each step of training hides, so that the rest and what they are has to tell.',
        zh: '每步训练随机隐去的商品比例，由其余商品和顾客特征推断。',
      },
      slider: true,
    },
    loss: {
      label: { en: 'Candidates', zh: '候选' },
      help: { en: 'What an item that was bought is told apart from.', zh: '把买过的商品与什么区分。' },
      options: {
        'in-batch': { en: 'Items of the batch', zh: '同批商品' },
        sampled: { en: 'Drawn items', zh: '抽取的商品' },
      },
    },
    nNegatives: {
      label: { en: 'Drawn items', zh: '抽取数' },
      help: {
        en: 'How many items are drawn for each batch, where they are drawn.',
        zh: '选择抽取时，每批抽取多少件。',
      },
      unit: { en: 'items', zh: '件' },
      advanced: true,
    },
    popularityPower: {
      label: { en: 'Popular candidates', zh: '热门候选' },
      help: {
        en: 'Where items are drawn: from 0, all alike, to 1, by their number of customers.',
        zh: '选择抽取时：0 表示所有商品同样可能，1 表示按顾客数抽取。',
      },
      advanced: true,
      slider: true,
    },
    correction: {
      label: { en: 'Popularity correction', zh: '热度校正' },
      help: {
        en: 'How much of the harm is taken back that popular items suffer as candidates; 1 for all of it.',
        zh: '热门商品作为候选受到的压制抵消多少；1 表示全部抵消。',
      },
      slider: true,
    },
    temperature: {
      label: { en: 'Temperature', zh: '温度' },
      help: {
        en: 'What nearness is divided by: lower values tell near from very near.',
        zh: '相近程度除以的数：值越低，越能区分“近”与“很近”。',
      },
      advanced: true,
    },
    batchSize: {
      label: { en: 'Batch size', zh: '批大小' },
      help: {
        en: 'Purchases that one step of training looks at; also how many candidates a batch has.',
        zh: '每一步训练查看的购买数，也是同批候选的数量。',
      },
      advanced: true,
    },
  },
});

const parameters = z.object({
  size: z
    .int()
    .min(1)
    .max(512)
    .default(32)
    .meta({ ...text.parameter('size'), tune: '32, 64, 128' }),
  hiddenSize: z
    .int()
    .min(1)
    .max(2048)
    .default(64)
    .meta({ ...text.parameter('hiddenSize') }),
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
  loss: z
    .enum(['in-batch', 'sampled'])
    .default('in-batch')
    .meta({ ...text.parameter('loss') }),
  nNegatives: z
    .int()
    .min(1)
    .max(100_000)
    .default(512)
    .meta({ ...text.parameter('nNegatives') }),
  popularityPower: z
    .number()
    .min(0)
    .max(1)
    .default(0.5)
    .meta({ ...text.parameter('popularityPower') }),
  correction: z
    .number()
    .min(0)
    .max(1)
    .default(1)
    .meta({ ...text.parameter('correction'), tune: '0.5, 0.75, 1' }),
  temperature: z
    .number()
    .min(0.01)
    .max(10)
    .default(0.1)
    .meta({ ...text.parameter('temperature'), tune: '0.05, 0.1, 0.2' }),
  features: featureWeightParameter,
  ...trainingParameters,
  epochs: trainingParameters.epochs.default(3),
  batchSize: trainingParameters.batchSize.default(512).meta({ ...text.parameter('batchSize') }),
  excludeSeen: excludeSeenParameter,
  ...listParameters,
});

/** A guess for declaring memory before items are counted. */
const ROWS_AN_ITEM = 10;

export const twoTower = defineRecommender({
  id: 'recommend.two-tower',
  version: 3,
  text,
  references: ['doi:10.1145/3298689.3346996'],
  parameters,
  reads: ['products', 'features'],
  weighting: () => 'binary' as const,
  excludeSeen: ({ excludeSeen }) => excludeSeen,
  // Weights with slopes and two moments, what a batch reads, its candidates, and the items' places.
  memory: (shape, p) =>
    listMemory(shape, p) +
    shape.nRows * 80 +
    (shape.nRows / ROWS_AN_ITEM) * p.size * 80 +
    p.batchSize * ((p.length + 30) * p.size * 24 + (p.batchSize + p.nNegatives) * 24) +
    256 * 2 ** 20,
  fit: (context, interactions, p, tables) =>
    fitTwoTower(
      context,
      interactions,
      {
        ...p,
        candidates:
          p.loss === 'sampled'
            ? { kind: 'sampled', nNegatives: p.nNegatives, power: p.popularityPower }
            : { kind: 'in-batch' },
      },
      tables,
    ),
  traits: ({ traits }, users) => traitsFor(traits, users),
  recommend: recommendTwoTower,
  explain: explainTwoTower,
  reason: reasonOfTwoTower,
  neural: (model) => model,
});
