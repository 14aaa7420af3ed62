import type {
  BarsFigure, BoxFigure, CardsFigure, DendrogramFigure, Figure, HeatmapFigure, HistogramFigure, LineFigure, ParallelAxis, ParallelFigure, RadarFigure, RidgesFigure,
  SankeyFigure, ScatterFigure, ScatterPoints, SilhouetteFigure, TimelineFigure, TreemapFigure, UpsetFigure,
} from './figure.ts'; // prettier-ignore
import type { Unit } from './table.ts';
import { formatLabel, type Label, type Locale, type Text } from './text.ts';
import { formatCell, formatValue } from './format.ts';

/** One column of a figure's numbers. */
export interface FigureColumn {
  readonly label: Label;
  readonly type: 'text' | 'number' | 'date';
  readonly unit: Unit | null;
}

/** What a figure shows, as a table: for readers without the picture, for print and for CSV. */
export interface FigureTable {
  readonly columns: readonly FigureColumn[];
  readonly rows: readonly (readonly (Label | number | null)[])[];
}

const words =
  <K extends string>(texts: Record<K, Text>): ((key: K) => Label) =>
  (key) => ({ code: key, text: texts[key] });

const word = words({
  series: { en: 'Series', zh: '系列' },
  from: { en: 'From', zh: '从' },
  to: { en: 'To', zh: '到' },
  category: { en: 'Category', zh: '类别' },
  lower: { en: 'Lower end', zh: '下限' },
  upper: { en: 'Upper end', zh: '上限' },
  group: { en: 'Group', zh: '组' },
  low: { en: '5 %', zh: '5%' },
  q25: { en: '25 %', zh: '25%' },
  median: { en: 'Median', zh: '中位数' },
  q75: { en: '75 %', zh: '75%' },
  high: { en: '95 %', zh: '95%' },
  cluster: { en: 'Cluster', zh: '聚类' },
  size: { en: 'Rows', zh: '行数' },
  mean: { en: 'Mean silhouette', zh: '平均轮廓系数' },
  negative: { en: 'Share below zero', zh: '低于零的占比' },
  part: { en: 'Part', zh: '部分' },
  within: { en: 'Within', zh: '所属' },
  row: { en: 'Row', zh: '行' },
  span: { en: 'Span', zh: '时段' },
  axis: { en: 'Axis', zh: '坐标轴' },
  feature: { en: 'Feature', zh: '特征' },
  share: { en: 'Share of the first', zh: '占前者的比例' },
  persona: { en: 'Persona', zh: '画像' },
  sentence: { en: 'Sentence', zh: '句子' },
  here: { en: 'Here', zh: '该群体' },
  others: { en: 'Others', zh: '其他顾客' },
  lift: { en: 'Lift', zh: '提升度' },
});

const text = (label: Label): FigureColumn => ({ label, type: 'text', unit: null });
const number = (label: Label, unit: Unit | null | undefined = null): FigureColumn => ({
  label,
  type: 'number',
  unit: unit ?? null,
});
/** NaN and what lies outside an array are no values. */
const value = (list: ArrayLike<number> | undefined, at: number): number | null => {
  const found = list?.[at];
  return found === undefined || Number.isNaN(found) ? null : found;
};

function scatterTable(figure: ScatterFigure, points: ScatterPoints | null): FigureTable {
  const { color } = figure;
  const columns = [number(figure.x.label, figure.x.unit), number(figure.y.label, figure.y.unit)];
  if (color) columns.push(points?.categories ? text(color.label) : number(color.label));
  const nameOf = (category: number): Label | number | null => {
    if (!points?.categories) return Number.isNaN(category) ? null : category;
    const name = points.categories[category];
    return name === undefined ? null : (figure.names?.[name] ?? name);
  };
  const rows = Array.from({ length: points?.rows.length ?? 0 }, (_, i) => {
    const at = [value(points?.x, i), value(points?.y, i)];
    return color ? [...at, nameOf(points?.color?.[i] ?? NaN)] : at;
  });
  return { columns, rows };
}

function histogramTable({ x, edges, series }: HistogramFigure): FigureTable {
  const ends = [number(word('from'), x.unit), number(word('to'), x.unit)];
  return {
    columns: [...ends, ...series.map(({ name }) => number(name, 'count'))],
    rows: Array.from({ length: Math.max(0, edges.length - 1) }, (_, i) => [
      value(edges, i), value(edges, i + 1), ...series.map(({ counts }) => value(counts, i)),
    ]), // prettier-ignore
  };
}

function barsTable({ categories, value: axis, series }: BarsFigure): FigureTable {
  const columns = series.flatMap(({ name, lower, upper }) => [
    number(series.length === 1 ? axis.label : name, axis.unit),
    ...(lower && upper ? [number(word('lower'), axis.unit), number(word('upper'), axis.unit)] : []),
  ]);
  const rows = categories.map((category, i) => [
    category,
    ...series.flatMap(({ values, lower, upper }) => [
      value(values, i),
      ...(lower && upper ? [value(lower, i), value(upper, i)] : []),
    ]),
  ]);
  return { columns: [text(word('category')), ...columns], rows };
}

function heatmapTable({ columns, rows, values, value: axis }: HeatmapFigure): FigureTable {
  return {
    columns: [text(axis.label), ...columns.map((column) => number(column, axis.unit))],
    rows: rows.map((row, i) => [row, ...columns.map((_, j) => value(values, i * columns.length + j))]),
  };
}

function boxTable({ groups, value: axis, quantiles }: BoxFigure): FigureTable {
  const names = (['low', 'q25', 'median', 'q75', 'high'] as const).map((key) => number(word(key), axis.unit));
  return { columns: [text(word('group')), ...names], rows: groups.map((group, i) => [group, ...(quantiles[i] ?? [])]) };
}

function radarTable({ axes, value: axis, series }: RadarFigure): FigureTable {
  return {
    columns: [text(axis.label), ...series.map(({ name }) => number(name, axis.unit))],
    rows: axes.map((label, i) => [label, ...series.map(({ values }) => value(values, i))]),
  };
}

function lineTable({ x, y, series }: LineFigure): FigureTable {
  const bounded = series.some(({ lower, upper }) => lower && upper);
  const columns: FigureColumn[] = [
    text(word('series')),
    { label: x.label, type: x.date ? 'date' : 'number', unit: x.unit ?? null },
    number(y.label, y.unit),
  ];
  if (bounded) columns.push(number(word('lower'), y.unit), number(word('upper'), y.unit));
  const rows = series.flatMap(({ name, x: xs, y: ys, lower, upper }) =>
    Array.from({ length: xs.length }, (_, i) => [
      name,
      value(xs, i),
      value(ys, i),
      ...(bounded ? [value(lower, i), value(upper, i)] : []),
    ]),
  );
  return { columns, rows };
}

function silhouetteTable({ clusters }: SilhouetteFigure): FigureTable {
  const rows = clusters.map(({ name, size, values }) => {
    const list = Array.from(values);
    const mean = list.reduce((sum, item) => sum + item, 0) / list.length;
    const negative = list.filter((item) => item < 0).length / list.length;
    return [name, size, list.length > 0 ? mean : null, list.length > 0 ? negative : null];
  });
  return {
    columns: [
      text(word('cluster')),
      number(word('size'), 'count'),
      number(word('mean'), 'score'),
      number(word('negative'), 'share'),
    ],
    rows,
  };
}

/** Merges from the highest: how high, how many rows, in which cluster. */
function dendrogramTable({ leaves, merges, value: axis }: DendrogramFigure): FigureTable {
  const sizes = leaves.map(({ size }) => size);
  for (const { a, b } of merges) sizes.push((sizes[a] ?? 0) + (sizes[b] ?? 0));
  const rows = merges.map(({ height, cluster }, i) => [
    height,
    sizes[leaves.length + i] ?? null,
    cluster < 0 ? null : cluster,
  ]);
  return {
    columns: [number(axis.label, axis.unit), number(word('size'), 'count'), number(word('cluster'))],
    rows: rows.reverse(),
  };
}

function treemapTable({ ids, labels, parents, values, value: axis }: TreemapFigure): FigureTable {
  const labelOf = new Map(ids.map((id, i) => [id, labels[i] ?? id]));
  const rows = ids.map((id, i) => [labels[i] ?? id, labelOf.get(parents[i] ?? '') ?? null, value(values, i)]);
  return { columns: [text(word('part')), text(word('within')), number(axis.label, axis.unit)], rows };
}

/** The spans of each row, in the order they are drawn; empty ones are left out. */
function timelineTable({ rows, series }: TimelineFigure): FigureTable {
  const date = (label: Label): FigureColumn => ({ label, type: 'date', unit: null });
  const spans = rows.flatMap((row, i) =>
    series.flatMap(({ name, from, to }) => (to[i]! > from[i]! ? [[row, name, from[i]!, to[i]!]] : [])),
  );
  return { columns: [text(word('row')), text(word('span')), date(word('from')), date(word('to'))], rows: spans };
}

/** The middle of each group by axis; where there are no groups, the lines as they are. */
function parallelTable({ axes, groups, lines }: ParallelFigure): FigureTable {
  const cell = ({ choices }: ParallelAxis, of: ArrayLike<number>, at: number): Label | number | null => {
    const found = value(of, at);
    return found === null ? null : (choices?.[found] ?? found);
  };
  if (groups.length === 0) {
    const columns = axes.map((axis) => (axis.choices ? text(axis.label) : number(axis.label, axis.unit)));
    const rows = Array.from(lines.rows, (_, line) =>
      axes.map((axis, at) => cell(axis, lines.values, line * axes.length + at)),
    );
    return { columns, rows };
  }
  const rows = groups.flatMap(({ name, size, median, lower, upper }) =>
    axes.map((axis, at) => [
      name, size, axis.label, cell(axis, lower, at), cell(axis, median, at), cell(axis, upper, at),
    ]),
  ); // prettier-ignore
  const columns = [text(word('group')), number(word('size'), 'count'), text(word('axis'))];
  return { columns: [...columns, ...(['q25', 'median', 'q75'] as const).map((key) => number(word(key)))], rows };
}

/** The median of each group by feature; the ridges are in the picture. */
function ridgesTable({ groups, features }: RidgesFigure): FigureTable {
  return {
    columns: [text(word('group')), number(word('size'), 'count'), ...features.map(({ axis }) => number(axis.label, axis.unit))],
    rows: groups.map(({ name, size }, i) => [name, size, ...features.map(({ medians }) => value(medians, i))]),
  }; // prettier-ignore
}

/** A row a combination, with what is in each set marked. */
function upsetTable({ sets, combinations, value: axis }: UpsetFigure): FigureTable {
  return {
    columns: [...sets.map(({ name }) => text(name)), number(axis.label, axis.unit)],
    rows: combinations.map(({ sets: own, count }) => [...sets.map((_, set) => (own.includes(set) ? '✓' : null)), count]), // prettier-ignore
  };
}

/** A row a ribbon, with its share of the group that it comes from. */
function sankeyTable({ from, to, flows, value: axis }: SankeyFigure): FigureTable {
  const sizes = from.groups.map((_, group) => flows.reduce((sum, flow) => (flow.from === group ? sum + flow.count : sum), 0)); // prettier-ignore
  return {
    columns: [text(from.label), text(to.label), number(axis.label, axis.unit), number(word('share'), 'share')],
    rows: flows.map((flow) => [from.groups[flow.from]!.name, to.groups[flow.to]!.name, flow.count, flow.count / sizes[flow.from]!]), // prettier-ignore
  };
}

/** A row a sentence that is shown, with the numbers it rests on, each in the unit of its measure. */
function cardsTable({ cards }: CardsFigure): FigureTable {
  const rows = cards.flatMap(({ own, proposed, facts }) =>
    facts.filter(({ hidden }) => !hidden).map((fact) => [
      own ?? { code: 'persona', text: proposed }, fact.own ?? fact.sentence, fact.measure,
      ...[fact.value, fact.others, fact.lift ?? NaN].map((number) => (Number.isNaN(number) ? null : number)),
    ]),
  ); // prettier-ignore
  const texts = (['persona', 'sentence', 'feature'] as const).map((key) => text(word(key)));
  return { columns: [...texts, ...(['here', 'others', 'lift'] as const).map((key) => number(word(key)))], rows };
}

type Tables = {
  readonly [K in Figure['kind']]: (figure: Extract<Figure, { kind: K }>, points: ScatterPoints | null) => FigureTable;
};

const tables: Tables = {
  scatter: scatterTable, histogram: histogramTable, bars: barsTable, heatmap: heatmapTable, box: boxTable, radar: radarTable,
  line: lineTable, silhouette: silhouetteTable, dendrogram: dendrogramTable, treemap: treemapTable, timeline: timelineTable,
  parallel: parallelTable, ridges: ridgesTable, upset: upsetTable, sankey: sankeyTable,
  cards: cardsTable,
}; // prettier-ignore

/** The numbers behind a figure; of a scatter, the points that are drawn. */
export function figureTable(figure: Figure, points: ScatterPoints | null): FigureTable {
  const make = tables[figure.kind] as (figure: Figure, points: ScatterPoints | null) => FigureTable;
  return make(figure, points);
}

/** Writes one cell of a figure's table as people read it. */
export function formatFigureCell(
  cell: Label | number | null,
  column: FigureColumn,
  currency: string | null,
  locale: Locale,
): string {
  if (cell === null) return '';
  if (typeof cell !== 'number') return formatLabel(cell, locale);
  return column.type === 'date'
    ? formatCell(cell, { type: 'date', unit: null }, currency, locale)
    : formatValue(cell, column.unit, currency, locale);
}
