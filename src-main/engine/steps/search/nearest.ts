import { z } from 'zod';
import type { HistogramFigure } from '../../../contract/figure.ts';
import { ClienteleError } from '../../../contract/errors.ts';
import { nearestRows, type Neighbours } from '../../maths/neighbours.ts';
import { quantile } from '../../maths/statistics.ts';
import { histogramOf } from '../../table/histogram.ts';
import { numberColumn, relabel, takeRows } from '../../table/column.ts';
import { Table } from '../../table/table.ts';
import { columns, defineStep, figureOut, metricOut, stepText, tableIn, tableOut } from '../define.ts';
import { completeMatrix } from '../features-of.ts';

const text = stepText({
  title: { en: 'Nearest rows', zh: '最近的行' },
  summary: { en: 'Finds for every row the rows most like it.', zh: '为每一行找出与它最相似的行。' },
  about: {
    en: 'For every customer (or product) the **nearest** others by the features you choose, with their distance: whom to look at beside someone, who is a twin of a good customer, and who is like nobody. Distances are exact and straight-line; scale the features first, or the one with the largest numbers decides alone.\n\nThe picture shows how far the nearest other is: a long tail are rows that are like nobody. Equally near rows come in the order of the table.',
    zh: '按所选特征为每位顾客（或产品）找出**最近**的其他行及其距离：看一个人时旁边该看谁，谁和优质顾客如出一辙，谁与众不同。距离是精确的直线距离；请先缩放特征，否则数值最大的那一列会独自决定结果。\n\n图中显示最近的其他行有多远：长尾中的行与谁都不像。距离相同的行按表中的顺序排列。',
  },
  inputs: { table: { en: 'Table', zh: '表' } },
  outputs: {
    nearest: { en: 'Nearest rows', zh: '最近的行' },
    distances: { en: 'Distance to the nearest', zh: '到最近行的距离' },
    typical: { en: 'Median distance to the nearest', zh: '到最近行的距离中位数' },
  },
  parameters: {
    nNeighbours: {
      label: { en: 'Neighbours', zh: '近邻数' },
      help: { en: 'How many to find of each row.', zh: '每行找出多少个。' },
    },
    features: {
      label: { en: 'Features', zh: '特征' },
      help: {
        en: 'The columns that say how alike two rows are; all number columns where none is chosen.',
        zh: '用来判断两行是否相似的列；不选则使用所有数值列。',
      },
    },
  },
  columns: {
    rank: { en: 'Place', zh: '名次' },
    neighbour: { en: 'Neighbour', zh: '近邻' },
    distance: { en: 'Distance', zh: '距离' },
    row: { en: 'Row', zh: '行号' },
  },
  messages: {
    title: { en: 'Half of the rows have another within {distance}', zh: '一半的行在 {distance} 以内有另一行' },
    subtitle: {
      en: 'Distance of each row to the nearest other; {rows, number} rows, {features} features',
      zh: '每行到最近的其他行的距离；{rows, number} 行，{features} 个特征',
    },
    rows: { en: 'Rows', zh: '行数' },
  },
});

const parameters = z.object({
  nNeighbours: z
    .int()
    .min(1)
    .max(200)
    .default(10)
    .meta({ ...text.parameter('nNeighbours') }),
  features: columns({ port: 'table', types: ['number'], text: text.parameter('features') }),
});

export const nearest = defineStep({
  id: 'search.nearest',
  version: 1,
  text,
  references: ['doi:10.1109/TIT.1967.1053964'],
  needs: { table: tableIn({ label: text.input('table'), prefersOutput: 'features_scaled' }) },
  gives: {
    nearest: tableOut({ label: text.output('nearest'), name: 'nearest_rows', entity: 'none' }),
    distances: figureOut({ label: text.output('distances') }),
    typical: metricOut({ label: text.output('typical'), better: 'none' }),
  },
  parameters,
  memory: ({ nRows, nColumns }, { nNeighbours }) => nRows * (nColumns * 12 + nNeighbours * 60),
  async run(context, { table }, { nNeighbours, features }) {
    const { names, x } = completeMatrix(table, features);
    if (x.nRows < 2) throw new ClienteleError('too-few-rows', { needed: 2, got: x.nRows, parameter: 'nNeighbours' });
    const found = await nearestRows(x, nNeighbours, context.pool, (share) => context.progress(0.9 * share));
    const first = Float64Array.from({ length: x.nRows }, (_, row) => Math.sqrt(found.squared[row * found.k]!)).sort();
    const typical = quantile(first, 0.5);
    return {
      nearest: nearestTable(table, found),
      distances: distanceFigure(first, typical, names.length),
      typical,
    };
  },
});

function nearestTable(table: Table, { k, rows, squared }: Neighbours): Table {
  const n = rows.length;
  const own = Int32Array.from({ length: n }, (_, i) => Math.floor(i / k));
  const key = table.key();
  const pair = key
    ? [
        takeRows(key, own),
        // A second column of ids, which no step takes for the key of these rows.
        relabel(takeRows(key, rows), { name: 'neighbour', role: null, label: text.column('neighbour') }),
      ]
    : [
        numberColumn('row', own.map((row) => row + 1), { unit: 'count', label: text.column('row') }),
        numberColumn('neighbour', rows.map((row) => row + 1), { unit: 'count', label: text.column('neighbour') }),
      ]; // prettier-ignore
  return new Table(
    [
      ...pair,
      numberColumn(
        'place',
        Int32Array.from({ length: n }, (_, i) => (i % k) + 1),
        { unit: 'count', label: text.column('rank') },
      ),
      numberColumn('distance', squared.map(Math.sqrt), { label: text.column('distance') }),
    ],
    { name: 'nearest_rows' },
  );
}

/** @param distances ascending. */
function distanceFigure(distances: Float64Array, typical: number, nFeatures: number): HistogramFigure {
  const { edges, counts } = histogramOf(distances);
  const title = text.message('title', { distance: { decimal: typical, digits: 2 } });
  return {
    kind: 'histogram',
    title,
    subtitle: text.message('subtitle', { rows: distances.length, features: nFeatures }),
    summary: title,
    x: { label: { code: 'distance', text: text.column('distance') } },
    edges: Float64Array.from(edges),
    series: [{ name: text.message('rows'), counts: Float64Array.from(counts) }],
  };
}
