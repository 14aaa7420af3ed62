import { z } from 'zod';
import { independentSources } from '../../maths/reduce/independent.ts';
import { columns, defineEstimator, stepText, tableIn } from '../define.ts';
import {
  applyLinear,
  describeReduction,
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
  title: { en: 'Independent components', zh: '独立成分分析' },
  summary: {
    en: 'Separates features into sources that have nothing to do with each other.',
    zh: '把特征分离为互不相关的独立来源。',
  },
  about: {
    en: 'Features are taken for mixtures of **sources** that are independent of each other, and each source is found by how unlike a bell curve it is. Use it where a few distinct causes overlap, such as rare bursts of buying beside a steady habit; outliers often stand out on one source alone.\n\nSources have no size: each has variance 1, and none explains more than another; those least like a bell curve come first. **Loadings** are correlations with the features. Where the features are all bell-shaped there is nothing to find: use principal components.',
    zh: '把特征看作若干互相独立的**来源**的混合，并按其与钟形曲线的差别找出每个来源。适用于几种不同原因交叠的数据，如稳定习惯之外偶尔的集中购买；异常行往往只在某个来源上突出。\n\n来源没有大小之分：方差都为 1，不分谁解释得多；最不像钟形曲线的排在前面。**载荷**是与特征的相关系数。若特征都呈钟形，则无可分离，请改用主成分。',
  },
  inputs: { table: reductionInput },
  outputs: { ...reductionOutputs },
  parameters: {
    nComponents: {
      label: { en: 'Sources', zh: '来源数' },
      help: { en: 'How many; never more than there are features.', zh: '个数，不会超过特征数。' },
    },
    maxIterations: {
      label: { en: 'Iterations at most', zh: '最多迭代次数' },
      help: { en: 'When the search ends even if it has not settled.', zh: '未收敛时的迭代上限。' },
      advanced: true,
    },
    features: reductionFeatures,
  },
  columns: reductionColumns,
  messages: {
    ...reductionMessages,
    method: { en: 'Independent components', zh: '独立成分分析' },
    axis: { en: 'Source {n}', zh: '来源 {n}' },
    unsettled: {
      en: 'The search for sources did not settle: ask for fewer, or allow more iterations.',
      zh: '来源的搜索未收敛：请减少来源数，或增加迭代次数。',
    },
  },
});

const NAME: ReductionName = {
  prefix: 'source',
  axis: text.source.messages.axis,
  method: text.source.messages.method,
  table: 'sources',
  diverging: true,
};

const parameters = z.object({
  nComponents: z
    .int()
    .min(1)
    .max(50)
    .default(3)
    .meta({ ...text.parameter('nComponents') }),
  maxIterations: z
    .int()
    .min(1)
    .max(10_000)
    .default(500)
    .meta({ ...text.parameter('maxIterations') }),
  features: columns({ port: 'table', types: ['number'], text: text.parameter('features') }),
});

/** It has settled once no direction turns further. */
const TOLERANCE = 1e-12;

export const ica = defineEstimator({
  id: 'project.ica',
  version: 2,
  // The second version names features in titles as their columns are labelled.
  upgrade: { 1: (stored) => stored },
  text,
  references: ['doi:10.1109/72.761722', 'doi:10.1016/S0893-6080(00)00026-5'],
  task: 'transform',
  needs: { table: tableIn({ label: text.input('table'), prefersOutput: 'features_scaled' }) },
  gives: reductionGives(NAME),
  describes: reductionDescribes(NAME),
  parameters,
  memory: ({ nRows, nColumns }) => nRows * nColumns * 24 + nColumns * nColumns * 48,
  async fit(context, { table }, p): Promise<LinearModel> {
    const { names, x, scale } = reductionMatrix(table, p.features);
    const { hasSettled, ...axes } = await independentSources(
      x,
      p.nComponents,
      p.maxIterations,
      TOLERANCE,
      context,
      (share) => {
        context.progress(0.9 * share);
      },
    );
    if (!hasSettled) context.warn(text.message('unsettled'));
    return modelOf(axes, names, scale);
  },
  apply: (context, model, { table }) => applyLinear(NAME, model, table, context),
  describe(_context, model, { table }) {
    const { meanings, loadings } = describeReduction(NAME, model, table);
    return { meanings, loadings };
  },
});
