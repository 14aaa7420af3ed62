import type { ParallelFigure } from '../../../src-main/contract/figure.ts';
import { formatValue } from '../../../src-main/contract/format.ts';
import { formatLabel, type Text } from '../../../src-main/contract/text.ts';
import { brushAxes, brushesOf, placeOn } from '../brushes.ts';
import { scaleColor, withAlpha } from '../color.ts';
import type { Annotation, Drawing, FigureKind, HoverText, Strands, Trace, View } from '../drawing.ts';
import { drawnLabel, wrap } from '../escape.ts';
import { baseLayout, LETTER_WIDTH } from '../layout.ts';
import { clusterColor, markColor, SEQUENTIAL_MARKS } from '../palette.ts';
import { spreadLabels } from '../spread-labels.ts';
import { axisTicks } from '../ticks.ts';

type ParallelAxis = ParallelFigure['axes'][number];

/** Bands of more groups would hide one another. */
const MOST_BANDS = 6;
/** Up to so many groups are named at their ends, more in a legend. */
const MOST_NAMED = 8;
/** So few lines are told one by one; more are painted in the window. */
const MOST_TOLD = 200;
/** Shades of lines that take their colour from an axis. */
const SHADES = 12;
const RIGHT = 120;
/** Axes closer than so many pixels have their names slanted, of so many letters at most. */
const SLANT = 64;
const SLANTED_LETTERS = 20;

const SELECTED: Text = { en: 'Brushed', zh: '已刷选' };
const WHOLE: Text = { en: 'the whole axis', zh: '整条轴' };
const MIDDLE: Text = { en: '{median} ({lower} – {upper})', zh: '{median}（{lower} – {upper}）' };

function written(axis: ParallelAxis, value: number, { currency = null }: ParallelFigure, view: View): string {
  const choice = axis.choices?.[value];
  return choice === undefined ? formatValue(value, axis.unit, currency, view.locale) : formatLabel(choice, view.locale);
}

/** Lines over one another fade by how many there are. */
const lineOpacity = (n: number): number => (n > 600 ? 0.13 : n > 200 ? 0.2 : n > 60 ? 0.35 : 0.7);

/** Lines that share a colour, the selected apart from the others. */
interface Bundle {
  readonly color: string;
  readonly lines: readonly number[];
  readonly isLit: boolean | null;
}

function colorGroups(figure: ParallelFigure, view: View): { color: string; lines: number[] }[] {
  const { groups, lines, axes, colorAxis } = figure;
  const all = [...lines.group.keys()];
  const ofGroup = (group: number): number[] => all.filter((line) => lines.group[line] === group);
  const grouped = groups.map(({ id }, i) => ({ color: clusterColor(id, view.theme.scheme), lines: ofGroup(i) }));
  const rest = ofGroup(-1);
  const axis = colorAxis === undefined ? undefined : axes[colorAxis];
  if (!axis || colorAxis === undefined) return [{ color: markColor(groups.length > 0 ? -1 : 0, view.theme.scheme), lines: rest }, ...grouped]; // prettier-ignore
  const shadeOf = (line: number): number => {
    const place = placeOn(axis, lines.values[line * axes.length + colorAxis]!);
    return Number.isNaN(place) ? -1 : Math.round(place * (SHADES - 1));
  };
  const shades = Array.from({ length: SHADES + 1 }, (_, i) => i - 1).map((shade) => {
    const [r, g, b] = scaleColor(SEQUENTIAL_MARKS[view.theme.scheme], shade / (SHADES - 1));
    const color = `#${[r, g, b].map((part) => Math.round(part).toString(16).padStart(2, '0')).join('')}`;
    return { color: shade < 0 ? markColor(-1, view.theme.scheme) : color, lines: rest.filter((line) => shadeOf(line) === shade) }; // prettier-ignore
  });
  return [...shades, ...grouped];
}

function bundles(figure: ParallelFigure, view: View): Bundle[] {
  const { selectedLines } = view;
  const found = colorGroups(figure, view).flatMap(({ color, lines }): Bundle[] =>
    selectedLines
      ? [
          { color, lines: lines.filter((line) => !selectedLines[line]), isLit: false },
          { color, lines: lines.filter((line) => selectedLines[line] === 1), isLit: true },
        ]
      : [{ color, lines, isLit: null }],
  );
  return found.filter(({ lines }) => lines.length > 0).sort((a, b) => Number(a.isLit) - Number(b.isLit));
}

function strandsOf({ axes, lines }: ParallelFigure, { color, lines: own, isLit }: Bundle): Strands {
  const n = axes.length;
  const [x, y]: [(number | null)[], (number | null)[]] = [[], []];
  for (const line of own) {
    for (let i = 0; i < n; i++) {
      x.push(i);
      const place = placeOn(axes[i]!, lines.values[line * n + i]!);
      y.push(Number.isNaN(place) ? null : place);
    }
    x.push(null);
    y.push(null);
  }
  const opacity = lineOpacity(lines.rows.length);
  const shown = isLit === null ? opacity : isLit ? Math.min(0.9, opacity * 3) : opacity * 0.3;
  return { x, y, color: withAlpha(color, shown), width: 1 };
}

function bundleTrace({ lines }: ParallelFigure, { x, y, color, width }: Strands): Trace {
  return {
    type: 'scatter',
    mode: 'lines',
    x,
    y,
    line: { color, width },
    hoverinfo: lines.rows.length <= MOST_TOLD ? 'none' : 'skip',
    showlegend: false,
  };
}

function bandTrace({ axes }: ParallelFigure, group: ParallelFigure['groups'][number], view: View): Trace {
  const places = (of: Float64Array): number[] => axes.map((axis, i) => placeOn(axis, of[i]!));
  const along = axes.map((_, i) => i);
  return {
    type: 'scatter',
    mode: 'lines',
    x: [...along, ...along.toReversed()],
    y: [...places(group.lower), ...places(group.upper).reverse()],
    fill: 'toself',
    fillcolor: withAlpha(clusterColor(group.id, view.theme.scheme), view.selectedLines ? 0.07 : 0.14),
    line: { width: 0 },
    hoverinfo: 'skip',
    showlegend: false,
  };
}

function medianTrace({ axes }: ParallelFigure, group: ParallelFigure['groups'][number], view: View): Trace {
  const color = clusterColor(group.id, view.theme.scheme);
  return {
    type: 'scatter',
    mode: 'lines+markers',
    name: drawnLabel(formatLabel(group.name, view.locale)),
    x: axes.map((_, i) => i),
    y: axes.map((axis, i) => placeOn(axis, group.median[i]!)),
    line: { color, width: 2.5 },
    marker: { color, size: 6 },
    opacity: view.selectedLines ? 0.45 : 1,
    unselected: { marker: { opacity: 1 } },
    hoverinfo: 'none',
  };
}

/** What the pointer and the keys find at the head of each axis. */
function headTrace({ axes }: ParallelFigure): Trace {
  const marker = { size: 14, opacity: 0 };
  const unseen = { marker: { opacity: 0 } };
  return { type: 'scatter', mode: 'markers', x: axes.map((_, i) => i), y: axes.map(() => 1.035), marker, selected: unseen, unselected: unseen, hoverinfo: 'none', showlegend: false }; // prettier-ignore
}

/** A label on up to two lines that are no wider than there is room for. */
function headLines(label: string, letters: number): string {
  const [first = '', ...rest] = wrap(label, letters);
  return [first, rest.join(' ')]
    .filter((line) => line !== '')
    .map((line) => drawnLabel(line, letters))
    .join('<br>');
}

function axisMarks(
  figure: ParallelFigure,
  view: View,
  room: number,
): Pick<Drawing['layout'], 'shapes' | 'annotations'> {
  const { axes } = figure;
  const brushes = brushesOf(view.condition) ?? new Map<string, never>();
  const shapes = axes.flatMap((axis, i) => {
    const line = { type: 'line' as const, x0: i, x1: i, y0: 0, y1: 1, layer: 'below' as const, line: { color: view.theme.line, width: 1 } }; // prettier-ignore
    const brush = brushes.get(axis.column ?? '');
    if (!brush) return [line];
    const half = Math.min(0.2, 7 / Math.max(1, room));
    const [y0, y1] = [brush.min === null ? 0 : placeOn(axis, brush.min), brush.max === null ? 1 : placeOn(axis, brush.max)]; // prettier-ignore
    const area = { type: 'rect' as const, x0: i - half, x1: i + half, y0, y1, fillcolor: withAlpha(view.theme.accent, 0.22), line: { color: view.theme.accent, width: 1.5 } }; // prettier-ignore
    return [line, area];
  });
  const annotations = axes.map((axis, i): Annotation => {
    const full = formatLabel(axis.label, view.locale);
    const name =
      room < SLANT ? drawnLabel(full, SLANTED_LETTERS) : headLines(full, Math.max(5, room / LETTER_WIDTH - 1));
    return { x: i, y: 1, yanchor: 'bottom', yshift: 10, showarrow: false, text: name, ...(room < SLANT ? { textangle: -35, xanchor: 'left', xshift: -4 } : {}), font: { size: 11, color: view.theme.text } }; // prettier-ignore
  });
  return { shapes, annotations };
}

/** What stands beside the axes, as one trace: plotly measures each annotation by itself. */
function tickTrace({ axes, currency = null }: ParallelFigure, view: View, room: number): Trace {
  const letters = Math.max(4, (room / LETTER_WIDTH) * 0.7);
  const ticks = axes.flatMap((axis, i) => {
    const isLog = axis.scale === 'log';
    const range = isLog ? ([Math.log10(axis.range[0]), Math.log10(axis.range[1])] as const) : axis.range;
    const found = axis.choices
      ? { values: axis.choices.map((_, at) => at), texts: axis.choices.map((choice) => formatLabel(choice, view.locale)) }
      : axisTicks({ axis, currency, range }, range, Math.max(2, Math.floor(view.height / 70)), view.locale);
    return found.values.map((value, at) => ({ x: i, y: placeOn(axis, value), text: drawnLabel(found.texts[at] ?? '', letters) }));
  }); // prettier-ignore
  return {
    type: 'scatter',
    mode: 'text',
    x: ticks.map(({ x }) => x),
    y: ticks.map(({ y }) => y),
    text: ticks.map(({ text }) => `\u00a0${text}`),
    textposition: 'middle right',
    textfont: { size: 10, color: view.theme.text2 },
    cliponaxis: false,
    hoverinfo: 'skip',
    showlegend: false,
  };
}

function draw(figure: ParallelFigure, view: View): Drawing {
  const { axes, groups, lines } = figure;
  const named = groups.length > 0 && groups.length <= MOST_NAMED;
  const right = named ? RIGHT : 16;
  const room = (view.width - right - 24) / Math.max(1, axes.length - 1 + 0.7);
  const isPainted = view.many === 'canvas' && lines.rows.length > MOST_TOLD;
  const all = bundles(figure, view);
  const strands = all.map((bundle) => strandsOf(figure, bundle));
  const own = isPainted ? [] : all;
  const bands = groups.length <= MOST_BANDS ? groups.map((group) => bandTrace(figure, group, view)) : [];
  const medians = groups.map((group) => medianTrace(figure, group, view));
  const last = axes.length - 1;
  const ends = groups.map(({ median }) => placeOn(axes[last]!, median[last]!));
  const places = spreadLabels(ends, [0, 1], view.height - (room < SLANT ? 122 : 70));
  const { shapes, annotations = [] } = axisMarks(figure, view, room);
  const names = groups.map(({ id, name }, i): Annotation => ({
    x: last, xanchor: 'left', xshift: 34, y: places[i] ?? ends[i]!, showarrow: false, text: drawnLabel(formatLabel(name, view.locale), 16),
    font: { size: 11, color: clusterColor(id, view.theme.scheme) },
  })); // prettier-ignore
  const first = 1 + own.length + bands.length;
  const hover = (curve: number, point: number): HoverText | null => {
    if (curve === 0) return headHover(figure, view, point);
    const bundle = own[curve - 1];
    if (bundle) return lineHover(figure, view, bundle.lines[Math.floor(point / (axes.length + 1))]);
    return medianHover(figure, view, curve - first, point);
  };
  const colors = lines.rows.length > 0 && figure.colorAxis !== undefined;
  return {
    traces: [
      headTrace(figure),
      ...(isPainted ? [] : strands.map((bundle) => bundleTrace(figure, bundle))),
      ...bands,
      ...medians,
      tickTrace(figure, view, room),
    ],
    ...(isPainted ? { strands } : {}),
    layout: {
      ...baseLayout(view),
      margin: { l: 12, r: right, t: (room < SLANT ? 96 : 44) + (groups.length > MOST_NAMED ? 18 : 0), b: 14, pad: 0 },
      showlegend: groups.length > MOST_NAMED,
      legend: { ...baseLayout(view).legend, y: 1.16 },
      hoverdistance: colors ? 16 : 12,
      selectdirection: 'any',
      shapes,
      annotations: [...annotations, ...(named ? names : [])],
      xaxis: { visible: false, range: [-0.35, Math.max(0.35, last + 0.35)], type: 'linear', fixedrange: true },
      yaxis: { visible: false, range: [-0.03, 1.05], type: 'linear', fixedrange: true },
    },
    scales: {},
    hover,
  };
}

function headHover(figure: ParallelFigure, view: View, at: number): HoverText | null {
  const axis = figure.axes[at];
  if (!axis) return null;
  const brush = brushesOf(view.condition)?.get(axis.column ?? '');
  const end = (value: number | null, other: number): string => written(axis, value ?? other, figure, view);
  const value = brush
    ? `${brush.min === null ? '≤ ' : ''}${brush.min === null ? end(brush.max, 0) : brush.max === null ? `≥ ${end(brush.min, 0)}` : `${end(brush.min, 0)} – ${end(brush.max, 0)}`}` // prettier-ignore
    : formatLabel({ code: 'whole', text: WHOLE }, view.locale);
  return {
    title: formatLabel(axis.label, view.locale),
    lines: [{ label: formatLabel({ code: 'brushed', text: SELECTED }, view.locale), value }],
  };
}

function lineHover(figure: ParallelFigure, view: View, line: number | undefined): HoverText | null {
  if (line === undefined) return null;
  const { axes, lines, groups } = figure;
  const group = groups[lines.group[line]!];
  return {
    title: group ? formatLabel(group.name, view.locale) : '',
    lines: axes.map((axis, i) => ({
      label: formatLabel(axis.label, view.locale),
      value: written(axis, lines.values[line * axes.length + i]!, figure, view),
    })),
  };
}

function medianHover(figure: ParallelFigure, view: View, at: number, point: number): HoverText | null {
  const group = figure.groups[at];
  const axis = figure.axes[point];
  if (!group || !axis) return null;
  const of = (values: Float64Array): string => written(axis, values[point]!, figure, view);
  const values = { median: of(group.median), lower: of(group.lower), upper: of(group.upper) };
  const value = formatLabel({ code: 'middle', text: MIDDLE, values }, view.locale);
  return {
    title: formatLabel(group.name, view.locale),
    lines: [{ label: formatLabel(axis.label, view.locale), value }],
  };
}

/** Rows as lines across upright axes; a box over an axis selects the rows that pass through it, one more narrows them. */
export const parallel: FigureKind<ParallelFigure> = {
  draw,
  zooms: false,
  height: (_figure, width) => Math.round(Math.min(440, Math.max(300, width * 0.4))),
  selecting: ({ rows, axes }) => (rows && axes.some(({ column }) => column !== undefined) ? 'axes' : 'none'),
  select(figure, gesture, before) {
    const predicate = brushAxes(figure, gesture, before);
    return predicate && { table: null, predicate };
  },
};
