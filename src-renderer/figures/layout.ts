import type { Layout, LayoutAxis } from 'plotly.js';
import type { Axis } from '../../src-main/contract/figure.ts';
import { formatLabel, type Label } from '../../src-main/contract/text.ts';
import type { View } from './drawing.ts';
import { drawnLabel, textWidth } from './escape.ts';
import { axisTicks, axisTitle, type AxisScale } from './ticks.ts';

const TICK_SIZE = 11;
/** Pixels of a Latin letter at tick size. */
export const LETTER_WIDTH = 6.1;

/** Pixels between ticks that can be read apart. */
const TICK_GAP = { x: 76, y: 46 } as const;

/** How many ticks fit along an axis of a view. */
export const tickCount = (side: 'x' | 'y', { width, height }: Pick<View, 'width' | 'height'>): number =>
  Math.max(2, Math.floor((side === 'x' ? width : height) / TICK_GAP[side]));

function axisLook({ theme }: View): Partial<LayoutAxis> {
  return {
    gridcolor: theme.grid,
    linecolor: theme.line,
    tickcolor: theme.line,
    tickfont: { size: TICK_SIZE, color: theme.axis },
    showline: true,
    zeroline: false,
    ticks: 'outside',
    ticklen: 3,
    automargin: true,
    // Otherwise plotly measures all labels again for each of them: a second for the names of 150 rows. Ours are cut to fit.
    ticklabeloverflow: 'allow',
  };
}

/** An axis of numbers or dates with our own ticks. */
export function valueAxis(scale: AxisScale, side: 'x' | 'y', view: View): Partial<LayoutAxis> {
  const { values, texts } = axisTicks(scale, scale.range, tickCount(side, view), view.locale);
  return {
    ...axisLook(view),
    type: scale.axis.scale === 'log' ? 'log' : 'linear',
    range: [...scale.range],
    tickmode: 'array',
    tickvals: [...values],
    ticktext: [...texts],
    title: {
      text: axisTitle(scale, view.locale),
      font: { size: TICK_SIZE, color: view.theme.text2 },
      standoff: side === 'x' ? 8 : 10,
    },
  };
}

/** Pixels between places from which slanted labels, and upright ones, can be told apart. */
const SLANTED_STEP = 20;
const UPRIGHT_STEP = 12;
/** Degrees that slanted names are turned by, and letters after which those that do not lie level are cut. */
const SLANT = 40;
const MOST_UPRIGHT = 22;
/** The share of a figure's width that names and colour bars leave to what is drawn. */
export const PLOTTED = 0.76;

/** Letters that stand side by side below a place of an axis; longer names are slanted, or upright where places are close. */
const roomBelow = (nLabels: number, width: number): number =>
  Math.max(8, Math.floor(width / Math.max(1, nLabels) / LETTER_WIDTH));

/** The pixels that the names below an axis need, in either language. */
export function heightBelow(labels: readonly Label[], width: number): number {
  const letters = Math.max(0, ...labels.flatMap((label) => (['en', 'zh'] as const).map((locale) => textWidth(formatLabel(label, locale))))); // prettier-ignore
  if (letters <= roomBelow(labels.length, width)) return 22;
  const long = 14 + Math.min(MOST_UPRIGHT, letters) * LETTER_WIDTH;
  return (width * PLOTTED) / Math.max(1, labels.length) < SLANTED_STEP
    ? long
    : 10 + long * Math.sin((SLANT * Math.PI) / 180);
}

/** An axis of named places 0, 1, 2 …, first at the top where it is vertical. */
export function placeAxis(labels: readonly Label[], side: 'x' | 'y', view: View): Partial<LayoutAxis> {
  const room =
    side === 'y' ? Math.max(12, Math.floor((view.width * 0.36) / LETTER_WIDTH)) : roomBelow(labels.length, view.width);
  const upright = side === 'x' && labels.some((label) => textWidth(formatLabel(label, view.locale)) > room);
  const texts = labels.map((label) =>
    drawnLabel(formatLabel(label, view.locale), upright ? MOST_UPRIGHT : Math.min(room, 44)),
  );
  const step = ((side === 'y' ? view.height : view.width) * PLOTTED) / Math.max(1, labels.length);
  // Too close to be slanted they stand upright; closer still, some are left out, as are rows lower than their names.
  const every = upright || side === 'y' ? Math.max(1, Math.ceil(UPRIGHT_STEP / step)) : 1;
  const named = labels.flatMap((_, i) => (i % every === 0 ? [i] : []));
  return {
    ...axisLook(view),
    type: 'linear',
    range: side === 'x' ? [-0.5, labels.length - 0.5] : [labels.length - 0.5, -0.5],
    tickmode: 'array',
    tickvals: named,
    ticktext: named.map((i) => texts[i]!),
    tickangle: upright ? (step < SLANTED_STEP ? -90 : -SLANT) : 0,
    showgrid: false,
    ticks: '',
    ticklabelstandoff: side === 'y' ? 4 : 2,
  };
}

/** What every figure shares. Selections are drawn by their effect on the marks and by an outline. */
export function baseLayout({ theme, width, height }: View): Partial<Layout> {
  return {
    width,
    height,
    paper_bgcolor: 'rgba(0,0,0,0)',
    plot_bgcolor: 'rgba(0,0,0,0)',
    font: { family: theme.font, size: TICK_SIZE, color: theme.text2 },
    margin: { l: 12, r: 12, t: 8, b: 12, pad: 0 },
    showlegend: false,
    hovermode: 'closest',
    hoverdistance: 12,
    dragmode: false,
    newselection: { line: { color: theme.accent, width: 1.5, dash: 'solid' } },
    activeselection: { fillcolor: theme.accent, opacity: 0.06 },
    legend: {
      orientation: 'h',
      x: 0,
      xanchor: 'left',
      y: 1.01,
      yanchor: 'bottom',
      font: { size: TICK_SIZE, color: theme.text2 },
      // Three lines; of more groups the rest is scrolled to: the picture is what one came for.
      maxheight: 72,
      itemclick: false,
      itemdoubleclick: false,
    },
  };
}

/** The finite extremes of several lists, or null where there are none. */
export function extent(...lists: readonly (ArrayLike<number> | undefined)[]): [number, number] | null {
  let low = Infinity;
  let high = -Infinity;
  for (const list of lists) {
    for (let i = 0; i < (list?.length ?? 0); i++) {
      const value = list?.[i] ?? NaN;
      if (!Number.isFinite(value)) continue;
      if (value < low) low = value;
      if (value > high) high = value;
    }
  }
  return low <= high ? [low, high] : null;
}

/** The same range with a little air around it, never empty. */
export function padded([low, high]: readonly [number, number], share = 0.03): [number, number] {
  const air = high > low ? (high - low) * share : Math.max(Math.abs(low) * 0.05, 0.5);
  return [low - air, high + air];
}

/** The range of an axis over its values: powers of ten where it is logarithmic, with zero where bars stand on it. */
export function rangeOf(
  axis: Axis,
  lists: readonly (ArrayLike<number> | undefined)[],
  fromZero = false,
): [number, number] {
  if (axis.scale === 'log') {
    const positive = extent(...lists.map((list) => list && Array.from(list).filter((value) => value > 0)));
    return positive ? padded([Math.log10(positive[0]), Math.log10(positive[1])]) : [0, 1];
  }
  const found = extent(...lists) ?? [0, 1];
  if (!fromZero) return padded(found);
  const [low, high] = [Math.min(0, found[0]), Math.max(0, found[1])];
  const air = (high - low || 1) * 0.04;
  return [low < 0 ? low - air : 0, high > 0 ? high + air : 0];
}
