import { z } from 'zod';
import { correlations, turnForward } from '../../maths/reduce/axes.ts';
import { kernelAxes, placeOnKernelAxes, type KernelAxes } from '../../maths/reduce/kernel-axes.ts';
import { columns, defineEstimator, stepText, tableIn } from '../define.ts';
import { completeMatrix } from '../features-of.ts';
import { bounded } from './bounded.ts';
import {
  describeReduction,
  explainedOut,
  modelOf,
  reductionDescribes,
  reductionGives,
  reductionMatrix,
  reductionOutputsOf,
  type AxesModel,
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
  title: { en: 'Kernel principal components', zh: '核主成分分析' },
  summary: { en: 'Finds curved axes along which rows differ.', zh: '找出各行差异所沿的弯曲的轴。' },
  about: {
    en: 'Principal components can only turn; this finds **curved** axes, by how near rows are to each other. Use it where groups are rings or bows that no straight axis parts, or as features for a linear model.\n\n**Nearness** sets how far a row’s neighbourhood reaches: small values give smooth axes, large ones pick out single rows. As the axes bend, a **loading** is the correlation of a feature with the axis over all rows. A larger table is told by a sample of its rows. Scale the features first.',
    zh: '主成分只能旋转；此方法按各行彼此的远近找出**弯曲**的轴。适用于呈环形或弓形、直线轴无法分开的群体，也可作为线性模型的特征。\n\n**邻近度**决定一行的邻域有多大：值小则轴平滑，值大则只突出个别行。由于轴是弯曲的，**载荷**是特征与轴在所有行上的相关系数。较大的表用抽样的行来计算。请先缩放特征。',
  },
  inputs: { table: reductionInput },
  outputs: { ...reductionOutputs, explained: { en: 'Variance explained, bent', zh: '解释的（核）方差' } },
  parameters: {
    nComponents: {
      label: { en: 'Axes', zh: '轴数' },
      help: { en: 'How many to keep.', zh: '保留的个数。' },
    },
    gamma: {
      label: { en: 'Nearness', zh: '邻近度' },
      help: {
        en: 'How quickly nearness falls off with squared distance. Left empty: one over the sum of the features’ variances.',
        zh: '邻近程度随距离平方下降的快慢。留空时取各特征方差之和的倒数。',
      },
    },
    mostLandmarks: {
      label: { en: 'Rows that tell the axes', zh: '用于计算的行数' },
      help: { en: 'Of a larger table so many rows at random make the axes.', zh: '表更大时，随机取这么多行来计算轴。' },
      advanced: true,
    },
    features: reductionFeatures,
  },
  columns: reductionColumns,
  messages: {
    ...reductionMessages,
    method: { en: 'Kernel principal components', zh: '核主成分分析' },
    axis: { en: 'Bent axis {n}', zh: '弯曲轴 {n}' },
  },
});

const NAME: ReductionName = {
  prefix: 'bent',
  axis: text.source.messages.axis,
  method: text.source.messages.method,
  table: 'kernel_components',
  diverging: true,
};

const parameters = z.object({
  nComponents: z
    .int()
    .min(1)
    .max(50)
    .default(2)
    .meta({ ...text.parameter('nComponents') }),
  gamma: z
    .number()
    .positive()
    .max(1000)
    .nullable()
    .default(null)
    .meta({ ...text.parameter('gamma') }),
  mostLandmarks: z
    .int()
    .min(10)
    .max(1000)
    .default(300)
    .meta({ ...text.parameter('mostLandmarks') }),
  features: columns({ port: 'table', types: ['number'], text: text.parameter('features') }),
});

interface Model extends AxesModel {
  readonly kernel: KernelAxes;
}

export const kernelPca = defineEstimator({
  id: 'project.kernel-pca',
  version: 3,
  // The second version names features in titles as their columns are labelled; the third leaves nearness empty, not 0.
  upgrade: { 1: (stored) => stored, 2: ({ gamma, ...rest }) => ({ ...rest, ...(gamma === 0 ? {} : { gamma }) }) },
  text,
  references: ['doi:10.1162/089976698300017467'],
  task: 'transform',
  needs: { table: tableIn({ label: text.input('table'), prefersOutput: 'features_scaled' }) },
  gives: reductionGives(NAME),
  describes: { ...reductionDescribes(NAME), explained: explainedOut(text.output('explained')) },
  parameters,
  memory: ({ nRows, nColumns }, { mostLandmarks }) => nRows * nColumns * 24 + mostLandmarks * mostLandmarks * 40,
  fit(context, { table }, p): Model {
    const { names, x, scale } = reductionMatrix(table, p.features);
    const kernel = kernelAxes(x, p.nComponents, p.gamma ?? 0, p.mostLandmarks, context);
    context.progress(0.4);
    const at = placeOnKernelAxes(kernel, x, context, (share) => {
      context.progress(0.4 + 0.5 * share);
    });
    const loadings = correlations(x, at);
    turnForward(loadings, x.nColumns, kernel.weights);
    return { ...modelOf({ loadings, shares: kernel.shares }, names, scale), kernel };
  },
  apply(context, model, { table }) {
    const x = bounded(completeMatrix(table, model.features).x, model.scale);
    const at = placeOnKernelAxes(model.kernel, x, context, (share) => {
      context.progress(share);
    });
    return reductionOutputsOf(NAME, model, table, at);
  },
  describe: (_context, model, { table }) => describeReduction(NAME, model, table),
});
