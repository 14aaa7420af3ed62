import type { HeatmapFigure } from '../../../src-main/contract/figure.ts';
import { formatValue, shortNumber } from '../../../src-main/contract/format.ts';
import { formatLabel } from '../../../src-main/contract/text.ts';
import { selectsNothing, type Drawing, type FigureKind, type Trace, type View } from '../drawing.ts';
import { baseLayout, extent, placeAxis } from '../layout.ts';
import { DIVERGING, SEQUENTIAL } from '../palette.ts';
import { axisTicks, axisTitle } from '../ticks.ts';

/** Cells that are wider than this carry their number. */
const LABELLED_CELL = 40;

const ROW_HEIGHT = 26;

function written({ value: axis, currency = null }: HeatmapFigure, value: number, view: View): string {
  if (Number.isNaN(value)) return '';
  if (axis.unit === 'money' || axis.unit === 'count' || Math.abs(value) >= 1000) {
    return shortNumber(value, view.locale, Math.abs(value) >= 100 && Math.abs(value) < 999.5 ? 0 : 1);
  }
  return axis.unit === 'share'
    ? formatValue(value, 'share', currency, view.locale)
    : shortNumber(value, view.locale, 2);
}

function draw(figure: HeatmapFigure, view: View): Drawing {
  const { rows, columns, value: axis, diverging, currency = null } = figure;
  const z = rows.map((_, i) =>
    Array.from({ length: columns.length }, (_, j) => figure.values[i * columns.length + j] ?? NaN),
  );
  const [low, high] = extent(figure.values) ?? [0, 1];
  const reach = Math.max(Math.abs(low), Math.abs(high)) || 1;
  const range: [number, number] = diverging ? [-reach, reach] : low < high ? [low, high] : [low - 0.5, high + 0.5];
  const ticks = axisTicks({ axis, currency, range }, range, 4, view.locale);
  const labelled = (view.width * 0.6) / Math.max(1, columns.length) > LABELLED_CELL;
  const trace = {
    type: 'heatmap',
    x: columns.map((_, j) => j),
    y: rows.map((_, i) => i),
    z: z.map((row) => row.map((value) => (Number.isNaN(value) ? null : value))),
    zmin: range[0],
    zmax: range[1],
    zauto: false,
    colorscale: diverging ? DIVERGING[view.theme.scheme] : SEQUENTIAL,
    xgap: 1,
    ygap: 1,
    hoverinfo: 'none',
    hoverongaps: false,
    ...(labelled
      ? {
          text: z.map((row) => row.map((value) => written(figure, value, view))),
          texttemplate: '%{text}',
          textfont: { size: 11 },
        }
      : {}),
    colorbar: {
      thickness: 8,
      outlinewidth: 0,
      len: 1,
      x: 1.01,
      xpad: 6,
      ypad: 0,
      tickmode: 'array',
      tickvals: ticks.values,
      ticktext: ticks.texts,
      tickfont: { size: 11, color: view.theme.axis },
      title: {
        text: axisTitle({ axis, currency }, view.locale),
        side: 'right',
        font: { size: 11, color: view.theme.text2 },
      },
    },
  } as unknown as Trace;
  return {
    traces: [trace],
    layout: {
      ...baseLayout(view),
      xaxis: { ...placeAxis(columns, 'x', view), showline: false },
      yaxis: { ...placeAxis(rows, 'y', view), showline: false },
    },
    scales: {},
    // plotly numbers a heat map's points row by row.
    hover(_curve, point) {
      const [i, j] = [Math.floor(point / columns.length), point % columns.length];
      const row = rows[i];
      const column = columns[j];
      const value = figure.values[point];
      if (row === undefined || column === undefined || value === undefined || Number.isNaN(value)) return null;
      const title = `${formatLabel(row, view.locale)} · ${formatLabel(column, view.locale)}`;
      return {
        title,
        lines: [
          { label: formatLabel(axis.label, view.locale), value: formatValue(value, axis.unit, currency, view.locale) },
        ],
      };
    },
  };
}

/** A matrix of values; diverging ones have their centre at zero. */
export const heatmap: FigureKind<HeatmapFigure> = {
  draw,
  ...selectsNothing,
  zooms: false,
  height: ({ rows }) => Math.min(640, 90 + rows.length * ROW_HEIGHT),
};
