import type { TimelineFigure } from '../../../src-main/contract/figure.ts';
import { formatCell } from '../../../src-main/contract/format.ts';
import { formatLabel } from '../../../src-main/contract/text.ts';
import { selectsNothing, type Drawing, type FigureKind, type Trace, type View } from '../drawing.ts';
import { drawnLabel } from '../escape.ts';
import { baseLayout, placeAxis, rangeOf, valueAxis } from '../layout.ts';
import { markColor } from '../palette.ts';

function draw(figure: TimelineFigure, view: View): Drawing {
  const { rows, time, series } = figure;
  const axis = { label: time, date: true };
  const scale = {
    axis,
    currency: null,
    range: rangeOf(axis, [...series.map(({ from }) => from), ...series.map(({ to }) => to)]),
  };
  const traces = series.map(({ name, from, to }, at) => ({
    type: 'bar',
    orientation: 'h',
    name: drawnLabel(formatLabel(name, view.locale)),
    y: rows.map((_, i) => i),
    base: Array.from(from),
    x: Array.from(to, (end, i) => end - from[i]!),
    width: 0.5,
    marker: { color: markColor(at, view.theme.scheme) },
    hoverinfo: 'none',
  }));
  return {
    traces: traces as unknown as Trace[],
    layout: {
      ...baseLayout(view),
      barmode: 'overlay',
      showlegend: true,
      // Dates say themselves what they are.
      xaxis: { ...valueAxis(scale, 'x', view), title: { text: '' } },
      yaxis: placeAxis(rows, 'y', view),
    },
    scales: { x: scale },
    hover(curve, point) {
      const span = series[curve];
      const row = rows[point];
      if (!span || row === undefined) return null;
      const day = (at: number | undefined): string =>
        formatCell(at ?? NaN, { type: 'date', unit: null }, null, view.locale);
      const value = `${day(span.from[point])} – ${day(span.to[point])}`;
      return { title: formatLabel(row, view.locale), lines: [{ label: formatLabel(span.name, view.locale), value }] };
    },
  };
}

/** Spans of time side by side, one row below the other. */
export const timeline: FigureKind<TimelineFigure> = {
  draw,
  ...selectsNothing,
  zooms: false,
  height: ({ rows }) => 88 + rows.length * 28,
};
