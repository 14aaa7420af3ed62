import type { ScatterFigure } from '../../../src-main/contract/figure.ts';
import { formatLabel } from '../../../src-main/contract/text.ts';
import type { Annotation, View } from '../drawing.ts';
import { drawnLabel } from '../escape.ts';
import type { AxisScale } from '../ticks.ts';

/** How much of the room from the origin to the nearer end of an axis the longest arrow takes. */
const ARROW_REACH = 0.85;

/** Arrows from the origin with their names at the tips; none where the origin lies outside or an axis is logarithmic. */
export function arrowMarks(figure: ScatterFigure, { x, y }: { x: AxisScale; y: AxisScale }, view: View): Annotation[] {
  const { arrows = [] } = figure;
  const isLog = figure.x.scale === 'log' || figure.y.scale === 'log';
  const room = (value: number, [low, high]: readonly [number, number]): number =>
    value === 0 ? Infinity : (value > 0 ? Math.max(0, high) : Math.min(0, low)) / value;
  const fits = arrows.flatMap((arrow) => [room(arrow.x, x.range), room(arrow.y, y.range)]);
  const scale = ARROW_REACH * Math.min(...fits);
  if (isLog || !(scale > 0 && scale < Infinity)) return [];
  return arrows.map((arrow) => ({
    x: 0,
    y: 0,
    xref: 'x',
    yref: 'y',
    ax: arrow.x * scale,
    ay: arrow.y * scale,
    axref: 'x',
    ayref: 'y',
    text: drawnLabel(formatLabel(arrow.name, view.locale), 24),
    showarrow: true,
    arrowside: 'start',
    startarrowhead: 2,
    arrowwidth: 1.5,
    arrowcolor: view.theme.text2,
    font: { size: 11, color: view.theme.text },
    bgcolor: view.theme.surface,
    opacity: 0.9,
    borderpad: 1,
  }));
}
