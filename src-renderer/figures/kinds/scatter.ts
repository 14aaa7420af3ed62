import type { ScatterFigure, ScatterPoints } from '../../../src-main/contract/figure.ts';
import { formatValue } from '../../../src-main/contract/format.ts';
import { formatLabel, type Text } from '../../../src-main/contract/text.ts';
import type { Predicate } from '../../../src-main/contract/table.ts';
import { unselectedOpacity, type Cloud } from '../cloud.ts';
import { scaleColor, withAlpha } from '../color.ts';
import type { Annotation, Drawing, FigureKind, Gesture, HoverText, Trace, View } from '../drawing.ts';
import { drawnLabel, textWidth } from '../escape.ts';
import { baseLayout, extent, LETTER_WIDTH, padded, valueAxis } from '../layout.ts';
import { clusterColor, DENSITY, markColor, SEQUENTIAL_MARKS } from '../palette.ts';
import { separate, type Place } from '../separate.ts';
import { axisTicks, type AxisScale } from '../ticks.ts';
import { arrowMarks } from './scatter-arrows.ts';

/** Up to so many categories are named in the picture, more in a legend. */
const MOST_NAMED = 12;
/** From so many points on a picture holds no vectors any more: an SVG of more grows slow. */
const MOST_VECTORS = 3000;
/** From so many on the window paints them: plotly takes a tenth of a second to draw a thousand one by one. */
const MOST_ONE_BY_ONE = 400;

const MISSING: Text = { en: 'missing', zh: '缺失' };

/** The points of one colour. */
interface PointGroup {
  /** The value of the colour column, or null where it is missing or there is none. */
  readonly value: string | null;
  /** Positions among the drawn points. */
  readonly at: Int32Array;
}

function groupPoints(points: ScatterPoints): PointGroup[] {
  const { categories, color } = points;
  const everything = Int32Array.from({ length: points.rows.length }, (_, i) => i);
  if (!categories || !color) return [{ value: null, at: everything }];
  const groups = [...categories.map((value): [string | null, number] => [value, 0]), [null, -1] as [null, number]];
  return groups
    .map(([value], i) => ({
      value,
      at: everything.filter((point) => (value === null ? color[point]! < 0 : color[point] === i)),
    }))
    .filter(({ at }) => at.length > 0);
}

/** Colours by cluster id, so that they hold across figures; other categories by their place in order of size. */
function colorOf(figure: ScatterFigure, points: ScatterPoints, value: string | null, view: View): string {
  const { scheme } = view.theme;
  if (!points.categories) return markColor(0, scheme);
  if (value === null) return markColor(-1, scheme);
  return figure.color?.as === 'cluster'
    ? clusterColor(Number(value), scheme)
    : markColor(points.categories.indexOf(value), scheme);
}

function nameOf(figure: ScatterFigure, value: string | null, view: View): string {
  return formatLabel(
    value === null ? { code: 'missing', text: MISSING } : (figure.names?.[value] ?? value),
    view.locale,
  );
}

/** Fewer points are larger and firmer. */
const markSize = (n: number): number => (n > 20_000 ? 3 : n > 3000 ? 4 : n > 500 ? 5 : 7);
const markOpacity = (n: number): number => (n > 20_000 ? 0.35 : n > 3000 ? 0.5 : n > 500 ? 0.62 : 0.8);

function colorBar(figure: ScatterFigure, numbers: ArrayLike<number>, view: View): object {
  const range = extent(numbers) ?? [0, 1];
  const axis = { label: figure.color?.label ?? '' };
  const ticks = axisTicks({ axis, currency: null, range }, range, 4, view.locale);
  return {
    cmin: range[0],
    cmax: range[1],
    colorscale: SEQUENTIAL_MARKS[view.theme.scheme],
    colorbar: {
      thickness: 8,
      outlinewidth: 0,
      x: 1.01,
      xpad: 6,
      tickmode: 'array',
      tickvals: ticks.values,
      ticktext: ticks.texts,
      tickfont: { size: 11, color: view.theme.axis },
      title: {
        text: drawnLabel(formatLabel(axis.label, view.locale)),
        side: 'right',
        font: { size: 11, color: view.theme.text2 },
      },
    },
  };
}

/** The values at some places; `from` with a function takes ten times as long. */
function pick(list: Float32Array, at: Int32Array): Float32Array {
  const picked = new Float32Array(at.length);
  for (let i = 0; i < at.length; i++) picked[i] = list[at[i]!]!;
  return picked;
}

function pointTrace(figure: ScatterFigure, points: ScatterPoints, { value, at }: PointGroup, view: View): Trace {
  const n = points.rows.length;
  const byNumber = figure.color?.as === 'number' && !points.categories;
  const color =
    byNumber && points.color
      ? { color: Array.from(points.color), ...colorBar(figure, points.color, view) }
      : { color: colorOf(figure, points, value, view) };
  const selected = points.selected && Array.from(at.keys()).filter((k) => points.selected![at[k]!]);
  return {
    type: view.many === 'webgl' && n > MOST_VECTORS ? 'scattergl' : 'scatter',
    mode: 'markers',
    name: drawnLabel(nameOf(figure, value, view)),
    x: pick(points.x, at),
    y: pick(points.y, at),
    marker: { ...color, size: markSize(n), opacity: markOpacity(n), line: { width: 0 } },
    ...(selected ? { selectedpoints: selected } : {}),
    selected: { marker: { opacity: Math.min(1, markOpacity(n) + 0.35) } },
    unselected: { marker: { opacity: unselectedOpacity(n) } },
    hoverinfo: 'none',
  };
}

/** Counts of all rows as a quiet ground; log axes are gridded in powers of ten. */
function densityTrace(figure: ScatterFigure, { density }: ScatterPoints, view: View): Trace[] {
  if (!density) return [];
  const { nx, ny, xRange, yRange, counts } = density;
  const edges = (n: number, [low, high]: readonly [number, number], isLog: boolean): number[] =>
    Array.from({ length: n + 1 }, (_, i) => low + ((high - low) * i) / n).map((edge) => (isLog ? 10 ** edge : edge));
  const z = Array.from({ length: ny }, (_, j) => Array.from(counts.subarray(j * nx, (j + 1) * nx), Math.log1p));
  const trace = {
    type: 'heatmap',
    x: edges(nx, xRange, figure.x.scale === 'log'),
    y: edges(ny, yRange, figure.y.scale === 'log'),
    z,
    colorscale: DENSITY[view.theme.scheme],
    showscale: false,
    hoverinfo: 'skip',
    zsmooth: false,
  };
  return [trace as unknown as Trace];
}

/** From one colour to another, the firmer the nearer to an end; the border is a step, to be seen where it runs. */
const groundScale = (low: string, high: string): [number, string][] => [
  [0, withAlpha(low, 0.34)],
  [0.5, withAlpha(low, 0.12)],
  [0.5, withAlpha(high, 0.12)],
  [1, withAlpha(high, 0.34)],
];

/** What lies below the points, in the colours of the categories at its ends. */
function groundTrace(figure: ScatterFigure, points: ScatterPoints, view: View): Trace[] {
  const { ground } = figure;
  if (!ground) return [];
  const { nx, ny, xRange, yRange, values } = ground;
  const edges = (n: number, [low, high]: readonly [number, number]): number[] =>
    Array.from({ length: n + 1 }, (_, i) => low + ((high - low) * i) / n);
  const color = (value: string | null): string => colorOf(figure, points, value, view);
  const trace = {
    type: 'heatmap',
    x: edges(nx, xRange),
    y: edges(ny, yRange),
    z: Array.from({ length: ny }, (_, j) => Array.from(values.subarray(j * nx, (j + 1) * nx))),
    zmin: 0,
    zmax: 1,
    // Both halves keep a shade at the border, so that it can be seen where a model is unsure.
    colorscale: groundScale(color(ground.low), color(ground.high)),
    showscale: false,
    hoverinfo: 'skip',
    zsmooth: false,
  };
  return [trace as unknown as Trace];
}

function median(values: Float32Array): number {
  const sorted = values.filter(Number.isFinite).sort();
  return sorted[Math.floor(sorted.length / 2)] ?? NaN;
}

/** The name of each category where the middle of its points lies. */
/** Groups lower than this are hidden by a name in their middle. */
const COMPACT_PIXELS = 60;
const NAME_OFF_PIXELS = 20;

/** How high a group's name stands: in its middle, or above it, or below it at the top, where it would hide the group. */
function besideCompact(heights: Float32Array, most: number): number {
  const [low, high] = extent(heights) ?? [0, 0];
  if (high - low > COMPACT_PIXELS) return median(heights);
  return high + NAME_OFF_PIXELS < most - NAME_OFF_PIXELS ? high + NAME_OFF_PIXELS : low - NAME_OFF_PIXELS;
}

function nameLabels(
  figure: ScatterFigure,
  points: ScatterPoints,
  groups: readonly PointGroup[],
  { x, y }: { x: AxisScale; y: AxisScale },
  view: View,
): Annotation[] {
  const onAxis = ({ axis }: AxisScale, value: number): number => (axis.scale === 'log' ? Math.log10(value) : value);
  const pixels = (value: number, [low, high]: readonly [number, number], length: number): number =>
    ((value - low) / (high - low)) * length;
  const names = groups.map(({ value }) => nameOf(figure, value, view));
  const places = groups.map(({ at }, i): Place => {
    const placed = (list: Float32Array, scale: AxisScale, length: number): Float32Array =>
      pick(list, at).map((value) => pixels(onAxis(scale, value), scale.range, length));
    const width = textWidth(names[i] ?? '') * LETTER_WIDTH + 8;
    const [across, up] = [placed(points.x, x, view.width), placed(points.y, y, view.height)];
    // A name at the edge stays within the picture.
    const inside = Math.max(width / 2, Math.min(view.width - width / 2, median(across)));
    return { x: inside, y: besideCompact(up, view.height), width };
  });
  separate(places);
  return groups.map(({ at }, i): Annotation => {
    const holdsSelected = points.selected !== null && at.some((point) => points.selected![point]);
    return {
      x: x.range[0] + (places[i]!.x / view.width) * (x.range[1] - x.range[0]),
      y: y.range[0] + (places[i]!.y / view.height) * (y.range[1] - y.range[0]),
      text: holdsSelected ? `<b>${drawnLabel(names[i] ?? '', 28)}</b>` : drawnLabel(names[i] ?? '', 28),
      showarrow: false,
      font: { size: 11, color: view.theme.text },
      bgcolor: view.theme.surface,
      opacity: 0.9,
      borderpad: 2,
    };
  });
}

const NO_POINTS: ScatterPoints = {
  nRows: 0,
  rows: new Int32Array(),
  x: new Float32Array(),
  y: new Float32Array(),
  color: null,
  categories: null,
  selected: null,
  sampleSeed: null,
  density: null,
  window: null,
  range: null,
};

function scalesOf(figure: ScatterFigure, points: ScatterPoints): { x: AxisScale; y: AxisScale } {
  const range = (side: 'x' | 'y'): [number, number] => {
    const isLog = figure[side].scale === 'log';
    const whole = points.sampleSeed === null && !points.window ? null : points.range?.[side];
    const drawn = (): [number, number] | null => extent(isLog ? points[side].map(Math.log10) : points[side]);
    if (figure.ground && !points.window) return [...figure.ground[`${side}Range`]];
    return padded(whole ?? drawn() ?? [0, 1]);
  };
  const scale = (side: 'x' | 'y'): AxisScale => ({
    axis: figure[side],
    currency: figure.currency ?? null,
    range: range(side),
  });
  return { x: scale('x'), y: scale('y') };
}

/** What a point is, in words. */
function hoverAt(
  figure: ScatterFigure,
  points: ScatterPoints,
  value: string | null,
  at: number,
  view: View,
): HoverText {
  const { currency = null } = figure;
  const hasCategories = points.categories !== null;
  const line = (side: 'x' | 'y') => ({
    label: formatLabel(figure[side].label, view.locale),
    value: formatValue(points[side][at]!, figure[side].unit, currency, view.locale),
  });
  const shade =
    figure.color && !hasCategories
      ? [
          {
            label: formatLabel(figure.color.label, view.locale),
            value: formatValue(points.color?.[at] ?? NaN, null, null, view.locale),
          },
        ]
      : [];
  return { title: hasCategories ? nameOf(figure, value, view) : '', lines: [line('x'), line('y'), ...shade] };
}

/** Shades that a number can have. */
const SHADES = 256;

/** A colour for each point, and the list it is from. */
function cloudColors(
  figure: ScatterFigure,
  points: ScatterPoints,
  groups: readonly PointGroup[],
  view: View,
): Pick<Cloud, 'color' | 'colors'> {
  const color = new Uint16Array(points.rows.length);
  if (points.color && !points.categories) {
    const [low, high] = extent(points.color) ?? [0, 1];
    const shades = Array.from({ length: SHADES }, (_, i) => {
      const [r, g, b] = scaleColor(SEQUENTIAL_MARKS[view.theme.scheme], i / (SHADES - 1));
      return `rgba(${r},${g},${b},1)`;
    });
    points.color.forEach((value, i) => {
      color[i] = Number.isNaN(value) ? SHADES : Math.round(((value - low) / (high - low || 1)) * (SHADES - 1));
    });
    return { color, colors: [...shades, markColor(-1, view.theme.scheme)] };
  }
  groups.forEach(({ at }, place) => {
    for (const point of at) color[point] = place;
  });
  return { color, colors: groups.map(({ value }) => colorOf(figure, points, value, view)) };
}

function cloudOf(figure: ScatterFigure, points: ScatterPoints, groups: readonly PointGroup[], view: View): Cloud {
  const n = points.rows.length;
  const onAxis = (side: 'x' | 'y'): Float32Array =>
    figure[side].scale === 'log' ? points[side].map(Math.log10) : points[side];
  const { density } = points;
  return {
    x: onAxis('x'),
    y: onAxis('y'),
    ...cloudColors(figure, points, groups, view),
    selected: points.selected,
    size: markSize(n),
    opacity: markOpacity(n),
    ground: density && {
      x: density.xRange,
      y: density.yRange,
      nx: density.nx,
      ny: density.ny,
      counts: density.counts,
      scale: DENSITY[view.theme.scheme],
    },
    hover(at) {
      const code = points.color?.[at] ?? -1;
      return hoverAt(figure, points, points.categories?.[code] ?? null, at, view);
    },
  };
}

/** What stands for a group of a cloud in the legend: a mark without a place. */
function legendTrace(trace: Trace): Trace {
  const { marker, ...rest } = trace as { marker: { color: unknown } };
  const color = Array.isArray(marker.color) ? [marker.color[0] as unknown] : marker.color;
  const mark = { ...marker, color, opacity: 1, size: markSize(0) };
  return { ...rest, x: [null], y: [null], selectedpoints: undefined, hoverinfo: 'skip', marker: mark };
}

function draw(figure: ScatterFigure, view: View): Drawing {
  const points = view.points ?? NO_POINTS;
  const groups = groupPoints(points);
  const isCloud = view.many === 'canvas' && points.rows.length > (figure.ground ? MOST_VECTORS : MOST_ONE_BY_ONE);
  const scales = scalesOf(figure, points);
  const hasCategories = points.categories !== null;
  const named = hasCategories && groups.length <= MOST_NAMED;
  const ground = isCloud ? [] : [...densityTrace(figure, points, view), ...groundTrace(figure, points, view)];
  const marks = groups.map((group) => pointTrace(figure, points, group, view));
  return {
    traces: isCloud ? marks.map(legendTrace) : [...ground, ...marks],
    ...(isCloud ? { cloud: cloudOf(figure, points, groups, view) } : {}),
    layout: {
      ...baseLayout(view),
      showlegend: hasCategories && !named,
      dragmode: 'lasso',
      annotations: [
        ...(named ? nameLabels(figure, points, groups, scales, view) : []),
        ...arrowMarks(figure, scales, view),
      ],
      xaxis: valueAxis(scales.x, 'x', view),
      yaxis: valueAxis(scales.y, 'y', view),
    },
    scales,
    rowAt: (curve, point) => groups[curve - ground.length]?.at[point] ?? null,
    hover(curve, point) {
      const group = groups[curve - ground.length];
      const at = group?.at[point];
      if (!group || at === undefined) return null;
      return hoverAt(figure, points, group.value, at, view);
    },
  };
}

/** A lasso of a hand is a few hundred points; the engine takes ten thousand at most. */
const MOST_CORNERS = 10_000;

function areaOf({ x, y }: ScatterFigure, gesture: Gesture): Predicate | null {
  if (gesture.kind === 'lasso') {
    const every = Math.ceil(gesture.points.length / MOST_CORNERS);
    const points = gesture.points.filter((_, i) => i % every === 0).map(([px, py]): [number, number] => [px, py]);
    return points.length >= 3 ? { op: 'polygon', x: x.column, y: y.column, points } : null;
  }
  if (gesture.kind !== 'box') return null;
  const between = (column: string, ends: readonly [number, number]): Predicate => ({
    op: 'between',
    column,
    min: Math.min(...ends),
    max: Math.max(...ends),
  });
  return { op: 'and', args: [between(x.column, gesture.x), between(y.column, gesture.y)] };
}

/** Rows as points over the density of all rows; a lasso or box selects rows of the whole table. */
export const scatter: FigureKind<ScatterFigure> = {
  draw,
  zooms: true,
  height: (_figure, width) => Math.round(Math.min(460, Math.max(280, width * 0.46))),
  selecting: () => 'area',
  select(figure, gesture) {
    const predicate = areaOf(figure, gesture);
    return predicate && { table: figure.table, predicate };
  },
};
