import type { RadarFigure } from '../../../src-main/contract/figure.ts';
import { formatValue } from '../../../src-main/contract/format.ts';
import { formatLabel } from '../../../src-main/contract/text.ts';
import { selectsNothing, type Drawing, type FigureKind, type Trace, type View } from '../drawing.ts';
import { withAlpha } from '../color.ts';
import { drawnLabel, textWidth, wrap } from '../escape.ts';
import { baseLayout, extent, LETTER_WIDTH } from '../layout.ts';
import { clusterColor } from '../palette.ts';
import { axisTicks } from '../ticks.ts';

/** Letters of a line of a spoke's name, of which there are two at most. */
const NAME_LETTERS = 19;

function spokeName(name: string): string {
  const [first = '', ...rest] = wrap(name, NAME_LETTERS);
  return [first, ...(rest.length > 0 ? [rest.join(' ')] : [])].map((line) => drawnLabel(line, NAME_LETTERS)).join('<br>'); // prettier-ignore
}

/** Pixels beside the circle for the names of spokes; plotly's legend is no wider than what is between. */
const SIDE = 96;

/** Pixels of a line of the legend, of what stands before and between its names, and around it. */
const LEGEND_LINE = 19;
const LEGEND_MARK = 48;
const LEGEND_AROUND = 16;

/** The height of the legend, with names as long as in the language that needs more room. */
function legendHeight({ series, ring }: RadarFigure, width: number): number {
  const names = [...series.map(({ name }) => name), ...(ring ? [ring.label] : [])];
  const widest = Math.max(...(['en', 'zh'] as const).map((locale) => Math.max(0, ...names.map((name) => textWidth(formatLabel(name, locale)))))); // prettier-ignore
  const perLine = Math.max(1, Math.floor((width - 2 * SIDE) / (LEGEND_MARK + widest * LETTER_WIDTH)));
  return LEGEND_LINE * Math.ceil(names.length / perLine);
}

/** Degrees along a ring. */
const RING = Array.from({ length: 73 }, (_, i) => i * 5);

/** Round it goes, back to where it began. */
const closed = (values: ArrayLike<number>): number[] => [...Array.from(values), values[0] ?? NaN];

/** The ring to compare with, as a curve of its own: plotly joins places by straight lines. */
const ringTrace = ({ at, label }: NonNullable<RadarFigure['ring']>, { theme, locale }: View) => ({
  type: 'scatterpolar',
  mode: 'lines',
  name: drawnLabel(formatLabel(label, locale)),
  r: RING.map(() => at),
  theta: RING,
  line: { color: theme.text3, width: 1.5, dash: 'dash' },
  hoverinfo: 'skip',
});

function draw(figure: RadarFigure, view: View): Drawing {
  const { axes, value: axis, series, ring, currency = null } = figure;
  const [low, high] = extent(...series.map(({ values }) => values), [ring?.at ?? 0]) ?? [0, 1];
  // What is lowest stands a little outside the middle, where all directions are one.
  const air = (high - low || 1) * 0.06;
  const range: [number, number] = [low < 0 ? low - air : 0, high + air];
  const ticks = axisTicks({ axis, currency, range }, range, 4, view.locale);
  const angles = axes.map((_, i) => (360 * i) / Math.max(1, axes.length));
  const lines = ring ? [ringTrace(ring, view)] : [];
  const traces = series.map(({ id, name, values }, at) => ({
    type: 'scatterpolar',
    mode: 'lines+markers',
    name: drawnLabel(formatLabel(name, view.locale)),
    r: closed(values),
    theta: closed(angles),
    line: { color: clusterColor(id ?? at, view.theme.scheme), width: 2 },
    marker: { size: 5 },
    fill: series.length <= 3 ? 'toself' : 'none',
    fillcolor: withAlpha(clusterColor(id ?? at, view.theme.scheme), 0.14),
    opacity: 0.9,
    hoverinfo: 'none',
  }));
  const named = legendHeight(figure, view.width);
  return {
    traces: [...traces, ...lines] as unknown as Trace[],
    layout: {
      ...baseLayout(view),
      margin: { l: SIDE, r: SIDE, t: 38 + named, b: 28, pad: 0 },
      showlegend: series.length > 1,
      // Above the name of the first spoke, however many lines it takes.
      legend: {
        ...baseLayout(view).legend,
        yref: 'container',
        y: 1,
        yanchor: 'top',
        maxheight: named + LEGEND_AROUND,
      },
      polar: {
        bgcolor: 'rgba(0,0,0,0)',
        angularaxis: {
          tickmode: 'array',
          tickvals: angles,
          ticktext: axes.map((label) => spokeName(formatLabel(label, view.locale))),
          direction: 'clockwise',
          rotation: 90,
          gridcolor: view.theme.grid,
          linecolor: view.theme.line,
          tickfont: { size: 11, color: view.theme.text2 },
        },
        radialaxis: {
          range,
          tickmode: 'array',
          tickvals: [...ticks.values],
          ticktext: [...ticks.texts],
          angle: 90,
          tickangle: 90,
          gridcolor: view.theme.grid,
          showline: false,
          tickfont: { size: 10, color: view.theme.axis },
        },
      },
    },
    scales: {},
    hover(curve, point) {
      const one = series[curve];
      const label = axes[point % Math.max(1, axes.length)];
      if (!one || label === undefined) return null;
      const value = formatValue(one.values[point % axes.length] ?? NaN, axis.unit, currency, view.locale);
      return { title: formatLabel(one.name, view.locale), lines: [{ label: formatLabel(label, view.locale), value }] };
    },
  };
}

/** One closed curve a series over shared axes. */
export const radar: FigureKind<RadarFigure> = {
  draw,
  ...selectsNothing,
  zooms: false,
  height: (figure, width) => Math.min(440, Math.max(300, width * 0.6)) + legendHeight(figure, width),
};
