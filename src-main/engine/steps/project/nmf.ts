import { z } from 'zod';
import { amountsOf, nonNegativeParts, squaresLeft } from '../../maths/reduce/parts.ts';
import type { Matrix } from '../../table/table.ts';
import { columns, defineEstimator, stepText, tableIn } from '../define.ts';
import { columnWords, completeMatrix } from '../features-of.ts';
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
  title: { en: 'Non-negative parts', zh: '非负矩阵分解' },
  summary: {
    en: 'Describes each row as a sum of a few parts, such as tastes.',
    zh: '把每一行描述为少数几个部分之和，例如几种偏好。',
  },
  about: {
    en: 'Each row becomes a **sum of parts** that only add up and never cancel, so that parts can be read as tastes, missions or topics: *70% baby care, 30% snacks*. Use it for amounts and counts: spending by category, words by weight.\n\nThe **loadings** are what a part is made of; the amounts say how much of it a row has. A feature with values below zero is measured from its least value. With *equal weight* each feature counts alike, whatever its unit. The parts depend on where the search starts; here that is always the same.',
    zh: '每一行被写成若干**部分之和**，只相加、不抵消，因此各部分可以理解为偏好、购物任务或主题：*70% 母婴，30% 零食*。适用于金额和计数：各品类的消费、词语的权重。\n\n**载荷**是一个部分的构成，数量表示一行含有多少该部分。含负值的特征改从其最小值量起。选择*等权*时，各特征不论单位都同等重要。结果与搜索的起点有关，这里起点总是固定的。',
  },
  inputs: { table: reductionInput },
  outputs: { ...reductionOutputs, explained: { en: 'Sum of squares explained', zh: '解释的平方和' } },
  parameters: {
    nComponents: {
      label: { en: 'Parts', zh: '部分数' },
      help: { en: 'How many; never more than there are features.', zh: '个数，不会超过特征数。' },
    },
    equalWeight: {
      label: { en: 'Equal weight', zh: '等权' },
      help: {
        en: 'Divides each feature by its root mean square first, so that none counts more for its unit.',
        zh: '先将每个特征除以其均方根，使其不因单位而占更大权重。',
      },
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
    method: { en: 'Non-negative parts', zh: '非负矩阵分解' },
    axis: { en: 'Part {n}', zh: '部分 {n}' },
    lifted: {
      en: 'These features have values below zero and are measured from their least value: {columns}',
      zh: '以下特征含负值，改从其最小值量起：{columns}',
    },
  },
});

const NAME: ReductionName = {
  prefix: 'part',
  axis: text.source.messages.axis,
  method: text.source.messages.method,
  table: 'parts',
  diverging: false,
};

const parameters = z.object({
  nComponents: z
    .int()
    .min(1)
    .max(50)
    .default(3)
    .meta({ ...text.parameter('nComponents') }),
  equalWeight: z
    .boolean()
    .default(true)
    .meta({ ...text.parameter('equalWeight') }),
  maxIterations: z
    .int()
    .min(1)
    .max(10_000)
    .default(500)
    .meta({ ...text.parameter('maxIterations') }),
  features: columns({ port: 'table', types: ['number'], text: text.parameter('features') }),
});

interface Model extends AxesModel {
  /** What is taken off each feature, and what is left divided by. */
  readonly least: Float64Array;
  readonly sizes: Float64Array;
}

/** It has settled once a round takes off less of what is left. */
const TOLERANCE = 1e-7;

function columnFold({ nColumns, values }: Matrix, fold: (a: number, b: number) => number, from: number): Float64Array {
  const out = new Float64Array(nColumns).fill(from);
  values.forEach((value, at) => (out[at % nColumns] = fold(out[at % nColumns]!, value)));
  return out;
}

/** Parts by what they explain, largest first; parts that explain nothing are left out. */
function sortedParts(x: Matrix, parts: Float64Array, amounts: Float64Array) {
  const d = x.nColumns;
  const k = d > 0 ? parts.length / d : 0;
  const whole = x.values.reduce((sum, value) => sum + value * value, 0);
  // A part's size is that of what it adds, in squares.
  const sizes = Array.from({ length: k }, (_, c) => {
    const part = parts.subarray(c * d, (c + 1) * d).reduce((sum, value) => sum + value * value, 0);
    let amount = 0;
    for (let at = c; at < amounts.length; at += k) amount += amounts[at]! ** 2;
    return part * amount;
  });
  const order = sizes.map((_, c) => c).filter((c) => sizes[c]! > 0);
  order.sort((a, b) => sizes[b]! - sizes[a]! || a - b);
  const sorted = new Float64Array(order.length * d);
  order.forEach((from, to) => {
    sorted.set(parts.subarray(from * d, (from + 1) * d), to * d);
  });
  const explained = whole > 0 ? 1 - squaresLeft(x, amounts, parts, k) / whole : 0;
  const all = sizes.reduce((sum, size) => sum + size, 0);
  // Parts overlap: what they explain together is told off by their sizes.
  return { parts: sorted, shares: Float64Array.from(order, (c) => (explained * sizes[c]!) / all) };
}

export const nmf = defineEstimator({
  id: 'project.nmf',
  version: 2,
  // The second version names features in titles as their columns are labelled.
  upgrade: { 1: (stored) => stored },
  text,
  references: ['doi:10.1038/44565', 'doi:10.1587/transfun.E92.A.708', 'doi:10.1016/j.patcog.2007.09.010'],
  task: 'transform',
  needs: { table: tableIn({ label: text.input('table'), prefersOutput: 'features_scaled' }) },
  gives: reductionGives(NAME),
  describes: { ...reductionDescribes(NAME), explained: explainedOut(text.output('explained')) },
  parameters,
  memory: ({ nRows, nColumns }) => nRows * nColumns * 24 + nColumns * nColumns * 48,
  async fit(context, { table }, p): Promise<Model> {
    const { names, x, scale } = reductionMatrix(table, p.features);
    const least = columnFold(x, Math.min, 0);
    const lifted = names.filter((_, j) => least[j]! < 0);
    if (lifted.length > 0)
      context.warn(text.message('lifted', { columns: { list: lifted.map((name) => columnWords(table, name)) } }));
    const raised = x.values.map((value, at) => value - least[at % x.nColumns]!);
    const squares = columnFold({ ...x, values: raised }, (sum, value) => sum + value * value, 0);
    const sizes = squares.map((sum) => (p.equalWeight && sum > 0 ? Math.sqrt(sum / x.nRows) : 1));
    const weighed = { ...x, values: raised.map((value, at) => value / sizes[at % x.nColumns]!) };
    const found = await nonNegativeParts(weighed, p.nComponents, p.maxIterations, TOLERANCE, context, (share) => {
      context.progress(0.9 * share);
    });
    const { parts, shares } = sortedParts(weighed, found.parts, found.amounts);
    return { ...modelOf({ loadings: parts, shares }, names, scale), least, sizes };
  },
  apply(context, model, { table }) {
    const x = bounded(completeMatrix(table, model.features).x, model.scale);
    const d = x.nColumns;
    // A new row may lie below the least that was seen.
    const values = x.values.map((value, at) => Math.max(0, (value - model.least[at % d]!) / model.sizes[at % d]!));
    context.progress(0.1);
    const amounts = amountsOf({ ...x, values }, model.loadings, context, (share) => {
      context.progress(0.1 + 0.8 * share);
    });
    const at = { nRows: x.nRows, nColumns: model.loadings.length / d, values: amounts };
    return reductionOutputsOf(NAME, model, table, at);
  },
  describe: (_context, model, { table }) => describeReduction(NAME, model, table),
});
