import { z } from 'zod';
import { fitLeastSquares, linearValues } from '../../maths/linear/least-squares.ts';
import { stepText } from '../define.ts';
import { definePredictor } from './define-predictor.ts';
import { regressorParameters } from './parameters.ts';
import { penaltyFrom, penaltyParameters } from './penalty.ts';

/** Least squares, plain or with ridge, lasso or elastic-net penalty. */
const text = stepText({
  title: { en: 'Linear regression', zh: '线性回归' },
  summary: { en: 'A number from a weighted sum of features.', zh: '用特征的加权和预测数值。' },
  about: {
    en: 'The first model to try for amounts and counts. Each **coefficient** says by how much the prediction rises when a feature is one unit higher, all else equal; numbers are standardised while learning, so the bars compare features fairly. **Ridge** steadies coefficients of features that move together, **lasso** keeps few features, **elastic net** stands between.\n\nIt sees straight lines only, and a few very large values pull it strongly: spend is often better predicted after a log (Scale), or by boosting.',
    zh: '预测金额和次数时首先值得尝试的模型。**系数**表示某特征增加一个单位（其他不变）时预测值的变化；学习时数值已标准化，因此条形图可以公平比较。**岭回归**使同向变化的特征系数更稳定，**套索**只保留少数特征，**弹性网**介于两者之间。\n\n它只能看到线性关系，少数极大值会强烈影响结果：消费金额通常先取对数（“缩放”）或用提升模型预测更好。',
  },
  parameters: {
    strength: {
      label: { en: 'Strength', zh: '强度' },
      help: {
        en: 'How much coefficients of standardised features are held small, against the mean squared error (halved).',
        zh: '相对于均方误差的一半，标准化特征的系数被压低的程度。',
      },
      tune: '0.0001 to 10 log',
    },
  },
});

const parameters = z.object({
  ...regressorParameters,
  ...penaltyParameters('none'),
  strength: z
    .number()
    .min(0)
    .max(1e6)
    .default(0.01)
    .meta({ ...text.parameter('strength') }),
});

const TOLERANCE = 1e-9;

export const linear = definePredictor({
  id: 'predict.linear',
  version: 1,
  text,
  references: ['doi:10.18637/jss.v033.i01', 'doi:10.1111/j.1467-9868.2005.00503.x'],
  parameters,
  targets: ['number'],
  encoding: 'reference',
  memory: ({ nRows, nColumns }) => nRows * nColumns * 24 + (nColumns * 3) ** 2 * 8 * 66,
  fit: (context, { x, target }, p) => fitLeastSquares(x, target.values, penaltyFrom(p), TOLERANCE, context.pool),
  predict: (_context, rule, x) => linearValues(rule, x),
  coefficients: ({ intercept, coefficients }) => ({
    intercepts: Float64Array.of(intercept),
    values: coefficients,
    isLogit: false,
  }),
});
