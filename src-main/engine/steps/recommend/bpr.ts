import { z } from 'zod';
import { fitBpr } from '../../maths/bpr.ts';
import { stepText } from '../define.ts';
import { defineRecommender, excludeSeenParameter, listMemory, listParameters } from './define-recommender.ts';
import { biasShare } from './bias-share.ts';
import { explainByFactors, factorModel, recommendByFactors } from './factor-model.ts';
import { strongestParts } from './item-weights.ts';

/**
 * Bayesian personalised ranking of items by factors. Fitting O(epochs · entries · factors), recommending
 * O(factors³ + nItems · factors) a customer.
 *
 * Rendle et al. (2009), BPR: Bayesian personalized ranking from implicit feedback, arXiv:1205.2618.
 * Departure from the paper: for lists a customer is placed among the items by least squares over their history, as for ALS, so that
 * customers who were not there in training are served alike and scores are sums over the history.
 */
const text = stepText({
  title: { en: 'Personal ranking (BPR)', zh: '个性化排序（BPR）' },
  summary: {
    en: 'Learns to put what a customer has before what they have not.',
    zh: '学习把顾客已有的商品排在没有的商品之前。',
  },
  about: {
    en: 'In many small random steps the model learns points for items, and what each has for everyone, so that what a customer has ranks above what they have not. That is what lists are judged by, so it often ranks well where only *that* something was bought matters, not how much.\n\nFor lists a customer is placed among the items by their history; the **reason** lists what each bought item adds, and what the item has for everyone.\n\nMore **epochs** fit more closely; the learning rate is how far a step goes. Drawing popular items more often as counterexamples holds back what everybody buys.',
    zh: '模型通过大量随机小步学习商品的位置，以及每件商品对所有人的吸引力，使顾客已有的商品排在没有的之前。推荐正是按此评价，因此当只关心*是否*买过而不关心数量时，它往往排得很好。\n\n生成推荐时按历史把顾客放到商品之间；**理由**列出每件已购商品的贡献以及商品本身的吸引力。\n\n**轮数**越多拟合越紧；学习率是每一步的长度。更常用热门商品作为反例，会压低人人都买的商品。',
  },
  parameters: {
    factors: {
      label: { en: 'Factors', zh: '因子数' },
      help: { en: 'How many dimensions the space of tastes has.', zh: '品味空间的维数。' },
    },
    epochs: {
      label: { en: 'Epochs', zh: '训练轮数' },
      help: {
        en: 'How often as many steps are taken as there are purchases.',
        zh: '每轮的步数与购买数相同，共进行多少轮。',
      },
    },
    learningRate: {
      label: { en: 'Learning rate', zh: '学习率' },
      help: { en: 'How far a step goes.', zh: '每一步的长度。' },
    },
    regularisation: {
      label: { en: 'Regularisation', zh: '正则化' },
      help: { en: 'How strongly points are drawn to the middle with each step.', zh: '每一步把点拉向中心的强度。' },
    },
    popularityPower: {
      label: { en: 'Popular counterexamples', zh: '热门反例' },
      help: {
        en: 'From 0, all items are drawn alike, to 1, items are drawn by their number of customers.',
        zh: '0 表示所有商品同样可能，1 表示按顾客数抽取。',
      },
      advanced: true,
      slider: true,
    },
  },
  messages: {
    epoch: { en: 'Epoch {epoch, number}', zh: '第 {epoch, number} 轮' },
    ordered: {
      en: 'Epoch {epoch, number}: {ordered} of pairs in order',
      zh: '第 {epoch, number} 轮：{ordered} 的商品对顺序正确',
    },
    none: { en: 'Liked by everyone', zh: '广受欢迎' },
    one: { en: 'Ranked high by “{a}”', zh: '因“{a}”而排在前面' },
    two: { en: 'Ranked high by “{a}” ({pa}) and “{b}” ({pb})', zh: '因“{a}”（{pa}）和“{b}”（{pb}）而排在前面' },
    more: {
      en: 'Ranked high by “{a}” ({pa}), “{b}” ({pb}) and {n} more they bought',
      zh: '因“{a}”（{pa}）、“{b}”（{pb}）及买过的其他 {n} 件商品而排在前面',
    },
  },
});

const parameters = z.object({
  factors: z
    .int()
    .min(1)
    .max(512)
    .default(64)
    .meta({ ...text.parameter('factors'), tune: '32, 64, 128' }),
  epochs: z
    .int()
    .min(1)
    .max(1000)
    .default(40)
    .meta({ ...text.parameter('epochs'), tune: '20, 40, 80' }),
  learningRate: z
    .number()
    .min(0.0001)
    .max(1)
    .default(0.05)
    .meta({ ...text.parameter('learningRate'), tune: '0.02, 0.05, 0.1' }),
  regularisation: z
    .number()
    .min(0)
    .max(1)
    .default(0.01)
    .meta({ ...text.parameter('regularisation'), tune: '0.001, 0.01, 0.03' }),
  popularityPower: z
    .number()
    .min(0)
    .max(1)
    .default(0.5)
    .meta({ ...text.parameter('popularityPower') }),
  excludeSeen: excludeSeenParameter,
  ...listParameters,
});

/** A guess for declaring memory before customers and items are counted. */
const ROWS_A_POINT = 10;

/** How a customer is placed among items: what they have counts this much more than what they have not. */
const PLACING = { alpha: 10, regularisation: 1 };

export const bpr = defineRecommender({
  id: 'recommend.bpr',
  version: 3,
  text,
  references: ['arXiv:1205.2618', 'doi:10.1145/2020408.2020426'],
  parameters,
  weighting: () => 'binary' as const,
  excludeSeen: ({ excludeSeen }) => excludeSeen,
  memory: (shape, p) => listMemory(shape, p) + shape.nRows * 80 + (shape.nRows / ROWS_A_POINT) * p.factors * 16,
  async fit(context, { rows }, options) {
    const { width, items, biases } = await fitBpr(rows, options, context, (share, epoch, ordered) => {
      context.signal.throwIfAborted();
      const shown = { epoch, ordered: { percent: ordered } };
      context.progress(share, text.message(epoch === 1 ? 'epoch' : 'ordered', shown));
    });
    const model = await factorModel({ width, items, biases }, PLACING, context);
    const share = await biasShare(rows, { ...model, biases }, context);
    return { ...model, biases: biases.map((bias) => bias * share) };
  },
  recommend: recommendByFactors,
  explain: explainByFactors,
  reason(model, history, item, label) {
    const parts = explainByFactors(model, history, item);
    if (!parts.some((part) => part.item !== null && part.share > 0)) return text.message('none');
    const { code, values } = strongestParts(parts, label);
    return text.message(code, values);
  },
});
