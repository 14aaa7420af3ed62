import { z } from 'zod';
import type { HeatmapFigure, LineFigure, ScatterFigure } from '../../../contract/figure.ts';
import { fitPca, projectPca } from '../../maths/pca.ts';
import { numberColumn } from '../../table/column.ts';
import { Table } from '../../table/table.ts';
import { columns, defineEstimator, figureOut, metricOut, stepText, tableIn, tableOut } from '../define.ts';
import { columnLabel, completeMatrix } from '../features-of.ts';
import { arrowsOf, axesWords, meaningsTable } from './reduction-outputs.ts';
import { reductionColumns } from './reduction-words.ts';

const text = stepText({
  title: { en: 'Principal components', zh: '主成分分析' },
  summary: { en: 'Finds the few directions along which rows differ most.', zh: '找出各行差异最大的几个方向。' },
  about: {
    en: 'Each **component** is a mixture of the features; the first one explains as much of the differences between rows as any mixture can, the next as much of the rest. The **scree** shows how much each explains, the **loadings** what it is made of, and the arrows of the map which features point where. Scale the features first.\n\nThe sign of a component is free; here its largest loading is always positive.',
    zh: '每个**主成分**都是特征的一种组合：第一个能解释各行之间尽可能多的差异，后面的依次解释剩下的部分。**碎石图**显示每个主成分解释了多少，**载荷**显示它由哪些特征组成，图上的箭头显示各特征的方向。请先缩放特征。\n\n主成分的正负号可以任取；这里总让最大的载荷为正。',
  },
  inputs: { table: { en: 'Table', zh: '表' } },
  outputs: {
    components: { en: 'Components', zh: '主成分' },
    map: { en: 'Map', zh: '分布图' },
    scree: { en: 'Scree', zh: '碎石图' },
    loadings: { en: 'Loadings', zh: '载荷' },
    meanings: { en: 'What the axes mean', zh: '各轴的含义' },
    explained: { en: 'Variance explained', zh: '解释的方差' },
  },
  parameters: {
    nComponents: {
      label: { en: 'Components', zh: '主成分数' },
      help: { en: 'How many to keep; never more than there are features.', zh: '保留的个数，不会超过特征数。' },
    },
    features: {
      label: { en: 'Features', zh: '特征' },
      help: {
        en: 'The columns to combine; all number columns where none is chosen.',
        zh: '参与组合的列；不选则使用所有数值列。',
      },
    },
  },
  columns: reductionColumns,
  messages: {
    component: { en: 'Component {n}', zh: '主成分 {n}' },
    mapTitle: { en: 'Two components show {share} of the differences', zh: '两个主成分呈现了 {share} 的差异' },
    rows: { en: '{rows, number} rows', zh: '{rows, number} 行' },
    screeTitle: { en: '{n} components explain {share} of the variance', zh: '{n} 个主成分解释了 {share} 的方差' },
    share: { en: 'Share of variance', zh: '方差占比' },
    each: { en: 'each', zh: '单个' },
    total: { en: 'together', zh: '累计' },
    loadingsTitle: { en: 'Component 1 is mostly “{feature}”', zh: '主成分 1 主要由“{feature}”构成' },
    loading: { en: 'Loading', zh: '载荷' },
  },
});

const parameters = z.object({
  nComponents: z
    .int()
    .min(1)
    .max(100)
    .default(5)
    .meta({ ...text.parameter('nComponents') }),
  features: columns({ port: 'table', types: ['number'], text: text.parameter('features') }),
});

/** Axes of a fitted analysis. */
export interface PcaModel {
  readonly features: string[];
  readonly means: Float64Array;
  /** (nComponents, nFeatures), row-major, unit length. */
  readonly axes: Float64Array;
  readonly variances: Float64Array;
  readonly totalVariance: number;
}

const share = (part: number, whole: number): number => (whole > 0 ? part / whole : 0);
const sum = (values: Float64Array): number => values.reduce((total, value) => total + value, 0);

export const pca = defineEstimator({
  id: 'project.pca',
  version: 3,
  upgrade: { 1: (stored) => stored, 2: (stored) => stored },
  text,
  references: ['doi:10.1080/14786440109462720'],
  task: 'transform',
  needs: { table: tableIn({ label: text.input('table'), prefersOutput: 'features_scaled' }) },
  gives: {
    components: tableOut({ label: text.output('components'), name: 'components', entity: 'same' }),
    map: figureOut({ label: text.output('map') }),
  },
  describes: {
    scree: figureOut({ label: text.output('scree') }),
    loadings: figureOut({ label: text.output('loadings') }),
    meanings: tableOut({
      label: text.output('meanings'),
      name: 'components_axes',
      entity: 'none',
      words: axesWords,
    }),
    explained: metricOut({ label: text.output('explained'), better: 'higher', unit: 'share' }),
  },
  parameters,
  memory: ({ nRows, nColumns }) => nRows * nColumns * 16 + nColumns * nColumns * 32,
  async fit(context, { table }, p): Promise<PcaModel> {
    const { names, x } = completeMatrix(table, p.features);
    context.signal.throwIfAborted();
    context.progress(0.3);
    return { features: names, ...(await fitPca(x, p.nComponents, context)) };
  },
  async apply(context, model, { table }) {
    const { x } = completeMatrix(table, model.features);
    context.signal.throwIfAborted();
    context.progress(0.3);
    const at = await projectPca(model, x, context);
    context.progress(0.7);
    const key = table.key();
    const components = Array.from({ length: at.nColumns }, (_, c) => {
      const values = Float64Array.from({ length: at.nRows }, (__, row) => at.values[row * at.nColumns + c]!);
      const { en, zh } = text.source.messages.component;
      const label = { en: en.replace('{n}', String(c + 1)), zh: zh.replace('{n}', String(c + 1)) };
      return numberColumn(`pc${c + 1}`, values, { label });
    });
    const shown = { share: { percent: share(sum(model.variances.subarray(0, 2)), model.totalVariance) } };
    const axis = (n: number) => ({ column: `pc${n}`, label: text.message('component', { n }) });
    const map: ScatterFigure | null =
      at.nColumns < 2
        ? null
        : {
            kind: 'scatter',
            title: text.message('mapTitle', shown),
            subtitle: text.message('rows', { rows: at.nRows }),
            summary: text.message('mapTitle', shown),
            table: 'components',
            x: axis(1),
            y: axis(2),
            arrows: arrowsOf(table, model.features, model.axes, model.variances),
          };
    return { components: new Table([...(key ? [key] : []), ...components], table.options()), map };
  },
  describe(_context, model, { table }) {
    const { features, axes, variances, totalVariance } = model;
    const n = variances.length;
    const each = variances.map((variance) => share(variance, totalVariance));
    const explained = sum(each);
    const at = Float64Array.from({ length: n }, (_, i) => i + 1);
    let running = 0;
    const found = { n, share: { percent: explained } };
    const scree: LineFigure = {
      kind: 'line',
      title: text.message('screeTitle', found),
      summary: text.message('screeTitle', found),
      x: { label: { code: 'components', text: text.output('components') }, unit: 'count' },
      y: { label: text.message('share'), unit: 'share' },
      series: [
        { name: text.message('each'), x: at, y: each },
        { name: text.message('total'), x: at, y: each.map((value) => (running += value)) },
      ],
    };
    let strongest = 0;
    for (let j = 1; j < features.length; j++) if (Math.abs(axes[j]!) > Math.abs(axes[strongest]!)) strongest = j;
    const name = features[strongest] ?? '';
    const title = text.message('loadingsTitle', { feature: table.find(name)?.label ?? name });
    const loadings: HeatmapFigure = {
      kind: 'heatmap',
      title,
      summary: title,
      rows: Array.from(at, (c) => text.message('component', { n: c })),
      columns: features.map((feature) => columnLabel(table, feature)),
      values: axes,
      value: { label: text.message('loading') },
      diverging: true,
    };
    const meanings = meaningsTable({ features, loadings: axes, shares: each }, { prefix: 'pc' });
    return { scree, loadings, meanings, explained };
  },
});
