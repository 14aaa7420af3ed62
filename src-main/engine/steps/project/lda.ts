import { z } from 'zod';
import { discriminants } from '../../maths/reduce/discriminants.ts';
import { takeMatrixRows } from '../../maths/matrix.ts';
import { column, columns, defineEstimator, stepText, tableIn } from '../define.ts';
import { columnLabel } from '../features-of.ts';
import {
  describeReduction,
  explainedOut,
  applyLinear,
  modelOf,
  reductionDescribes,
  reductionGives,
  reductionMatrix,
  type LinearModel,
  type ReductionName,
} from './define-reduction.ts';
import { groupsOf } from './known-groups.ts';
import {
  reductionColumns,
  reductionFeatures,
  reductionInput,
  reductionMessages,
  reductionOutputs,
} from './reduction-words.ts';

const text = stepText({
  title: { en: 'Linear discriminants', zh: '线性判别分析' },
  summary: {
    en: 'Finds the directions along which known groups lie furthest apart.',
    zh: '找出已知各组相距最远的几个方向。',
  },
  about: {
    en: 'Given rows whose group is known, it finds the mixtures of features that **tell the groups apart** best: far between groups, narrow within each. Use it to see what separates segments, or buyers from others, and to place new rows on the same axes.\n\nThere is one axis fewer than there are groups. **Loadings** are correlations of features with an axis: they say what the groups differ in. Scales do not matter. It draws straight borders and takes groups for equally wide; where that is far from true, use a tree or a map.',
    zh: '给定所属组已知的行，找出最能**区分各组**的特征组合：组间相距远、组内很集中。用它可以看出各细分群体之间、买家与其他人之间的差别，并把新的行放到同样的轴上。\n\n轴数比组数少一个。**载荷**是特征与轴的相关系数，说明各组差在哪里。特征的尺度无关紧要。它只画直线边界，并假定各组一样宽；若与实际相差很远，请改用决策树或降维图。',
  },
  inputs: { table: reductionInput },
  outputs: { ...reductionOutputs, explained: { en: 'Difference between groups explained', zh: '解释的组间差异' } },
  parameters: {
    target: {
      label: { en: 'Known groups', zh: '已知分组' },
      help: {
        en: 'The column that says which group a row is in; rows without one are left out. Empty: the first column that can serve.',
        zh: '说明每一行属于哪一组的列；没有值的行会被略去。留空则取第一个可用的列。',
      },
    },
    nComponents: {
      label: { en: 'Axes', zh: '轴数' },
      help: { en: 'How many to keep; fewer than there are groups.', zh: '保留的个数，少于组数。' },
    },
    features: reductionFeatures,
  },
  columns: reductionColumns,
  messages: {
    ...reductionMessages,
    method: { en: 'Linear discriminants', zh: '线性判别分析' },
    axis: { en: 'Discriminant {n}', zh: '判别轴 {n}' },
  },
});

const NAME: ReductionName = {
  prefix: 'discriminant',
  axis: text.source.messages.axis,
  method: text.source.messages.method,
  table: 'discriminants',
  diverging: true,
};

const parameters = z.object({
  target: column({
    port: 'table',
    types: ['text', 'boolean', 'number'],
    text: text.parameter('target'),
    onlyToFit: true,
  }),
  nComponents: z
    .int()
    .min(1)
    .max(100)
    .default(5)
    .meta({ ...text.parameter('nComponents') }),
  features: columns({ port: 'table', types: ['number'], text: text.parameter('features') }),
});

/** The outputs that know groups of their rows. */
const GROUPED_OUTPUTS = ['rfm', 'churn_target', 'purchase_target', 'response_target', 'return_target'];

interface Model extends LinearModel {
  /** The column with the groups; rows are coloured by it where they have it. */
  readonly target: string;
}

export const lda = defineEstimator({
  id: 'project.lda',
  version: 2,
  // The second version names features in titles as their columns are labelled.
  upgrade: { 1: (stored) => stored },
  text,
  references: ['doi:10.1111/j.1469-1809.1936.tb02137.x'],
  task: 'transform',
  needs: { table: tableIn({ label: text.input('table'), prefersOutput: GROUPED_OUTPUTS }) },
  gives: reductionGives(NAME),
  describes: { ...reductionDescribes(NAME), explained: explainedOut(text.output('explained')) },
  parameters,
  memory: ({ nRows, nColumns }) => nRows * nColumns * 24 + nColumns * nColumns * 48,
  async fit(context, { table }, p): Promise<Model> {
    const groups = groupsOf(table, p.target);
    const features = p.features.length > 0 ? p.features : table.features([]).filter((name) => name !== groups.column);
    const { names, x, scale } = reductionMatrix(table, features);
    context.signal.throwIfAborted();
    context.progress(0.3);
    const axes = await discriminants(
      takeMatrixRows(x, groups.rows),
      groups.classes,
      groups.names.length,
      p.nComponents,
      context,
    );
    return { ...modelOf(axes, names, scale), target: groups.column };
  },
  async apply(context, model, { table }) {
    const { components, map } = await applyLinear(NAME, model, table, context);
    const known = table.find(model.target);
    if (!known || components.find(known.name)) return { components, map };
    const color = { column: known.name, as: 'category', label: columnLabel(table, known.name) } as const;
    return { components: components.with([known]), map: map && { ...map, color } };
  },
  describe: (_context, model, { table }) => describeReduction(NAME, model, table),
});
