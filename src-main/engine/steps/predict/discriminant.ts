import { z } from 'zod';
import { discriminantScores, fitDiscriminant } from '../../maths/linear/discriminant.ts';
import { softmax } from '../../maths/linear/logistic.ts';
import type { Context } from '../context.ts';
import { stepText } from '../define.ts';
import { definePredictor } from './define-predictor.ts';
import { unweightedClassifierParameters } from './parameters.ts';

/** Linear and quadratic discriminant analysis, with shrinkage. */
const text = stepText({
  title: { en: 'Discriminant analysis', zh: '判别分析' },
  summary: { en: 'Tells classes apart as clouds of points.', zh: '把各类别看作点云来区分。' },
  about: {
    en: 'Describes each class as a round cloud of rows and asks which cloud a new row fits best. **Linear** gives all clouds one shape and draws straight borders; **quadratic** gives each its own and draws curved ones, but needs many rows a class. Good with few rows and several classes.\n\nFeatures that hardly vary within a class, such as rare categories, upset the quadratic form: raise the **shrinkage**.',
    zh: '把每个类别描述成一团点云，看新行最符合哪一团。**线性**判别假设各点云形状相同，边界是直的；**二次**判别让各点云有自己的形状，边界是弯的，但每类需要较多的行。适合行数少、类别多的情况。\n\n在类内几乎不变的特征（例如罕见类别）会干扰二次判别：请提高**收缩**。',
  },
  parameters: {
    shape: {
      label: { en: 'Borders', zh: '边界' },
      help: { en: 'Whether all classes share one shape.', zh: '各类别是否共用一种形状。' },
      options: { linear: { en: 'Linear', zh: '线性' }, quadratic: { en: 'Quadratic', zh: '二次' } },
      tune: 'linear, quadratic',
    },
    shrinkage: {
      label: { en: 'Shrinkage', zh: '收缩' },
      help: {
        en: 'How far shapes are drawn towards round ones: 0 not at all, 1 altogether.',
        zh: '形状向圆形靠拢的程度：0 为不收缩，1 为完全收缩。',
      },
      tune: '0, 0.1, 0.3, 0.6',
    },
  },
  messages: {
    widened: {
      en: 'Some features hardly vary within a class or repeat others; raise the shrinkage to rest on them less.',
      zh: '有些特征在类内几乎不变，或与其他特征重复；提高收缩可以减少对它们的依赖。',
    },
  },
});

const parameters = z.object({
  ...unweightedClassifierParameters,
  shape: z
    .enum(['linear', 'quadratic'])
    .default('linear')
    .meta({ ...text.parameter('shape') }),
  shrinkage: z
    .number()
    .min(0)
    .max(1)
    .default(0)
    .meta({ ...text.parameter('shrinkage') }),
});

const lookAt = (context: Context) => (share: number) => {
  context.signal.throwIfAborted();
  context.progress(share);
};

export const discriminant = definePredictor({
  id: 'predict.discriminant',
  version: 1,
  text,
  references: ['doi:10.1111/j.1469-1809.1936.tb02137.x', 'doi:10.1080/01621459.1989.10478752'],
  parameters,
  targets: ['classes'],
  encoding: 'reference',
  memory: ({ nRows, nColumns }) => nRows * 16 + (nColumns * 3) ** 2 * 80,
  fit(context, { x, target }, { shape, shrinkage }) {
    const { codes, classes } = target;
    const found = fitDiscriminant(x, codes, classes.length, shape === 'quadratic', shrinkage, lookAt(context));
    if (found.isWidened) context.warn(text.message('widened'));
    return found.model;
  },
  predict(context, model, x) {
    const scores = discriminantScores(model, x, lookAt(context));
    const nClasses = model.logPriors.length;
    for (let at = 0; at < scores.length; at += nClasses) softmax(scores, at, nClasses);
    return scores;
  },
});
