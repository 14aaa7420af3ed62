import { z } from 'zod';
import { singularAxes } from '../../maths/reduce/singular.ts';
import { columns, defineEstimator, stepText, tableIn } from '../define.ts';
import {
  applyLinear,
  describeReduction,
  explainedOut,
  modelOf,
  reductionDescribes,
  reductionGives,
  reductionMatrix,
  type LinearModel,
  type ReductionName,
} from './define-reduction.ts';
import {
  reductionColumns,
  reductionFeatures,
  reductionInput,
  reductionMessages,
  reductionOutputs,
} from './reduction-words.ts';

const text = stepText({
  title: { en: 'Truncated SVD', zh: '截断奇异值分解' },
  summary: {
    en: 'Finds the few directions from zero along which rows reach furthest.',
    zh: '从零点出发，找出各行延伸最远的几个方向。',
  },
  about: {
    en: 'Like principal components, but **without taking off the means**: zeros stay zeros. Use it for counts and word weights, where most values are 0 and 0 means “none”. The first axis is then mostly *how much there is in all*; the following ones are what rows differ in.\n\nThe sign of an axis is free; here its largest loading is always positive.',
    zh: '与主成分类似，但**不减去均值**：零仍是零。适用于计数和词语权重，这类数据大多为 0，且 0 表示“没有”。此时第一个轴大多表示*总量*，后面的轴才是各行的差异。\n\n轴的正负号可以任取；这里总让最大的载荷为正。',
  },
  inputs: { table: reductionInput },
  outputs: { ...reductionOutputs, explained: { en: 'Sum of squares explained', zh: '解释的平方和' } },
  parameters: {
    nComponents: {
      label: { en: 'Axes', zh: '轴数' },
      help: { en: 'How many to keep; never more than there are features.', zh: '保留的个数，不会超过特征数。' },
    },
    features: reductionFeatures,
  },
  columns: reductionColumns,
  messages: {
    ...reductionMessages,
    method: { en: 'Truncated SVD', zh: '截断奇异值分解' },
    axis: { en: 'SVD axis {n}', zh: 'SVD 轴 {n}' },
  },
});

const NAME: ReductionName = {
  prefix: 'svd',
  axis: text.source.messages.axis,
  method: text.source.messages.method,
  table: 'svd',
  diverging: true,
};

const parameters = z.object({
  nComponents: z
    .int()
    .min(1)
    .max(100)
    .default(5)
    .meta({ ...text.parameter('nComponents') }),
  features: columns({ port: 'table', types: ['number'], text: text.parameter('features') }),
});

export const svd = defineEstimator({
  id: 'project.svd',
  version: 2,
  // The second version names features in titles as their columns are labelled.
  upgrade: { 1: (stored) => stored },
  text,
  references: ['doi:10.1007/BF02288367'],
  task: 'transform',
  needs: { table: tableIn({ label: text.input('table'), prefersOutput: 'features_scaled' }) },
  gives: reductionGives(NAME),
  describes: { ...reductionDescribes(NAME), explained: explainedOut(text.output('explained')) },
  parameters,
  memory: ({ nRows, nColumns }) => nRows * nColumns * 24 + nColumns * nColumns * 48,
  async fit(context, { table }, p): Promise<LinearModel> {
    const { names, x, scale } = reductionMatrix(table, p.features);
    context.signal.throwIfAborted();
    context.progress(0.3);
    const { means, axes, loadings, shares } = await singularAxes(x, p.nComponents, context);
    return modelOf({ means, axes, loadings, shares }, names, scale);
  },
  apply: (context, model: LinearModel, { table }) => applyLinear(NAME, model, table, context),
  describe: (_context, model, { table }) => describeReduction(NAME, model, table),
});
