import type { ScatterPoints, ScatterWindow } from '../../src-main/contract/figure.ts';

type Range = readonly [number, number];

/** So much more than is seen is asked for on each side, so that a small move needs no asking. */
const AROUND = 0.5;
/** Who sees so much of an axis sees the whole. */
const NEARLY_ALL = 0.8;
/** Of a part this much smaller than the last one, more points can be had. */
const CLOSER = 1 / 3;

const length = ([low, high]: Range): number => high - low;
const overlap = (a: Range, b: Range): number => Math.min(a[1], b[1]) - Math.max(a[0], b[0]);
const isWithin = (inner: Range, outer: Range): boolean => inner[0] >= outer[0] && inner[1] <= outer[1];
const around = (range: Range): Range => [range[0] - length(range) * AROUND, range[1] + length(range) * AROUND];

/**
 * The part of a scatter whose points are to be asked for.
 *
 * @param view what is seen, in the axes' own units.
 * @param before the part whose points are there; null for the sample of the whole.
 * @returns null where the sample of the whole will do: all of it is drawn, or nearly all of it is seen.
 */
export function windowFor(
  view: ScatterWindow,
  before: ScatterWindow | null,
  whole: ScatterPoints | null,
): ScatterWindow | null {
  if (!whole?.range || whole.sampleSeed === null) return null;
  const { range } = whole;
  if ((['x', 'y'] as const).every((side) => overlap(view[side], range[side]) >= NEARLY_ALL * length(range[side])))
    return null;
  const stays =
    before !== null &&
    (['x', 'y'] as const).every(
      (side) => isWithin(view[side], before[side]) && length(view[side]) >= CLOSER * length(before[side]),
    );
  return stays ? before : { x: around(view.x), y: around(view.y) };
}
