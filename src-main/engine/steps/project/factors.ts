import { z } from 'zod';
import type { BarsFigure } from '../../../contract/figure.ts';
import { factors } from '../../maths/reduce/factors.ts';
import type { Table } from '../../table/table.ts';
import { columns, defineEstimator, figureOut, stepText, tableIn } from '../define.ts';
import { columnLabel, columnWords } from '../features-of.ts';
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
  title: { en: 'Factor analysis', zh: '因子分析' },
  summary: {
    en: 'Explains what features have in common by a few hidden factors.',
    zh: '用少数几个隐藏因子解释特征之间的共性。',
  },
  about: {
    en: 'Each feature is taken for a mixture of a few hidden **factors** and noise of its own. Use it for answers and behaviours that several features measure together, such as *price sensitivity*. Unlike principal components it explains what features **share**, not all that they differ in.\n\nA **loading** is the correlation of a feature with a factor: above 0.5 it belongs to it. **Varimax** turns the factors so that each feature loads on few, which makes them easier to name. Features are standardised here; the sign of a factor is free, and its largest loading is made positive.',
    zh: '把每个特征看作少数几个隐藏**因子**的组合，再加上自身的噪声。适用于由多个特征共同反映的态度和行为，如*价格敏感度*。与主成分不同，它解释特征之间的**共性**，而不是全部差异。\n\n**载荷**是特征与因子的相关系数：超过 0.5 即属于该因子。**方差最大旋转**使每个特征只在少数因子上有载荷，便于命名。特征在此会自动标准化；因子的正负号可以任取，这里让最大的载荷为正。',
  },
  inputs: { table: reductionInput },
  outputs: {
    ...reductionOutputs,
    explained: { en: 'Variance shared', zh: '共同方差' },
    noise: { en: 'What stays each feature’s own', zh: '各特征的独有方差' },
  },
  parameters: {
    nComponents: {
      label: { en: 'Factors', zh: '因子数' },
      help: { en: 'How many hidden factors; fewer than there are features.', zh: '隐藏因子的个数，少于特征数。' },
    },
    rotation: {
      label: { en: 'Turn', zh: '旋转' },
      help: { en: 'How factors are turned so that they can be named.', zh: '如何旋转因子以便命名。' },
      options: { varimax: { en: 'Varimax', zh: '方差最大' }, none: { en: 'Not at all', zh: '不旋转' } },
    },
    features: reductionFeatures,
  },
  columns: reductionColumns,
  messages: {
    ...reductionMessages,
    method: { en: 'Factor analysis', zh: '因子分析' },
    axis: { en: 'Factor {n}', zh: '因子 {n}' },
    noiseTitle: {
      en: 'Most of its own has “{feature}”: {share} of its variance',
      zh: '独有方差最多的是“{feature}”：{share}',
    },
    noiseAxis: { en: 'Share of variance', zh: '方差占比' },
  },
});

const NAME: ReductionName = {
  prefix: 'factor',
  axis: text.source.messages.axis,
  method: text.source.messages.method,
  table: 'factors',
  diverging: true,
};

const parameters = z.object({
  nComponents: z
    .int()
    .min(1)
    .max(50)
    .default(2)
    .meta({ ...text.parameter('nComponents') }),
  rotation: z
    .enum(['varimax', 'none'])
    .default('varimax')
    .meta({ ...text.parameter('rotation') }),
  features: columns({ port: 'table', types: ['number'], text: text.parameter('features') }),
});

interface Model extends LinearModel {
  /** The share of each feature's variance that the factors leave. */
  readonly noise: Float64Array;
}

/** What the factors leave of each feature. */
function noiseFigure({ features, noise }: Model, table: Table): BarsFigure {
  const order = [...noise.keys()].sort((a, b) => noise[b]! - noise[a]!);
  const [most = 0] = order;
  const title = text.message('noiseTitle', {
    feature: columnWords(table, features[most] ?? ''),
    share: { percent: noise[most] ?? 0 },
  });
  return {
    kind: 'bars',
    orientation: 'horizontal',
    title,
    summary: title,
    categories: order.map((j) => columnLabel(table, features[j]!)),
    value: { label: text.message('noiseAxis'), unit: 'share' },
    series: [{ name: text.message('noiseAxis'), values: Float64Array.from(order, (j) => noise[j]!) }],
  };
}

export const factorAnalysis = defineEstimator({
  id: 'project.factors',
  version: 3,
  // The second version names features in titles as their columns are labelled; the third sorts what stays each one's own.
  upgrade: { 1: (stored) => stored, 2: (stored) => stored },
  text,
  references: ['doi:10.1007/BF02293851', 'doi:10.1007/BF02289233'],
  task: 'transform',
  needs: { table: tableIn({ label: text.input('table'), prefersOutput: 'features_scaled' }) },
  gives: reductionGives(NAME),
  describes: {
    ...reductionDescribes(NAME),
    explained: explainedOut(text.output('explained')),
    noise: figureOut({ label: text.output('noise') }),
  },
  parameters,
  memory: ({ nRows, nColumns }) => nRows * nColumns * 24 + nColumns * nColumns * 48,
  async fit(context, { table }, p): Promise<Model> {
    const { names, x, scale } = reductionMatrix(table, p.features);
    context.progress(0.3);
    return modelOf(await factors(x, p.nComponents, p.rotation === 'varimax', context), names, scale);
  },
  apply: (context, model, { table }) => applyLinear(NAME, model, table, context),
  describe: (_context, model, { table }) => ({
    ...describeReduction(NAME, model, table),
    noise: noiseFigure(model, table),
  }),
});
