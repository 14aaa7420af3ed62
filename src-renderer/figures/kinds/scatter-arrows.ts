import type { ScatterFigure } from '../../../src-main/contract/figure.ts';
import { formatLabel } from '../../../src-main/contract/text.ts';
import type { Annotation, View } from '../drawing.ts';
import { drawnLabel, textWidth } from '../escape.ts';
import { LETTER_WIDTH } from '../layout.ts';
import { separate, type Place } from '../separate.ts';
import type { AxisScale } from '../ticks.ts';

/** How much of the room from the origin to the nearer end of an axis the longest arrow takes. */
const ARROW_REACH = 0.85;

/** More arrows hide one another: the longest are drawn. */
const MOST_ARROWS = 14;

/** Arrows from the origin with their names beyond the tips; none where the origin lies outside or an axis is logarithmic. */
export function arrowMarks(figure: ScatterFigure, { x, y }: { x: AxisScale; y: AxisScale }, view: View): Annotation[] {
  const { arrows: all = [] } = figure;
  const arrows = [...all].sort((a, b) => Math.hypot(b.x, b.y) - Math.hypot(a.x, a.y)).slice(0, MOST_ARROWS);
  const isLog = figure.x.scale === 'log' || figure.y.scale === 'log';
  const room = (value: number, [low, high]: readonly [number, number]): number =>
    value === 0 ? Infinity : (value > 0 ? Math.max(0, high) : Math.min(0, low)) / value;
  const fits = arrows.flatMap((arrow) => [room(arrow.x, x.range), room(arrow.y, y.range)]);
  const scale = ARROW_REACH * Math.min(...fits);
  if (isLog || !(scale > 0 && scale < Infinity)) return [];
  const lines = arrows.map((arrow): Annotation => ({
    x: 0,
    y: 0,
    xref: 'x',
    yref: 'y',
    ax: arrow.x * scale,
    ay: arrow.y * scale,
    axref: 'x',
    ayref: 'y',
    text: '',
    showarrow: true,
    arrowside: 'start',
    startarrowhead: 2,
    arrowwidth: 1.5,
    arrowcolor: view.theme.text2,
    opacity: 0.9,
  }));
  return [...lines, ...arrowNames(arrows, scale, { x, y }, view)];
}

/** The names beyond the tips, none over another. */
function arrowNames(
  arrows: NonNullable<ScatterFigure['arrows']>,
  scale: number,
  { x, y }: { x: AxisScale; y: AxisScale },
  view: View,
): Annotation[] {
  const perPixel = (range: readonly [number, number], pixels: number): number => (range[1] - range[0]) / pixels;
  const [ux, uy] = [perPixel(x.range, view.width), perPixel(y.range, view.height)];
  const names = arrows.map(({ name }) => drawnLabel(formatLabel(name, view.locale), 24));
  const places = arrows.map((arrow, i): Place => {
    const width = textWidth(names[i]!) * LETTER_WIDTH + 6;
    const [px, py] = [(arrow.x * scale) / ux, (arrow.y * scale) / uy];
    const length = Math.hypot(px, py) || 1;
    const within = (at: number, [low, high]: readonly [number, number], unit: number, half: number): number =>
      Math.min(high / unit - half, Math.max(low / unit + half, at));
    return {
      x: within(px + (px / length) * (width / 2 + 4), x.range, ux, width / 2),
      y: within(py + (py / length) * 11, y.range, uy, 10),
      width,
    };
  });
  separate(places);
  return places.map((place, i) => ({
    x: place.x * ux,
    y: place.y * uy,
    text: names[i]!,
    showarrow: false,
    font: { size: 11, color: view.theme.text },
    bgcolor: view.theme.surface,
    opacity: 0.9,
    borderpad: 1,
  }));
}
