import { z } from 'zod';
import { stepText } from '../define.ts';
import { defineRecommender, excludeSeenParameter, listMemory, listParameters } from './define-recommender.ts';
import { trainingParameters } from './neural.ts';
import { explainMultVae, fitMultVae, reasonOfMultVae, recommendMultVae } from './mult-vae-model.ts';

/**
 * A variational autoencoder with a multinomial likelihood. Fitting O(epochs · nUsers · nItems · hiddenSize), recommending
 * O((history + nItems + size) · hiddenSize) a customer.
 *
 * Liang et al. (2018), Variational autoencoders for collaborative filtering, arXiv:1802.05814.
 * Departure from the paper: the weight of the divergence is constant, not raised over the first epochs.
 */
const text = stepText({
  title: { en: 'Autoencoder of tastes (Mult-VAE)', zh: '品味自编码器（Mult-VAE）' },
  summary: {
    en: 'Squeezes what each customer has into a few tastes and tells from them what else they would have.',
    zh: '把每位顾客拥有的商品压缩为少数品味，再由此推断还会喜欢什么。',
  },
  about: {
    en: 'A neural network reads everything a customer has, in no order, squeezes it into a few uncertain **tastes**, and must tell from these the share of each item in what they take. Bent relations between items, which linear models miss, can count; customers need no vector of their own, so new ones are served as well as old ones. It does well on catalogues of some hundred to some ten thousand items with many customers; where the shop is small, *EASE* is as good and has no dice in it. Order does not count: for that take *SASRec*.\n\nSome customers are set aside wholly: a fifth of what they have is withheld and asked for after each epoch, the weights of the best epoch are kept, and training ends once it gets no better. **Tastes** held tightly to a standard distribution (a higher weight) generalise more and tell apart less.\n\nThe **reason** adds the customer’s items one after the other and says how far each moved the score, from that of a customer without a history on; the parts sum to the score. Customers without a history get no list.\n\nA training that was cancelled or cut short goes on where it stopped when the panel runs again.',
    zh: '神经网络不分先后地读取顾客拥有的全部商品，压缩为少数带有不确定性的**品味**，再据此判断每件商品在其购买中的占比。它能利用线性模型看不到的非线性关系；顾客没有各自的向量，因此新顾客与老顾客同样适用。适合几百到几万种商品、顾客较多的目录；店铺较小时 *EASE* 效果相当且没有随机性。它不考虑先后顺序，需要顺序请用 *SASRec*。\n\n部分顾客会整体留出：隐去其五分之一的商品，每轮之后要求预测，保留最好一轮的权重，不再改善时停止训练。对**品味**分布约束越紧（权重越高），泛化越强而区分度越低。\n\n**理由**依次加入顾客的商品，说明每件使得分从没有历史的顾客的水平移动了多少，各部分之和等于得分。没有历史的顾客得不到推荐。\n\n训练被取消或意外中断后，再次运行面板会从中断处继续。',
  },
  parameters: {
    size: {
      label: { en: 'Tastes', zh: '品味数' },
      help: { en: 'How many numbers a customer is squeezed into.', zh: '每位顾客压缩成多少个数。' },
    },
    hiddenSize: {
      label: { en: 'Hidden layer', zh: '隐藏层宽度' },
      help: {
        en: 'How wide the layers between items and tastes are.',
        zh: '商品与品味之间各层的宽度。',
      },
    },
    dropout: {
      label: { en: 'Dropout', zh: '随机失活' },
      help: {
        en: 'The share of a customer’s items that each step of training hides, so that the rest has to tell them.',
        zh: '每步训练随机隐去的商品比例，由其余商品推断。',
      },
      slider: true,
    },
    beta: {
      label: { en: 'Weight of the divergence', zh: '散度权重' },
      help: {
        en: 'How strongly tastes are held to a standard distribution; 0: an ordinary autoencoder.',
        zh: '把品味约束到标准分布的力度；0 表示普通自编码器。',
      },
    },
  },
});

const parameters = z.object({
  size: z
    .int()
    .min(1)
    .max(1024)
    .default(16)
    .meta({ ...text.parameter('size'), tune: '16, 64, 200' }),
  hiddenSize: z
    .int()
    .min(2)
    .max(2048)
    .default(48)
    .meta({ ...text.parameter('hiddenSize'), tune: '100, 300, 600' }),
  dropout: z
    .number()
    .min(0)
    .max(0.9)
    .default(0.5)
    .meta({ ...text.parameter('dropout') }),
  beta: z
    .number()
    .min(0)
    .max(2)
    .default(0.2)
    .meta({ ...text.parameter('beta'), tune: '0.05, 0.2, 0.5' }),
  ...trainingParameters,
  excludeSeen: excludeSeenParameter,
  ...listParameters,
});

/** A guess for declaring memory before items are counted. */
const ROWS_AN_ITEM = 10;

export const multVae = defineRecommender({
  id: 'recommend.mult-vae',
  version: 4,
  text,
  references: ['arXiv:1802.05814'],
  parameters,
  weighting: () => 'binary' as const,
  excludeSeen: ({ excludeSeen }) => excludeSeen,
  // Weights with slopes and moments, and a batch over all items on its way through.
  memory: (shape, p) =>
    listMemory(shape, p) +
    shape.nRows * 40 +
    (shape.nRows / ROWS_AN_ITEM) * (p.hiddenSize * 48 + p.batchSize * 40) +
    256 * 2 ** 20,
  fit: (context, { rows }, p) => fitMultVae(context, rows, p),
  recommend: recommendMultVae,
  explain: explainMultVae,
  reason: reasonOfMultVae,
  neural: (model) => model,
});
