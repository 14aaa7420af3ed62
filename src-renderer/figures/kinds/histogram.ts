import type { HistogramFigure } from '../../../src-main/contract/figure.ts';
import { formatValue } from '../../../src-main/contract/format.ts';
import { formatLabel, type Text } from '../../../src-main/contract/text.ts';
import type { Drawing, FigureKind, Trace, View } from '../drawing.ts';
import { drawnLabel } from '../escape.ts';
import { baseLayout, extent, valueAxis } from '../layout.ts';
import { dimmed } from '../marks.ts';
import { markColor } from '../palette.ts';

const ROWS: Text = { en: 'Rows', zh: '行数' };

/** Edges as the axis counts them: powers of ten where it is logarithmic. */
const onAxis = ({ x, edges }: HistogramFigure): number[] =>
  Array.from(edges, (edge) => (x.scale === 'log' ? Math.log10(edge) : edge));

function binTrace(figure: HistogramFigure, at: number, view: View): Trace {
  const { name, counts } = figure.series[at]!;
  const edges = onAxis(figure);
  const isLog = figure.x.scale === 'log';
  // Bars have their width in data units, so on a log axis each has its own.
  const centres = Array.from(counts, (_, i) => (edges[i]! + edges[i + 1]!) / 2);
  const low = Array.from(counts, (_, i) => figure.edges[i]!);
  return {
    type: 'bar',
    name: drawnLabel(formatLabel(name, view.locale)),
    x: isLog ? low : centres,
    offset: isLog ? 0 : undefined,
    width: Array.from(counts, (_, i) => figure.edges[i + 1]! - figure.edges[i]!),
    y: Array.from(counts),
    marker: {
      color: markColor(at, view.theme.scheme),
      opacity: dimmed(counts.length, view.selectedBars),
      line: { width: 1, color: view.theme.surface },
    },
    opacity: figure.series.length > 1 ? 0.62 : 1,
    hoverinfo: 'none',
  };
}

function draw(figure: HistogramFigure, view: View): Drawing {
  const { x, series, currency = null } = figure;
  const xScale = { axis: x, currency, range: extent(onAxis(figure)) ?? ([0, 1] as const) };
  const most = extent(...series.map(({ counts }) => counts))?.[1] ?? 1;
  const yScale = {
    axis: { label: { code: 'rows', text: ROWS }, unit: 'count' as const },
    currency,
    range: [0, most * 1.05 || 1] as const,
  };
  const yAxis = valueAxis(yScale, 'y', view);
  return {
    traces: series.map((_, at) => binTrace(figure, at, view)),
    layout: {
      ...baseLayout(view),
      barmode: 'overlay',
      bargap: 0,
      showlegend: series.length > 1,
      xaxis: { ...valueAxis(xScale, 'x', view), showgrid: false },
      yaxis: yAxis,
    },
    scales: { x: xScale, y: yScale },
    hover(curve, point) {
      const one = series[curve];
      if (!one || figure.edges[point + 1] === undefined) return null;
      const written = (value: number): string => formatValue(value, x.unit, currency, view.locale);
      const label = formatLabel(series.length > 1 ? one.name : { code: 'rows', text: ROWS }, view.locale);
      const value = formatValue(one.counts[point] ?? NaN, 'count', null, view.locale);
      return {
        title: `${written(figure.edges[point]!)} – ${written(figure.edges[point + 1]!)}`,
        lines: [{ label, value }],
      };
    },
  };
}

/** Counts between edges; several groups lie over one another. */
export const histogram: FigureKind<HistogramFigure> = {
  draw,
  zooms: false,
  height: () => 240,
  selecting: ({ select }) => (select ? 'marks' : 'none'),
  select({ select, edges }, gesture) {
    if (!select || gesture.kind !== 'marks' || gesture.indices.length === 0) return null;
    const chosen = [...gesture.indices].sort((a, b) => a - b);
    const runs: [number, number][] = [];
    for (const i of chosen) {
      const last = runs.at(-1);
      if (last?.[1] === i) last[1] = i + 1;
      else runs.push([i, i + 1]);
    }
    const args = runs.map(([from, to]) => ({
      op: 'between' as const,
      column: select.column,
      min: edges[from]!,
      max: edges[to]!,
    }));
    return { table: select.table, predicate: args.length === 1 ? args[0]! : { op: 'or', args } };
  },
};
