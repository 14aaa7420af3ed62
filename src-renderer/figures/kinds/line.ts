import type { LineFigure } from '../../../src-main/contract/figure.ts';
import { formatCell, formatValue } from '../../../src-main/contract/format.ts';
import { formatLabel } from '../../../src-main/contract/text.ts';
import { selectsNothing, type Annotation, type Drawing, type FigureKind, type Trace, type View } from '../drawing.ts';
import { withAlpha } from '../color.ts';
import { drawnLabel } from '../escape.ts';
import { baseLayout, rangeOf, valueAxis } from '../layout.ts';
import { clusterColor } from '../palette.ts';
import { spreadLabels } from '../spread-labels.ts';

/** Up to so many series are named at their ends, more in a legend. */
const MOST_NAMED = 6;
/** How much of its grey a series behind the others keeps. */
const FAINT = 0.45;
/** Up to so many points a series are marked. */
const MOST_MARKED = 40;

function seriesTraces(figure: LineFigure, at: number, view: View): Trace[] {
  const { name, x, y, lower, upper, isFaint = false } = figure.series[at]!;
  const color = isFaint ? withAlpha(view.theme.text3, FAINT) : clusterColor(at, view.theme.scheme);
  const xs = Array.from(x);
  const band = { type: 'scatter', mode: 'lines', x: xs, line: { width: 0 }, hoverinfo: 'skip', showlegend: false };
  const bands =
    lower && upper
      ? [
          { ...band, y: Array.from(lower) },
          { ...band, y: Array.from(upper), fill: 'tonexty', fillcolor: withAlpha(color, 0.16) },
        ]
      : [];
  const mode = figure.marksOnly ? 'markers' : xs.length <= MOST_MARKED && !isFaint ? 'lines+markers' : 'lines';
  const line = {
    type: 'scatter',
    mode,
    name: drawnLabel(formatLabel(name, view.locale)),
    x: xs,
    y: Array.from(y),
    line: { color, width: isFaint ? 1 : 2 },
    marker: { color, size: figure.marksOnly ? 7 : 5 },
    // Points on an edge, such as those at zero, are shown whole.
    cliponaxis: !figure.marksOnly,
    hoverinfo: 'none',
  };
  return [...bands, ...(figure.stems ? [stemTrace(xs, y, color)] : []), line] as Trace[];
}

/** Lines from zero to each point. */
function stemTrace(xs: readonly number[], y: Float64Array, color: string): Trace {
  const points = xs.flatMap(
    (x, i) =>
      [
        [x, 0],
        [x, y[i]!],
        [null, null],
      ] as const,
  );
  const line = { color: withAlpha(color, 0.5), width: 2 };
  return { type: 'scatter', mode: 'lines', x: points.map(([x]) => x), y: points.map(([, at]) => at), line, hoverinfo: 'skip', showlegend: false }; // prettier-ignore
}

const inFront = (series: LineFigure['series']): LineFigure['series'] => series.filter(({ isFaint }) => !isFaint);

const drawn = (value: number, isLog: boolean): number => (isLog ? Math.log10(value) : value);

/** The name of each series beside its last point. */
function endLabels({ series: all, x, y }: LineFigure, scales: Drawing['scales'], view: View): Annotation[] {
  const series = inFront(all);
  const at = series.map((one) => {
    const last = one.x.length - 1;
    return { x: drawn(one.x[last] ?? NaN, x.scale === 'log'), y: drawn(one.y[last] ?? NaN, y.scale === 'log') };
  });
  const places = spreadLabels(
    at.map(({ y: place }) => place),
    scales.y?.range ?? [0, 1],
    view.height,
  );
  return series.map(({ name }, i) => ({
    x: at[i]!.x,
    y: places[i] ?? at[i]!.y,
    xanchor: 'left',
    xshift: 6,
    showarrow: false,
    text: drawnLabel(formatLabel(name, view.locale), 24),
    font: { size: 11, color: clusterColor(i, view.theme.scheme) },
  }));
}

function markShapes({ marks = [], x }: LineFigure, view: View): Pick<Drawing['layout'], 'shapes' | 'annotations'> {
  const shapes = marks.map((mark) => ({
    type: 'line' as const,
    x0: mark.x,
    x1: mark.x,
    yref: 'paper' as const,
    y0: 0,
    y1: 1,
    line: { color: view.theme.accent, width: 1.5, dash: 'dot' as const },
  }));
  const annotations = marks.map((mark): Annotation => ({
    x: drawn(mark.x, x.scale === 'log'),
    yref: 'paper',
    y: 1,
    yanchor: 'bottom',
    showarrow: false,
    text: drawnLabel(formatLabel(mark.label, view.locale), 40),
    font: { size: 11, color: view.theme.accent },
  }));
  return { shapes, annotations };
}

function draw(figure: LineFigure, view: View): Drawing {
  const { x, y, series, marks = [], currency = null } = figure;
  const xRange = rangeOf(x, [...series.map((one) => one.x), marks.map((mark) => mark.x)]);
  const scales = {
    x: { axis: x, currency, range: xRange },
    y: {
      axis: y,
      currency,
      range: rangeOf(
        y,
        series.flatMap((one) => [one.y, one.lower, one.upper]),
        figure.stems,
      ),
    },
  };
  const nNamed = inFront(series).length;
  const named = !figure.marksOnly && series.length > 1 && nNamed <= MOST_NAMED;
  const { shapes, annotations = [] } = markShapes(figure, view);
  // Those behind are drawn first.
  const order = [...series.keys()].sort(
    (a, b) => Number(series[b]!.isFaint ?? false) - Number(series[a]!.isFaint ?? false),
  );
  const traces = order.map((at) => seriesTraces(figure, at, view));
  const seriesOf = traces.flatMap((list, i) => list.map(() => order[i]!));
  return {
    traces: traces.flat(),
    layout: {
      ...baseLayout(view),
      margin: { l: 12, r: named ? 132 : 16, t: marks.length > 0 ? 22 : 8, b: 12, pad: 0 },
      showlegend: !named && series.length > 1,
      shapes,
      annotations: [...annotations, ...(named ? endLabels(figure, scales, view) : [])],
      xaxis: valueAxis(scales.x, 'x', view),
      yaxis: valueAxis(scales.y, 'y', view),
    },
    scales,
    hover(curve, point) {
      const one = series[seriesOf[curve] ?? -1];
      if (!one) return null;
      const at = one.x[point] ?? NaN;
      const written = (value: number | undefined): string => formatValue(value ?? NaN, y.unit, currency, view.locale);
      const interval = one.lower && one.upper ? ` (${written(one.lower[point])} – ${written(one.upper[point])})` : '';
      const xText = x.date
        ? formatCell(at, { type: 'date', unit: null }, currency, view.locale)
        : formatValue(at, x.unit, currency, view.locale);
      return {
        title: formatLabel(one.name, view.locale),
        lines: [
          { label: formatLabel(x.label, view.locale), value: xText },
          { label: formatLabel(y.label, view.locale), value: written(one.y[point]) + interval },
        ],
      };
    },
  };
}

/** Curves over a number or a date, with bands and vertical marks. */
export const line: FigureKind<LineFigure> = { draw, ...selectsNothing, zooms: true, height: () => 280 };
