import { z } from 'zod';
import { fitLogistic, logisticProbabilities, type LogisticRule } from '../../maths/linear/logistic.ts';
import { stepText } from '../define.ts';
import { definePredictor } from './define-predictor.ts';
import type { Coefficients } from './influence.ts';
import { classifierParameters } from './parameters.ts';
import { penaltyFrom, penaltyParameters } from './penalty.ts';

/** Logistic regression with ridge, lasso or elastic-net penalty, for two classes or more. */
const text = stepText({
  title: { en: 'Logistic regression', zh: '逻辑回归' },
  summary: { en: 'Probabilities from a weighted sum of features.', zh: '用特征的加权和给出概率。' },
  about: {
    en: 'The first model to try for “will they or won’t they”: fast, hard to overfit, and readable. Each **coefficient** says how the log-odds change, each **odds ratio** by how much the odds are multiplied when a feature is one unit higher, all else equal. Numbers are standardised while learning, so the bars compare features fairly.\n\nIt sees straight lines only: where the effect of one feature depends on another, a tree or boosting sees more. Features that say nearly the same share their effect between them, so do not read single coefficients of such pairs.',
    zh: '判断“会不会”时首先值得尝试的模型：速度快、不易过拟合、可以读懂。**系数**表示特征增加一个单位时对数几率的变化，**优势比**表示几率变为原来的多少倍（其他条件不变）。学习时数值已标准化，因此条形图可以公平地比较各特征。\n\n它只能看到线性关系：若一个特征的作用取决于另一个特征，树或提升模型能看到更多。含义相近的特征会分摊影响，不要单独解读它们的系数。',
  },
  parameters: {
    strength: {
      label: { en: 'Strength', zh: '强度' },
      help: {
        en: 'How much coefficients are held small, against the sum of all rows’ losses (1/C elsewhere).',
        zh: '相对于所有行损失之和，系数被压低的程度（即其他软件中的 1/C）。',
      },
      tune: '0.01 to 100 log',
    },
    maxIterations: {
      label: { en: 'Iterations at most', zh: '最多迭代次数' },
      help: { en: 'When to stop even if coefficients still move.', zh: '即使系数仍在变化也停止的次数。' },
      advanced: true,
    },
  },
  messages: {
    unsettled: {
      en: 'Coefficients still moved after {iterations, number} iterations: raise the strength or the iterations.',
      zh: '经过 {iterations, number} 次迭代系数仍在变化：请提高强度或迭代次数。',
    },
  },
});

const parameters = z.object({
  ...classifierParameters,
  ...penaltyParameters('ridge'),
  strength: z
    .number()
    .min(1e-6)
    .max(1e6)
    .default(1)
    .meta({ ...text.parameter('strength') }),
  maxIterations: z
    .int()
    .min(1)
    .max(10_000)
    .default(100)
    .meta({ ...text.parameter('maxIterations') }),
});

const TOLERANCE = 1e-7;

export const logistic = definePredictor({
  id: 'predict.logistic',
  version: 1,
  text,
  references: ['doi:10.18637/jss.v033.i01'],
  parameters,
  targets: ['classes'],
  encoding: 'reference',
  memory: ({ nRows, nColumns }) => nRows * 32 + (nColumns * 3) ** 2 * 8 * 66,
  async fit(context, { x, target, weights }, p): Promise<LogisticRule> {
    const rows = { x, codes: target.codes, nClasses: target.classes.length, weights };
    const options = { penalty: penaltyFrom(p), maxIterations: p.maxIterations, tolerance: TOLERANCE };
    const { isSettled, ...rule } = await fitLogistic(rows, options, context.pool, (share) => {
      context.signal.throwIfAborted();
      context.progress(share);
    });
    if (!isSettled) context.warn(text.message('unsettled', { iterations: p.maxIterations }));
    return rule;
  },
  predict: (_context, rule, x) => logisticProbabilities(rule, x),
  coefficients: ({ nOutputs, values }): Coefficients => {
    const width = values.length / nOutputs;
    return {
      intercepts: Float64Array.from({ length: nOutputs }, (_, k) => values[k * width + width - 1]!),
      values: values.filter((_, at) => at % width < width - 1),
      isLogit: true,
    };
  },
});
