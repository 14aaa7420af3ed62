import type { HeatmapFigure } from '../../../src-main/contract/figure.ts';
import { formatValue, shortNumber } from '../../../src-main/contract/format.ts';
import { formatLabel } from '../../../src-main/contract/text.ts';
import type { Predicate } from '../../../src-main/contract/table.ts';
import type { Drawing, FigureKind, Trace, View } from '../drawing.ts';
import { baseLayout, extent, placeAxis, PLOTTED } from '../layout.ts';
import { DIVERGING, SEQUENTIAL } from '../palette.ts';
import { axisTicks, axisTitle } from '../ticks.ts';

/** Cells that are wider than this carry their number. */
const LABELLED_CELL = 40;

/** Cells smaller than this touch: lines between them would hide them. */
const PARTED_CELL = 8;

const ROW_HEIGHT = 26;

/** About what a letter of the colour bar's title takes. */
const LETTER_WIDTH = 6;

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
  const barTitle = axisTitle({ axis, currency }, view.locale);
  const labelled = (view.width * 0.6) / Math.max(1, columns.length) > LABELLED_CELL;
  const gap = PLOTTED * Math.min(view.width / columns.length, view.height / rows.length) < PARTED_CELL ? 0 : 1;
  const trace = {
    type: 'heatmap',
    x: columns.map((_, j) => j),
    y: rows.map((_, i) => i),
    z: z.map((row) => row.map((value) => (Number.isNaN(value) ? null : value))),
    zmin: range[0],
    zmax: range[1],
    zauto: false,
    colorscale: diverging ? DIVERGING[view.theme.scheme] : SEQUENTIAL,
    xgap: gap,
    ygap: gap,
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
        // Beside a few rows it would be cut; looking at a cell tells it too.
        text: barTitle.length * LETTER_WIDTH < rows.length * ROW_HEIGHT ? barTitle : '',
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
      shapes: outlines(view.selectedBars, columns.length, view),
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

/** Frames around the cells whose rows are selected. */
const outlines = (cells: ReadonlySet<number> | null, nColumns: number, { theme }: View) =>
  [...(cells ?? [])].map((cell) => {
    const [i, j] = [Math.floor(cell / nColumns), cell % nColumns];
    return {
      type: 'rect' as const,
      x0: j - 0.48,
      x1: j + 0.48,
      y0: i - 0.46,
      y1: i + 0.46,
      line: { color: theme.accent, width: 2.5 },
    };
  });

/** The condition that a cell stands for. */
function conditionOf(select: NonNullable<HeatmapFigure['select']>, cell: number): Predicate[] {
  const nColumns = select.columns.values.length;
  const row = select.rows.values[Math.floor(cell / nColumns)];
  const column = select.columns.values[cell % nColumns];
  if (row === undefined || column === undefined) return [];
  const args: Predicate[] = [
    { op: 'in', column: select.rows.column, values: [row] },
    { op: 'in', column: select.columns.column, values: [column] },
  ];
  return [{ op: 'and', args }];
}

/** A matrix of values; diverging ones have their centre at zero. */
export const heatmap: FigureKind<HeatmapFigure> = {
  draw,
  zooms: false,
  selecting: ({ select }) => (select ? 'marks' : 'none'),
  select({ select }, gesture) {
    if (!select || gesture.kind !== 'marks') return null;
    const args = gesture.indices.flatMap((cell) => conditionOf(select, cell));
    if (args.length === 0) return null;
    return { table: select.table, predicate: args.length === 1 ? args[0]! : { op: 'or', args } };
  },
  height: ({ rows }) => Math.min(640, 90 + rows.length * ROW_HEIGHT),
};
