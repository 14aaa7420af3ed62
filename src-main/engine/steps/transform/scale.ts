import { z } from 'zod';
import { numberColumn, textsOf } from '../../table/column.ts';
import { Table, numberAt } from '../../table/table.ts';
import { columns, defineEstimator, optionalTableIn, stepText, tableIn, tableOut } from '../define.ts';
import { FEATURE_OUTPUTS } from '../features-of.ts';
import { measureScales, scaler, type ColumnScale, type GivenColumn } from './column-scale.ts';

const text = stepText({
  title: { en: 'Scale', zh: '缩放' },
  summary: { en: 'Brings number columns onto one scale.', zh: '把数值列换算到同一尺度。' },
  about: {
    en: 'Distances between rows only make sense where features share a scale. **z-score**: mean 0, standard deviation 1. **Min–max**: from 0 to 1. **Robust**: median 0, interquartile range 1; extreme rows then weigh little. **Log** tames long tails (log of 1 + size, the sign kept), then z-scores. **Yeo–Johnson** looks for the power that makes each column most like a bell, then z-scores. **Quantile** is the share of rows below a value, from 0 to 1, and **normal** the place of that share on a bell curve: only order counts then, and distances between values are lost.\n\n**Suited to each column** takes the logarithm of columns with a long tail and z-scores those and all others, but treats *shares* as parts of one whole: their square roots are centred and divided by one common spread, so that a share of hardly any weight stays of hardly any weight (the Hellinger distance). It suits tables that mix sizes and shares, such as behaviour.\n\nThe scale is kept in the model, so that new rows are measured as the old ones were. A constant column becomes 0. Missing values can be filled with the middle of the scale.\n\n**Weights** is a table with the columns *feature* and *weight*, such as the habits that *Behaviour* finds: what was scaled is then multiplied by its weight, and a column that is not listed keeps 1.',
    zh: '只有特征处于同一尺度，行与行之间的距离才有意义。**z 分数**：均值 0、标准差 1。**最小–最大**：从 0 到 1。**稳健**：中位数 0、四分位距 1，极端行影响较小。**对数**先压缩长尾（对 1 + 绝对值取对数，保留符号），再取 z 分数。**Yeo–Johnson** 为每列寻找使其最接近钟形分布的幂次，再取 z 分数。**分位数**是低于某值的行所占的比例（0 到 1），**正态**则把这个比例换算到钟形曲线上：此时只看次序，数值之间的距离不再保留。\n\n**按列的类型**：长尾列先取对数，它们和其他列一样取 z 分数；而*占比*被看作一个整体的各部分：取平方根、减去均值，再除以同一个离散程度，使分量很小的占比仍然分量很小（即 Hellinger 距离）。适合同时含有数值大小和占比的表，例如购买行为表。\n\n尺度保存在模型里，新的行会按同样的方式换算。常数列变为 0。缺失值可以用尺度的中点填补。\n\n**权重**是含有 *feature* 和 *weight* 两列的表，例如“购买行为”给出的习惯：缩放后的值会乘以相应的权重，未列出的列权重为 1。',
  },
  inputs: { table: { en: 'Table', zh: '表' }, weights: { en: 'Weights', zh: '权重' } },
  outputs: { scaled: { en: 'Scaled table', zh: '缩放后的表' } },
  parameters: {
    method: {
      label: { en: 'Method', zh: '方法' },
      help: { en: 'How each column is measured.', zh: '每一列的换算方式。' },
      options: {
        zscore: { en: 'z-score', zh: 'z 分数' },
        minmax: { en: 'Min–max', zh: '最小–最大' },
        robust: { en: 'Robust', zh: '稳健' },
        log: { en: 'Log, then z-score', zh: '对数后取 z 分数' },
        power: { en: 'Yeo–Johnson, then z-score', zh: 'Yeo–Johnson 后取 z 分数' },
        quantile: { en: 'Quantile, from 0 to 1', zh: '分位数（0 到 1）' },
        normal: { en: 'Quantile on a bell curve', zh: '分位数换算到正态' },
        auto: { en: 'Suited to each column', zh: '按列的类型' },
      },
    },
    features: {
      label: { en: 'Columns', zh: '列' },
      help: {
        en: 'The number columns to scale; all but keys where none is chosen.',
        zh: '要缩放的数值列；不选则缩放除主键外的所有数值列。',
      },
    },
    limit: {
      label: { en: 'Cut at', zh: '截断于' },
      help: {
        en: 'Scaled values beyond this size are set to it, so that one extreme row cannot make a cluster; 0 keeps all.',
        zh: '缩放后绝对值超过此值的会被截断，避免个别极端行自成一类；0 表示不截断。',
      },
      advanced: true,
    },
    fillMissing: {
      label: { en: 'Fill missing', zh: '填补缺失' },
      help: { en: 'Missing values become the middle of the scale.', zh: '缺失值取尺度的中点。' },
      advanced: true,
    },
  },
});

const methods = ['zscore', 'minmax', 'robust', 'log', 'power', 'quantile', 'normal', 'auto'] as const;

const parameters = z.object({
  method: z
    .enum(methods)
    .default('zscore')
    .meta({ ...text.parameter('method') }),
  features: columns({ port: 'table', types: ['number'], text: text.parameter('features') }),
  limit: z
    .number()
    .min(0)
    .max(1000)
    .default(0)
    .meta({ ...text.parameter('limit') }),
  fillMissing: z
    .boolean()
    .default(true)
    .meta({ ...text.parameter('fillMissing') }),
});

/** How each column is measured, in the order of the features. */
interface ScaleModel {
  readonly features: string[];
  readonly scales: readonly ColumnScale[];
  /** What each scaled column is multiplied by. */
  readonly weights: readonly number[];
}

export const scale = defineEstimator({
  id: 'transform.scale',
  version: 1,
  text,
  references: ['doi:10.1093/biomet/87.4.954'],
  task: 'transform',
  needs: {
    table: tableIn({ label: text.input('table'), prefersOutput: FEATURE_OUTPUTS }),
    weights: optionalTableIn({ label: text.input('weights'), prefersOutput: 'habits' }),
  },
  onlyToFit: ['weights'],
  gives: { scaled: tableOut({ label: text.output('scaled'), name: 'features_scaled', entity: 'same' }) },
  parameters,
  memory: ({ nRows, nColumns }) => nRows * nColumns * 16,
  fit(context, { table, weights }, p): ScaleModel {
    const features = table.features(p.features);
    const given = features.map((name, j): GivenColumn => {
      context.signal.throwIfAborted();
      context.progress(j / (features.length + 1));
      const column = table.number(name);
      const values = new Float64Array(table.nRows);
      for (let row = 0; row < table.nRows; row++) values[row] = numberAt(column, row);
      return { values, isShare: column.unit === 'share' };
    });
    return { features, scales: measureScales(given, p.method), weights: weightsOf(features, weights) };
  },
  apply(context, model, { table }, p) {
    const scaled = model.features.map((name, j) => {
      context.signal.throwIfAborted();
      context.progress(j / model.features.length);
      const column = table.number(name);
      const toScale = scaler(model.scales[j]!);
      const values = new Float64Array(table.nRows);
      for (let row = 0; row < table.nRows; row++) {
        const value = toScale(numberAt(column, row));
        const filled = Number.isFinite(value) ? value : p.fillMissing ? model.scales[j]!.middle : NaN;
        const limited = p.limit > 0 ? Math.max(-p.limit, Math.min(p.limit, filled)) : filled;
        values[row] = limited * model.weights[j]!;
      }
      return numberColumn(name, values, { label: column.label });
    });
    const key = table.key();
    return { scaled: new Table([...(key ? [key] : []), ...scaled], table.options()) };
  },
});

/** The weight of each feature: 1 where the table does not list it, or says nothing. */
function weightsOf(features: readonly string[], given: Table | null): number[] {
  if (!given) return features.map(() => 1);
  const [names, weights] = [textsOf(given.text('feature')), given.number('weight')];
  const listed = new Map(names.map((name, row) => [name, numberAt(weights, row)]));
  return features.map((name) => {
    const weight = listed.get(name) ?? 1;
    return Number.isFinite(weight) ? Math.max(0, weight) : 1;
  });
}
