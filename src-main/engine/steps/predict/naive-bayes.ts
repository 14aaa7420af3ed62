import { z } from 'zod';
import { softmax } from '../../maths/linear/logistic.ts';
import { bayesScores, fitNaiveBayes } from '../../maths/linear/naive-bayes.ts';
import { stepText } from '../define.ts';
import { definePredictor } from './define-predictor.ts';
import { classifierParameters } from './parameters.ts';

/** Naive Bayes with normal curves for numbers and Laplace-smoothed shares for categories. */
const text = stepText({
  title: { en: 'Naive Bayes', zh: '朴素贝叶斯' },
  summary: { en: 'Weighs each feature’s evidence on its own.', zh: '分别衡量每个特征提供的证据。' },
  about: {
    en: 'For every feature it learns how each class looks, and multiplies the evidence as if features had nothing to do with each other. Learns in one pass, copes with few rows and missing values, and is a fair second baseline.\n\nFeatures are rarely independent, so its probabilities run to 0 and 1: use the ranking, or calibrate. Numbers with long tails fit no normal curve; take their log first.',
    zh: '对每个特征学习各类别的样子，并把证据相乘，好像特征之间毫无关系。一遍就能学完，行数少、有缺失值时也能用，是不错的第二个基准。\n\n特征很少真正独立，因此概率常接近 0 或 1：请只看排序，或进行校准。长尾数值不符合正态曲线，请先取对数。',
  },
  parameters: {
    smoothing: {
      label: { en: 'Smoothing', zh: '平滑' },
      help: {
        en: 'Added to the count of every category, so that none is impossible.',
        zh: '加到每个类别取值的计数上，使其不会变得不可能。',
      },
      tune: '0.01 to 10 log',
    },
    widening: {
      label: { en: 'Widening', zh: '方差加宽' },
      help: {
        en: 'The share of the largest variance that is added to every variance.',
        zh: '把最大方差的这一比例加到每个方差上。',
      },
      advanced: true,
    },
  },
});

const parameters = z.object({
  ...classifierParameters,
  smoothing: z
    .number()
    .min(1e-6)
    .max(1000)
    .default(1)
    .meta({ ...text.parameter('smoothing') }),
  widening: z
    .number()
    .min(0)
    .max(1)
    .default(1e-9)
    .meta({ ...text.parameter('widening') }),
});

export const naiveBayes = definePredictor({
  id: 'predict.naive-bayes',
  version: 1,
  text,
  references: ['doi:10.1023/A:1007413511361'],
  parameters,
  targets: ['classes'],
  encoding: 'codes',
  memory: ({ nRows }) => nRows * 16,
  fit(_context, { x, encoding, target, weights }, { smoothing, widening }) {
    const nCategories = encoding.features.map(({ categories }) => categories?.length ?? 0);
    const rows = { x, codes: target.codes, nClasses: target.classes.length, weights, nCategories };
    return fitNaiveBayes(rows, smoothing, widening);
  },
  predict(_context, learned, x) {
    const scores = bayesScores(learned, x);
    const nClasses = learned.logPriors.length;
    for (let at = 0; at < scores.length; at += nClasses) softmax(scores, at, nClasses);
    return scores;
  },
});
