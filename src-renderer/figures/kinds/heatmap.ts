import type { Layout } from 'plotly.js';
import type { HeatmapFigure } from '../../../src-main/contract/figure.ts';
import { formatValue, shortNumber } from '../../../src-main/contract/format.ts';
import { formatLabel } from '../../../src-main/contract/text.ts';
import type { Predicate } from '../../../src-main/contract/table.ts';
import { inkOn, scaleColor } from '../color.ts';
import { drawnLabel, textWidth } from '../escape.ts';
import type { Annotation, Drawing, FigureKind, Trace, View } from '../drawing.ts';
import { baseLayout, extent, heightBelow, LETTER_WIDTH, placeAxis, PLOTTED } from '../layout.ts';
import { DIVERGING, SEQUENTIAL } from '../palette.ts';
import { axisTicks, axisTitle } from '../ticks.ts';

/** Cells that are wider and higher than this carry their number. */
const LABELLED_CELL = { width: 40, height: 11 } as const;

/** Cells smaller than this touch: lines between them would hide them. */
const PARTED_CELL = 8;

const ROW_HEIGHT = 26;

/** Names of runs are cut after so many letters, and stand so far apart. */
const BLOCK_LETTERS = 18;
const NAME_HEIGHT = 13;

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
  const labelled =
    (view.width * 0.6) / Math.max(1, columns.length) > LABELLED_CELL.width &&
    (view.height * PLOTTED) / Math.max(1, rows.length) > LABELLED_CELL.height;
  const scale = diverging ? DIVERGING[view.theme.scheme] : SEQUENTIAL;
  const gap = PLOTTED * Math.min(view.width / columns.length, view.height / rows.length) < PARTED_CELL ? 0 : 1;
  const trace = {
    type: 'heatmap',
    x: columns.map((_, j) => j),
    y: rows.map((_, i) => i),
    z: z.map((row) => row.map((value) => (Number.isNaN(value) ? null : value))),
    zmin: range[0],
    zmax: range[1],
    zauto: false,
    colorscale: scale,
    xgap: gap,
    ygap: gap,
    hoverinfo: 'none',
    hoverongaps: false,
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
    },
  } as unknown as Trace;
  const inkOf = (value: number): string => inkOn(scaleColor(scale, (value - range[0]) / (range[1] - range[0])));
  const numbers = labelled ? numbersOf(figure, view, inkOf) : [];
  return {
    traces: [trace, ...numbers.map(({ trace: own }) => own)],
    layout: {
      ...baseLayout(view),
      xaxis: { ...placeAxis(columns, 'x', view), ...blockTicks(figure, 'x', view), showline: false },
      yaxis: { ...placeAxis(rows, 'y', view), ...blockTicks(figure, 'y', view), showline: false },
      shapes: outlines(view.selectedBars, columns.length, view),
      ...barTitle(figure, ticks.texts, view),
    },
    scales: {},
    markAt: (curve, point) => (curve === 0 ? point : (numbers[curve - 1]?.cells[point] ?? point)),
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

/** The names of runs of rows and columns, each at the middle of its run; those that would touch the one before are left out. */
function blockTicks({ blocks, rows }: HeatmapFigure, side: 'x' | 'y', view: View): Partial<Layout['xaxis']> {
  if (!blocks) return {};
  const step = ((side === 'y' ? view.height : view.width) * PLOTTED) / Math.max(1, rows.length);
  let [from, last] = [0, -Infinity];
  const named = blocks.flatMap(({ name, size }) => {
    const at = from + (size - 1) / 2;
    from += size;
    const text = drawnLabel(formatLabel(name, view.locale), BLOCK_LETTERS);
    const room = side === 'y' ? NAME_HEIGHT : LETTER_WIDTH * (textWidth(text) + 1);
    if ((at - last) * step < room) return [];
    last = at;
    return [{ at, text }];
  });
  return { tickvals: named.map(({ at }) => at), ticktext: named.map(({ text }) => text), tickangle: 0 };
}

/** Pixels from the cells to what the colour bar's ticks say. */
const BAR_WIDTH = 26;

/** The title beside the colour bar's ticks: plotly's own is drawn over wide ones. */
function barTitle(
  { rows, value: axis, currency = null }: HeatmapFigure,
  ticks: readonly string[],
  view: View,
): Pick<Drawing['layout'], 'annotations' | 'margin'> {
  const text = axisTitle({ axis, currency }, view.locale);
  // Beside a few rows it would be cut; looking at a cell tells it too.
  if (textWidth(text) * LETTER_WIDTH >= rows.length * ROW_HEIGHT) return {};
  const left = BAR_WIDTH + LETTER_WIDTH * Math.max(0, ...ticks.map(textWidth));
  const title: Annotation = { text, textangle: 90, xref: 'paper', yref: 'paper', x: 1.01, y: 0.5, xanchor: 'left', xshift: left, showarrow: false, font: { size: 11, color: view.theme.text2 } }; // prettier-ignore
  return { annotations: [title], margin: { ...baseLayout(view).margin, r: left + 28 } };
}

/** The numbers on the cells, a trace for each ink: plotly's own ink is too grey to be read on the middle of a scale. */
function numbersOf(
  figure: HeatmapFigure,
  view: View,
  inkOf: (value: number) => string,
): { trace: Trace; cells: number[] }[] {
  const { values, columns } = figure;
  const known = [...values.keys()].filter((cell) => Number.isFinite(values[cell]));
  return [...Map.groupBy(known, (cell) => inkOf(values[cell]!))].map(([color, cells]) => ({
    cells,
    trace: {
      type: 'scatter',
      mode: 'text',
      x: cells.map((cell) => cell % columns.length),
      y: cells.map((cell) => Math.floor(cell / columns.length)),
      text: cells.map((cell) => written(figure, values[cell]!, view)),
      textfont: { size: 11, color },
      // A box that is drawn over some cells would make plotly fade the numbers of the others.
      selected: { textfont: { color } },
      unselected: { textfont: { color } },
      hoverinfo: 'skip',
    } as unknown as Trace,
  }));
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
  height: ({ rows, columns, blocks }, width) =>
    Math.min(560, rows.length * ROW_HEIGHT) + Math.max(80, 36 + (blocks ? 0 : heightBelow(columns, width))),
};
