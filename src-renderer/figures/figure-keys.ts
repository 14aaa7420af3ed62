import type { KeyboardEvent } from 'react';
import type { Gesture, Selecting } from './drawing.ts';
import type { PlotHost } from './plot-host.ts';

const STEP = 0.1;
const CLOSER = 0.8;

const SHIFTS: Readonly<Record<string, { x: number; y: number }>> = {
  ArrowLeft: { x: -STEP, y: 0 },
  ArrowRight: { x: STEP, y: 0 },
  ArrowUp: { x: 0, y: STEP },
  ArrowDown: { x: 0, y: -STEP },
};

const SCALES: Readonly<Record<string, number>> = { '+': CLOSER, '=': CLOSER, '-': 1 / CLOSER };

/** A plot that keys act on. */
export interface KeyTarget {
  readonly host: PlotHost | null;
  readonly selecting: Selecting;
  readonly zooms: boolean;
  readonly nMarks: number;
  /** Over the whole window Escape leads back, and the selection stays. */
  readonly isFull: boolean;
  /** The mark that arrow keys have come to; −1 before the first. */
  readonly active: number;
  setActive(mark: number): void;
  gesture(gesture: Gesture | null, adding: boolean): void;
}

function actOnMarks(key: string, adding: boolean, { host, nMarks, active, setActive, gesture }: KeyTarget): boolean {
  const step = key === 'ArrowRight' || key === 'ArrowDown' ? 1 : key === 'ArrowLeft' || key === 'ArrowUp' ? -1 : 0;
  if (step !== 0) {
    const next = Math.min(nMarks - 1, Math.max(0, active + step));
    setActive(next);
    host?.point(0, next);
  } else if (key === 'Enter' && active >= 0) gesture({ kind: 'marks', indices: [active] }, adding);
  else return false;
  return true;
}

const NUDGE = 0.05;

/** Left and right go from axis to axis, up and down move the low end of its brush, with Shift the high one. */
function actOnAxes(key: string, isHigh: boolean, target: KeyTarget): boolean {
  if (key === 'ArrowLeft' || key === 'ArrowRight') return actOnMarks(key, false, target);
  const by = key === 'ArrowUp' ? NUDGE : key === 'ArrowDown' ? -NUDGE : 0;
  if (by === 0 || target.active < 0) return false;
  target.gesture({ kind: 'nudge', axis: target.active, end: isHigh ? 'high' : 'low', by }, false);
  return true;
}

function actOnArea(key: string, { host, selecting, gesture }: KeyTarget): boolean {
  const shift = SHIFTS[key];
  const scale = SCALES[key];
  if (shift) void host?.move(shift);
  else if (scale) void host?.move({ x: 0, y: 0 }, scale);
  else if (key === '0') void host?.resetZoom();
  else if (key === 'Enter' && selecting === 'area') gesture(host?.visibleBox() ?? null, false);
  else return false;
  return true;
}

/** Everything that the pointer does in a figure, by keys. */
export function onFigureKey(event: KeyboardEvent, target: KeyTarget): void {
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  const clears = event.key === 'Escape' && target.selecting !== 'none' && !target.isFull;
  if (clears) target.gesture(null, false);
  const acted =
    clears ||
    (target.selecting === 'marks'
      ? actOnMarks(event.key, event.shiftKey, target)
      : target.selecting === 'axes'
        ? actOnAxes(event.key, event.shiftKey, target)
        : target.zooms && actOnArea(event.key, target));
  if (!acted) return;
  event.preventDefault();
  event.stopPropagation();
}
