import { z } from 'zod';
import type { LineFigure } from '../../../contract/figure.ts';
import type { NextItemLoss } from '../../tensor/training/next-item.ts';
import { stepText } from '../define.ts';
import { lossFigure, type LossBasis, type LossPoint } from '../transform/loss-figure.ts';

/** The words that recommenders share which are trained as neural networks. */
export const neuralText = stepText({
  title: { en: 'Neural recommender', zh: '神经网络推荐' },
  summary: { en: 'Recommends by a trained network.', zh: '用训练好的神经网络推荐。' },
  about: { en: 'What neural recommenders share.', zh: '神经网络推荐方法共有的部分。' },
  outputs: {
    loss: { en: 'Loss curve', zh: '损失曲线' },
    validationLoss: { en: 'Validation loss', zh: '验证损失' },
    epochs: { en: 'Epochs', zh: '训练轮数' },
  },
  parameters: {
    size: {
      label: { en: 'Vector size', zh: '向量长度' },
      help: {
        en: 'How many numbers an item and a customer’s state are; rounded up to a multiple of four.',
        zh: '每件商品与顾客状态各用多少个数表示，向上取为四的倍数。',
      },
    },
    length: {
      label: { en: 'Items read', zh: '读取的商品数' },
      help: {
        en: 'How many of a customer’s newest items are read; older ones only train.',
        zh: '读取顾客最近多少件商品；更早的只用于训练。',
      },
      unit: { en: 'items', zh: '件' },
    },
    dropout: {
      label: { en: 'Dropout', zh: '随机失活' },
      help: {
        en: 'The share of values that each step of training leaves out, against learning histories by heart.',
        zh: '每步训练随机略去的数值比例，防止死记硬背。',
      },
      slider: true,
    },
    loss: {
      label: { en: 'Compared with', zh: '对比范围' },
      help: {
        en: 'What the next item is told apart from: all items (best), many drawn at random (for very large catalogues), or a single one (as in the first papers; usually worse).',
        zh: '把下一件商品与什么区分：全部商品（最好）、随机抽取的许多商品（适合很大的目录），或只有一件（早期论文的做法，通常较差）。',
      },
      options: {
        all: { en: 'All items', zh: '全部商品' },
        sampled: { en: 'Many drawn items', zh: '抽取的许多商品' },
        'one-negative': { en: 'One drawn item', zh: '抽取的一件商品' },
      },
    },
    nNegatives: {
      label: { en: 'Drawn items', zh: '抽取数' },
      help: {
        en: 'How many items are drawn for each batch, where many are.',
        zh: '选择“抽取的许多商品”时，每批抽取多少件。',
      },
      unit: { en: 'items', zh: '件' },
      advanced: true,
    },
    features: {
      label: { en: 'Weight of features', zh: '特征权重' },
      help: {
        en: 'How much what an item is counts beside the item itself; 0 for nothing.',
        zh: '商品特征相对商品自身的分量；0 表示不使用。',
      },
    },
    epochs: {
      label: { en: 'Epochs', zh: '训练轮数' },
      help: { en: 'At most so many passes over the histories.', zh: '最多遍历全部历史的次数。' },
    },
    patience: {
      label: { en: 'Patience', zh: '耐心轮数' },
      help: {
        en: 'Training ends after so many epochs without a better validation loss; 0: never early.',
        zh: '验证损失连续这么多轮没有改善就停止；0 表示不提前停止。',
      },
    },
    validationShare: {
      label: { en: 'Customers that judge', zh: '评判顾客占比' },
      help: {
        en: 'Of this share of the customers the last item is not learned but asked for, to judge each epoch.',
        zh: '这部分顾客的最后一件商品不参与学习，而是用来评判每一轮。',
      },
      slider: true,
    },
    batchSize: {
      label: { en: 'Batch size', zh: '批大小' },
      help: { en: 'Stretches of histories that one step of training looks at.', zh: '每一步训练查看的历史片段数。' },
      advanced: true,
    },
    learningRate: {
      label: { en: 'Learning rate', zh: '学习率' },
      help: { en: 'How far one step of training goes at most.', zh: '每一步训练的最大步幅。' },
      advanced: true,
    },
    l2: {
      label: { en: 'L2', zh: 'L2 正则' },
      help: { en: 'How strongly weights are drawn to zero.', zh: '把权重拉向零的力度。' },
      advanced: true,
    },
  },
  messages: {
    epoch: {
      en: 'Epoch {epoch, number} of at most {epochs, number}',
      zh: '第 {epoch, number} 轮，最多 {epochs, number} 轮',
    },
    'no-sequence': {
      en: 'no customer has two items of which one came after the other; use “Popular items” for such a shop',
      zh: '没有顾客先后拥有两件商品；这样的店铺请用“热门商品”',
    },
    'no-sets': {
      en: 'every customer is set aside to judge; lower the share of customers that judge',
      zh: '所有顾客都被留作评判；请降低评判顾客占比',
    },
    none: { en: 'Suits customers in general', zh: '总体上适合顾客' },
    one: { en: 'Follows from “{a}”', zh: '由“{a}”而来' },
    two: { en: 'Follows from “{a}” ({pa}) and “{b}” ({pb})', zh: '由“{a}”（{pa}）和“{b}”（{pb}）而来' },
    more: {
      en: 'Follows from “{a}” ({pa}), “{b}” ({pb}) and {n} more',
      zh: '由“{a}”（{pa}）、“{b}”（{pb}）及其他 {n} 件商品而来',
    },
    subtitle: {
      en: 'Cross-entropy of the next item; {training, number} stretches of histories trained on, {validation, number} last items set aside',
      zh: '下一件商品的交叉熵；训练 {training, number} 段历史，留出 {validation, number} 件末尾商品',
    },
    'subtitle-sets': {
      en: 'Cross-entropy of an item; while training with the divergence of tastes; {training, number} customers trained on, {validation, number} set aside, of whom a fifth is to be told',
      zh: '每件商品的交叉熵，训练时另加品味的散度；训练 {training, number} 位顾客，留出 {validation, number} 位，需预测其五分之一的商品',
    },
    'subtitle-order': {
      en: 'Loss of order (BPR) of {training, number} purchases, each beside an item that the customer has not',
      zh: '{training, number} 次购买的排序损失（BPR），每次与顾客没有的一件商品比较',
    },
    'subtitle-candidates': {
      en: 'Training: cross-entropy of an item among its candidates, {training, number} purchases. Set aside: among all items, the newest item of {validation, number} customers',
      zh: '训练：商品在候选中的交叉熵，{training, number} 次购买。留出：{validation, number} 位顾客的最新商品在全部商品中的交叉熵',
    },
    'subtitle-odds': {
      en: 'Binary cross-entropy of {training, number} purchases and of items that their customers have not; set aside: the newest item of {validation, number} customers',
      zh: '{training, number} 次购买及顾客没有的商品的二元交叉熵；留出：{validation, number} 位顾客的最新商品',
    },
    'subtitle-attention': {
      en: 'Cross-entropy of an item among candidates; {training, number} stretches of histories trained on. Set aside: the newest item of {validation, number} customers, among at most 1,000 items',
      zh: '商品在候选中的交叉熵；训练 {training, number} 段历史。留出：{validation, number} 位顾客的最新商品，在至多约 1,000 件商品中',
    },
    'subtitle-pairs': {
      en: 'Training: binary cross-entropy of pairs. Set aside: the share of the gain (NDCG) that is missed; {training, number} stretches trained on, {validation, number} last items set aside',
      zh: '训练：商品对的二元交叉熵。留出：未得到的增益（NDCG）占比；训练 {training, number} 段，留出 {validation, number} 件末尾商品',
    },
  },
});

/** What every neural recommender keeps of its training. */
export interface NeuralRecord {
  /** A safetensors file with the weights and the network that they are of. */
  readonly weights: Uint8Array;
  readonly losses: readonly LossPoint[];
  readonly basis: LossBasis;
  readonly measure: NextItemLoss['kind'] | 'sets' | 'order' | 'candidates' | 'odds' | 'attention';
  /** The epoch that the weights are of. */
  readonly epoch: number;
}

const subtitles = {
  all: 'subtitle',
  sampled: 'subtitle',
  'one-negative': 'subtitle-pairs',
  sets: 'subtitle-sets',
  order: 'subtitle-order',
  candidates: 'subtitle-candidates',
  odds: 'subtitle-odds',
  attention: 'subtitle-attention',
} as const;

/** The losses of a training as a figure, the same while it forms and at its end. */
export const neuralLoss = ({
  losses,
  basis,
  measure,
}: Pick<NeuralRecord, 'losses' | 'basis' | 'measure'>): LineFigure =>
  lossFigure(losses, basis, neuralText.message(subtitles[measure], { ...basis }));

const { parameter } = neuralText;

const batchSizeParameter = (fallback: number) =>
  z
    .int()
    .min(1)
    .max(8192)
    .default(fallback)
    .meta({ ...parameter('batchSize') });

/** How much what an item is counts in a network that reads features. */
export const featureWeightParameter = z
  .number()
  .min(0)
  .max(10)
  .default(1)
  .meta({ ...parameter('features'), tune: '0, 0.5, 1' });

/** How a network is trained. */
export const trainingParameters = {
  epochs: z
    .int()
    .min(1)
    .max(10_000)
    .default(10)
    .meta({ ...parameter('epochs') }),
  patience: z
    .int()
    .min(0)
    .max(1000)
    .default(2)
    .meta({ ...parameter('patience') }),
  validationShare: z
    .number()
    .min(0)
    .max(1)
    .default(0.1)
    .meta({ ...parameter('validationShare') }),
  batchSize: batchSizeParameter(128),
  learningRate: z
    .number()
    .min(1e-6)
    .max(1)
    .default(0.01)
    .meta({ ...parameter('learningRate'), tune: '0.001, 0.003, 0.01' }),
  l2: z
    .number()
    .min(0)
    .max(1)
    .default(0)
    .meta({ ...parameter('l2') }),
};

/** What a network that reads histories in their order can be set to, with how many items it reads, and learns from at a time, unless told. */
export const sequenceParameters = (length: number, batchSize = 128) => ({
  size: z
    .int()
    .min(4)
    .max(512)
    .default(32)
    .meta({ ...parameter('size'), tune: '32, 64, 128' }),
  length: z
    .int()
    .min(2)
    .max(200)
    .default(length)
    .meta({ ...parameter('length') }),
  dropout: z
    .number()
    .min(0)
    .max(0.9)
    .default(0.2)
    .meta({ ...parameter('dropout'), tune: '0.1, 0.2, 0.4' }),
  loss: z
    .enum(['all', 'sampled', 'one-negative'])
    .default('all')
    .meta({ ...parameter('loss') }),
  nNegatives: z
    .int()
    .min(1)
    .max(100_000)
    .default(512)
    .meta({ ...parameter('nNegatives') }),
  ...trainingParameters,
  batchSize: batchSizeParameter(batchSize),
});
