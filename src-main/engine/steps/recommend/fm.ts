import { z } from 'zod';
import { fitMachine } from '../../maths/recommend/factor-machine.ts';
import { stepText } from '../define.ts';
import { customerTraits, traitsFor, type CustomerTraits } from './customer-traits.ts';
import { defineRecommender, excludeSeenParameter, listMemory, listParameters } from './define-recommender.ts';
import { FEATURE_WEIGHTS, itemFeatures, withIds } from './item-features.ts';
import { becauseOf } from './item-weights.ts';
import { explainSummed, recommendSummed, type SummedPoints } from './summed-points.ts';

/**
 * Factorisation machine over what items and customers are: warm and cold. Fitting O(epochs · entries · features of an item · factors).
 *
 * Rendle (2010), Factorization machines, doi:10.1109/ICDM.2010.127.
 */
const text = stepText({
  title: { en: 'Factorisation machine', zh: '因子分解机' },
  summary: {
    en: 'Learns from who bought what and from what items and customers are like.',
    zh: '同时从购买记录以及商品和顾客的特征中学习。',
  },
  about: {
    en: 'Like *Personal ranking (BPR)*, but an item is not only itself: it is also its words, its category, its price, and a customer is what they have and what is known of them. Each of these **features** gets a place in a space of tastes; an item’s score is how well its features agree with the customer’s, pair by pair. So an item that nobody has bought is placed by its features, and a customer without purchases by theirs.\n\nConnect **products** and **what customers are like** (one row a customer: numbers, yes or no, and texts of few values). Without either it learns from purchases alone.\n\n*Right order* makes what customers have stand before what they have not; *own odds* tells one from the other item by item. Raise **epochs** until lists settle. A **reason** lists what each item of the customer adds; what stands for everyone, or for what the customer is, is one part.',
    zh: '与“个性化排序（BPR）”类似，但商品不只是自身，也是它的词语、类别和价格；顾客则是其拥有的商品及其特征。每个**特征**在品味空间中都有位置；商品得分取决于其特征与顾客特征两两契合的程度。因此无人买过的商品由其特征定位，没有购买记录的顾客由其特征定位。\n\n请连接**商品表**和**顾客特征**（每位顾客一行：数值、是否、取值不多的文本）。都没有时只从购买中学习。\n\n*正确顺序*使顾客拥有的排在没有的之前；*各自几率*逐件区分两者。列表未稳定时应增加**轮数**。**理由**列出顾客每件商品的贡献；面向所有人或来自顾客特征的部分合为一项。',
  },
  parameters: {
    factors: { label: { en: 'Factors', zh: '因子数' }, help: { en: 'How many dimensions the space of tastes has.', zh: '品味空间的维数。' } },
    epochs: { label: { en: 'Epochs', zh: '轮数' }, help: { en: 'How often all purchases are gone through.', zh: '全部购买遍历多少次。' } },
    loss: {
      label: { en: 'Learns', zh: '学习目标' },
      help: { en: 'What is made as likely as can be.', zh: '使什么尽可能成立。' },
      options: { bpr: { en: 'Right order', zh: '正确顺序' }, logistic: { en: 'Own odds', zh: '各自几率' } },
    },
    learningRate: { label: { en: 'Learning rate', zh: '学习率' }, help: { en: 'How large the steps are.', zh: '每一步的大小。' }, advanced: true },
    regularisation: {
      label: { en: 'Regularisation', zh: '正则化' },
      help: { en: 'How strongly features are held near the middle.', zh: '把各特征拉向中心的强度。' },
    },
    features: {
      label: { en: 'Weight of features', zh: '特征权重' },
      help: { en: 'How much what an item is counts beside the item itself; 0 for nothing.', zh: '商品特征相对商品自身的分量；0 表示不使用。' },
    },
  },
  messages: {
    epoch: { en: 'Epoch {epoch, number}', zh: '第 {epoch, number} 轮' },
    'for-all': { en: 'Liked by customers in general', zh: '受顾客普遍喜爱' },
  },
}); // prettier-ignore

const parameters = z.object({
  factors: z.int().min(1).max(256).default(16).meta({ ...text.parameter('factors'), tune: '8, 16, 32' }),
  epochs: z.int().min(1).max(500).default(10).meta({ ...text.parameter('epochs'), tune: '5, 10, 20' }),
  loss: z.enum(['bpr', 'logistic']).default('bpr').meta({ ...text.parameter('loss'), tune: 'bpr, logistic' }),
  learningRate: z.number().min(0.0001).max(1).default(0.1).meta({ ...text.parameter('learningRate'), tune: '0.03, 0.1, 0.3' }),
  regularisation: z.number().min(0).max(10).default(0.01).meta({ ...text.parameter('regularisation'), tune: '0, 0.01, 0.05' }),
  features: z.number().min(0).max(10).default(1).meta({ ...text.parameter('features'), tune: '0, 0.5, 1' }),
  excludeSeen: excludeSeenParameter,
  ...listParameters,
}); // prettier-ignore

/** Items and what customers may be made of, as points. */
interface MachineModel extends SummedPoints {
  readonly traits: CustomerTraits | null;
}

export const fm = defineRecommender({
  id: 'recommend.fm',
  version: 2,
  text,
  references: ['doi:10.1109/ICDM.2010.127', 'arXiv:1205.2618'],
  parameters,
  reads: ['products', 'features'],
  weighting: () => 'binary',
  excludeSeen: ({ excludeSeen }) => excludeSeen,
  memory: (shape, p) => listMemory(shape, p) + shape.nRows * 60 + (shape.nRows / 5) * p.factors * 32,
  fit(context, { items, rows, users }, p, { interactions, products, features }): MachineModel {
    const look = () => {
      context.signal.throwIfAborted();
    };
    const like = itemFeatures(interactions, products, items, FEATURE_WEIGHTS, look).rows;
    const traits = features && customerTraits(features);
    const rowsOf = { items: withIds(like, p.features), histories: rows, traits: traits && traitsFor(traits, users) };
    const machine = fitMachine(rowsOf, p, context, (share, epoch) => {
      context.progress(share, text.message('epoch', { epoch }));
    });
    const width = p.factors;
    const points = items.map((_, item) => machine.pointOf(item));
    const placed = new Float64Array(items.length * width);
    points.forEach(({ point }, item) => {
      placed.set(point, item * width);
    });
    const firstOwned = rowsOf.items.nColumns * width;
    const firstTrait = firstOwned + items.length * width;
    return {
      width,
      items: placed,
      offsets: Float64Array.from(points, ({ offset }) => offset),
      owned: machine.v.slice(firstOwned, firstTrait),
      traits,
      traitPoints: machine.v.slice(firstTrait),
    };
  },
  traits: ({ traits }, users) => traitsFor(traits, users),
  recommend: (context, model, request) => recommendSummed(context, model, request),
  explain: (model, history, item) => explainSummed(model, history, item),
  reason(model, history, item, label) {
    const parts = explainSummed(model, history, item);
    return parts.some(({ item: own, share }) => own !== null && share > 0)
      ? becauseOf(parts, label)
      : text.message('for-all');
  },
});
