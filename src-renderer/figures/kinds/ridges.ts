import type { RidgesFigure } from '../../../src-main/contract/figure.ts';
import { formatValue } from '../../../src-main/contract/format.ts';
import { formatLabel, type Text } from '../../../src-main/contract/text.ts';
import { withAlpha } from '../color.ts';
import { selectsNothing, type Annotation, type Drawing, type FigureKind, type Trace, type View } from '../drawing.ts';
import { drawnLabel, textWidth } from '../escape.ts';
import { baseLayout, LETTER_WIDTH } from '../layout.ts';
import { clusterColor } from '../palette.ts';
import { axisTicks, axisTitle } from '../ticks.ts';

/** Pixels between ridges, and how high the highest may rise: over its neighbour above. */
const STEP = 26;
const RISE = 1.7;
const HEAD = 30;
const FOOT = 30;
const GAP = 18;
/** A block is no narrower. */
const LEAST_WIDTH = 190;

const MEDIAN: Text = { en: 'Median', zh: '中位数' };

/** Where each feature's block stands, in pixels from the lower left corner. */
interface Block {
  readonly left: number;
  readonly width: number;
  /** The lowest baseline. */
  readonly bottom: number;
}

const namesWidth = ({ groups }: RidgesFigure, locale: View['locale']): number =>
  Math.min(150, 16 + LETTER_WIDTH * Math.max(4, ...groups.map(({ name }) => textWidth(formatLabel(name, locale)))));

const perRow = (figure: RidgesFigure, width: number): number =>
  Math.max(1, Math.min(figure.features.length, 4, Math.floor((width - 110) / LEAST_WIDTH)));

const blockHeight = ({ groups }: RidgesFigure): number => HEAD + FOOT + STEP * (groups.length - 1 + RISE);

function heightOf(figure: RidgesFigure, width: number): number {
  return Math.ceil(figure.features.length / perRow(figure, width)) * blockHeight(figure) + 8;
}

function blocksOf(figure: RidgesFigure, { width, locale }: View): Block[] {
  const columns = perRow(figure, width);
  const left = namesWidth(figure, locale);
  const each = (width - left - 12 - GAP * (columns - 1)) / columns;
  const total = heightOf(figure, width);
  return figure.features.map((_, i) => ({
    left: left + (i % columns) * (each + GAP),
    width: each,
    bottom: total - (Math.floor(i / columns) + 1) * blockHeight(figure) + FOOT,
  }));
}

const baseline = (block: Block, { groups }: RidgesFigure, group: number): number =>
  block.bottom + (groups.length - 1 - group) * STEP;

/** The area below one density, and what it stands on. */
function area(densities: Float64Array, block: Block, ground: number, highest: number): { x: number[]; y: number[] } {
  const n = densities.length;
  const x = Array.from(densities, (_, k) => block.left + (block.width * k) / Math.max(1, n - 1));
  const y = Array.from(densities, (density) => ground + (density / highest) * STEP * RISE);
  return { x: [x[0]!, ...x, x[n - 1]!], y: [ground, ...y, ground] };
}

function ridgeTraces(figure: RidgesFigure, view: View, blocks: readonly Block[]): Trace[] {
  const { features, groups } = figure;
  // One height a block, so that narrow and wide ridges can be compared; a needle is cut at four times the rest's middle.
  const tops = features.map(({ densities, all }) => {
    const heights = [...densities, all].map((list) => list.reduce((most, value) => Math.max(most, value), 0)).sort((a, b) => a - b); // prettier-ignore
    return Math.min(heights.at(-1)!, 4 * heights[heights.length >> 1]!) || 1;
  });
  const cut = (list: Float64Array, top: number): Float64Array => list.map((value) => Math.min(value, top));
  return groups.flatMap(({ id, name }, group): Trace[] => {
    const color = clusterColor(id, view.theme.scheme);
    const joined = (of: (feature: number) => Float64Array): { x: (number | null)[]; y: (number | null)[] } => {
      const parts = features.map((_, i) => area(cut(of(i), tops[i]!), blocks[i]!, baseline(blocks[i]!, figure, group), tops[i]!)); // prettier-ignore
      return { x: parts.flatMap(({ x }) => [...x, null]), y: parts.flatMap(({ y }) => [...y, null]) };
    };
    const all = { ...joined((i) => features[i]!.all), type: 'scatter', mode: 'lines', line: { width: 0 }, fill: 'toself', fillcolor: withAlpha(view.theme.text3, 0.16), hoverinfo: 'skip' }; // prettier-ignore
    const ridge = {
      ...joined((i) => features[i]!.densities[group]!),
      type: 'scatter',
      mode: 'lines',
      name: drawnLabel(formatLabel(name, view.locale)),
      line: { color, width: 1.4 },
      fill: 'toself',
      fillcolor: withAlpha(color, 0.42),
      hoveron: 'points',
      hoverinfo: 'none',
    };
    return [all, ridge] as unknown as Trace[];
  });
}

function draw(figure: RidgesFigure, view: View): Drawing {
  const { features, groups, currency = null } = figure;
  const blocks = blocksOf(figure, view);
  const nPlaces = (features[0]?.at.length ?? 0) + 3;
  const total = heightOf(figure, view.width);
  const written = (feature: number, value: number): string =>
    formatValue(value, features[feature]!.axis.unit, currency, view.locale);
  const onAxis = (feature: number, value: number): number => (features[feature]!.axis.scale === 'log' ? Math.log10(value) : value); // prettier-ignore
  const xOf = (feature: number, place: number): number => {
    const { at } = features[feature]!;
    const [low, high] = [at[0]!, at[at.length - 1]!];
    const share = Math.min(1, Math.max(0, (place - low) / (high - low || 1)));
    return blocks[feature]!.left + blocks[feature]!.width * share;
  };
  const medians = features.flatMap(({ medians: own }, feature) =>
    groups.map(({ id }, group) => {
      const x = xOf(feature, onAxis(feature, own[group]!));
      const y0 = baseline(blocks[feature]!, figure, group);
      return { type: 'line' as const, x0: x, x1: x, y0, y1: y0 + STEP * 0.5, line: { color: clusterColor(id, view.theme.scheme), width: 2.5 } }; // prettier-ignore
    }),
  );
  const grounds = blocks.map(({ left, width, bottom }) => ({ type: 'line' as const, x0: left, x1: left + width, y0: bottom, y1: bottom, line: { color: view.theme.line, width: 1 } })); // prettier-ignore
  const plain = { showarrow: false, font: { size: 11, color: view.theme.text2 } };
  const annotations = features.flatMap(({ axis, at }, feature): Annotation[] => {
    const { left, width, bottom } = blocks[feature]!;
    const range = [at[0]!, at[at.length - 1]!] as const;
    const ticks = axisTicks({ axis, currency, range }, range, Math.max(2, Math.floor(width / 70)), view.locale);
    const full = axisTitle({ axis, currency }, view.locale);
    const room = width / LETTER_WIDTH - 1;
    // A title that is too long is cut before it is made safe, without its unit.
    const title = textWidth(full) <= room ? full : drawnLabel(formatLabel(axis.label, view.locale), room);
    return [
      { ...plain, x: left, y: bottom + blockHeight(figure) - FOOT - 14, xanchor: 'left', yanchor: 'middle', text: `<b>${title}</b>`, font: { size: 11, color: view.theme.text } },
      ...ticks.values.map((value, i): Annotation => ({ ...plain, x: xOf(feature, onAxis(feature, value)), y: bottom, yshift: -3, yanchor: 'top', text: ticks.texts[i] ?? '', font: { size: 10, color: view.theme.axis } })),
    ]; // prettier-ignore
  });
  const firsts = blocks.flatMap((block, feature) => (feature % perRow(figure, view.width) === 0 ? [block] : []));
  const names = firsts.flatMap((block) =>
    groups.map(({ id, name }, group): Annotation => ({
      ...plain,
      x: block.left - 8,
      y: baseline(block, figure, group),
      yshift: 7,
      xanchor: 'right',
      text: drawnLabel(formatLabel(name, view.locale), 22),
      font: { size: 11, color: clusterColor(id, view.theme.scheme) },
    })),
  );
  return {
    traces: ridgeTraces(figure, view, blocks),
    layout: {
      ...baseLayout(view),
      margin: { l: 0, r: 0, t: 0, b: 0, pad: 0 },
      shapes: [...grounds, ...medians],
      annotations: [...annotations, ...names],
      xaxis: { visible: false, range: [0, view.width], type: 'linear', fixedrange: true },
      yaxis: { visible: false, range: [0, total], type: 'linear', fixedrange: true },
    },
    scales: {},
    hover(curve, point) {
      const group = groups[Math.floor(curve / 2)];
      const feature = Math.floor(point / nPlaces);
      const shown = features[feature];
      if (!group || !shown) return null;
      const value = written(feature, shown.medians[Math.floor(curve / 2)]!);
      const median = formatLabel({ code: 'median', text: MEDIAN }, view.locale);
      return {
        title: formatLabel(group.name, view.locale),
        lines: [{ label: `${formatLabel(shown.axis.label, view.locale)} · ${median}`, value }],
      };
    },
  };
}

/** How each group is spread over several features: one ridge above the other, over that of all rows. */
export const ridges: FigureKind<RidgesFigure> = {
  draw,
  ...selectsNothing,
  zooms: false,
  height: heightOf,
  scrolls: true,
};
