import type { RadarFigure } from '../../../src-main/contract/figure.ts';
import { formatValue } from '../../../src-main/contract/format.ts';
import { formatLabel } from '../../../src-main/contract/text.ts';
import { selectsNothing, type Drawing, type FigureKind, type Trace, type View } from '../drawing.ts';
import { drawnLabel } from '../escape.ts';
import { baseLayout, extent } from '../layout.ts';
import { clusterColor } from '../palette.ts';
import { axisTicks } from '../ticks.ts';

/** Round it goes, back to where it began. */
const closed = (values: ArrayLike<number>): number[] => [...Array.from(values), values[0] ?? NaN];

function draw(figure: RadarFigure, view: View): Drawing {
  const { axes, value: axis, series, currency = null } = figure;
  const [low, high] = extent(...series.map(({ values }) => values)) ?? [0, 1];
  const range: [number, number] = [Math.min(0, low), high > 0 ? high * 1.05 : 1];
  const ticks = axisTicks({ axis, currency, range }, range, 3, view.locale);
  const angles = axes.map((_, i) => (360 * i) / Math.max(1, axes.length));
  const traces = series.map(({ name, values }, at) => ({
    type: 'scatterpolar',
    mode: 'lines+markers',
    name: drawnLabel(formatLabel(name, view.locale)),
    r: closed(values),
    theta: closed(angles),
    line: { color: clusterColor(at, view.theme.scheme), width: 2 },
    marker: { size: 5 },
    fill: series.length <= 3 ? 'toself' : 'none',
    opacity: 0.9,
    hoverinfo: 'none',
  }));
  return {
    traces: traces as unknown as Trace[],
    layout: {
      ...baseLayout(view),
      margin: { l: 72, r: 72, t: 28, b: 28, pad: 0 },
      showlegend: series.length > 1,
      legend: { ...baseLayout(view).legend, y: 1.08 },
      polar: {
        bgcolor: 'rgba(0,0,0,0)',
        angularaxis: {
          tickmode: 'array',
          tickvals: angles,
          ticktext: axes.map((label) => drawnLabel(formatLabel(label, view.locale), 24)),
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
  height: (_figure, width) => Math.min(440, Math.max(300, width * 0.6)),
};
