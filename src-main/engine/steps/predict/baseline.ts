import { z } from 'zod';
import { stepText } from '../define.ts';
import { countClasses } from './balance.ts';
import { definePredictor } from './define-predictor.ts';
import { unweightedPredictorParameters } from './parameters.ts';

/** What a model without any insight says: how often each class is, or the mean. Every other model must beat it. */
const text = stepText({
  title: { en: 'Baseline', zh: '基准' },
  summary: {
    en: 'Predicts the same for everyone: how often it happens, or the average.',
    zh: '对所有人给出相同预测：发生的频率，或平均值。',
  },
  about: {
    en: 'The least a model must beat. For classes it gives everyone the shares of the training rows, so the most frequent class is predicted; for numbers the **mean** or the **median**. A model whose accuracy is no better than that of this panel has learned nothing, however high it looks.',
    zh: '任何模型都至少应当胜过它。预测类别时，对所有人给出训练行中的比例，因此预测最常见的类别；预测数值时给出**均值**或**中位数**。如果某个模型的准确率不高于本面板，无论数字看起来多高，它都没有学到东西。',
  },
  parameters: {
    middle: {
      label: { en: 'For numbers', zh: '数值目标' },
      help: { en: 'What is predicted where the target is a number.', zh: '目标为数值时的预测值。' },
      options: { mean: { en: 'The mean', zh: '均值' }, median: { en: 'The median', zh: '中位数' } },
    },
  },
});

const parameters = z.object({
  ...unweightedPredictorParameters,
  middle: z
    .enum(['mean', 'median'])
    .default('mean')
    .meta({ ...text.parameter('middle') }),
});

export const baseline = definePredictor({
  id: 'predict.baseline',
  version: 1,
  text,
  references: [],
  parameters,
  targets: ['classes', 'number'],
  encoding: 'codes',
  memory: ({ nRows }) => nRows * 16,
  fit(_context, { target }, { middle }) {
    if (target.kind === 'classes') return countClasses(target).map((count) => count / target.codes.length);
    return Float64Array.of(middle === 'mean' ? meanOf(target.values) : medianOf(target.values));
  },
  predict: (_context, learned, { nRows }) =>
    Float64Array.from({ length: nRows * learned.length }, (_, at) => learned[at % learned.length]!),
});

const meanOf = (values: Float64Array): number => values.reduce((sum, value) => sum + value, 0) / values.length;
const medianOf = (values: Float64Array): number => {
  const sorted = values.slice().sort();
  return (sorted[(sorted.length - 1) >> 1]! + sorted[sorted.length >> 1]!) / 2;
};
