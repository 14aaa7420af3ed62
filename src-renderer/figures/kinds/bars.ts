import type { BarsFigure } from '../../../src-main/contract/figure.ts';
import { formatValue } from '../../../src-main/contract/format.ts';
import { formatLabel } from '../../../src-main/contract/text.ts';
import { mixed } from '../color.ts';
import type { Drawing, FigureKind, Trace, View } from '../drawing.ts';
import { drawnLabel } from '../escape.ts';
import { baseLayout, placeAxis, rangeOf, valueAxis } from '../layout.ts';
import { dimmed, valuesMeant } from '../marks.ts';
import { markColor } from '../palette.ts';

/** Bars that are few enough carry their numbers. */
const MOST_LABELLED = 24;

function barTrace(figure: BarsFigure, at: number, view: View): Trace {
  const { name, values, lower, upper } = figure.series[at]!;
  const sideways = figure.orientation === 'horizontal';
  const places = figure.categories.map((_, i) => i);
  const { from = 0 } = figure;
  const list = Array.from(values);
  const lengths = list.map((value) => value - from);
  const bounds =
    lower && upper
      ? {
          type: 'data',
          symmetric: false,
          array: list.map((value, i) => upper[i]! - value),
          arrayminus: list.map((value, i) => value - lower[i]!),
          color: view.theme.text,
          thickness: 1.4,
          width: 4,
        }
      : undefined;
  const { scheme, surface } = view.theme;
  // Paler where a line stands on it, so that the line is seen.
  const shade = (own: string): string => (bounds ? mixed(surface, own, 0.6) : own);
  const below = shade(markColor(1, scheme));
  const own = shade(markColor(at, scheme));
  // One series has the second colour to spare for what lies on the other side.
  const color = figure.series.length === 1 ? lengths.map((length) => (length < 0 ? below : own)) : own;
  const labelled = figure.series.length === 1 && !bounds && list.length <= MOST_LABELLED;
  return {
    type: 'bar',
    orientation: sideways ? 'h' : 'v',
    name: drawnLabel(formatLabel(name, view.locale)),
    x: sideways ? lengths : places,
    y: sideways ? places : lengths,
    ...(from === 0 ? {} : { base: from }),
    marker: { color, opacity: dimmed(list.length, view.selectedBars) },
    ...(bounds ? { [sideways ? 'error_x' : 'error_y']: bounds } : {}),
    ...(labelled
      ? {
          text: list.map((value) => formatValue(value, figure.value.unit, figure.currency ?? null, view.locale)),
          textposition: 'outside',
          textangle: 0,
          cliponaxis: false,
          textfont: { size: 11, color: view.theme.text2 },
        }
      : {}),
    hoverinfo: 'none',
  };
}

/** Pixels that a number takes beside its bar: along it, and across. */
const NUMBER_LENGTH = 52;
const NUMBER_HEIGHT = 18;

/** The range with room for the numbers beyond the longest bars, on the side of the negative ones too. */
function withRoom([low, high]: readonly [number, number], pixels: number, sideways: boolean): [number, number] {
  const room = ((high - low) * (sideways ? NUMBER_LENGTH : NUMBER_HEIGHT)) / Math.max(100, pixels);
  return [low < 0 ? low - room : low, high > 0 ? high + room : high];
}

/** The line on which bars stand that do not begin at zero. */
const startLine = (from: number, along: 'x' | 'y', view: View): object => {
  const across = along === 'x' ? 'y' : 'x';
  return {
    type: 'line',
    layer: 'above',
    [`${along}0`]: from,
    [`${along}1`]: from,
    [`${across}ref`]: 'paper',
    [`${across}0`]: 0,
    [`${across}1`]: 1,
    line: { color: view.theme.axis, width: 1 },
  };
};

function draw(figure: BarsFigure, view: View): Drawing {
  const sideways = figure.orientation === 'horizontal';
  const { currency = null, value: axis, series, from = 0 } = figure;
  const found = rangeOf(axis, [...series.flatMap(({ values, lower, upper }) => [values, lower, upper]), [from]], true);
  // Numbers beside the bars need room at the end.
  const range: [number, number] =
    series.length === 1 && axis.scale !== 'log'
      ? withRoom(found, sideways ? view.width * 0.6 : view.height * 0.8, sideways)
      : found;
  const scale = { axis, currency, range };
  const places = placeAxis(figure.categories, sideways ? 'y' : 'x', view);
  const along = sideways ? 'x' : 'y';
  const value = { ...valueAxis(scale, along, view), zeroline: true, zerolinecolor: view.theme.line };
  return {
    traces: series.map((_, at) => barTrace(figure, at, view)),
    layout: {
      ...baseLayout(view),
      bargap: 0.28,
      bargroupgap: 0.06,
      ...(from === 0 ? {} : { shapes: [startLine(from, along, view)] }),
      showlegend: series.length > 1,
      [sideways ? 'xaxis' : 'yaxis']: value,
      [sideways ? 'yaxis' : 'xaxis']: places,
    },
    scales: { [sideways ? 'x' : 'y']: scale },
    hover(curve, point) {
      const one = series[curve];
      const category = figure.categories[point];
      if (!one || category === undefined) return null;
      const written = (number: number | undefined): string =>
        formatValue(number ?? NaN, axis.unit, currency, view.locale);
      const interval = one.lower && one.upper ? ` (${written(one.lower[point])} – ${written(one.upper[point])})` : '';
      const label = formatLabel(series.length > 1 ? one.name : axis.label, view.locale);
      return {
        title: formatLabel(category, view.locale),
        lines: [{ label, value: written(one.values[point]) + interval }],
      };
    },
  };
}

/** One bar a category and series, with intervals where there are any. */
export const bars: FigureKind<BarsFigure> = {
  draw,
  zooms: false,
  height: ({ orientation, categories, series }) =>
    orientation === 'horizontal'
      ? 64 + categories.length * Math.max(22, 10 + 14 * series.length) + (series.length > 1 ? 24 : 0)
      : 280,
  selecting: ({ select }) => (select ? 'marks' : 'none'),
  select: ({ select }, gesture) => valuesMeant(select, gesture),
};
