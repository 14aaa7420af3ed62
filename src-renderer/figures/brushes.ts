import type { ParallelFigure } from '../../src-main/contract/figure.ts';
import type { Predicate } from '../../src-main/contract/table.ts';
import type { Gesture } from './drawing.ts';

/** A brush on one column: null where an end is open. */
export interface Brush {
  readonly min: number | null;
  readonly max: number | null;
}

/** So near to its end a brush leaves an axis open: what lies beyond is drawn there too. */
const OPEN = 0.01;

/** The brushes that a condition is made of, by column; null where it is made of something else. */
export function brushesOf(condition: Predicate | null | undefined): Map<string, Brush> | null {
  const parts = condition?.op === 'and' ? condition.args : condition ? [condition] : [];
  if (!parts.every((part) => part.op === 'between')) return null;
  return new Map(parts.map(({ column, min, max }) => [column, { min, max }]));
}

/** Where a value stands on its axis: 0 at the low end, 1 at the high one, and at an end where it lies beyond. */
export function placeOn({ range, scale }: ParallelFigure['axes'][number], value: number): number {
  const [low, high] = range;
  const share =
    scale === 'log' ? Math.log(value / low) / Math.log(high / low) : high > low ? (value - low) / (high - low) : 0.5;
  return Number.isNaN(share) ? NaN : Math.min(1, Math.max(0, share));
}

/** Digits of a brushed value: as fine as a hand can be, so that the condition can be read. */
const DIGITS = 3;

function valueAt({ range, scale }: ParallelFigure['axes'][number], place: number): number {
  const [low, high] = range;
  if (scale === 'log') return Number((low * (high / low) ** place).toPrecision(DIGITS));
  const step = 10 ** (Math.floor(Math.log10(high - low)) + 1 - DIGITS);
  return Number((Math.round((low + (high - low) * place) / step) * step).toPrecision(12));
}

/** The axes that a box lies over: those between its sides, or the one that it is nearest to. */
function brushedAxes(nAxes: number, [left, right]: readonly [number, number]): number[] {
  const inside = Array.from({ length: nAxes }, (_, i) => i).filter((i) => i >= left && i <= right);
  const nearest = Math.round((left + right) / 2);
  return inside.length > 0 ? inside : nearest >= 0 && nearest < nAxes ? [nearest] : [];
}

const ordered = ([a, b]: readonly [number, number]): [number, number] => (a <= b ? [a, b] : [b, a]);

/** What each gesture makes of the brushes: places from 0 to 1 by axis. */
function brushed(
  figure: ParallelFigure,
  gesture: Gesture,
  before: ReadonlyMap<string, Brush>,
): [number, [number, number]][] {
  if (gesture.kind === 'box')
    return brushedAxes(figure.axes.length, ordered(gesture.x)).map((i) => [i, ordered(gesture.y)]);
  if (gesture.kind !== 'nudge') return [];
  const axis = figure.axes[gesture.axis];
  if (!axis) return [];
  const { min = null, max = null } = before.get(axis.column ?? '') ?? {};
  const [low, high] = [min === null ? 0 : placeOn(axis, min), max === null ? 1 : placeOn(axis, max)];
  const moved = gesture.end === 'low' ? [low + gesture.by, high] : [low, high + gesture.by];
  return [[gesture.axis, ordered([moved[0]!, moved[1]!])]];
}

/** The condition after a brush: those of other axes stay, one over all of its axis goes; null where none is left. */
export function brushAxes(
  figure: ParallelFigure,
  gesture: Gesture,
  condition: Predicate | null | undefined,
): Predicate | null {
  const brushes = new Map(brushesOf(condition) ?? []);
  for (const [i, [from, to]] of brushed(figure, gesture, brushes)) {
    const axis = figure.axes[i];
    if (axis?.column === undefined) continue;
    const min = from <= OPEN ? null : valueAt(axis, Math.min(1, from));
    const max = to >= 1 - OPEN ? null : valueAt(axis, Math.max(0, to));
    if (min === null && max === null) brushes.delete(axis.column);
    else brushes.set(axis.column, { min, max });
  }
  const args = [...brushes].map(([column, brush]): Predicate => ({ op: 'between', column, ...brush }));
  return args.length > 1 ? { op: 'and', args } : (args[0] ?? null);
}
