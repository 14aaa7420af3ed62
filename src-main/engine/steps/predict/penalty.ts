import { z } from 'zod';
import { stepText } from '../define.ts';

/** The words of what holds coefficients small. */
const text = stepText({
  title: { en: 'Penalty', zh: '惩罚项' },
  summary: { en: 'What holds coefficients small.', zh: '使系数保持较小。' },
  about: { en: 'Shared by linear models.', zh: '线性模型共用。' },
  parameters: {
    penalty: {
      label: { en: 'Hold small by', zh: '正则化' },
      help: {
        en: 'Ridge shrinks all coefficients; lasso sets many to 0 and so picks features; elastic net does some of both.',
        zh: '岭惩罚使所有系数变小；套索把许多系数置零，从而挑选特征；弹性网兼有两者。',
      },
      options: {
        none: { en: 'Nothing', zh: '不使用' },
        ridge: { en: 'Ridge (L2)', zh: '岭（L2）' },
        lasso: { en: 'Lasso (L1)', zh: '套索（L1）' },
        elastic: { en: 'Elastic net', zh: '弹性网' },
      },
      tune: 'ridge, lasso, elastic',
    },
    mix: {
      label: { en: 'Part of lasso', zh: '套索占比' },
      help: { en: 'Of an elastic net: 0 is ridge, 1 is lasso.', zh: '弹性网中：0 为岭，1 为套索。' },
      tune: '0.1 to 0.9',
    },
  },
});

/** The parameters of a penalty but for its strength, whose meaning differs. */
export const penaltyParameters = (byDefault: 'none' | 'ridge') => ({
  penalty: z
    .enum(['none', 'ridge', 'lasso', 'elastic'])
    .default(byDefault)
    .meta({ ...text.parameter('penalty') }),
  mix: z
    .number()
    .min(0)
    .max(1)
    .default(0.5)
    .meta({ ...text.parameter('mix') }),
});

/** The penalty that parameters stand for. */
export function penaltyFrom(p: { penalty: 'none' | 'ridge' | 'lasso' | 'elastic'; mix: number; strength: number }) {
  if (p.penalty === 'none') return { strength: 0, mix: 0 };
  return { strength: p.strength, mix: p.penalty === 'ridge' ? 0 : p.penalty === 'lasso' ? 1 : p.mix };
}
